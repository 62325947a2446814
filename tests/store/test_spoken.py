"""Who spoke in a talk, asked of many at once: the file answers as the store in memory does."""

from __future__ import annotations

from pathlib import Path

from tests.fakes import FakeStore, FixedClock
from voicebox.conversation.inputs import Give, Skip, TakeNote
from voicebox.conversation.views import Speaker, ViewKind
from voicebox.ports import Store
from voicebox.prompts.loader import load_pack
from voicebox.runner import start
from voicebox.store import direct, spoken
from voicebox.store.repository import SqlStore

PLAN = load_pack(Path(__file__).parents[2] / "prompts" / "plan.yaml")
TELLING = 'he said "speaker":"child","status":"answered" and "must-know-review"'


def _talks(store: Store) -> list[str]:
    """One talk that was answered, changed and noted; one in which all is skipped."""
    amira, clock = store.add_pupil("Amira"), FixedClock()
    answered, silent = (start(store, clock, PLAN, amira) for _ in range(2))
    for runner in (answered, silent):
        while runner.step.key.part != "review":
            given = Skip() if runner.step.key.own_state is None else None
            runner.handle(given or Give(choices=(runner.step.options[0].id,)))
    answered.handle(Give(words="1 March"))
    answered.handle(TakeNote(TELLING, ViewKind.OBSERVATION))
    answered.handle(Give(words=TELLING))
    silent.handle(TakeNote("She was tired.", ViewKind.OBSERVATION))
    return [answered.header.id, silent.header.id]


def test_the_file_answers_as_the_store_in_memory(store: SqlStore) -> None:
    for kept in (store, FakeStore()):
        talks = _talks(kept)
        said, silent = talks
        assert kept.spoke("key_adult", [*talks, "none"][:2]) == {said}
        assert kept.spoke("child", talks) == set()
        assert kept.spoke("key_adult", [silent]) == set()
        [row] = kept.answers_feeding("must-know-review", talks)
        assert row.talk == said
        assert '"words":"1 March"' in row.body


def test_no_talk_is_read_for_it(store: SqlStore) -> None:
    """A list of thousands of pupils would have to decrypt every page of their talks."""
    talks = _talks(store)
    seen: list[str] = []
    with direct.reading(store) as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.set_trace_callback(seen.append)
        for speaker in Speaker:
            spoken.spoke(connection, speaker, talks)
        list(spoken.answers_feeding(connection, "must-know-review", talks))
        list(spoken.answers_feeding(connection, "must-know-date-of-birth", talks))
        raw.set_trace_callback(None)
        asked = [line for line in seen if line.startswith("SELECT")]
        steps = [raw.execute(f"EXPLAIN QUERY PLAN {line}").fetchall() for line in asked]
    assert len(steps) == len(Speaker) + 2
    for line in steps:
        assert "INDEX ix_event_" in repr(line)
        assert "SCAN event'" not in repr(line)

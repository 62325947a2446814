"""The runner: an answer is true once it is committed, and a retry keeps nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversation.held import begun, plain_answer, small_pack
from tests.conversation.test_walks import TickingClock
from voicebox.conversation import State
from voicebox.conversation.inputs import Give, Skip, Stop, TakeBreak
from voicebox.errors import AnswerRefused, Conflict, NotNow, StoreError
from voicebox.locations import locate
from voicebox.runner import Runner, load_record, resume, start, talk_id
from voicebox.store.repository import SqlStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    places = {"VOICEBOX_HOME": str(tmp_path / "home"), "VOICEBOX_KEYS": str(tmp_path / "keys")}
    opened = SqlStore.open(locate(places))
    yield opened
    opened.close()


@pytest.fixture
def runner(store: SqlStore) -> Runner:
    held = start(store, TickingClock(), small_pack(), store.add_pupil("Amira"), with_="Mrs Okoye")
    while str(held.talk.at) != "good-day":
        held.handle(plain_answer(held.step))
    return held


def test_what_is_kept_has_the_seq_that_is_shown(store: SqlStore, runner: Runner) -> None:
    handled = runner.handle(Give(choices=("music",)))
    view = runner.record.at("good-day")
    assert view is not None
    assert handled.kept == view.seq == store.events(runner.header.id)[-1].seq


def test_what_is_refused_reaches_no_store(store: SqlStore, runner: Runner) -> None:
    before = store.events(runner.header.id)
    with pytest.raises(AnswerRefused):
        runner.handle(Give(choices=("nonsense",)))
    assert store.events(runner.header.id) == before


def test_an_answer_whose_commit_went_unanswered_is_kept_once(
    store: SqlStore, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = SqlStore.append

    def lost(self: SqlStore, *args: object, **more: object) -> None:
        append(self, *args, **more)  # type: ignore[arg-type]
        raise StoreError("The disk did not answer.")

    was = runner.talk
    with monkeypatch.context() as patch:
        patch.setattr(SqlStore, "append", lost)
        with pytest.raises(StoreError):
            runner.handle(Give(choices=("music",)))
    assert runner.talk is was
    runner.handle(Give(choices=("music",)))
    _, record = load_record(store, runner.header.id)
    assert [view.prompt for view in record] == ["good-day"]
    assert list(record) == list(runner.record)


def test_a_second_window_is_told_and_catches_up(store: SqlStore, runner: Runner) -> None:
    other = resume(store, TickingClock(), runner.header.id)
    other.handle(Give(choices=("music",)))
    with pytest.raises(Conflict):
        runner.handle(Skip())
    runner.catch_up()
    assert runner.talk.at == other.talk.at
    runner.handle(Give(words="the drums"))


def test_a_window_that_closes_pauses_the_talk_once(store: SqlStore, runner: Runner) -> None:
    runner.pause()
    runner.pause()
    assert store.talk(runner.header.id).state == State.PAUSED
    with pytest.raises(NotNow):
        runner.handle(TakeBreak())
    again = resume(store, TickingClock(), runner.header.id)
    assert str(again.talk.at) == "good-day"


def test_a_stopped_talk_offers_its_last_choice_once(runner: Runner) -> None:
    runner.handle(Stop())
    assert runner.offers_last_choice
    assert [option.id for option in runner.step.options] == ["drink", "play", "quiet-time"]
    runner.handle(Give(choices=("play",)))
    assert not runner.offers_last_choice


def test_a_worry_is_kept_apart_from_the_talk(store: SqlStore, runner: Runner) -> None:
    before = store.events(runner.header.id)
    concern = runner.keep_worry("said she is afraid\x1b to go home", about_staff=False)
    assert concern.words == "said she is afraid to go home"
    assert [each.words for each in store.concerns()] == [concern.words]
    assert store.events(runner.header.id) == before
    for words in ("", "  "):
        with pytest.raises(AnswerRefused):
            runner.keep_worry(words)


def test_talk_ids_sort_by_time() -> None:
    clock = TickingClock()
    ids = [talk_id(clock.now(), clock.new_id()) for _ in range(50)]
    assert ids == sorted(ids)
    assert {len(id_) for id_ in ids} == {10}
    assert begun().talk.id not in ids

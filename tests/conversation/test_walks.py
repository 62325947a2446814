"""Random inputs, legal and not, against the engine: 10,000 of them, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conversation.held import (
    BEGAN,
    Held,
    as_json,
    assert_replays,
    plain_answer,
    small_pack,
)
from tests.conversation.walking import finish, usual_input, walk, walks_off
from voicebox.conversation import State
from voicebox.conversation.inputs import CarryOn
from voicebox.errors import AnswerRefused, NotNow
from voicebox.locations import locate
from voicebox.prompts.loader import load_pack
from voicebox.runner import Runner, load_record, load_talk, resume, start
from voicebox.store.repository import SqlStore

PACKS = sorted((Path(__file__).parents[2] / "prompts").glob("*.yaml"))


@pytest.mark.parametrize("seed", range(24))
def test_a_walk_on_the_small_pack_holds_and_ends(seed: int) -> None:
    for walked in walk(small_pack(), seed, 350):
        assert_replays(walked.held)
        finish(walked.held)
        assert_replays(walked.held)


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_walks_through_a_pack_hold_and_end(pack: Path) -> None:
    """50 walks from all over the pack: what was said stands, nothing is asked twice, all end."""
    walks = list(walks_off(load_pack(pack), seed=1, walks=50, inputs=15))
    assert len({str(walked.held.talk.at) for walked in walks}) > 3
    assert_replays(walks[-2].held)
    for walked in walks[::12]:
        finish(walked.held)
        assert_replays(walked.held)


def test_walks_go_everywhere() -> None:
    seen: set[State] = set()
    events: set[str] = set()
    for seed in range(4):
        for walked in walk(small_pack(), seed, 500):
            events |= {stamped.event.type for stamped in walked.held.events}
            again = Held(small_pack())
            for stamped in walked.held.events[1:]:
                again.put(stamped.event)
                seen.add(again.state)
    assert seen == set(State)
    assert len(events) == 20


@dataclass
class TickingClock:
    """One second later each time; ids and seeds from a seeded chance."""

    chance: random.Random = field(default_factory=lambda: random.Random(5))
    moment: datetime = BEGAN

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def new_id(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def new_seed(self) -> int:
        return self.chance.randrange(2**31)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    places = {"VOICEBOX_HOME": str(tmp_path / "home"), "VOICEBOX_KEYS": str(tmp_path / "keys")}
    opened = SqlStore.open(locate(places))
    yield opened
    opened.close()


def assert_store_agrees(store: SqlStore, runner: Runner) -> None:
    """What the store holds makes the same record, the same state and the same screen."""
    summary, record = load_record(store, runner.header.id)
    talk = load_talk(store, runner.header.id)
    assert as_json(record) == as_json(runner.record) == as_json(talk.record)
    assert summary.state == runner.talk.state == talk.state
    assert summary.events == runner.talk.seq
    assert summary.ended == runner.record.ended
    assert (talk.at, talk.trail, talk.read) == (
        runner.talk.at,
        runner.talk.trail,
        runner.talk.read,
    )


def handled(runner: Runner, chance: random.Random) -> bool:
    """Carry out a random input; was it one that the talk allows?"""
    try:
        runner.handle(usual_input(runner.talk, chance))
    except (NotNow, AnswerRefused):
        return False
    return True


def test_the_fold_never_disagrees_with_the_store(store: SqlStore) -> None:
    clock, chance = TickingClock(), random.Random(11)
    pupil = store.add_pupil("Amira")
    for _ in range(4):
        runner = start(store, clock, small_pack(), pupil, with_="Mrs Okoye")
        for number in range(120):
            if handled(runner, chance) and number % 5 == 0:
                assert_store_agrees(store, runner)
        assert_store_agrees(store, runner)


def test_a_talk_taken_up_again_stands_where_it_was_left(store: SqlStore) -> None:
    clock, chance = TickingClock(), random.Random(3)
    runner = start(store, clock, small_pack(), store.add_pupil("Tomos"))
    for _ in range(120):
        if not handled(runner, chance):
            continue
        if runner.talk.state is State.FINISHED:
            break
        was = runner.talk
        runner = resume(store, clock, runner.header.id)
        assert list(runner.record) == list(was.record)
        if was.state is not State.STOPPED:
            assert runner.talk.at == was.at
        else:
            assert runner.talk.state is State.ASSENT


def test_a_finished_talk_is_not_taken_up_again(store: SqlStore) -> None:
    clock = TickingClock()
    runner = start(store, clock, small_pack(), store.add_pupil("Zofia"))
    while runner.talk.state is not State.FINISHED:
        runner.handle(plain_answer(runner.step))
    assert_store_agrees(store, runner)
    with pytest.raises(NotNow):
        resume(store, clock, runner.header.id)
    with pytest.raises(NotNow):
        runner.handle(CarryOn())
    assert_store_agrees(store, runner)

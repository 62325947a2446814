"""A whole talk at the screen ends with the record that the same talk ends with in plain mode."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from tests.fakes import FakeStore, FixedClock
from tests.tui.chair import (
    SEED,
    Answer,
    At,
    Blank,
    Cards,
    Chair,
    Hand,
    Keyboard,
    Mouse,
    Shown,
    Silence,
    Words,
    answer_for,
    hold,
    packs,
    settle,
    words_of,
)
from voicebox.conversation.shapes import Step
from voicebox.conversation.states import State
from voicebox.plain.answers import numbered_cards
from voicebox.plain.lines import Line, LineRead, Lines
from voicebox.plain.session import PlainTalk
from voicebox.plain.voice import Voice
from voicebox.ports import Preferences, SymbolSource
from voicebox.runner import Runner, start


def assert_same(runner: Runner, plain: Runner) -> None:
    """View by view, so that what differs is seen."""
    at_screen, in_lines = words_and_provenance(runner), words_and_provenance(plain)
    for ours, theirs in zip(at_screen, in_lines, strict=False):
        assert ours == theirs
    assert len(at_screen) == len(in_lines)


SIZES = [(80, 24), (120, 40)]


class Typed(Lines):
    """The same answers as lines of plain mode."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def read(self) -> LineRead:
        return Line(line_of(self._runner.step, answer_for(self._runner.step)))


def line_of(step: Step, answer: Answer) -> str:
    """An answer as it is typed in plain mode."""
    numbers = {card.id: str(at) for at, card in enumerate(numbered_cards(step), start=1)}
    match answer:
        case Cards(ids=ids):
            return ",".join(numbers[id_] for id_ in ids)
        case At(point=point):
            return str(point)
        case Words(words=words):
            return words
        case Shown():
            return numbers["something-else"]
        case Silence(which=which):
            return {"skip": "/skip", "dont_know": "/dontknow", "wont_say": "/pass"}[which]


def held_plainly(pack: str) -> Runner:
    """The whole talk in plain mode."""
    store = FakeStore()
    pupil = store.add_pupil("Amira")
    runner = start(store, FixedClock(seed=SEED), packs()[pack], pupil, with_="Mrs Okoye", seed=SEED)
    voice = Voice(None, Preferences())
    PlainTalk(runner, Typed(runner), io.StringIO(), symbols=Blank, voice=voice).hold()
    return runner


APART = {"id", "talk", "at", "share_decided_at", "modes", "replaces", "about"}


def words_and_provenance(runner: Runner) -> list[dict[str, object]]:
    """The record with ids, times and modes taken out."""
    return [view.model_dump(mode="json", exclude=APART) for view in runner.record]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hand", [Keyboard, Mouse])
async def test_a_small_talk_by_one_hand_alone_is_the_talk_held_in_lines(
    symbols: SymbolSource,
    hand: Callable[..., Hand],
    size: tuple[int, int],
) -> None:
    chair, given = Chair(symbols), list[tuple[str, Answer]]()
    async with chair.talk().sit(size) as pilot:
        await settle(pilot)
        await hold(hand(chair, pilot), given=given)
        runner = chair.screen.runner
        assert runner.talk.state is State.FINISHED
    plain = held_plainly("small")
    assert_same(runner, plain)
    assert runner.record.started == plain.record.started
    _assert_kept_as_given(runner, given)


async def test_all_of_my_voice_at_the_screen_is_the_talk_held_in_lines(chair: Chair) -> None:
    given: list[tuple[str, Answer]] = []
    async with chair.talk("my-voice").sit() as pilot:
        await settle(pilot)
        await hold(Keyboard(chair, pilot, types=False), given=given)
        runner = chair.screen.runner
        assert runner.talk.state is State.FINISHED
    plain = held_plainly("my-voice")
    assert_same(runner, plain)
    _assert_kept_as_given(runner, given)


def _assert_kept_as_given(runner: Runner, given: list[tuple[str, Answer]]) -> None:
    asked = [(key, answer) for key, answer in given if not key.startswith("~")]
    kept = [view.words for view in runner.record if view.words]
    said = words_of(asked)
    assert kept, "nothing was said in words"
    assert [words.encode() for words in kept] == [words.encode() for words in said]

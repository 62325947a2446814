"""A whole talk at the screen ends with the record that the same talk ends with in plain mode."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tui.chair import (
    Answer,
    Chair,
    Hand,
    Keyboard,
    Mouse,
    hold,
    settle,
    words_of,
)
from tests.tui.hands import assert_same, held_plainly
from voicebox.conversation.states import State
from voicebox.ports import SymbolSource
from voicebox.runner import Runner

SIZES = [(80, 24), (120, 40)]


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
    plain, _ = held_plainly("small")
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
    plain, _ = held_plainly("my-voice")
    assert_same(runner, plain)
    _assert_kept_as_given(runner, given)


def _assert_kept_as_given(runner: Runner, given: list[tuple[str, Answer]]) -> None:
    asked = [(key, answer) for key, answer in given if not key.startswith("~")]
    kept = [view.words for view in runner.record if view.words]
    said = words_of(asked)
    assert kept, "nothing was said in words"
    assert [words.encode() for words in kept] == [words.encode() for words in said]

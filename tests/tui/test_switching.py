"""A talk by one switch, by two, by dwelling, by a slow hand: the same talk as in lines."""

from __future__ import annotations

import pytest

from tests.tui.chair import (
    Chair,
    hold,
    settle,
    skip_over,
    until_true,
)
from tests.tui.hands import Dwell, OneSwitch, assert_same, held_plainly, said_with_letters
from voicebox.access import Access, Switches, read_access
from voicebox.conversation.states import State
from voicebox.ports import UtteranceEnded
from voicebox.tui.scanning import FEW, Scan, Target

# -- the light ----------------------------------------------------------------------------------


def rows(*lengths: int) -> list[list[Target]]:
    return [
        [Target("board", f"{row}-{item}", f"{row}-{item}") for item in range(length)]
        for row, length in enumerate(lengths)
    ]


def test_few_things_are_gone_over_one_by_one() -> None:
    scan = Scan.over(rows(3, 2), rounds=2)
    seen = []
    for _ in range(5):
        seen.append(scan.says)
        scan.advance()
    assert seen == ["0-0", "0-1", "0-2", "1-0", "1-1"]
    assert scan.says == "0-0"


def test_many_things_are_gone_over_row_by_row_then_one_by_one() -> None:
    scan = Scan.over(rows(FEW, 4), rounds=2)
    assert len(scan.lit) == FEW
    scan.advance()
    assert [target.id for target in scan.lit] == ["1-0", "1-1", "1-2", "1-3"]
    assert scan.choose() is None
    assert scan.says == "1-0"
    scan.advance()
    picked = scan.choose()
    assert picked is not None
    assert picked.id == "1-1"


def test_a_row_gone_through_without_a_press_gives_way_to_the_rows() -> None:
    scan = Scan.over(rows(FEW, 2), rounds=3)
    scan.choose()
    for _ in range(FEW):
        scan.advance()
    assert scan.item is None
    assert len(scan.lit) == FEW


def test_the_light_rests_after_its_rounds_and_wakes_at_a_press() -> None:
    scan = Scan.over(rows(2), rounds=2)
    for _ in range(4):
        scan.advance()
    assert scan.resting
    assert scan.lit == []
    assert scan.choose() is None
    assert scan.says == "0-0"


def test_nothing_to_pick_is_nothing_lit() -> None:
    scan = Scan.over([], rounds=1)
    scan.advance()
    assert scan.choose() is None


def test_what_was_kept_by_another_version_gives_way_value_by_value() -> None:
    access = read_access({"switches": "one", "scan_seconds": 99, "of": "another", "show": 7})
    assert access == Access(switches=Switches.ONE)


# -- hands --------------------------------------------------------------------------------------


def seat(access: dict[str, object]) -> Chair:
    """A talk with a pupil who likes it so."""
    chair = Chair()
    pupil = chair.kept.add_pupil("Amira")
    chair.kept.keep_preferences(pupil.id, access)
    return chair.talk()


@pytest.mark.parametrize(
    ("hand", "access"),
    [
        (OneSwitch, {"switches": "one", "scan_aloud": False}),
        (OneSwitch, {"switches": "two"}),
        (Dwell, {"dwell_ms": 1000}),
    ],
)
async def test_a_whole_talk_without_keys_or_clicks_is_the_talk_held_in_lines(
    hand: type[OneSwitch], access: dict[str, object]
) -> None:
    chair = seat(access)
    async with chair.sit((120, 40)) as pilot:
        await settle(pilot)
        runner = chair.screen.runner
        await hold(hand(chair, pilot), answer_at=said_with_letters)
        assert runner.talk.state is State.FINISHED
    plain, _ = held_plainly("small", said_with_letters)
    assert_same(runner, plain)


async def test_a_board_of_another_size_is_gone_over_anew() -> None:
    chair = seat({"switches": "one"})
    async with chair.sit((80, 24)) as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await settle(pilot)
        for size in ((120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert chair.screen.scan is not None
            gone_over = [target.id for row in chair.screen.scan.rows for target in row]
            for spot in chair.board.laid.spots:
                assert spot.id in gone_over


async def test_break_and_stop_are_in_reach_of_one_switch() -> None:
    chair = seat({"switches": "one"})
    async with chair.sit() as pilot:
        await settle(pilot)
        switch = OneSwitch(chair, pilot)
        states = []
        for widget, id_ in (("keys", "take_a_break"), ("board", "~carry-on"), ("keys", "stop")):
            await switch.press(widget, id_)
            states.append(chair.screen.runner.talk.state)
    assert states == [State.PAUSED, State.OPENING, State.STOPPED]


async def test_the_light_waits_while_the_voice_speaks_and_goes_on_after() -> None:
    chair = seat({"switches": "one", "scan_aloud": False})
    async with chair.sit() as pilot:
        await settle(pilot)
        screen = chair.screen
        assert screen.voice.is_speaking
        assert screen.scan is not None
        first = screen.scan.lit
        screen.light_in_time()  # the timer's own call, without the wait
        assert screen.scan.lit == first
        assert screen._next_light is None
        chair.speaker.listener(UtteranceEnded(len(chair.speaker.said), True))
        await pilot.pause()
        assert screen._next_light is not None


async def test_a_second_press_soon_after_the_first_does_not_count() -> None:
    chair = seat({"switches": "one", "ignore_repeats_ms": 5000})
    async with chair.sit() as pilot:
        await settle(pilot)
        runner = chair.screen.runner
        await pilot.press("a")
        await settle(pilot)
        after_one = runner.talk.seq
        await pilot.press("a", "a", "a")
        await settle(pilot)
        assert runner.talk.seq == after_one


async def test_a_key_that_is_only_tapped_is_no_press_where_it_has_to_be_held() -> None:
    chair = seat({"switches": "one", "hold_ms": 5000})
    async with chair.sit() as pilot:
        await settle(pilot)
        before = chair.screen.runner.talk.seq
        await pilot.press("a", "a")
        await settle(pilot)
        assert chair.screen.runner.talk.seq == before


async def test_a_tap_can_wait_until_the_words_end() -> None:
    chair = seat({"wait_for_voice": True})
    async with chair.sit() as pilot:
        await settle(pilot)
        runner = chair.screen.runner
        before = runner.talk.seq
        await pilot.press("1")
        await settle(pilot)
        assert runner.talk.seq == before
        chair.speaker.listener(UtteranceEnded(len(chair.speaker.said), True))
        await until_true(pilot, lambda: runner.talk.seq > before)
        assert runner.talk.seq > before


async def test_words_alone_or_pictures_alone_stand_on_the_cards() -> None:
    for show, has_picture in (("words", False), ("pictures", True)):
        chair = seat({"show": show})
        async with chair.sit() as pilot:
            await settle(pilot)
            await pilot.press("1", "1")
            await settle(pilot)
            assert bool(chair.board.laid.grid.picture) is has_picture
            shows_word = "not today" in str(chair.painted)
            assert shows_word is (show == "words")


async def test_two_presses_in_quick_turn_each_say_what_is_lit() -> None:
    chair = seat({"switches": "two"})
    async with chair.sit() as pilot:
        await settle(pilot)
        await pilot.press("space", "space")
        await settle(pilot)
        assert chair.screen.scan is not None
        lit = chair.screen.scan.says
        assert chair.speaker.said[-1].words == lit

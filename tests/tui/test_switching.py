"""A talk by one switch, by two, by dwelling, by a slow hand: the same talk as in lines."""

from __future__ import annotations

import io
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.fakes import FakeStore, FixedClock
from tests.tui.chair import (
    SEED,
    Answer,
    At,
    Blank,
    Cards,
    Chair,
    Shown,
    Silence,
    Words,
    answer_for,
    back_at_talk,
    menu_is_open,
    packs,
    paste,
    settle,
    until_true,
)
from tests.tui.test_whole_talks import Typed, assert_same, line_of
from voicebox.access import Access, Switches, read_access
from voicebox.conversation.shapes import Step
from voicebox.conversation.states import State
from voicebox.plain.lines import Line, LineRead
from voicebox.plain.session import PlainTalk
from voicebox.plain.voice import Voice
from voicebox.ports import Preferences, UtteranceEnded
from voicebox.runner import Runner, start
from voicebox.tui.scanning import FEW, Scan, Target
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import KeysRow
from voicebox.tui.widgets.board import DONE, EARLIER, MORE
from voicebox.tui.widgets.letters import CAPITALS, SAY, SPACE

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


def said_with_letters(step: Step) -> Answer:
    """The same answers as ever, with words that the letters on the screen can make."""
    answer = answer_for(step)
    if isinstance(answer, Words) and not step.for_adult:
        return Words("At nan's, 2 dogs.")
    return answer


class OneSwitch:
    """One key and nothing else for the child; the grown-up's own prompts are typed."""

    def __init__(self, chair: Chair, pilot: Pilot[int]) -> None:
        self.chair = chair
        self.pilot = pilot

    async def give(self, answer: Answer) -> None:
        chair = self.chair
        if chair.step.for_adult:
            await self.type(answer)
            return
        match answer:
            case Cards(ids=ids):
                for id_ in ids:
                    await self.pick(id_)
                if chair.board.many:
                    await self.pick(DONE)
            case At(point=point):
                await self.press("ladder", str(point))
            case Words(words=words):
                if not chair.area.is_typing:
                    await self.pick("something-else")
                await self.spell(words)
            case Shown():
                await self.pick("something-else")
                await self.press("row", AnswerArea.SHOWN)
            case Silence(which="skip"):
                await self.press("keys", "skip")
            case Silence(which=which):
                id_ = which.replace("_", "-")
                if chair.board.display:
                    await self.pick(id_)
                else:
                    await self.press("row", id_)

    async def pick(self, id_: str) -> None:
        board = self.chair.board
        for _ in range(20):
            spots = {spot.id for spot in board._spots()}
            if id_ in spots:
                await self.press("board", id_)
                return
            ids = [card.id for card in board._shown()]
            first = next(ids.index(spot) for spot in ids if spot in spots)
            await self.press("board", MORE if ids.index(id_) > first else EARLIER)
        raise AssertionError(f"{id_} is on no page")

    async def spell(self, words: str) -> None:
        for letter in words:
            if letter.isupper():
                await self.press("letters", CAPITALS)
            await self.press("letters", SPACE if letter == " " else letter)
            if letter.isupper():
                await self.press("letters", CAPITALS)
        await self.press("letters", SAY)

    async def press(self, widget: str, id_: str) -> None:
        """Wait for the light, and press; twice where it is in a row."""
        await self.pilot.pause()
        screen = self.chair.screen
        for _ in range(400):
            scan = screen.scan
            assert scan is not None, f"no light at {self.chair.at}"
            lit = [(target.widget, target.id) for target in scan.lit]
            if (widget, id_) in lit:
                is_picked = len(lit) == 1
                await self.pilot.press("a")
                await self.pilot.pause()
                if is_picked:
                    return
                continue
            screen.move_light()
        raise AssertionError(f"{widget} {id_} is never lit at {self.chair.at}")

    async def type(self, answer: Answer) -> None:
        match answer:
            case Words(words=words):
                paste(self.chair, words)
                await self.pilot.pause()
                await self.pilot.press("enter")
            case Cards(ids=ids):
                for id_ in ids:
                    self.chair.board.pick(id_)
                if self.chair.board.many:
                    self.chair.board.pick(DONE)
            case Silence(which=which) if self.chair.area.is_typing:
                await self.pilot.press("escape")
                await menu_is_open(self.pilot)
                await self.pilot.press({"skip": "k", "dont_know": "d"}[which])
                await back_at_talk(self.pilot)
            case Silence():
                await self.pilot.press("k")
            case _:
                raise AssertionError(f"{answer} is no grown-up's answer")


class Dwell(OneSwitch):
    """The pointer alone: it rests on a thing until that is picked."""

    async def press(self, widget: str, id_: str) -> None:
        await self.pilot.pause()
        area, screen = self.chair.area, self.chair.screen
        target: Any = {
            "board": area.board,
            "row": area.row,
            "ladder": area.ladder,
            "letters": area.letters,
            "keys": screen.query_one(KeysRow),
        }[widget]
        places = [
            (x, y)
            for y in range(target.size.height)
            for x in range(target.size.width)
            if target.spot_at(x, y) == id_
        ]
        assert places, f"{widget} {id_} is nowhere on the screen at {self.chair.at}"
        await self.pilot.hover("TopBar")
        await self.pilot.hover(target, offset=places[len(places) // 2])
        assert screen._dwelling == (target, id_)
        screen._dwelt()  # the timer's own call, without the wait
        await self.pilot.pause()


class Spelled(Typed):
    """The same answers as lines."""

    def read(self) -> LineRead:
        return Line(line_of(self._runner.step, said_with_letters(self._runner.step)))


def held_plainly() -> Runner:
    store = FakeStore()
    pupil = store.add_pupil("Amira")
    clock = FixedClock(seed=SEED)
    runner = start(store, clock, packs()["small"], pupil, with_="Mrs Okoye", seed=SEED)
    talk = PlainTalk(
        runner, Spelled(runner), io.StringIO(), symbols=Blank, voice=Voice(None, Preferences())
    )
    talk.hold()
    return runner


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
        held = hand(chair, pilot)
        for _ in range(200):
            if not runner.is_open:
                break
            before, at = runner.talk.seq, chair.at
            answer = said_with_letters(chair.step)
            await held.give(answer)
            await until_true(pilot, lambda: runner.talk.seq > before)  # noqa: B023
            assert runner.talk.seq > before, f"{at}: {answer}: {chair.adult_line}"
        assert runner.talk.state is State.FINISHED
    assert_same(runner, held_plainly())


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
            assert bool(chair.board._grid().picture) is has_picture
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

"""Hands that hold a whole talk: one switch, a pointer that rests, lines; and what they must share.

Keyboard and mouse are in `chair.py`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

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
    confirm,
    menu_is_open,
    packs,
    paste,
)
from voicebox.conversation.shapes import Shape, Step
from voicebox.plain.answers import numbered_cards
from voicebox.plain.lines import Line, LineRead, Lines
from voicebox.plain.session import PlainTalk
from voicebox.plain.voice import Voice
from voicebox.ports import Preferences, Store
from voicebox.runner import Runner, start
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import KeysRow
from voicebox.tui.widgets.cards import DONE, EARLIER, MORE
from voicebox.tui.widgets.letters import CAPITALS, SAY, SPACE

AnswerFor = Callable[[Step], Answer]

# -- what is answered ---------------------------------------------------------------------------


def said_with_letters(step: Step) -> Answer:
    """The same answers as ever, with words that the letters on the screen can make."""
    answer = answer_for(step)
    if isinstance(answer, Words) and not step.for_adult:
        return Words("At nan's, 2 dogs.")
    return answer


# -- lines --------------------------------------------------------------------------------------


class Typed(Lines):
    """The same answers as lines of plain mode."""

    def __init__(self, runner: Runner, answer: AnswerFor = answer_for) -> None:
        self._runner = runner
        self._answer = answer
        self.typed: list[str] = []

    def read(self) -> LineRead:
        step = self._runner.step
        self.typed.append(line_of(step, self._answer(step)))
        return Line(self.typed[-1])


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


def held_plainly(
    pack: str, answer: AnswerFor = answer_for, *, store: Store | None = None
) -> tuple[Runner, list[str]]:
    """The whole talk in plain mode, and the lines that were typed."""
    kept: Store = store or FakeStore()
    clock = FixedClock(seed=SEED)
    pupil = kept.add_pupil("Amira")
    runner = start(kept, clock, packs()[pack], pupil, with_="Mrs Okoye", seed=SEED)
    lines, voice = Typed(runner, answer), Voice(None, Preferences())
    PlainTalk(runner, lines, io.StringIO(), symbols=Blank, voice=voice).hold()
    return runner, lines.typed


# -- what the records share ---------------------------------------------------------------------

APART = {"id", "talk", "at", "share_decided_at", "modes"}
"""What differs from hand to hand and from run to run."""
NAMED = ("replaces", "about")
"""What names another view by its id."""


def told(runner: Runner) -> list[dict[str, object]]:
    """The record, view by view, without ids, times and modes."""
    places = {view.id: at for at, view in enumerate(runner.record)}
    return [
        view.model_dump(mode="json", exclude=APART)
        | {name: places.get(getattr(view, name)) for name in NAMED}
        for view in runner.record
    ]


def assert_same(runner: Runner, plain: Runner) -> None:
    """View by view, so that what differs is seen."""
    at_screen, in_lines = told(runner), told(plain)
    for ours, theirs in zip(at_screen, in_lines, strict=False):
        assert ours == theirs
    assert len(at_screen) == len(in_lines)


# -- hands --------------------------------------------------------------------------------------


class OneSwitch:
    """One key and nothing else for the child; the grown-up's own prompts are typed."""

    def __init__(self, chair: Chair, pilot: Pilot[int]) -> None:
        self.chair = chair
        self.pilot = pilot
        self.waited: list[str] = []
        """What was waited for, with the keys: a light that went by, a place to rest on."""

    async def give(self, answer: Answer) -> None:
        chair = self.chair
        if chair.step.for_adult:
            await self.type(answer)
            return
        match answer:
            case Cards(ids=ids) if chair.step.shape is Shape.CARDS:
                await confirm(self, ids[0])
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
            spots = {spot.id for spot in board.laid.spots}
            if id_ in spots:
                await self.press("board", id_)
                return
            ids = [card.id for card in board.laid.shown]
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
            self.waited.append("light")
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
        x, y = places[len(places) // 2]
        self.waited.append(f"rest {target.region.x + x},{target.region.y + y}")
        await self.pilot.hover(target, offset=(x, y))
        assert screen._dwelling == (target, id_)
        screen._dwelt()  # the timer's own call, without the wait
        await self.pilot.pause()

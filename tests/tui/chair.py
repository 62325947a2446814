"""Someone in the chair: an app with invented people, and hands that answer it as a person does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList
from textual.worker import WorkerCancelled

from tests.fakes import SMALL_PACK, FakeStore, FixedClock
from voicebox.bootstrap import open_pictures
from voicebox.conversation.keys import PRACTICE
from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.views import View
from voicebox.errors import NotFound, PictureRefused
from voicebox.locations import locate
from voicebox.ports import (
    Begin,
    House,
    Mosaic,
    PackLanguage,
    Picture,
    Preferences,
    Run,
    SpeechEvent,
    Store,
    SymbolCard,
    SymbolSource,
    Tone,
    Utterance,
)
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Pack
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.first_words import FirstWords
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import AdultLine, KeysRow
from voicebox.tui.widgets.board import Board
from voicebox.tui.widgets.cards import DONE, EARLIER, MORE
from voicebox.tui.widgets.ladder import LadderScale
from voicebox.tui.widgets.transcript import Transcript
from voicebox.tui.widgets.words import WordsBox

MY_VOICE = Path(__file__).parents[2] / "prompts" / "my-voice.yaml"
SEED = 7
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What must never reach a terminal as text."""


@cache
def packs() -> dict[str, Pack]:
    """The packs that tests talk through, by name."""
    return {"small": load_pack(SMALL_PACK), "my-voice": load_pack(MY_VOICE)}


@dataclass
class Shelf:
    """`ports.PackShelf` over a few packs."""

    held: dict[str, Pack] = field(default_factory=lambda: dict(packs()))

    def names(self) -> list[str]:
        return list(self.held)

    def load(self, name: str, language: str = "") -> Pack:
        if name not in self.held:
            raise NotFound(f"There is no pack {name} here.")
        return self.held[name]

    def languages(self, name: str) -> list[PackLanguage]:
        return []


class Blank:
    """`ports.SymbolSource` whose pictures are plain grounds: for what is not about pictures."""

    def card(self, symbol: str) -> SymbolCard:
        return SymbolCard(symbol, symbol, symbol)

    def svg(self, symbol: str) -> str:
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'

    def tones(self, symbol: str) -> tuple[Tone, ...]:
        return ()

    def mosaic(
        self, symbol: str, columns: int, background: int, *, tone: Tone | None = None
    ) -> Mosaic:
        row = (Run(" " * columns, background, background),)
        return Mosaic(columns, columns // 2, (row,) * (columns // 2))

    def picture_mosaic(self, picture: Picture, columns: int, background: int) -> Mosaic:
        return self.mosaic("", columns, background)

    def read_picture(self, path: Path) -> Picture:
        if path.suffix != ".png":
            raise PictureRefused("That is no picture.", mend="PNG, JPEG and WebP can be shown.")
        return Picture("d" * 64, path.read_bytes(), 20, 10, path.name)


def _unheard(event: SpeechEvent) -> None:
    """Nobody listens yet."""


class HeardSpeaker:
    """A voice that notes what it is given to say, and when it is hushed."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.said: list[Utterance] = []
        self.listener: Callable[[SpeechEvent], None] = _unheard
        self.is_closed = False

    def start(self, listener: Callable[[SpeechEvent], None]) -> None:
        self.listener = listener

    def say(self, utterance: Utterance) -> int:
        self.said.append(utterance)
        self.log.append(f"say {utterance.words}")
        return len(self.said)

    def hush(self) -> None:
        self.log.append("hush")

    def close(self) -> None:
        self.is_closed = True


class Chair:
    """A house of stand-ins, and the app in it."""

    def __init__(
        self,
        symbols: SymbolSource | None = None,
        *,
        store: Store | None = None,
        shelf: Shelf | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        drawn: SymbolSource = symbols or Blank()
        self.kept: Store = store or FakeStore()
        self.speaker = HeardSpeaker()
        self.saved: list[Preferences] = []
        self.house = House(
            clock=FixedClock(seed=SEED),
            speaker=self.speaker,
            packs=shelf or Shelf(),
            preferences=preferences or Preferences(),
            save_preferences=self.saved.append,
            store=lambda: self.kept,
            symbols=lambda: drawn,
            close=lambda: None,
        )
        self.app = VoiceboxApp(self.house)
        self._pilot: Pilot[int] | None = None

    def talk(self, pack: str = "small", *, pupil: str = "Amira", with_: str = "Mrs Okoye") -> Chair:
        """Straight into a talk."""
        begin = Begin(pack=pack, pupil=pupil, with_=with_, seed=SEED)
        self.app = VoiceboxApp(self.house, begin=begin)
        return self

    def carry_on(self, talk: str) -> Chair:
        """Straight into a talk that was left."""
        self.app = VoiceboxApp(self.house, carry_on=talk)
        return self

    def with_house(self, **changes: Any) -> Chair:
        """Put something else into the house."""
        self.house = replace(self.house, **changes)
        self.app = VoiceboxApp(self.house)
        return self

    def sit(self, size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[Pilot[int]]:
        """Open the app; give it to `settle` before anything is pressed."""
        return self.app.run_test(size=size)

    # -- what is on the screen -------------------------------------------------------------------

    @property
    def screen(self) -> TalkScreen:
        """The talk, below whatever is open over it."""
        found = [each for each in self.app.screen_stack if isinstance(each, TalkScreen)]
        assert found, f"no talk is open: {self.app.screen_stack}"
        return found[-1]

    @property
    def step(self) -> Step:
        return self.screen.runner.step

    @property
    def at(self) -> str:
        return str(self.step.key)

    @property
    def area(self) -> AnswerArea:
        return self.screen.query_one(AnswerArea)

    @property
    def board(self) -> Board:
        return self.area.board

    @property
    def ladder(self) -> LadderScale:
        return self.area.ladder

    @property
    def words(self) -> WordsBox:
        return self.area.words

    @property
    def adult_line(self) -> str:
        return self.screen.query_one(AdultLine).words

    @property
    def keys_shown(self) -> list[str]:
        return [key.words for key in self.screen.query_one(KeysRow).keys]

    @property
    def newest(self) -> str:
        """The newest bubble."""
        return self.screen.query_one(Transcript).bubbles[-1].words

    @property
    def views(self) -> list[View]:
        return list(self.screen.runner.record)

    @property
    def painted(self) -> str:
        """All that stands on the screen, as plain lines."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    def spot(self, id_: str, board: Board | None = None) -> tuple[int, int]:
        """The middle of a card or word button, as an offset into its board."""
        spots = (board or self.board).laid.spots
        found = next((spot for spot in spots if spot.id == id_), None)
        assert found is not None, f"{id_} is not on the board: {[spot.id for spot in spots]}"
        return found.box.x + found.box.width // 2, found.box.y + found.box.height // 2


async def settle(pilot: Pilot[int]) -> None:
    """Wait until a talk, or home, is up and what works in other threads is done."""
    for _ in range(400):
        await _other_threads(pilot)
        is_up = len(pilot.app.screen_stack) > 1 and not isinstance(pilot.app.screen, FirstWords)
        if is_up or pilot.app.return_code is not None:
            break
    await _other_threads(pilot)
    await pilot.pause()  # what is to be done after the screen's first refresh


async def _other_threads(pilot: Pilot[int]) -> None:
    threads = [worker for worker in pilot.app.workers if worker._thread_worker]
    if threads:
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete(threads)
    await pilot.pause()


async def until_true(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    """Let messages be handled until something is so; gives up in silence, for an assert to tell.

    What another thread does is waited for as well, however busy the computer is.
    """
    for turn in range(500):
        if is_so():
            break
        await pilot.pause(0.02 if turn > 50 else None)
    await pilot.pause()


async def comes(pilot: Pilot[int], kind: type) -> None:
    """Wait until a screen of this kind is shown, and at rest."""
    await until_true(pilot, lambda: isinstance(pilot.app.screen, kind))
    assert isinstance(pilot.app.screen, kind), pilot.app.screen
    await settle(pilot)


async def menu_is_open(pilot: Pilot[int]) -> None:
    """Wait until something lies over the talk, and has the focus."""
    await until_true(pilot, lambda: not isinstance(pilot.app.screen, TalkScreen))
    assert not isinstance(pilot.app.screen, TalkScreen), "nothing was opened"
    await until_true(pilot, lambda: pilot.app.focused is not None)


async def back_at_talk(pilot: Pilot[int]) -> None:
    """Wait until nothing lies over the talk."""
    await until_true(pilot, lambda: isinstance(pilot.app.screen, TalkScreen))
    assert isinstance(pilot.app.screen, TalkScreen), f"{pilot.app.screen} is still open"


# -- what is answered ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Cards:
    """Cards picked, in this order."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class At:
    """A point of a ladder."""

    point: int


@dataclass(frozen=True)
class Words:
    """Words said; on a board they are something else."""

    words: str


@dataclass(frozen=True)
class Shown:
    """Something else, shown and not said."""


@dataclass(frozen=True)
class Silence:
    """skip, dont_know or wont_say."""

    which: str


Answer = Cards | At | Words | Shown | Silence


SAYINGS = (
    "with my dog at nans",
    "fy nghi bach ŵ a'r tŷ",
    "كَلْبِي الصَّغِير",
    "  two  spaces  and an end ",
    "my family 👨‍👩‍👧‍👦 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "[bold]brackets[/] and {braces} 100%",
    "b k p x 1 2 3",
    "naïve café e\u0301",
)


def answer_for(step: Step) -> Answer:
    """What is answered at a step: always the same, and all kinds of answers in one talk."""
    number = sum(map(ord, str(step.key)))
    if step.key.own_state is not None:
        return _own_answer(step, number)
    if step.shape in (Shape.PAGE, Shape.CARDS):
        return Cards((step.options[0].id,))
    if step.key.part == "more" and len(step.options) == 2:
        return Cards((step.options[-1 if step.offered_again or number % 3 else 0].id,))
    standing = {option.id for option in step.standing}
    if step.shape is Shape.LADDER and step.ladder is not None:
        return At(number % (step.ladder.top + 1))
    if step.shape in (Shape.WORDS, Shape.PICTURE):
        if "dont-know" in standing and number % 11 == 5:
            return Silence("dont_know")
        return Words(SAYINGS[number % len(SAYINGS)])
    if step.many:
        return _many(step, number, standing)
    if "something-else" in standing and number % 7 == 3:
        return Words(SAYINGS[number % len(SAYINGS)])
    if "wont-say" in standing and number % 13 == 4:
        return Silence("wont_say")
    return Cards((step.options[number % len(step.options)].id,))


def _many(step: Step, number: int, standing: set[str]) -> Answer:
    if "something-else" in standing and number % 9 == 1:
        return Words(SAYINGS[number % len(SAYINGS)])
    if "something-else" in standing and number % 9 == 2:
        return Shown()
    if step.can_skip and number % 9 == 4 and not step.offered_again:
        return Silence("skip")
    ids = [option.id for option in step.options]
    first = number % len(ids)
    count = 1 + number % 3
    return Cards(tuple(dict.fromkeys(ids[(first + each) % len(ids)] for each in range(count))))


def _own_answer(step: Step, number: int) -> Answer:
    if step.shape is Shape.WORDS:
        return Words(SAYINGS[number % 3])
    if step.key.prompt == PRACTICE and step.shape is Shape.BOARD:
        wanted = 0 if step.key.part.endswith("-like") else -1
        return Cards((step.options[wanted].id,))
    if step.many:
        return Cards(tuple(option.id for option in step.options[1:3]))
    return Cards((step.options[0].id,))


# -- hands --------------------------------------------------------------------------------------


class Keyboard:
    """Answers with keys alone. Long words are pasted where `types` is False."""

    def __init__(self, chair: Chair, pilot: Pilot[int], *, types: bool = True) -> None:
        self.chair = chair
        self.pilot = pilot
        self.types = types

    async def give(self, answer: Answer) -> None:
        match answer:
            case Cards(ids=ids) if self.chair.board.many:
                for id_ in ids:
                    await self.pick(id_)
                await self.pick(DONE)
            case Cards(ids=ids) if self.chair.step.shape is Shape.CARDS:
                await confirm(self, ids[0])
            case Cards(ids=ids):
                await self.pick(ids[0])
            case At(point=point):
                await self.climb(point)
            case Words(words=words):
                if not self.chair.area.is_typing:
                    await self.pick("something-else")
                await self.say(words)
            case Shown():
                await self.pick("something-else")
                await self.pilot.press("tab", "enter")
            case Silence(which=which) if which != "skip" and self.chair.area.row.display:
                await self.pilot.press("tab")
                await self.walk(self.chair.area.row, which.replace("_", "-"))
                await self.pilot.press("enter")
            case Silence(which=which):
                await self.menu("escape")
                await self.pilot.press({"skip": "k", "dont_know": "d", "wont_say": "w"}[which])
                await back_at_talk(self.pilot)
        await self.pilot.pause()

    async def menu(self, key: str) -> None:
        """Press a key that opens a menu or a small screen, and wait until it is there."""
        await self.pilot.press(key)
        await menu_is_open(self.pilot)

    async def say(self, words: str) -> None:
        if self.types:
            await type_words(self.pilot, words)
        else:
            paste(self.chair, words)
        await self.pilot.press("enter")

    async def climb(self, point: int) -> None:
        ladder = self.chair.ladder
        if point % 2:
            await self.pilot.press(str(point))
        else:
            await self.pilot.press("home", *["right"] * point)
        assert ladder.point == point
        await self.pilot.press("enter")

    async def pick(self, id_: str) -> None:
        """By its digit where it has an odd one, else by arrows and Enter."""
        board = self.chair.board
        every = (*board.cards, *board.standing)
        number = next((card.number for card in every if card.id == id_), "")
        if number.isdigit() and int(number) % 2:
            is_seen = any(spot.id == id_ for spot in board.laid.spots)
            await self.pilot.press(*[number] * (1 if is_seen else 2))
            return
        await self.walk(board, id_)
        await self.pilot.press("enter")

    async def walk(self, board: Board, id_: str) -> None:
        """Move the focus to a card or a word button, turning pages, with arrows alone."""
        for _ in range(80):
            if board.cursor == id_:
                return
            await self.pilot.press(_way(board, id_))
        raise AssertionError(f"{id_} cannot be reached from {board.cursor}")


def _way(board: Board, id_: str) -> str:
    """The next key on the way to a card: pages first, then rows, then along the row."""
    spots = {spot.id: spot.box for spot in board.laid.spots}
    here = spots[board.cursor]
    if id_ not in spots:
        ids = [card.id for card in board.laid.shown]
        first = next(ids.index(spot) for spot in spots if spot in ids)
        return "pagedown" if ids.index(id_) > first else "pageup"
    there = spots[id_]
    if there.y != here.y:
        return "down" if there.y > here.y else "up"
    return "right" if there.x > here.x else "left"


class Mouse:
    """Answers with the mouse alone; words come from somewhere else, as from dictation."""

    def __init__(self, chair: Chair, pilot: Pilot[int]) -> None:
        self.chair = chair
        self.pilot = pilot

    async def give(self, answer: Answer) -> None:
        chair = self.chair
        match answer:
            case Cards(ids=ids) if chair.board.many:
                for id_ in ids:
                    await self.pick(id_)
                await self.pick(DONE)
            case Cards(ids=ids) if chair.step.shape is Shape.CARDS:
                await confirm(self, ids[0])
            case Cards(ids=ids):
                await self.pick(ids[0])
            case At(point=point):
                await self.climb(point)
            case Words(words=words):
                if not chair.area.is_typing:
                    await self.pick("something-else")
                paste(chair, words)
                await self.pilot.pause()
                await self.key("say it")
            case Shown():
                await self.pick("something-else")
                await self.click(chair.area.row, chair.spot(AnswerArea.SHOWN, chair.area.row))
            case Silence(which="skip"):
                await self.skip()
            case Silence(which=which):
                id_ = which.replace("_", "-")
                if chair.board.display:
                    await self.pick(id_)
                else:
                    await self.click(chair.area.row, chair.spot(id_, chair.area.row))
        await self.pilot.pause()

    async def skip(self) -> None:
        if any(words == "skip" for words in self.chair.keys_shown):
            await self.key("skip")
            return
        await self.key("back, skip")
        await menu_is_open(self.pilot)
        await self.choose("skip")
        await back_at_talk(self.pilot)

    async def pick(self, id_: str) -> None:
        board = self.chair.board
        for _ in range(20):
            spots = {spot.id for spot in board.laid.spots}
            if id_ in spots:
                await self.click(board, self.chair.spot(id_))
                return
            ids = [card.id for card in board.laid.shown]
            first = next(ids.index(spot) for spot in ids if spot in spots)
            turn = MORE if ids.index(id_) > first else EARLIER
            await self.click(board, self.chair.spot(turn))
        raise AssertionError(f"{id_} is on no page")

    async def climb(self, point: int) -> None:
        ladder = self.chair.ladder
        left, width = ladder._stair()
        spot = (left + point * width + width // 2, ladder.size.height - 1)
        while ladder.point != point:
            await self.click(ladder, spot)
        await self.click(ladder, spot)

    async def key(self, words: str) -> None:
        """Click a key of the row of keys."""
        row = self.chair.screen.query_one(KeysRow)
        x = next(x for x, key in row._placed() if key.words.startswith(words))
        await self.click(row, (x + 1, 0))

    async def choose(self, id_: str) -> None:
        """Click a line of a menu."""
        listed = self.pilot.app.screen.query_one(OptionList)
        await self.click(listed, (4, listed.get_option_index(id_)))

    async def click(self, widget: Widget, offset: tuple[int, int]) -> None:
        assert await self.pilot.click(widget, offset=offset), f"{widget} is covered at {offset}"


class Picks(Protocol):
    """Picks one thing on the board."""

    chair: Chair
    pilot: Pilot[int]

    async def pick(self, id_: str) -> None:
        """Pick a card or a word button."""


async def confirm(hand: Picks, id_: str) -> None:
    """Say of what is read back that it is right, once all of it was on the screen."""
    runner = hand.chair.screen.runner
    before = runner.talk.seq
    for _ in range(60):
        await hand.pick(id_)
        await hand.pilot.pause()
        if runner.talk.seq > before:
            return
    raise AssertionError(f"{id_} is never taken at {hand.chair.at}")


async def type_words(pilot: Pilot[int], words: str) -> None:
    """Every character as the key that a terminal makes of it; Pilot's own way loses joiners."""
    driver = pilot.app._driver
    assert driver is not None
    for character in words:
        key = character if character.isalnum() else _character_to_key(character)
        driver.send_message(events.Key(key, character))
    await pilot.pause()


def paste(chair: Chair, words: str) -> None:
    """Words that arrive whole, as from a clipboard or from dictation."""
    driver = chair.app._driver
    assert driver is not None
    driver.send_message(events.Paste(words))


class Hand(Protocol):
    """Answers in one way alone."""

    chair: Chair
    pilot: Pilot[int]

    async def give(self, answer: Answer) -> None:
        """Give an answer to what is asked."""


async def hold(
    hand: Hand,
    *,
    until: str = "",
    given: list[tuple[str, Answer]] | None = None,
    most: int = 400,
    answer_at: Callable[[Step], Answer] = answer_for,
) -> None:
    """Answer whatever is asked until `until` is on the screen, or the talk is closed."""
    chair = hand.chair
    for _ in range(most):
        if not chair.screen.runner.is_open or chair.at == until:
            return
        before = chair.screen.runner.talk.seq
        answer = answer_at(chair.step)
        at = chair.at
        await hand.give(answer)
        await until_true(hand.pilot, lambda: chair.screen.runner.talk.seq > before)  # noqa: B023
        assert chair.screen.runner.talk.seq > before, f"{at}: {answer}: {chair.adult_line}"
        if given is not None:
            given.append((at, answer))
    raise AssertionError(f"The talk does not come to {until or 'its end'}; it is at {chair.at}.")


def skip_over(chair: Chair, key: str, *, most: int = 400) -> None:
    """Bring the talk to a prompt without the screen, which then shows it."""
    from tests.fakes import play

    play(chair.screen.runner, {}, until=key)
    chair.screen.show_step()
    assert chair.at == key, f"the talk never comes to {key}; it is at {chair.at}"


def words_of(answers: Sequence[tuple[str, Answer]]) -> list[str]:
    """The words that were given, in order."""
    return [answer.words for _, answer in answers if isinstance(answer, Words)]


def pictures(folder: Path) -> SymbolSource:
    """The project's own pictures, painted anew into a cache in `folder`."""
    environ = {"VOICEBOX_HOME": str(folder / "home"), "VOICEBOX_KEYS": str(folder / "keys")}
    return open_pictures(locate(environ), environ)

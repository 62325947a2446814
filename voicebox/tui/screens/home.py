"""Home: who is here, start, carry on, past talks. For the adult, before and after the child."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as ListOption

from voicebox.conversation.states import State
from voicebox.errors import StoreLocked, VoiceboxError
from voicebox.ports import Begin, Concern, House, Preferences, Pupil, Store, TalkSummary
from voicebox.text import paint_line
from voicebox.tui.lock import Lock
from voicebox.tui.screens.dialog import Choice, Menu
from voicebox.tui.voices import say_all, say_voices
from voicebox.tui.widgets.bars import AdultLine, Key, KeysRow, TopBar
from voicebox.voices_heard import Heard, voices_heard

PLAN = "plan"
"""The pack that a plan is written with."""
_WIDE, _BESIDE = 110, 33
"""From so many columns on a line says all of the talk; so many are the name's and the edges'."""
_LISTED = 500
"""Talks looked at to say who was here last; older pupils are listed by name alone."""


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil, and the latest talk with them if there is one."""

    pupil: Pupil
    latest: TalkSummary | None


def say_day(summary: TalkSummary) -> str:
    """The day on which a talk began: `22 November`."""
    return f"{summary.header.started.astimezone():%d %B}".lstrip("0")


def say_state(summary: TalkSummary) -> str:
    """How a talk stands, in two words or three."""
    words = {
        State.FINISHED: "finished",
        State.PAUSED: "on a break",
        State.STOPPED: "stopped by choice",
    }
    return words.get(State(summary.state), "not finished")


def say_talk(summary: TalkSummary | None) -> str:
    """A talk in half a line: `22 November, on a break, can be carried on`."""
    if summary is None:
        return "no talk yet"
    can_go_on = summary.state not in (State.FINISHED, State.STOPPED)
    after = ", can be carried on" if can_go_on else ""
    return f"{say_day(summary)}, {say_state(summary)}{after}"


def say_unfinished(summary: TalkSummary) -> str:
    """How a talk stands that did not come to its end; empty for one that did."""
    return "" if summary.state == State.FINISHED else say_state(summary)


def list_pupils(store: Store) -> list[PupilLine]:
    """Pupils with the latest talks first, then those with none lately, by name."""
    latest: dict[str, TalkSummary] = {}
    for summary in store.talks(limit=_LISTED):
        latest.setdefault(summary.header.pupil.id, summary)
    recent = [PupilLine(summary.header.pupil, summary) for summary in latest.values()]
    others = [PupilLine(pupil, None) for pupil in store.pupils() if pupil.id not in latest]
    return recent + others


class HomeScreen(Screen[None]):
    """Who is here."""

    CSS = """
    HomeScreen { background: $vb-background; }
    HomeScreen #hello { padding: 1 3; color: $vb-text; height: auto; }
    HomeScreen OptionList {
        height: 1fr; border: none; background: $vb-background; color: $vb-text; padding: 0 2;
    }
    HomeScreen OptionList:focus { border: none; background-tint: $vb-background 0%; }
    HomeScreen OptionList > .option-list--option-highlighted {
        background: $vb-accent; color: $vb-accent-text; text-style: bold;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", show=False),
        Binding("s", "settings", show=False),
        Binding("w", "worries", show=False),
        Binding("l", "lock", show=False),
        Binding("b", "keeping", show=False),
        Binding("q", "leave", show=False),
    ]

    @dataclass
    class TalkWanted(Message):
        """A talk is to be begun or carried on."""

        begin: Begin | None = None
        pupil: Pupil | None = None
        resume: str = ""

    @dataclass
    class PreferencesGiven(Message):
        """These are to be used from now on."""

        preferences: Preferences

    @dataclass
    class StoreIsLocked(Message):
        """The talks cannot be listed without the passphrase."""

        home: HomeScreen
        error: StoreLocked

    class KeepingWanted(Message):
        """The locks, the backups and the account are to be shown."""

    class LockWanted(Message):
        """The grown-up goes away: the PIN is to be asked for again."""

    NEW = "~new"

    def __init__(self, house: House, lock: Lock, asked: Begin | None = None) -> None:
        """A home for this house; `asked` is a talk that lacks only the pupil's name."""
        super().__init__()
        self.house = house
        self._lock = lock
        self._asked = asked
        self._lines: dict[str, PupilLine] = {}
        self._names: Counter[str] = Counter()
        self._heard: dict[str, Heard] = {}
        self._worries: list[Concern] = []
        self._reminder = ""

    def take_house(self, house: House) -> None:
        """Other settings hold from now on."""
        self.house = house
        self._show_keys()

    def compose(self) -> ComposeResult:
        """A word of greeting, and who is here."""
        yield TopBar()
        with Vertical():
            yield Static(id="hello")
            yield OptionList()
        yield AdultLine()
        yield KeysRow()

    def on_mount(self) -> None:
        """Show the rows; the talks follow as soon as the store is open."""
        self.query_one(TopBar).show("Who is here?")
        self._say_hello("Opening the talks ...")
        self.query_one(OptionList).focus()
        self.read_talks()

    def on_screen_resume(self) -> None:
        """Back from a talk: the list may be another."""
        if self._lines or self.query_one(OptionList).option_count:
            self.read_talks()

    def _say_hello(self, words: str) -> None:
        self.query_one("#hello", Static).update(Content(words))

    @work(thread=True, exclusive=True, group="reading")
    def read_talks(self) -> None:
        """Open the store and list who was here, away from the screen's own thread."""
        try:
            store = self.house.store()
            lines, worries = list_pupils(store), store.concerns()
            self._reminder = self._remind()
        except StoreLocked as error:
            if self.house.keeping is not None:
                self.post_message(self.StoreIsLocked(self, error))
                return
            self.app.call_from_thread(self._show_error, str(error))
            return
        except VoiceboxError as error:
            self.app.call_from_thread(self._show_error, str(error))
            return
        self.app.call_from_thread(self._show_lines, lines, worries)
        self._hear_voices(store, lines)

    def _hear_voices(self, store: Store, lines: list[PupilLine]) -> None:
        """Whose voice is here, after the names are there to be picked from."""
        talked = [line.pupil for line in lines if line.latest is not None]
        try:
            heard = voices_heard(store, self._today(), talked)
        except VoiceboxError as error:
            self.app.call_from_thread(self._say_hello, str(error))
            return
        self.app.call_from_thread(self._show_heard, {each.pupil.id: each for each in heard})

    def _today(self) -> date:
        return self.house.clock.now().astimezone().date()

    def _remind(self) -> str:
        """A line about the last backup, where it is too old."""
        keeping, every = self.house.keeping, self.house.preferences.backup_every
        return keeping.reminder(every) if keeping is not None else ""

    def _show_error(self, words: str) -> None:
        self._say_hello(words)
        self.query_one(KeysRow).show([Key("q", "leave", "leave")])

    def _show_lines(self, lines: list[PupilLine], worries: list[Concern]) -> None:
        self._lines = {line.pupil.id: line for line in lines}
        self._names = Counter(line.pupil.name for line in lines)
        self._worries = worries
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_option(ListOption(Content(" +  Someone new: start a talk"), id=self.NEW))
        for line in lines:
            listed.add_option(ListOption(Content(self._say_line(line)), id=line.pupil.id))
        listed.highlighted = 0 if not lines else 1
        self._say_hello(
            "Who is here? Pick a name, or start with someone new. Sit side by side; the child "
            "decides what is said, and can stop at any time.\n"
            "In a talk, F1 is for the grown-up. F8 opens a note for a worry about safety: it has "
            "no label there."
        )
        self._say_worries()
        if self._asked is not None:
            asked, self._asked = self._asked, None
            self._start(None, asked)
        self._show_keys()

    def _show_heard(self, heard: dict[str, Heard]) -> None:
        self._heard = heard
        self._say_lines_anew()

    def on_resize(self) -> None:
        """As much of each line as there is room for."""
        self._say_lines_anew()

    def _say_lines_anew(self) -> None:
        listed = self.query_one(OptionList)
        for line in self._lines.values():
            listed.replace_option_prompt(line.pupil.id, Content(self._say_line(line)))

    def _say_line(self, line: PupilLine) -> str:
        name = paint_line(line.pupil.name)
        if self._names[line.pupil.name] > 1:
            name = f"{name} ({line.pupil.id[:4]})"
        return f"    {name:<22} {self._say_voices(line)}"

    def _say_voices(self, line: PupilLine) -> str:
        heard = self._heard.get(line.pupil.id)
        if heard is None or line.latest is None:
            return say_talk(line.latest)
        is_wide = self.app.size.width >= _WIDE
        state = say_talk(line.latest) if is_wide else say_unfinished(line.latest)
        room = self.app.size.width - _BESIDE
        return say_voices(heard, self._today(), state=state, room=room)

    def _show_keys(self) -> None:
        keys = [
            Key("enter", "pick", "pick"),
            Key("n", "new talk", "new"),
            Key("s", "settings", "settings"),
        ]
        if self._worries:
            keys.append(Key("w", "worries", "worries"))
        if self.house.keeping is not None:
            keys.append(Key("b", "backup, lock", "keeping"))
        if self._lock.is_on:
            keys.append(Key("l", "lock", "lock"))
        self.query_one(KeysRow).show([*keys, Key("q", "leave", "leave")])

    def _say_worries(self) -> None:
        count = len(self._worries)
        words = f"{count} {'worry' if count == 1 else 'worries'} not passed on yet: press w."
        self.query_one(AdultLine).show(words if count else self._reminder)

    # -- what can be done ------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def pick_line(self, message: OptionList.OptionSelected) -> None:
        """Someone new, or one of those who were here."""
        if message.option.id == self.NEW:
            self.action_new()
        else:
            self._open_pupil(self._lines[message.option.id or ""])

    @work
    async def _open_pupil(self, line: PupilLine) -> None:
        heard = self._heard.get(line.pupil.id)
        told = say_all(heard, self._today()) if heard else ""
        picked = await self.app.push_screen_wait(PupilMenu(line, told))
        if picked == "carry_on" and line.latest is not None:
            self.post_message(self.TalkWanted(resume=line.latest.header.id))
        elif picked == "start":
            self._start(line.pupil)
        elif picked == "past":
            self._show_past(line.pupil)
        elif picked == "plan":
            await self._show_plan(line.pupil)
        elif picked == "paper":
            self._start(line.pupil, Begin(on_paper=True, with_=self.house.preferences.adult))
        elif picked == "access":
            await self._set_access(line.pupil)

    @work
    async def _start(self, pupil: Pupil | None, asked: Begin | None = None) -> None:
        from voicebox.tui.screens.new_talk import NewTalk

        begin = await self.app.push_screen_wait(NewTalk(self.house, pupil, asked))
        if begin is None:
            return
        namesakes = [line for line in self._lines.values() if line.pupil.name == begin.pupil]
        if pupil is None and namesakes:
            picked = await self.app.push_screen_wait(SameName(namesakes))
            if picked is None:
                return
            pupil = self._lines[picked].pupil if picked in self._lines else None
        wanted = pupil or self.house.store().add_pupil(begin.pupil)
        self.post_message(self.TalkWanted(begin=begin, pupil=wanted))

    async def _set_access(self, pupil: Pupil) -> None:
        from voicebox.access import read_access
        from voicebox.tui.screens.access import PupilAccess

        store = self.house.store()
        try:
            access = read_access(store.preferences_of(pupil.id))
            given = await self.app.push_screen_wait(PupilAccess(pupil.name, access))
            if given is not None:
                kept = given.model_dump(mode="json", exclude_defaults=True)
                store.keep_preferences(pupil.id, kept)
        except VoiceboxError as error:
            self.query_one(AdultLine).show(str(error))

    async def _show_plan(self, pupil: Pupil) -> None:
        from voicebox.tui.screens.plans import GO_ON, PlansScreen

        if await self.app.push_screen_wait(PlansScreen(self.house, pupil)) != GO_ON:
            return
        open_ = [
            talk.header.id
            for talk in self.house.store().talks(pupil=pupil.id)
            if talk.header.pack == PLAN and talk.state != State.FINISHED
        ]
        if open_:
            self.post_message(self.TalkWanted(resume=open_[0]))
        else:
            begin = Begin(pack=PLAN, pupil=pupil.name, with_=self.house.preferences.adult)
            self.post_message(self.TalkWanted(begin=begin, pupil=pupil))

    def action_new(self) -> None:
        """Start with someone new."""
        self._start(None)

    def _show_past(self, pupil: Pupil) -> None:
        from voicebox.tui.screens.past import PastTalks

        self.app.push_screen(PastTalks(self.house, pupil))

    @work
    async def action_settings(self) -> None:
        """Look, voice, and how many cards."""
        from voicebox.tui.screens.preferences import PreferencesScreen

        given = await self.app.push_screen_wait(
            PreferencesScreen(self.house.preferences, self._lock)
        )
        if given is not None:
            self.post_message(self.PreferencesGiven(given))

    @work
    async def action_worries(self) -> None:
        """The worries that nobody has signed as passed on (rule 14)."""
        from voicebox.tui.screens.worries import Worries

        if self._worries:
            await self.app.push_screen_wait(Worries(self.house, self._worries))
            self.read_talks()

    def action_lock(self) -> None:
        """Ask for the PIN again."""
        if self._lock.is_on:
            self.post_message(self.LockWanted())

    def action_keeping(self) -> None:
        """The locks, the backups, and who did what."""
        if self.house.keeping is not None:
            self.post_message(self.KeepingWanted())

    def action_pick(self) -> None:
        """Enter, by mouse."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Leave voicebox."""
        self.app.exit(0)

    @on(KeysRow.Pressed)
    async def press_key(self, message: KeysRow.Pressed) -> None:
        """A key of the row was clicked."""
        await self.run_action(f"screen.{message.action}")


class PupilMenu(Menu):
    """What to do with a pupil who was here before."""

    def __init__(self, line: PupilLine, heard: str = "") -> None:
        """For this pupil; `heard` says whose voice is here."""
        super().__init__()
        self.title_words = line.pupil.name
        self.about = f"{say_talk(line.latest)}. {heard}" if heard else say_talk(line.latest)
        self._line = line

    def choices(self) -> list[Choice]:
        """Carry on where that is possible, start, read."""
        found = []
        latest = self._line.latest
        if latest is not None and latest.state != State.FINISHED:
            found.append(Choice("carry_on", "Carry on where it was left", "c"))
        found.append(Choice("start", "Start a new talk", "n"))
        if latest is not None:
            found.append(Choice("past", "Past talks: read them, say who may see them", "r"))
            found.append(Choice("plan", "The plan, and documents", "d"))
        found.append(Choice("paper", "Write in what was told on paper", "w"))
        found.append(Choice("access", "How they like it: look, voice, switches", "h"))
        return found


class SameName(Menu):
    """Somebody of that name was here before: the adult says who it is."""

    title_words = "Is it the same child?"

    def __init__(self, lines: list[PupilLine]) -> None:
        """These have the name."""
        super().__init__()
        self._lines = lines

    def choices(self) -> list[Choice]:
        """Each of them, or another child."""
        found = [
            Choice(
                line.pupil.id,
                f"{line.pupil.name}: {say_talk(line.latest)}",
            )
            for line in self._lines
        ]
        return [*found, Choice(HomeScreen.NEW, "Another child of that name")]

"""Home: who is here, start, carry on, past talks. For the adult, before and after the child."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from voicebox.errors import StoreLocked, VoiceboxError
from voicebox.ports import Begin, Concern, House, Store
from voicebox.tui.lock import Lock
from voicebox.tui.screens.home_lines import PupilLine, list_pupils
from voicebox.tui.screens.home_list import NEW, PupilList
from voicebox.tui.screens.wanted import Home
from voicebox.tui.voices import say_all
from voicebox.tui.widgets.bars import AdultLine, Key, KeysRow, TopBar
from voicebox.voices_heard import Heard, voices_heard

if TYPE_CHECKING:
    from voicebox.tui.screens.home_pupil import TalkAsked


class HomeScreen(Home):
    """Who is here."""

    CSS = """
    HomeScreen { background: $vb-background; }
    HomeScreen #hello { padding: 1 3; color: $vb-text; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", show=False),
        Binding("s", "settings", show=False),
        Binding("w", "worries", show=False),
        Binding("l", "lock", show=False),
        Binding("b", "keeping", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(self, house: House, lock: Lock, asked: Begin | None = None) -> None:
        """A home for this house; `asked` is a talk that lacks only the pupil's name."""
        super().__init__()
        self.house = house
        self._lock = lock
        self._asked = asked
        self._lines: dict[str, PupilLine] = {}
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
            yield PupilList()
        yield AdultLine()
        yield KeysRow()

    def on_mount(self) -> None:
        """Show the rows; the talks follow as soon as the store is open."""
        self.query_one(TopBar).show("Who is here?")
        self._say_hello("Opening the talks ...")
        self.query_one(PupilList).focus()
        self.read_talks()

    def on_screen_resume(self) -> None:
        """Back from a talk: the list may be another."""
        if self._lines or self.query_one(PupilList).option_count:
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
        self.query_one(KeysRow).show([Key("q", "leave", "leave")], marked=True)

    def _show_lines(self, lines: list[PupilLine], worries: list[Concern]) -> None:
        self._lines = {line.pupil.id: line for line in lines}
        self._worries = worries
        self.query_one(PupilList).show_pupils(lines)
        self._say_hello(
            "Who is here? Pick a name, or start with someone new. Sit side by side; the child "
            "decides what is said, and can stop at any time.\n"
            "In a talk, F1 is for the grown-up. F8 opens a note for a worry about safety: it has "
            "no label there."
        )
        self._say_worries()
        if self._asked is not None:
            asked, self._asked = self._asked, None
            self._start(asked)
        self._show_keys()

    def _show_heard(self, heard: dict[str, Heard]) -> None:
        self._heard = heard
        self.query_one(PupilList).show_heard(heard, self._today())

    def on_resize(self) -> None:
        """As much of each line as there is room for."""
        self.query_one(PupilList).say_anew()

    def _show_keys(self) -> None:
        keys = [
            Key("enter", "pick", "pick", can_go=True),
            Key("n", "new talk", "new"),
            Key("s", "settings", "settings"),
        ]
        if self._worries:
            keys.append(Key("w", "worries", "worries"))
        if self.house.keeping is not None:
            keys.append(Key("b", "safekeeping", "keeping"))
        if self._lock.is_on:
            keys.append(Key("l", "lock", "lock"))
        self.query_one(KeysRow).show([*keys, Key("q", "leave", "leave")], marked=True)

    def _say_worries(self) -> None:
        count = len(self._worries)
        words = f"{count} {'worry' if count == 1 else 'worries'} not passed on yet: press w."
        told = [words] if count else []
        if self._reminder:
            told.append(f"{self._reminder}: press b.")
        self.query_one(AdultLine).show(" ".join(told))

    # -- what can be done ------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def pick_line(self, message: OptionList.OptionSelected) -> None:
        """Someone new, or one of those who were here."""
        if message.option.id == NEW:
            self.action_new()
        else:
            self._open_pupil(self._lines[message.option.id or ""])

    @work
    async def _open_pupil(self, line: PupilLine) -> None:
        from voicebox.tui.screens.home_pupil import open_pupil

        heard = self._heard.get(line.pupil.id)
        told = say_all(heard, self._today()) if heard else ""
        await self._lead(open_pupil(self.app, self.house, self._lock, line, told))

    @work
    async def _start(self, asked: Begin | None = None) -> None:
        from voicebox.tui.screens.home_pupil import ask_new_talk

        lines = list(self._lines.values())
        await self._lead(ask_new_talk(self.app, self.house, lines, asked=asked))

    async def _lead(self, leads: Awaitable[TalkAsked | None]) -> None:
        """Where that leads: into a talk, or back here with a line that says what is wrong."""
        try:
            asked = await leads
        except VoiceboxError as error:
            self.query_one(AdultLine).show(str(error))
            return
        if asked is not None:
            self.post_message(self.TalkWanted(asked.begin, asked.pupil, asked.resume))

    def action_new(self) -> None:
        """Start with someone new."""
        self._start()

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
        self.query_one(PupilList).action_select()

    def action_leave(self) -> None:
        """Leave voicebox."""
        self.app.exit(0)

    @on(KeysRow.Pressed)
    async def press_key(self, message: KeysRow.Pressed) -> None:
        """A key of the row was clicked."""
        await self.run_action(f"screen.{message.action}")

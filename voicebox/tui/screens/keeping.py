"""Keeping: the locks, the backups, and the account of who did what. For the grown-up, from home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from textual import on, work
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, ProgressBar, Static

from voicebox.errors import VoiceboxError
from voicebox.exports.account import BROKEN, lines
from voicebox.ports import House, Keeping, Store
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Choice, Dialog, Menu
from voicebox.tui.screens.home import HomeScreen

LOCK_NOW = "lock-now"

QUIETS = (0, 5, 10, 15, 30, 60)
"""Minutes of quiet that can be picked here; the settings file takes any."""
_SHOWN = 500


def keeping_of(house: House) -> Keeping:
    """The locks and backups of a house that has them."""
    assert house.keeping is not None, "whoever opens these screens has looked"
    return house.keeping


class KeepingScreen(Menu):
    """What can be done to keep the talks safe."""

    title_words = "Keeping the talks safe"

    def __init__(self, house: House) -> None:
        """For this house."""
        super().__init__()
        self._house = house
        self._keeping = keeping_of(house)
        self._is_set, self._is_locked = False, False
        try:
            self._is_set = self._keeping.has_passphrase()
            self._is_locked = self._keeping.is_locked()
            self.about = self._about()
        except VoiceboxError as error:
            self.about = str(error)

    def _about(self) -> str:
        if not self._is_set:
            locked = "No passphrase: whoever uses this account can read the talks."
        elif self._is_locked:
            locked = "A passphrase opens the talks."
        else:
            locked = "This computer opens the talks without asking; the passphrase does, too."
        return f"{locked} {self._keeping.reminder(self._house.preferences.backup_every)}".strip()

    def choices(self) -> list[Choice]:
        """What there is to do now."""
        found = [Choice("backup", "Make a backup", "b")]
        if not self._is_set:
            found.append(Choice("set", "Set a passphrase", "p"))
        else:
            found.append(Choice("change", "Change the passphrase", "p"))
        if self._is_locked:
            quiet = self._house.preferences.lock_after
            told = f"after {quiet} minutes of quiet" if quiet else "only when told to"
            found.append(Choice(LOCK_NOW, "Lock now", "l"))
            found.append(Choice("quiet", f"Locks itself: {told}", "q"))
            found.append(Choice("for-good", "Ask no more on this computer", "o"))
        return [*found, Choice("account", "Who did what", "w")]


async def keep_safe(app: App[int], house: House) -> bool:
    """Ask what is to be done, and do it. True where the store is to be locked at once.

    Raises:
        VoiceboxError: it could not be done.
    """
    picked = await app.push_screen_wait(KeepingScreen(house))
    keeping = keeping_of(house)
    if picked == "backup":
        await app.push_screen_wait(MakeBackup(house))
    elif picked in ("set", "change"):
        await app.push_screen_wait(SetPassphrase(keeping, is_set=picked == "change"))
    elif picked == "account":
        await app.push_screen_wait(AccountScreen(house.store()))
    elif picked == "for-good":
        keeping.unlock_for_good()
    elif picked == "quiet":
        minutes = await app.push_screen_wait(Quiet())
        if minutes is not None:
            changed = replace(house.preferences, lock_after=int(minutes))
            app.post_message(HomeScreen.PreferencesGiven(changed))
    return picked == LOCK_NOW


class Quiet(Menu):
    """After how long a quiet the store locks itself; gives the minutes."""

    title_words = "Lock after how many minutes of quiet?"
    about = "A talk is paused and kept first; the child sees only the word Paused."

    def choices(self) -> list[Choice]:
        """Some minutes, or never."""
        return [Choice(str(each), f"{each} minutes" if each else "never") for each in QUIETS]


class SetPassphrase(Dialog[None]):
    """A passphrase, set or changed; the first one comes with a recovery key, shown once."""

    DEFAULT_CSS = "SetPassphrase > Vertical { width: 72; }"

    def __init__(self, keeping: Keeping, *, is_set: bool) -> None:
        """`is_set`: there is one already, which is asked for."""
        super().__init__()
        self._keeping = keeping
        self._is_set = is_set
        self._is_done = False

    def compose(self) -> ComposeResult:
        """The one there is, the new one twice, what is to be known."""
        with Vertical():
            yield Static("The passphrase", classes="title")
            yield Static(
                "Four or five words that have nothing to do with each other. Whoever forgets it, "
                "and has no recovery key, loses the talks.",
                classes="about",
            )
            if self._is_set:
                yield Label("The passphrase now, or the recovery key")
                yield _box("now")
            yield Label("New passphrase")
            yield _box("new")
            yield Label("The same again")
            yield _box("again")
            yield Static("", classes="about", id="problem")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Set it", variant="primary", id="set")

    def on_mount(self) -> None:
        """Ready to write."""
        super().on_mount()
        self.query(Input).first().focus()

    @on(Input.Changed, "#new")
    def say_strength(self, message: Input.Changed) -> None:
        """How long it stands up to guessing, while it is typed."""
        if message.value and not self._is_done:
            self._say(self._strength(message.value)[0])

    def _strength(self, passphrase: str) -> tuple[str, bool]:
        try:
            return self._keeping.strength(passphrase), True
        except VoiceboxError as error:
            return str(error), False

    @on(Input.Submitted)
    def next_line(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and from the last one sets it."""
        boxes = list(self.query(Input))
        after = boxes[boxes.index(message.input) + 1 :]
        if after:
            after[0].focus()
        else:
            self._try()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Set it, or leave."""
        if message.button.id == "set" and not self._is_done:
            self._try()
        else:
            self.dismiss(None)

    def _try(self) -> None:
        new = self.query_one("#new", Input).value
        told, will_do = self._strength(new)
        if not will_do:
            self._say(told)
        elif new != self.query_one("#again", Input).value:
            self._say("The two are not the same.")
        else:
            self._say("One moment ...")
            self._set(self.query_one("#now", Input).value if self._is_set else "", new)

    @work(thread=True, exclusive=True)
    def _set(self, now: str, new: str) -> None:
        """Away from the screen's own thread: making the key is slow on purpose."""
        printed = ""
        try:
            if self._is_set:
                self._keeping.change(now, new)
            else:
                printed = self._keeping.lock(new)
        except VoiceboxError as error:
            self.app.call_from_thread(self._say, str(error))
            return
        self.app.call_from_thread(self._done, printed)

    def _done(self, printed: str) -> None:
        self._is_done = True
        for each in (*self.query(Input), *self.query(Label)):
            each.display = each.id == "problem"
        key = (
            f"Locked. The recovery key:\n\n    {printed}\n\nIt opens the talks if the passphrase "
            "is forgotten. Write it down and put it away, not beside the computer: it is not "
            "shown again. For a page to print: voicebox lock --recovery FILE.pdf"
        )
        self._say(key if printed else "Changed.", is_block=True)
        self.query_one("#problem").display = True
        self.query_one("#leave").display = False
        self.query_one("#set", Button).label = "I have it" if printed else "Good"
        self.query_one("#set").focus()

    def _say(self, words: str, *, is_block: bool = False) -> None:
        shown = words if is_block else paint_line(words)
        self.query_one("#problem", Static).update(Content(shown))


class MakeBackup(Dialog[None]):
    """One encrypted file with everything in it, checked after it was written."""

    DEFAULT_CSS = "MakeBackup > Vertical { width: 72; }"

    def __init__(self, house: House) -> None:
        """For this house's store."""
        super().__init__()
        self._keeping = keeping_of(house)
        self._needs_passphrase = self._keeping.needs_backup_passphrase()
        self._is_done = False
        today: date = house.clock.now().astimezone().date()
        self._file = Path.home() / f"voicebox-{today.isoformat()}.backup"

    def compose(self) -> ComposeResult:
        """The file, a passphrase where the store has none."""
        with Vertical():
            yield Static("Make a backup", classes="title")
            yield Static(
                "Everything, encrypted, in one file. Keep it on another disk: a stick, or a folder "
                "of the school's.",
                classes="about",
            )
            yield Label("Into this file")
            yield Input(str(self._file), id="file")
            if self._needs_passphrase:
                yield Label("A passphrase that opens this backup")
                yield _box("new")
                yield Label("The same again")
                yield _box("again")
            yield Static("", classes="about", id="problem")
            yield ProgressBar(total=1.0, show_eta=False, id="progress")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Make it", variant="primary", id="make")

    def on_mount(self) -> None:
        """Nothing is being made yet."""
        super().on_mount()
        self.query_one("#progress").display = False
        self.query_one("#file", Input).focus()

    @on(Input.Submitted)
    def submit(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and from the last one makes it."""
        boxes = list(self.query(Input))
        after = boxes[boxes.index(message.input) + 1 :]
        if after:
            after[0].focus()
        else:
            self._begin()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Make it, or leave."""
        if message.button.id == "make" and not self._is_done:
            self._begin()
        else:
            self.dismiss(None)

    def _begin(self) -> None:
        passphrase = ""
        if self._needs_passphrase:
            passphrase = self.query_one("#new", Input).value
            try:
                self._keeping.strength(passphrase)
            except VoiceboxError as error:
                self._say(str(error))
                return
            if passphrase != self.query_one("#again", Input).value:
                self._say("The two are not the same.")
                return
        self._say("")
        self.query_one("#progress").display = True
        file = Path(self.query_one("#file", Input).value.strip()).expanduser()
        self._make(file, passphrase)

    @work(thread=True, exclusive=True)
    def _make(self, file: Path, passphrase: str) -> None:
        """Away from the screen's own thread: a large store takes a while."""
        bar, call = self.query_one("#progress", ProgressBar), self.app.call_from_thread
        try:
            self._keeping.back_up(file, passphrase, lambda done: call(bar.update, progress=done))
        except VoiceboxError as error:
            call(self._say, str(error))
            return
        call(self._done, file)

    def _done(self, file: Path) -> None:
        self._is_done = True
        self._say(f"Written and checked: {file}")
        self.query_one("#leave").display = False
        self.query_one("#make", Button).label = "Good"
        self.query_one("#make").focus()

    def _say(self, words: str) -> None:
        self.query_one("#problem", Static).update(Content(paint_line(words)))


class AccountScreen(Dialog[None]):
    """Who did what, newest first, and whether the account is whole. No word of any answer."""

    DEFAULT_CSS = """
    AccountScreen > Vertical { width: 96%; height: 90%; }
    AccountScreen VerticalScroll { height: 1fr; }
    AccountScreen #lines { color: $vb-text; padding: 0 1; height: auto; }
    """

    def __init__(self, store: Store) -> None:
        """Of this store."""
        super().__init__()
        self._store = store

    def compose(self) -> ComposeResult:
        """The lines."""
        with Vertical():
            yield Static("Who did what", classes="title")
            with VerticalScroll():
                yield Static(Content("\n".join(self._lines())), id="lines")
            with Horizontal(classes="row"):
                yield Button("Leave", variant="primary", id="leave")

    def on_mount(self) -> None:
        """The lines can be scrolled."""
        self.query_one(VerticalScroll).focus()

    def _lines(self) -> Iterator[str]:
        try:
            account = self._store.account(limit=_SHOWN + 1)
            names = {pupil.id: pupil.name for pupil in self._store.pupils()}
        except VoiceboxError as error:
            yield str(error)
            return
        if account.broken_at is not None:
            yield f"{BROKEN.format(seq=account.broken_at)}\n"
        yield from list(lines(account, names))[:_SHOWN] or ["Nothing was noted yet."]
        if len(account.lines) > _SHOWN:
            yield f"These are the newest {_SHOWN}. All of them: voicebox audit --all"

    @on(Button.Pressed)
    def press(self) -> None:
        """Leave."""
        self.dismiss(None)


def _box(id_: str) -> Input:
    return Input(password=True, max_length=1000, id=id_)

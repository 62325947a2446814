"""Keeping: locks, backups, receiving, how long, and who did what. For the grown-up, from home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from voicebox.errors import VoiceboxError
from voicebox.exports.account import BROKEN, lines
from voicebox.ports import House, Keeping, Store
from voicebox.tui.screens.asking import Ask
from voicebox.tui.screens.backup import MakeBackup
from voicebox.tui.screens.dialog import Choice, Dialog, Menu
from voicebox.tui.screens.due import DueScreen
from voicebox.tui.screens.passing_on import pass_on
from voicebox.tui.screens.passphrase import AskAgain, SetPassphrase
from voicebox.tui.screens.wanted import Home

LOCK_NOW = "lock-now"

QUIETS = (0, 5, 10, 15, 30, 60)
"""Minutes of quiet that can be picked here; the settings file takes any."""
_SHOWN = 500
_NOTHING = "Nothing was noted yet."


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
        told = self._keeping.reminder(self._house.preferences.backup_every)
        return f"{locked} {told}." if told else locked

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
            found.append(Choice("for-good", "Ask no more on this computer ...", "o"))
        elif self._is_set:
            found.append(Choice("ask-again", "Ask again from now on ...", "a"))
        if self._house.passing is not None:
            found.append(Choice("passing", "Receive talks; the key that others send to ...", "r"))
        if self._house.rights is not None:
            found.append(Choice("due", "How long records are kept: who is due", "d"))
        return [*found, Choice("account", "Who did what", "w")]


async def keep_safe(app: App[int], house: House) -> bool:
    """Ask what is to be done, and do it. True where the store is to be locked at once.

    Raises:
        VoiceboxError: it could not be done.
    """
    picked = await app.push_screen_wait(KeepingScreen(house))
    keeping = keeping_of(house)
    if picked == "backup":
        today = house.clock.now().astimezone().date()
        await app.push_screen_wait(MakeBackup(keeping, today))
    elif picked in ("set", "change"):
        await app.push_screen_wait(SetPassphrase(keeping, is_set=picked == "change"))
    elif picked == "passing":
        await pass_on(app, house)
    elif picked == "due":
        await app.push_screen_wait(DueScreen(house))
    elif picked == "account":
        await app.push_screen_wait(AccountScreen(house.store()))
    elif picked == "for-good":
        if await app.push_screen_wait(_about_asking_no_more()):
            keeping.unlock_for_good()
    elif picked == "ask-again":
        await app.push_screen_wait(AskAgain(keeping))
    elif picked == "quiet":
        minutes = await app.push_screen_wait(Quiet())
        if minutes is not None:
            changed = replace(house.preferences, lock_after=int(minutes))
            app.post_message(Home.PreferencesGiven(changed))
    return picked == LOCK_NOW


def _about_asking_no_more() -> Ask:
    words = (
        "A key is put on this computer. Whoever uses this account then reads the talks without the "
        "passphrase, until you pick Ask again from now on."
    )
    return Ask("Ask no more on this computer?", words, yes="Ask no more", no="Leave")


class Quiet(Menu):
    """After how long a quiet the store locks itself; gives the minutes."""

    title_words = "Lock after how many minutes of quiet?"
    about = "A talk is paused and kept first; the child sees only the word Paused."

    def choices(self) -> list[Choice]:
        """Some minutes, or never."""
        return [Choice(str(each), f"{each} minutes" if each else "never") for each in QUIETS]


class AccountScreen(Dialog[None]):
    """Who did what, newest first, and whether the account is whole. No word of any answer."""

    DEFAULT_CSS = """
    AccountScreen > Vertical { width: 96%; height: 90%; }
    AccountScreen VerticalScroll { height: 1fr; }
    AccountScreen.-empty > Vertical { width: 64; height: auto; }
    AccountScreen.-empty VerticalScroll { height: auto; }
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
            found = list(self._lines())
            self.set_class(found == [_NOTHING], "-empty")
            with VerticalScroll():
                yield Static(Content("\n".join(found)), id="lines")
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
        yield from list(lines(account, names))[:_SHOWN] or [_NOTHING]
        if len(account.lines) > _SHOWN:
            yield f"These are the newest {_SHOWN}. All of them: voicebox audit --all"

    @on(Button.Pressed)
    def press(self) -> None:
        """Leave."""
        self.dismiss(None)

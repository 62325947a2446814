"""What home asks of the app, apart from home itself: a talk that is begun at once loads no home."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.screen import Screen

from voicebox.errors import StoreLocked
from voicebox.ports import Begin, House, Preferences, Pupil


class Home(Screen[None]):
    """Who is here, as the app knows it."""

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

        home: Home
        error: StoreLocked

    class KeepingWanted(Message):
        """The locks, the backups and the account are to be shown."""

    class LockWanted(Message):
        """The grown-up goes away: the PIN is to be asked for again."""

    def take_house(self, house: House) -> None:
        """Other settings hold from now on."""
        raise NotImplementedError

    def read_talks(self) -> object:
        """List anew who was here."""
        raise NotImplementedError

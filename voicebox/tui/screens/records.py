"""What may be done with all that is held about a pupil: sent, given out, or forgotten."""

from __future__ import annotations

from typing import Any

from textual.app import App

from voicebox.ports import House, Pupil
from voicebox.tui.lock import Lock
from voicebox.tui.screens.dialog import Choice, Menu
from voicebox.tui.screens.forgetting import forget_pupil
from voicebox.tui.screens.giving import give_access
from voicebox.tui.screens.sending import send_talks


class RecordsMenu(Menu):
    """What to do with a pupil's records."""

    def __init__(self, house: House, pupil: Pupil) -> None:
        """Of this pupil; what the house cannot do is left out."""
        super().__init__()
        self._house = house
        self.title_words = pupil.name

    def choices(self) -> list[Choice]:
        """Send, give access, forget."""
        found = []
        if self._house.passing is not None:
            found.append(Choice("send", "Send talks, in an encrypted file", "s"))
        if self._house.rights is not None:
            found.append(Choice("access", "Give access: everything held, in a folder", "a"))
            found.append(Choice("forget", "Forget: take everything out", "f"))
        return found


async def open_records(app: App[Any], house: House, lock: Lock, pupil: Pupil) -> None:
    """Ask what is to be done with a pupil's records, and do it.

    Raises:
        VoiceboxError: it could not be done.
    """
    picked = await app.push_screen_wait(RecordsMenu(house, pupil))
    if picked == "send":
        await send_talks(app, house, pupil)
    elif picked == "access":
        await give_access(app, house, pupil)
    elif picked == "forget":
        await forget_pupil(app, house, pupil, lock)

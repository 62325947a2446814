"""A store that locks itself after a set quiet: the talk is paused and kept, the key let go of."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual import events, work

from voicebox.errors import StoreLocked, VoiceboxError
from voicebox.ports import House
from voicebox.tui.room import RoomApp
from voicebox.tui.screens.locked import LockedScreen
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.screens.wanted import Home

LOOK_EVERY = 10.0
"""Seconds between two looks at how long it has been quiet."""


class LockingApp(RoomApp):
    """Asks for the passphrase where the store is locked, and locks it again after a quiet."""

    house: House
    now: Callable[[], float] = staticmethod(monotonic)
    _touched: float = 0.0

    def watch_for_quiet(self) -> None:
        """Begin to count."""
        self._touched = self.now()
        self.set_interval(LOOK_EVERY, self.lock_when_quiet)

    async def on_event(self, event: events.Event) -> None:
        """A key, a click or a paste is no quiet."""
        if isinstance(event, (events.Key, events.MouseDown, events.Paste)):
            self._touched = self.now()
        await super().on_event(event)

    def lock_when_quiet(self) -> None:
        """Lock, where it has been quiet for as long as the settings say."""
        minutes, keeping = self.house.preferences.lock_after, self.house.keeping
        is_quiet = bool(minutes) and self.now() - self._touched >= minutes * 60
        if not is_quiet or keeping is None or isinstance(self.screen, LockedScreen):
            return
        try:
            if keeping.has_passphrase():
                self.lock_now()
        except VoiceboxError:
            return  # key slots that cannot be read: nothing could open the store again

    @work(exclusive=True, group="locking")
    async def lock_now(self) -> None:
        """Put the talk on a break, kept; let go of the key; ask for the passphrase."""
        keeping = self.house.keeping
        talks = [screen for screen in self.screen_stack if isinstance(screen, TalkScreen)]
        if keeping is None:
            return
        try:
            for talk in talks:
                talk.rest()
        except VoiceboxError:
            return  # what was said is safe; the next look tries again
        keeping.shut()
        await self._ask_until_open(over_talk=bool(talks))
        for screen in self.screen_stack:
            if isinstance(screen, TalkScreen):
                screen.show_step()
            elif isinstance(screen, Home):
                screen.read_talks()

    async def _ask_until_open(self, *, over_talk: bool = False) -> None:
        keeping = self.house.keeping
        if keeping is not None and not await self.push_screen_wait(
            LockedScreen(keeping, over_talk=over_talk)
        ):
            self.exit(0)
        self._touched = self.now()

    @work
    async def ask_then(self, go_on: Callable[[], object], error: StoreLocked) -> None:
        """Ask for the passphrase, then do what could not be done without; or tell why not."""
        if self.house.keeping is None:
            self.report(error)
            return
        await self._ask_until_open()
        if self.return_code is None:
            go_on()

    def report(self, error: VoiceboxError) -> None:
        """Say what is wrong."""
        raise NotImplementedError

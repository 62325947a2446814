"""Keep a terminal's late answers from being taken for keys.

A terminal that did not answer in time may do so later, when Textual reads what is typed. It does
not know these answers and hands their letters on as keys, and a digit among them would pick a card.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from textual import events
from textual.driver import Driver
from textual.message import Message

EXPECTED = 5.0
"""Seconds from the start in which an answer may still come."""
BURST = 0.3
"""Seconds that the letters of an answer take at most, once it has begun."""
_BEGINNINGS = ("circumflex_accent", "alt+")
"""How Textual names the Escape that an answer begins with."""


class LateAnswers:
    """Which keys are letters of an answer."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Expect answers from now on."""
        self._now = now
        self._until = now() + EXPECTED
        self._burst = 0.0

    def hold(self, message: Message) -> bool:
        """Is this a letter of an answer?"""
        if not isinstance(message, events.Key) or message.key.startswith("ctrl+"):
            return False  # answers have no control letters: Ctrl-C always goes through
        now = self._now()
        if now < self._until and message.key.startswith(_BEGINNINGS):
            self._burst = now + BURST
        return now < self._burst


def without_late_answers(driver: type[Driver]) -> type[Driver]:
    """The same driver, but for the letters of answers."""

    class Filtered(driver):  # type: ignore[valid-type,misc]
        late: LateAnswers | None = None

        def process_message(self, message: Message) -> None:
            """Hand a message on, unless it is a letter of an answer."""
            self.late = self.late or LateAnswers()
            if not self.late.hold(message):
                super().process_message(message)

    return Filtered

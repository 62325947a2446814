"""What is said to the adult alone, once: that waiting is fine, and who else is in the room."""

from __future__ import annotations

from textual.timer import Timer

from voicebox.access import Access
from voicebox.conversation.keys import ASSENT
from voicebox.ports import House
from voicebox.runner import Runner
from voicebox.tui.lock import Lock
from voicebox.tui.own_cards import OwnCards
from voicebox.tui.screens.talk_rows import TalkRows

QUIET_SECONDS = 20.0
"""After so long without an answer the adult, and only the adult, is told that waiting is fine."""
IN_QUIET = (
    "Waiting is fine. Looking away may be thinking.",
    "Pushing away, freezing or crying means a break. If you are not sure, stop.",
)
"""What is said in a quiet while, each once in a sitting (rules 1 and 6)."""
WHO_IS_HERE = "Who else is in the room? F3 notes it."
"""Said once, before the first question (rule 18)."""


class WaitingTalk(TalkRows):
    """Nothing times out: a quiet while is the child's own."""

    def __init__(
        self, house: House, runner: Runner, access: Access, own: OwnCards, lock: Lock
    ) -> None:
        """Nothing of it was said in this sitting yet."""
        super().__init__(house, runner, access, own, lock)
        self._quiet: Timer | None = None
        self._in_quiet, self._room = iter(IN_QUIET), iter((WHO_IS_HERE,))

    def wait_quietly(self) -> None:
        """Nothing times out; after a quiet the adult is told that waiting is fine (rule 6)."""
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = None
        if self.runner.is_open and not self.is_calm:
            self._quiet = self.set_timer(QUIET_SECONDS, self._say_waiting_is_fine)

    def _say_waiting_is_fine(self) -> None:
        if not self.adult_words and self.runner.is_open:
            self.say_to_adult(next(self._in_quiet, ""))

    def ask_who_is_here(self) -> str:
        """Once, at the assent of a talk for which nobody was noted yet (rules 10 and 18)."""
        is_now = self.step.key.prompt == ASSENT and not self.runner.talk.context.present
        return next(self._room, "") if is_now and not self.is_calm else ""

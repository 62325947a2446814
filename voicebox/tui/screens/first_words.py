"""The first words of a talk, while the talks are being opened; then the talk takes its place.

Nothing can be answered here. Keys that are pressed meanwhile are handed on to the talk.
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from voicebox.bidi.ordering import runs_right
from voicebox.conversation.steps import current_step
from voicebox.conversation.talk import Talk
from voicebox.tui import showing
from voicebox.tui.widgets.bars import KeysRow, TopBar
from voicebox.tui.widgets.transcript import Transcript

_MOST_KEYS = 20
"""Keys that are kept for the talk; who presses more is playing with the keyboard."""


class FirstWords(Screen[None]):
    """What a talk begins with, without its cards."""

    CSS = """
    FirstWords { background: $vb-background; }
    """

    def __init__(self, talk: Talk) -> None:
        """The words of this talk, which nobody has begun yet."""
        super().__init__()
        self._talk = talk
        self.pressed: list[events.Key] = []

    def compose(self) -> ComposeResult:
        """Whose talk it is, and what is said first."""
        yield TopBar()
        yield Transcript()
        yield KeysRow()

    def on_mount(self) -> None:
        """Say it."""
        step = current_step(self._talk)
        who, right = showing.who(self._talk), runs_right(self._talk.pack.title)
        self.query_one(TopBar).show(who, step.title, step.part_done, step.parts, right=right)
        self.query_one(Transcript).show(showing.bubbles(self._talk, step), "")

    def on_key(self, event: events.Key) -> None:
        """It is meant for the talk."""
        event.stop()
        if len(self.pressed) < _MOST_KEYS:
            self.pressed.append(event)

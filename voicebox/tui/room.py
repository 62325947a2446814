"""A window that has no room for a card: it says so, and no key picks what cannot be seen."""

from __future__ import annotations

import os
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.geometry import Size
from textual.screen import Screen

from voicebox.tui.cells import clip_lines
from voicebox.tui.whole import PictureApp

COLUMNS, ROWS = 20, 8
"""The least in which a question stands with a card below it."""
WORDS = "Make this window larger. All that was said is kept."
_LEAVING = ("ctrl+c", "ctrl+q")
_CLEARED = "\x1b[0m\x1b[2J"


def is_too_small(size: Size) -> bool:
    """Would a card be picked unseen?"""
    return size.width < COLUMNS or size.height < ROWS


def told_in(size: Size) -> list[str]:
    """The lines that say so, as many and as long as there is room for."""
    return clip_lines(WORDS, max(size.width, 1), max(size.height, 1))


class RoomApp(PictureApp):
    """Says that there is no room, over whatever there is; as it grows, all of it is there again."""

    def __init__(self, *words: Any, **named: Any) -> None:
        """The terminal itself says its size; COLUMNS and LINES may say anything, and never change.

        Textual and Python believe these before the terminal: ten million columns would be drawn.
        """
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)
        super().__init__(*words, **named)

    async def on_event(self, event: events.Event) -> None:
        """Only the ways out are heard while nothing can be seen."""
        is_from_hands = isinstance(event, (events.Key, events.MouseEvent, events.Paste))
        leaves = isinstance(event, events.Key) and event.key in _LEAVING
        if is_from_hands and not leaves and is_too_small(self.size):
            return
        await super().on_event(event)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Write a frame, and over it that there is no room, where there is none."""
        super()._display(screen, renderable)
        if is_too_small(self.size) and self._running and not self._closed:
            lines = told_in(self.size)
            placed = (f"\x1b[{row};1H{line}" for row, line in enumerate(lines, 1))
            self.write_out(_CLEARED + "".join(placed))

"""Where words are typed: by the child, or by the adult beside them."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from voicebox.bidi.ordering import has_right
from voicebox.text import cover, keep, paint_line
from voicebox.tui.cells import page

_EDGES = 8
"""Columns of a box for words that are no room for words: margin, edge and space on both sides."""


class CoveredArea(TextArea):
    """A box for words of any length: what was pasted is kept as it is, and painted safely."""

    def get_line(self, line_index: int) -> Text:
        """A line as it is painted: what was pasted may hold what would take over the screen."""
        line = super().get_line(line_index)
        return Text(cover(line.plain), end="", no_wrap=True)


class NameBox(Input):
    """A box for a name: a control character that is pasted into it is left out."""

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert what may be kept of `text`."""
        super().insert_text_at_cursor(keep(text).words)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put what may be kept of `text` in the place of what is selected."""
        super().replace(keep(text).words, start, end)


class WordsBox(CoveredArea):
    """A box for words. Enter says them; Ctrl+J begins a new line. Nothing typed is changed."""

    DEFAULT_CSS = """
    WordsBox {
        height: 1fr; min-height: 3; border: tall $vb-edge;
        background: $vb-card; color: $vb-card-text; margin: 0 2; padding: 0 1;
    }
    WordsBox:focus { border: tall $vb-accent; background: $vb-card; color: $vb-card-text; }
    WordsBox, WordsBox:focus {
        border-subtitle-color: $vb-card-text; border-subtitle-background: $vb-card;
    }
    WordsBox .text-area--cursor { background: $vb-accent; color: $vb-accent-text; }
    WordsBox .text-area--cursor-line { background: $vb-card; }
    WordsBox .text-area--placeholder { color: $vb-hint; }
    WordsBox .text-area--selection { background: $vb-spoken; color: $vb-spoken-text; }
    """

    @dataclass
    class WordsGiven(Message):
        """Enter was pressed: these are the words, as they stand."""

        words: str

    @dataclass
    class LeaveAsked(Message):
        """Escape was pressed: what can be done apart from typing is wanted."""

    def __init__(self, *, id: str | None = None) -> None:
        """An empty box."""
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.highlight_cursor_line = False
        self._hint = ""

    def show_hint(self, words: str) -> None:
        """Say this while the box is empty, in the order in which it is read."""
        self._hint = words
        line = paint_line(words)
        room = max((self.size.width or self.app.size.width - _EDGES) - 2, 10)
        self.placeholder = Content(page(line, room) if has_right(line) else line)

    def on_resize(self) -> None:
        """Lines that run from right to left begin on the right edge, wherever it is now."""
        self.show_hint(self._hint)

    @on(TextArea.Changed)
    def show_in_order(self) -> None:
        """Show the line that is typed as it is read, where it runs from right to left.

        The box itself paints letters as they come, so that the cursor stands where it types.
        """
        line = self.document.get_line(self.cursor_location[0])
        room = max(self.size.width - 6, 10)
        shown = page(line, room).split("\n")[-1].strip() if has_right(line) else ""
        self.border_subtitle = Content(shown)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.WordsGiven(self.text))
        elif event.key == "ctrl+j":
            event.stop()
            event.prevent_default()
            self.insert("\n")
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.LeaveAsked())
        elif _joins(event):
            event.stop()
            event.prevent_default()
            self.insert(event.character or "")
        else:
            await super()._on_key(event)


def _joins(event: events.Key) -> bool:
    """Is it typed, though by itself it shows nothing: a joiner of emoji, part of a flag?

    A text area drops those, and so would break a family or the flag of Wales apart.
    """
    typed = event.character or ""
    return typed > " " and not event.is_printable and keep(typed).words == typed

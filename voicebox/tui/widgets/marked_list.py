"""A list to pick from: the line that has the focus has a mark, and not only another colour."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList

MARK = "▸"


class MarkedList(OptionList):
    """Lines that begin with a space, in which the mark stands."""

    def render_line(self, y: int) -> Strip:
        """One line; a line that has the focus shows it by its first cell."""
        line = super().render_line(y)
        if not self._has_mark(self.scroll_offset.y + y) or not line.text.startswith(" "):
            return line
        style = next(iter(line)).style
        return Strip([Segment(MARK, style), *line.crop(1)])

    def _has_mark(self, at: int) -> bool:
        """Is it the first line of the one that has the focus?"""
        if not 0 <= at < len(self._lines):
            return False
        option, line = self._lines[at]
        return option == self.highlighted and line == 0

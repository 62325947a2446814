"""Boxes to be ticked, and one of several to be picked: told by a mark, never by colour alone."""

from __future__ import annotations

from typing import TypeVar

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Checkbox, RadioButton, SelectionList

from voicebox.tui.widgets.marked_list import MARK

Held = TypeVar("Held")


class TickBox(Checkbox):
    """`[x]` where it is ticked, `[ ]` where it is not."""

    @property
    def _button(self) -> Content:
        style = self.get_visual_style("toggle--button")
        return Content.styled(_tick(self.value), style)


class OneOf(RadioButton):
    """`(•)` where it is the one, `( )` where it is not."""

    @property
    def _button(self) -> Content:
        style = self.get_visual_style("toggle--button")
        return Content.styled("(•)" if self.value else "( )", style)


class TickList(SelectionList[Held]):
    """Lines, each with a box as `TickBox` has it, and a mark at the one that has the focus."""

    def _get_left_gutter_width(self) -> int:
        return super()._get_left_gutter_width() + len(MARK)

    def render_line(self, y: int) -> Strip:
        """One line, with its mark and its box."""
        at = self.scroll_offset.y + y
        line = super().render_line(y)
        if not 0 <= at < self.option_count:
            return line
        _, inner, _, gap, *words = line
        tick = _tick(self.get_option_at_index(at).value in self.selected)
        mark = MARK if self.highlighted == at else " " * len(MARK)
        return Strip([Segment(mark, gap.style), Segment(tick, inner.style), gap, *words])


def _tick(is_on: bool) -> str:
    return "[x]" if is_on else "[ ]"

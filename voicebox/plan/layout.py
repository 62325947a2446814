"""Where the boxes and lines of the golden thread go: no line runs behind a box.

A link that skips a column takes a lane of its own through it, and each box stands as near as it can
to what it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voicebox.plan.nodes import COLUMNS, Node
from voicebox.plan.thread import Edge

LANE = 14
"""Pixels of height that a line needs to pass through a column."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a column: of a box, or of a line that passes through (`node` is None)."""

    column: int
    y: int
    height: int
    node: Node | None = None

    @property
    def middle(self) -> int:
        """Where lines come in and go out."""
        return self.y + self.height // 2


Way = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes, and for each link the slots that it goes through, from left to right."""

    boxes: tuple[Slot, ...]
    ways: tuple[Way, ...]


def lay_out(
    found: Sequence[Node],
    edges: Sequence[Edge],
    height: Callable[[Node], int],
    *,
    top: int,
    gap: int,
) -> Layout:
    """Place every node, column by column.

    Args:
        found: the boxes.
        edges: the links; those with an end that has no box are left out.
        height: of a box, in pixels.
        top: where the columns begin.
        gap: between two boxes of one column.
    """
    column_of = {node.id: node.column for node in found}
    links = [edge for edge in edges if _goes_right(edge, column_of)]
    at: dict[str, Slot] = {}
    ways: dict[Edge, list[Slot]] = {edge: [] for edge in links}
    for column in range(len(COLUMNS)):
        own: list[Node | Edge] = [node for node in found if node.column == column]
        own += [edge for edge in links if column_of[edge.back_to] < column < column_of[edge.step]]
        wanted = [(_wanted(each, ways, at, top), each) for each in own]
        y = top
        for middle, each in sorted(wanted, key=lambda pair: pair[0]):
            tall = LANE if isinstance(each, Edge) else height(each)
            y = max(y, round(middle - tall / 2)) if column else y
            if isinstance(each, Edge):
                ways[each].append(Slot(column, y, tall))
            else:
                at[each.id] = Slot(column, y, tall, each)
            y += tall + gap
    whole = tuple((at[edge.back_to], *lane, at[edge.step]) for edge, lane in ways.items())
    return Layout(tuple(at.values()), whole)


def _goes_right(edge: Edge, column_of: dict[str, int]) -> bool:
    start, end = column_of.get(edge.back_to), column_of.get(edge.step)
    return start is not None and end is not None and start < end


def _wanted(
    each: Node | Edge, ways: dict[Edge, list[Slot]], at: dict[str, Slot], top: int
) -> float:
    """The height at which it would stand in line with what leads to it."""
    into = [each] if isinstance(each, Edge) else [edge for edge in ways if edge.step == each.id]
    before = [(ways[edge] or [at[edge.back_to]])[-1].middle for edge in into]
    return sum(before) / len(before) if before else float(top)

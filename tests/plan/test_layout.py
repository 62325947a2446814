"""The picture's layout: no two boxes, and no line and box, ever share a place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from voicebox.plan.layout import lay_out
from voicebox.plan.nodes import COLUMNS, Node
from voicebox.plan.thread import Edge

TOP, GAP = 78, 18


@pytest.mark.parametrize("count", [1, 2, 7, 15])
def test_nothing_in_a_column_overlaps_and_every_line_has_its_own_lane(count: int) -> None:
    found = [Node(f"{column}.{n}", column, "x") for column in range(4) for n in range(count)]
    edges = [
        Edge(step=f"{to}.{n * 5 % count}", back_to=f"{start}.{n}")
        for start in range(4)
        for to in range(4)
        for n in range(count)
    ]
    placed = lay_out(found, edges, lambda node: 30 + 10 * len(node.id), top=TOP, gap=GAP)
    lanes = [slot for way in placed.ways for slot in way if slot.node is None]
    assert len(placed.boxes) == 4 * count
    assert len(placed.ways) == 6 * count
    for column in range(len(COLUMNS)):
        here = [slot for slot in (*placed.boxes, *lanes) if slot.column == column]
        for above, below in pairwise(sorted(here, key=lambda slot: slot.y)):
            assert above.y + above.height <= below.y
        assert min(slot.y for slot in here) >= TOP
    for way in placed.ways:
        assert [slot.column for slot in way] == list(range(way[0].column, way[-1].column + 1))

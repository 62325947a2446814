"""The golden thread as one SVG: boxes in columns, lines between them, and its words for those who
do not see it. It names no font of its own, loads nothing, and runs nothing."""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import escape

from voicebox.plan.layout import Slot, Way, lay_out
from voicebox.plan.nodes import COLUMNS, Node, nodes
from voicebox.plan.telling import thread_lines
from voicebox.plan.thread import Thread

WIDE, GAP, LINE, PAD, TOP = 250, 60, 18, 10, 78
"""Pixels: a box, the room between columns, a line of text, round the text, above the boxes."""
LETTERS = 30
"""Characters in one line of a box."""
MOST_LINES = 6

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INK, _LINE, _PAPER, _LOST = "#1b1b1b", "#3b5b8c", "#ffffff", "#8c1d18"


def svg(thread: Thread) -> str:
    """The picture; it ends in a newline."""
    placed = lay_out(nodes(thread), thread.edges, _height, top=TOP, gap=LINE)
    width = len(COLUMNS) * (WIDE + GAP)
    height = max((box.y + box.height for box in placed.boxes), default=TOP) + GAP // 2
    parts = (*_head(thread, width, height), *_titles(), *map(_path, placed.ways))
    return "\n".join((*parts, *map(_box, placed.boxes), "</svg>")) + "\n"


def _height(node: Node) -> int:
    return len(list(_lines(node))) * LINE + 2 * PAD


def _lines(node: Node) -> Iterator[str]:
    words = f"“{node.words}”" if node.is_quoted else node.words
    if node.by:
        yield f"{' '.join(node.by.split())[: LETTERS - 1]}:"
    folded = textwrap.wrap(words, LETTERS) or [""]
    yield from folded[:MOST_LINES]
    if len(folded) > MOST_LINES:
        yield "..."
    yield from textwrap.wrap(f"({node.note})" if node.note else "", LETTERS)


def _head(thread: Thread, width: int, height: int) -> Iterator[str]:
    title = f"The golden thread of the plan for {thread.plan.pupil}"
    told = "\n".join(thread_lines(thread))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc" '
        'font-family="Atkinson Hyperlegible, Verdana, sans-serif" font-size="14">'
    )
    yield f'<title id="title">{_safe(title)}</title>'
    yield f'<desc id="desc">{_safe(told)}</desc>'
    yield f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>'
    yield f'<text x="{GAP // 2}" y="30" font-size="18" fill="{_INK}">{_safe(title)}</text>'


def _titles() -> Iterator[str]:
    for column, title in enumerate(COLUMNS):
        x = GAP // 2 + column * (WIDE + GAP)
        yield f'<text x="{x}" y="62" font-weight="bold" fill="{_INK}">{_safe(title)}</text>'


def _left(slot: Slot) -> int:
    return GAP // 2 + slot.column * (WIDE + GAP)


def _path(way: Way) -> str:
    """From what was said to the step that takes it up: a curve in each gap, straight in a lane."""
    start = way[0]
    drawn = [f"M{_left(start) + WIDE} {start.middle}"]
    for before, after in itertools.pairwise(way):
        x1, x2 = _left(before) + WIDE, _left(after)
        bend = (x1 + x2) // 2
        drawn.append(f"C{bend} {before.middle} {bend} {after.middle} {x2} {after.middle}")
        if after.node is None:
            drawn.append(f"H{x2 + WIDE}")
    return f'<path d="{" ".join(drawn)}" fill="none" stroke="{_LINE}" stroke-width="2"/>'


def _box(slot: Slot) -> str:
    node, x = slot.node, _left(slot)
    if node is None:
        return ""
    ink, dashes = (_LOST, ' stroke-dasharray="6 4"') if node.is_lost else (_LINE, "")
    rows = "".join(
        f'<tspan x="{x + PAD}" dy="{LINE if number else 0}">{_safe(line)}</tspan>'
        for number, line in enumerate(_lines(node))
    )
    return (
        f'<g><rect x="{x}" y="{slot.y}" width="{WIDE}" height="{slot.height}" rx="6" '
        f'fill="{_PAPER}" stroke="{ink}" stroke-width="2"{dashes}/>'
        f'<text x="{x + PAD}" y="{slot.y + PAD + 13}" fill="{_INK}" '
        f'style="unicode-bidi: plaintext">{rows}</text></g>'
    )


def _safe(words: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", words))

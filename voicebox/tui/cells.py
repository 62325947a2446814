"""Words and pictures as terminal cells: wrapping, centring, and mosaics as segments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style

from voicebox.bidi.ordering import has_right, runs_right
from voicebox.bidi.screen import seen
from voicebox.ports import Mosaic
from voicebox.text import paint


@lru_cache(maxsize=4096)
def ink(fg: str, bg: str, *, bold: bool = False, dim: bool = False, under: bool = False) -> Style:
    """A style from two colours `#rrggbb`."""
    return Style(color=fg, bgcolor=bg, bold=bold or None, dim=dim or None, underline=under or None)


@lru_cache(maxsize=8192)
def _cell_style(fg: int, bg: int) -> Style:
    return Style.parse(f"#{fg:06x} on #{bg:06x}")


MARK = "voicebox-picture"
"""The key in a style's meta under which cells that a picture is drawn over carry their `Mark`."""
Mark = tuple[str, int, int, int]
"""A picture's name, its columns, its rows, and the row that the cells are in."""


@dataclass(frozen=True, slots=True)
class MarkedMosaic(Mosaic):
    """A mosaic over which the whole picture of this name may be drawn."""

    name: str = ""


@lru_cache(maxsize=64)
def mosaic_lines(mosaic: Mosaic) -> list[list[Segment]]:
    """A mosaic as one list of segments a line."""
    return [
        [Segment(run.text, _cell_style(run.fg, run.bg) + _marking(mosaic, row)) for run in line]
        for row, line in enumerate(mosaic.lines)
    ]


def _marking(mosaic: Mosaic, row: int) -> Style:
    if not isinstance(mosaic, MarkedMosaic):
        return Style.null()
    return Style(meta={MARK: (mosaic.name, mosaic.columns, mosaic.rows, row)})


def clusters(words: str) -> list[tuple[str, int]]:
    """What may not be torn apart, with its width in cells: a flag, a letter with its marks."""
    spans, _ = split_graphemes(words)
    return [(words[start:end], width) for start, end, width in spans]


def wrap(words: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken at spaces, or within a word that is longer.

    They are in the order in which they are read: `seen` makes each ready to be painted.
    """
    width = max(width, 1)
    lines: list[str] = []
    for paragraph in paint(words).split("\n"):
        lines.extend(_wrap_paragraph(paragraph, width))
    return lines


def _wrap_paragraph(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in paragraph.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        *full, last = _broken(word, width)
        lines[-1:] = [*full, last]
    return lines


def _broken(word: str, width: int) -> list[str]:
    pieces, used = [""], 0
    for cluster, cells in clusters(word):
        if used + cells > width and pieces[-1]:
            pieces.append("")
            used = 0
        pieces[-1] += cluster
        used += cells
    return pieces


def clip(words: str, width: int, *, right: bool | None = None) -> str:
    """One line of at most `width` cells, to be painted; an ellipsis shows what is cut off.

    `right`: does it run from right to left? None: as its first letter does.
    """
    return seen(cut(words, width), right=right)


def cut(words: str, width: int) -> str:
    """As `clip`, but in the order in which it is read: to become a part of other words."""
    line = " ".join(paint(words).split())
    if cell_len(line) <= width:
        return line
    kept, used = "", 0
    for cluster, cells in clusters(line):
        if used + cells > width - 1:
            break
        kept += cluster
        used += cells
    return f"{kept.rstrip()}…"


def clip_lines(words: str, width: int, lines: int) -> list[str]:
    """At most `lines` lines of `width` cells, to be painted; an ellipsis ends what goes on."""
    wrapped = wrap(words, width)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], cut(" ".join(wrapped[lines - 1 :]), width)]
    right = runs_right(words)
    return [seen(line, right=right) for line in wrapped]


def page(words: str, width: int) -> str:
    """Lines to be painted as they are; those that run from right to left begin on the right."""
    lines: list[str] = []
    for line in words.split("\n"):
        lines += _in_order(line, width) if has_right(line) else [line]
    return "\n".join(lines)


def centred(words: str, width: int) -> str:
    """`words` in the middle of `width` cells."""
    room = max(width - cell_len(words), 0)
    return " " * (room // 2) + words + " " * (room - room // 2)


def _in_order(line: str, width: int) -> list[str]:
    """A line folded and put in order; it is set in from the side on which it begins."""
    words, right = line.lstrip(" "), runs_right(line)
    inset = " " * (len(line) - len(words))
    room = width - len(inset)
    folded = [seen(each, right=right) for each in wrap(words, room)]
    return [to_right(each, room) + inset if right else inset + each for each in folded]


def to_right(words: str, width: int) -> str:
    """`words` at the right end of `width` cells."""
    return " " * max(width - cell_len(words), 0) + words


def padded(words: str, width: int) -> str:
    """`words` followed by spaces up to `width` cells."""
    return words + " " * max(width - cell_len(words), 0)

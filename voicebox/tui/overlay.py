"""Draw whole pictures over the cells of their mosaics, where the terminal has Sixel.

Nothing about widgets is known here. A picture's cells carry its mark; each frame is read for marks
on its way to the terminal, so a picture is drawn where all of its cells are to be seen, and nowhere
else. Cells whose picture stands already are left out of the frame, since text would erase it: so a
picture is sent once and does not flicker. Under each lie its blocks, for whatever covers a part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rich.console import Console
from rich.control import Control
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from voicebox.tui.cells import MARK, Mark


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture at a place on the screen, in cells from the top left."""

    name: str
    x: int
    y: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Row:
    """All cells of one row of a picture."""

    x: int
    y: int
    mark: Mark

    @property
    def end(self) -> int:
        return self.x + self.mark[1]

    @property
    def placed(self) -> Placed:
        name, columns, rows, row = self.mark
        return Placed(name, self.x, self.y - row, columns, rows)


class Rewritten(CompositorUpdate):
    """What of a frame is to be written: pieces of lines, each from a column of a line."""

    def __init__(self, pieces: list[tuple[int, int, Strip]]) -> None:
        """Pieces as x, y and what stands from there."""
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:
        """The escape sequences and the text."""
        return "".join(
            f"{Control.move_to(x, y).segment.text}{strip.render(console)}"
            for x, y, strip in self.pieces
        )


class Overlay:
    """What of the screen is pictures, and which of them stand there whole."""

    def __init__(self, drawn: Callable[[Placed], str | None], slots: int = 0) -> None:
        """Nothing stands yet.

        Args:
            drawn: gives the escape sequence that draws a picture from the cursor on, or None while
                it is not ready.
            slots: how many pictures the terminal keeps, the oldest going first; 0 for no limit.
        """
        self._drawn = drawn
        self._slots = slots
        self._rows: dict[int, dict[int, _Row]] = {}
        """By line, then by where in it they begin."""
        self._standing: dict[Placed, int] = {}
        """By when it was drawn: the how manieth of all."""
        self._count = 0

    def frame(self, update: CompositorUpdate) -> CompositorUpdate:
        """Take note of a frame; gives what of it is to be written.

        Args:
            update: a frame of Textual's compositor; it is used up.
        """
        if not isinstance(update, (ChopsUpdate, LayoutUpdate)):
            return update
        pieces: list[tuple[int, int, Strip]] = []
        for y, line in _lines(update):
            rows = list(_rows(y, line))
            kept = [row for row in rows if row.placed in self._standing]
            for x, strip in line:
                pieces += [(at, y, part) for at, part in _without(x, strip, kept)]
            self._note(y, line, rows, kept)
        return Rewritten(pieces)

    def _note(
        self, y: int, line: list[tuple[int, Strip]], rows: list[_Row], kept: list[_Row]
    ) -> None:
        """What was written on this line is no picture any more, unless it is one anew."""
        spans = [(x, x + strip.cell_length) for x, strip in line]
        here = self._rows.setdefault(y, {})
        for x, row in list(here.items()):
            if row not in kept and _meets(row, spans):
                del here[x]
                self._standing.pop(row.placed, None)
        here.update({row.x: row for row in rows})

    def drawing(self) -> str:
        """The escape sequences for the pictures that are to be seen whole and do not stand yet."""
        seen = self._seen()
        missing = [placed for placed in seen if placed not in self._standing]
        text = "".join(self._draw(placed) for placed in missing)
        if self._slots and len(seen) <= self._slots:
            text += self._pushed_out()
        return f"\x1b7{text}\x1b8" if text else ""

    def _seen(self) -> list[Placed]:
        """The pictures of which every row is on the screen, from the top."""
        lines = (line for _, line in sorted(self._rows.items()))
        tops = (row.placed for line in lines for row in line.values() if row.mark[3] == 0)
        return [placed for placed in tops if self._is_whole(placed)]

    def _is_whole(self, placed: Placed) -> bool:
        lines = (self._rows.get(placed.y + row, {}) for row in range(placed.rows))
        rows = (line.get(placed.x) for line in lines)
        return all(row is not None and row.placed == placed for row in rows)

    def _draw(self, placed: Placed) -> str:
        drawn = self._drawn(placed)
        if drawn is None:
            return ""
        self._standing[placed] = self._count
        self._count += 1
        return f"{Control.move_to(placed.x, placed.y).segment.text}{drawn}"

    def _pushed_out(self) -> str:
        """Draws again what the terminal has dropped for newer pictures, the oldest first."""
        text = ""
        for placed, drawn in sorted(self._standing.items(), key=lambda each: each[1]):
            if self._count - drawn > self._slots:
                text += self._draw(placed)
        return text

    def forget(self) -> None:
        """Nothing stands: the screen was cleared, or its cells have another size."""
        self._standing.clear()


def _lines(update: ChopsUpdate | LayoutUpdate) -> Iterator[tuple[int, list[tuple[int, Strip]]]]:
    """What a frame writes, by line: where each strip begins, and the strip."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield y, list(_side_by_side(update.region.x, strips))
        return
    lines: dict[int, list[tuple[int, Strip]]] = {}
    for y, x1, x2 in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < x2 and end > x1:
                first, last = max(x, x1), min(end, x2)
                lines.setdefault(y, []).append((first, strip.crop(first - x, last - x)))
    for y, line in lines.items():
        yield y, sorted(line, key=lambda part: part[0])


def _side_by_side(x: int, strips: Iterable[Strip]) -> Iterator[tuple[int, Strip]]:
    for strip in strips:
        yield x, strip
        x += strip.cell_length


def _rows(y: int, line: list[tuple[int, Strip]]) -> Iterator[_Row]:
    """The whole rows of pictures in a line; neighbouring segments of one mark belong together."""
    start, reached, current = 0, 0, None
    for x, length, mark in [*_marks(line), (-1, 0, None)]:
        if mark == current and x == reached and mark is not None and reached - start < mark[1]:
            reached += length
            continue
        if current is not None and reached - start == current[1]:
            yield _Row(start, y, current)
        start, reached, current = x, x + length, mark


def _marks(line: list[tuple[int, Strip]]) -> Iterator[tuple[int, int, Mark | None]]:
    for x, strip in line:
        for segment in strip:
            length = segment.cell_length
            yield x, length, _mark(segment.style) if segment.style else None
            x += length


@lru_cache(maxsize=8192)
def _mark(style: Style) -> Mark | None:
    """The mark in a style; kept, since a style unpickles its meta at each look."""
    mark: Mark | None = style.meta.get(MARK)
    return mark


def _without(x: int, strip: Strip, kept: list[_Row]) -> Iterator[tuple[int, Strip]]:
    """The parts of a strip beside the rows that are kept."""
    at, end = x, x + strip.cell_length
    for row in kept:
        if row.end <= at or row.x >= end:
            continue
        if row.x > at:
            yield at, strip.crop(at - x, row.x - x)
        at = row.end
    if at < end:
        yield at, strip.crop(at - x, end - x)


def _meets(row: _Row, spans: list[tuple[int, int]]) -> bool:
    return any(first < row.end and last > row.x for first, last in spans)

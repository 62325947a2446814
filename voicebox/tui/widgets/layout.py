"""How many cards fit, and how large: pure arithmetic, so that every terminal size can be tested.

A picture that an answer depends on is never under 16 columns. Where few cards fit, they are paged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

SMALLEST_PICTURE = 16
LARGEST_PICTURE = 32
BORDER = 2
"""Columns, or rows, that the two edges of a card take."""
GAP = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of cells."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Is the cell inside?"""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Grid:
    """Cards of one size in rows and columns; `picture` is 0 where there is no room for one."""

    columns: int
    rows: int
    picture: int
    label_lines: int
    most: int = 0
    """Cards that one page may have, however many have room; 0 for all that have."""
    words: int = 0
    """Cells across for words; 0 for the width of the picture, or of a small one."""
    beside: bool = False
    """The words stand beside the picture, and not under it."""

    @property
    def a_page(self) -> int:
        """Cards on one page."""
        room = self.columns * self.rows
        return min(room, self.most) if self.most else room

    @property
    def card_width(self) -> int:
        """Cells across, edges included."""
        return (self.words or max(self.picture, SMALLEST_PICTURE)) + BORDER

    @property
    def card_height(self) -> int:
        """Cells down, edges included."""
        if self.beside:
            return max(self.picture // 2, self.label_lines) + BORDER
        return self.picture // 2 + self.label_lines + BORDER


def fit(
    cards: int,
    width: int,
    height: int,
    *,
    label_lines: int = 1,
    most: int = 0,
    pictures: bool = True,
) -> Grid:
    """The grid that needs the fewest pages, then the one with the largest pictures.

    Args:
        cards: how many there are in all.
        width, height: cells to lay them out in.
        label_lines: lines of words under each picture.
        most: show no more than this many at once; 0 for as many as fit.
        pictures: are there pictures, or words alone?
    """
    cards = max(cards, 1)
    wanted = min(cards, most) if most else cards
    best = Grid(max(width // (SMALLEST_PICTURE + BORDER + GAP), 1), 1, 0, label_lines)
    best_score = (-cards - 1, 0, 0)
    for picture in range(SMALLEST_PICTURE, LARGEST_PICTURE + 1, 2) if pictures else ():
        columns = (width + GAP) // (picture + BORDER + GAP)
        rows = height // (picture // 2 + label_lines + BORDER)
        if columns < 1 or rows < 1:
            break
        grid = _balanced(min(columns, wanted), rows, wanted, picture, label_lines)
        score = (cards // -grid.a_page, picture, -grid.rows)
        if score > best_score:
            best, best_score = grid, score
    if not best.picture:
        rows = max(min(height // (label_lines + BORDER), -(-wanted // best.columns)), 1)
        best = Grid(min(best.columns, wanted), rows, 0, label_lines)
    return replace(best, most=most)


def fit_words(
    cards: int, width: int, height: int, lines: Callable[[int], int], *, most: int = 0
) -> Grid:
    """The grid for cards of words alone that needs the fewest pages, then that with wider cards.

    Args:
        cards: how many there are in all.
        width, height: cells to lay them out in.
        lines: how many lines the longest words take in so many cells.
        most: show no more than this many at once; 0 for as many as fit.
    """
    cards = max(cards, 1)
    wanted = min(cards, most) if most else cards
    found: list[tuple[int, Grid]] = []
    for columns in range(1, 5):
        across = (width + GAP) // columns - GAP - BORDER
        if across < SMALLEST_PICTURE:
            break
        needed = min(max(lines(across), 1), max(height - BORDER, 1))
        rows = max(1, min(height // (needed + BORDER), -(-wanted // columns)))
        grid = Grid(min(columns, wanted), rows, 0, needed, most=most, words=across)
        found.append((-(-cards // grid.a_page), grid))
    if not found:
        return replace(fit(cards, width, height, label_lines=2, pictures=False), most=most)
    return min(found, key=lambda each: (each[0], each[1].columns))[1]


def _balanced(columns: int, rows: int, wanted: int, picture: int, label_lines: int) -> Grid:
    """No more rows than are needed, and cards spread evenly over them."""
    rows = max(1, min(rows, -(-wanted // columns)))
    if columns * rows >= wanted:
        columns = -(-wanted // rows)
    return Grid(columns, rows, picture, label_lines)


def place(grid: Grid, count: int, width: int, height: int) -> list[Box]:
    """Where the cards of one page lie, each row centred, the whole in the middle of the height."""
    boxes: list[Box] = []
    rows = [min(grid.columns, count - first) for first in range(0, max(count, 1), grid.columns)]
    used = len(rows) * grid.card_height
    top = max((height - used) // 2, 0)
    for row, in_row in enumerate(rows):
        gap = _gap(grid, width)
        total = in_row * grid.card_width + (in_row - 1) * gap
        left = max((width - total) // 2, 0)
        for column in range(in_row):
            x = left + column * (grid.card_width + gap)
            boxes.append(Box(x, top + row * grid.card_height, grid.card_width, grid.card_height))
    return boxes


def _gap(grid: Grid, width: int) -> int:
    """Room between cards: up to three cells, so that a shaking hand does not hit the wrong one."""
    if grid.columns < 2:
        return GAP
    spare = width - grid.columns * grid.card_width
    return max(GAP, min(3, spare // (grid.columns - 1)))

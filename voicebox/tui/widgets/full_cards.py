"""Cards on which every word stands: what a child said is never cut where it is to be checked.

Cards share a page while their words are few; a long answer has a page of its own, with its picture
beside the words, or none; one that is longer still goes on over further pages. Pure arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicebox.tui.cells import clip_lines
from voicebox.tui.widgets.cards import Card
from voicebox.tui.widgets.layout import BORDER, GAP, LARGEST_PICTURE, SMALLEST_PICTURE, Grid

_FEW = 6
"""Lines that a card may need which shares its page with others."""
_WIDEST = 44
"""Cells across, for words under a picture."""
_LONGEST = 96
"""Cells across, for words beside a picture."""
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cards of one page, and how they lie; `first` is the line of words that it begins with."""

    cards: tuple[Card, ...]
    grid: Grid
    first: int = 0


def sheets(
    cards: Sequence[Card], width: int, height: int, *, most: int, pictures: bool
) -> list[Sheet]:
    """The pages that these cards need, each with as many of them as have room.

    Args:
        cards: in their order.
        width, height: cells of one page.
        most: cards that a page may have.
        pictures: is there to be a picture on each?
    """
    found: list[Sheet] = []
    at = 0
    while at < len(cards):
        several = range(min(most, len(cards) - at), 1, -1)
        pages = (_together(cards[at : at + count], width, height, pictures) for count in several)
        sheet = next((page for page in pages if page is not None), None)
        alone = [sheet] if sheet else _alone(cards[at], width, height, pictures)
        found += alone
        at += len(alone[0].cards)
    return found


def _together(cards: Sequence[Card], width: int, height: int, pictures: bool) -> Sheet | None:
    """Cards side by side, the largest pictures first; none where one has too many words."""
    best: Grid | None = None
    for columns in range(len(cards), 0, -1):
        rows = -(-len(cards) // columns)
        across = min((width + GAP) // columns - GAP - BORDER, _WIDEST)
        if across < SMALLEST_PICTURE:
            continue
        needed = max(lines_of(card, across) for card in cards)
        picture = _picture(across, height // rows - BORDER - needed) if pictures else 0
        has_room = picture > 0 if pictures else rows * (needed + BORDER) <= height
        if not has_room or needed > _FEW:
            continue
        if best is None or picture > best.picture:
            best = Grid(columns, rows, picture, needed, words=across)
    return Sheet(tuple(cards), best) if best else None


def _picture(across: int, lines: int) -> int:
    """The largest picture that so many lines have room for; 0 where the smallest has none."""
    columns = min(lines * 2, across, LARGEST_PICTURE) // 2 * 2
    return columns if columns >= SMALLEST_PICTURE else 0


def _alone(card: Card, width: int, height: int, pictures: bool) -> list[Sheet]:
    """One card over the whole width: with its picture, without, or over several pages."""
    under = _together([card], width, height, pictures)
    if under is not None:
        return [under]
    across, room = width - BORDER, height - BORDER
    if pictures:
        across = min(across, _LONGEST)
        beside = across - SMALLEST_PICTURE - 2
        tall = max(lines_of(card, beside), SMALLEST_PICTURE // 2)
        if tall <= room:
            grid = Grid(1, 1, SMALLEST_PICTURE, tall, words=across, beside=True)
            return [Sheet((card,), grid)]
    across = width - BORDER
    small = len(clip_lines(card.small, across, _ALL)) if card.small else 0
    lines = len(clip_lines(card.label, across, _ALL))
    a_page = max(room - small, 1)
    grid = Grid(1, 1, 0, min(lines, a_page) + small, words=across)
    return [Sheet((card,), grid, first) for first in range(0, lines, a_page)]


def lines_of(card: Card, across: int) -> int:
    """Lines that a card's words take with its small ones."""
    small = len(clip_lines(card.small, across, _ALL)) if card.small else 0
    return len(clip_lines(card.label, across, _ALL)) + small


def label_of(card: Card, sheet: Sheet, across: int) -> list[tuple[str, bool]]:
    """The lines of a card on its page, and whether each is of the small words."""
    small = [(line, True) for line in clip_lines(card.small, across, _ALL)] if card.small else []
    room = max(sheet.grid.label_lines - len(small), 1)
    words = clip_lines(card.label, across, _ALL)[sheet.first : sheet.first + room]
    found = [*((line, False) for line in words), *small]
    return found + [("", False)] * (sheet.grid.label_lines - len(found))

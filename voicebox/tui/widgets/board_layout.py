"""Where everything on a board lies: pure arithmetic from what it holds, its size and its page.

A click, an arrow key and a line to be painted are looked up in the same boxes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial

from rich.cells import cell_len

from voicebox.prompts.models import fill
from voicebox.tui.cells import clip_lines
from voicebox.tui.widgets.board_spots import button_spots, button_words
from voicebox.tui.widgets.cards import DONE, EARLIER, MORE, PICKED, TURNS, Card, Held, Spot
from voicebox.tui.widgets.full_cards import Sheet, label_of, sheets
from voicebox.tui.widgets.layout import SMALLEST_PICTURE, Grid, fit, fit_words, place

_LARGEST, _BESIDE = 48, 3
"""Columns: of the one large picture at most, and of the room on both sides of it."""


@dataclass(frozen=True)
class Layout:
    """One page of a board of one size. What is worked out once is kept: lines are drawn often."""

    held: Held
    width: int
    height: int
    page: int = 0

    # -- cards -----------------------------------------------------------------------------------

    @cached_property
    def large(self) -> int:
        """Columns of the one large picture; 0 where each card has its own, or none has."""
        held = self.held
        has_pictures = bool(held.about) or held.has_pictures
        if not held.one_picture or held.shows != "both" or not held.cards or not has_pictures:
            return 0
        lines = self.height - (self._row_lines if held.standing or held.many else 1)
        columns = min(lines * 2, self.width // 2 - _BESIDE, _LARGEST) // 2 * 2
        return columns if columns >= SMALLEST_PICTURE else 0

    @property
    def beside(self) -> int:
        """Columns that the one large picture takes from the cards."""
        return self.large + _BESIDE if self.large else 0

    @cached_property
    def shown(self) -> tuple[Card, ...]:
        """What is painted as a card, on any page."""
        held = self.held
        return (*held.cards, *held.standing) if self._standing_are_cards else held.cards

    @cached_property
    def _standing_are_cards(self) -> bool:
        held = self.held
        if not held.cards or held.most or not held.as_cards:
            return False
        every = (*held.cards, *held.standing)
        grid = self._fitted(every, self.height - (1 if held.many else 0))
        return bool(grid.picture) and grid.a_page >= len(every)

    @cached_property
    def _sheets(self) -> list[Sheet]:
        """The pages."""
        held, shown = self.held, self.shown
        if held.in_full and shown:
            pictures = held.has_pictures and held.shows != "words" and not self.large
            lines = self.height - self._row_lines
            width = self.width - self.beside
            return sheets(shown, width, lines, most=held.most or len(shown), pictures=pictures)
        grid = self._same_grid
        firsts = range(0, max(len(shown), 1), grid.a_page)
        return [Sheet(shown[first : first + grid.a_page], grid) for first in firsts]

    @property
    def sheet(self) -> Sheet:
        """This page."""
        return self._sheets[min(self.page, len(self._sheets) - 1)]

    @property
    def grid(self) -> Grid:
        """How the cards of this page lie, and how large they are."""
        return self.sheet.grid

    @cached_property
    def _same_grid(self) -> Grid:
        """How many cards each page has, where all pages are alike."""
        held, shown = self.held, self.shown
        as_cards = len(shown) > len(held.cards)
        has_row = held.many or (bool(held.standing) and not as_cards)
        grid = self._fitted(shown, self.height - (self._row_lines if has_row else 0))
        if grid.a_page < len(shown) and not has_row:
            return self._fitted(shown, self.height - 1)
        return grid

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._sheets)

    @property
    def on_page(self) -> tuple[Card, ...]:
        """The cards of this page."""
        return self.sheet.cards

    def page_of(self, id_: str) -> int:
        """The page that a card is on; this one where it is none."""
        numbered = enumerate(self._sheets)
        pages = (at for at, sheet in numbered if any(card.id == id_ for card in sheet.cards))
        return next(pages, self.page)

    @property
    def marks(self) -> list[tuple[str, int]]:
        """The cards of this page, each with the line of words that it begins with."""
        return [(card.id, self.sheet.first) for card in self.sheet.cards]

    def page_without(self, seen: Set[tuple[str, int]], ids: Collection[str]) -> int | None:
        """The first page with one of these cards that is not among those seen."""
        for page, sheet in enumerate(self._sheets):
            if any(card.id in ids and (card.id, sheet.first) not in seen for card in sheet.cards):
                return page
        return None

    @property
    def wanted_height(self) -> int:
        """The lines that it fills, of those that it has."""
        if self.large:
            return self.height
        held, shown = self.held, len(self.shown)
        if held.in_full and shown:
            tall = max(sheet.grid.rows * sheet.grid.card_height for sheet in self._sheets)
            return min(tall + self._row_lines, self.height)
        grid, own = self._same_grid, len(held.cards)
        has_row = held.many or grid.a_page < shown or shown == own < shown + len(held.standing)
        rows = min(-(-shown // grid.columns), grid.rows)
        return min(rows * grid.card_height + (self._row_lines if has_row else 0), self.height)

    def _fitted(self, cards: Sequence[Card], height: int) -> Grid:
        held = self.held
        if not held.has_pictures and held.shows != "pictures":
            lines = partial(self._lines_of_words, cards)
            return fit_words(len(cards), self.width, height, lines, most=held.most)
        return fit(
            len(cards),
            self.width - self.beside,
            height,
            label_lines=self._label_lines(cards),
            most=held.most,
            pictures=held.shows != "words" and not self.large,
        )

    def _lines_of_words(self, cards: Sequence[Card], across: int) -> int:
        """Lines that the longest label takes: what a child said is never cut on a card."""
        mark = PICKED if self.held.has_marks else ""
        small = self.small_lines if self.held.has_small else 0
        longest = (clip_lines(mark + card.label, across, 99) for card in cards)
        return small + max((len(lines) for lines in longest), default=1)

    @property
    def small_lines(self) -> int:
        """Lines of small words under a card's word: a question that is read back has two."""
        return 1 if self.held.as_cards else 2

    def label(self, card: Card, inner: int) -> list[tuple[str, bool]]:
        """The lines of a card on which every word stands; worked out once for all its lines."""
        key = (card.id, inner)
        if key not in self._labels:
            self._labels[key] = label_of(card, self.sheet, inner)
        return self._labels[key]

    @cached_property
    def _labels(self) -> dict[tuple[str, int], list[tuple[str, bool]]]:
        return {}

    def _label_lines(self, cards: Sequence[Card]) -> int:
        if self.held.shows == "pictures":
            return 0
        longest = max((cell_len(card.label) for card in cards), default=0)
        small = self.small_lines if self.held.has_small else 0
        mark = cell_len(PICKED) if self.held.has_marks else 0
        return (1 if longest + mark <= SMALLEST_PICTURE else 2) + small

    # -- word buttons ----------------------------------------------------------------------------

    @cached_property
    def buttons(self) -> list[Card]:
        """The word buttons of this page: earlier, the standing ones, done, more."""
        for words in self.held.turns:
            row = self._buttons_saying(*words)
            if len(self._wrapped(row)) == 1:
                break
        return row

    def _buttons_saying(self, earlier: str, more: str) -> list[Card]:
        row: list[Card] = []
        if self.page > 0:
            row.append(Card(EARLIER, earlier))
        if not self._standing_are_cards:
            row.extend(self.held.standing)
        if self.held.many:
            row.append(Card(DONE, self.held.done_word))
        if self.page < self.pages - 1:
            row.append(Card(MORE, fill(more, item=str(self.page + 1), shown=str(self.pages))))
        return row

    def _wrapped(self, buttons: Sequence[Card]) -> list[list[Card]]:
        """Word buttons in as many lines as they need, as even as may be."""
        lines: list[list[Card]] = [[]]
        for button in buttons:
            if lines[-1] and self._row_width([*lines[-1], button]) > self.width:
                lines.append([])
            lines[-1].append(button)
        return lines

    def words(self, button: Card) -> str:
        """What a word button says, with a space at both ends."""
        return button_words(button, self.width, is_picked=button.id in self.held.also)

    def _row_width(self, buttons: Sequence[Card]) -> int:
        return sum(cell_len(self.words(button)) + 1 for button in buttons) - 1

    @cached_property
    def _row_lines(self) -> int:
        """Lines that the word buttons take at most, on any page."""
        held = self.held
        earlier, more = TURNS[-1]
        turns = [Card(EARLIER, earlier), Card(MORE, fill(more, item="99", shown="99"))]
        done = [Card(DONE, held.done_word)] if held.many else []
        return len(self._wrapped([*(turns if held.cards else ()), *held.standing, *done]))

    # -- spots -----------------------------------------------------------------------------------

    @cached_property
    def spots(self) -> list[Spot]:
        """The cards of this page, then the word buttons, and where each lies."""
        cards = self.on_page
        rows = self._wrapped(self.buttons) if self.buttons else []
        boxes = place(self.grid, len(cards), self.width - self.beside, self.height - len(rows))
        boxes = [replace(box, x=box.x + self.beside) for box in boxes]
        spots = [Spot(card.id, box, is_card=True) for card, box in zip(cards, boxes, strict=False)]
        for number, row in enumerate(rows):
            named = [(button.id, self.words(button)) for button in row]
            spots += button_spots(named, self.height - len(rows) + number, self.width)
        return spots

    def spot_at(self, x: int, y: int) -> str:
        """What lies at a place, or nothing."""
        return next((spot.id for spot in self.spots if spot.box.holds(x, y)), "")

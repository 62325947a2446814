"""What a board holds: cards that can be picked, and how they are to be shown. Values alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicebox.access import Shown
from voicebox.tui.widgets.layout import Box

DONE, EARLIER, MORE = "~done", "~earlier", "~more"
TURNS = (
    ("◀ back to the first", "more cards ▶ {item} of {shown}"),
    ("◀ back", "more ▶ {item}/{shown}"),
    ("◀", "▶ {item}/{shown}"),
)
"""What the buttons that turn pages say, where there is room, and where there is less; `{item}` is
the page and `{shown}` how many there are."""
PICKED = "● "
"""Before the word of a card that is picked: never colour alone."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that can be picked: its id, its word, its picture, and a line of small words."""

    id: str
    word: str
    symbol: str = ""
    small: str = ""
    number: str = ""
    """The digit that picks it; empty where none does."""

    @property
    def label(self) -> str:
        """Its word, after its number."""
        return f"{self.number} {self.word}" if self.number else self.word


@dataclass(frozen=True, slots=True)
class Spot:
    """Something on the board that can have the focus, and where it lies."""

    id: str
    box: Box
    is_card: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What a board holds, and how a pupil likes it shown."""

    cards: tuple[Card, ...] = ()
    """What can be picked."""
    standing: tuple[Card, ...] = ()
    """What stands on every board: full cards where there is room for all of them, else a row of
    word buttons under the cards. Pressed at once, even with `many`."""
    many: bool = False
    """Several can be picked, until Done is pressed."""
    has_marks: bool = False
    """Can a card have the mark of what is picked?"""
    also: tuple[str, ...] = ()
    """Ids of standing ones that are picked as well, beside the cards."""
    most: int = 0
    """No more cards than this on one screen; 0 for as many as there is room for."""
    done_word: str = "done"
    """The word on the button that ends the picking."""
    turns: tuple[tuple[str, str], ...] = TURNS
    """What the buttons that turn pages say, as `TURNS`."""
    as_cards: bool = True
    """May the standing ones be full cards?"""
    in_full: bool = False
    """Every word stands on its card, however many there are."""
    shows: Shown = "both"
    one_picture: bool = False
    """One large picture beside all cards, of the one that is looked at (the calm look)."""
    about: str = ""
    """The picture of what is asked, which is the large one until a card is looked at."""

    @property
    def has_pictures(self) -> bool:
        """Has any card a picture?"""
        return any(symbols(self.cards))

    @property
    def has_small(self) -> bool:
        """Has any card small words under its own?"""
        return any(card.small for card in self.cards)


def symbols(cards: Sequence[Card]) -> list[str]:
    """The pictures of these cards, in their order; empty where there is none."""
    return [card.symbol for card in cards]

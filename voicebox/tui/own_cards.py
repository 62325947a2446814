"""A pupil's own cards: their pictures, and the boards they brought, as pages of cards. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from voicebox.ports import BoardButton, OwnBoard, OwnPicture

OWN = "own:"
"""Begins the name of a picture that is a pupil's own; the rest is its digest."""
_FIRST = "~own"


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One card: what it says, and the page it opens if it leads to one."""

    id: str
    word: str
    spoken: str
    symbol: str = ""
    opens: str = ""


@dataclass(frozen=True)
class OwnCards:
    """Pages of cards by id; `first` is the one to begin with."""

    pages: dict[str, tuple[OwnCard, ...]] = field(default_factory=dict)
    first: str = _FIRST

    def __bool__(self) -> bool:
        """Is there any card at all?"""
        return bool(self.pages.get(self.first))

    def card(self, page: str, id_: str) -> OwnCard | None:
        """A card of a page."""
        return next((card for card in self.pages.get(page, ()) if card.id == id_), None)


def own_cards(pictures: Sequence[OwnPicture], boards: Sequence[OwnBoard]) -> OwnCards:
    """The pictures and the boards as pages: the pictures first, then a card for each board.

    A single board with no pictures beside it is begun with as it stands.
    """
    pages: dict[str, tuple[OwnCard, ...]] = {}
    doors: list[OwnCard] = []
    for own in boards:
        names = {page.id: f"{own.id}/{page.id}" for page in own.board.pages}
        for page in own.board.pages:
            buttons = [button for row in page.rows for button in row if button is not None]
            pages[names[page.id]] = tuple(_button(button, names) for button in buttons)
        if own.board.pages:
            door = names[own.board.pages[0].id]
            doors.append(OwnCard(door, own.board.name, own.board.name, opens=door))
    shown = [OwnCard(each.id, each.word, each.word, f"{OWN}{each.digest}") for each in pictures]
    if len(doors) == 1 and not shown:
        return OwnCards(pages, doors[0].opens)
    return OwnCards(pages | {_FIRST: (*shown, *doors)})


def _button(button: BoardButton, names: dict[str, str]) -> OwnCard:
    symbol = f"{OWN}{button.picture}" if button.picture else ""
    opens = names.get(button.opens or "", "")
    word = button.label or button.spoken
    return OwnCard(button.id, word, button.spoken or word, symbol, opens)

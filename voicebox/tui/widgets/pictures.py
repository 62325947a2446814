"""How a widget asks for pictures: they are painted away from the screen's own thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from textual.message import Message

from voicebox.ports import Mosaic


class TakesPictures(Protocol):
    """A widget that shows pictures."""

    def set_mosaics(self, mosaics: Mapping[str, Mosaic], columns: int) -> None:
        """Pictures that were wanted are here, by symbol."""


@dataclass
class PicturesWanted(Message):
    """These pictures are to be painted, at this many columns, for this widget."""

    target: TakesPictures
    symbols: tuple[str, ...]
    columns: int
    on_card: bool
    """On a card's ground; else on the screen's."""

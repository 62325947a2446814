"""Where pictures come from, and pictures as terminal cells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from voicebox.ports.own import Picture

CREDIT = (
    "Pictures by OpenMoji (openmoji.org), the open-source emoji and icon project, and by voicebox. "
    "Licence: CC BY-SA 4.0."
)
"""Whose the pictures are: stands wherever they are given out, as their licence asks."""


@dataclass(frozen=True, slots=True)
class SymbolCard:
    """A concept and how it is named: `word` stands under the picture, `alt` describes it."""

    id: str
    word: str
    alt: str


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring cells of one line in the same two colours (0xRRGGBB)."""

    text: str
    fg: int
    bg: int


@dataclass(frozen=True, slots=True)
class Mosaic:
    """A picture as terminal cells: `rows` lines, each exactly `columns` cells wide."""

    columns: int
    rows: int
    lines: tuple[tuple[Run, ...], ...]


Tone = Literal["light", "medium-light", "medium", "medium-dark", "dark"]
"""A skin tone that pictures of people come in; None stands for the yellow of no tone."""
TONES: tuple[Tone, ...] = ("light", "medium-light", "medium", "medium-dark", "dark")


class SymbolSource(Protocol):
    """Pictures by concept, and a person's own pictures."""

    def card(self, symbol: str) -> SymbolCard:
        """The words of a symbol.

        Raises:
            NotFound: there is no such symbol.
        """

    def svg(self, symbol: str) -> str:
        """The drawing of a symbol, for paper.

        Raises:
            NotFound: there is no such symbol.
        """

    def tones(self, symbol: str) -> tuple[Tone, ...]:
        """The skin tones that a picture of people comes in; none for other pictures.

        Raises:
            NotFound: there is no such symbol.
        """

    def mosaic(
        self, symbol: str, columns: int, background: int, *, tone: Tone | None = None
    ) -> Mosaic:
        """The picture in `columns` by `columns // 2` cells, on `background` (0xRRGGBB).

        Skin is painted in `tone`, where the picture comes in it.

        Raises:
            NotFound: there is no such symbol.
            SymbolError: its drawing cannot be rendered.
        """

    def picture_mosaic(self, picture: Picture, columns: int, background: int) -> Mosaic:
        """A person's own picture, fitted into `columns` by `columns // 2` cells."""

    def read_picture(self, path: Path) -> Picture:
        """Check and re-encode a PNG, JPEG or WebP file.

        Raises:
            PictureRefused: wrong type, over 4 megapixels, or damaged.
        """

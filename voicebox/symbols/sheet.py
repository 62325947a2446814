"""Contact sheets: every picture side by side, as drawn or as painted in cells, to look at."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicebox.ports import Mosaic
from voicebox.ports.pictures import CREDIT
from voicebox.symbols.cells import GLYPHS, Blocks

if TYPE_CHECKING:
    from PIL import Image

    from voicebox.symbols.pictures import Pictures

CREAM = 0xFFF8E7
CELL = 8
"""Pixels across a cell; it is twice as tall."""
A_PAGE = 48
"""Pictures on an A4 page."""
_A4 = (1240, 1754)
"""Pixels of an A4 page at this many dots an inch."""
_DOTS_AN_INCH = 150
_MARGIN = 12
_WORD_HEIGHT = 26
_TITLE_HEIGHT = 48
_LETTER_WIDTH = 9
"""Pixels that a letter of the credit takes, at most."""


def mosaic_image(mosaic: Mosaic, cell: int = CELL) -> Image.Image:
    """A mosaic as a terminal would paint it, each cell `cell` by `2 * cell` pixels."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (mosaic.columns * cell, mosaic.rows * cell * 2))
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(mosaic.lines):
        column = 0
        for run in line:
            for glyph in run.text:
                _paint_cell(draw, column * cell, row * cell * 2, cell, glyph, run.fg, run.bg)
                column += 1
    return image


def contact_sheet(
    pictures: Pictures,
    symbols: Sequence[str],
    *,
    columns: int | None = 20,
    words: bool = True,
    across: int = 8,
    background: int = CREAM,
    title: str = "",
) -> bytes:
    """A PNG of symbols side by side, with the credit that their licence asks for below.

    Args:
        pictures: where they come from.
        symbols: their ids, in order.
        columns: the cells across each picture as painted, or None for the drawings themselves.
        words: whether each word stands under its picture.
        across: how many stand side by side.
        background: the colour of the cards, 0xRRGGBB.
        title: stands above them.

    Raises:
        NotFound: there is no such symbol.
        SymbolError: a drawing cannot be rendered.
    """
    side = (columns or 20) * CELL
    step = side + _MARGIN
    rise = step + (_WORD_HEIGHT if words else 0)
    top = _TITLE_HEIGHT if title else 0
    below = top + max(-(-len(symbols) // across), 1) * rise
    credit = textwrap.wrap(CREDIT, across * step // _LETTER_WIDTH)
    page = _blank((across * step, below + len(credit) * _WORD_HEIGHT), background)
    places = _Places(side, step, rise, across, 0, top)
    _lay(page, pictures, symbols, places, columns, words, background)
    _write(page, (page.width / 2, 10), title, 24, "ma")
    for line, credited in enumerate(credit):
        _write(page, (_MARGIN // 2, below + line * _WORD_HEIGHT), credited, 16, "la")
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def sheet_pages(
    pictures: Pictures,
    symbols: Sequence[str],
    *,
    columns: int | None = None,
    words: bool = True,
    title: str = "Pictures",
) -> bytes:
    """A PDF of symbols on A4 pages, each with the title, the credit and its number.

    Args:
        pictures: where they come from.
        symbols: their ids, in order.
        columns: the cells across each picture as painted, or None for the drawings themselves.
        words: whether each word stands under its picture.
        title: stands at the top of each page.

    Raises:
        NotFound: there is no such symbol.
        SymbolError: a drawing cannot be rendered.
    """
    shares = [symbols[at : at + A_PAGE] for at in range(0, len(symbols), A_PAGE)] or [[]]
    pages = []
    for number, share in enumerate(shares, 1):
        page = _blank(_A4, 0xFFFFFF)
        _lay(page, pictures, share, _ON_A4, columns, words, 0xFFFFFF)
        _write(page, (_A4[0] // 2, 60), title, 34, "ma")
        _write(page, (_A4[0] // 2, _A4[1] - 70), CREDIT, 15, "md")
        _write(page, (_A4[0] // 2, _A4[1] - 36), f"{number} of {len(shares)}", 17, "md")
        pages.append(page)
    out = io.BytesIO()
    more = {"title": title, "author": "voicebox", "quality": 90, "subsampling": 0}
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=_DOTS_AN_INCH, **more
    )
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Places:
    """Where pictures stand, in pixels: each `side` wide, `step` and `rise` apart, from a corner."""

    side: int
    step: int
    rise: int
    across: int
    left: int
    top: int


_ON_A4 = _Places(side=150, step=186, rise=186, across=6, left=62, top=130)


def _blank(size: tuple[int, int], colour: int) -> Image.Image:
    from PIL import Image

    return Image.new("RGB", size, f"#{colour:06x}")


def _write(page: Image.Image, at: tuple[float, float], words: str, size: int, anchor: str) -> None:
    from PIL import ImageDraw, ImageFont

    font = ImageFont.load_default(size)
    ImageDraw.Draw(page).text(at, words, "black", font, anchor=anchor)


def _lay(
    page: Image.Image,
    pictures: Pictures,
    symbols: Sequence[str],
    places: _Places,
    columns: int | None,
    words: bool,
    background: int,
) -> None:
    for at, symbol in enumerate(symbols):
        left = places.left + at % places.across * places.step + _MARGIN // 2
        top = places.top + at // places.across * places.rise + _MARGIN // 2
        page.paste(_one(pictures, symbol, columns, places.side, background), (left, top))
        if words:
            below = (left + places.side / 2, top + places.side + 2)
            _write(page, below, pictures.card(symbol).word, 16, "ma")


def _one(
    pictures: Pictures, symbol: str, columns: int | None, side: int, background: int
) -> Image.Image:
    from PIL import Image

    from voicebox.symbols.rasteriser import drawn_image

    if columns is not None:
        painted = mosaic_image(pictures.mosaic(symbol, columns, background))
        return painted.resize((side, side), Image.Resampling.NEAREST)
    drawn = drawn_image(pictures.library.svg(symbol), 2 * side)
    drawn = drawn.crop(drawn.getbbox())
    drawn.thumbnail((side, side))
    card = Image.new("RGB", (side, side), f"#{background:06x}")
    at = ((side - drawn.width) // 2, (side - drawn.height) // 2)
    card.paste(drawn, at, drawn.getchannel("A"))
    return card


def _paint_cell(draw: object, x: int, y: int, cell: int, glyph: str, fg: int, bg: int) -> None:
    across, down, mask = _parts_of(glyph)
    for part in range(across * down):
        left = x + part % across * cell // across
        right = x + (part % across + 1) * cell // across - 1
        top = y + part // across * cell * 2 // down
        bottom = y + (part // across + 1) * cell * 2 // down - 1
        colour = fg if mask >> part & 1 else bg
        draw.rectangle((left, top, right, bottom), fill=f"#{colour:06x}")  # type: ignore[attr-defined]


def _parts_of(glyph: str) -> tuple[int, int, int]:
    """How many parts a glyph has across and down, and which of them are set."""
    for blocks in (Blocks.QUADRANT, Blocks.SEXTANT):
        mask = GLYPHS[blocks].find(glyph)
        if mask >= 0:
            return (*blocks.value, mask)
    raise ValueError(f"{glyph!r} is no block")

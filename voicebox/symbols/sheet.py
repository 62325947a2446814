"""Contact sheets: every picture side by side, as drawn or as painted in cells, to look at."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from voicebox.ports import Mosaic
from voicebox.symbols.cells import GLYPHS, Blocks

if TYPE_CHECKING:
    from PIL import Image

    from voicebox.symbols.pictures import Pictures

CREAM = 0xFFF8E7
CELL = 8
"""Pixels across a cell; it is twice as tall."""
CREDIT = (
    "Pictures by OpenMoji, the open-source emoji and icon project, and by the voicebox project. "
    "Licence: CC BY-SA 4.0."
)
_MARGIN = 12
_WORD_HEIGHT = 26
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
) -> bytes:
    """A PNG of symbols side by side, with the credit that their licence asks for below.

    Args:
        pictures: where they come from.
        symbols: their ids, in order.
        columns: the cells across each picture as painted, or None for the drawings themselves.
        words: whether each word stands under its picture.
        across: how many stand side by side.
        background: the colour of the cards, 0xRRGGBB.

    Raises:
        NotFound: there is no such symbol.
        SymbolError: a drawing cannot be rendered.
    """
    from PIL import Image, ImageDraw, ImageFont

    side = (columns or 20) * CELL
    step = side + _MARGIN
    rise = step + (_WORD_HEIGHT if words else 0)
    down = -(-len(symbols) // across)
    credit = textwrap.wrap(CREDIT, across * step // _LETTER_WIDTH)
    pictures_end = max(down, 1) * rise
    height = pictures_end + len(credit) * _WORD_HEIGHT
    sheet = Image.new("RGB", (across * step, height), f"#{background:06x}")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(16)
    for at, symbol in enumerate(symbols):
        left, top = at % across * step + _MARGIN // 2, at // across * rise + _MARGIN // 2
        sheet.paste(_one(pictures, symbol, columns, side, background), (left, top))
        if words:
            word = pictures.card(symbol).word
            draw.text((left + side / 2, top + side + 2), word, "black", font, anchor="ma")
    for line, credited in enumerate(credit):
        top = pictures_end + line * _WORD_HEIGHT
        draw.text((_MARGIN // 2, top), credited, "black", font)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def _one(
    pictures: Pictures, symbol: str, columns: int | None, side: int, background: int
) -> Image.Image:
    from PIL import Image

    from voicebox.symbols.rasteriser import drawn_image

    if columns is not None:
        return mosaic_image(pictures.mosaic(symbol, columns, background))
    drawn = drawn_image(pictures.library.svg(symbol), side)
    card = Image.new("RGB", drawn.size, f"#{background:06x}")
    card.paste(drawn, mask=drawn.getchannel("A"))
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

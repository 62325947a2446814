"""Paint pictures with block characters: each cell two colours and the glyph that divides them.

A flat drawing goes by vote: each part of a cell takes the colour that most of it has, and an
outline wins from less, so that lines stay whole. A photo goes by mean colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from voicebox.ports import Mosaic, Run

if TYPE_CHECKING:
    from PIL import Image

    from voicebox.symbols.rasteriser import FlatDrawing

INK_WINS = 0.37
"""The share of a part from which a dark outline has it."""
_DARKEST = 190
"""The sum of red, green and blue under which a colour is ink."""


class Blocks(Enum):
    """Which glyphs may be used: parts of a cell across and down."""

    HALF = (1, 2)
    QUADRANT = (2, 2)
    SEXTANT = (2, 3)


def _sextant(mask: int) -> str:
    """The glyph whose parts are set in `mask`; Unicode leaves out the four that it had before."""
    older = {0: " ", 21: "▌", 42: "▐", 63: "█"}
    return older.get(mask) or chr(0x1FB00 + mask - 1 - (mask > 21) - (mask > 42))


GLYPHS: dict[Blocks, str] = {
    Blocks.HALF: " ▀▄█",
    Blocks.QUADRANT: " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█",
    Blocks.SEXTANT: "".join(_sextant(mask) for mask in range(64)),
}
"""Glyphs by mask: bit 0 is the top left part, then row by row."""


def drawing_mosaic(drawing: FlatDrawing, columns: int, blocks: Blocks = Blocks.QUADRANT) -> Mosaic:
    """A flat drawing in `columns` by `columns // 2` cells."""
    across, down = blocks.value
    size = (columns * across, columns // 2 * down)
    parts = _votes(drawing, size)
    return _mosaic([drawing.palette[part] for part in parts], columns, blocks)


def photo_mosaic(photo: Image.Image, columns: int, blocks: Blocks = Blocks.QUADRANT) -> Mosaic:
    """A square RGB image in `columns` by `columns // 2` cells."""
    from PIL import Image

    across, down = blocks.value
    size = (columns * across, columns // 2 * down)
    small = photo.resize(size, Image.Resampling.BOX).tobytes()
    parts = [int.from_bytes(small[at : at + 3], "big") for at in range(0, len(small), 3)]
    return _mosaic(parts, columns, blocks)


def _votes(drawing: FlatDrawing, size: tuple[int, int]) -> list[int]:
    """The palette number of each part: that of the ink where there is enough, or of the most."""
    shares = [_share(drawing, number, size) for number in range(len(drawing.palette))]
    dark = [number for number, colour in enumerate(drawing.palette) if _is_ink(colour)]
    light = [number for number in range(len(drawing.palette)) if number not in dark] or dark
    enough = INK_WINS * 255

    def winner(part: tuple[int, ...]) -> int:
        inked = dark and sum(part[number] for number in dark) >= enough
        return max(dark if inked else light, key=part.__getitem__)

    parts = list(zip(*shares, strict=True))
    winners = {part: winner(part) for part in set(parts)}
    return [winners[part] for part in parts]


def _share(drawing: FlatDrawing, number: int, size: tuple[int, int]) -> bytes:
    """How much of each part has the colour with this number, from 0 to 255."""
    from PIL import Image

    only_this = bytes(number) + b"\xff" + bytes(255 - number)
    mask = Image.frombytes("L", drawing.size, drawing.numbers.translate(only_this))
    return mask.resize(size, Image.Resampling.BOX, box=drawing.box).tobytes()


def _is_ink(colour: int) -> bool:
    return sum(colour.to_bytes(3, "big")) < _DARKEST


def _mosaic(parts: Sequence[int], columns: int, blocks: Blocks) -> Mosaic:
    across, down = blocks.value
    width = columns * across
    lines = []
    for row in range(columns // 2):
        cells = []
        for column in range(columns):
            first = row * down * width + column * across
            rows = (parts[at : at + across] for at in range(first, first + down * width, width))
            cells.append(_cell(tuple(part for line in rows for part in line)))
        lines.append(_runs(cells, GLYPHS[blocks]))
    return Mosaic(columns, columns // 2, tuple(lines))


@lru_cache(maxsize=4096)
def _cell(parts: tuple[int, ...]) -> tuple[int, int, int]:
    """The mask and the two colours (set, not set) nearest to the parts of a cell."""
    colours = list(dict.fromkeys(parts))
    if len(colours) == 1:
        return 0, colours[0], colours[0]
    if len(colours) > 2:
        first, second = _two_of(colours, parts)
        parts = tuple(first if _gap(p, first) <= _gap(p, second) else second for p in parts)
    else:
        first, second = colours
    return sum(1 << at for at, part in enumerate(parts) if part == second), second, first


def _two_of(colours: Sequence[int], parts: Sequence[int]) -> tuple[int, int]:
    """The two of `colours` that leave the parts least wrong."""
    pairs = [(one, two) for at, one in enumerate(colours) for two in colours[at + 1 :]]
    return min(pairs, key=lambda pair: sum(min(_gap(p, pair[0]), _gap(p, pair[1])) for p in parts))


def _gap(one: int, other: int) -> int:
    red = (one >> 16) - (other >> 16)
    green = (one >> 8 & 255) - (other >> 8 & 255)
    blue = (one & 255) - (other & 255)
    return red * red + green * green + blue * blue


def _runs(cells: Iterable[tuple[int, int, int]], glyphs: str) -> tuple[Run, ...]:
    """Join neighbouring cells that can be painted in the same two colours."""
    full = len(glyphs) - 1
    runs: list[tuple[str, int, int]] = []
    for mask, fg, bg in cells:
        text, old_fg, old_bg = runs.pop() if runs else ("", fg, bg)
        if fg == bg == old_bg:
            runs.append((text + glyphs[0], old_fg, old_bg))
        elif fg == bg == old_fg:
            # Never the full block: some fonts' does not fill its cell, and lines would show.
            runs += [(text, old_fg, old_bg), (glyphs[0], fg, bg)]
        elif (fg, bg) == (old_fg, old_bg):
            runs.append((text + glyphs[mask], fg, bg))
        elif (fg, bg) == (old_bg, old_fg):
            runs.append((text + glyphs[full - mask], bg, fg))
        elif old_fg == old_bg == bg:
            runs.append((text + glyphs[mask], fg, bg))
        elif old_fg == old_bg == fg:
            runs.append((text + glyphs[full - mask], bg, fg))
        else:
            runs += [(text, old_fg, old_bg), (glyphs[mask], fg, bg)]
    return tuple(Run(*run) for run in runs)

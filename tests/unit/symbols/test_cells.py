"""Pictures in cells: every line is as wide as it says, and the colours are the drawing's own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PIL import Image

from voicebox.errors import SymbolError
from voicebox.ports import Mosaic
from voicebox.symbols.cells import GLYPHS, Blocks, drawing_mosaic, photo_mosaic
from voicebox.symbols.library import SymbolLibrary
from voicebox.symbols.rasteriser import flatten
from voicebox.symbols.sheet import mosaic_image

CREAM, RED = 0xFFF8E7, 0xD22F27


def svg(inside: str) -> str:
    return f'<svg viewBox="0 0 72 72" xmlns="http://www.w3.org/2000/svg">{inside}</svg>'


SQUARE = svg('<rect x="20" y="20" width="30" height="30" fill="#d22f27"/>')
WIDE = svg('<rect x="6" y="30" width="60" height="15" fill="#d22f27"/>')
SPLIT = svg(
    '<rect x="6" y="6" width="30" height="60" fill="#d22f27"/>'
    '<rect x="36" y="6" width="30" height="60" fill="#61b2e4"/>'
)


def is_whole(mosaic: Mosaic, columns: int, blocks: Blocks) -> bool:
    widths = {sum(len(run.text) for run in line) for line in mosaic.lines}
    glyphs = set("".join(run.text for line in mosaic.lines for run in line))
    return (
        (mosaic.columns, mosaic.rows, len(mosaic.lines)) == (columns, columns // 2, columns // 2)
        and widths == {columns}
        and glyphs <= set(GLYPHS[blocks])
    )


def test_the_glyphs_are_those_of_unicode() -> None:
    assert len(set(GLYPHS[Blocks.SEXTANT])) == 64
    assert GLYPHS[Blocks.SEXTANT][1] == "\N{BLOCK SEXTANT-1}"
    assert GLYPHS[Blocks.SEXTANT][62] == "\N{BLOCK SEXTANT-23456}"
    assert GLYPHS[Blocks.SEXTANT][20] == "\N{BLOCK SEXTANT-35}"
    assert GLYPHS[Blocks.SEXTANT][22] == "\N{BLOCK SEXTANT-235}"
    assert GLYPHS[Blocks.QUADRANT][1] == "\N{QUADRANT UPPER LEFT}"
    assert GLYPHS[Blocks.QUADRANT][9] == "\N{QUADRANT UPPER LEFT AND LOWER RIGHT}"


@pytest.mark.parametrize("blocks", list(Blocks))
@pytest.mark.parametrize("columns", [4, 16, 17, 20, 24, 33])
def test_every_line_is_as_wide_as_it_says(blocks: Blocks, columns: int) -> None:
    assert is_whole(drawing_mosaic(flatten(SPLIT, CREAM), columns, blocks), columns, blocks)
    photo = Image.effect_noise((90, 90), 80).convert("RGB")
    assert is_whole(photo_mosaic(photo, columns, blocks), columns, blocks)


def test_a_square_fills_its_cells_without_a_margin() -> None:
    mosaic = drawing_mosaic(flatten(SQUARE, CREAM), 16)
    assert {(run.text, run.bg) for line in mosaic.lines for run in line} == {(" " * 16, RED)}


def test_a_wide_drawing_stands_in_the_middle() -> None:
    mosaic = drawing_mosaic(flatten(WIDE, CREAM), 16)
    shown = [line[0].bg == RED and line[0].text == " " * 16 for line in mosaic.lines]
    assert shown == [False, False, False, True, True, False, False, False]


def test_no_colour_but_the_drawings_own_is_painted() -> None:
    mosaic = drawing_mosaic(flatten(SPLIT, CREAM), 17)
    painted = {colour for line in mosaic.lines for run in line for colour in (run.fg, run.bg)}
    assert painted <= {CREAM, RED, 0x61B2E4}


def test_neighbours_in_the_same_colours_are_one_run() -> None:
    mosaic = drawing_mosaic(flatten(SPLIT, CREAM), 16)
    assert max(len(line) for line in mosaic.lines) <= 2


@pytest.mark.parametrize("blocks", list(Blocks))
def test_a_mosaic_paints_what_was_drawn(blocks: Blocks) -> None:
    image = mosaic_image(drawing_mosaic(flatten(SPLIT, CREAM), 16, blocks), 12)
    assert image.size == (192, 192)
    assert image.getpixel((20, 96)) == (0xD2, 0x2F, 0x27)
    assert image.getpixel((170, 96)) == (0x61, 0xB2, 0xE4)


def test_a_thin_dark_line_is_kept() -> None:
    line = svg(
        '<rect x="4" y="4" width="64" height="64" fill="#fcea2b"/>'
        '<path d="M14 39 H58" stroke="#000" stroke-width="3.4"/>'
    )
    image = mosaic_image(drawing_mosaic(flatten(line, CREAM), 16))
    assert (0, 0, 0) in {image.getpixel((64, y)) for y in range(image.height)}


@pytest.mark.parametrize("text", ["", "<svg", "not a drawing", "<svg xmlns='x'><rect/></svg>"])
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(SymbolError, match="cannot be drawn"):
        flatten(text, CREAM)


def test_an_empty_drawing_is_refused() -> None:
    with pytest.raises(SymbolError, match="shows nothing"):
        flatten(svg(""), CREAM)


def test_the_library_loads_no_picture_code() -> None:
    program = (
        "import sys, voicebox.symbols.library, voicebox.symbols.pictures\n"
        "sys.exit(any(m in sys.modules for m in ('PIL', 'resvg_py', 'chafa', 'yaml', 'pydantic')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("blocks", list(Blocks))
def test_no_full_block_is_used(blocks: Blocks, library: SymbolLibrary) -> None:
    """Some fonts' does not fill its cell, and the colour behind it would show as a line."""
    for symbol in ("music", "dog", "break"):
        mosaic = drawing_mosaic(flatten(library.svg(symbol), 0xFFFFFF), 20, blocks)
        assert not any("█" in run.text for line in mosaic.lines for run in line), symbol

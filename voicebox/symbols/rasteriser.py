"""Turn an SVG into flat colours: the drawing alone, square, on the colour of its card.

Each pixel is one of the drawing's own colours. Nothing is smoothed into the background, so no pale
halo appears when the picture is painted in cells.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicebox.errors import SymbolError

if TYPE_CHECKING:
    from PIL import Image

WIDTH = 144
"""Pixels across the whole drawing, two to a unit: more would take longer and show no more."""
MOST_COLOURS = 14
OUTLINE = "2.4"
"""OpenMoji's outlines of 2 units, made a little bolder: they would break at 16 columns."""
_SMALLEST_SHARE = 0.0012
_THIN_LINE = re.compile(r'(stroke-width\s*[:=]\s*"?)2(?=["; ])')
_FAINT = 100


@dataclass(frozen=True, slots=True)
class FlatDrawing:
    """A drawing as numbered colours. `box` is the square of it that holds all there is to see."""

    size: tuple[int, int]
    numbers: bytes
    """One palette number a pixel, row by row; number 0 is the background."""
    palette: tuple[int, ...]
    """0xRRGGBB by number."""
    box: tuple[float, float, float, float]


def flatten(svg: str, background: int) -> FlatDrawing:
    """Draw an SVG on `background` (0xRRGGBB) and cut it down to its main colours.

    Raises:
        SymbolError: it cannot be drawn, or shows nothing.
    """
    from PIL import Image

    drawn = drawn_image(svg, WIDTH, OUTLINE)
    seen = drawn.getchannel("A").point([0] * _FAINT + [255] * (256 - _FAINT))
    box = seen.getbbox()
    if box is None:
        raise _shows_nothing()
    card = Image.new("RGB", drawn.size, f"#{background:06x}")
    card.paste(drawn, mask=drawn.getchannel("A"))
    square, corner = _squared(card, box, background)
    palette = _main_colours(square, background)
    numbers = square.quantize(palette=as_palette(palette), dither=Image.Dither.NONE)
    return FlatDrawing(square.size, numbers.tobytes(), palette, corner)


def smooth(svg: str, side: int, background: int) -> Image.Image:
    """An SVG on `background`, cut down to what there is to see: an RGB square of `side` pixels.

    Raises:
        SymbolError: it cannot be drawn, or shows nothing.
    """
    from PIL import Image

    drawn = drawn_image(svg, 2 * side)
    box = drawn.getchannel("A").getbbox()
    if box is None:
        raise _shows_nothing()
    card = Image.new("RGB", drawn.size, f"#{background:06x}")
    card.paste(drawn, mask=drawn.getchannel("A"))
    square, _ = _squared(card, box, background)
    return square.resize((side, side), Image.Resampling.LANCZOS)


def as_png(image: Image.Image) -> bytes:
    """The bytes of a PNG file, packed quickly rather than tightly."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _shows_nothing() -> SymbolError:
    return SymbolError("The drawing shows nothing.", mend="Give the symbol another picture.")


def drawn_image(svg: str, width: int, outline: str = "2") -> Image.Image:
    """An SVG as an RGBA image, `width` pixels wide, with its outlines `outline` units wide.

    Raises:
        SymbolError: it cannot be drawn.
    """
    from PIL.PngImagePlugin import PngImageFile

    bolder = _THIN_LINE.sub(rf"\g<1>{outline}", svg)
    try:
        # Opened by its own reader: PIL's general one first loads five others.
        return PngImageFile(io.BytesIO(drawn_png(bolder, width))).convert("RGBA")
    except (ValueError, OSError) as error:
        what = "The drawing cannot be drawn: it is no whole SVG."
        raise SymbolError(what, mend="Save it again as plain SVG.") from error


def drawn_png(svg: str, width: int) -> bytes:
    """An SVG as PNG, `width` pixels wide, on nothing.

    Raises:
        ValueError: it cannot be drawn.
    """
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True))


def _squared(
    card: Image.Image, box: tuple[int, int, int, int], background: int
) -> tuple[Image.Image, tuple[float, float, float, float]]:
    """The part of `card` in `box`, in the middle of a square as wide as its longer side."""
    from PIL import Image

    left, top, right, bottom = box
    side = max(right - left, bottom - top)
    square = Image.new("RGB", (side, side), f"#{background:06x}")
    at = ((side - (right - left)) // 2, (side - (bottom - top)) // 2)
    square.paste(card.crop(box), at)
    return square, (0.0, 0.0, float(side), float(side))


def _main_colours(image: Image.Image, background: int) -> tuple[int, ...]:
    """The background and the colours that fill most of the image, the most used first."""
    pixels = image.width * image.height
    counted = image.getcolors(pixels) or []
    found = [background]
    for count, colour in sorted(counted, key=lambda pair: pair[0], reverse=True):
        if count < pixels * _SMALLEST_SHARE or len(found) == MOST_COLOURS:
            break
        number = number_of(colour)
        if all(far(number, other) for other in found):
            found.append(number)
    return tuple(found)


def number_of(colour: object) -> int:
    """A pixel's red, green and blue as 0xRRGGBB."""
    assert isinstance(colour, Sequence)
    return int.from_bytes(bytes(colour[:3]), "big")


def far(one: int, other: int) -> bool:
    """Whether two colours can be told apart: the blends along an edge cannot be, in steps."""
    steps = ((one >> shift & 255) - (other >> shift & 255) for shift in (16, 8, 0))
    return sum(step * step for step in steps) > 300


def as_palette(colours: Sequence[int]) -> Image.Image:
    """An image to quantise by, whose palette is `colours`: 256 at most, as 0xRRGGBB."""
    from PIL import Image

    image = Image.new("P", (1, 1))
    flat = [part for colour in colours for part in colour.to_bytes(3, "big")]
    # Unused places repeat the background, or PIL would match pixels to black there.
    image.putpalette(flat + flat[:3] * (256 - len(colours)))
    return image

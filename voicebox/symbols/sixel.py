"""Write pictures as Sixel: bands of six rows of pixels, painted one colour after another."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from voicebox.symbols.rasteriser import as_palette, far, number_of

if TYPE_CHECKING:
    from PIL import Image

MOST_COLOURS = 48
"""More would take longer to send and show no more; every terminal that is used has 256 or more."""
_FLAT = 0.004
"""The share of a picture from which a colour is a drawing's own, to be kept exactly."""
_BAND = 6
_LONG_RUN = re.compile(rb"(.)\1{3,255}")
_TO_TEXT = bytes((63 + bits) if bits < 64 else 63 for bits in range(256))


def sixels(png: bytes, width: int, height: int, ground: int) -> str:
    """A square PNG in the middle of `width` by `height` pixels of the colour `ground`, as Sixel.

    At most 48 colours; the ground and a drawing's own colours stay exactly as they are. Every pixel
    is painted once, by its own colour alone: terminals differ in what a second coat does.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngImageFile

    picture = PngImageFile(io.BytesIO(png)).convert("RGB")
    side = min(width, height)
    canvas = Image.new("RGB", (width, height), f"#{ground:06x}")
    fitted = picture.resize((side, side), Image.Resampling.LANCZOS)
    canvas.paste(fitted, ((width - side) // 2, (height - side) // 2))
    colours = _palette(canvas, ground)
    numbered = canvas.quantize(palette=as_palette(colours), dither=Image.Dither.NONE)
    bands = b"-".join(_bands(numbered.tobytes(), width, height))
    return f'\x1bP0;1q"1;1;{width};{height}{_registers(colours)}{bands.decode()}\x1b\\'


def _palette(image: Image.Image, ground: int) -> tuple[int, ...]:
    """The ground, then the image's flat colours by how much there is, then blends of them."""
    from PIL import Image

    pixels = image.width * image.height
    counted = sorted(image.getcolors(pixels) or [], key=lambda each: each[0], reverse=True)
    flat = [ground, *(number_of(rgb) for count, rgb in counted if count >= pixels * _FLAT)]
    blended = image.quantize(MOST_COLOURS, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    blends = (number_of(blended[at : at + 3]) for at in range(0, len(blended), 3))
    found: list[int] = []
    for colour in (*flat, *blends):
        # Pillow looks colours up roughly: of two that are near, it may take the wrong one.
        if all(far(colour, other) for other in found):
            found.append(colour)
    return tuple(found[:MOST_COLOURS])


def _registers(colours: Sequence[int]) -> str:
    """Colour registers, in hundredths of red, green and blue."""
    parts = [[round(part * 100 / 255) for part in colour.to_bytes(3, "big")] for colour in colours]
    return "".join(f"#{number};2;{r};{g};{b}" for number, (r, g, b) in enumerate(parts))


def _bands(pixels: bytes, width: int, height: int) -> Iterator[bytes]:
    for top in range(0, height, _BAND):
        rows = [
            pixels[row * width : (row + 1) * width] for row in range(top, min(top + _BAND, height))
        ]
        numbers = sorted(set().union(*rows))
        yield b"$".join(_coat(rows, number) for number in numbers)


def _coat(rows: Sequence[bytes], number: int) -> bytes:
    """One colour of one band: for each column, which of its six pixels have it."""
    bits = 0
    for at, row in enumerate(rows):
        only_this = bytes(number) + bytes([1 << at]) + bytes(255 - number)
        bits |= int.from_bytes(row.translate(only_this), "big")
    text = bits.to_bytes(len(rows[0]), "big").translate(_TO_TEXT).rstrip(b"?")
    return b"#%d%s" % (number, _LONG_RUN.sub(_run, text))


def _run(found: re.Match[bytes]) -> bytes:
    return b"!%d%s" % (len(found[0]), found[1])

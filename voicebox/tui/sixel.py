"""Write pictures as Sixel: bands of six rows of pixels, painted one colour after another."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

MOST_COLOURS = 16
"""What the VT340 had, and what xterm gives itself unless told otherwise."""
_BAND = 6
_LONG_RUN = re.compile(rb"(.)\1{3,255}")
_TO_TEXT = bytes((63 + bits) if bits < 64 else 63 for bits in range(256))


def sixels(png: bytes, width: int, height: int, ground: int) -> str:
    """A square PNG in the middle of `width` by `height` pixels of the colour `ground`, as Sixel.

    At most 16 colours, chosen from the picture's own. Every pixel is painted once, by its own
    colour alone: where terminals differ is in what a second coat does.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngImageFile

    picture = PngImageFile(io.BytesIO(png)).convert("RGB")
    side = min(width, height)
    canvas = Image.new("RGB", (width, height), f"#{ground:06x}")
    fitted = picture.resize((side, side), Image.Resampling.LANCZOS)
    canvas.paste(fitted, ((width - side) // 2, (height - side) // 2))
    numbered = canvas.quantize(
        MOST_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    palette = numbered.getpalette() or []
    bands = b"-".join(_bands(numbered.tobytes(), width, height))
    return f'\x1bP0;1q"1;1;{width};{height}{_colours(palette)}{bands.decode()}\x1b\\'


def _colours(palette: Sequence[int]) -> str:
    """Colour registers, in hundredths of red, green and blue."""
    parts = [round(part * 100 / 255) for part in palette[: MOST_COLOURS * 3]]
    triples = zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    return "".join(f"#{number};2;{r};{g};{b}" for number, (r, g, b) in enumerate(triples))


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

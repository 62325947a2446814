"""A screen of terminal cells as a PNG: blocks and lines are drawn, letters come from a font."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from voicebox.tui.cells import clusters

WIDTH, HEIGHT, LETTERS = 10, 20, 16
"""Pixels: of a cell, and of the letters in it."""
LARGEST = 60_000
"""Bytes of one picture."""
FONTS = (
    ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"),
    ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf"),
    ("Menlo.ttc", "Menlo.ttc"),
    ("consola.ttf", "consolab.ttf"),
)
"""Monospaced fonts, as systems name their files, plain and bold; the best first."""

_QUARTERS = {
    "▘": 0b1000,
    "▝": 0b0100,
    "▖": 0b0010,
    "▗": 0b0001,
    "▀": 0b1100,
    "▄": 0b0011,
    "▌": 0b1010,
    "▐": 0b0101,
    "▚": 0b1001,
    "▞": 0b0110,
    "▛": 0b1110,
    "▜": 0b1101,
    "▙": 0b1011,
    "▟": 0b0111,
    "█": 0b1111,
}
_PARTS = {
    "▔": (0, 0, 8, 1),
    "▁": (0, 7, 8, 8),
    "▏": (0, 0, 1, 8),
    "▎": (0, 0, 2, 8),
    "▊": (0, 0, 6, 8),
    "▕": (7, 0, 8, 8),
    "▂": (0, 6, 8, 8),
    "▃": (0, 5, 8, 8),
    "▅": (0, 3, 8, 8),
    "▆": (0, 2, 8, 8),
    "▇": (0, 1, 8, 8),
}
"""Left, top, right and bottom in eighths of a cell."""
_ARMS = {"─": "lr", "│": "ud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu"}

Fonts = tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]


def find_fonts() -> Fonts | None:
    """A monospaced font of this system, plain and bold; none where there is none."""
    for plain, bold in FONTS:
        try:
            return ImageFont.truetype(plain, LETTERS), ImageFont.truetype(bold, LETTERS)
        except OSError:
            continue
    return None


class Sheet:
    """A picture of so many cells, drawn line by line."""

    def __init__(self, across: int, down: int, fonts: Fonts) -> None:
        self._image = Image.new("RGB", (across * WIDTH, down * HEIGHT))
        self._draw = ImageDraw.Draw(self._image)
        self._fonts = fonts

    def put(self, y: int, strip: Strip) -> None:
        """One line of the screen."""
        x = 0
        for segment in strip:
            x = self._put_segment(x, y, segment)

    def _put_segment(self, x: int, y: int, segment: Segment) -> int:
        style = segment.style or Style()
        ink, ground = _colour(style.color, "#000000"), _colour(style.bgcolor, "#ffffff")
        if style.reverse:
            ink, ground = ground, ink
        if style.dim:
            ink = _between(ink, ground)
        for cluster, cells in clusters(segment.text):
            box = (x * WIDTH, y * HEIGHT, (x + cells) * WIDTH - 1, (y + 1) * HEIGHT - 1)
            self._draw.rectangle(box, fill=ground)
            self._put_sign(cluster, box[0], box[1], ink, bold=bool(style.bold))
            if style.underline:
                self._draw.line((box[0], box[3] - 1, box[2], box[3] - 1), fill=ink)
            x += cells
        return x

    def _put_sign(self, sign: str, left: int, top: int, ink: str, *, bold: bool) -> None:
        if sign in _QUARTERS:
            self._put_quarters(_QUARTERS[sign], left, top, ink)
        elif sign in _PARTS:
            x1, y1, x2, y2 = _PARTS[sign]
            box = (x1 * WIDTH // 8, y1 * HEIGHT // 8, x2 * WIDTH // 8 - 1, y2 * HEIGHT // 8 - 1)
            self._draw.rectangle((left + box[0], top + box[1], left + box[2], top + box[3]), ink)
        elif sign in _ARMS:
            self._put_arms(_ARMS[sign], left, top, ink)
        elif sign.strip():
            font = self._fonts[1 if bold else 0]
            self._draw.text((left, top + HEIGHT - 5), sign, fill=ink, font=font, anchor="ls")

    def _put_quarters(self, quarters: int, left: int, top: int, ink: str) -> None:
        half, mid = WIDTH // 2, HEIGHT // 2
        for number in range(4):
            if quarters >> (3 - number) & 1:
                x, y = left + number % 2 * half, top + number // 2 * mid
                self._draw.rectangle((x, y, x + half - 1, y + mid - 1), fill=ink)

    def _put_arms(self, arms: str, left: int, top: int, ink: str) -> None:
        x, y = left + WIDTH // 2, top + HEIGHT // 2
        ends = {
            "l": (left, y),
            "r": (left + WIDTH - 1, y),
            "u": (x, top),
            "d": (x, top + HEIGHT - 1),
        }
        for arm in arms:
            self._draw.line((x, y, *ends[arm]), fill=ink)

    def png(self) -> bytes:
        """The picture in few colours, at most `LARGEST` bytes where that can be reached."""
        for colours in (128, 64, 32):
            out = io.BytesIO()
            few = self._image.quantize(colours, dither=Image.Dither.NONE)
            few.save(out, "PNG", optimize=True)
            if out.tell() <= LARGEST:
                break
        return out.getvalue()


def draw(strips: Sequence[Strip], fonts: Fonts) -> bytes:
    """A whole screen as PNG."""
    sheet = Sheet(max((strip.cell_length for strip in strips), default=1), len(strips), fonts)
    for y, strip in enumerate(strips):
        sheet.put(y, strip)
    return sheet.png()


def _colour(colour: Color | None, otherwise: str) -> str:
    if colour is None or colour.is_default:
        return otherwise
    return colour.get_truecolor().hex


def _between(one: str, other: str) -> str:
    parts = [(int(one[at : at + 2], 16) + int(other[at : at + 2], 16)) // 2 for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in parts)


def save(file: Path, strips: Sequence[Strip], fonts: Fonts) -> None:
    """Write a screen to a PNG file."""
    file.write_bytes(draw(strips, fonts))

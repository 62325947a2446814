"""A person's own picture: checked before it is decoded, and made anew from its pixels alone."""

from __future__ import annotations

import hashlib
import io
import stat
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.errors import PictureRefused
from voicebox.ports import Picture
from voicebox.text import paint_line

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 4_000_000
LARGEST_FILE = 30_000_000
"""Bytes. Four megapixels, not compressed at all, with an alpha channel, are 16 MB."""
LONGEST_SIDE = 1024
"""Pixels; a larger picture is made smaller, its shape kept."""
LONGEST_NAME = 120

_SAVE = "Save it as PNG or JPEG, and give that file."
_OTHER_KINDS = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"%PDF", "a PDF"),
    (b"<svg", "an SVG"),
    (b"<?xml", "an SVG or XML file"),
)


def read_picture(path: Path) -> Picture:
    """Check and re-encode a PNG, JPEG or WebP file, told by its content and not by its name.

    The result is upright, at most 1024 pixels along a side, without any metadata.

    Raises:
        PictureRefused: missing, wrong type, over 4 megapixels, or damaged.
    """
    return picture_from_bytes(_read(path), path.name)


def picture_from_bytes(content: bytes, name: str) -> Picture:
    """What `read_picture` makes of a file with this content and name.

    Raises:
        PictureRefused: wrong type, over 4 megapixels, or damaged.
    """
    if len(content) > LARGEST_FILE:
        raise _too_long(len(content))
    image = _decode(content, _kind(content))
    return _re_encoded(image, paint_line(name)[:LONGEST_NAME])


def fitted_square(picture: Picture, background: int) -> Image.Image:
    """A picture in the middle of a square RGB image of `background` (0xRRGGBB).

    Raises:
        PictureRefused: the picture is damaged.
    """
    from PIL import Image

    image = _decode(picture.png, "PNG")
    side = max(image.size)
    square = Image.new("RGB", (side, side), f"#{background:06x}")
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square


def _read(path: Path) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise PictureRefused("This is a folder.", mend="Give one picture in it.")
        if not stat.S_ISREG(found.st_mode):
            raise PictureRefused("This is no plain file.", mend="Give a picture file.")
        if found.st_size > LARGEST_FILE:
            raise _too_long(found.st_size)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)[:LARGEST_FILE]
    except FileNotFoundError as error:
        raise PictureRefused("There is no such file.", mend="See how its name is spelt.") from error
    except (OSError, ValueError) as error:
        raise PictureRefused(
            "The file cannot be read.", mend="See that you may open it."
        ) from error


def _too_long(size: int) -> PictureRefused:
    what = f"This file has {size:,} bytes; a picture has {LARGEST_FILE:,} at most."
    return PictureRefused(what, mend="Make it smaller, then give it again.")


def _kind(content: bytes) -> str:
    """Which of the three kinds the content is."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    if not content:
        raise PictureRefused("This file is empty.", mend=_SAVE)
    if content[4:8] == b"ftyp":
        raise PictureRefused("This is a HEIC picture or a film.", mend=_SAVE)
    for start, kind in _OTHER_KINDS:
        if content.lstrip().startswith(start):
            raise PictureRefused(f"This is {kind}, which voicebox does not take.", mend=_SAVE)
    raise PictureRefused("This is not a PNG, JPEG or WebP picture.", mend=_SAVE)


def _decode(content: bytes, kind: str) -> Image.Image:
    """The first frame, upright, as opaque RGB; its size is checked before any pixel is decoded."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they would be printed over the screen
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind]) as opened:
                _check_size(*opened.size)
                return _upright_rgb(opened)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large("far more") from error
    except PictureRefused:
        raise
    except Exception as error:  # damaged files raise nearly anything in a decoder
        what = "This picture is damaged: it cannot be read to its end."
        raise PictureRefused(what, mend="Give another copy of it.") from error


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_large(f"{width * height / 1_000_000:.1f} million")


def _too_large(pixels: str) -> PictureRefused:
    return PictureRefused(
        f"This picture is too large: it has {pixels} pixels, and 4 million is the most.",
        mend="Make it smaller, or take a screenshot of it and give that.",
    )


def _upright_rgb(opened: Image.Image) -> Image.Image:
    from PIL import Image, ImageOps

    opened.load()
    upright = ImageOps.exif_transpose(opened)
    if upright.mode.startswith("I"):
        upright = upright.point(lambda value: value / 256).convert("L")
    clear = upright.convert("RGBA")
    card = Image.new("RGB", clear.size, "white")
    card.paste(clear, mask=clear.getchannel("A"))
    return card


def _re_encoded(image: Image.Image, name: str) -> Picture:
    from PIL import Image

    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG")
    png = out.getvalue()
    return Picture(hashlib.sha256(png).hexdigest(), png, image.width, image.height, name)

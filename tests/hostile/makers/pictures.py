"""Pictures from a stranger."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, pixels: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(pixels, 9))
    return SIGNATURE + header + body + chunk(b"IEND", b"")


@cache
def bomb() -> bytes:
    """A real PNG of 144 megapixels in less than 100 kB."""
    row = b"\0" + bytes(12_000 // 8)
    return png(12_000, 12_000, depth=1, colour=0, pixels=row * 12_000)


@cache
def good(kind: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.effect_noise((40, 30), 60).convert(mode).save(out, kind)
    return out.getvalue()


def _many_chunks() -> bytes:
    text = b"".join(chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10_000_000))) for _ in range(4))
    whole = good("PNG")
    return whole[:33] + text + whole[33:]


def _jpeg_with(exif: bytes) -> bytes:
    whole = good("JPEG")
    body = b"Exif\0\0" + exif
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + whole[2:]


PICTURES: dict[str, bytes] = {
    "144 megapixels": bomb(),
    "absurd width": png(2**31 - 1, 1),
    "absurd size": png(2**31 - 1, 2**31 - 1),
    "no width": png(0, 10),
    "no height": png(10, 0),
    "more than 4 megapixels": png(2001, 2000),
    "no pixels": png(40, 30),
    "pixels end early": png(40, 30, pixels=bytes(100)),
    "unknown depth": png(40, 30, depth=3, pixels=bytes(5000)),
    "unknown colours": png(40, 30, colour=5, pixels=bytes(5000)),
    "signature alone": SIGNATURE,
    "signature and junk": SIGNATURE + bytes(1000),
    **{f"png cut to {at}": good("PNG")[:at] for at in (20, 33, 41, 100, 400)},
    **{f"jpeg cut to {at}": good("JPEG")[:at] for at in (3, 20, 200, 400)},
    **{f"webp cut to {at}": good("WEBP")[:at] for at in (12, 20, 60)},
    "a wrong check": good("PNG")[:20] + b"\x7f" + good("PNG")[21:],
    "words blown up": _many_chunks(),
    "nothing": b"",
    "a gif": good("GIF"),
    "a bmp": good("BMP"),
    "a tiff": good("TIFF"),
    "an svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "a pdf": b"%PDF-1.7\n",
    "a zip": b"PK\x03\x04" + bytes(200),
    "a program": b"\x7fELF" + bytes(200),
    "words": b"a drawing of my dog\n",
    "zeroes": bytes(5000),
}

TAKEN: dict[str, bytes] = {
    "png": good("PNG"),
    "palette": good("PNG", "P"),
    "grey": good("PNG", "L"),
    "black and white": good("PNG", "1"),
    "16 bits": good("PNG", "I;16"),
    "see-through": good("PNG", "RGBA"),
    "cmyk": good("JPEG", "CMYK"),
    "webp": good("WEBP"),
    "exif of junk": _jpeg_with(b"II*\0\xff\xff\xff\xff" + bytes(range(256))),
    "exif in a circle": _jpeg_with(b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0"),
    "junk after the end": good("PNG") + b"<script>" * 100,
}

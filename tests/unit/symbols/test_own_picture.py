"""A person's own picture: taken, it is made anew; hostile, it is refused in one line."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from voicebox.errors import PictureRefused
from voicebox.symbols.own_picture import fitted_square, read_picture

Writer = Callable[..., Path]


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises a size, with a few bytes of pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.txt"), ("WEBP", "a.gif")])
def test_three_kinds_are_taken_by_their_content(picture_file: Writer, kind: str, name: str) -> None:
    picture = read_picture(picture_file(Image.new("RGB", (60, 30), "red"), kind, name))
    assert (picture.width, picture.height, picture.name) == (60, 30, name)
    assert picture.digest == hashlib.sha256(picture.png).hexdigest()
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.format == "PNG"


def test_a_large_picture_is_made_smaller(picture_file: Writer) -> None:
    picture = read_picture(picture_file(Image.new("RGB", (2000, 1000), "red")))
    assert (picture.width, picture.height) == (1024, 512)


def test_a_photo_is_turned_upright_and_loses_where_it_was_taken(picture_file: Writer) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret Camera"
    path = picture_file(Image.new("RGB", (60, 30), "red"), "JPEG", exif=exif.tobytes())
    picture = read_picture(path)
    assert (picture.width, picture.height) == (30, 60)
    assert b"Secret" not in picture.png
    with Image.open(io.BytesIO(picture.png)) as image:
        assert not image.getexif()


def test_words_hidden_in_a_png_are_taken_out(picture_file: Writer) -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "Amira at 4 High Street")
    picture = read_picture(picture_file(Image.new("RGB", (8, 8), "red"), pnginfo=said))
    chunks = {picture.png[at + 4 : at + 8] for at in chunk_starts(picture.png)}
    assert chunks == {b"IHDR", b"IDAT", b"IEND"}


def chunk_starts(png: bytes) -> list[int]:
    starts, at = [], 8
    while at < len(png):
        starts.append(at)
        at += 12 + int.from_bytes(png[at : at + 4], "big")
    return starts


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_every_way_of_storing_colour_is_read(picture_file: Writer, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    picture = read_picture(picture_file(Image.new(mode, (8, 8)), kind))
    assert (picture.width, picture.height) == (8, 8)


def test_what_can_be_seen_through_becomes_white(picture_file: Writer) -> None:
    picture = read_picture(picture_file(Image.new("RGBA", (8, 8), (0, 0, 0, 0))))
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)


def test_it_is_fitted_in_the_middle(picture_file: Writer) -> None:
    picture = read_picture(picture_file(Image.new("RGB", (8, 4), "red")))
    square = fitted_square(picture, 0xFFF8E7)
    assert square.size == (8, 8)
    assert square.getpixel((4, 0)) == (0xFF, 0xF8, 0xE7)
    assert square.getpixel((4, 4)) == (255, 0, 0)


@pytest.mark.parametrize(
    "size", [(12_000, 12_000), (2_001, 2_000), (60_000, 60_000), (1, 5_000_000)]
)
def test_too_many_pixels_are_refused_before_any_is_decoded(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_claiming(*size))
    with pytest.raises(PictureRefused, match="too large"):
        read_picture(path)


def test_a_bomb_of_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.png"
    png = png_claiming(8, 8)
    body = b"k\0\0" + zlib.compress(b"\0" * 200_000_000)
    words = struct.pack(">I", len(body)) + b"zTXt" + body
    path.write_bytes(png[:33] + words + struct.pack(">I", zlib.crc32(b"zTXt" + body)) + png[33:])
    with pytest.raises(PictureRefused, match="damaged"):
        read_picture(path)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_half_a_picture_is_refused(picture_file: Writer, kind: str) -> None:
    path = picture_file(Image.effect_noise((200, 200), 60).convert("RGB"), kind)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(PictureRefused, match="damaged"):
        read_picture(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"GIF89a" + b"\0" * 40, "a GIF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG"),
        (b"\n<?xml version='1.0'?><svg/>", "an SVG"),
        (b"BM" + b"\0" * 60, "a BMP"),
        (b"%PDF-1.7", "a PDF"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"MZ\x90\0", "not a PNG, JPEG or WebP"),
        (b"hello", "not a PNG, JPEG or WebP"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (b"RIFF\0\0\0\0WEBP", "damaged"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    with pytest.raises(PictureRefused, match=what):
        read_picture(path)


def test_a_folder_a_pipe_and_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureRefused, match="folder"):
        read_picture(tmp_path)
    with pytest.raises(PictureRefused, match="no such file"):
        read_picture(tmp_path / "gone.png")
    with pytest.raises(PictureRefused, match="cannot be read"):
        read_picture(Path("a\0b.png"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(PictureRefused, match="no plain file"):
            read_picture(tmp_path / "pipe")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    with pytest.raises(PictureRefused, match="bytes"):
        read_picture(path)


def test_a_name_cannot_take_over_the_screen(picture_file: Writer) -> None:
    path = picture_file(Image.new("RGB", (8, 8)), name="dog\x1b[2J.png")
    assert "\x1b" not in read_picture(path).name

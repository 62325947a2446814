"""Boards and archives from a stranger, that no short line of data could say."""

from __future__ import annotations

import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.makers.pictures import bomb
from tests.unit.boards.making import SVG, board, button, inline, manifest, obf, obz, png

GOOD = board(button("a", image_id="i"), images=[{"id": "i", "data": inline(png())}])
WHOLE = {"home.obf": GOOD, "manifest.json": manifest({"home": "home.obf"})}
Make = Callable[[Path], Path]


def _text(content: bytes | str, name: str = "home.obf") -> Make:
    whole = content.encode() if isinstance(content, str) else content
    return lambda folder: obf(folder, whole, name)


def _told(told: object) -> Make:
    return lambda folder: obf(folder, told)


def _with(member: str, content: bytes = b"x") -> Make:
    return lambda folder: obz(folder, {**WHOLE, member: content})


def _grid(order: object) -> Make:
    return _told({**GOOD, "grid": {"rows": 1, "columns": 1, "order": order}})


def _odd_member(**changed: Any) -> Make:
    """A whole archive with one member more, of which the list says something odd."""

    def make(folder: Path) -> Path:
        path = obz(folder, WHOLE)
        odd = zipfile.ZipInfo("odd.png")
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(odd, b"/etc/passwd")
            for name, value in changed.items():
                setattr(odd, name, value)
        return path

    return make


def _mode(kind: int) -> Make:
    return _odd_member(external_attr=(kind | 0o777) << 16)


def _cut(folder: Path) -> Path:
    path = obz(folder, WHOLE)
    path.write_bytes(path.read_bytes()[:-60])
    return path


def _flipped(folder: Path) -> Path:
    path = obz(folder, WHOLE, method=zipfile.ZIP_STORED)
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"word a"', b'"word b"', 1))
    return path


def _many_members(folder: Path) -> Path:
    """100,000 members in the list, as a program that knows no shame would write them."""
    entry = b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", *[20, 20, *[0] * 14]) + b"a"
    entry = entry[:28] + struct.pack("<H", 1) + entry[30:]
    listing = entry * 100_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65_535, 65_535, len(listing), 0, 0)
    return obf(folder, b"PK\3\4" + listing + end, "many.obz")


def _few_told_many_listed(folder: Path) -> Path:
    path = _many_members(folder)
    content = path.read_bytes()
    start = content.rfind(b"PK\5\6")
    path.write_bytes(content[: start + 8] + struct.pack("<HH", 1, 1) + content[start + 12 :])
    return path


def _lying_about_size(folder: Path) -> Path:
    """A board that says it is small and unpacks to 30 MB."""
    path = obz(folder, {"home.obf": json.dumps({**GOOD, "pad": " " * 30_000_000}).encode()})
    content = bytearray(path.read_bytes())
    listing = content.rfind(b"PK\1\2")
    for at in (22, listing + 24):
        content[at : at + 4] = struct.pack("<L", 5000)
    path.write_bytes(bytes(content))
    return path


def _huge_sparse(folder: Path) -> Path:
    path = folder / "huge.obz"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    return path


def _pipe(folder: Path) -> Path:
    path = folder / "pipe.obf"
    os.mkfifo(path)
    return path


def _folder(folder: Path) -> Path:
    path = folder / "folder.obz"
    path.mkdir()
    return path


def _encrypted(folder: Path) -> Path:
    path = obz(folder, WHOLE)
    content = bytearray(path.read_bytes())
    content[content.rfind(b"PK\1\2") + 8] |= 1
    path.write_bytes(bytes(content))
    return path


def _twice(folder: Path) -> Path:
    path = obz(folder, WHOLE)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("home.obf", b"{}")
    return path


def _nested(folder: Path) -> Path:
    return obz(folder, {**WHOLE, "more.obz": obz(folder, WHOLE, name="inner.zip").read_bytes()})


MANY = board(*(button(number) for number in range(10_000)))
DEEP = b'{"format":"open-board-0.1","buttons":' + b"[" * 200_000
BOARDS: dict[str, Make] = {
    "empty": _text(b""),
    "words": _text("hello"),
    "cut short": _text(json.dumps(GOOD)[:-20]),
    "not UTF-8": _text(json.dumps(GOOD).encode("utf-16")),
    "latin-1": _text('{"name": "caf\xe9"}'.encode("latin-1")),
    "deep lists": _text(DEEP),
    "deep objects": _text('{"a":' * 100_000),
    "NaN": _text('{"format": "open-board-0.1", "x": NaN}'),
    "Infinity": _text('{"x": -Infinity}'),
    "a number without end": _text('{"x": ' + "9" * 1_000_000 + "}"),
    "duplicate keys": _text('{"format": "open-board-0.1", "id": 1, "id": 2}'),
    "300,001 parts": _text('{"x":[' + "[]," * 300_000 + "0]}"),
    "25 MB of text": _text('{"x": "' + "a" * 25_000_000 + '"}'),
    "backslashes": _text('"\\' * 500_000),
    "a list": _text("[1, 2]"),
    "null": _text("null"),
    "a PNG": _text(png(), "dog.obf"),
    "another format": _told({**GOOD, "format": "cboard"}),
    "10,000 buttons": _told(MANY),
    "no buttons": _told({**GOOD, "buttons": []}),
    "buttons are words": _told({**GOOD, "buttons": "abc"}),
    "a button is a word": _told({**GOOD, "buttons": ["a"]}),
    "two of one id": _told({**GOOD, "buttons": [button("a"), button("a")]}),
    "two images of one id": _told({**GOOD, "images": [{"id": 1}, {"id": "1"}]}),
    "an id of control": _told(board(button("a\x1b[2J"))),
    "an id that is true": _told(board(button(True))),
    "an id without end": _told(board(button("a" * 10_000))),
    "an unknown button": _grid([["a", "\x1b[2Jghost"]]),
    "a place for a ghost": _grid([["a", "ghost"]]),
    "a grid of nothing": _grid([[None]]),
    "a grid of words": _grid(["ab"]),
    "no grid": _told({**GOOD, "grid": None}),
    "a wide grid": _grid([[None] * 5000]),
    "a tall grid": _grid([["a"]] * 5000),
    "an endless label": _told(board(button("a", "x" * 600))),
    "a label that is a list": _told(board(button("a", ["x"]))),  # type: ignore[arg-type]
    "no archive": _text(b"PK\3\4 and no more", "set.obz"),
    "archive cut short": _cut,
    "archive changed": _flipped,
    "100,000 members": _many_members,
    "100,000 members, 1 told": _few_told_many_listed,
    "3 GB": _huge_sparse,
    "no manifest": lambda folder: obz(folder, {"a.obf": GOOD, "b.obf": GOOD}),
    "manifest is a list": lambda folder: obz(folder, {"manifest.json": []}),
    "no root": lambda folder: obz(folder, {"manifest.json": {"a": 1}}),
    "root is missing": lambda folder: obz(
        folder, {"manifest.json": manifest({"1": "../../etc/passwd"})}
    ),
    "two boards of one id": lambda folder: obz(folder, {**WHOLE, "again.obf": GOOD}),
    "a board is an image": lambda folder: obz(
        folder, {"a.obf": png(), "manifest.json": manifest({"1": "a.obf"})}
    ),
    "1,001 boards": lambda folder: obz(folder, {**WHOLE, **{f"{n}.obf": b"" for n in range(1000)}}),
    "traversal": _with("../../evil.png"),
    "traversal inside": _with("images/../../evil.png"),
    "absolute": _with("/etc/cron.d/evil"),
    "drive": _with("C:evil.png"),
    "backslash": _with("..\\evil.png"),
    "escape in a name": _with("\x1b[2Jevil.png"),
    "endless name": _with("a" * 5000),
    "symlink": _mode(stat.S_IFLNK),
    "device": _mode(stat.S_IFBLK),
    "pipe inside": _mode(stat.S_IFIFO),
    "nested archive": _nested,
    "ratio bomb": _with("images/a.png", bytes(30_000_000)),
    "50 MB member": _with("a.wav", bytes(50_000_000)),
    "lies about its size": _lying_about_size,
    "locked": _encrypted,
    "a name twice": _twice,
    "lzma": lambda folder: obz(folder, WHOLE, method=zipfile.ZIP_LZMA),
    "a folder": _folder,
    "a pipe": _pipe,
    "nothing": lambda folder: folder / "gone.obf",
    "bomb": _text(bomb(), "bomb.png"),
    "half a picture": _text(png()[:40], "half.png"),
    "a GIF": _text(b"GIF89a" + bytes(60), "dog.png"),
    "an SVG": _text(SVG, "dog.svg"),
    "a board with another ending": _text(json.dumps(GOOD), "home.png"),
    "a name of nothing": _text(png(), "\u202e.png"),
}

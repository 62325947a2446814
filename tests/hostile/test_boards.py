"""Boards and pictures from a stranger, as a pupil's own: one line each, and nothing is kept."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.test_pictures import bomb
from tests.unit.boards.making import SVG, board, button, inline, manifest, obf, obz, png
from voicebox import cli
from voicebox.boards.archive import Archive
from voicebox.boards.reading import read_board
from voicebox.errors import BoardError, PictureRefused
from voicebox.locations import locate
from voicebox.store.repository import SqlStore
from voicebox.symbols.own_svg import plain_svg
from voicebox.symbols.stranger import StrangerSvgs

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
LINES: dict[str, tuple[Make, str]] = {
    # text
    "empty": (_text(b""), "empty"),
    "words": (_text("hello"), "not whole JSON"),
    "cut short": (_text(json.dumps(GOOD)[:-20]), "not whole JSON"),
    "not UTF-8": (_text(json.dumps(GOOD).encode("utf-16")), "not UTF-8"),
    "latin-1": (_text('{"name": "caf\xe9"}'.encode("latin-1")), "not UTF-8"),
    "deep lists": (_text(DEEP), "deep"),
    "deep objects": (_text('{"a":' * 100_000), "deep"),
    "NaN": (_text('{"format": "open-board-0.1", "x": NaN}'), "NaN is not a number"),
    "Infinity": (_text('{"x": -Infinity}'), "-Infinity is not a number"),
    "a number without end": (_text('{"x": ' + "9" * 1_000_000 + "}"), "number is far too long"),
    "duplicate keys": (_text('{"format": "open-board-0.1", "id": 1, "id": 2}'), "'id' twice"),
    "300,001 parts": (_text('{"x":[' + "[]," * 300_000 + "0]}"), "300,000 parts"),
    "25 MB of text": (_text('{"x": "' + "a" * 25_000_000 + '"}'), "is the most"),
    "backslashes": (_text('"\\' * 500_000), "not whole JSON"),
    "a list": (_text("[1, 2]"), "not a board"),
    "null": (_text("null"), "not a board"),
    "a PNG": (_text(png(), "dog.obf"), "not UTF-8"),
    "another format": (_told({**GOOD, "format": "cboard"}), "not an Open Board"),
    # a board that does not fit together
    "10,000 buttons": (_told(MANY), "10,000 buttons; 500 is the most"),
    "no buttons": (_told({**GOOD, "buttons": []}), "no buttons"),
    "buttons are words": (_told({**GOOD, "buttons": "abc"}), "buttons are not a list"),
    "a button is a word": (_told({**GOOD, "buttons": ["a"]}), "one button has no id"),
    "two of one id": (_told({**GOOD, "buttons": [button("a"), button("a")]}), "the id a"),
    "two images of one id": (_told({**GOOD, "images": [{"id": 1}, {"id": "1"}]}), "images have"),
    "an id of control": (_told(board(button("a\x1b[2J"))), "control characters"),
    "an id that is true": (_told(board(button(True))), "neither text nor"),
    "an id without end": (_told(board(button("a" * 10_000))), "too long"),
    "an unknown button": (_grid([["a", "\x1b[2Jghost"]]), "control characters"),
    "a place for a ghost": (_grid([["a", "ghost"]]), "not there: ghost"),
    "a grid of nothing": (_grid([[None]]), "no place of its grid"),
    "a grid of words": (_grid(["ab"]), "not one of rows"),
    "no grid": (_told({**GOOD, "grid": None}), "in which order"),
    "a wide grid": (_grid([[None] * 5000]), "5000 places"),
    "a tall grid": (_grid([["a"]] * 5000), "not one of rows"),
    "an endless label": (_told(board(button("a", "x" * 600))), "words of button a are longer"),
    "a label that is a list": (_told(board(button("a", ["x"]))), "are not text"),  # type: ignore[arg-type]
    # archives
    "no archive": (_text(b"PK\3\4 and no more", "set.obz"), "cut short"),
    "archive cut short": (_cut, "cut short"),
    "archive changed": (_flipped, "damaged"),
    "100,000 members": (_many_members, "more than 10,000 files"),
    "100,000 members, 1 told": (_few_told_many_listed, "more than 10,000 files"),
    "3 GB": (_huge_sparse, "is the most"),
    "no manifest": (lambda folder: obz(folder, {"a.obf": GOOD, "b.obf": GOOD}), "no manifest"),
    "manifest is a list": (lambda folder: obz(folder, {"manifest.json": []}), "not a board"),
    "no root": (lambda folder: obz(folder, {"manifest.json": {"a": 1}}), "which board comes first"),
    "root is missing": (
        lambda folder: obz(folder, {"manifest.json": manifest({"1": "../../etc/passwd"})}),
        "there is no ../../etc/passwd in it",
    ),
    "two boards of one id": (
        lambda folder: obz(folder, {**WHOLE, "again.obf": GOOD}),
        "boards have the id home",
    ),
    "a board is an image": (
        lambda folder: obz(folder, {"a.obf": png(), "manifest.json": manifest({"1": "a.obf"})}),
        "not UTF-8",
    ),
    "1,001 boards": (
        lambda folder: obz(folder, {**WHOLE, **{f"{n}.obf": b"" for n in range(1000)}}),
        "1,001 boards",
    ),
    "traversal": (_with("../../evil.png"), "points outside"),
    "traversal inside": (_with("images/../../evil.png"), "points outside"),
    "absolute": (_with("/etc/cron.d/evil"), "points outside"),
    "drive": (_with("C:evil.png"), "points outside"),
    "backslash": (_with("..\\evil.png"), "points outside"),
    "escape in a name": (_with("\x1b[2Jevil.png"), "not allowed"),
    "endless name": (_with("a" * 5000), "not allowed"),
    "symlink": (_mode(stat.S_IFLNK), "no plain file"),
    "device": (_mode(stat.S_IFBLK), "no plain file"),
    "pipe inside": (_mode(stat.S_IFIFO), "no plain file"),
    "nested archive": (_nested, "an archive itself"),
    "ratio bomb": (_with("images/a.png", bytes(30_000_000)), "grows far too much"),
    "50 MB member": (_with("a.wav", bytes(50_000_000)), "too large"),
    "lies about its size": (_lying_about_size, "damaged"),
    "locked": (_encrypted, "locked with a password"),
    "a name twice": (_twice, "twice"),
    "lzma": (
        lambda folder: obz(folder, WHOLE, method=zipfile.ZIP_LZMA),
        "packed in a way",
    ),
    # no files
    "a folder": (_folder, "no plain file"),
    "a pipe": (_pipe, "no plain file"),
    "nothing": (lambda folder: folder / "gone.obf", "no such file"),
    # pictures
    "bomb": (_text(bomb(), "bomb.png"), "too large"),
    "half a picture": (_text(png()[:40], "half.png"), "damaged"),
    "a GIF": (_text(b"GIF89a" + bytes(60), "dog.png"), "a GIF"),
    "an SVG": (_text(SVG, "dog.svg"), "an SVG"),
    "a board with another ending": (_text(json.dumps(GOOD), "home.png"), "not a PNG"),
    "a name of nothing": (_text(png(), "\u202e.png"), "needs a word"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "keys"))
    store = _store()
    store.add_pupil("Amira")
    store.close()
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def _store() -> SqlStore:
    return SqlStore.open(locate(os.environ))


def _kept(store: SqlStore) -> dict[str, list[Any]]:
    """Every row of every table."""
    with store._engine.connect() as connection:
        tables = [
            str(row[0])
            for row in connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
            for name in tables
        }


def _everything() -> dict[str, list[Any]]:
    store = _store()
    try:
        return _kept(store)
    finally:
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and names that Windows lacks")
@pytest.mark.parametrize("what", LINES)
def test_one_clear_line_and_nothing_is_kept(
    home: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make, words = LINES[what]
    path = make(home)
    before = _everything()
    files = sorted(home.rglob("*"))
    assert cli.main(["symbols", "add", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert err[:-1].isprintable()
    assert len(err) < 400
    if path.suffix in (".obf", ".obz"):
        assert err.startswith(path.name)
    assert _everything() == before
    assert sorted(home.rglob("*")) == files


def test_what_is_read_is_counted_whatever_the_list_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicebox.boards.archive.LARGEST_WHOLE", 100_000)
    archive = Archive(obz(tmp_path, {"a.png": os.urandom(60_000)}).read_bytes(), "set.obz")
    assert len(archive.read("a.png")) == 60_000
    with pytest.raises(BoardError, match="far too much"):
        archive.read("a.png")


def test_pictures_are_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicebox.boards.images.MOST_PICTURES", 2)
    images = [{"id": name, "data": inline(png(name))} for name in ("red", "green", "blue")]
    told = board(*(button(each["id"], image_id=each["id"]) for each in images), images=images)
    with pytest.raises(BoardError, match="too many or too large pictures"):
        read_board(obf(tmp_path, told))


def test_escape_sequences_in_words_never_reach_the_screen(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\u202edog\x9b31m"
    licence = {"type": evil, "author_name": evil, "copyright_notice_url": evil}
    images = [{"id": "i", "data": inline(png()), "license": licence}]
    told = board(button("a", evil, image_id="i"), name=evil, images=images, license=licence)
    path = obf(home, told, "\x1b[2Jhome.obf")
    (home / "nan.png").write_bytes(png())
    assert cli.main(["symbols", "add", str(path)]) == 0
    assert cli.main(["symbols", "add", str(home / "nan.png"), "--word", evil, "--alt", evil]) == 0
    assert cli.main(["symbols", "mine"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert all(line.isprintable() for line in out.split("\n"))
    store = _store()
    (own,) = store.boards(store.pupils()[0].id)
    assert own.board.pages[0].rows[0][0].label == "]0;owned[2Jdog31m"  # type: ignore[union-attr]
    store.close()


NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def _svg(inside: str, head: str = 'viewBox="0 0 10 10"', before: str = "") -> bytes:
    return f"{before}<svg {NS} {head}>{inside}</svg>".encode()


RECT = '<rect width="10" height="10"/>'
REFUSED_SVGS: dict[str, bytes] = {
    "entities": _svg(
        "&b;", before='<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    ),
    "outside entity": _svg(
        "&b;", before='<!DOCTYPE svg [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    ),
    "a file of this machine": _svg('<image href="/etc/hostname" width="10" height="10"/>'),
    "a picture from the web": _svg('<image xlink:href="https://example.org/a.png" width="9"/>'),
    "copies of copies": _svg('<g id="a"><use href="#a"/><use href="#a"/></g>'),
    "copies by another name": _svg(
        '<s:use xmlns:s="http://www.w3.org/2000/svg" href="#a"/>' + RECT
    ),
    "a filter": _svg('<filter id="f"><feGaussianBlur stdDeviation="99999"/></filter>' + RECT),
    "a pattern": _svg('<pattern id="p" width=".0001" height=".0001"/>' + RECT),
    "cuts of cuts": _svg('<clipPath id="a"><g clip-path="url(#a)"/></clipPath>' + RECT),
    "cuts of cuts by style": _svg('<style>g{clip-path:url(#a)}</style><clipPath id="a"/>' + RECT),
    "style from elsewhere": _svg("<style>@import url(file:///etc/passwd);</style>" + RECT),
    "deep": _svg("<g>" * 60 + RECT + "</g>" * 60),
    "deep and unclosed": _svg("<g>" * 100_000),
    "many": _svg(RECT * 3000),
    "heavy": _svg(f'<path d="{"M0 0L9 9" * 100_000}"/>'),
    "very long": _svg(RECT, 'viewBox="0 0 1 100000"'),
    "no size": _svg(RECT, ""),
    "a size of nothing": _svg(RECT, 'viewBox="0 0 0 0"'),
    "a size that is no number": _svg(RECT, 'viewBox="nan nan nan nan"'),
    "infinite": _svg(RECT, 'width="1e308" height="1e308"'),
    "cut short": _svg(RECT)[:-8],
    "not UTF-8": _svg(RECT).decode().encode("utf-16"),
    "HTML": b"<html><body/></html>",
}


@pytest.mark.parametrize("what", REFUSED_SVGS)
def test_an_svg_that_is_more_than_shapes_is_left_out(tmp_path: Path, what: str) -> None:
    images = [{"id": "i", "data": inline(REFUSED_SVGS[what], "image/svg+xml")}]
    read = read_board(obf(tmp_path, board(button("a", "dog", image_id="i"), images=images)))
    assert read.pictures == ()
    assert read.left_out == ("1 picture cannot be used",)
    assert [each and each.label for each in read.board.pages[0].rows[0]] == ["dog"]


def test_an_svg_of_a_million_dashes_is_drawn_without_them() -> None:
    line = '<line x2="10" y2="10" stroke="red" stroke-width="9" stroke-dasharray="0.000001"/>'
    styled = '<line x2="10" y2="10" style="stroke:red;stroke-dasharray:1e-9;stroke-width:9"/>'
    for drawing in (line, styled):
        assert "dash" not in plain_svg(_svg(drawing))


HANGS = (sys.executable, "-c", "import time; time.sleep(600)")
DIES = (sys.executable, "-c", "import sys; sys.stdin.buffer.read(9)")


@pytest.mark.parametrize("command", [HANGS, DIES, ("no-such-program",)])
def test_a_drawing_that_hangs_or_kills_is_refused(command: tuple[str, ...]) -> None:
    svgs = StrangerSvgs(command, seconds=0.5)
    for _ in range(5):
        with pytest.raises(PictureRefused, match="cannot be drawn"):
            svgs.png(_svg(RECT))
    svgs.close()


PANICS = '<circle r="1e30" stroke="red" stroke-width="1e-30"/>'


def test_a_drawing_that_resvg_does_not_bear_leaves_the_others_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    svgs = {"bad": _svg(PANICS), "good": SVG.encode()}
    images = [{"id": id_, "data": inline(svg, "image/svg+xml")} for id_, svg in svgs.items()]
    told = board(*(button(id_, image_id=id_) for id_ in svgs), images=images)
    read = read_board(obf(tmp_path, told))
    assert len(read.pictures) == 1
    assert read.left_out == ("1 picture cannot be used",)
    assert capfd.readouterr() == ("", "")


def test_a_whole_board_comes_in_beside_all_these(home: Path) -> None:
    assert cli.main(["symbols", "add", str(obz(home, WHOLE))]) == 0
    kept = _everything()
    assert len(kept["pupil_board"]) == len(kept["board_picture"]) == len(kept["picture"]) == 1
    assert io.BytesIO(kept["picture"][0][1]).read(4) == b"\x89PNG"

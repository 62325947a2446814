"""Boards and pictures from a stranger: what the corpus cannot say in one line each."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.makers.boards import WHOLE
from tests.hostile.makers.svgs import RECT, svg
from tests.unit.boards.making import SVG, board, button, inline, obf, obz, png
from voicebox import cli
from voicebox.boards.archive import Archive
from voicebox.boards.reading import read_board
from voicebox.errors import BoardError, PictureRefused
from voicebox.locations import locate
from voicebox.store.repository import SqlStore
from voicebox.symbols.own_svg import plain_svg
from voicebox.symbols.stranger import StrangerSvgs


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


def test_an_svg_of_a_million_dashes_is_drawn_without_them() -> None:
    line = '<line x2="10" y2="10" stroke="red" stroke-width="9" stroke-dasharray="0.000001"/>'
    styled = '<line x2="10" y2="10" style="stroke:red;stroke-dasharray:1e-9;stroke-width:9"/>'
    for drawing in (line, styled):
        assert "dash" not in plain_svg(svg(drawing))


HANGS = (sys.executable, "-c", "import time; time.sleep(600)")
DIES = (sys.executable, "-c", "import sys; sys.stdin.buffer.read(9)")


@pytest.mark.parametrize("command", [HANGS, DIES, ("no-such-program",)])
def test_a_drawing_that_hangs_or_kills_is_refused(command: tuple[str, ...]) -> None:
    svgs = StrangerSvgs(command, seconds=0.5)
    for _ in range(5):
        with pytest.raises(PictureRefused, match="cannot be drawn"):
            svgs.png(svg(RECT))
    svgs.close()


PANICS = '<circle r="1e30" stroke="red" stroke-width="1e-30"/>'


def test_a_drawing_that_resvg_does_not_bear_leaves_the_others_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    svgs = {"bad": svg(PANICS), "good": SVG.encode()}
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

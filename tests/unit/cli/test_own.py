"""`voicebox symbols add`, `mine` and `drop`: what came in is told, and what did not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.boards.making import board, button, inline, manifest, obf, obz, png
from voicebox import cli
from voicebox.locations import locate
from voicebox.store.repository import SqlStore

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "keys"))

    def run(*argv: str) -> tuple[int, str, str]:
        code = cli.main(["symbols", *argv])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def _pupils(*names: str) -> None:
    store = SqlStore.open(locate(os.environ))
    for name in names:
        store.add_pupil(name)
    store.close()


def _picture(folder: Path, name: str = "my dog.png", colour: str = "red") -> str:
    (folder / name).write_bytes(png(colour))
    return str(folder / name)


def test_a_picture_is_kept_listed_and_let_go(run: Run, tmp_path: Path) -> None:
    _pupils("Amira")
    code, out, err = run("add", _picture(tmp_path), "--alt", "a brown dog")
    assert (code, err) == (0, "")
    assert out.startswith("Kept for Amira: a picture for my dog, ")
    code, out, err = run("mine")
    id_ = out.split()[0]
    assert (code, out, err) == (0, f"{id_}  picture  my dog (a brown dog)\n", "")
    assert run("drop", id_) == (0, "Let go: the picture for my dog\n", "")
    _, out, _ = run("mine")
    assert out == "Amira has no pictures or boards yet: voicebox symbols add FILE\n"


def test_a_board_tells_what_came_in_and_what_did_not(run: Run, tmp_path: Path) -> None:
    _pupils("Amira", "Tomos")
    licence = {"type": "CC BY-SA", "author_name": "Zofia", "source_url": "https://example.org"}
    images = [
        {"id": "i", "path": "i.png", "license": licence},
        {"id": "w", "url": "https://example.org/a.png"},
    ]
    home = board(button("a", image_id="i"), button("b", image_id="w"), images=images)
    more = board(button("c"), id="more", license=licence)
    members = {
        "home.obf": home,
        "more.obf": more,
        "i.png": png(),
        "manifest.json": manifest({"home": "home.obf", "more": "more.obf"}),
    }
    path = str(obz(tmp_path, members))
    code, out, err = run("add", path, "--pupil", "Tomos")
    assert (code, err) == (0, "")
    first, *rest = out.splitlines()
    assert first.startswith("Kept for Tomos: Home: 2 boards, 3 buttons, 1 picture, from set.obz, ")
    licences = [
        "  boards, 1: no licence is named, so all rights are reserved",
        "  boards, 1: CC BY-SA, Zofia, https://example.org",
        "  pictures, 1: CC BY-SA, Zofia, https://example.org",
    ]
    assert rest == ["  left out: 1 picture is on the web, and was not fetched", *licences]
    code, out, err = run("mine", "--pupil", "Tomos")
    id_ = out.split()[0]
    first, *rest = out.splitlines()
    assert first == f"{id_}  board  Home: 2 boards, 3 buttons, 1 picture, from set.obz"
    assert rest == licences
    assert run("drop", id_, "--pupil", "Amira")[0] == 1
    assert run("drop", id_, "--pupil", "Tomos") == (0, "Let go: the board Home\n", "")


def test_the_pupil_must_be_known(run: Run, tmp_path: Path) -> None:
    path = _picture(tmp_path)
    code, out, err = run("add", path)
    assert (code, out) == (1, "")
    assert err == "There is no pupil yet. Start a talk first: voicebox talk.\n"
    _pupils("Amira", "Tomos")
    assert run("add", path)[2] == "There are 2 pupils here. Say whose: --pupil NAME.\n"
    assert "no pupil called Zofia" in run("add", path, "--pupil", "Zofia")[2]
    assert run("mine")[0] == run("drop", "x")[0] == 1


def test_one_picture_a_word_and_words_for_pictures_alone(run: Run, tmp_path: Path) -> None:
    _pupils("Amira")
    path = _picture(tmp_path)
    assert run("add", path)[0] == 0
    code, _, err = run("add", _picture(tmp_path, "x.png", "blue"), "--word", "My Dog")
    assert code == 1
    assert err.startswith("There is a picture for the word My Dog already.")
    assert run("add", path, "--word", "  our\tdog ")[0] == 0
    assert "picture  our dog\n" in run("mine")[1]
    told = obf(
        tmp_path, board(button("a", image_id="i"), images=[{"id": "i", "data": inline(png())}])
    )
    assert "a board has words of its own" in run("add", str(told), "--word", "dog")[2]
    assert "There is no such file" in run("add", str(tmp_path / "gone.png"))[2]

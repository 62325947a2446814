"""Sheets of pictures: one PNG, or A4 pages as a PDF."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from voicebox.cli import main
from voicebox.symbols.library import SymbolLibrary
from voicebox.symbols.pictures import Pictures
from voicebox.symbols.sheet import A_PAGE, contact_sheet, sheet_pages


@pytest.fixture
def pictures(library: SymbolLibrary) -> Pictures:
    return Pictures(library)


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_pages_of_a4_hold_every_picture(pictures: Pictures) -> None:
    ids = pictures.library.ids()[: A_PAGE + 1]
    pdf = sheet_pages(pictures, ids, title="Pictures: talk")
    assert pdf.startswith(b"%PDF-")
    assert _pages(pdf) == 2
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(595, 842)}


def test_a_title_stands_above_the_pictures(pictures: Pictures) -> None:
    with_, without = (
        Image.open(io.BytesIO(contact_sheet(pictures, ["dog"], title=title)))
        for title in ("Pictures: animals", "")
    )
    above = with_.height - without.height
    assert above > 0
    top = with_.convert("RGB").crop((0, 0, with_.width, above))
    assert len(top.getcolors(100_000) or []) > 1
    assert with_.crop((0, above, with_.width, with_.height)).tobytes() == without.tobytes()


def test_painted_pictures_show_the_cells(pictures: Pictures) -> None:
    drawn, painted = (
        Image.open(io.BytesIO(contact_sheet(pictures, ["dog"], columns=columns, words=False)))
        for columns in (None, 20)
    )
    assert drawn.size == painted.size
    box = (6, 6, 166, 166)
    assert len(painted.crop(box).getcolors(100_000) or []) <= 14
    assert len(drawn.crop(box).getcolors(100_000) or []) > 14


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "VOICEBOX_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path


def test_the_ending_says_what_is_written(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, head in (("a.png", b"\x89PNG"), ("b.PDF", b"%PDF")):
        argv = ["symbols", "sheet", "-o", str(run / name), "--group", "weather", "--no-words"]
        assert main(argv) == 0
        assert (run / name).read_bytes().startswith(head)
        assert "pictures" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["-o", "a.txt"], "neither a .png nor a .pdf"),
        (["-o", "a.png", "--group", "gruffalo"], "no group of pictures called gruffalo"),
    ],
)
def test_what_cannot_be_is_one_line(
    run: Path, capsys: pytest.CaptureFixture[str], argv: list[str], line: str
) -> None:
    assert main(["symbols", "sheet", argv[0], str(run / argv[1]), *argv[2:]]) == 1
    assert line in capsys.readouterr().err
    assert not (run / argv[1]).exists()

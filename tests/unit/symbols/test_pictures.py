"""Pictures for the front ends: painted, remembered, and kept where that can be done."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PIL import Image

from voicebox.errors import NotFound, SymbolError
from voicebox.keeping import keep_file
from voicebox.locations import locate
from voicebox.ports import SymbolCard, SymbolSource
from voicebox.ports.pictures import CREDIT
from voicebox.symbols import pictures as pictures_module
from voicebox.symbols.cells import Blocks
from voicebox.symbols.library import SymbolLibrary
from voicebox.symbols.pictures import Pictures
from voicebox.symbols.sheet import contact_sheet

CREAM = 0xFFF8E7


@pytest.fixture
def small(small_folder: Path) -> SymbolLibrary:
    return SymbolLibrary.load(small_folder)


def test_every_symbol_can_be_painted(library: SymbolLibrary) -> None:
    pictures: SymbolSource = Pictures(library)
    for symbol in library.ids():
        mosaic = pictures.mosaic(symbol, 16, CREAM)
        assert len(mosaic.lines) == 8, symbol
        painted = {colour for line in mosaic.lines for run in line for colour in (run.fg, run.bg)}
        assert len(painted) >= 2, symbol


def test_no_two_symbols_look_the_same(library: SymbolLibrary) -> None:
    pictures = Pictures(library)
    seen: dict[object, str] = {}
    for symbol in library.ids():
        lines = pictures.mosaic(symbol, 16, CREAM).lines
        assert seen.setdefault(lines, symbol) == symbol


def test_a_card_has_the_words(small: SymbolLibrary) -> None:
    assert Pictures(small).card("box") == SymbolCard("box", "box", "A red box.")


def test_an_unknown_symbol_is_not_found(small: SymbolLibrary) -> None:
    with pytest.raises(NotFound):
        Pictures(small).mosaic("lid", 16, CREAM)
    with pytest.raises(NotFound):
        Pictures(small).card("lid")


@pytest.mark.parametrize("columns", [-1, 0, 3, 201])
def test_a_width_that_cannot_be_is_refused(small: SymbolLibrary, columns: int) -> None:
    with pytest.raises(SymbolError, match="columns wide"):
        Pictures(small).mosaic("box", columns, CREAM)


def test_a_picture_is_painted_once(small: SymbolLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = Pictures(small)
    first = pictures.mosaic("box", 16, CREAM)
    monkeypatch.setattr(pictures_module, "flatten", None)
    assert pictures.mosaic("box", 16, CREAM) is first


def test_kept_cells_serve_the_next_start(
    small: SymbolLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = Pictures(small, cache=cache).mosaic("box", 16, CREAM)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    monkeypatch.setattr(pictures_module, "flatten", None)
    assert Pictures(small, cache=cache).mosaic("box", 16, CREAM) == first


def test_other_widths_grounds_and_glyphs_are_kept_apart(
    small: SymbolLibrary, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    pictures = Pictures(small, cache=cache)
    for columns, background in [(16, CREAM), (18, CREAM), (16, 0x111111)]:
        pictures.mosaic("box", columns, background)
    Pictures(small, cache=cache, blocks=Blocks.HALF).mosaic("box", 16, CREAM)
    assert len(list(cache.iterdir())) == 4


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"not cells", b"[]"])
def test_damaged_cells_are_painted_again(
    small: SymbolLibrary, tmp_path: Path, damage: bytes
) -> None:
    cache = tmp_path / "cache"
    whole = Pictures(small, cache=cache).mosaic("box", 16, CREAM)
    (kept,) = cache.iterdir()
    before = kept.read_bytes()
    kept.write_bytes(damage)
    assert Pictures(small, cache=cache).mosaic("box", 16, CREAM) == whole
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        "5",
        '[[["x",0,0]]]',
        "[" + ",".join(['[["\\u001b[2J           ",0,0]]'] * 8) + "]",
        "[" + ",".join(['[["                ",0,-1]]'] * 8) + "]",
    ],
)
def test_cells_of_another_shape_are_painted_again(
    small: SymbolLibrary, tmp_path: Path, text: str
) -> None:
    cache = tmp_path / "cache"
    whole = Pictures(small, cache=cache).mosaic("box", 16, CREAM)
    (kept,) = cache.iterdir()
    keep_file(kept, text)
    assert Pictures(small, cache=cache).mosaic("box", 16, CREAM) == whole


def test_a_cache_that_cannot_be_written_is_no_error(small: SymbolLibrary, tmp_path: Path) -> None:
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")
    whole = Pictures(small).mosaic("box", 16, CREAM)
    assert Pictures(small, cache=in_the_way).mosaic("box", 16, CREAM) == whole
    assert SymbolLibrary.load(small._folder, cache=in_the_way).ids() == small.ids()


def test_a_full_disk_leaves_no_part_behind(
    small: SymbolLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    cache = tmp_path / "cache"
    monkeypatch.setattr(Path, "replace", full)
    assert Pictures(small, cache=cache).mosaic("box", 16, CREAM).columns == 16
    assert list(cache.iterdir()) == []


def test_a_persons_own_picture_is_never_kept_on_disk(small: SymbolLibrary, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    path = tmp_path / "dog.png"
    Image.new("RGB", (40, 20), "#d22f27").save(path)
    pictures = Pictures(small, cache=cache)
    picture = pictures.read_picture(path)
    mosaic = pictures.picture_mosaic(picture, 16, CREAM)
    assert pictures.picture_mosaic(picture, 16, CREAM) is mosaic
    assert mosaic.lines[4][0].bg == 0xD22F27
    assert mosaic.lines[0][0].bg == CREAM
    assert not cache.exists()


def test_a_sheet_shows_every_picture(library: SymbolLibrary) -> None:
    import io

    pictures = Pictures(library)
    plain = contact_sheet(pictures, ["dog", "cat", "play"], columns=None, words=False, across=2)
    named = contact_sheet(pictures, ["dog", "cat", "play"], across=2)
    sizes = [Image.open(io.BytesIO(png)).size for png in (plain, named)]
    credit = 4 * 26
    assert sizes == [(344, 344 + credit), (344, 396 + credit)]


def test_the_credit_on_a_sheet_is_that_of_the_library() -> None:
    library = (locate({}).symbols / "symbols.yaml").read_text(encoding="utf-8")
    assert f'credit: "{CREDIT}"' in library

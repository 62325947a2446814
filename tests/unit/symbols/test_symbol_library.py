"""The project's symbols are whole, and can be found by the words that people use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voicebox.errors import NotFound, SymbolError
from voicebox.symbols.library import SymbolLibrary

TALK_ITSELF = [
    "yes",
    "no",
    "not-sure",
    "something-else",
    "dont-know",
    "wont-say",
    "skip",
    "stop",
    "break",
    "help",
    "private",
    "back",
    "hear",
    "start",
    "go-on",
    "not-today",
    "tell-me-more",
    "ok",
    "everyone",
    "family",
    "school",
    "meeting",
    "near",
    "thumbs",
    "ladder",
    "like",
    "so-so",
    "dont-like",
    "going-well",
    "sometimes",
    "not-going-well",
    "by-myself",
    "little-help",
    "lots-of-help",
    "worry-none",
    "worry-little",
    "worry-some",
    "worry-lot",
    "talking",
    "signing",
    "writing",
    "drawing",
    "pictures",
    "technology",
    "pointing",
    "hope",
    "one-step-up",
    "big-thing",
    "finished",
    "one-by-one",
    "keep",
    "bin",
]
"""What the program itself, or every pack, refers to."""


def test_there_are_enough_of_them(library: SymbolLibrary) -> None:
    assert len(library.ids()) >= 500
    own = [symbol for symbol in library.ids() if library.get(symbol).drawing]
    assert len(own) >= 60


GROUPS = {
    "feelings": "bit-happy happy very-happy bit-sad sad very-sad cross angry very-angry",
    "people": "mum dad teacher teaching-assistant nurse lollipop-person social-worker",
    "places": "classroom bedroom stairs cloakroom museum sensory-room",
    "school": "maths reading languages re science uniform",
    "play": "football gaming slime swing-set",
    "food": "pizza tomato rice",
    "animals": "dog fox crocodile",
    "health": "ill headache inhaler",
    "senses": "too-loud too-bright itchy crowded scratchy-label",
    "support": "ear-defenders quiet-space now-and-next movement-break wobble-cushion fidget "
    "extra-time reader scribe small-group one-adult visual-timetable break-card near-front",
    "transport": "bus minibus taxi",
    "dreams": "vet footballer own-home job",
    "time": "yesterday today tomorrow weekend",
    "talk": "yes no not-sure something-else stop break help private",
}


@pytest.mark.parametrize(("group", "some"), GROUPS.items())
def test_each_group_has_what_a_talk_needs(library: SymbolLibrary, group: str, some: str) -> None:
    for symbol in some.split():
        assert library.get(symbol).group == group


@pytest.mark.parametrize("symbol", TALK_ITSELF)
def test_what_the_talk_itself_needs_is_there(library: SymbolLibrary, symbol: str) -> None:
    assert symbol in library


def test_each_has_words_that_describe_it(library: SymbolLibrary) -> None:
    for symbol in map(library.get, library.ids()):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", symbol.id)
        assert len(symbol.word) <= 20, symbol.id
        assert symbol.alt.endswith("."), symbol.id
        assert len(symbol.alt.split()) <= 12, symbol.id
        assert len(set(symbol.keywords)) >= 3, symbol.id


def test_no_two_share_a_drawing(library: SymbolLibrary) -> None:
    drawn: dict[str, str] = {}
    for symbol in map(library.get, library.ids()):
        drawing = symbol.openmoji or symbol.drawing
        assert drawn.setdefault(drawing, symbol.id) == symbol.id


def test_each_of_our_drawings_is_used(library: SymbolLibrary, symbols_folder: Path) -> None:
    used = {library.get(symbol).drawing for symbol in library.ids()} - {""}
    assert used == {path.name for path in (symbols_folder / "drawings").iterdir()}


def test_our_drawings_share_one_frame(symbols_folder: Path) -> None:
    for path in (symbols_folder / "drawings").glob("*.svg"):
        assert 'viewBox="0 0 72 72"' in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize(
    ("word", "symbol"),
    [
        ("dog", "dog"),
        ("Dogs", "dog"),
        ("puppies", "dog"),
        ("sandwiches", "sandwich"),
        ("noise", "too-loud"),
        ("don't know", "dont-know"),
        ("dinner-hall", "dinner-hall"),
        ("no", "no"),
        ("children", "me"),
    ],
)
def test_words_find_symbols(library: SymbolLibrary, word: str, symbol: str) -> None:
    assert library.find(word)[0].id == symbol


def test_a_word_named_so_comes_before_a_keyword(library: SymbolLibrary) -> None:
    found = [symbol.id for symbol in library.find("fish")]
    assert found[0] == "fish"
    assert "fishing" in found


@pytest.mark.parametrize("word", ["", "  ", "'", "qzx"])
def test_other_words_find_nothing(library: SymbolLibrary, word: str) -> None:
    assert library.find(word) == []


def test_an_unknown_symbol_is_named(library: SymbolLibrary) -> None:
    with pytest.raises(NotFound, match="no picture called `gruffalo`"):
        library.get("gruffalo")


GOOD = "{word: box, alt: A box., group: play, keywords: [crate], drawing: box.svg}"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("symbols:\n  box: &a " + GOOD + "\n  lid: *a\n", 2, "points elsewhere"),
        (f"symbols:\n  box: {GOOD}\n  box: {GOOD}\n", 3, "given twice"),
        (f"symbols:\n  Box: {GOOD}\n", 2, "no id"),
        (f"colour: red\nsymbols:\n  box: {GOOD}\n", 1, "`colour` is not known"),
        (
            "symbols:\n  box: {word: box, alt: A box., group: play, keywords: [a]}\n",
            2,
            "one picture",
        ),
        ("symbols:\n  box:\n    word: box\n    alt:\n    group: a\n    drawing: a.svg\n", 4, "alt"),
        (
            f"symbols:\n  box: {GOOD.replace('box.svg', '../box.svg')}\n",
            2,
            "names no drawing",
        ),
        (f"symbols:\n  box: {GOOD}\n  lid: {GOOD}\n", 3, "the picture of `box`"),
        ("symbols: [", 2, "does not fit"),
        ("", 1, "empty"),
        ("symbols: " + "[" * 5000, 1, "within one another"),
    ],
)
def test_a_fault_names_its_line(small_folder: Path, text: str, line: int, what: str) -> None:
    path = small_folder / "symbols.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SymbolError) as caught:
        SymbolLibrary.load(small_folder)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert what in str(caught.value)


def test_a_huge_file_is_refused(small_folder: Path) -> None:
    (small_folder / "symbols.yaml").write_bytes(b"# " + b"x" * 2_000_000)
    with pytest.raises(SymbolError, match="more than 1,000,000 bytes"):
        SymbolLibrary.load(small_folder)


def test_a_missing_library_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SymbolError, match="cannot be read"):
        SymbolLibrary.load(tmp_path)


def test_a_missing_drawing_is_an_error(small_folder: Path) -> None:
    (small_folder / "drawings" / "box.svg").unlink()
    with pytest.raises(SymbolError, match="cannot be read"):
        SymbolLibrary.load(small_folder).svg("box")


def test_the_cache_gives_the_same_library(
    library: SymbolLibrary, symbols_folder: Path, tmp_path: Path
) -> None:
    SymbolLibrary.load(symbols_folder, cache=tmp_path)
    again = SymbolLibrary.load(symbols_folder, cache=tmp_path)
    assert [again.get(s) for s in again.ids()] == [library.get(s) for s in library.ids()]


def test_a_damaged_cache_is_made_again(small_folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    SymbolLibrary.load(small_folder, cache=cache)
    (kept,) = cache.iterdir()
    whole = kept.read_text(encoding="utf-8")
    kept.write_text(whole.replace("A red box.", "A blue box"), encoding="utf-8")
    assert SymbolLibrary.load(small_folder, cache=cache).get("box").alt == "A red box."
    assert kept.read_text(encoding="utf-8") == whole


def test_a_changed_library_is_read_again(small_folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    SymbolLibrary.load(small_folder, cache=cache)
    path = small_folder / "symbols.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("red", "blue"), encoding="utf-8")
    assert SymbolLibrary.load(small_folder, cache=cache).get("box").alt == "A blue box."

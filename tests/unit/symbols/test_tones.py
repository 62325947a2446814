"""People come in the skin tone that a child has chosen; other pictures stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicebox.errors import NotFound
from voicebox.ports import TONES, Mosaic, SymbolSource, Tone
from voicebox.symbols.library import SymbolLibrary
from voicebox.symbols.pictures import Pictures
from voicebox.symbols.tones import in_tone, toned_openmoji

CREAM = 0xFFF8E7
YELLOW = 0xFCEA2B
SKIN: dict[Tone, int] = {
    "light": 0xFADCBC,
    "medium-light": 0xDEBB90,
    "medium": 0xC19A65,
    "medium-dark": 0xA57939,
    "dark": 0x6A462F,
}
PEOPLE = ["me", "friend", "help", "yes", "nan", "doctor", "clap", "lollipop-person"]


def _colours(mosaic: Mosaic) -> set[int]:
    return {colour for line in mosaic.lines for run in line for colour in (run.fg, run.bg)}


@pytest.fixture
def pictures(library: SymbolLibrary) -> SymbolSource:
    return Pictures(library)


@pytest.mark.parametrize("symbol", PEOPLE)
def test_people_come_in_every_tone(pictures: SymbolSource, symbol: str) -> None:
    assert pictures.tones(symbol) == TONES
    neutral = pictures.mosaic(symbol, 20, CREAM)
    painted = [pictures.mosaic(symbol, 20, CREAM, tone=tone) for tone in TONES]
    assert len({mosaic.lines for mosaic in (neutral, *painted)}) == len(TONES) + 1
    for tone, mosaic in zip(TONES, painted, strict=True):
        assert SKIN[tone] in _colours(mosaic)


@pytest.mark.parametrize("symbol", ["dog", "happy", "like", "too-dark"])
def test_other_pictures_stay_as_they_are(pictures: SymbolSource, symbol: str) -> None:
    assert pictures.tones(symbol) == ()
    assert pictures.mosaic(symbol, 20, CREAM, tone="dark") == pictures.mosaic(symbol, 20, CREAM)


def test_a_person_has_no_yellow_skin_left(pictures: SymbolSource) -> None:
    assert YELLOW in _colours(pictures.mosaic("me", 20, CREAM))
    assert YELLOW not in _colours(pictures.mosaic("me", 20, CREAM, tone="light"))


def test_many_pictures_have_tones(library: SymbolLibrary) -> None:
    toned = [symbol for symbol in library.ids() if library.tones(symbol)]
    assert len(toned) >= 120
    assert all(library.tones(symbol) == TONES for symbol in toned)


def test_tones_of_an_unknown_symbol_are_not_found(pictures: SymbolSource) -> None:
    with pytest.raises(NotFound):
        pictures.tones("gruffalo")


def test_tones_are_kept_apart_on_disk(library: SymbolLibrary, tmp_path: Path) -> None:
    first = Pictures(library, cache=tmp_path).mosaic("me", 16, CREAM, tone="dark")
    again = Pictures(library, cache=tmp_path)
    assert again.mosaic("me", 16, CREAM, tone="dark") == first
    assert again.mosaic("me", 16, CREAM) != first


@pytest.mark.parametrize(
    ("openmoji", "toned"),
    [
        ("1F44D", "1F44D-1F3FF"),
        ("1F9D1-200D-2695-FE0F", "1F9D1-1F3FF-200D-2695-FE0F"),
        ("1F575-FE0F-200D-2640-FE0F", "1F575-1F3FF-200D-2640-FE0F"),
    ],
)
def test_the_modifier_follows_the_first_person(openmoji: str, toned: str) -> None:
    assert toned_openmoji(openmoji, "dark") == toned


def test_only_marked_parts_take_a_tone() -> None:
    svg = '<g><path fill="#fcea2b"/><circle fill="#fcea2b" class="skin"/></g>'
    hair = '<path fill="#f4aa41" class="hair"/><path fill="#f4aa41"/>'
    assert in_tone(svg, "light") == svg.replace('#fcea2b" class', '#fadcbc" class')
    assert in_tone(hair, "light") == hair
    assert in_tone(hair, "dark") == hair.replace('#f4aa41" class', '#3f3f3f" class')

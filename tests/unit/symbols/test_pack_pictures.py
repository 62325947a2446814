"""Every picture that a pack asks for is there, and can be painted on a small card."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicebox.prompts.loader import load_pack
from voicebox.symbols.library import SymbolLibrary
from voicebox.symbols.pictures import Pictures

PROMPTS = Path(__file__).parents[3] / "prompts"
SMALL = 16


def _asked_for(value: object) -> set[str]:
    """Every value of a `symbol` key, at any depth."""
    if isinstance(value, list):
        return set().union(*map(_asked_for, value))
    if not isinstance(value, dict):
        return set()
    found = set().union(*map(_asked_for, value.values()))
    return found | {value["symbol"]} if isinstance(value.get("symbol"), str) else found


def _symbols_of(pack: Path) -> set[str]:
    return _asked_for(load_pack(pack).model_dump())


@pytest.mark.parametrize("pack", sorted(PROMPTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_pack_asks_for_pictures_that_can_be_painted(pack: Path, library: SymbolLibrary) -> None:
    pictures = Pictures(library)
    asked = _symbols_of(pack)
    assert len(asked) > 5
    assert sorted(asked - set(library.ids())) == []
    for symbol in asked:
        mosaic = pictures.mosaic(symbol, SMALL, 0xFFF8E7)
        assert (mosaic.columns, len(mosaic.lines)) == (SMALL, SMALL // 2)
        assert (
            len({colour for line in mosaic.lines for run in line for colour in (run.fg, run.bg)})
            > 1
        )

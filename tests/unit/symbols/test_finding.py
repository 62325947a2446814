"""The words that a child or a teaching assistant types find the picture they mean."""

from __future__ import annotations

import pytest

from voicebox.symbols.finding import Index, Names, roots, stem
from voicebox.symbols.library import SymbolLibrary

TYPED = [
    # as they are
    ("dog", "dog"),
    ("toilet", "toilet"),
    ("ear defenders", "ear-defenders"),
    ("now and next", "now-and-next"),
    ("TA", "teaching-assistant"),
    ("dinner lady", "dinner-lady"),
    ("social worker", "social-worker"),
    ("hijab", "headscarf"),
    ("AAC", "talker"),
    ("café", "cafe"),
    # plurals, and those that children make
    ("dogs", "dog"),
    ("puppies", "dog"),
    ("mouses", "mouse"),
    ("mice", "mouse"),
    ("sheeps", "sheep"),
    ("foots", "feet"),
    ("tooths", "tooth"),
    ("babies", "baby"),
    ("sandwiches", "sandwich"),
    ("potatoes", "chips"),
    ("buses", "bus"),
    ("scarves", "scarf"),
    ("best friends", "best-friend"),
    # other forms
    ("swim", "swimming-pool"),
    ("danced", "dancing"),
    ("runs", "pe"),
    ("worrying", "worried"),
    ("praying", "faith"),
    ("jumped", "movement-break"),
    ("helped", "helping"),
    ("shouted", "shout"),
    ("drummer", "drums"),
    ("bowled", "bowling"),
    ("hugging", "hug"),
    # American and nursery words
    ("mom", "mum"),
    ("soccer", "football"),
    ("cookie", "biscuit"),
    ("candy", "sweets"),
    ("truck", "lorry"),
    ("math", "maths"),
    ("airplane", "plane"),
    ("pants", "trousers"),
    ("vacation", "holiday"),
    ("trash", "bin"),
    ("principal", "head-teacher"),
    ("doggy", "dog"),
    ("kitty", "cat"),
    ("grandma", "nan"),
    ("bunnies", "rabbit"),
    # whole wishes
    ("I want a drink please", "drink"),
    ("my tummy hurts", "tummy-ache"),
    ("it is too noisy", "too-loud"),
    ("the swings", "swing-set"),
    # misspelled
    ("elefant", "elephant"),
    ("dinosor", "dinosaur"),
    ("skool", "school"),
    ("choclate", "chocolate"),
    ("freind", "friend"),
    ("libary", "library"),
    ("hospitle", "hospital"),
    ("butterflys", "butterfly"),
    ("wheelchare", "wheelchair"),
    ("trampaline", "trampoline"),
    ("becuase angrey", "angry"),
]


@pytest.mark.parametrize(("typed", "symbol"), TYPED)
def test_what_is_typed_finds_what_is_meant(library: SymbolLibrary, typed: str, symbol: str) -> None:
    assert symbol in [found.id for found in library.find(typed)][:3]


def test_every_symbol_is_found_by_its_word_and_each_keyword(library: SymbolLibrary) -> None:
    for symbol in map(library.get, library.ids()):
        assert library.find(symbol.word)[0].word == symbol.word
        for keyword in symbol.keywords:
            assert symbol in library.find(keyword), (symbol.id, keyword)


def test_a_sure_find_is_not_buried_under_guesses() -> None:
    index = Index([Names("star", ("star",), ()), Names("start", ("start",), ())])
    assert index.find("star") == ["star"]
    assert index.find("starrt") == ["start", "star"]


@pytest.mark.parametrize("typed", ["cqt", "qzxwv", "???", ""])
def test_nothing_like_it_finds_nothing(library: SymbolLibrary, typed: str) -> None:
    assert library.find(typed) == []


@pytest.mark.parametrize(
    ("word", "as_"),
    [("Knives", "knife"), ("ear-defenders", "ear defender"), ("class", "class"), ("bus", "bus")],
)
def test_a_stem_has_no_plural(word: str, as_: str) -> None:
    assert stem(word) == as_


def test_forms_of_a_word_have_one_root() -> None:
    assert len({roots(word) for word in ("dance", "dancing", "danced", "dancer", "dances")}) == 1
    assert len({roots(word) for word in ("swim", "swimming", "swimmer")}) == 1
    assert roots("thing") == "thing"

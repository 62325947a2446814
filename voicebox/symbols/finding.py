"""Find symbols by the words that people type: plurals, other forms, American words, misspellings.

Each way is tried only where the ones before it find nothing, so that a sure find is never buried
under guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

LIKENESS = 0.72
"""How alike a misspelling and a word must be, by difflib's ratio from 0 to 1."""
SHORTEST_GUESS = 4
"""Letters; a shorter word is like too many others."""
MOST_GUESSES = 5

_IRREGULAR: Mapping[str, str] = {
    "people": "person",
    "peoples": "person",
    "persons": "person",
    "children": "child",
    "childrens": "child",
    "childs": "child",
    "feet": "foot",
    "feets": "foot",
    "foots": "foot",
    "teeth": "tooth",
    "teeths": "tooth",
    "tooths": "tooth",
    "mice": "mouse",
    "mices": "mouse",
    "mouses": "mouse",
    "geese": "goose",
    "men": "man",
    "mans": "man",
    "women": "woman",
    "womans": "woman",
    "fishes": "fish",
    "buses": "bus",
    "busses": "bus",
    "glasses": "glasses",
    "leaves": "leaf",
    "leafs": "leaf",
    "knives": "knife",
    "wolves": "wolf",
    "shelves": "shelf",
    "scarves": "scarf",
    "scarfs": "scarf",
    "buddies": "buddy",
    "cookies": "cookie",
    "movies": "movie",
    "selfies": "selfie",
    "went": "go",
    "ran": "run",
    "swam": "swim",
    "ate": "eat",
    "drew": "draw",
    "slept": "sleep",
    "wrote": "write",
    "sang": "sing",
}
"""Plurals and pasts that no rule makes, and those that children make instead."""
_ALSO_SAID: Mapping[str, str] = {
    "mom": "mum",
    "mommy": "mum",
    "mama": "mum",
    "ma": "mum",
    "papa": "dad",
    "pa": "dad",
    "grandmother": "nan",
    "nanny": "nan",
    "grampa": "grandad",
    "granddad": "grandad",
    "buddy": "friend",
    "pal": "friend",
    "soccer": "football",
    "math": "maths",
    "color": "colour",
    "gray": "grey",
    "favorite": "favourite",
    "vacation": "holiday",
    "restroom": "toilet",
    "potty": "toilet",
    "bathroom": "toilet",
    "washroom": "toilet",
    "trash": "bin",
    "garbage": "bin",
    "airplane": "plane",
    "aeroplane": "plane",
    "truck": "lorry",
    "candy": "sweets",
    "cookie": "biscuit",
    "popsicle": "lolly",
    "sneakers": "trainers",
    "pants": "trousers",
    "sweater": "jumper",
    "recess": "playtime",
    "principal": "head teacher",
    "grade": "class",
    "store": "shop",
    "movie": "film",
    "flashlight": "torch",
    "faucet": "tap",
    "apartment": "flat",
    "subway": "train",
    "bike": "bicycle",
    "bunny": "rabbit",
    "doggy": "dog",
    "doggie": "dog",
    "kitty": "cat",
    "moggy": "cat",
    "horsey": "horse",
    "piggy": "pig",
    "birdie": "bird",
    "choo": "train",
    "telly": "tv",
    "tummy": "stomach",
    "wee": "toilet",
    "poo": "toilet",
    "bogey": "nose",
    "yummy": "tasty",
    "icky": "sticky",
    "scary": "scared",
    "noisy": "noise",
    "sleepy": "sleep",
    "hurty": "hurt",
    "glad": "happy",
    "mad": "angry",
    "furious": "angry",
    "terrified": "scared",
    "unhappy": "sad",
    "poorly": "ill",
    "yes please": "yes",
    "no thank you": "no thanks",
}
"""American words, nursery words and near ones, each by the word that is in the library."""
_SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are at can do for from go going have he her him his i id im in is it its like me "
        "my not of on or our please really she some so that the their them they this to too us "
        "very want we with you your",
    )
)
"""Words of a whole wish that name no picture of their own in it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a symbol can be found by."""

    id: str
    own: tuple[str, ...]
    """Its word and its id."""
    keywords: tuple[str, ...]


class Index:
    """Finds the ids of symbols by words."""

    def __init__(self, symbols: Iterable[Names]) -> None:
        self._symbols = tuple(symbols)
        self._named = _by(self._symbols, stem, lambda names: names.own)
        self._known = _by(self._symbols, stem, lambda names: names.keywords)
        self._just_so = _by(self._symbols, str.casefold, lambda names: names.own)
        self._rooted: tuple[dict[str, list[str]], dict[str, list[str]]] | None = None

    def find(self, words: str) -> list[str]:
        """Ids for words, the likeliest first; none where nothing is near.

        Named so, known by a keyword, or holding the words; else by what it is also called; by
        other forms of the words; by the longest of several words; by words spelled alike.
        """
        wanted = stem(words)
        if not wanted:
            return []
        just_so = self._just_so.get(words.casefold(), ())
        ways = (self._exact, self._also_said, self._other_forms, self._word_by_word, self._alike)
        for way in ways:
            found = way(wanted)
            if found:
                return sorted(dict.fromkeys(found), key=lambda one: one not in just_so)
        return []

    def _exact(self, wanted: str) -> list[str]:
        held = [
            names.id
            for names in self._symbols
            if any(f" {wanted} " in f" {stem(name)} " for name in (*names.own, *names.keywords))
        ]
        return [*self._named.get(wanted, ()), *self._known.get(wanted, ()), *held]

    def _also_said(self, wanted: str) -> list[str]:
        said = _ALSO.get(wanted) or " ".join(_ALSO.get(word, word) for word in wanted.split())
        return self._exact(said) if said != wanted else []

    def _other_forms(self, wanted: str) -> list[str]:
        if self._rooted is None:
            self._rooted = (
                _by(self._symbols, roots, lambda names: names.own),
                _by(self._symbols, roots, lambda names: names.keywords),
            )
        root = roots(wanted)
        return [found for names in self._rooted for found in names.get(root, ())]

    def _word_by_word(self, wanted: str) -> list[str]:
        """By the words that carry the sense, the longest first."""
        words = [word for word in wanted.split() if word not in _SMALL_WORDS]
        if words == wanted.split() and len(words) < 2:
            return []
        found: list[str] = []
        for word in sorted(words, key=len, reverse=True):
            found += self._exact(word) or self._also_said(word) or self._other_forms(word)
        return found

    def _alike(self, wanted: str) -> list[str]:
        if len(wanted) < SHORTEST_GUESS:
            return []
        from difflib import get_close_matches

        known = {**self._known, **self._named}
        near = get_close_matches(wanted, known, n=MOST_GUESSES, cutoff=LIKENESS)
        return [found for word in near for found in self._exact(word)[:2]][:MOST_GUESSES]


def _by(
    symbols: Iterable[Names],
    form: Callable[[str], str],
    names_of: Callable[[Names], Sequence[str]],
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for names in symbols:
        for name in dict.fromkeys(map(form, names_of(names))):
            found.setdefault(name, []).append(names.id)
    return found


@lru_cache(maxsize=8192)
def stem(words: str) -> str:
    """Words without capitals, hyphens, apostrophes, accents of café and plural endings."""
    plain = words.casefold().replace("-", " ").replace("é", "e")
    return " ".join(_singular(word) for word in re.sub(r"[^\w ]", "", plain).split())


def roots(words: str) -> str:
    """Words without the endings of their forms: `danced`, `dancing` and `dancer` are `danc`."""
    return " ".join(map(_root, stem(words).split()))


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 4 and word.endswith("oes"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


def _root(word: str) -> str:
    for ending in ("ing", "ers", "er", "ed", "y", "e"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and re.search("[aeiouy]", rest):
            doubled = rest[-1] == rest[-2] and rest[-1] not in "aeiouls"
            return rest[:-1] if doubled else rest.removesuffix("e")
    return word


_ALSO = {stem(word): stem(known) for word, known in _ALSO_SAID.items()}

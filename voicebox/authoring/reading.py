"""How hard words are to read: sentences, words, grade, and which words a child may not know.

English alone has lists here; `judges` tells which languages can be judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files

from voicebox.authoring.syllables import syllables
from voicebox.prompts.models import fill

STAND_INS = {
    "pupil": "Sam",
    "adult": "Sam",
    "who": "Sam",
    "when": "Friday",
    "item": "it",
    "answer": "it",
    "asked": "it",
}
"""What is read where a pack leaves a blank."""

_END = re.compile(r"[.?!…]+[\"'”’)]*(?=\s|$)|\n")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*|\d+")
_SHORT_FORMS = frozenset({"mr", "mrs", "ms", "dr"})
_ENDINGS = (
    ("'s", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("d", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("r", ""),
    ("ier", "y"),
    ("est", ""),
    ("iest", "y"),
    ("ily", "y"),
    ("won't", "will"),
    ("can't", "can"),
    ("ly", ""),
    ("n't", ""),
    ("'ll", ""),
    ("'re", ""),
    ("'ve", ""),
    ("'d", ""),
)


def judges(language: str) -> bool:
    """Can words of this language (`en-GB`) be judged?"""
    return language.split("-")[0] == "en"


def sentences(words: str) -> list[str]:
    """The sentences of a line, its blanks filled in; a full stop after `Mr` ends none."""
    found = [""]
    filled = re.sub(r"\b(Mrs?|Ms|Dr)\.", r"\1", fill(words, **STAND_INS))
    at = 0
    for end in _END.finditer(filled):
        found[-1] = filled[at : end.end()].strip()
        found.append("")
        at = end.end()
    found[-1] = filled[at:].strip()
    return [each for each in found if words_of(each)]


def words_of(sentence: str) -> list[str]:
    """The words of a sentence: `grown-up` is one, `don't` is one, a number is one."""
    return _WORD.findall(sentence)


def grade(said: Iterable[str]) -> float | None:
    """The Flesch-Kincaid grade of sentences taken together; None without a word.

    0.39 words a sentence + 11.8 syllables a word - 15.59: 3 is read at about eight years.
    """
    several = [words_of(sentence) for sentence in said]
    every = [word for words in several for word in words]
    if not every:
        return None
    sounds = sum(map(syllables, every))
    return 0.39 * len(every) / len(several) + 11.8 * sounds / len(every) - 15.59


def hard_words(line: str, explained: Collection[str]) -> Iterator[str]:
    """Words of more than two syllables that are neither easy nor explained, as they are written.

    Args:
        line: words of a pack; blanks are passed over, and so are names (capitals within a line).
        explained: the terms of a glossary.
    """
    yield from (word for word in _uncommon(line, explained) if _syllables_of(word) > 2)


def rare_words(line: str, explained: Collection[str]) -> Iterator[str]:
    """Short words that are not common either: a child may not know them."""
    yield from (word for word in _uncommon(line, explained) if _syllables_of(word) <= 2)


def easier(word: str) -> tuple[str, ...]:
    """Easier words for a hard one, the nearest first; none where there is no better one known."""
    table = _easier()
    return next((table[base] for base in _bases(word.casefold()) if base in table), ())


def is_easy(word: str) -> bool:
    """Is a word, or what it is made from, on the list of easy ones?"""
    return any(base in _easy() for base in _bases(word.casefold().replace("’", "'")))


def _syllables_of(word: str) -> int:
    return max(syllables(part) for part in word.split("-"))


def _uncommon(line: str, explained: Collection[str]) -> Iterator[str]:
    known = {term.casefold() for term in explained}
    for sentence in sentences(_without_terms(line, known)):
        for at, word in enumerate(words_of(sentence)):
            is_name = at > 0 and word[:1].isupper()
            if not is_name and not word.isdigit() and not _is_known(word, known):
                yield word


def _without_terms(line: str, known: Collection[str]) -> str:
    """The line without the terms of several words that are explained."""
    phrases = sorted((term for term in known if " " in term), key=len, reverse=True)
    for phrase in phrases:
        line = re.sub(rf"\b{re.escape(phrase)}s?\b", " ", line, flags=re.IGNORECASE)
    return line


def _is_known(word: str, known: Collection[str]) -> bool:
    low = word.casefold().replace("’", "'")
    if any(base in known for base in _bases(low)):
        return True
    return all(part in _SHORT_FORMS or len(part) == 1 or is_easy(part) for part in low.split("-"))


def _bases(word: str) -> Iterator[str]:
    """A word, and what is left of it without an ending: `stopped` gives `stop` too."""
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and (instead or len(word) > len(ending) + 1):
            base = word.removesuffix(ending) + instead
            yield base
            if len(base) > 2 and base[-1] == base[-2]:
                yield base[:-1]


@cache
def _easy() -> frozenset[str]:
    return frozenset(word for line in _lines("easy-en.txt") for word in line.split())


@cache
def _easier() -> dict[str, tuple[str, ...]]:
    pairs = (line.partition(":") for line in _lines("easier-en.txt"))
    return {
        hard.strip(): tuple(each.strip() for each in easy.split(",")) for hard, _, easy in pairs
    }


def _lines(name: str) -> list[str]:
    text = files("voicebox.authoring").joinpath("words", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

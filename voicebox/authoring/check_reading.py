"""Checks of how hard a pack is to read (`content.md` rule 17): a gate, not advice.

Held to more is what the person asked reads or hears; lines for the adult beside a child are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from voicebox.authoring.findings import Found, Severity
from voicebox.authoring.lines import Ear, Line, Part, lines
from voicebox.authoring.reading import (
    easier,
    grade,
    hard_words,
    judges,
    rare_words,
    sentences,
    words_of,
)
from voicebox.authoring.syllables import syllables
from voicebox.prompts.models import Audience, Pack

_CAPITALS = re.compile(r"\b(?:[A-Z]{2,}[A-Za-z]*|WellComm)\b")
_KNOWN_TO_ALL = frozenset({"OK", "TV", "PE", "UK"})
_AS_SENTENCES = (Part.SAID, Part.MEANING)
_SHOWN_WORDS = 5


@dataclass(frozen=True, slots=True)
class Level:
    """What a pack is held to. `longest`: words in a sentence; `grade`: Flesch-Kincaid, the whole
    pack together; `easy`: is each long word to be easy or explained?"""

    longest: int | None
    grade: float
    easy: bool = False


GROWN_UP = Level(longest=None, grade=7)
LEVELS = {
    Audience.CHILD: Level(longest=12, grade=3, easy=True),
    Audience.YOUNG_PERSON: Level(longest=15, grade=5),
}


def check_reading(pack: Pack) -> Iterator[Found]:
    """What is too hard to read in `pack`; nothing where its language cannot be judged."""
    if not judges(pack.language):
        return
    level = LEVELS.get(pack.audience, GROWN_UP)
    asked = [line for line in lines(pack) if line.ear is Ear.ASKED]
    for line in asked:
        if level.longest is not None:
            yield from _long_sentences(line, level.longest)
        if level.easy:
            yield from _hard_words(line, pack)
    if level.easy:
        yield from _rare_words(asked, pack)
    else:
        yield from _acronyms(asked, pack)
    yield from _grade(asked, level)


def _long_sentences(line: Line, longest: int) -> Iterator[Found]:
    for sentence in sentences(line.words):
        count = len(words_of(sentence))
        if count > longest:
            yield Found(
                line.path,
                Severity.ERROR,
                "long-sentence",
                f'"{_short(sentence)}" has {count} words; a sentence here has {longest} at most '
                "(rule 17).",
                "Make two sentences of it, or take words out.",
            )


def _hard_words(line: Line, pack: Pack) -> Iterator[Found]:
    for word in dict.fromkeys(hard_words(line.words, pack.glossary)):
        yield Found(
            line.path,
            Severity.ERROR,
            "hard-word",
            f"`{word}` is long, and not among the easy words (rule 17).",
            f"{_instead(word)} Or explain it in the pack's `glossary`.",
        )


def _rare_words(asked: list[Line], pack: Pack) -> Iterator[Found]:
    """Each once: they are short, so a child may well know them."""
    met: set[str] = set()
    for line in asked:
        for word in rare_words(line.words, pack.glossary):
            if word.casefold() not in met and not word.isupper():
                met.add(word.casefold())
                yield Found(
                    line.path,
                    Severity.ADVICE,
                    "rare-word",
                    f"`{word}` is not a common word: does a child of this age know it?",
                    f"{_instead(word)} Or explain it in the pack's `glossary`.",
                )


def _instead(word: str) -> str:
    better = easier(word)
    return f"Try: {', '.join(better)}." if better else "Find a shorter word."


def _acronyms(asked: list[Line], pack: Pack) -> Iterator[Found]:
    explained = {part.casefold() for term in pack.glossary for part in words_of(term)}
    met: set[str] = set()
    for line in asked:
        for word in _CAPITALS.findall(line.words):
            plain = word.removesuffix("s") if word[:-1].isupper() else word
            if plain in _KNOWN_TO_ALL or plain.casefold() in explained | met:
                continue
            met.add(plain.casefold())
            yield Found(
                line.path,
                Severity.ERROR,
                "acronym",
                f"`{plain}` is not explained (rule 17).",
                f"Add `{plain}: {{means: ...}}` to the pack's `glossary`, or write it out.",
            )
    yield from _explained_twice(pack)


def _explained_twice(pack: Pack) -> Iterator[Found]:
    counted = Counter(term.casefold() for term in pack.glossary)
    for term in pack.glossary:
        if counted[term.casefold()] > 1:
            yield Found(
                ("glossary", term),
                Severity.WARNING,
                "explained-twice",
                f"`{term}` is in the glossary more than once.",
                "Keep one of them.",
            )


def _grade(asked: list[Line], level: Level) -> Iterator[Found]:
    said = [
        sentence
        for line in asked
        if line.part in _AS_SENTENCES
        for sentence in sentences(line.words)
    ]
    reached = grade(said)
    if reached is None or reached <= level.grade:
        return
    longest = max(said, key=lambda sentence: len(words_of(sentence)))
    yield Found(
        (),
        Severity.ERROR,
        "reading-grade",
        f"The pack as a whole reads at grade {reached:.1f}; it should be {level.grade:g} or lower "
        "(rule 17).",
        f'Use shorter words: {_heaviest(said)}. Cut long sentences: "{_short(longest)}"',
    )


def _heaviest(said: list[str]) -> str:
    """The words that weigh most in the grade, and easier ones where they are known."""
    weights: Counter[str] = Counter()
    for sentence in said:
        for word in words_of(sentence):
            if syllables(word) > 2:
                weights[word.casefold()] += syllables(word) - 1
    shown = [word for word, _ in weights.most_common(_SHOWN_WORDS)]
    return ", ".join(f"{word} ({easier(word)[0]})" if easier(word) else word for word in shown)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 80 else f"{sentence[:79]}…"

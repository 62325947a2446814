"""Words on their way to the voice: made safe to speak, cut into pieces, found again when heard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

LONGEST_SPOKEN = 20_000
"""Characters in one utterance, about twenty minutes of speech; a longer one is refused."""
TOO_LONG = f"That is too long to read aloud: {LONGEST_SPOKEN:,} characters is the most."
LONGEST_PIECE = 1_000
"""Characters synthesised at once: about a minute of sound, 3 MB, 60 ms of work."""

_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SENTENCE_ENDS = re.compile(r"(?<!\bM[rsx])(?<!\bMrs)(?<!\b[DS][rt])[.!?؟۔।]\s+")
"""Not after Mr, Ms, Mx, Mrs, Dr, Sr, St."""
_SPACES = re.compile(r"\s+")
_WRITTEN = re.compile(r"\S+")


class HeardWord(NamedTuple):
    """A word as written, and when it is heard: seconds from the start of its piece."""

    seconds: float
    start: int
    length: int


_SAID_BY_NAME = str.maketrans({**dict.fromkeys('"\u00ab\u00bb\u2039\u203a[]', " "), "\u2026": "."})
"""Marks that some voices (Polish, Ukrainian) say by name: "left bracket", "ellipsis"."""


def speakable(words: str) -> str:
    """The words with a space for each control character and each mark that is not to be said.

    Every other character keeps its place.
    """
    return _UNSPEAKABLE.sub(" ", words).translate(_SAID_BY_NAME)


def pieces(words: str, longest: int = LONGEST_PIECE) -> Iterator[tuple[int, str]]:
    """Cut words into pieces of at most `longest` characters, each with the place it begins at.

    A piece ends after a sentence where it can, else at a space, else in the middle of a word.
    Pieces of white space are left out.
    """
    start = 0
    while start < len(words):
        end = _piece_end(words, start, longest)
        if words[start:end].strip():
            yield start, words[start:end]
        start = end


def sentences(words: str) -> Iterator[tuple[int, str]]:
    """Cut words after each sentence, each with the place it begins at; white space is left out."""
    start = 0
    for end in [*(m.end() for m in _SENTENCE_ENDS.finditer(words)), len(words)]:
        if words[start:end].strip():
            yield start, words[start:end]
        start = end


def _piece_end(words: str, start: int, longest: int) -> int:
    limit = start + longest
    if limit >= len(words):
        return len(words)
    for ends in (_SENTENCE_ENDS, _SPACES):
        found = [m.end() for m in ends.finditer(words, start, limit)]
        if found and found[-1] > start:
            return found[-1]
    return limit


def heard_words(
    words: str, marks: Sequence[tuple[float, int]], ends: float | None = None
) -> list[HeardWord]:
    """The written words that the library's marks mean, in order, each once.

    The library marks spoken words: "125" is three of them, "don't" and a flag may be several, and
    a mark now and then lies on the space before its word, and words that it says in one breath
    ("of a") have one mark between them. A reader's eye follows written words.

    Args:
        words: the text as it was given to the library.
        marks: seconds, and the character that the library names (from 0).
        ends: the seconds that the sound lasts; without it, words after the last mark are left out.
    """
    written = [m.span() for m in _WRITTEN.finditer(words)]
    begins: dict[int, float] = {}
    strays: dict[int, float] = {}
    for seconds, place in marks:
        index = _word_at(written, place)
        if index is not None:
            into = begins if written[index][0] <= place else strays
            into.setdefault(index, seconds)
    known = strays | begins
    return _in_order(words, written, known | _between(words, written, known, ends))


def _word_at(written: Sequence[tuple[int, int]], place: int) -> int | None:
    """The index of the word that holds the place, or of the next one."""
    low, high = 0, len(written)
    while low < high:
        middle = (low + high) // 2
        if written[middle][1] <= place:
            low = middle + 1
        else:
            high = middle
    return low if low < len(written) else None


def _between(
    words: str,
    written: Sequence[tuple[int, int]],
    known: dict[int, float],
    ends: float | None,
) -> dict[int, float]:
    """Moments for the words without a mark, by their letters' share of the time between marks."""
    marked = sorted(known.items())
    if ends is not None:
        marked.append((len(written), ends))
    found: dict[int, float] = {}
    for (first, begins), (after, until) in pairwise(marked):
        letters = [end - start for start, end in written[first:after]]
        for index in range(first + 1, after):
            if any(map(str.isalnum, words[slice(*written[index])])):
                share = sum(letters[: index - first]) / sum(letters)
                found[index] = begins + (until - begins) * share
    return found


def _in_order(
    words: str, written: Sequence[tuple[int, int]], begins: dict[int, float]
) -> list[HeardWord]:
    heard: list[HeardWord] = []
    latest = 0.0
    for index in sorted(begins):
        start, end = _without_marks(words, *written[index])
        latest = max(latest, begins[index])
        heard.append(HeardWord(latest, start, end - start))
    return heard


def _without_marks(words: str, start: int, end: int) -> tuple[int, int]:
    """The span without the punctuation around it, or the whole span where it is nothing else."""
    first = next((i for i in range(start, end) if words[i].isalnum()), None)
    if first is None:
        return start, end
    last = max(i for i in range(first, end) if words[i].isalnum())
    return first, _past_marks(words, last + 1, end)


def _past_marks(words: str, place: int, end: int) -> int:
    """Past the combining marks (Arabic vowels, accents) that belong to the letter before."""
    while place < end and unicodedata.category(words[place]).startswith("M"):
        place += 1
    return place

"""The order in which mixed words are painted: the Unicode Bidirectional Algorithm for one line.

Rules W1 to W7, N0 to N2, I1, I2 and L1 to L4 of UAX #9. Embeddings, overrides and isolates are
left out: their controls are never kept and never painted (`voicebox.text`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from voicebox.bidi.joining import joined

_STRONG = {"L": 0, "R": 1, "AL": 1}
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "<": ">"}
_MIRRORED = _PAIRS | {close: begin for begin, close in _PAIRS.items()}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """What is painted as one: its text, and the characters of the line that it stands for."""

    text: str
    start: int
    end: int


def runs_right(words: str) -> bool:
    """Do the words run from right to left: is the first letter of a script that does?"""
    for char in words:
        strong = _STRONG.get(unicodedata.bidirectional(char))
        if strong is not None:
            return bool(strong)
    return False


def has_right(words: str) -> bool:
    """Is there anything in it that runs from right to left?"""
    return not words.isascii() and any(
        unicodedata.bidirectional(char) in ("R", "AL") for char in words
    )


def painted(line: str, *, right: bool, shaped: bool = True) -> list[Glyph]:
    """The glyphs of one line from left to right.

    Args:
        line: as it is read; no line ends.
        right: does the paragraph that it is of run from right to left?
        shaped: Arabic letters in their shapes; else as they are, for who shapes them by itself.
    """
    spans = _spans(line)
    kinds = [unicodedata.bidirectional(line[start]) or "L" for start, _ in spans]
    levels = _levels([line[start] for start, _ in spans], kinds, int(right))
    texts = [line[start:end] for start, end in spans]
    shapes = joined(texts) if shaped else texts
    glyphs = [
        Glyph(_mirrored(shape) if level % 2 else shape, start, end)
        for shape, (start, end), level in zip(shapes, spans, levels, strict=True)
    ]
    return [glyph for glyph in _reordered(glyphs, levels) if glyph.text]


def by_words(line: str, *, right: bool) -> list[Glyph]:
    """As `painted`, but each word that runs right in the order it is read, unshaped.

    For terminals that turn and shape every such word themselves, and leave the words in place.
    """
    glyphs = painted(line, right=right, shaped=False)
    found: list[Glyph] = []
    for turned, group in groupby(glyphs, key=lambda glyph: has_right(glyph.text)):
        word = list(group)
        found += reversed(word) if turned else word
    return found


def _spans(line: str) -> list[tuple[int, int]]:
    """Each character with the marks and joiners upon it, which are never torn from it."""
    spans: list[tuple[int, int]] = []
    for at, char in enumerate(line):
        is_on_it = unicodedata.category(char) in ("Mn", "Me", "Mc") or char in "\u200c\u200d"
        follows = at and (is_on_it or line[at - 1] == "\u200d")
        if follows:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


# -- levels --------------------------------------------------------------------------------------


def _levels(chars: Sequence[str], kinds: Sequence[str], base: int) -> list[int]:
    weak = _weak(list(kinds), "R" if base else "L")
    _pair_brackets(chars, weak, base)
    resolved = _neutral(weak, base)
    levels = [_level(kind, base) for kind in resolved]
    for at in range(len(levels) - 1, -1, -1):  # L1: white space at the end stays at the end
        if kinds[at] not in ("WS", "S", "B"):
            break
        levels[at] = base
    return levels


def _level(kind: str, base: int) -> int:
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], edge: str) -> list[str]:
    """W1 to W7. What is left is L, R, EN, AN or neutral (ON, WS and the like)."""
    strong = edge
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = kind = kinds[at - 1] if at else edge
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        before, after = kinds[at - 1], kinds[at + 1]
        if before == after and (
            (kinds[at] == "ES" and before == "EN") or (kinds[at] == "CS" and before in ("EN", "AN"))
        ):
            kinds[at] = before
    _beside_numbers(kinds)
    strong = edge
    for at, kind in enumerate(kinds):
        if kind in ("ES", "CS", "ET"):
            kinds[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _beside_numbers(kinds: list[str]) -> None:
    """W5: signs such as % and £ beside a number go with it."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for at in order:
            if kinds[at] == "ET" and kinds[at - step] == "EN":
                kinds[at] = "EN"


def _pair_brackets(chars: Sequence[str], kinds: list[str], base: int) -> None:
    """N0: both brackets of a pair run as what is between them, or around them."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, char in enumerate(chars):
        if kinds[at] != "ON":
            continue
        if char in _BRACKETS:
            opened.append((_BRACKETS[char], at))
        elif char in _BRACKETS.values():
            match = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == char), None)
            if match is not None:
                pairs.append((opened[match][1], at))
                del opened[match:]
    own = "R" if base else "L"
    for first, last in sorted(pairs):
        within = {_side(kind) for kind in kinds[first + 1 : last]} - {""}
        if own in within:
            kinds[first] = kinds[last] = own
        elif within:
            before = next((_side(k) for k in reversed(kinds[:first]) if _side(k)), own)
            other = next(iter(within))
            kinds[first] = kinds[last] = other if before == other else own


def _neutral(kinds: Sequence[str], base: int) -> list[str]:
    """N1, N2: what is neutral runs as its neighbours where they agree, else as the paragraph."""
    own = "R" if base else "L"
    resolved = list(kinds)
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _side(kinds[at - 1]) if at else own
            after = _side(kinds[end]) if end < len(kinds) else own
            resolved[at:end] = [before if before == after else own] * (end - at)
        at = end + 1
    return resolved


def _side(kind: str) -> str:
    """Numbers count as running right for what is neutral beside them."""
    return "L" if kind == "L" else "R" if kind in ("R", "EN", "AN") else ""


def _reordered(glyphs: list[Glyph], levels: list[int]) -> list[Glyph]:
    """L2: from the highest level down, turn every stretch at that level or higher."""
    row = list(zip(glyphs, levels, strict=True))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and row[end][1] >= level:
                end += 1
            row[at:end] = reversed(row[at:end])
            at = end + 1
    return [glyph for glyph, _ in row]


def _mirrored(text: str) -> str:
    return _MIRRORED.get(text, text)

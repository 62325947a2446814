"""Lines to write on: `Name: ______  Class: ......`, `[name of child]`, and empty lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from voicebox.exports.docx_template.label_words import Labels, is_signing
from voicebox.exports.docx_template.spoken import Content, Line, Piece
from voicebox.exports.docx_template.wml import Element, holds_things, text_of
from voicebox.exports.docx_template.writing import write_over
from voicebox.exports.mapping import Box

_BLANK = re.compile(
    r"(?P<line>_{3,}|\.{5,}|…{2,})"
    r"|(?P<name>\[[^\[\]\n]{2,60}\]|«[^«»\n]{2,60}»|<<[^<>\n]{2,60}>>)"
    r"|(?<=:)(?P<gap>[ \u00a0]*\t+|[ \u00a0]{3,}|[ \u00a0]{0,2}$)"
)
_EMPTY = re.compile(r"[\s_.…]*")
_AFTER = re.compile(r"\s*\(([^()]{2,60})\)")
_BETWEEN = re.compile(r"\t+|[ \u00a0]{3,}|\n|(?<=[a-z])[.;] ")


class Lander(Protocol):
    """Takes what was found in a line."""

    def land(self, box: Box, label: str, write: Callable[[Content], None]) -> None:
        """A place for a box."""

    def miss(self, label: str, why: str) -> None:
        """A place that nothing is known for."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place in a line's text to write on. `is_named`: its label stands in it."""

    start: int
    end: int
    label: str
    is_named: bool
    is_drawn: bool
    """Is it drawn as a line, or named, not only left out?"""


def blanks_in(words: str) -> Iterator[Blank]:
    """The places to write on in a line, each with the label before it."""
    position = 0
    for found in _BLANK.finditer(words):
        before = label_at_end(words[position : found.start()])
        named = found["name"]
        label = named.strip("[]«»<>") if named else before
        drawn = bool(named or found["line"])
        if label.strip(" :\u00a0") or found["line"]:
            yield Blank(found.start(), found.end(), label, bool(named), drawn)
        position = found.end()


def label_at_end(words: str) -> str:
    """What stands right before a place to write on, without what belongs to the place before."""
    return _BETWEEN.split(words)[-1]


def is_empty_line(paragraph: Element) -> bool:
    """Nothing is in it but, at most, a line to write on."""
    return bool(_EMPTY.fullmatch(text_of(paragraph))) and not holds_things(paragraph)


def read_line(labels: Labels, paragraph: Element, lander: Lander) -> bool:
    """Find the places to write on in a line. False: there are none; it may itself be a label."""
    words = text_of(paragraph)
    if is_empty_line(paragraph) or is_signing(words):
        return is_signing(words) and bool(_missed_signature(words, lander))
    blanks = list(blanks_in(words))
    only_ends = len(blanks) == 1 and not blanks[0].is_drawn and blanks[0].end == len(words)
    if not blanks or (only_ends and _follows(paragraph)):
        return False
    writes: list[tuple[Blank, Content]] = []
    for blank in blanks:
        box, label = _box_of(labels, words, blank)
        if box is not None:
            lander.land(box, label, _writer(paragraph, blank, writes))
        elif blank.is_drawn or label.strip():
            lander.miss(label or words[:60], "no box has this label")
    return True


def _missed_signature(words: str, lander: Lander) -> bool:
    if not any(blank.is_drawn for blank in blanks_in(words)):
        return False
    lander.miss(words, "it stands beside a signature")
    return True


def _follows(paragraph: Element) -> bool:
    """Is there an empty line, or a box, right after a label?"""
    after = paragraph.getnext()
    return after is not None and (after.tag != paragraph.tag or is_empty_line(after))


def _box_of(labels: Labels, words: str, blank: Blank) -> tuple[Box | None, str]:
    """By the label before a line, or by the one in brackets after it."""
    box = labels.box(blank.label)
    after = _AFTER.match(words, blank.end)
    if box is None and after is not None and not blank.is_named:
        return labels.box(after[1]), after[1]
    return box, blank.label


def _writer(
    paragraph: Element, blank: Blank, writes: list[tuple[Blank, Content]]
) -> Callable[[Content], None]:
    """Writes where all blanks before it, which were written first, have moved it."""

    def write(content: Content) -> None:
        start = blank.start + sum(_grown(each, padded) for each, padded in writes)
        padded = _padded(content, text_of(paragraph), start, blank)
        end = start if not blank.is_drawn else start + blank.end - blank.start
        writes.append((blank, padded))
        write_over(paragraph, start, end, padded)

    return write


def _grown(blank: Blank, written: Content) -> int:
    taken = blank.end - blank.start if blank.is_drawn else 0
    return len(written.text) - taken


def _padded(content: Content, words: str, start: int, blank: Blank) -> Content:
    """With a space to the words before and after, where they would run together."""
    end = blank.end - blank.start + start if blank.is_drawn else start
    before = " " if start and not words[start - 1].isspace() and not blank.is_named else ""
    after = " " if words[end : end + 1].isalnum() else ""
    line = joined(content.lines)
    pieces: Line = (*((Piece(before),) if before else ()), *line)
    pieces = (*pieces, Piece(after)) if after else pieces
    return Content((pieces,), content.views, content.plain)


def joined(lines: tuple[Line, ...]) -> Line:
    """Several lines as one, with line breaks between."""
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        pieces += ([Piece("\n")] if number else []) + list(line)
    return tuple(pieces)

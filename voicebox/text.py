"""What may be kept and what may be painted: the two treatments of text from outside.

Kept: a child's words stand byte for byte. Only C0 and C1 controls (newline and tab stay) and the
bidi controls U+202A to U+202E and U+2066 to U+2069 are taken out, and the caller is told how many.
Painted: everything is made safe at the moment it is shown, never where it is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from voicebox.errors import AnswerRefused

LONGEST_ANSWER = 20_000
"""Characters in one answer; a longer one is refused before it is committed."""

_NOT_KEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_PAINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Kept:
    """Words as they may be kept, and how many control characters were taken out of them."""

    words: str
    removed: int


def keep(words: str, *, limit: int = LONGEST_ANSWER) -> Kept:
    """Take out control characters and nothing else: no trimming, no normalising.

    Args:
        words: what was typed, pasted or read.
        limit: the most characters to accept, counted before anything is taken out.

    Raises:
        AnswerRefused: `words` is longer than `limit` characters.
    """
    if len(words) > limit:
        raise too_long(len(words), limit)
    kept, removed = _NOT_KEPT.subn("", words)
    return Kept(kept, removed)


def too_long(characters: int, limit: int = LONGEST_ANSWER) -> AnswerRefused:
    """What is said of words that are longer than may be kept."""
    return AnswerRefused(
        f"That is {characters:,} characters; one answer holds {limit:,}.",
        mend="Nothing was lost: give it in two or more parts.",
    )


def paint(words: str) -> str:
    """Make text safe to show on a terminal: no control reaches it, line ends become one kind.

    Control and bidi-override characters are shown as U+FFFD, so that nobody is fooled by their
    absence. Emoji joiners, flags, Arabic marks and accents stay.
    """
    return _NOT_PAINTED.sub("\ufffd", _LINE_ENDS.sub("\n", words)).replace("\t", "    ")


def cover(words: str) -> str:
    """`paint` for a line that is being edited: character for character, tabs and ends left."""
    return _NOT_PAINTED.sub("\ufffd", words)


def paint_line(words: str) -> str:
    """`paint`, on one line: every run of white space becomes one space."""
    return " ".join(paint(words).split())

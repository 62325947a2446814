"""How this terminal paints words that run from right to left, and the words as it needs them.

Never for what is kept, copied, spoken or exported: only at the moment of painting.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from voicebox.bidi.ordering import Glyph, by_words, has_right, painted, runs_right

Way = Literal["letters", "words", "terminal"]
"""`letters`: this program puts letters in their order and shape; `words`: it orders the words, and
the terminal turns the letters of each; `terminal`: the terminal does both."""
Wish = Literal["auto", "letters", "words", "terminal"]
"""What a person may set; `auto`: by what the terminal is known to do."""
WISHES: tuple[Wish, ...] = get_args(Wish)

LEAVE_ORDER, TAKE_ORDER = "\x1b[8l", "\x1b[8h"
"""BDSM of ECMA-48: let the application order the letters, and let the terminal (its default)."""
_LRM, _RLM = "\u200e", "\u200f"
_BY_WORDS = frozenset({"kitty", "wezterm"})
_BY_THEMSELVES = frozenset({"apple_terminal", "konsole"})
"""They order letters on their own and cannot be told to leave it."""

_way: list[Way] = ["letters"]


def decide(name: str, environ: Mapping[str, str], wish: Wish = "auto") -> Way:
    """How to paint in the terminal of this name, as it said itself; the environment names others.

    Most paint letter by letter. VTE, mintty and mlterm order lines themselves, but leave it where
    `LEAVE_ORDER` is said, which others do not heed. Kitty turns each word by itself.
    """
    if wish != "auto":
        return wish
    named = (name or environ.get("TERM_PROGRAM", "")).lower()
    if not named and environ.get("TERM") == "xterm-kitty":
        named = "kitty"
    if not named and environ.get("KONSOLE_VERSION"):
        named = "konsole"
    if named in _BY_WORDS:
        return "words"
    return "terminal" if named in _BY_THEMSELVES else "letters"


def use(way: Way) -> None:
    """Paint this way from now on."""
    _way[0] = way


def way_now() -> Way:
    """The way that is painted."""
    return _way[0]


def seen(line: str, *, right: bool | None = None) -> str:
    """One line as it is to be painted; unchanged where nothing in it runs from right to left.

    Args:
        line: as it is read.
        right: does its paragraph run from right to left? None: as its first letter does.
    """
    if line.isascii() or not has_right(line):
        return line
    if _way[0] == "terminal":
        return f"{_LRM}{_RLM}{line}{_RLM}{_LRM}"
    return "".join(glyph.text for glyph in glyphs(line, right=right))


def glyphs(line: str, *, right: bool | None = None) -> list[Glyph]:
    """As `seen`, with the place of each glyph in the line."""
    if _way[0] == "terminal" or line.isascii() or not has_right(line):
        return [Glyph(char, at, at + 1) for at, char in enumerate(line)]
    return list(_glyphs(line, runs_right(line) if right is None else right, _way[0]))


@lru_cache(maxsize=2048)
def _glyphs(line: str, right: bool, way: Way) -> tuple[Glyph, ...]:
    if way == "words":
        return tuple(by_words(line, right=right))
    return tuple(painted(line, right=right))

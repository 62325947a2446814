"""Lines for a terminal that does not put words that run from right to left in order itself."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

from voicebox.bidi.ordering import by_words, has_right, painted, runs_right
from voicebox.bidi.screen import Way, Wish

_PAINT_CELLS: dict[str, Way] = {
    **{"kitty": "words", "wezterm": "words"},
    **{"alacritty": "letters", "foot": "letters", "ghostty": "letters", "xterm": "letters"},
}
"""Terminals that are known to leave the order of whole lines to the program."""


def in_order(environ: Mapping[str, str], wish: Wish, width: int) -> Callable[[str], str]:
    """What makes lines ready to be printed in the terminal that the environment names.

    Where the terminal is not known nothing is changed: it may order lines itself, what is printed
    may be read by a screen reader or copied, and either needs words as they are.

    Args:
        environ: the environment of the program.
        wish: what the settings say.
        width: columns of the terminal.
    """
    way = _way(environ) if wish == "auto" else wish
    if way == "terminal":
        return str
    return lambda words: "\n".join(_line(line, way, width) for line in words.split("\n"))


def _way(environ: Mapping[str, str]) -> Way:
    named = environ.get("TERM_PROGRAM", "").lower()
    term = environ.get("TERM", "").removeprefix("xterm-").partition("-")[0]
    if environ.get("XTERM_VERSION"):
        term = "xterm"
    elif term == "xterm":  # what nearly every terminal calls itself
        term = ""
    return _PAINT_CELLS.get(named) or _PAINT_CELLS.get(term) or "terminal"


def _line(line: str, way: Way, width: int) -> str:
    if not has_right(line):
        return line
    right = runs_right(line)
    order = by_words if way == "words" else painted
    folded = textwrap.wrap(line, width) or [line]
    shown = ["".join(glyph.text for glyph in order(each, right=right)) for each in folded]
    return "\n".join(each.strip().rjust(width) if right else each for each in shown)

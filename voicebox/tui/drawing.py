"""How pictures are drawn in a terminal, by who it says it is.

Whoever is not known gets quadrant blocks, which every font has: a claim alone is not believed,
since some terminals claim more than they draw. Nothing here imports Textual.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from voicebox.ports import PictureWay
from voicebox.symbols.cells import Blocks
from voicebox.tui.terminal import Terminal, is_relayed


@dataclass(frozen=True, slots=True)
class Drawing:
    """How pictures are drawn, and why."""

    way: Literal["quadrants", "sextants", "kitty", "sixel"]
    why: str
    """A part of a sentence, for `doctor`."""
    cell: tuple[int, int] | None = None
    slots: int = 0
    """How many pictures the terminal keeps at once, where it keeps few; 0 for no such limit."""

    @property
    def blocks(self) -> Blocks:
        """The glyphs of a picture in blocks, also under a picture that is drawn over them."""
        return Blocks.SEXTANT if self.way == "sextants" else Blocks.QUADRANT


@dataclass(frozen=True, slots=True)
class _Known:
    """From which version a terminal draws what, as seen or as its notes of changes say."""

    sextants: tuple[int, ...] | None = None
    kitty: tuple[int, ...] | None = None
    sixel: tuple[int, ...] | None = None
    slots: int = 0
    colours: tuple[int, ...] = (0,)
    """From when on it has 16 million colours."""


_ANY = (0,)
KNOWN: dict[str, _Known] = {
    "kitty": _Known(sextants=(0, 20), kitty=(0, 28)),
    "ghostty": _Known(sextants=_ANY, kitty=(1, 0)),
    "foot": _Known(sextants=(1, 8), sixel=(1, 8)),
    "wezterm": _Known(sextants=(20220319,), sixel=(20220319,)),
    "contour": _Known(sextants=(0, 3), sixel=(0, 3)),
    "iterm2": _Known(sextants=(3, 5)),
    "vte": _Known(sextants=(6200,)),
    "mlterm": _Known(sixel=(3, 9)),
    "xterm": _Known(sixel=(359,), slots=16, colours=(331,)),
    "windows terminal": _Known(sextants=(1, 22), sixel=(1, 22)),
}
"""By name in small letters, each with the first version in which it can be relied on."""


def paints_any_colour(terminal: Terminal, environ: Mapping[str, str]) -> bool:
    """Does it have 16 million colours, by what the environment says or by who it is?

    xterm has, but says so nowhere.
    """
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or environ.get("WT_SESSION"):
        return True
    known = KNOWN.get(terminal.name.lower())
    return known is not None and _reached(_numbers(terminal.version), known.colours)


def decide(terminal: Terminal, environ: Mapping[str, str], way: PictureWay = "auto") -> Drawing:
    """How to draw pictures in this terminal; `way` is what the settings say."""
    if way != "auto":
        return _as_set(terminal, way)
    if is_relayed(environ):
        return Drawing("quadrants", "in tmux or screen: quadrant blocks, which every font has")
    named = _named_by(environ) if not terminal.name else terminal
    known = KNOWN.get(named.name.lower())
    if known is None:
        return Drawing("quadrants", f"{named.title}: quadrant blocks, which every font has")
    if environ.get("NO_COLOR"):
        return Drawing("quadrants", f"{named.title}: quadrant blocks, since NO_COLOR is set")
    return _known_drawing(named, known, names_colours=paints_any_colour(named, environ))


def _as_set(terminal: Terminal, way: PictureWay) -> Drawing:
    if way == "sixel" and terminal.cell is None:
        why = "the settings say sixel, but the terminal does not tell its cells' size: blocks"
        return Drawing("quadrants", why)
    if way == "sixel":
        slots = KNOWN["xterm"].slots if terminal.name.lower() == "xterm" else 0
        return Drawing("sixel", "the settings say so: Sixel", terminal.cell, slots)
    if way == "kitty":
        return Drawing("kitty", "the settings say so: kitty's pictures", terminal.cell)
    if way == "sextants":
        return Drawing("sextants", "the settings say so: sextant blocks")
    return Drawing("quadrants", "the settings say so: quadrant blocks")


def _known_drawing(terminal: Terminal, known: _Known, *, names_colours: bool) -> Drawing:
    title, version = terminal.title, _numbers(terminal.version)
    if terminal.kitty and _reached(version, known.kitty) and names_colours:
        return Drawing("kitty", f"{title}: kitty's pictures; it took one", terminal.cell)
    if terminal.sixel and terminal.cell is not None and _reached(version, known.sixel):
        return Drawing("sixel", f"{title}: Sixel; its DA1 says so", terminal.cell, known.slots)
    if _reached(version, known.sextants):
        return Drawing(
            "sextants", f"{title}: sextant blocks, which it draws itself{_short(version, known)}"
        )
    return Drawing(
        "quadrants", f"{title}: quadrant blocks, which every font has{_lacks(terminal, known)}"
    )


def _short(version: tuple[int, ...], known: _Known) -> str:
    if known.kitty is None or _reached(version, known.kitty):
        return ""
    return f"; its pictures can be placed from {_dotted(known.kitty)} on"


def _lacks(terminal: Terminal, known: _Known) -> str:
    if known.sixel is None or not _reached(_numbers(terminal.version), known.sixel):
        return ""
    if terminal.sixel:
        return "; it has Sixel, but does not tell how large its cells are"
    return "; its DA1 does not name Sixel"


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in version)


def _reached(version: tuple[int, ...], needed: tuple[int, ...] | None) -> bool:
    return needed is not None and version >= needed


def _numbers(version: str) -> tuple[int, ...]:
    """`0.26.5` as (0, 26, 5), `20240203-110809-x` as (20240203, 110809); () without a number."""
    found = re.match(r"[0-9]{1,9}(?:[.-][0-9]{1,9})*", version)
    return tuple(int(each) for each in re.split(r"[.-]", found[0])) if found else ()


_NAMED: tuple[tuple[str, str, str], ...] = (
    ("TERM", "xterm-kitty", "kitty"),
    ("TERM", "xterm-ghostty", "ghostty"),
    ("TERM", "foot", "foot"),
    ("TERM_PROGRAM", "WezTerm", "WezTerm"),
    ("TERM_PROGRAM", "ghostty", "ghostty"),
    ("TERM_PROGRAM", "iTerm.app", "iTerm2"),
)


def _named_by(environ: Mapping[str, str]) -> Terminal:
    """The terminal that the environment names, for one that says nothing of itself."""
    for variable, start, name in _NAMED:
        if environ.get(variable, "").startswith(start):
            known = environ.get("TERM_PROGRAM_VERSION", "")
            return Terminal(name, known or _dotted(KNOWN[name.lower()].sextants or _ANY))
    if environ.get("VTE_VERSION", "").isdigit():
        return Terminal("VTE", environ["VTE_VERSION"][:9])
    return Terminal()

"""Ask the terminal who it is, once and in little time, and decide how pictures are drawn in it.

Whoever is not known gets quadrant blocks, which every font has: a claim alone is not believed,
since some terminals claim more than they draw. Nothing here imports Textual.
"""

from __future__ import annotations

import os
import re
import select
import struct
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal, TextIO

from voicebox.ports import PictureWay
from voicebox.symbols.cells import Blocks

LIMIT = 0.150
"""Seconds in all for writing the questions and reading the answers."""
MOST_ANSWERED = 4096
"""Bytes of answers that are looked at; what comes after them is dropped unread."""

QUESTION = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b[16t\x1b[c"
"""Kitty's pictures, the name (XTVERSION), a cell's size, and DA1, which every terminal answers."""
_LAST_ANSWER = re.compile(rb"\x1b\[\?([0-9;]{1,80})c")
_NAME = re.compile(
    rb"\x1bP>\|([A-Za-z][A-Za-z0-9 _-]{0,30})[ (]([0-9][A-Za-z0-9.+_-]{0,40})\)?\x1b\\"
)
_KITTY = re.compile(rb"\x1b_Gi=31;OK\x1b\\")
_CELL = re.compile(rb"\x1b\[6;([0-9]{1,3});([0-9]{1,3})t")


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a terminal said of itself. Empty, false or None where it said nothing."""

    name: str = ""
    version: str = ""
    sixel: bool = False
    """Its DA1 lists 4."""
    kitty: bool = False
    """It took a picture in kitty's way."""
    cell: tuple[int, int] | None = None
    """Pixels across and down a cell."""
    answered: bool = False
    """It answered DA1, in time; so nothing of its answers can come later."""
    asked: bool = False

    @property
    def title(self) -> str:
        """Its name as people see it, as `xterm(379)`."""
        return f"{self.name}({self.version})" if self.name else "unknown terminal"


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


# -- who is known to draw what -------------------------------------------------------------------


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
    if _is_relayed(environ):
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


def _is_relayed(environ: Mapping[str, str]) -> bool:
    """Is another program between this one and the terminal, which redraws what it understands?"""
    relay = environ.get("TMUX") or environ.get("STY")
    return bool(relay) or environ.get("TERM", "").startswith(("screen", "tmux"))


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


# -- asking --------------------------------------------------------------------------------------

_asked: list[Terminal] = []


def known_terminal() -> Terminal:
    """What the terminal said when it was asked; an empty `Terminal` where it never was."""
    return _asked[0] if _asked else Terminal()


def ask_once(environ: Mapping[str, str], stdin: TextIO, stdout: TextIO) -> Terminal:
    """Ask the terminal, once for the process; before Textual reads what is typed.

    It is not asked where nobody sits at one, where it cannot draw, and in tmux or screen.
    """
    if not _asked:
        _asked.append(_ask_at(environ, stdin, stdout))
    return _asked[0]


def forget() -> None:
    """Let the next `ask_once` ask again."""
    _asked.clear()


def _ask_at(environ: Mapping[str, str], stdin: TextIO, stdout: TextIO) -> Terminal:
    try:
        is_seen = stdin.isatty() and stdout.isatty()
        reading, writing = stdin.fileno(), stdout.fileno()
    except (OSError, ValueError):
        return Terminal()
    if os.name == "nt" or not is_seen or environ.get("TERM", "dumb") == "dumb":
        return Terminal()
    if _is_relayed(environ):
        return Terminal()
    said = ask(reading, writing)
    return _of_windows(said) if not said.name and environ.get("WT_SESSION") else said


def _of_windows(said: Terminal) -> Terminal:
    """Windows Terminal does not tell its name; it has had Sixel since 1.22."""
    version = "1.22" if said.sixel else "1.0"
    return Terminal(
        "Windows Terminal", version, said.sixel, cell=said.cell, answered=said.answered, asked=True
    )


def ask(reading: int, writing: int, limit: float = LIMIT) -> Terminal:
    """Ask the terminal on these file descriptors; takes `limit` seconds at most.

    What is typed meanwhile is lost, as is all that the terminal says beyond its answers.
    """
    until = time.monotonic() + limit
    try:
        with _unechoed(reading):
            if not _ready([], [writing], until):
                return Terminal()
            os.write(writing, QUESTION)
            return _with_cell(understood(_answers(reading, until)), writing)
    except OSError:
        return Terminal(asked=True)


def understood(answers: bytes) -> Terminal:
    """What a terminal's answers say; what is not of their exact form says nothing."""
    last, name, cell = _LAST_ANSWER.search(answers), _NAME.search(answers), _CELL.search(answers)
    size = (int(cell[2]), int(cell[1])) if cell else (0, 0)
    return Terminal(
        name=name[1].decode().strip() if name else "",
        version=name[2].decode() if name else "",
        sixel=bool(last) and b"4" in last[1].split(b";")[1:] if last else False,
        kitty=_KITTY.search(answers) is not None,
        cell=size if all(4 <= pixels <= 200 for pixels in size) else None,
        answered=last is not None,
        asked=True,
    )


def _with_cell(said: Terminal, fd: int) -> Terminal:
    """With the cells' size from the system, where the terminal would not tell it."""
    return said if said.cell else replace(said, cell=cell_size(None, fd))


def _answers(reading: int, until: float) -> bytes:
    """What comes until DA1 is answered, or until the time is up; the rest is read and dropped."""
    answers = b""
    while _ready([reading], [], until):
        some = os.read(reading, 65536)
        if not some:
            break
        answers = (answers + some)[:MOST_ANSWERED]
        if _LAST_ANSWER.search(answers):
            break
    return answers


def _ready(reading: list[int], writing: list[int], until: float) -> bool:
    left = until - time.monotonic()
    return left > 0 and any(select.select(reading, writing, [], left))


@contextmanager
def _unechoed(fd: int) -> Iterator[None]:
    """Let answers come at once and unseen; leaves nothing unread and everything as it was.

    Raises:
        OSError: it is no terminal that can be set.
    """
    import termios

    try:
        before = termios.tcgetattr(fd)
        changed = termios.tcgetattr(fd)
        changed[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(fd, termios.TCSANOW, changed)
    except termios.error as error:
        raise OSError(str(error)) from error
    try:
        yield
    finally:
        try:
            termios.tcflush(fd, termios.TCIFLUSH)
            termios.tcsetattr(fd, termios.TCSANOW, before)
        except termios.error as error:
            raise OSError(str(error)) from error


def cell_size(told: tuple[int, int] | None, fd: int = 2) -> tuple[int, int] | None:
    """Pixels across and down a cell now; what the terminal `told` where the system does not know.

    The letters may be made larger at any time, and the system knows at once.
    """
    try:
        import fcntl
        import termios

        size = fcntl.ioctl(fd, termios.TIOCGWINSZ, b"\0" * 8)
    except (ImportError, OSError):
        return told
    rows, columns, across, down = struct.unpack("HHHH", size)
    if not (rows and columns and across and down):
        return told
    now = (across // columns, down // rows)
    # The system counts the window's edges in, so what the terminal told is nearer while it holds.
    holds = told is not None and all(abs(a - b) <= 1 for a, b in zip(told, now, strict=True))
    return told if holds else now

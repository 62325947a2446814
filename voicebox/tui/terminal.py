"""Ask the terminal who it is, once and in little time. Nothing here imports Textual."""

from __future__ import annotations

import os
import re
import select
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TextIO

LIMIT = 0.150
"""Seconds in all for writing the questions and reading the answers."""
_LEAST = 0.005
"""Seconds for reading what has come, where the time was spent on other things."""
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


def is_relayed(environ: Mapping[str, str]) -> bool:
    """Is another program between this one and the terminal, which redraws what it understands?"""
    relay = environ.get("TMUX") or environ.get("STY")
    return bool(relay) or environ.get("TERM", "").startswith(("screen", "tmux"))


_asked: list[Terminal] = []


def known_terminal() -> Terminal:
    """What the terminal said when it was asked; an empty `Terminal` where it never was."""
    return _asked[0] if _asked else Terminal()


def ask_once(
    environ: Mapping[str, str],
    stdin: TextIO,
    stdout: TextIO,
    meanwhile: Callable[[], None] = lambda: None,
) -> Terminal:
    """Ask the terminal, once for the process; before Textual reads what is typed.

    It is not asked where nobody sits at one, where it cannot draw, and in tmux or screen; then
    nothing is done `meanwhile` either.
    """
    if not _asked:
        _asked.append(_ask_at(environ, stdin, stdout, meanwhile))
    return _asked[0]


def forget() -> None:
    """Let the next `ask_once` ask again."""
    _asked.clear()


def _ask_at(
    environ: Mapping[str, str], stdin: TextIO, stdout: TextIO, meanwhile: Callable[[], None]
) -> Terminal:
    try:
        is_seen = stdin.isatty() and stdout.isatty()
        reading, writing = stdin.fileno(), stdout.fileno()
    except (OSError, ValueError):
        return Terminal()
    if os.name == "nt" or not is_seen or environ.get("TERM", "dumb") == "dumb":
        return Terminal()
    if is_relayed(environ):
        return Terminal()
    said = ask(reading, writing, meanwhile=meanwhile)
    return _of_windows(said) if not said.name and environ.get("WT_SESSION") else said


def _of_windows(said: Terminal) -> Terminal:
    """Windows Terminal does not tell its name; it has had Sixel since 1.22."""
    version = "1.22" if said.sixel else "1.0"
    return Terminal(
        "Windows Terminal", version, said.sixel, cell=said.cell, answered=said.answered, asked=True
    )


def ask(
    reading: int,
    writing: int,
    limit: float = LIMIT,
    meanwhile: Callable[[], None] = lambda: None,
) -> Terminal:
    """Ask the terminal on these file descriptors; waits `limit` seconds at most.

    What is done `meanwhile` is not waited for in vain. What is typed until the end is lost, as is
    all that the terminal says beyond its answers.
    """
    until = time.monotonic() + limit
    try:
        with _unechoed(reading):
            if not _ready([], [writing], until):
                return Terminal()
            os.write(writing, QUESTION)
            meanwhile()
            until = max(until, time.monotonic() + _LEAST)
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

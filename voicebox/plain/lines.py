"""Lines in: read whole, kept byte for byte but for the line end, in bounded memory."""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from voicebox.text import LONGEST_ANSWER

LONGEST_LINE = 4 * LONGEST_ANSWER + 256
"""Bytes: the longest answer in UTF-8, and room for a command before it."""
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was typed, without its end."""

    words: str


@dataclass(frozen=True, slots=True)
class LineTooLong:
    """A line that no answer could be; it was let go. `characters` is how long it was."""

    characters: int


@dataclass(frozen=True, slots=True)
class NotText:
    """A line that is not UTF-8."""


@dataclass(frozen=True, slots=True)
class EndOfInput:
    """There is no more."""


LineRead = Line | LineTooLong | NotText | EndOfInput


class Lines(Protocol):
    """Where lines come from."""

    def read(self) -> LineRead:
        """The next line; waits for it."""


class PipedLines:
    """Lines from a stream of bytes. A line that is too long is never held whole."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read nothing yet."""
        self._stream = stream
        self._is_first = True

    def read(self) -> LineRead:
        """The next line; waits for it."""
        content = self._stream.readline(LONGEST_LINE)
        if not content:
            return EndOfInput()
        if len(content) == LONGEST_LINE and not content.endswith(b"\n"):
            return self._let_go(content)
        if self._is_first:  # a mark that some programs put before the first line; nobody typed it
            content = content.removeprefix(codecs.BOM_UTF8)
        self._is_first = False
        return _decoded(content.removesuffix(b"\n").removesuffix(b"\r"))

    def _let_go(self, begun: bytes) -> LineRead:
        """The rest of a long line is read and counted, not kept."""
        characters, piece = 0, begun
        while piece:
            whole = piece.removesuffix(b"\n").removesuffix(b"\r")
            characters += sum(byte & 0xC0 != 0x80 for byte in whole)
            if piece.endswith(b"\n"):
                break
            piece = self._stream.readline(_PIECE)
        if characters <= LONGEST_ANSWER:  # so many bytes for so few characters: no UTF-8
            return NotText()
        return LineTooLong(characters)


class TypedLines:
    """Lines typed at a terminal, with its own line editing. Nothing typed goes into a history."""

    def __init__(self, ask: Callable[[str], str] = input, prompt: str = "> ") -> None:
        """Take up line editing where the system has it."""
        self._ask = ask
        self._prompt = prompt
        _edit_without_history()

    def read(self) -> LineRead:
        """The next line; waits for it."""
        try:
            words = self._ask(self._prompt)
        except EOFError:
            return EndOfInput()
        except UnicodeDecodeError:
            return NotText()
        if len(words) > LONGEST_LINE:
            return LineTooLong(len(words))
        return _decoded(words.removesuffix("\r").encode("utf-8", "surrogateescape"))


def _decoded(content: bytes) -> LineRead:
    try:
        return Line(content.decode("utf-8"))
    except UnicodeDecodeError:
        return NotText()


def _edit_without_history() -> None:
    """A child's words must not be found again by pressing an arrow key, nor in a file."""
    with contextlib.suppress(ImportError):
        import readline

        readline.set_auto_history(False)
        readline.clear_history()
        readline.parse_and_bind("tab: self-insert")

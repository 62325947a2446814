"""What stands on the screen of a terminal, from the bytes written to it.

Enough for what Textual writes: text, places, colours (dropped), clearing. Cells hold one character.
"""

from __future__ import annotations

import codecs
import re

from rich.cells import cell_len

_TOKEN = re.compile(
    r"\x1b\[([0-9;:<=>?]*)([ -/]*[@-~])"  # control sequence: arguments and command
    r"|\x1b[PX^_\]].*?(?:\x1b\\|\x07)"  # strings: titles and the like
    r"|\x1b[ -/]*[0-~]"
    r"|[\x00-\x1f\x7f]"
    r"|[^\x00-\x1f\x7f]+",
    re.DOTALL,
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:<=>?]*[ -/]*|[PX^_\]][^\x07]*|[ -/]*)?\Z")
_BLOCKS = re.compile("[\u2500-\u259f\U0001fb00-\U0001fbff]+")
"""Lines and blocks: edges of cards, and pictures."""


class Screen:
    """A grid of characters. `feed` it output as it comes, in pieces of any size."""

    def __init__(self, columns: int, rows: int) -> None:
        """A blank screen."""
        self._columns = columns
        self._rows = rows
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._x = self._y = 0
        self._clear()

    def feed(self, piece: bytes) -> None:
        """Take what was written."""
        text = self._rest + self._decode(piece)
        unfinished = _UNFINISHED.search(text)
        cut = unfinished.start() if unfinished else len(text)
        self._rest = text[cut:]
        for token in _TOKEN.finditer(text[:cut]):
            if token[2] is not None:
                self._command(token[1], token[2])
            elif not token[0].startswith("\x1b"):
                self._write(token[0])

    @property
    def lines(self) -> list[str]:
        """The rows, top to bottom."""
        return ["".join(row).rstrip() for row in self._grid]

    @property
    def words(self) -> str:
        """Everything on the screen as one line of words, without edges and pictures."""
        return self.without_blocks(" ".join(self.lines))

    @staticmethod
    def without_blocks(text: str) -> str:
        """Words with one space between them, without edges and pictures."""
        return " ".join(_BLOCKS.sub(" ", text).split())

    def _clear(self) -> None:
        self._grid = [[" "] * self._columns for _ in range(self._rows)]

    def _write(self, text: str) -> None:
        if text == "\r":
            self._x = 0
        elif text == "\n":
            self._y = min(self._y + 1, self._rows - 1)
        elif text == "\b":
            self._x = max(self._x - 1, 0)
        elif text >= " " and text != "\x7f":
            for character in text:
                self._put(character)

    def _put(self, character: str) -> None:
        width = cell_len(character)
        if width and self._x < self._columns and self._y < self._rows:
            self._grid[self._y][self._x] = character
            if width == 2 and self._x + 1 < self._columns:
                self._grid[self._y][self._x + 1] = ""
        self._x += width

    def _command(self, arguments: str, command: str) -> None:
        if arguments[:1] in ("?", "<", "=", ">"):
            if arguments in ("?1049", "?47"):
                self._clear()
            return
        numbers = [int(each) if each.isdigit() else 0 for each in arguments.split(";")]
        first = numbers[0]
        if command in ("H", "f"):
            self._y = min(max(first, 1), self._rows) - 1
            self._x = max(numbers[1] if len(numbers) > 1 else 1, 1) - 1
        elif command == "J" and first in (2, 3):
            self._clear()
        elif command == "K" and self._y < self._rows:
            self._grid[self._y][self._x :] = [" "] * (self._columns - self._x)
        elif command in "ABCDG":
            self._move(command, max(first, 1))

    def _move(self, command: str, by: int) -> None:
        match command:
            case "A":
                self._y = max(self._y - by, 0)
            case "B":
                self._y = min(self._y + by, self._rows - 1)
            case "C":
                self._x += by
            case "D":
                self._x = max(self._x - by, 0)
            case _:
                self._x = by - 1

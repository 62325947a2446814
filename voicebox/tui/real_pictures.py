"""Whole pictures in place of blocks: by kitty's placeholders, or by Sixel over the blocks.

A kitty is sent each picture once, and from then on its cells are characters that stand for parts of
it. Sixel has no such characters: there the blocks stay, and `overlay` draws the picture over them.
"""

from __future__ import annotations

import base64
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

from voicebox.errors import VoiceboxError
from voicebox.ports import Mosaic, Picture, Run, SymbolCard, SymbolSource, Tone
from voicebox.symbols.sixel import sixels
from voicebox.tui.cells import MarkedMosaic
from voicebox.tui.overlay import Placed
from voicebox.tui.placeholders import placeholder_lines

MOST_KEPT = 200
"""Pictures kept as Sixel, about 10 KB each."""
MOST_SENT = 400
"""Pictures that a kitty holds for us, the oldest going first; about 150 KB each in its memory."""
_CHUNK = 4096
"""Letters of base64 in one piece of a picture for a kitty, as its protocol has it."""


class WholePictures(SymbolSource, Protocol):
    """A source that also gives pictures as PNG."""

    def whole(self, symbol: str, side: int, background: int, *, tone: Tone | None = None) -> bytes:
        """The picture as an opaque square PNG of `side` pixels."""

    def whole_picture(self, picture: Picture, side: int, background: int) -> bytes:
        """A person's own picture as an opaque square PNG of `side` pixels."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A picture by name, on the colour of its card, and who can draw it at any size."""

    name: str
    background: int
    draw: Callable[[int], bytes]


class _Source:
    """Passes on what has nothing to do with painting; both ways of whole pictures are sources."""

    def __init__(self, source: WholePictures) -> None:
        self._source = source

    def card(self, symbol: str) -> SymbolCard:
        """The words of a symbol.

        Raises:
            NotFound: there is no such symbol.
        """
        return self._source.card(symbol)

    def svg(self, symbol: str) -> str:
        """The drawing of a symbol, for paper.

        Raises:
            NotFound: there is no such symbol.
        """
        return self._source.svg(symbol)

    def tones(self, symbol: str) -> tuple[Tone, ...]:
        """The skin tones that a picture of people comes in; none for other pictures.

        Raises:
            NotFound: there is no such symbol.
        """
        return self._source.tones(symbol)

    def read_picture(self, path: Path) -> Picture:
        """Check and re-encode a PNG, JPEG or WebP file.

        Raises:
            PictureRefused: wrong type, over 4 megapixels, or damaged.
        """
        return self._source.read_picture(path)

    def mosaic(
        self, symbol: str, columns: int, background: int, *, tone: Tone | None = None
    ) -> Mosaic:
        """The picture in `columns` by `columns // 2` cells, on `background` (0xRRGGBB).

        Raises:
            NotFound: there is no such symbol.
            SymbolError: its drawing cannot be rendered.
        """
        wanted = _Wanted(
            f"{symbol} {tone or ''} {background:06x}",
            background,
            lambda side: self._source.whole(symbol, side, background, tone=tone),
        )
        blocks = self._source.mosaic(symbol, columns, background, tone=tone)
        return self._as_whole(wanted, blocks)

    def picture_mosaic(self, picture: Picture, columns: int, background: int) -> Mosaic:
        """A person's own picture, fitted into `columns` by `columns // 2` cells.

        Raises:
            PictureRefused: the picture is damaged.
        """
        wanted = _Wanted(
            f"own:{picture.digest} {background:06x}",
            background,
            lambda side: self._source.whole_picture(picture, side, background),
        )
        return self._as_whole(wanted, self._source.picture_mosaic(picture, columns, background))

    def _as_whole(self, wanted: _Wanted, blocks: Mosaic) -> Mosaic:
        raise NotImplementedError


class KittyPictures(_Source):
    """Pictures as placeholder cells, each sent to the terminal before its cells are given."""

    def __init__(
        self, source: WholePictures, write: Callable[[str], None], cell: tuple[int, int] | None
    ) -> None:
        """Pictures come from `source`; `write` sends to the terminal, from any thread."""
        super().__init__(source)
        self._write = write
        self._cell = cell or (10, 20)
        self._sent: OrderedDict[tuple[str, int], tuple[int, Mosaic]] = OrderedDict()
        self._next = secrets.randbelow(0xE00000) + 0x010000
        self._turn = Lock()

    def _as_whole(self, wanted: _Wanted, blocks: Mosaic) -> Mosaic:
        key = (wanted.name, blocks.columns)
        with self._turn:
            if key not in self._sent:
                self._sent[key] = self._send(wanted, blocks)
            self._sent.move_to_end(key)
            return self._sent[key][1]

    def _send(self, wanted: _Wanted, blocks: Mosaic) -> tuple[int, Mosaic]:
        across, down = self._cell
        png = wanted.draw(min(blocks.columns * across, blocks.rows * down))
        number, self._next = self._next, self._next + 1
        self._write(sent_to_kitty(number, png, blocks.columns, blocks.rows))
        while len(self._sent) >= MOST_SENT:
            _, (oldest, _) = self._sent.popitem(last=False)
            self._write(_dropped(oldest))
        lines = tuple(
            (Run(text, number, wanted.background),)
            for text in placeholder_lines(blocks.columns, blocks.rows)
        )
        return number, Mosaic(blocks.columns, blocks.rows, lines)

    def farewell(self) -> str:
        """Takes all that was sent out of the terminal's memory."""
        with self._turn:
            numbers = [number for number, _ in self._sent.values()]
            self._sent.clear()
        return "".join(_dropped(number) for number in numbers)


def sent_to_kitty(number: int, png: bytes, columns: int, rows: int) -> str:
    """What gives a kitty a picture, to be shown by placeholders in `columns` by `rows` cells.

    No answer is asked for, since it would arrive among what is typed.
    """
    text = base64.b64encode(png).decode()
    pieces = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    first = f"a=T,U=1,f=100,t=d,i={number},c={columns},r={rows},q=2,"
    return "".join(
        f"\x1b_G{first if at == 0 else 'q=2,'}m={int(at < len(pieces) - 1)};{piece}\x1b\\"
        for at, piece in enumerate(pieces)
    )


def _dropped(number: int) -> str:
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


class SixelPictures(_Source):
    """Pictures in blocks, marked, with what to draw over them once it has been made."""

    def __init__(self, source: WholePictures) -> None:
        """Pictures come from `source`."""
        super().__init__(source)
        self._wanted: dict[str, _Wanted] = {}
        self._made: OrderedDict[tuple[str, int, int], str] = OrderedDict()

    def _as_whole(self, wanted: _Wanted, blocks: Mosaic) -> Mosaic:
        self._wanted[wanted.name] = wanted
        return MarkedMosaic(blocks.columns, blocks.rows, blocks.lines, wanted.name)

    def made(self, placed: Placed, cell: tuple[int, int]) -> str | None:
        """The Sixel of a picture for cells of this size, or None where it is not made yet."""
        return self._made.get(_size(placed, cell))

    def make(self, placed: Placed, cell: tuple[int, int]) -> bool:
        """Make it, which takes some 25 ms; may run in any thread. False where it cannot be made."""
        key = _size(placed, cell)
        wanted = self._wanted.get(placed.name)
        if wanted is None:
            return False
        try:
            png = wanted.draw(min(key[1:]))
        except VoiceboxError:
            return False  # its blocks stay, which were painted before
        self._made[key] = sixels(png, key[1], key[2], wanted.background)
        while len(self._made) > MOST_KEPT:
            self._made.popitem(last=False)
        return True


def _size(placed: Placed, cell: tuple[int, int]) -> tuple[str, int, int]:
    return placed.name, placed.columns * cell[0], placed.rows * cell[1]

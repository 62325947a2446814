"""Pictures for the front ends: symbols and a person's own, as cells, remembered and kept.

Symbols' cells are kept in the cache folder. A person's own picture never is: it belongs to the
encrypted talk and must not lie about in a file.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from pathlib import Path

from voicebox.errors import SymbolError
from voicebox.keeping import keep_file, kept_file
from voicebox.ports import Mosaic, Picture, Run, SymbolCard, Tone
from voicebox.symbols.cells import GLYPHS, Blocks, drawing_mosaic, photo_mosaic
from voicebox.symbols.library import SymbolLibrary
from voicebox.symbols.rasteriser import OUTLINE, as_png, flatten

PAINTING = 2
"""The version of how pictures are painted; cells kept under another are painted again."""
FEWEST_COLUMNS, MOST_COLUMNS = 4, 200
MOST_REMEMBERED = 600
"""Pictures kept in memory, about 20 KB each."""
_Key = tuple[str, int, int, Tone | None]
"""A symbol, the columns, the background and the tone."""


class Pictures:
    """Implements `ports.SymbolSource` over a symbol library."""

    def __init__(
        self,
        library: SymbolLibrary,
        *,
        cache: Path | None = None,
        blocks: Blocks = Blocks.QUADRANT,
    ) -> None:
        """Use `library`.

        Args:
            library: the symbols.
            cache: a folder for the cells of symbols, made if need be; it may be read-only.
            blocks: which glyphs the terminal can draw.
        """
        self.library = library
        self._cache = cache
        self._blocks = blocks
        self._remembered: OrderedDict[_Key, Mosaic] = OrderedDict()

    def card(self, symbol: str) -> SymbolCard:
        """The words of a symbol.

        Raises:
            NotFound: there is no such symbol.
        """
        found = self.library.get(symbol)
        return SymbolCard(found.id, found.word, found.alt)

    def svg(self, symbol: str) -> str:
        """The drawing of a symbol, for paper.

        Raises:
            NotFound: there is no such symbol.
        """
        return self.library.svg(symbol)

    def tones(self, symbol: str) -> tuple[Tone, ...]:
        """The skin tones that a picture of people comes in; none for other pictures.

        Raises:
            NotFound: there is no such symbol.
            SymbolError: its drawing is missing or cannot be read.
        """
        return self.library.tones(symbol)

    def mosaic(
        self, symbol: str, columns: int, background: int, *, tone: Tone | None = None
    ) -> Mosaic:
        """The picture in `columns` by `columns // 2` cells, on `background` (0xRRGGBB).

        Skin is painted in `tone`, where the picture comes in it.

        Raises:
            NotFound: there is no such symbol.
            SymbolError: its drawing cannot be rendered, or `columns` is not from 4 to 200.
        """
        key = (symbol, columns, background, tone)
        found = self._recall(key)
        return found if found is not None else self._remember(key, self._paint(*key))

    def picture_mosaic(self, picture: Picture, columns: int, background: int) -> Mosaic:
        """A person's own picture, fitted into `columns` by `columns // 2` cells.

        Raises:
            PictureRefused: the picture is damaged.
        """
        from voicebox.symbols.own_picture import fitted_square

        _check_columns(columns)
        key = (f"own:{picture.digest}", columns, background, None)
        found = self._recall(key)
        if found is not None:
            return found
        photo = fitted_square(picture, background)
        return self._remember(key, photo_mosaic(photo, columns, self._blocks))

    def whole(self, symbol: str, side: int, background: int, *, tone: Tone | None = None) -> bytes:
        """The picture as an opaque PNG, `side` pixels across and down, on `background`.

        Raises:
            NotFound: there is no such symbol.
            SymbolError: its drawing cannot be rendered.
        """
        from voicebox.symbols.rasteriser import smooth

        return as_png(smooth(self.library.svg(symbol, tone), side, background))

    def whole_picture(self, picture: Picture, side: int, background: int) -> bytes:
        """A person's own picture as an opaque PNG, `side` pixels across and down.

        Raises:
            PictureRefused: the picture is damaged.
        """
        from PIL import Image

        from voicebox.symbols.own_picture import fitted_square

        square = fitted_square(picture, background)
        return as_png(square.resize((side, side), Image.Resampling.LANCZOS))

    def read_picture(self, path: Path) -> Picture:
        """Check and re-encode a PNG, JPEG or WebP file.

        Raises:
            PictureRefused: wrong type, over 4 megapixels, or damaged.
        """
        from voicebox.symbols.own_picture import read_picture

        return read_picture(path)

    def _recall(self, key: _Key) -> Mosaic | None:
        return self._remembered.get(key)

    def _remember(self, key: _Key, mosaic: Mosaic) -> Mosaic:
        self._remembered[key] = mosaic
        while len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return mosaic

    def _paint(self, symbol: str, columns: int, background: int, tone: Tone | None) -> Mosaic:
        _check_columns(columns)
        svg = self.library.svg(symbol, tone)
        kept = self._kept_path(svg, columns, background)
        mosaic = _from_cache(kept, columns, self._blocks) if kept is not None else None
        if mosaic is None:
            mosaic = drawing_mosaic(flatten(svg, background), columns, self._blocks)
            if kept is not None:
                keep_file(kept, _as_text(mosaic))
        return mosaic

    def _kept_path(self, svg: str, columns: int, background: int) -> Path | None:
        if self._cache is None:
            return None
        what = f"{PAINTING} {OUTLINE} {columns} {background:06x} {self._blocks.name} {svg}"
        return self._cache / f"cells-{hashlib.sha256(what.encode()).hexdigest()[:40]}.json"


def _check_columns(columns: int) -> None:
    if not FEWEST_COLUMNS <= columns <= MOST_COLUMNS:
        raise SymbolError(
            f"A picture is {FEWEST_COLUMNS} to {MOST_COLUMNS} columns wide, not {columns}.",
            mend="Ask for another width.",
        )


def _as_text(mosaic: Mosaic) -> str:
    lines = [[[run.text, run.fg, run.bg] for run in line] for line in mosaic.lines]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))


def _from_cache(kept: Path, columns: int, blocks: Blocks) -> Mosaic | None:
    """The cells kept in this file, or None where there are none that fit."""
    text = kept_file(kept)
    if text is None:
        return None
    try:
        lines = tuple(tuple(Run(*run) for run in line) for line in json.loads(text))
        fits = all(_fits(line, columns, blocks) for line in lines)
    except (ValueError, TypeError):
        return None
    return Mosaic(columns, columns // 2, lines) if fits and len(lines) == columns // 2 else None


def _fits(line: tuple[Run, ...], columns: int, blocks: Blocks) -> bool:
    glyphs = frozenset(GLYPHS[blocks])
    coloured = all(0 <= colour <= 0xFFFFFF for run in line for colour in (run.fg, run.bg))
    return (
        coloured
        and sum(len(run.text) for run in line) == columns
        and all(glyphs.issuperset(run.text) for run in line)
    )

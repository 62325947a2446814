"""Pictures for paper: the library of symbols, read when the first picture is drawn."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from voicebox.ports import SymbolCard
from voicebox.symbols.library import SymbolLibrary


class PaperPictures:
    """`exports.dossier.Drawings` over the library of symbols."""

    def __init__(self, folder: Path, cache: Path) -> None:
        """Read nothing yet.

        Args:
            folder: the folder of the symbols.
            cache: a folder for what was read, made if need be.
        """
        self._folder = folder
        self._cache = cache

    @cached_property
    def _library(self) -> SymbolLibrary:
        return SymbolLibrary.load(self._folder, cache=self._cache)

    def card(self, symbol: str) -> SymbolCard:
        """The words of a symbol.

        Raises:
            NotFound: there is no such symbol.
        """
        found = self._library.get(symbol)
        return SymbolCard(id=found.id, word=found.word, alt=found.alt)

    def svg(self, symbol: str) -> str:
        """Its drawing.

        Raises:
            NotFound: there is no such symbol.
        """
        return self._library.svg(symbol)

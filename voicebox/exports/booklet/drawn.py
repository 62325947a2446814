"""The pictures of a booklet, each under a name of ours; a card without one has its word alone."""

from __future__ import annotations

from collections.abc import Iterable

from voicebox.errors import NotFound, SymbolError
from voicebox.exports.dossier import Drawings
from voicebox.prompts.models import Option

Card = dict[str, str]
"""`word`, `file` (empty: no picture) and `alt`."""


class Cards:
    """Gathers the pictures of a booklet while it is made; each once."""

    def __init__(self, drawings: Drawings) -> None:
        """Take pictures from `drawings`."""
        self.files: dict[str, bytes] = {}
        self._drawings = drawings

    def picture(self, symbol: str | None) -> Card:
        """A picture without a word under it."""
        if not symbol:
            return {"word": "", "file": "", "alt": ""}
        try:
            alt = self._drawings.card(symbol).alt
            file = f"symbol-{symbol}.svg"
            if file not in self.files:
                self.files[file] = self._drawings.svg(symbol).encode()
        except (NotFound, SymbolError):
            return {"word": "", "file": "", "alt": ""}
        return {"word": "", "file": file, "alt": alt or symbol}

    def card(self, option: Option) -> Card:
        """A card of a board."""
        return {**self.picture(option.symbol), "word": option.word}

    def all(self, options: Iterable[Option]) -> list[Card]:
        """The cards of a board, in order."""
        return [self.card(option) for option in options]

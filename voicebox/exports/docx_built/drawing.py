"""Pictures for Word, which takes PNG: symbols from their SVG, and points on a scale."""

from __future__ import annotations

from dataclasses import dataclass, field

from voicebox.errors import NotFound, SymbolError
from voicebox.exports.dossier import Drawings
from voicebox.exports.paper.ending import Chart
from voicebox.symbols.rasteriser import drawn_png

SIDE = 160
"""Pixels of a symbol: sharp at a centimetre."""
_WIDE, _ROW = 900, 60


@dataclass(frozen=True)
class Drawn:
    """Symbols as PNG, each drawn once."""

    drawings: Drawings | None
    kept: dict[str, tuple[bytes, str] | None] = field(default_factory=dict)

    def symbol(self, name: str) -> tuple[bytes, str] | None:
        """The PNG of a symbol and what it shows; None where there is none to draw."""
        if name not in self.kept:
            self.kept[name] = self._draw(name)
        return self.kept[name]

    def _draw(self, name: str) -> tuple[bytes, str] | None:
        if not name or self.drawings is None:
            return None
        try:
            card = self.drawings.card(name)
            return drawn_png(self.drawings.svg(name), SIDE), card.alt or card.word
        except (NotFound, SymbolError, ValueError):
            return None


def chart_png(chart: Chart) -> bytes:
    """The points of a scale, one line for each day; the table beside it holds the days."""
    high = _ROW * len(chart.points)
    rows = "".join(
        _row(_ROW * number + _ROW // 2, point, chart.top)
        for number, (_, point, _) in enumerate(chart.points)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}">'
        f'<rect width="{_WIDE}" height="{high}" fill="#ffffff"/>{rows}</svg>'
    )
    return drawn_png(svg, _WIDE)


def _row(y: int, point: int, top: int) -> str:
    left, wide = 30, _WIDE - 60
    at = [left + wide * number / top for number in range(top + 1)]
    ticks = "".join(f'<path d="M{x:g} {y - 12}v24" stroke="#8a9aa2" stroke-width="3"/>' for x in at)
    track = f'<path d="M{left} {y}h{wide}" stroke="#8a9aa2" stroke-width="4"/>'
    return f'{track}{ticks}<circle cx="{at[point]:g}" cy="{y}" r="17" fill="#0f4c5c"/>'

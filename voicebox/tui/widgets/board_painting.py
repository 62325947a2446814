"""A board as lines of cells. Never colour alone: what has the focus has a thick edge, and what is
picked a filled circle before its word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from voicebox.ports import Mosaic
from voicebox.tui.cells import centred, clip_lines, ink, mosaic_lines, padded
from voicebox.tui.themes import Palette
from voicebox.tui.widgets.board_layout import Layout
from voicebox.tui.widgets.cards import PICKED, Card, Spot
from voicebox.tui.widgets.layout import Box

Mosaics = Mapping[tuple[str, int], Mosaic]
"""The pictures that are here, by symbol and columns."""


@dataclass(frozen=True, slots=True)
class Painting:
    """One board at one moment, to be painted line by line."""

    layout: Layout
    palette: Palette
    mosaics: Mosaics
    lit: frozenset[str]
    """What has the focus, or a scanning or dwelling light on it."""
    chosen: Sequence[str] = ()
    spoken: str = ""
    """The card whose word is being spoken."""
    large_symbol: str = ""
    """The one large picture, where there is one."""

    @property
    def _blank(self) -> Style:
        return ink(self.palette.text, self.palette.background)

    def line(self, y: int) -> Strip:
        """One line of the board."""
        layout, blank = self.layout, self._blank
        segments = self._large_line(y)
        x = layout.beside if segments else 0
        here = sorted(
            (spot for spot in layout.spots if spot.box.y <= y < spot.box.y + spot.box.height),
            key=lambda spot: spot.box.x,
        )
        for spot in here:
            if spot.box.x > x:
                segments.append(Segment(" " * (spot.box.x - x), blank))
            segments.extend(self._spot_line(spot, y - spot.box.y))
            x = spot.box.x + spot.box.width
        if x < layout.width:
            segments.append(Segment(" " * (layout.width - x), blank))
        return Strip(segments).crop(0, layout.width)

    def _large_line(self, y: int) -> list[Segment]:
        """The one large picture, in the middle of the height that the word buttons leave."""
        layout, blank = self.layout, self._blank
        columns = layout.large
        if not columns:
            return []
        rows = {spot.box.y for spot in layout.spots if not spot.is_card}
        if y in rows:
            return []
        line = y - max((layout.height - len(rows) - columns // 2) // 2, 0)
        mosaic = self.mosaics.get((self.large_symbol, columns))
        if mosaic is None or not 0 <= line < columns // 2:
            return [Segment(" " * layout.beside, blank)]
        after = layout.beside - columns - 1
        return [Segment(" ", blank), *mosaic_lines(mosaic)[line], Segment(" " * after, blank)]

    def _spot_line(self, spot: Spot, line: int) -> list[Segment]:
        if not spot.is_card:
            return self._button_line(spot)
        card = next(card for card in self.layout.shown if card.id == spot.id)
        return self._card_line(card, spot.box, line)

    def _button_line(self, spot: Spot) -> list[Segment]:
        button = next(each for each in self.layout.buttons if each.id == spot.id)
        palette, is_lit = self.palette, spot.id in self.lit
        fg, bg = (
            (palette.accent_text, palette.accent)
            if is_lit
            else (palette.spoken_text, palette.spoken)
            if spot.id == self.spoken
            else (palette.bar_text, palette.bar)
        )
        return [Segment(self.layout.words(button), ink(fg, bg, bold=True, under=is_lit))]

    def _card_line(self, card: Card, box: Box, line: int) -> list[Segment]:
        inner = box.width - 2
        is_thick = card.id in self.lit or self._is_picked(card)
        edge = self._edge_style(card)
        if line in (0, box.height - 1):
            return [Segment(_edge_words(line == 0, inner, thick=is_thick), edge)]
        side = "█" if is_thick else "│"
        return [Segment(side, edge), *self._card_body(card, inner, line - 1), Segment(side, edge)]

    def _edge_style(self, card: Card) -> Style:
        palette = self.palette
        if card.id in self.lit:
            return ink(palette.accent, palette.card)
        return ink(palette.chosen if self._is_picked(card) else palette.edge, palette.card)

    def _is_picked(self, card: Card) -> bool:
        return card.id in self.chosen or card.id in self.layout.held.also

    def _card_body(self, card: Card, inner: int, line: int) -> list[Segment]:
        grid = self.layout.grid
        picture_rows = grid.picture // 2
        if grid.beside:
            return self._beside_line(card, inner, line)
        if line < picture_rows:
            return self._picture_line(card, inner, line)
        text, is_small = self._label(card, inner, grid.label_lines)[line - picture_rows]
        return [Segment(centred(text, inner), self._label_style(card, is_small=is_small))]

    def _beside_line(self, card: Card, inner: int, line: int) -> list[Segment]:
        """The picture on the left, and the words beside it."""
        picture, blank = self.layout.grid.picture, ink(self.palette.card_text, self.palette.card)
        left = [Segment(" " * picture, blank)]
        if line < picture // 2:
            left = self._picture_line(card, picture, line)
        room = inner - picture - 2
        text, is_small = self._label(card, room, self.layout.grid.label_lines)[line]
        words = Segment(padded(text, room), self._label_style(card, is_small=is_small))
        return [*left, Segment("  ", blank), words]

    def _picture_line(self, card: Card, inner: int, line: int) -> list[Segment]:
        picture = self.layout.grid.picture
        on_card = ink(self.palette.card_text, self.palette.card)
        mosaic = self.mosaics.get((card.symbol, picture))
        if mosaic is None:
            return [Segment(" " * inner, on_card)]
        left, right = (inner - picture) // 2, inner - picture - (inner - picture) // 2
        return [
            Segment(" " * left, on_card),
            *mosaic_lines(mosaic)[line],
            Segment(" " * right, on_card),
        ]

    def _label(self, card: Card, inner: int, lines: int) -> list[tuple[str, bool]]:
        """The lines under a picture, and whether each is of the small words."""
        if self.layout.held.in_full:
            return self.layout.label(card, inner)
        small: list[tuple[str, bool]] = []
        if self.layout.held.has_small:
            most = self.layout.small_lines
            under = clip_lines(card.small, inner, most)
            small = [(each, True) for each in (*under, *[""] * (most - len(under)))]
        mark = PICKED if self._is_picked(card) else ""
        room = lines - len(small)
        words = [(each, False) for each in clip_lines(mark + card.label, inner, room)]
        return words + [("", False)] * (room - len(words)) + small

    def _label_style(self, card: Card, *, is_small: bool) -> Style:
        palette = self.palette
        if is_small:
            return ink(palette.card_text, palette.card)
        if card.id == self.spoken:
            return ink(palette.spoken_text, palette.spoken, bold=True)
        return ink(palette.card_text, palette.card, bold=True)


def _edge_words(top: bool, inner: int, *, thick: bool) -> str:
    if thick:
        return ("█" + "▀" * inner + "█") if top else ("█" + "▄" * inner + "█")
    return ("╭" + "─" * inner + "╮") if top else ("╰" + "─" * inner + "╯")

"""The talk so far, as bubbles with names: newest at the bottom, next to the answer area.

One widget draws it. The newest prompt is the brightest; the word being spoken is lit in it. A
prompt's picture stands beside it where there is room for one that can be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from voicebox.bidi.ordering import runs_right
from voicebox.bidi.screen import glyphs, seen
from voicebox.ports import Mosaic
from voicebox.tui.cells import clip, ink, mosaic_lines, padded, to_right, wrap
from voicebox.tui.themes import CREAM, PALETTES, Palette
from voicebox.tui.widgets.layout import SMALLEST_PICTURE
from voicebox.tui.widgets.pictures import PicturesWanted

_WIDEST = 72
_LARGEST_PICTURE = 24


@dataclass(frozen=True, slots=True)
class Bubble:
    """Words that somebody said, or that were asked."""

    words: str
    name: str = ""
    side: str = "asked"
    """`asked` on the left, `said` on the right, `adult` on the right and marked."""
    is_newest: bool = False
    is_close: bool = False
    """What stands above it must be seen: it takes no more lines than its words."""
    names_right: bool = False
    """Does its name stand in words that run from right to left, in whatever letters it begins?"""


class Transcript(Widget):
    """Bubbles, bottom up. The wheel and page keys show what was said earlier."""

    DEFAULT_CSS = """
    Transcript { background: $vb-background; height: 1fr; min-height: 3; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """An empty transcript."""
        super().__init__(id=id)
        self.bubbles: tuple[Bubble, ...] = ()
        self.symbol = ""
        self.lit: tuple[int, int] | None = None
        self.earlier = 0
        self._mosaics: dict[tuple[str, int], Mosaic] = {}
        self._lines: list[list[Segment]] | None = None

    def show(self, bubbles: Sequence[Bubble], symbol: str = "") -> None:
        """Show these, the last one brightest, with its picture where there is room."""
        self.bubbles = tuple(bubbles)
        self.symbol = symbol
        self.lit = None
        self.earlier = 0
        self._lay_out_again()
        self._ask_for_picture()

    def light(self, start: int, length: int) -> None:
        """Light the word that is being spoken in the newest prompt; length 0 lights none."""
        self.lit = (start, length) if length else None
        self._lay_out_again()

    def forget_pictures(self) -> None:
        """They are to be painted anew: on another ground, or with another tone of skin."""
        self._mosaics.clear()

    def set_mosaics(self, mosaics: Mapping[str, Mosaic], columns: int) -> None:
        """Pictures that were wanted are here, by symbol."""
        self._mosaics |= {(symbol, columns): mosaic for symbol, mosaic in mosaics.items()}
        self._lay_out_again()

    def on_resize(self) -> None:
        """Lay out anew."""
        self._lay_out_again()
        self._ask_for_picture()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """What was said earlier."""
        self._scroll(2)
        event.stop()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Back to now."""
        self._scroll(-2)
        event.stop()

    def _scroll(self, by: int) -> None:
        lines = self._laid_out()
        self.earlier = min(max(self.earlier + by, 0), max(len(lines) - self.size.height, 0))
        self.refresh()

    def _lay_out_again(self) -> None:
        self._lines = None
        self.refresh()

    @property
    def picture(self) -> int:
        """Columns of the newest prompt's picture; 0 where there is no room for it."""
        by_height = self.size.height * 2
        by_width = self.size.width - 44
        columns = min(by_height, by_width, _LARGEST_PICTURE) // 2 * 2
        return columns if self.symbol and columns >= SMALLEST_PICTURE else 0

    def _ask_for_picture(self) -> None:
        if self.picture and (self.symbol, self.picture) not in self._mosaics:
            self.post_message(PicturesWanted(self, (self.symbol,), self.picture, False))

    # -- drawing ---------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line, counted from the top; the bubbles sit at the bottom."""
        lines = self._laid_out()
        palette = self._palette
        blank = ink(palette.text, palette.background)
        at = len(lines) - self.earlier - self.size.height + y
        picture = self._picture_line(y)
        body = lines[at] if 0 <= at < len(lines) else []
        width = sum(segment.cell_length for segment in (*picture, *body))
        rest = Segment(" " * max(self.size.width - width, 0), blank)
        return Strip([*picture, *body, rest]).crop(0, self.size.width)

    @property
    def _palette(self) -> Palette:
        return PALETTES.get(self.app.theme, CREAM)

    def _picture_line(self, y: int) -> list[Segment]:
        if not self.picture:
            return []
        blank = ink(self._palette.text, self._palette.background)
        mosaic = self._mosaics.get((self.symbol, self.picture))
        line = y - (self.size.height - self.picture // 2)
        if mosaic is None or line < 0:
            return [Segment(" " * (self.picture + 2), blank)]
        return [Segment(" ", blank), *mosaic_lines(mosaic)[line], Segment(" ", blank)]

    def _laid_out(self) -> list[list[Segment]]:
        if self._lines is None:
            room = self.size.width - (self.picture + 2 if self.picture else 0)
            lines: list[list[Segment]] = []
            for bubble in self.bubbles:
                lines.extend(self._bubble_lines(bubble, room))
            self._lines = lines
        return self._lines

    def _bubble_lines(self, bubble: Bubble, room: int) -> list[list[Segment]]:
        palette = self._palette
        blank = ink(palette.text, palette.background)
        name_width = max(cell_len(bubble.name) + 2, 0) if bubble.name else 0
        width = max(min(_WIDEST, room - 8 - (name_width if bubble.side != "asked" else 0)), 12)
        wrapped = wrap(bubble.words, width)
        inner = max(cell_len(line) for line in wrapped)
        style = self._bubble_style(bubble, palette)
        close = bubble.is_close and self.size.height < len(wrapped) + 6
        pad = bubble.is_newest and self.size.height > len(wrapped) + 2 and not close
        starts = _starts(bubble.words, wrapped)
        rows = [
            self._words_row(line, start, inner, bubble, style)
            for line, start in zip(wrapped, starts, strict=True)
        ]
        if pad:
            empty = [Segment(" " * (inner + 4), style)]
            rows = [empty, *rows, empty]
        named = ink(palette.muted, palette.background)
        if bubble.side == "asked":
            return [[Segment("  ", blank), *row] for row in rows] + [[]]
        left = max(room - inner - 4 - name_width - 1, 0)
        shown = clip(bubble.name, 24, right=bubble.names_right or None)
        name = Segment(padded(f" {shown}", name_width), named)
        gap = Segment(" " * name_width, blank)
        return [
            [Segment(" " * left, blank), *row, name if number == 0 else gap]
            for number, row in enumerate(rows)
        ] + [[]]

    def _bubble_style(self, bubble: Bubble, palette: Palette) -> Style:
        if bubble.side == "said":
            return ink(palette.child_text, palette.child)
        if bubble.side == "adult":
            return ink(palette.adult_text, palette.adult)
        if bubble.is_newest:
            return ink(palette.bubble_text, palette.bubble, bold=True)
        return ink(palette.muted, palette.background)

    def _words_row(
        self, line: str, start: int, inner: int, bubble: Bubble, style: Style
    ) -> list[Segment]:
        right = runs_right(bubble.words)
        if not bubble.is_newest or self.lit is None:
            shown = seen(line, right=right)
            text = to_right(shown, inner) if right else padded(shown, inner)
            return [Segment(f"  {text}  ", style)]
        lit = ink(self._palette.spoken_text, self._palette.spoken, bold=True)
        first, last = self.lit[0] - start, self.lit[0] + self.lit[1] - start
        parts = [
            Segment("".join(glyph.text for glyph in part), lit if is_lit else style)
            for is_lit, part in groupby(
                glyphs(line, right=right), key=lambda each: first <= each.start < last
            )
        ]
        room = Segment(" " * max(inner - sum(part.cell_length for part in parts), 0), style)
        edge = Segment("  ", style)
        return [edge, room, *parts, edge] if right else [edge, *parts, room, edge]


def _starts(words: str, wrapped: list[str]) -> list[int]:
    """Where each wrapped line begins in the words."""
    starts, at = [], 0
    for line in wrapped:
        found = words.find(line, at)
        starts.append(found if found >= 0 else at)
        at = starts[-1] + len(line)
    return starts

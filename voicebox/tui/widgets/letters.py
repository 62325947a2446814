"""Letters on the screen: words put together by switch, by dwelling, or by pointing."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from voicebox.bidi.screen import seen
from voicebox.tui.cells import centred, ink
from voicebox.tui.scanning import Target
from voicebox.tui.themes import CREAM, PALETTES
from voicebox.tui.widgets.layout import Box
from voicebox.tui.widgets.words import WordsBox

SPACE, RUB_OUT, CAPITALS, SAY = "space", "rub out", "ABC", "say it"
_ROWS = ("abcdefghi", "jklmnopqr", "stuvwxyz'", ".,?!-1234", "567890éŵŷ")


class LetterBoard(Widget):
    """Rows of letters under a box for words; each letter goes into the box as it is picked."""

    DEFAULT_CSS = "LetterBoard { height: 6; background: $vb-background; }"

    def __init__(self) -> None:
        """Small letters."""
        super().__init__()
        self.box: WordsBox | None = None
        self.lit: frozenset[str] = frozenset()
        self._capitals = False
        self.labels: dict[str, str] = {}
        """What keys are called that are no letters, where it is not as their ids."""

    def rows(self) -> list[list[str]]:
        """The ids of the keys, row by row: a letter is its own id."""
        letters = [[self._shown(letter) for letter in row] for row in _ROWS]
        return [*letters, [SPACE, RUB_OUT, CAPITALS, SAY]]

    def _shown(self, letter: str) -> str:
        return letter.upper() if self._capitals else letter

    def scan_rows(self) -> list[list[Target]]:
        """What the light goes over."""
        return [[Target("letters", key, self._label(key)) for key in row] for row in self.rows()]

    def _label(self, key: str) -> str:
        return self.labels.get(key, key)

    def light(self, ids: frozenset[str]) -> None:
        """Light these keys."""
        self.lit = ids
        self.refresh()

    def press(self, key: str) -> None:
        """Put a letter into the box, rub one out, or say what stands there."""
        if self.box is None:
            return
        if key == SAY:
            self.box.post_message(WordsBox.WordsGiven(self.box.text))
        elif key == RUB_OUT:
            self.box.action_delete_left()
        elif key == CAPITALS:
            self._capitals = not self._capitals
            self.refresh()
        else:
            self.box.insert(" " if key == SPACE else key)

    def spot_at(self, x: int, y: int) -> str:
        """The key at a place, or nothing."""
        for key, box in self._boxes():
            if box.holds(x, y):
                return key
        return ""

    def _boxes(self) -> list[tuple[str, Box]]:
        boxes = []
        for y, row in enumerate(self.rows()):
            width = max(self.size.width // len(row), 3)
            boxes += [(key, Box(x * width, y, width, 1)) for x, key in enumerate(row)]
        return boxes

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        key = self.spot_at(event.x, event.y)
        if key:
            event.stop()
            self.press(key)

    def render_line(self, y: int) -> Strip:
        """One row of keys."""
        palette = PALETTES.get(self.app.theme, CREAM)
        plain = ink(palette.card_text, palette.card, bold=True)
        lit = ink(palette.accent_text, palette.accent, bold=True)
        blank = ink(palette.text, palette.background)
        segments = []
        for key, box in self._boxes():
            if box.y == y:
                style = lit if key in self.lit else plain
                label = seen(self._label(key))
                segments.append(Segment(centred(label, max(box.width - 1, cell_len(label))), style))
                segments.append(Segment(" ", blank))
        return Strip(segments).adjust_cell_length(self.size.width, blank)

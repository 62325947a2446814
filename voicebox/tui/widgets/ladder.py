"""The ladder: a stair that climbs from one end to the other, both ends in pictures and words.

Arrows climb, Enter or a click stays there. The numbers are optional: they mean marks to some.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from voicebox.bidi.screen import seen
from voicebox.ports import Mosaic
from voicebox.prompts.models import Ladder as LadderModel
from voicebox.tui.cells import centred, clip_lines, ink, mosaic_lines, padded
from voicebox.tui.scanning import Target
from voicebox.tui.themes import CREAM, PALETTES, Palette
from voicebox.tui.widgets.layout import SMALLEST_PICTURE
from voicebox.tui.widgets.pictures import PicturesWanted

_MARGIN = 1
_LABEL_LINES = 2
_LARGEST_END = 24
_MARK = "◇"


class LadderScale(Widget, can_focus=True):
    """A point between two ends. `PointPicked` says which."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,up", "climb(1)", show=False),
        Binding("left,down", "climb(-1)", show=False),
        Binding("home", "climb_to_end(False)", show=False),
        Binding("end", "climb_to_end(True)", show=False),
        Binding("enter", "stay", show=False),
    ]

    DEFAULT_CSS = """
    LadderScale { background: $vb-background; height: 1fr; }
    """

    point: reactive[int] = reactive(-1)
    """The step that is lit; -1 before the first move."""

    @dataclass
    class PointPicked(Message):
        """A step was chosen."""

        point: int

    def __init__(self, *, id: str | None = None) -> None:
        """An empty ladder; `show` gives it its ends."""
        super().__init__(id=id)
        self.ladder: LadderModel | None = None
        self.before: int | None = None
        """The step of last time, on a ladder that is asked again."""
        self.last_time = "last time"
        """What the mark of that step is called."""
        self._mosaics: dict[tuple[str, int], Mosaic] = {}

    def show(
        self, ladder: LadderModel, point: int | None = None, before: int | None = None
    ) -> None:
        """Give it its ends, the step chosen before, and that of last time, if there were any."""
        self.ladder = ladder
        self.before = before
        self.point = -1 if point is None else point
        self._ask_for_pictures()
        self.refresh()

    def forget_pictures(self) -> None:
        """They are to be painted anew: on another ground, or with another tone of skin."""
        self._mosaics.clear()

    def set_mosaics(self, mosaics: Mapping[str, Mosaic], columns: int) -> None:
        """Pictures that were wanted are here, by symbol."""
        self._mosaics |= {(symbol, columns): mosaic for symbol, mosaic in mosaics.items()}
        self.refresh()

    def on_resize(self) -> None:
        """Ask for pictures of the new size."""
        self._ask_for_pictures()

    def on_focus(self) -> None:
        """Show that the arrows climb here."""
        self.refresh()

    def _ask_for_pictures(self) -> None:
        if self.ladder is None or not self.size.width or not self._picture:
            return
        ends = (self.ladder.low.symbol, self.ladder.high.symbol)
        missing = tuple(each for each in ends if (each, self._picture) not in self._mosaics)
        if missing:
            self.post_message(PicturesWanted(self, missing, self._picture, False))

    @property
    def _picture(self) -> int:
        """Columns of the pictures at the ends; 0 where there is no room for them."""
        by_height = (self.size.height - _LABEL_LINES) * 2
        by_width = (self.size.width - self._steps_width_least) // 2 - 2 * _MARGIN
        columns = min(by_height, by_width, _LARGEST_END) // 2 * 2
        return columns if columns >= SMALLEST_PICTURE else 0

    @property
    def _steps_width_least(self) -> int:
        return 3 * (self.ladder.top + 1) if self.ladder else 33

    def _stair(self) -> tuple[int, int]:
        """Where the stair begins, and how wide each step is."""
        end = max(self._picture, SMALLEST_PICTURE) + 2 * _MARGIN
        steps = self.ladder.top + 1 if self.ladder else 11
        room = self.size.width - 2 * end
        width = max(min(room // steps, 7), 1)
        return end + max((room - width * steps) // 2, 0), width

    def action_climb(self, by: int) -> None:
        """One step up or down; the first move goes to the middle of nothing: to the nearest end."""
        if self.ladder is None:
            return
        if self.point < 0:
            self.point = 0 if by > 0 else self.ladder.top
            return
        self.point = min(max(self.point + by, 0), self.ladder.top)

    def action_climb_to_end(self, high: bool) -> None:
        """The lowest step, or the highest."""
        if self.ladder is not None:
            self.point = self.ladder.top if high else 0

    def action_stay(self) -> None:
        """This step it is."""
        if self.point >= 0:
            self.post_message(self.PointPicked(self.point))

    def pick_number(self, digit: str) -> bool:
        """Light the step that a digit names; Enter says it. False where there is none."""
        if self.ladder is None or not digit.isdigit() or int(digit) > self.ladder.top:
            return False
        self.point = int(digit)
        return True

    def on_click(self, event: events.Click) -> None:
        """A click on a step lights it; a second click on it stays there."""
        step = self.spot_at(event.x, event.y)
        if not step:
            return
        self.focus()
        if int(step) == self.point:
            self.action_stay()
        self.point = int(step)

    # -- scanning and dwelling -------------------------------------------------------------------

    def scan_rows(self) -> list[list[Target]]:
        """What a light goes over: the steps, from the lowest."""
        if self.ladder is None:
            return []
        ends = {0: self.ladder.low.word, self.ladder.top: self.ladder.high.word}
        steps = range(self.ladder.top + 1)
        return [[Target("ladder", str(step), ends.get(step, str(step))) for step in steps]]

    def light(self, ids: frozenset[str]) -> None:
        """Light a step; a whole row lights none."""
        self.point = int(next(iter(ids))) if len(ids) == 1 else -1

    def press(self, id_: str) -> None:
        """Stay on the step that is lit."""
        self.point = int(id_)
        self.action_stay()

    def spot_at(self, x: int, y: int) -> str:  # noqa: ARG002 -- a step reaches from top to floor
        """The step at a place, or nothing."""
        if self.ladder is None:
            return ""
        left, width = self._stair()
        step = (x - left) // width
        return str(step) if 0 <= step <= self.ladder.top else ""

    # -- drawing ---------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line: the low end, the stair, the high end."""
        palette = PALETTES.get(self.app.theme, CREAM)
        if self.ladder is None:
            return Strip.blank(self.size.width, ink(palette.text, palette.background))
        left, width = self._stair()
        end = max(self._picture, SMALLEST_PICTURE) + 2 * _MARGIN
        blank = ink(palette.text, palette.background)
        stair = self._stair_line(y, width, palette)
        after = self.size.width - left - width * (self.ladder.top + 1) - end
        segments = [
            *self._end_line(y, end, low=True, palette=palette),
            Segment(" " * (left - end), blank),
            *stair,
            Segment(" " * max(after, 0), blank),
            *self._end_line(y, end, low=False, palette=palette),
        ]
        return Strip(segments).crop(0, self.size.width)

    def _end_line(self, y: int, end: int, *, low: bool, palette: Palette) -> list[Segment]:
        assert self.ladder is not None
        option = self.ladder.low if low else self.ladder.high
        picture = self._picture
        rows = picture // 2
        top = max(self.size.height - rows - _LABEL_LINES, 0)
        blank = ink(palette.text, palette.background)
        line = y - top
        if 0 <= line < rows:
            mosaic = self._mosaics.get((option.symbol, picture))
            if mosaic is None:
                return [Segment(" " * end, blank)]
            room = end - picture
            return [
                Segment(" " * (room // 2), blank),
                *mosaic_lines(mosaic)[line],
                Segment(" " * (room - room // 2), blank),
            ]
        words = clip_lines(option.word, end - 1, _LABEL_LINES)
        at = line - rows
        if 0 <= at < len(words):
            style = ink(palette.text, palette.background, bold=True)
            return [Segment(centred(words[at], end), style)]
        return [Segment(" " * end, blank)]

    def _stair_line(self, y: int, width: int, palette: Palette) -> list[Segment]:
        assert self.ladder is not None
        steps = self.ladder.top + 1
        floor = self.size.height - 1
        tallest = max(floor, 1)
        segments = []
        for step in range(steps):
            height = max(1, round((step + 1) * tallest / steps))
            up = floor - y
            segments.append(self._step_cell(step, up, height, width, palette))
        called, room = seen(f" {_MARK} {self.last_time}", right=False), width * (steps - 1)
        if y == 0 and self.before is not None and room > cell_len(called):
            words = Segment(padded(called, room), ink(palette.text, palette.background))
            return [words, segments[-1]]
        return segments

    def _step_cell(self, step: int, up: int, height: int, width: int, palette: Palette) -> Segment:
        """One step on one line: `up` lines above the floor; the step is `height` lines high."""
        lit = step == self.point
        if up == height and lit:
            style = ink(palette.accent, palette.background, bold=True)
            return Segment(centred("▼", width), style)
        if up >= height or up < 0:
            return Segment(" " * width, ink(palette.text, palette.background))
        body = self._step_style(step, lit, palette)
        if up == 0 and step == self.before:
            return Segment(centred(_MARK, width), body)
        if up == height - 1 and self.ladder is not None and self.ladder.numbers:
            return Segment(centred(str(step), width), body)
        return Segment(" " * width, body)

    def _step_style(self, step: int, lit: bool, palette: Palette) -> Style:
        if lit:
            return ink(palette.accent_text, palette.accent, bold=True)
        bg = palette.bubble if step % 2 else palette.child
        fg = palette.bubble_text if step % 2 else palette.child_text
        return ink(fg, bg)

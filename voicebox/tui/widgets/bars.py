"""The rows above and below the talk: whose talk it is and how far, the keys, the adult's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from voicebox.bidi.ordering import runs_right
from voicebox.bidi.screen import seen
from voicebox.tui.cells import clip, clip_lines, ink, padded, to_right
from voicebox.tui.scanning import Target
from voicebox.tui.themes import CREAM, PALETTES, Palette

_MOST_DOTS, _MOST_DOTS_NARROW, _NARROW = 20, 10, 100


class TopBar(Widget):
    """Who is talking with whom, about what, and a row of dots: sections behind and ahead."""

    DEFAULT_CSS = "TopBar { height: 1; background: $vb-header; }"

    def __init__(self) -> None:
        """An empty bar."""
        super().__init__()
        self._who, self._title, self._done, self._parts = "", "", 0, 0
        self._right = False

    def show(
        self, who: str, title: str = "", done: int = 0, parts: int = 0, *, right: bool = False
    ) -> None:
        """Say who, the section's title, and how many sections of how many are done.

        `right`: the words around the names run from right to left.
        """
        self._who, self._title, self._done, self._parts = who, title, done, parts
        self._right = right
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 -- there is one line
        """The one line."""
        palette = PALETTES.get(self.app.theme, CREAM)
        plain = ink(palette.header_text, palette.header)
        width = self.size.width
        dots = self._dots(palette)
        dots_width = sum(segment.cell_length for segment in dots)
        room = width - dots_width - len(" voicebox   ") - 2
        title = clip(self._title, max(room // 2, 8))
        who = clip(self._who, max(room - cell_len(title) - 2, 8), right=self._right or None)
        between = max(room - cell_len(who) - cell_len(title), 1)
        segments = [
            Segment(" voicebox   ", ink(palette.header_text, palette.header, bold=True)),
            Segment(who + " " * between + title + "  ", plain),
            *dots,
        ]
        return Strip(segments).adjust_cell_length(width, plain)

    def _dots(self, palette: Palette) -> list[Segment]:
        if not self._parts:
            return []
        parts, done = self._parts, self._done
        most = _MOST_DOTS_NARROW if self.size.width < _NARROW else _MOST_DOTS
        if parts > most:
            done, parts = done * most // parts, most
        lit = ink(palette.done, palette.header)
        rest = ink(palette.header_text, palette.header)
        return [Segment("● " * done, lit), Segment("○ " * (parts - done), rest)]


@dataclass(frozen=True, slots=True)
class Key:
    """A key in the row: how it is named, what it does, and the action that it stands for."""

    key: str
    words: str
    action: str
    for_adult: bool = False
    can_go: bool = False
    """Is it left out where there is no room for all of them?"""


class KeysRow(Widget):
    """One row of keys in the same places, each also a button; only what works now.

    Where their words run from right to left, so does the row: it is the other way round.
    """

    DEFAULT_CSS = "KeysRow { height: 1; background: $vb-bar; }"

    @dataclass
    class Pressed(Message):
        """A key of the row was clicked."""

        action: str

    def __init__(self) -> None:
        """An empty row."""
        super().__init__()
        self.keys: tuple[Key, ...] = ()
        self.lit: frozenset[str] = frozenset()

    def show(self, keys: Sequence[Key], *, marked: bool = False) -> None:
        """These keys work now. `marked`: a colon tells each from its words."""
        self.keys = (
            tuple(replace(key, key=f"{key.key}:") for key in keys) if marked else tuple(keys)
        )
        self.refresh()

    @property
    def _is_turned(self) -> bool:
        return any(runs_right(key.words) for key in self.keys)

    def _placed(self) -> list[tuple[int, Key]]:
        placed = place_keys(self.keys, self.size.width)
        if not self._is_turned:
            return placed
        return [(self.size.width - x - _width(key), key) for x, key in reversed(placed)]

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 -- there is one line
        """The one line."""
        palette = PALETTES.get(self.app.theme, CREAM)
        plain = ink(palette.bar_text, palette.bar)
        strong = ink(palette.bar_text, palette.bar, bold=True)
        lit = ink(palette.accent_text, palette.accent, bold=True)
        segments: list[Segment] = []
        at = 0
        for x, key in self._placed():
            segments.append(Segment(" " * max(x - at, 0), plain))
            is_lit = key.action in self.lit
            named = [
                Segment(seen(key.key), lit if is_lit else strong),
                Segment(" ", lit if is_lit else plain),
                Segment(seen(key.words), lit if is_lit else plain),
            ]
            if self._is_turned and not key.for_adult:
                segments += [*named[1:][::-1], Segment(_turned(named[0].text), named[0].style)]
            else:
                segments += named
            at = x + _width(key)
        return Strip(segments).adjust_cell_length(self.size.width, plain)

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        action = self.spot_at(event.x, event.y)
        if action:
            self.press(action)

    # -- scanning and dwelling -------------------------------------------------------------------

    def scan_rows(self) -> list[list[Target]]:
        """What a light goes over: the child's keys. The adult's are out of its reach."""
        return [[Target("keys", key.action, key.words) for key in self.keys if not key.for_adult]]

    def light(self, ids: frozenset[str]) -> None:
        """Light these keys."""
        self.lit = ids
        self.refresh()

    def press(self, action: str) -> None:
        """Press a key."""
        self.post_message(self.Pressed(action))

    def spot_at(self, x: int, y: int) -> str:  # noqa: ARG002 -- there is one line
        """The key at a place, or nothing."""
        for left, key in self._placed():
            if left <= x < left + _width(key):
                return key.action
        return ""


def place_keys(keys: Sequence[Key], columns: int) -> list[tuple[int, Key]]:
    """Each key with the column that it begins at, the adult's at the end; closer where it is tight.

    Where it is tighter yet, those that can go are left out. What finds no room even so begins
    beyond the last column.
    """
    shown, gap = _fitted(keys, columns)
    left = [key for key in shown if not key.for_adult]
    right = [key for key in shown if key.for_adult]
    placed, x = [], 1
    for key in left:
        placed.append((x, key))
        x += _width(key) + gap
    x = max(x, columns - sum(_width(key) + gap for key in right))
    for key in right:
        placed.append((x, key))
        x += _width(key) + gap
    return placed


def _fitted(keys: Sequence[Key], columns: int) -> tuple[Sequence[Key], int]:
    """The keys that there is room for, and the columns between two of them."""
    fewer = [key for key in keys if not key.can_go]
    for shown, gap in ((keys, 3), (keys, 2), (fewer, 3), (fewer, 2)):
        if sum(_width(key) + gap for key in shown) + 2 <= columns:
            return shown, gap
    return fewer, 1


def _turned(key: str) -> str:
    """An arrow for the way on points to where the row goes on."""
    return key.translate({ord("◀"): "▶", ord("▶"): "◀"})


def _width(key: Key) -> int:
    return cell_len(key.key) + 1 + cell_len(key.words)


_MOST_ADULT_LINES = 3


class AdultLine(Widget):
    """A line or two for the adult alone, or for what went wrong; gone while it is empty."""

    DEFAULT_CSS = """
    AdultLine { height: 1; background: $vb-adult; display: none; }
    AdultLine.-shown { display: block; }
    """

    def __init__(self) -> None:
        """An empty line."""
        super().__init__()
        self.words = ""

    def show(self, words: str) -> None:
        """Say something to the adult; empty words take the line away."""
        self.words = words
        self.set_class(bool(words), "-shown")
        self._fit()

    def on_resize(self) -> None:
        """Take the lines that the words need."""
        self._fit()

    def _lines(self) -> list[str]:
        width = (self.size.width or self.app.size.width) - 2
        return clip_lines(" ".join(self.words.split()), width, _MOST_ADULT_LINES)

    def _fit(self) -> None:
        self.styles.height = len(self._lines())
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        palette = PALETTES.get(self.app.theme, CREAM)
        style = ink(palette.adult_text, palette.adult)
        lines = self._lines()
        words = lines[y] if y < len(lines) else ""
        if runs_right(self.words):
            return Strip([Segment(to_right(f"{words} ", self.size.width), style)])
        return Strip([Segment(padded(f" {words}", self.size.width), style)])

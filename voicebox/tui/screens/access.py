"""How this pupil likes it: screen, voice, keys. Set in a minute, kept with the pupil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Label, Select, Static

from voicebox.access import VOICES, Access, Shown, Switches
from voicebox.ports import TONES, CardsPerScreen, Theme
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Dialog

_AS_SET = "as in the settings"
_Lines = Sequence[tuple[str, str]]
"""The words of a choice, and its value as text; an empty text is the usual one."""


def _seconds(*values: float) -> _Lines:
    return [(f"{value:g} s", f"{value:g}") for value in values]


def _thousandths(off: str, *values: int) -> _Lines:
    return [(off, "0"), *((f"{value / 1000:g} s", str(value)) for value in values)]


_CHOICES: dict[str, tuple[str, _Lines]] = {
    "theme": ("Look", [(_AS_SET, ""), *((name, name) for name in get_args(Theme))]),
    "cards": (
        "Cards on one screen",
        [(_AS_SET, ""), *((str(number), str(number)) for number in get_args(CardsPerScreen))],
    ),
    "show": (
        "On each card",
        [
            ({"both": "picture and word", "pictures": "picture", "words": "word"}[each], each)
            for each in get_args(Shown)
        ],
    ),
    "asks_first": (
        "A question, and its cards",
        [("together", "pictures"), ("first the question, cards when wanted", "open")],
    ),
    "tone": ("People in pictures", [("yellow", ""), *((tone, tone) for tone in TONES)]),
    "voice": ("Voice, in its own language", [(_AS_SET, ""), *VOICES]),
    "rate": (
        "How fast it speaks",
        [
            (_AS_SET, ""),
            *((f"{rate} words a minute", str(rate)) for rate in (90, 110, 125, 150, 175)),
        ],
    ),
    "pitch": ("How high it speaks", [("low", "25"), ("middle", "50"), ("high", "75")]),
    "options_aloud": (
        "Say the cards too",
        [(_AS_SET, ""), ("yes", "true"), ("no", "false")],
    ),
    "wait_for_voice": ("A tap waits for the words", [("no", "false"), ("yes", "true")]),
    "switches": (
        "Switches",
        [
            ("none", Switches.OFF.value),
            ("one: the light moves by itself", Switches.ONE.value),
            ("two: space moves it, another key picks", Switches.TWO.value),
        ],
    ),
    "scan_seconds": ("Each thing is lit for", _seconds(0.5, 1, 1.5, 2, 3, 4, 6)),
    "scan_first_seconds": ("The first one longer by", _seconds(0, 0.5, 1, 2, 4)),
    "scan_rounds": (
        "Rounds, then it rests",
        [(str(number), str(number)) for number in (1, 2, 4, 8)],
    ),
    "scan_aloud": ("Say what is lit", [("yes", "true"), ("no", "false")]),
    "hold_ms": ("Hold a key to pick", _thousandths("no", 250, 500, 1000, 2000)),
    "ignore_repeats_ms": ("Ignore more presses for", _thousandths("no", 250, 500, 1000, 2000)),
    "dwell_ms": ("Rest the pointer to pick", _thousandths("no", 600, 1000, 1500, 2500)),
}


class PupilAccess(Dialog[Access]):
    """Gives what is to be kept with the pupil."""

    DEFAULT_CSS = """
    PupilAccess > Vertical { width: 78; }
    PupilAccess Grid { grid-size: 2; grid-rows: 1; grid-columns: 27 1fr; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "keep", show=False)]

    def __init__(self, name: str, access: Access) -> None:
        """For the pupil of this name, from what is kept now."""
        super().__init__()
        self._pupil_name = name
        self._before = access

    def compose(self) -> ComposeResult:
        """One line for each."""
        with Vertical():
            title = f"How {paint_line(self._pupil_name)} likes it"
            yield Static(Content(title), classes="title")
            with Grid():
                for name, (words, lines) in _CHOICES.items():
                    yield Label(words)
                    yield _choice(name, lines, getattr(self._before, name))
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave", compact=True)
                yield Button("Keep (Ctrl+S)", variant="primary", id="keep", compact=True)

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Keep it, or leave."""
        if message.button.id == "keep":
            self.action_keep()
        else:
            self.dismiss(None)

    def action_keep(self) -> None:
        """Give what is set."""
        given: dict[str, Any] = self._before.model_dump()
        for name in _CHOICES:
            text = str(self.query_one(f"#{name}", Select).value)
            given[name] = text if text else None
        if given["cards"]:
            given["cards"] = int(given["cards"])
        self.dismiss(Access.model_validate(given))


def _choice(name: str, lines: _Lines, value: object) -> Select[str]:
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, float):
        text = f"{value:g}"
    listed = list(lines)
    if text not in [each for _, each in listed]:
        listed.append((text, text))
    return Select(listed, value=text, allow_blank=False, id=name, compact=True)

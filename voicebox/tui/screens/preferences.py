"""Look, voice, cards: what an adult sets in a minute."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar, cast, get_args

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Select, Static

from voicebox.bidi.screen import Wish
from voicebox.ports import CardsPerScreen, PictureWay, Preferences, Theme
from voicebox.tui.lock import Lock
from voicebox.tui.screens.dialog import Dialog
from voicebox.tui.screens.wanted import Home
from voicebox.tui.widgets.ticks import TickBox
from voicebox.tui.widgets.words import NameBox

_RATES = [
    ("slow, 100 words a minute", 100),
    ("125 words a minute", 125),
    ("150", 150),
    ("175", 175),
]
_AS_MANY = 0
_PICTURES: list[tuple[str, PictureWay]] = [
    ("as this terminal draws them best", "auto"),
    ("in blocks", "blocks"),
    ("in finer blocks", "sextants"),
    ("whole, by kitty", "kitty"),
    ("whole, by Sixel", "sixel"),
]
_RIGHT_TO_LEFT: list[tuple[str, Wish]] = [
    ("as this terminal is known to need it", "auto"),
    ("letter by letter, put in order here", "letters"),
    ("word by word: the terminal turns each", "words"),
    ("all of it left to the terminal", "terminal"),
]

Picked = TypeVar("Picked")


class PreferencesScreen(Dialog[Preferences]):
    """The look is shown at once; Keep gives what is to be kept."""

    def __init__(self, preferences: Preferences, lock: Lock) -> None:
        """Begin with what is set now; `lock` knows the PIN that there is."""
        super().__init__()
        self._before = preferences
        self._lock = lock

    def compose(self) -> ComposeResult:
        """One line for each."""
        now = self._before
        is_listed = any(rate == now.rate for _, rate in _RATES)
        rates = _RATES if is_listed else [(f"{now.rate} words a minute", now.rate), *_RATES]
        with Vertical():
            yield Static("Settings", classes="title")
            yield Label("Look")
            yield Select[Theme](
                [(name, name) for name in get_args(Theme)],
                value=now.theme,
                allow_blank=False,
                id="theme",
                compact=True,
            )
            yield TickBox("Read the questions aloud", now.speech, id="speech", compact=True)
            yield TickBox("Read the cards aloud too", now.options_aloud, id="aloud", compact=True)
            yield Label("How fast it speaks")
            yield Select[int](rates, value=now.rate, allow_blank=False, id="rate", compact=True)
            yield Label("Cards on one screen")
            yield Select[int](
                [("as many as fit", _AS_MANY), *((str(n), n) for n in get_args(CardsPerScreen))],
                value=now.cards or _AS_MANY,
                allow_blank=False,
                id="cards",
                compact=True,
            )
            yield Label("Pictures, from the next start")
            yield Select[PictureWay](
                _PICTURES, value=now.pictures, allow_blank=False, id="pictures", compact=True
            )
            yield TickBox(
                "Offer translations that nobody has checked yet",
                now.unchecked_translations,
                id="unchecked",
                compact=True,
            )
            yield Label("Arabic and Urdu, from the next start")
            yield Select[Wish](
                _RIGHT_TO_LEFT, value=now.right_to_left, allow_blank=False, id="right", compact=True
            )
            yield Label("Your name, as children say it")
            yield NameBox(now.adult, id="adult", max_length=80, compact=True)
            with Horizontal(classes="row"):
                yield Button(self._pin_words(), id="pin")
                yield Button("Leave", id="leave")
                yield Button("Keep", variant="primary", id="keep")

    def _pin_words(self) -> str:
        return f"PIN: {'on' if self._lock.is_on else 'off'} ..."

    def _given(self) -> Preferences:
        cards = self._picked("#cards", int)
        return replace(
            self._before,
            theme=cast(Theme, self._picked("#theme", str)),
            speech=self.query_one("#speech", TickBox).value,
            options_aloud=self.query_one("#aloud", TickBox).value,
            rate=self._picked("#rate", int),
            cards=cast(CardsPerScreen, cards) if cards else None,
            pictures=cast(PictureWay, self._picked("#pictures", str)),
            adult=self.query_one("#adult", Input).value.strip(),
            unchecked_translations=self.query_one("#unchecked", TickBox).value,
            right_to_left=cast(Wish, self._picked("#right", str)),
        )

    def _picked(self, which: str, kind: type[Picked]) -> Picked:
        value = self.query_one(which, Select).value
        assert isinstance(value, kind)
        return value

    @on(Select.Changed, "#theme")
    def try_look(self, message: Select.Changed) -> None:
        """Show the look at once."""
        self.app.theme = str(message.value)

    @on(Button.Pressed)
    def finish(self, message: Button.Pressed) -> None:
        """Keep it, or put the look back."""
        if message.button.id == "keep":
            self.dismiss(self._given())
        elif message.button.id == "pin":
            self._set_pin()
        else:
            self.action_leave()

    @work
    async def _set_pin(self) -> None:
        from voicebox.tui.screens.pin import SetPin

        given = await self.app.push_screen_wait(SetPin(self._lock))
        if given is not None:  # kept at once: whoever leaves these settings has a PIN all the same
            self.app.post_message(Home.PreferencesGiven(replace(self._before, pin=given)))
            self.app.call_later(self._after_pin)

    def _after_pin(self) -> None:
        """Say what holds now, also where it could not be written; show the look that is tried."""
        self._before = replace(self._before, pin=self._lock.kept)
        self.query_one("#pin", Button).label = self._pin_words()
        self.app.theme = self._picked("#theme", str)

    def action_leave(self) -> None:
        """Put the look back as it was."""
        self.app.theme = self._before.theme
        self.dismiss(None)

"""The switch: any key or mouse button, however slow or shaky the hand that presses it."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from textual import events
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from voicebox.access import Access, Switches

_KEY_GAP = 0.75
"""Seconds: a held key repeats sooner than this, so a longer gap means it was let go."""
_NOT_A_SWITCH = frozenset(
    {"escape", "ctrl+c", "ctrl+q", *(f"f{number}" for number in range(1, 13))}
)
"""Escape and the adult's keys stay what they are."""
_NEXT_KEYS = frozenset({"space", "tab", "right", "down"})
"""With two switches these move the light; every other key picks."""


class SwitchCatcher(Widget, can_focus=True):
    """Takes every key and mouse button while it is on, and says what the switch did."""

    DEFAULT_CSS = "SwitchCatcher { width: 0; height: 0; }"

    @dataclass
    class Chosen(Message):
        """What is lit was chosen."""

    @dataclass
    class MovedOn(Message):
        """The light is to move on."""

    def __init__(self) -> None:
        """Off."""
        super().__init__()
        self.access = Access()
        self.is_on = False
        self._last_press = float("-inf")
        self._held_since: float | None = None
        self._last_repeat = 0.0
        self._holding: Timer | None = None

    def turn(self, on: bool, access: Access) -> None:
        """Take the keys and the mouse, or let them go."""
        self.access = access
        self.is_on = on
        if on:
            self.focus()
            self.capture_mouse()
        else:
            self.release_mouse()

    async def _on_key(self, event: events.Key) -> None:
        if not self.is_on or event.key in _NOT_A_SWITCH:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        is_next = self.access.switches is Switches.TWO and event.key in _NEXT_KEYS
        if self._is_held_long_enough():
            self._press(is_next=is_next)

    def _is_held_long_enough(self) -> bool:
        """A held key comes as repeats: it counts once they have gone on for long enough."""
        if not self.access.hold_ms:
            return True
        now = monotonic()
        if self._held_since is None or now - self._last_repeat > _KEY_GAP:
            self._held_since = now
        self._last_repeat = now
        if (now - self._held_since) * 1000 < self.access.hold_ms:
            return False
        self._held_since = None
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A button goes down: it counts at once, or when it has been held."""
        if not self.is_on:
            return
        event.stop()
        is_next = self.access.switches is Switches.TWO and event.button == 3
        if not self.access.hold_ms:
            self._press(is_next=is_next)
            return
        self._let_go()
        seconds = self.access.hold_ms / 1000
        self._holding = self.set_timer(seconds, lambda: self._press(is_next=is_next))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A button comes up: too soon is no press."""
        if self.is_on:
            event.stop()
        self._let_go()

    def on_click(self, event: events.Click) -> None:
        """A click has been counted when the button went down."""
        if self.is_on:
            event.stop()

    def _let_go(self) -> None:
        if self._holding is not None:
            self._holding.stop()
        self._holding = None

    def _press(self, *, is_next: bool) -> None:
        now = monotonic()
        if (now - self._last_press) * 1000 < self.access.ignore_repeats_ms:
            return
        self._last_press = now
        self.post_message(self.MovedOn() if is_next else self.Chosen())

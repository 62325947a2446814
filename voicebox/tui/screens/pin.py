"""Asking for the adult's PIN, and setting, changing or taking it away."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Button, Input, Label, Static

from voicebox.tui.lock import PIN, Lock, hash_pin
from voicebox.tui.screens.dialog import Dialog, to_next_box

_LONGEST = 12
_QUIET_SECONDS = 30.0
"""So long without a digit, and the child is back at their talk."""
FORGOTTEN = "Forgotten? `voicebox doctor` names the settings file; docs/keeping.md says what to do."


class AskPin(Screen[bool]):
    """Nothing else is on the screen. Gives True once the PIN was right.

    Over a talk, any key but a digit, and any mouse button, goes back to it: a child who came here
    with a switch or a click gets out the same way, and after a while without one.
    """

    CSS = """
    AskPin { background: $vb-background; align: center middle; }
    AskPin > Vertical { width: 60; max-width: 96%; height: auto; }
    AskPin Static { color: $vb-text; padding: 0 1; margin-bottom: 1; }
    AskPin #title { text-style: bold; }
    AskPin #digits { background: $vb-card; color: $vb-card-text; padding: 1 2; }
    AskPin #about { color: $vb-muted; }
    """

    def __init__(self, lock: Lock, *, over_talk: bool, back_to: str = "the talk") -> None:
        """Ask for this lock's PIN; `over_talk`: there is a talk, or `back_to`, to go back to."""
        super().__init__()
        self._lock = lock
        self._over_talk = over_talk
        self._back_to = back_to
        self._typed = ""
        self._quiet: Timer | None = None

    def compose(self) -> ComposeResult:
        """A title, the digits as dots, one line for what is wrong."""
        back = (
            f"Escape, or any other key, goes back to {self._back_to}."
            if self._over_talk
            else f"Escape leaves voicebox. {FORGOTTEN}"
        )
        with Vertical():
            yield Static("For the grown-up: the PIN, then Enter", id="title")
            yield Static(id="digits")
            yield Static(id="problem")
            yield Static(back, id="about")

    def on_mount(self) -> None:
        """Nothing is typed yet."""
        self._show("")

    def _show(self, problem: str) -> None:
        self.query_one("#digits", Static).update(Content("●" * len(self._typed) or "_"))
        self.query_one("#problem", Static).update(Content(problem or " "))
        if self._quiet is not None:
            self._quiet.stop()
        if self._over_talk:
            self._quiet = self.set_timer(_QUIET_SECONDS, self._go_back)

    def on_key(self, event: events.Key) -> None:
        """Digits are the PIN."""
        if event.key in ("ctrl+c", "ctrl+q"):
            return
        event.stop()
        if event.character is not None and event.character in "0123456789":
            self._typed = (self._typed + event.character)[:_LONGEST]
            self._show("")
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
            self._show("")
        elif event.key == "enter" and self._typed:
            self._try()
        elif self._over_talk or event.key == "escape":
            self._go_back()

    def on_click(self) -> None:
        """Any mouse button goes back to the talk."""
        if self._over_talk:
            self._go_back()

    def _try(self) -> None:
        typed, self._typed = self._typed, ""
        if self._lock.opens(typed):
            self.dismiss(True)
        else:
            self._show(self._lock.refusal())

    def _go_back(self) -> None:
        if self.is_current:
            self.dismiss(False)


class SetPin(Dialog[str]):
    """Gives the PIN as it is to be kept; empty where it is taken away."""

    def __init__(self, lock: Lock) -> None:
        """Where a PIN is set already, it is needed to change it."""
        super().__init__()
        self._lock = lock

    def compose(self) -> ComposeResult:
        """The PIN there is, the new one twice."""
        with Vertical():
            yield Static("The grown-up's PIN", classes="title")
            yield Static(
                "It is asked for before home, past talks and settings are shown. The child can "
                "always pause and stop.",
                classes="about",
            )
            if self._lock.is_on:
                yield Label("The PIN now")
                yield _box("now")
            yield Label("New PIN: 4 to 12 digits")
            yield _box("new")
            yield Label("The same again")
            yield _box("again")
            yield Static("", classes="about", id="problem")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                if self._lock.is_on:
                    yield Button("Take it away", id="take-away")
                yield Button("Set it", variant="primary", id="set")

    def on_mount(self) -> None:
        """Ready to write."""
        self.query(Input).first().focus()

    @on(Input.Submitted)
    def next_line(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and from the last one sets it."""
        if not to_next_box(self, message.input):
            self._set()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Set it, take it away, or leave."""
        if message.button.id == "leave":
            self.dismiss(None)
        elif message.button.id == "set":
            self._set()
        elif self._may_change():
            self.dismiss("")

    def _set(self) -> None:
        new = self.query_one("#new", Input).value
        if not PIN.fullmatch(new):
            self._refuse("A PIN has 4 to 12 digits.")
        elif new != self.query_one("#again", Input).value:
            self._refuse("The two are not the same.")
        elif self._may_change():
            self.dismiss(hash_pin(new))

    def _may_change(self) -> bool:
        if not self._lock.is_on or self._lock.opens(self.query_one("#now", Input).value):
            return True
        self._refuse(self._lock.refusal())
        return False

    def _refuse(self, words: str) -> None:
        self.query_one("#problem", Static).update(Content(words))


def _box(id_: str) -> Input:
    return Input(password=True, restrict="[0-9]*", max_length=_LONGEST, id=id_, compact=True)

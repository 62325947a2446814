"""Worries that nobody has signed as passed on: apart from every talk (rule 14)."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from voicebox.errors import StoreError
from voicebox.ports import Concern, House
from voicebox.text import paint, paint_line
from voicebox.tui.screens.dialog import Dialog
from voicebox.tui.widgets.words import NameBox


class Worries(Dialog[None]):
    """The oldest first: its words, and who has it now. Signing takes it off the list."""

    DEFAULT_CSS = """
    Worries > Vertical { width: 76; height: 90%; }
    Worries VerticalScroll { height: 1fr; }
    Worries #words { color: $vb-text; padding: 0 1; height: auto; }
    """

    def __init__(self, house: House, worries: Sequence[Concern]) -> None:
        """These, newest first, as the store gives them."""
        super().__init__()
        self._house = house
        self._left = list(worries)

    def compose(self) -> ComposeResult:
        """One worry, and the line to sign."""
        with Vertical():
            yield Static("Not passed on yet", classes="title")
            with VerticalScroll():
                yield Static(id="words")
            yield Label("Who has it now (the safeguarding lead; the other route if about staff)")
            yield NameBox(placeholder="Name", id="to", max_length=200)
            yield Static("", classes="about", id="problem")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("They have it", variant="primary", id="sign")

    def on_mount(self) -> None:
        """Show the oldest."""
        self._show()
        self.query_one(Input).focus()

    def _show(self) -> None:
        worry = self._left[-1]
        staff = "\nThis is about someone who works here: tell the head or the council's officer."
        words = (
            f"{paint_line(worry.pupil.name)}, {worry.at.astimezone():%d %B %Y %H:%M}, noted by "
            f"{paint_line(worry.by) or 'the adult in the talk'}"
            f"{staff if worry.about_staff else ''}\n\n{paint(worry.words)}"
        )
        self.query_one("#words", Static).update(Content(words))
        left = f"{len(self._left)} not passed on." if len(self._left) > 1 else ""
        self.query_one("#problem", Static).update(left)

    @on(Input.Submitted)
    def sign_by_enter(self) -> None:
        """Enter signs, where a name stands."""
        self._sign()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Sign, or leave."""
        if message.button.id == "sign":
            self._sign()
        else:
            self.dismiss(None)

    def _sign(self) -> None:
        to = self.query_one(Input).value.strip()
        problem = self.query_one("#problem", Static)
        if not to:
            problem.update("Name the person who has it now.")
            return
        worry = self._left[-1]
        try:
            self._house.store().pass_on_concern(worry.id, to=to, at=self._house.clock.now())
        except StoreError as error:
            problem.update(Content(paint_line(str(error))))
            return
        self._left.pop()
        self.query_one(Input).value = ""
        if self._left:
            self._show()
        else:
            self.dismiss(None)

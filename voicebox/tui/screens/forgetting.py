"""Forgetting a pupil: what will go, why, the name typed; then a receipt. Never by a slip."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from voicebox.bidi.screen import seen
from voicebox.errors import VoiceboxError
from voicebox.ports import House, Pupil
from voicebox.ports.passing import Telling
from voicebox.ports.rights import HeldAbout
from voicebox.text import paint_line
from voicebox.tui.lock import Lock
from voicebox.tui.screens.asking import Doing
from voicebox.tui.screens.dialog import Dialog, to_next_box
from voicebox.tui.screens.giving import TALL, rights_of, say_held
from voicebox.tui.screens.naming import free_name
from voicebox.tui.screens.pin import AskPin
from voicebox.tui.screens.worries import Worries
from voicebox.tui.widgets.words import NameBox
from voicebox.writing import write_whole

WORRIES = ("~worries",)
"""Given where the way is to the worries."""


async def forget_pupil(app: App[Any], house: House, pupil: Pupil, lock: Lock) -> None:
    """Take out everything about a pupil, where it is said why, and the name is typed.

    Raises:
        VoiceboxError: the worries cannot be read.
    """
    if lock.is_on and not await app.push_screen_wait(AskPin(lock, over_talk=True, back_to="home")):
        return
    while (receipt := await app.push_screen_wait(ForgetPupil(house, pupil))) == WORRIES:
        worries = [each for each in house.store().concerns() if each.pupil.id == pupil.id]
        if worries:
            await app.push_screen_wait(Worries(house, worries))
    if receipt is not None:
        await app.push_screen_wait(Receipt(house, receipt))


class ForgetPupil(Doing[tuple[str, ...]]):
    """Gives the receipt, or `WORRIES`. Nothing that Enter alone presses takes anything out."""

    DEFAULT_CSS = """
    ForgetPupil #held { margin-bottom: 1; }
    ForgetPupil #forget { background: $vb-accent; color: $vb-accent-text; }
    ForgetPupil #forget:disabled { background: $vb-bar; color: $vb-muted; text-opacity: 100%; }
    """

    def __init__(self, house: House, pupil: Pupil) -> None:
        """About this pupil."""
        super().__init__()
        self._house = house
        self._pupil = pupil

    def compose(self) -> ComposeResult:
        """What will go, a box for why, a box for the name."""
        name = seen(paint_line(self._pupil.name))
        with Vertical():
            yield Static(Content(f"Forget {name}: take out everything"), classes="title")
            yield Static("", classes="said", id="held")
            yield Static(
                "It cannot be undone. Is something to be kept? Send it, or give it out, first.",
                classes="about asked",
            )
            yield Label("Why, and on whose word (without the child's name)", classes="asked")
            yield NameBox(
                placeholder="The family asked, letter of 3 November",
                id="why",
                max_length=200,
                compact=True,
                classes="asked",
            )
            yield Label(Content(f"To take all of it out, type: {name}"), classes="asked")
            yield NameBox(id="name", max_length=200, compact=True, classes="asked")
            yield from self.foot(
                Button("To the worries", variant="primary", id="worries"),
                Button("Forget", id="forget"),
            )

    def on_mount(self) -> None:
        """Count."""
        self._show_parts(is_asked=False, has_worries=False)
        self.do(lambda _: rights_of(self._house).held(self._pupil), self._show)

    def _show_parts(self, *, is_asked: bool, has_worries: bool) -> None:
        for each in self.query(".asked"):
            each.display = is_asked
        self.query_one("#forget").display = is_asked
        self.query_one("#worries").display = has_worries
        self._see_name()

    def _show(self, held: HeldAbout) -> None:
        told = say_held(held, tall=self.app.size.height >= TALL)
        self.query_one("#held", Static).update(Content(told))
        open_ = held.open_concerns
        self._show_parts(is_asked=not open_, has_worries=bool(open_))
        if open_:
            many = "A worry has" if open_ == 1 else f"{open_} worries have"
            self.say(f"{many} not been passed on yet. Pass it on and sign it first; then forget.")
        self.query_one("#leave" if open_ else "#why").focus()

    # -- why, and the name -----------------------------------------------------------------------

    @on(Input.Changed)
    def look_at_boxes(self) -> None:
        """It can be done once both boxes say what they must."""
        self._see_name()

    def _see_name(self) -> None:
        self.query_one("#forget", Button).disabled = not self._is_said

    @property
    def _is_said(self) -> bool:
        """Does it stand there why, and the name?"""
        typed, why = (self.query_one(id_, Input).value.strip() for id_ in ("#name", "#why"))
        names = (self._pupil.name.strip(), paint_line(self._pupil.name).strip())
        return bool(why) and typed in names

    def fail(self) -> None:
        """It can be tried again only as before."""
        self._see_name()

    @on(Input.Submitted)
    def next_line(self, message: Input.Submitted) -> None:
        """Enter goes to the next line; from the last it says what is left to do."""
        if to_next_box(self, message.input):
            return
        if not self._is_said:
            self.say("Why, and the name as it stands here: both are needed.")
        else:
            self.say("Enter does not do it here: Tab to Forget, or click it.")

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Do it, go to the worries, or leave."""
        if message.button.id == "forget":
            if self._is_said:
                self.do(partial(self._forget, self.query_one("#why", Input).value), self.dismiss)
        else:
            self.dismiss(WORRIES if message.button.id == "worries" else None)

    def _forget(self, why: str, tell: Telling) -> tuple[str, ...]:
        return rights_of(self._house).forget(self._pupil, authority=why, tell=tell)


class Receipt(Dialog[None]):
    """What was done, without a name; it can be saved."""

    DEFAULT_CSS = """
    Receipt > Vertical { width: 78; }
    Receipt Input { margin: 0 1; }
    Receipt VerticalScroll { height: auto; max-height: 11; }
    """

    def __init__(self, house: House, lines: Sequence[str]) -> None:
        """These lines."""
        super().__init__()
        self._words = "\n".join(lines)
        self._file = free_name("voicebox-receipt", house.clock.now(), ".txt")

    def compose(self) -> ComposeResult:
        """The lines, and a file to save them to."""
        with Vertical():
            yield Static("Forgotten: the receipt", classes="title")
            with VerticalScroll():
                yield Static(Content(self._words), classes="said")
            yield Label("To save it, as a file")
            yield Input(str(self._file), id="file", compact=True)
            yield Static("", classes="said", id="problem")
            with Horizontal(classes="row"):
                yield Button("Save it", id="save")
                yield Button("Good", variant="primary", id="good")

    def on_mount(self) -> None:
        """Read first."""
        self.query_one("#save").focus()

    @on(Input.Submitted)
    def submit(self) -> None:
        """Enter saves it."""
        self._save()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Save it, or be done."""
        if message.button.id == "save":
            self._save()
        else:
            self.dismiss(None)

    def _save(self) -> None:
        file = Path(self.query_one("#file", Input).value.strip()).expanduser()
        try:
            write_whole(file, f"{self._words}\n".encode(), force=False)
        except VoiceboxError as error:
            self._say(str(error))
            return
        self._say(f"Saved: {file}")
        self.query_one("#good").focus()

    def _say(self, words: str) -> None:
        self.query_one("#problem", Static).update(Content(paint_line(words)))

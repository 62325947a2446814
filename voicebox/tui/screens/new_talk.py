"""Starting a talk: who, with whom, with which pack. Three lines, and Enter."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Select, Static

from voicebox.ports import Begin, House, Pupil
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Dialog
from voicebox.tui.widgets.words import NameBox


class NewTalk(Dialog[Begin]):
    """Gives what a talk is begun with."""

    def __init__(self, house: House, pupil: Pupil | None, asked: Begin | None = None) -> None:
        """With this pupil, or with someone new; `asked` is what the command line named."""
        super().__init__()
        self._house = house
        self._pupil = pupil
        self._asked = asked or Begin(with_=house.preferences.adult)

    def compose(self) -> ComposeResult:
        """Three lines and two buttons."""
        names = self._pack_names()
        with Vertical():
            on_paper = self._asked.on_paper
            title = "Write in what was told on paper" if on_paper else "A new talk"
            yield Static(title, classes="title")
            if self._pupil is None:
                yield Label("The child's name, as they like to be called")
                yield NameBox(placeholder="Name", id="pupil", max_length=80)
            else:
                yield Label(Content(f"With {paint_line(self._pupil.name)}"))
            yield Label("Your name, as the child says it")
            yield NameBox(
                self._asked.with_ or self._house.preferences.adult,
                placeholder="Name",
                id="adult",
                max_length=80,
            )
            if len(names) > 1:
                yield Label("Which questions")
                yield Select[str](
                    [(Content(paint_line(name)), name) for name in names],
                    value=names[0],
                    allow_blank=False,
                )
            yield Static("", classes="about", id="problem")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Start", variant="primary", id="start")

    def on_mount(self) -> None:
        """Ready to write the first line that is empty."""
        empty = [box for box in self.query(Input) if not box.value]
        (empty or list(self.query(Input)))[0].focus()

    @on(Input.Submitted)
    def next_line(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and from the last one starts."""
        boxes = list(self.query(Input))
        after = boxes[boxes.index(message.input) + 1 :]
        if after:
            after[0].focus()
        else:
            self._finish()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Start, or leave."""
        if message.button.id == "start":
            self._finish()
        else:
            self.dismiss(None)

    def _finish(self) -> None:
        if self._pupil is None:
            pupil = self.query_one("#pupil", Input).value.strip()
        else:
            pupil = self._pupil.name
        if not pupil:
            self.query_one("#problem", Static).update("A name is needed, any name.")
            self.query_one("#pupil", Input).focus()
            return
        chosen = self.query(Select)
        pack = str(chosen.first().value) if chosen else self._asked.pack
        adult = self.query_one("#adult", Input).value.strip()
        begin = replace(self._asked, pack=pack, pupil=pupil, with_=adult)
        self.dismiss(begin)

    def _pack_names(self) -> list[str]:
        """The pack that was asked for, then the others; it may be the path of a file."""
        asked = self._asked.pack
        return [asked, *(name for name in self._house.packs.names() if name != asked)]

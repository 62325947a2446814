"""Starting a talk: who, with whom, with which pack. Three lines, and Enter."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Select, Static

from voicebox.bidi.screen import seen
from voicebox.errors import VoiceboxError
from voicebox.ports import Begin, House, PackLanguage, Pupil
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Dialog, to_next_box
from voicebox.tui.widgets.words import NameBox

_OWN = "~own"
"""The language that the pack was written in."""


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
                    id="pack",
                    compact=True,
                )
            yield Label("In which language", classes="language")
            yield Select[str](
                [("English", _OWN)],
                allow_blank=False,
                id="language",
                classes="language",
                compact=True,
            )
            yield Static("", classes="about", id="problem")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Start", variant="primary", id="start")

    def on_mount(self) -> None:
        """Ready to write the first line that is empty."""
        empty = [box for box in self.query(Input) if not box.value]
        (empty or list(self.query(Input)))[0].focus()
        self._offer_languages(self._asked.pack)

    @on(Select.Changed, "#pack")
    def change_pack(self, message: Select.Changed) -> None:
        """Another pack may be there in other languages."""
        self._offer_languages(str(message.value))

    def _offer_languages(self, pack: str) -> None:
        """The languages of this pack; nothing to choose where it has its own alone."""
        try:
            found = self._house.packs.languages(pack)
        except VoiceboxError:
            found = []
        choices = [("English", _OWN), *((_named(each), each.tag) for each in found)]
        chosen = self.query_one("#language", Select)
        chosen.set_options(choices)
        asked = self._asked.language
        chosen.value = asked if any(asked == each.tag for each in found) else _OWN
        for widget in self.query(".language"):
            widget.display = bool(found)

    @on(Input.Submitted)
    def next_line(self, message: Input.Submitted) -> None:
        """Enter goes to a name that is still to be given, and starts once all are there."""
        if not to_next_box(self, message.input, empty=True):
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
        chosen = self.query("#pack").results(Select)
        pack = next((str(each.value) for each in chosen), self._asked.pack)
        language = self.query_one("#language", Select).value
        adult = self.query_one("#adult", Input).value.strip()
        begin = replace(self._asked, pack=pack, pupil=pupil, with_=adult)
        begin = replace(begin, language="" if language == _OWN else str(language))
        self.dismiss(begin)

    def _pack_names(self) -> list[str]:
        """The pack that was asked for, then the others; it may be the path of a file."""
        asked = self._asked.pack
        return [asked, *(name for name in self._house.packs.names() if name != asked)]


def _named(language: PackLanguage) -> str:
    """As its speakers name it, and that nobody has checked it, where that is so."""
    unchecked = "" if language.is_checked else " (not yet checked by a native speaker)"
    return seen(f"{language.tag}  {language.name}{unchecked}", right=False)

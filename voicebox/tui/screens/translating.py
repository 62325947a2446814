"""An answer put into another language: its own words stay, and the translator is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Select, Static, TextArea

from voicebox.bidi.screen import seen
from voicebox.conversation.inputs import Translate
from voicebox.conversation.views import View
from voicebox.text import paint_line
from voicebox.tui.cells import cut
from voicebox.tui.screens.dialog import Dialog
from voicebox.tui.widgets.words import CoveredArea, NameBox

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LISTED = 44
"""Columns of an answer in the list."""


class TranslateAnswer(Dialog[Translate]):
    """Which answer, the words, their language, and who put them into it (rule 9)."""

    def __init__(self, answers: Sequence[View], by: str) -> None:
        """Of these answers, the newest first; `by` is the adult who is here."""
        super().__init__()
        self._answers = answers
        self._by = by

    def compose(self) -> ComposeResult:
        """The answer, its words in the other language, the language, the translator."""
        with Vertical():
            yield Static("An answer in another language", classes="title")
            yield Select[int](
                [(Content(_named(view)), view.seq) for view in self._answers],
                value=self._answers[0].seq,
                allow_blank=False,
                id="answer",
                compact=True,
            )
            yield Label("What it means, as near as can be to how it was said")
            yield CoveredArea(id="words")
            yield Label("Language of these words (en, cy, pl)")
            yield NameBox("en", id="language", max_length=20, compact=True)
            yield Label("Who translated it")
            yield NameBox(self._by, id="by", max_length=200, compact=True)
            yield Static("", classes="about", id="problem")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Keep", variant="primary", id="keep")

    def on_mount(self) -> None:
        """Ready to write."""
        super().on_mount()
        words = self.query_one(TextArea)
        words.styles.height = 5
        words.tab_behavior = "focus"
        words.focus()

    @on(Button.Pressed)
    def finish(self, message: Button.Pressed) -> None:
        """Keep it, or leave."""
        if message.button.id != "keep":
            self.dismiss(None)
            return
        words, by = self.query_one(TextArea).text, self.query_one("#by", Input).value.strip()
        language = self.query_one("#language", Input).value.strip()
        chosen = self.query_one("#answer", Select).value
        if not words.strip() or not by:
            self._say("The words are needed, and the name of who translated them.")
        elif not _TAG.fullmatch(language):
            self._say("Write the language as two letters, such as en, cy or pl.")
        elif isinstance(chosen, int):
            self.dismiss(Translate(chosen, words, language, by))

    def _say(self, words: str) -> None:
        self.query_one("#problem", Static).update(Content(words))


def _named(view: View) -> str:
    return seen(f"[{view.seq}] {cut(paint_line(view.words), _LISTED)}", right=False)

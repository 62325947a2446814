"""The rows of a talk's screen: bubbles, one answer area, a row of keys; and how high each is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from voicebox.prompts.program_words import program_words
from voicebox.tui import showing_cards
from voicebox.tui.screens.grown_up import GrownUpScreen
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import AdultLine, KeysRow, TopBar
from voicebox.tui.widgets.switch import SwitchCatcher
from voicebox.tui.widgets.transcript import Transcript

_BARS = 3
"""Lines of the bar above, the keys below, and the rule between."""
_LEAST_TRANSCRIPT, _LEAST_WITH_ITEM, _ROOM_FOR_ITEM = 6, 8, 20


class TalkRows(GrownUpScreen):
    """What a talk's screen is made of, as the pupil likes it."""

    def compose(self) -> ComposeResult:
        """The rows, top to bottom."""
        yield TopBar()
        with Vertical():
            yield Transcript(id="transcript")
            yield AnswerArea(id="area")
        yield AdultLine()
        yield KeysRow()
        yield SwitchCatcher()

    def dress(self) -> None:
        """Look as the pupil likes it."""
        self.app.theme = self.voice.preferences.theme
        area, transcript = self.query_one(AnswerArea), self.query_one(Transcript)
        area.speak(self.program)
        area.take_access(self.access, has_own=bool(self.own), calm=self.is_calm)
        area.something_else = self.runner.talk.pack.standing.something_else.id
        for widget in (transcript, area.board, area.row, area.ladder):
            widget.forget_pictures()

    def on_screen_suspend(self) -> None:
        """A grown-up's screen is over this one: the switch is theirs to let go of."""
        self.query_one(SwitchCatcher).turn(False, self.access)

    def on_screen_resume(self) -> None:
        """Back again."""
        self.start_scanning()

    def on_resize(self) -> None:
        """Give the answer area its share of the new height."""
        self.size_area()

    def size_area(self) -> None:
        """What is answered comes first; the bubbles have the rest, and never too little."""
        area = self.query_one(AnswerArea)
        room = self.app.size.height - _BARS
        is_about = bool(self.step.item_symbol) or showing_cards.is_about_answer(self.step)
        needs_picture = is_about and room >= _ROOM_FOR_ITEM
        least = _LEAST_WITH_ITEM if needs_picture else _LEAST_TRANSCRIPT
        area.styles.height = area.wanted_height(max(room - least, 6)) + 1

    def program(self, english: str, /, **blanks: str) -> str:
        """The program's own words, in the pack's language."""
        return program_words(self.runner.talk.pack, english, **blanks)

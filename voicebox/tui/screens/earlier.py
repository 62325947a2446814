"""An answer from earlier in the talk, picked by the grown-up to be asked again."""

from __future__ import annotations

from collections.abc import Sequence

from voicebox.conversation.record import NOTE
from voicebox.conversation.states import BEFORE_ASKING
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import Status, View, said
from voicebox.text import paint_line
from voicebox.tui.cells import cut
from voicebox.tui.screens.dialog import Choice, Menu

_ASKED, _SAID = 30, 20
"""Cells of a question, and of what was said to it."""


def changeable(talk: Talk) -> list[View]:
    """The answers so far that can be asked again, the newest first."""
    if talk.state in BEFORE_ASKING:
        return []
    return sorted((view for view in talk.record if _can_change(talk, view)), key=_number)


def _can_change(talk: Talk, view: View) -> bool:
    is_note = view.part == NOTE or view.about is not None
    return view.status is Status.ANSWERED and not is_note and view.prompt in talk.index.prompt


def _number(view: View) -> int:
    return -view.seq


class EarlierAnswers(Menu):
    """Gives the number of an answer."""

    title_words = "Which answer is to be asked again?"
    about = "What was said stays kept until there is another answer."

    def __init__(self, answers: Sequence[View]) -> None:
        """These."""
        super().__init__()
        self._answers = answers

    def choices(self) -> Sequence[Choice]:
        """What was asked, and what was said."""
        return [Choice(str(view.seq), _say(view)) for view in self._answers]


def _say(view: View) -> str:
    return f"{cut(paint_line(view.asked), _ASKED)}  {cut(paint_line(said(view)), _SAID)}"

"""The menus of a talk: what is always one step away, what a card can have done, the adult's own."""

from __future__ import annotations

from collections.abc import Sequence

from voicebox.conversation.shapes import Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import HAND_OVER_HAND, Help, Placed, View, said
from voicebox.conversation.views import Choice as Card
from voicebox.text import paint_line
from voicebox.tui.cells import cut
from voicebox.tui.screens.dialog import Choice, Menu
from voicebox.tui.showing_keys import is_settled


class MoreMenu(Menu):
    """Break, stop, I won't say, keep this private: always one step away (rule 1)."""

    title_words = "You choose"

    def __init__(self, step: Step, talk: Talk) -> None:
        """For this step of this talk."""
        super().__init__()
        self._step = step
        self._talk = talk

    def choices(self) -> Sequence[Choice]:
        """Only what works now."""
        step = self._step
        found = [Choice("break", "A break", "p"), Choice("stop", "Stop for today", "x")]
        if step.key.own_state is None and not step.for_adult:
            found += [
                Choice("wont_say", "I won't say", "w"),
                Choice("dont_know", "I don't know", "d"),
            ]
        if step.can_skip:
            words = "Leave this as it is, and go on" if is_settled(step) else "Not now (skip)"
            found.append(Choice("skip", words, "k"))
        if step.can_go_back:
            found.append(Choice("back", "Go back", "b"))
        found.append(Choice("hear", "Hear it again", "h"))
        if self._talk.pack.glossary:
            found.append(Choice("words", "What does a word mean?", "g"))
        last = self._talk.record.last_answer()
        if last is not None:
            short = cut(paint_line(said(last)), 26)
            found.append(Choice("private", f"Keep my last answer private: {short}", "v"))
        if step.key.own_state is None:
            on = self._talk.record.keep_next_back
            words = "Do not keep my next answer private" if on else "Keep my next answer private"
            found.append(Choice("private_next", words, "n"))
        return found


_LONGEST_TITLE = 200
"""Cells of an answer above its menu; all of it stands on its card."""


class CardMenu(Menu):
    """What is to be done with an answer that was read back."""

    def __init__(self, view: View, columns: Sequence[Card]) -> None:
        """For this answer; `columns` are where it could be moved."""
        super().__init__()
        self.title_words = cut(said(view), _LONGEST_TITLE)
        self.about = view.asked
        self._view = view
        self._columns = columns

    def choices(self) -> Sequence[Choice]:
        """Change, move, keep back, take away."""
        found = [Choice("change", "Change it", "c")]
        value = self._view.value
        if isinstance(value, Placed):
            others = [column for column in self._columns if column.id != value.column.id]
            found += [
                Choice(column.id, f"Move it to: {column.word}", str(number))
                for number, column in enumerate(others, start=1)
            ]
        if self._view.share != "kept_back":
            found.append(Choice("keep_back", "Keep it back", "v"))
        found.append(Choice("remove", "Take it away", "t"))
        found.append(Choice("leave", "Leave it as it is", "l"))
        return found


class GrownUpMenu(Menu):
    """What the adult can do during a talk. A child's digits, letters and arrows cannot open it."""

    title_words = "For the grown-up"

    def __init__(self, talk: Talk, step: Step) -> None:
        """For this step of this talk."""
        super().__init__()
        self.about = (
            f"{step.to_adult or 'Read it as written. Waiting is fine. Thank you is enough.'} "
            f"This talk is {talk.id}; all that is shown as said is kept."
        )
        self._pupil = talk.record.opened.pupil if talk.record.opened else "this pupil"

    def choices(self) -> Sequence[Choice]:
        """Each has a function key of its own as well."""
        return [
            Choice("note", "F2  A note: what I saw, or how I read the last answer"),
            Choice("who", "F3  Who is speaking, how it is told, who is in the room"),
            Choice("helped", "F4  How much help the next answer is given with"),
            Choice("likes", f"    How {self._pupil} likes it: look, voice, switches"),
            Choice("leave", "    Leave the talk: it is kept, and goes on later"),
        ]


class HelpMenu(Menu):
    """With how much help the next answer is given (rule 10)."""

    title_words = "Help with the next answer"

    def choices(self) -> Sequence[Choice]:
        """The levels, and hand over hand, which makes it an observation."""
        words = {
            Help.NONE: "None",
            Help.REPEATED: "It was asked again in the same words",
            Help.SAID_ANOTHER_WAY: "It was said another way",
            Help.OPTIONS_POINTED_TO: "The cards were pointed to one by one",
        }
        levels = [Choice(level.value, text) for level, text in words.items()]
        hand = "Hand over hand: kept as what I saw, not as an answer"
        return [*levels, Choice(HAND_OVER_HAND, hand)]

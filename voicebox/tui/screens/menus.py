"""The menus of a talk: what is always one step away, what a card can have done, the adult's own."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from voicebox.bidi.ordering import runs_right
from voicebox.bidi.screen import seen
from voicebox.conversation.shapes import Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import HAND_OVER_HAND, Help, Placed, View, said
from voicebox.conversation.views import Choice as Card
from voicebox.prompts.program_words import Saying, in_plain_english, saying
from voicebox.text import paint_line
from voicebox.tui.cells import cut
from voicebox.tui.screens.dialog import Choice, Menu
from voicebox.tui.screens.earlier import changeable
from voicebox.tui.showing_keys import is_settled

_LINE, _LEAST = 55, 8
"""Cells of a line of the menu beside its key, and of an answer named in it."""


class MoreMenu(Menu):
    """Break, stop, I won't say, keep this private: always one step away (rule 1)."""

    def __init__(self, step: Step, talk: Talk) -> None:
        """For this step of this talk, and in its language."""
        super().__init__()
        self._step = step
        self._talk = talk
        self._say = saying(talk.pack)
        self.title_words = self._say("You choose")
        self.closes_words = say_way_back(self._say)
        self.runs_right = runs_right(self._say("back"))

    def choices(self) -> Sequence[Choice]:
        """Only what works now."""
        step, say = self._step, self._say
        found = [Choice("break", say("A break"), "p"), Choice("stop", say("Stop for today"), "x")]
        if step.key.own_state is None and not step.for_adult:
            found += [
                Choice("wont_say", say("I won't say"), "w"),
                Choice("dont_know", say("I don't know"), "d"),
            ]
        if step.can_skip:
            leave, skip = say("Leave this as it is, and go on"), say("Not now (skip)")
            found.append(Choice("skip", leave if is_settled(step) else skip, "k"))
        if step.can_go_back:
            found.append(Choice("back", say("Go back"), "b"))
        found.append(Choice("hear", say("Hear it again"), "h"))
        if self._talk.pack.glossary:
            found.append(Choice("words", say("What does a word mean?"), "g"))
        last = self._talk.record.last_answer()
        if last is not None:
            found.append(Choice("private", self._keep_private(last), "v"))
        if step.key.own_state is None:
            keep = say("Keep my next answer private")
            do_not = say("Do not keep my next answer private")
            on = self._talk.record.keep_next_back
            found.append(Choice("private_next", do_not if on else keep, "n"))
        return found

    def _keep_private(self, last: View) -> str:
        """With as much of the answer as there is room for on the line."""
        words = "Keep my last answer private: {answer}"
        room = max(_LINE - cell_len(self._say(words, answer="")), _LEAST)
        return self._say(words, answer=cut(paint_line(said(last)), room))


def say_way_back(say: Saying) -> str:
    """What Escape does, in the language of the talk; the key is the same in each."""
    back = say("back")
    return seen(f"Esc: {back}", right=runs_right(back))


_LONGEST_TITLE = 200
"""Cells of an answer above its menu; all of it stands on its card."""


class CardMenu(Menu):
    """What is to be done with an answer that was read back."""

    def __init__(self, view: View, columns: Sequence[Card], say: Saying = in_plain_english) -> None:
        """For this answer; `columns` are where it could be moved; `say` puts it into words."""
        super().__init__()
        self._say = say
        self.closes_words = say_way_back(say)
        self.runs_right = runs_right(say("back"))
        self.title_words = cut(said(view), _LONGEST_TITLE)
        self.about = view.asked
        self._view = view
        self._columns = columns

    def choices(self) -> Sequence[Choice]:
        """Change, move, keep back, take away."""
        say = self._say
        found = [Choice("change", say("Change it"), "c")]
        value = self._view.value
        if isinstance(value, Placed):
            others = [column for column in self._columns if column.id != value.column.id]
            found += [
                Choice(column.id, say("Move it to: {item}", item=column.word), str(number))
                for number, column in enumerate(others, start=1)
            ]
        if self._view.share != "kept_back":
            found.append(Choice("keep_back", say("Keep it back"), "v"))
        found.append(Choice("remove", say("Take it away"), "t"))
        found.append(Choice("leave", say("Leave it as it is"), "l"))
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
        self._can_change = bool(changeable(talk))
        self._pupil = talk.record.opened.pupil if talk.record.opened else "this pupil"

    def choices(self) -> Sequence[Choice]:
        """The first have a function key of their own as well."""
        words = "    An answer from earlier: ask for it again"
        change = [Choice("change", words)] if self._can_change else []
        return [
            Choice("note", "F2  A note: what I saw, or how I read the last answer"),
            Choice("who", "F3  Who is speaking, how it is told, who is in the room"),
            Choice("helped", "F4  How much help the next answer is given with"),
            *change,
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

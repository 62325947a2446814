"""A role in play: at each step of a talk, what comes next in the script, or what goes unsaid."""

from __future__ import annotations

from dataclasses import dataclass

from tests.roles.script import DO, WAIT, Entry, Sitting
from tests.tui.chair import Answer, At, Cards, Shown, Silence, Words
from voicebox.conversation.keys import PRACTICE, SHARING, Key
from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.states import State
from voicebox.conversation.views import View
from voicebox.prompts.models import Faces
from voicebox.runner import Runner

OF_AN_ANSWER = ("change", "move", "private", "remove")
"""What is done with an answer when it is read back."""


@dataclass(frozen=True)
class Doing:
    """What is done besides answering: a command of plain mode without its slash, and the rest."""

    command: str
    rest: str = ""
    about: View | None = None
    """The answer that it is done with."""


class Part:
    """A sitting as it is played: it knows what was said already."""

    def __init__(self, sitting: Sitting) -> None:
        """From the beginning of the sitting."""
        self.sitting = sitting
        self._left = list(sitting.entries)

    @property
    def left(self) -> list[Entry]:
        """What the talk never asked for."""
        return self._left

    def next(self, runner: Runner) -> Answer | Doing:
        """What comes now."""
        step = runner.step
        while self._left and self._left[0] == Entry(WAIT, str(step.key)):
            del self._left[0]
        if self._left and self._left[0].name == DO:
            doing = _doing(str(self._left[0].given), runner)
            if doing is not None:
                del self._left[0]
                return doing
        for at, entry in enumerate(self._left):
            if entry.name in (DO, WAIT):
                break
            if entry.name == _name(step):
                del self._left[at]
                return _answer(entry.given, step)
        assert runner.talk.state is not State.PAUSED, "the script leaves the talk on a break"
        return self._unsaid(runner)

    def _unsaid(self, runner: Runner) -> Answer:
        step = runner.step
        if step.key.own_state is not None:
            return _own(runner)
        if step.shape in (Shape.PAGE, Shape.CARDS):
            return Cards((step.options[0].id,))
        if step.key.part == "more" and len(step.options) == 2:
            return Cards((step.options[-1].id,))
        if step.for_adult:
            return Silence("skip")
        return _answer(self.sitting.otherwise, step)


def _name(step: Step) -> str:
    """How a script names a step: by its key, or by the answer that is to be shared.

    What was said in an earlier talk is named without that talk's id.
    """
    if step.key.prompt == SHARING and step.key.part == "one":
        [view] = step.cards
        return f"{SHARING} {_short(Key(view.prompt, view.part, view.item))}"
    return str(_short(step.key))


def _short(key: Key) -> Key:
    return key._replace(item=key.item.rpartition(":")[2])


def _answer(given: str | tuple[str, ...], step: Step) -> Answer:
    if isinstance(given, tuple):
        return Cards(tuple(_card(step, name) for name in given))
    if given == "~shown":
        return Shown()
    if given.startswith("~"):
        return Silence(given[1:].replace("-", "_"))
    return At(int(given)) if step.shape is Shape.LADDER and given.isdigit() else Words(given)


def _card(step: Step, name: str) -> str:
    """The id of a card; words of an earlier talk are named without that talk's id."""
    every = (*step.options, *step.standing)
    found = [card.id for card in every if name in (card.id, card.id.rpartition(":")[2])]
    assert found, f"{step.key}: {name} is none of {[card.id for card in every]}"
    return found[0]


def _own(runner: Runner) -> Answer:
    """The talk's own prompts go the plain way: the scale is understood, all may see the words."""
    step = runner.step
    if step.shape is Shape.WORDS:
        return Silence("skip")
    if step.key.prompt == PRACTICE and step.shape is Shape.BOARD:
        practice = runner.talk.pack.practice
        assert practice is not None
        faces = runner.talk.pack.scales[practice.scale]
        assert isinstance(faces, Faces)
        return Cards((faces.points[0 if step.key.part.endswith("-like") else -1].id,))
    if step.key.prompt == SHARING:
        return Cards(("everyone",))
    return Cards((step.options[0].id,))


def _doing(line: str, runner: Runner) -> Doing | None:
    """What is to be done; none where it has to wait until an answer is read back."""
    command, _, rest = line.removeprefix("/").partition(" ")
    if command not in OF_AN_ANSWER or not rest:
        return Doing(command, rest)
    place, _, rest = rest.partition(" ")
    shown = runner.step.cards if runner.step.shape is Shape.CARDS else ()
    key = Key.read(place)
    for view in shown:
        if _short(Key(view.prompt, view.part, view.item)) == key:
            return Doing(command, rest, view)
    return None

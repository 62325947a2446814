"""A talk as it must become, step for step, worked out beside the program that is being killed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from voicebox.conversation.engine import opening_event, step
from voicebox.conversation.events import AnswerGiven, Event, Stamped, event_json
from voicebox.conversation.fold import apply
from voicebox.conversation.inputs import CarryOn, Give, GoBack, HearAgain, Input, Skip, TakeBreak
from voicebox.conversation.machine import is_open
from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.states import State
from voicebox.conversation.steps import current_step
from voicebox.conversation.talk import Talk, begin
from voicebox.prompts.models import Pack
from voicebox.tui.showing_cards import chosen_ids

FORESEEN_ID = "0foreseen0"
ENTER, DONE, RIGHT = "\r", "~done", "~right"
_BEGAN = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True)
class Move:
    """What a person does next: the input it comes to, the keys for it, and the line for it."""

    given: Input
    keys: tuple[str, ...]
    line: str


@dataclass(frozen=True)
class Moment:
    """A talk after so many inputs, with the events that are in its record by then."""

    talk: Talk
    bodies: tuple[str, ...]
    answers: int
    is_answer: bool = False
    """Was the last input an answer?"""

    @property
    def step(self) -> Step | None:
        """What is on the screen; none on a break and after the end."""
        return current_step(self.talk) if is_open(self.talk.state) else None


class Foreseen:
    """The moments of a talk, from its opening on."""

    def __init__(self, pack: Pack, pupil: str, seed: int) -> None:
        """A talk that was begun just now."""
        opened = opening_event(
            pupil=pupil,
            pupil_id="",
            with_="",
            pack=pack.pack,
            pack_version=pack.version,
            language=pack.language,
            seed=seed,
        )
        self.moments = [_after(Moment(begin(pack), (), 0), (opened,))]

    @property
    def now(self) -> Moment:
        """The newest moment."""
        return self.moments[-1]

    def take(self, given: Input) -> Moment:
        """The moment after an input."""
        outcome = step(self.now.talk, given)
        self.moments.append(_after(self.now, outcome.events))
        return self.now

    def go_back_to(self, moment: int) -> None:
        """Forget what was done after a moment, as a kill did."""
        del self.moments[moment + 1 :]


def _after(moment: Moment, events: tuple[Event, ...]) -> Moment:
    talk, bodies, answers = moment.talk, list(moment.bodies), moment.answers
    for event in events:
        talk = apply(talk, Stamped(FORESEEN_ID, talk.seq + 1, _BEGAN, event))
        bodies.append(event_json(event))
        answers += isinstance(event, AnswerGiven)
    return Moment(talk, tuple(bodies), answers, answers > moment.answers)


def any_move(moment: Moment, chance: random.Random) -> Move | None:
    """Something legal that a person could do now; none where the talk has ended."""
    if moment.talk.state is State.PAUSED:
        return Move(CarryOn(), ("1",), "")
    shown = moment.step
    if shown is None:
        return None
    others = _others(shown)
    if others and chance.random() < 0.2:
        return chance.choice(others)
    return _answer(shown, chance)


def _others(shown: Step) -> list[Move]:
    if shown.shape in (Shape.WORDS, Shape.PICTURE):  # there, letters are words
        return []
    moves = [Move(HearAgain(), (" ",), "/hear"), Move(TakeBreak(), ("p",), "/break")]
    if shown.can_go_back:
        moves.append(Move(GoBack(), ("b",), "/back"))
    if shown.can_skip:
        moves.append(Move(Skip(), ("k",), "/skip"))
    return moves


def _answer(shown: Step, chance: random.Random) -> Move:
    if shown.shape in (Shape.WORDS, Shape.PICTURE):
        fresh = f"words {chance.randrange(10**9):09} end"
        before = shown.current.words if shown.current else ""
        return Move(Give(words=before + fresh), (*fresh, ENTER), before + fresh)
    if shown.shape is Shape.LADDER and shown.ladder is not None:
        point = chance.randint(0, min(shown.ladder.top, 9))
        return Move(Give(point=point), (str(point), ENTER), str(point))
    if shown.shape is Shape.CARDS:
        return Move(Give(choices=(shown.options[0].id,)), (RIGHT,), "1")
    if shown.many:
        return _several(shown, chance)
    first = shown.state is State.ASSENT or shown.shape is Shape.PAGE
    at = 0 if first else chance.randrange(min(len(shown.options), 9))
    return Move(Give(choices=(shown.options[at].id,)), (str(at + 1),), str(at + 1))


def _several(shown: Step, chance: random.Random) -> Move:
    """One card more than what is picked already, and Done."""
    ids = [option.id for option in shown.options]
    picked = chosen_ids(shown)
    free = [at for at, id_ in enumerate(ids[:9]) if id_ not in picked]
    if not free:
        return Move(Skip(), ("k",), "/skip")
    at = chance.choice(free)
    chosen = (*picked, ids[at])
    line = ",".join(str(ids.index(id_) + 1) for id_ in chosen if id_ in ids)
    return Move(Give(choices=chosen), (str(at + 1), DONE), line)

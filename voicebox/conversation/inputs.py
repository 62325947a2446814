"""What a front end can ask of a talk: requests, in the imperative. `events` says what happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from voicebox.conversation.events import Event, HelpGiven
from voicebox.conversation.views import Mode, PictureGiven, Share, Speaker, ViewKind


@dataclass(frozen=True, slots=True)
class Give:
    """Answer what is on the screen: cards by id, a point on a ladder, words, a picture."""

    choices: tuple[str, ...] = ()
    words: str = ""
    point: int | None = None
    picture: PictureGiven | None = None
    before_cards: bool = False
    """Was it given before the board was shown? Then no card was offered (rule 2)."""


@dataclass(frozen=True, slots=True)
class _NoAnswer:
    """Going on without an answer, which is an answer too."""

    before_cards: bool = False
    """Was the board not shown yet?"""


class Skip(_NoAnswer):
    """Not now: offered once more later. On an answer given before: leave it, and go on."""

    __slots__ = ()


class DontKnow(_NoAnswer):
    """I don't know."""

    __slots__ = ()


class Pass(_NoAnswer):
    """I won't say: never asked again (rule 8)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Bare:
    """Something that needs no more than its name."""


class GoBack(_Bare):
    """What was on the screen before. Nothing is blanked."""

    __slots__ = ()


class TakeBreak(_Bare):
    """A break; the talk goes on later at the same place."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """The talk is over, as far as this person is concerned."""

    by: Speaker = Speaker.CHILD


class CarryOn(_Bare):
    """Take up a paused or stopped talk."""

    __slots__ = ()


class HearAgain(_Bare):
    """Say it again: first in the same words, then another way (rule 6)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class TakeNote:
    """An adult's note: a reading of the last answer, or an observation of what was seen."""

    words: str
    kind: ViewKind = ViewKind.INTERPRETATION


@dataclass(frozen=True, slots=True)
class SetContext:
    """Who is speaking, how, with what help, who is here. None leaves a part as it is."""

    speaker: Speaker | None = None
    speaker_name: str | None = None
    modes: tuple[Mode, ...] | None = None
    help: HelpGiven | None = None
    present: tuple[str, ...] | None = None
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class KeepBack:
    """Keep an answer back: the last one, or the one that the event `seq` gave."""

    seq: int | None = None


@dataclass(frozen=True, slots=True)
class DecideShare:
    """Say anew who may see answers: those of `seqs`, or all; also after the talk's end."""

    share: Share
    seqs: tuple[int, ...] = ()
    by: Speaker = Speaker.CHILD


@dataclass(frozen=True, slots=True)
class Translate:
    """Put an answer into another language; its own words stay, and the translator is named."""

    seq: int
    words: str
    language: str
    by: str


@dataclass(frozen=True, slots=True)
class KeepNextBack:
    """Keep the answer back that is about to be given; `on=False` takes that back."""

    on: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """Give an answer anew: its prompt is asked again."""

    seq: int


@dataclass(frozen=True, slots=True)
class Move:
    """Put a sorted card, or a person, into another column: by the column's id, word or number."""

    seq: int
    column: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an answer out of the record."""

    seq: int
    why: str = ""


Input = (
    Give
    | Skip
    | DontKnow
    | Pass
    | GoBack
    | TakeBreak
    | Stop
    | CarryOn
    | HearAgain
    | TakeNote
    | SetContext
    | KeepBack
    | DecideShare
    | Translate
    | KeepNextBack
    | Change
    | Move
    | Remove
)


class Hush(_Bare):
    """Effect: be silent."""

    __slots__ = ()


class Ask(_Bare):
    """Effect: show, and say, the step that is on the screen now."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SayAgain:
    """Effect: say the step again."""

    another_way: bool


@dataclass(frozen=True, slots=True)
class SayLine:
    """Effect: say one line: a goodbye, a word about the break."""

    words: str


Effect = Hush | Ask | SayAgain | SayLine

ONWARD: tuple[Effect, ...] = (Hush(), Ask())
"""What nearly every answer leads to: what comes next is shown, and said."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an input leads to: events to be committed, and what to do once they are."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    keeps: bool = field(default=False)
    """Something that a person said is in `events`: it is shown as kept once they are committed."""

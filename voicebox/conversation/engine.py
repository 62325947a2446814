"""The conversation engine: `step(talk, input)` gives events and effects. Pure: no clock, no disk.

What it gives is not yet true: the runner commits the events, and only then is the talk what
`talk.apply` makes of them.
"""

from __future__ import annotations

from typing import Literal

from voicebox.conversation import corrections, notes
from voicebox.conversation.answers import answer_event, passed_over
from voicebox.conversation.events import (
    AnswerGiven,
    CarriedOn,
    ContextSet,
    Event,
    HeardAgain,
    NextKeptBack,
    TalkOpened,
    TalkStopped,
    WentBack,
    WentOn,
)
from voicebox.conversation.heading import back_target
from voicebox.conversation.inputs import (
    ONWARD,
    CarryOn,
    Change,
    DecideShare,
    DontKnow,
    Effect,
    Give,
    GoBack,
    HearAgain,
    Hush,
    Input,
    KeepBack,
    KeepNextBack,
    Move,
    Outcome,
    Pass,
    Remove,
    SayAgain,
    SayLine,
    SetContext,
    Skip,
    Stop,
    TakeBreak,
    TakeNote,
    Translate,
)
from voicebox.conversation.machine import is_open
from voicebox.conversation.own_answers import (
    answer_after_stop,
    answer_own,
    own_without_answer,
    read_page,
    take_break,
)
from voicebox.conversation.recalled import Recalled
from voicebox.conversation.shapes import known
from voicebox.conversation.states import State
from voicebox.conversation.steps import Shape, Step, current_step
from voicebox.conversation.talk import (
    Talk,
)
from voicebox.conversation.views import (
    LONGEST_NAME,
    Speaker,
    Status,
)
from voicebox.errors import NotNow
from voicebox.prompts.models import fill
from voicebox.text import keep


def opening_event(
    *,
    pupil: str,
    pupil_id: str,
    with_: str,
    pack: str,
    pack_version: str,
    language: str,
    seed: int,
    speaker: Speaker = Speaker.CHILD,
    recalled: tuple[Recalled, ...] = (),
    already: Literal["", "everyone"] = "",
    on_paper: bool = False,
) -> TalkOpened:
    """The first event of every talk."""
    return TalkOpened(
        pupil=pupil,
        pupil_id=pupil_id,
        with_=with_,
        pack=pack,
        pack_version=pack_version,
        language=language,
        seed=seed,
        speaker=speaker,
        recalled=recalled,
        already=already,
        on_paper=on_paper,
    )


def step(talk: Talk, given: Input) -> Outcome:
    """What an input leads to. Nothing is changed by asking.

    Raises:
        NotNow: the state of the talk does not allow it.
        AnswerRefused: what was given does not answer what is on the screen.
    """
    match given:
        case CarryOn() if talk.state in (State.PAUSED, State.STOPPED):
            return Outcome((CarriedOn(),), ONWARD)
        case Stop(by=by):
            return _stop(talk, by)
        case TakeNote():
            return notes.note(talk, given)
        case SetContext():
            return Outcome((_context(talk, given),))
        case KeepBack(seq=seq):
            return corrections.keep_back(talk, seq)
        case DecideShare():
            return corrections.decide_share(talk, given)
        case Translate():
            return notes.translate(talk, given)
        case Give() if talk.state is State.STOPPED:
            return answer_after_stop(talk, given)
    if isinstance(given, CarryOn):
        raise NotNow("There is nothing to carry on here.", mend="Answer, or start a new talk.")
    if not is_open(talk.state):
        raise NotNow("The talk is not open.", mend="Carry it on first, or start a new one.")
    return _open_step(talk, given)


def _open_step(talk: Talk, given: Input) -> Outcome:
    match given:
        case TakeBreak():
            return take_break(talk)
        case GoBack():
            return _go_back(talk)
        case HearAgain():
            return _hear_again(talk)
        case KeepNextBack(on=on):
            return Outcome((NextKeptBack(on=on),))
        case Change(seq=seq):
            return corrections.change(talk, seq)
        case Move(seq=seq, column=column):
            return corrections.move(talk, seq, column)
        case Remove(seq=seq, why=why):
            return corrections.remove(talk, seq, why)
        case Skip() | DontKnow() | Pass():
            return _without_answer(talk, given)
        case Give():
            return _give(talk, given)
        case _:
            raise NotNow("That cannot be done here.", mend="Answer what is asked.")


def _give(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    silence = _silence(talk, shown, given)
    if silence is not None:
        return _without_answer(talk, silence)
    if talk.at.own_state is not None:
        return answer_own(talk, given)
    if shown.shape is Shape.PAGE:
        return read_page(talk, given)
    answer = answer_event(talk, shown, given)
    return Outcome((answer, *_named(talk, answer)), ONWARD, keeps=True)


NAMES_SPEAKER = "speaker-name"
"""What the answer of a prompt feeds that asks who is speaking."""


def _named(talk: Talk, answer: AnswerGiven) -> tuple[Event, ...]:
    """Who says all that follows, where a prompt has asked for their name."""
    if NAMES_SPEAKER not in answer.feeds or not answer.words:
        return ()
    return (_context(talk, SetContext(speaker_name=answer.words)),)


def _silence(talk: Talk, shown: Step, given: Give) -> DontKnow | Pass | None:
    """The cards "I don't know" and "I won't say" are no choices but silences of their own."""
    if given.words or len(given.choices) != 1:
        return None
    standing = {option.id for option in shown.standing} & set(given.choices)
    if talk.pack.standing.dont_know.id in standing:
        return DontKnow(given.before_cards)
    return Pass(given.before_cards) if talk.pack.standing.wont_say.id in standing else None


def _without_answer(talk: Talk, given: Skip | DontKnow | Pass) -> Outcome:
    """Three of the four silences, kept apart (rule 8)."""
    shown = current_step(talk)
    key = talk.at
    if key.own_state is not None:
        return own_without_answer(talk, given, shown)
    if shown.shape is Shape.PAGE or (isinstance(given, Skip) and _stands(shown)):
        return Outcome((WentOn(key=str(key)),), ONWARD)
    status = {
        Skip: Status.SKIPPED,
        DontKnow: Status.DONT_KNOW,
        Pass: Status.PASSED,
    }[type(given)]
    silence = passed_over(talk, shown, status, before_cards=given.before_cards)
    return Outcome((silence,), ONWARD, keeps=True)


def _stands(shown: Step) -> bool:
    """Skipping what has an answer leaves it as it stands: going back blanks nothing (rule 13)."""
    return shown.current is not None and shown.current.status is not Status.SKIPPED


def _stop(talk: Talk, by: Speaker) -> Outcome:
    if not is_open(talk.state) and talk.state is not State.PAUSED:
        raise NotNow("The talk has ended.", mend="Start a new one, or read it back with show.")
    line = SayLine(fill(talk.pack.ending.stopped, **known(talk)))
    return Outcome((TalkStopped(by=by),), (Hush(), line))


def _go_back(talk: Talk) -> Outcome:
    if talk.state is State.OPENING or back_target(talk) is None:
        raise NotNow("There is nothing to go back to here.", mend="Answer, or take a break.")
    return Outcome((WentBack(),), ONWARD)


def _hear_again(talk: Talk) -> Outcome:
    shown = current_step(talk)
    another_way = bool(shown.another_way) and talk.heard % 2 == 1
    effects: tuple[Effect, ...] = (Hush(), SayAgain(another_way))
    return Outcome((HeardAgain(another_way=another_way),), effects)


def _context(talk: Talk, given: SetContext) -> ContextSet:
    """The parts that were named; another speaker's name does not stay with a new speaker."""
    of_new_speaker = "" if given.speaker is not None else None
    changes = {
        "speaker": given.speaker,
        "speaker_name": of_new_speaker if given.speaker_name is None else given.speaker_name,
        "modes": given.modes,
        "help": given.help,
        "present": given.present,
        "interpreter": given.interpreter,
    }
    named = {part: _clean(value) for part, value in changes.items() if value is not None}
    return talk.context.model_copy(update=named)


def _clean(value: object) -> object:
    """A name, or several, without control characters; anything else as it is."""
    if type(value) is str:
        return keep(value, limit=LONGEST_NAME).words
    return tuple(map(_clean, value)) if isinstance(value, tuple) else value

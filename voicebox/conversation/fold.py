"""The talk as a pure fold over its events, so that a resume is nothing but a fold.

`apply` takes one event and gives the talk after it. The same events and the same pack always give
the same talk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from voicebox.conversation import record as records
from voicebox.conversation.events import (
    AnswerGiven,
    AnswerRemoved,
    AssentAnswered,
    BetweenAnswered,
    BreakTaken,
    CarriedOn,
    ChangeBegun,
    ContextSet,
    EndingAnswered,
    Event,
    HeardAgain,
    NextKeptBack,
    PageConfirmed,
    PracticeAnswered,
    ShareDecided,
    Stamped,
    TalkFinished,
    TalkOpened,
    TalkStopped,
    ToldMore,
    WentBack,
    WentOn,
)
from voicebox.conversation.heading import back_target, has_answers, heading, state_of, waiting
from voicebox.conversation.keys import (
    ASSENT,
    BETWEEN,
    READ_BACK,
    SHARING,
    Key,
)
from voicebox.conversation.machine import advance
from voicebox.conversation.record import Record
from voicebox.conversation.routing import path
from voicebox.conversation.shared import with_share
from voicebox.conversation.states import State, Trigger
from voicebox.conversation.talk import AFTER_STOP, LAST_CHOICE, Talk, begin
from voicebox.conversation.views import MOVED, Help, Status, View, view_id
from voicebox.errors import NotNow
from voicebox.prompts.models import Pack


def replay(pack: Pack, events: Iterable[Stamped]) -> Talk:
    """The talk that these events make."""
    talk = begin(pack)
    for stamped in events:
        talk = apply(talk, stamped)
    return talk


def apply(talk: Talk, stamped: Stamped) -> Talk:
    """The talk after one more event.

    Raises:
        NotNow: the event cannot follow on those before it.
    """
    event = stamped.event
    after = _with_record(talk, records.apply(talk.record, stamped), stamped.seq)
    if isinstance(event, TalkOpened):
        speaker = ContextSet(speaker=event.speaker)
        begun = replace(after, id=stamped.talk, context=speaker)
        return replace(begun, at=Key(ASSENT), state=State.ASSENT) if event.on_paper else begun
    return _moved(_changed(after, event, talk.record), event)


def _with_record(talk: Talk, record: Record, seq: int) -> Talk:
    """The way through is worked out anew only where the answers, or their seed, are others."""
    if record.by_place is talk.record.by_place and record.opened is talk.record.opened:
        return replace(talk, seq=seq, record=record)
    seed = record.opened.seed if record.opened else 0
    return replace(talk, seq=seq, record=record, stretches=path(talk.pack, record, seed))


def _changed(talk: Talk, event: Event, before: Record) -> Talk:
    """What the event changes, apart from where the talk is; `before` is the record before it."""
    match event:
        case WentOn():
            return replace(talk, read=talk.read | {Key.read(event.key)})
        case ToldMore():
            return replace(talk, told_more=talk.told_more | {Key.read(event.key)}, heard=0)
        case AssentAnswered(answer="tell-me-more"):
            return replace(talk, told_more=talk.told_more | {Key(ASSENT)}, heard=0)
        case AssentAnswered():
            return replace(talk, agreed=event.answer == "start")
        case PracticeAnswered():
            return replace(talk, practice=talk.practice.with_answer(event))
        case AnswerGiven():
            return _with_answer(talk, event, before)
        case AnswerRemoved():
            return _without_answer(talk, before.views.get(event.view))
        case HeardAgain():
            return replace(talk, heard=talk.heard + 1)
        case ContextSet():
            return replace(talk, context=event)
        case BetweenAnswered():
            key = Key(BETWEEN, event.section)
            return replace(talk, read=talk.read | {key}, enough=event.answer == "enough")
        case PageConfirmed():
            part = Key.read(event.key).part
            heard = talk.read_back.get(part, frozenset()) | set(event.views)
            return replace(talk, read_back=talk.read_back | {part: heard})
        case ShareDecided():
            return with_share(talk, event)
        case EndingAnswered():
            return replace(talk, ending=talk.ending | {event.part: event.words})
        case CarriedOn() if talk.state is State.STOPPED:
            told_more = talk.told_more - {Key(ASSENT)}
            ending = {part: words for part, words in talk.ending.items() if part != AFTER_STOP}
            return replace(talk, agreed=False, told_more=told_more, ending=ending)
        case _:
            return talk


def _with_answer(talk: Talk, event: AnswerGiven, before: Record) -> Talk:
    if _is_note(event):
        return talk
    if event.replaces:
        talk = _renamed(talk, event.replaces)
    if event.why == MOVED:
        return talk
    if before.keep_next_back and not talk.record.keep_next_back:
        talk = replace(talk, kept_back=talk.kept_back | {view_id(talk.id, talk.seq)})
    if event.status is Status.SKIPPED:
        talk = _with_skip(talk, Key(event.prompt, event.part, event.item))
    context = talk.context.model_copy(update={"help": Help.NONE})
    return replace(talk, context=context, heard=0)


def _is_note(event: AnswerGiven) -> bool:
    return event.about is not None or event.part == records.NOTE


def _with_skip(talk: Talk, key: Key) -> Talk:
    """Offered once more at the end of its section, later where it is that end, else never.

    What is asked again at once is not asked later (rule 8), and says "wrong" (rule 6).
    """
    times = talk.skips.get(key, 0) + 1
    talk = replace(talk, skips=talk.skips | {key: times})
    section = talk.index.section_of[key.prompt].id
    if times > 1 or any(each != key for each in waiting(talk, section=section)):
        return talk
    if any(each != key for each in waiting(talk)):
        return replace(talk, held_over=talk.held_over | {key})
    return replace(talk, skips=talk.skips | {key: 2})


def _without_answer(talk: Talk, view: View | None) -> Talk:
    """What was taken out of the record is not asked again: it was answered, and taken back."""
    if view is None or view.about is not None or view.part == records.NOTE:
        return talk
    return replace(talk, read=talk.read | {Key(view.prompt, view.part, view.item)})


def _renamed(talk: Talk, old: str) -> Talk:
    """A new view stands where `old` stood: heard where that was heard, but for this read-back."""
    new = view_id(talk.id, talk.seq)
    here = talk.at.part if talk.at.prompt == READ_BACK else None
    read_back = {
        part: (heard - {old}) | ({new} if old in heard and part != here else frozenset())
        for part, heard in talk.read_back.items()
    }
    kept_back = talk.kept_back - {old} | ({new} if old in talk.kept_back else frozenset())
    return replace(talk, read_back=read_back, kept_back=frozenset(kept_back))


def _moved(talk: Talk, event: Event) -> Talk:
    """Where the talk is after the event."""
    match event:
        case ContextSet() | HeardAgain() | ToldMore() | NextKeptBack():
            return talk
        case AssentAnswered(answer="tell-me-more"):
            return talk
        case AssentAnswered(answer="not-today"):
            return replace(talk, state=advance(talk.state, Trigger.DECLINE))
        case BreakTaken():
            return replace(talk, state=advance(talk.state, Trigger.TAKE_A_BREAK))
        case TalkStopped():
            return replace(talk, state=advance(talk.state, Trigger.STOP), stopped_at=talk.at)
        case CarriedOn():
            return _carried_on(talk)
        case TalkFinished():
            return replace(talk, state=advance(talk.state, Trigger.FINISH))
        case WentBack():
            return _gone_back(talk)
        case ChangeBegun():
            view = talk.record.views[event.view]
            key = Key(view.prompt, view.part, view.item)
            return replace(_to(talk, key), changing=key)
        case EndingAnswered(part=part) if part in (AFTER_STOP, LAST_CHOICE):
            return talk
        case AnswerGiven() if _is_note(event):
            return talk
        case AnswerGiven(why=why) if why == MOVED and talk.at.prompt != READ_BACK:
            return talk
        case ShareDecided(key=""):
            return talk
        case AnswerRemoved() if not _is_emptied(talk):
            return talk
        case _:
            onward = heading(talk)
            return talk if onward is None else _to(talk, onward)


def _is_emptied(talk: Talk) -> bool:
    """Is nothing left of the page that is on the screen, now that an answer is removed?"""
    return talk.at.prompt in (READ_BACK, SHARING) and not has_answers(talk, talk.at)


def _to(talk: Talk, key: Key) -> Talk:
    state = advance(talk.state, Trigger.MOVE_ON, state_of(talk, key))
    if key == talk.at:
        return replace(talk, state=state, changing=None)
    trail = (*talk.trail, talk.at)
    return replace(talk, state=state, at=key, trail=trail, changing=None, heard=0)


def _carried_on(talk: Talk) -> Talk:
    if talk.state is State.STOPPED:
        state = advance(talk.state, Trigger.CARRY_ON)
        trail = (*talk.trail, talk.at)
        return replace(talk, state=state, at=Key(ASSENT), trail=trail, changing=None, heard=0)
    towards = state_of(talk, talk.at)
    return replace(talk, state=advance(talk.state, Trigger.CARRY_ON, towards), heard=0)


def _gone_back(talk: Talk) -> Talk:
    number = back_target(talk)
    if number is None:
        raise NotNow("This is the beginning.", mend="There is nothing to go back to.")
    key = talk.trail[number]
    state = advance(talk.state, Trigger.GO_BACK, state_of(talk, key))
    return replace(talk, state=state, at=key, trail=talk.trail[:number], changing=None, heard=0)

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
from voicebox.conversation.heading import back_target, heading, pages_of, state_of
from voicebox.conversation.keys import (
    ASSENT,
    BETWEEN,
    READ_BACK,
    SHARING,
    Key,
)
from voicebox.conversation.machine import advance
from voicebox.conversation.states import State, Trigger
from voicebox.conversation.talk import AFTER_STOP, ALL, Talk, begin
from voicebox.conversation.views import Help, Status, view_id
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
    after = replace(talk, seq=stamped.seq, record=records.apply(talk.record, stamped))
    if isinstance(event, TalkOpened):
        speaker = ContextSet(speaker=event.speaker)
        return replace(after, id=stamped.talk, context=speaker)
    return _moved(_changed(after, event), event)


def _changed(talk: Talk, event: Event) -> Talk:
    """What the event changes, apart from where the talk is."""
    match event:
        case WentOn():
            return replace(talk, read=talk.read | {Key.read(event.key)})
        case ToldMore():
            return replace(talk, told_more=talk.told_more | {Key.read(event.key)}, heard=0)
        case AssentAnswered(answer="tell-me-more"):
            return replace(talk, told_more=talk.told_more | {Key(ASSENT)})
        case AssentAnswered():
            return replace(talk, agreed=event.answer == "start")
        case PracticeAnswered():
            return replace(talk, practice=talk.practice.with_answer(event))
        case AnswerGiven():
            return _with_answer(talk, event)
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
            return _with_share(talk, event)
        case EndingAnswered():
            return replace(talk, ending=talk.ending | {event.part: event.words})
        case CarriedOn() if talk.state is State.STOPPED:
            return replace(talk, agreed=False)
        case _:
            return talk


def _with_answer(talk: Talk, event: AnswerGiven) -> Talk:
    if event.about is not None or event.part == records.NOTE:
        return talk
    key = Key(event.prompt, event.part, event.item)
    skips = talk.skips
    if event.status is Status.SKIPPED:
        skips = skips | {key: skips.get(key, 0) + 1}
    context = talk.context.model_copy(update={"help": Help.NONE})
    talk = replace(talk, skips=skips, context=context, heard=0)
    return _renamed(talk, event.replaces) if event.replaces else talk


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


def _with_share(talk: Talk, event: ShareDecided) -> Talk:
    if not event.key:
        kept = event.share == "kept_back"
        views = frozenset(event.views)
        return replace(talk, kept_back=talk.kept_back | views if kept else talk.kept_back - views)
    return replace(
        talk,
        read=talk.read | {Key.read(event.key)},
        one_by_one=event.one_by_one if event.key == str(Key(SHARING, ALL)) else talk.one_by_one,
    )


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
            return replace(talk, state=advance(talk.state, Trigger.STOP))
        case CarriedOn():
            return _carried_on(talk)
        case TalkFinished():
            return replace(talk, state=advance(talk.state, Trigger.FINISH))
        case WentBack():
            return _gone_back(talk)
        case ChangeBegun():
            view = talk.record.views[event.view]
            return _to(talk, Key(view.prompt, view.part, view.item), Trigger.MOVE_ON)
        case EndingAnswered(part=part) if part == AFTER_STOP:
            return talk
        case AnswerGiven(about=about, part=part) if about is not None or part == records.NOTE:
            return talk
        case ShareDecided(key=""):
            return talk
        case AnswerRemoved():
            return _on_from_read_back(talk)
        case _:
            onward = heading(talk)
            return talk if onward is None else _to(talk, onward, Trigger.MOVE_ON)


def _on_from_read_back(talk: Talk) -> Talk:
    """A removed card leaves its page where it is, unless there is nothing left on it."""
    if talk.at.prompt != READ_BACK:
        return talk
    page = int(talk.at.item)
    if page < len(pages_of(talk, talk.at.part)):
        return talk
    onward = heading(talk)
    return talk if onward is None else _to(talk, onward, Trigger.MOVE_ON)


def _to(talk: Talk, key: Key, trigger: Trigger) -> Talk:
    state = advance(talk.state, trigger, state_of(talk, key))
    if key == talk.at:
        return replace(talk, state=state)
    return replace(talk, state=state, at=key, trail=(*talk.trail, talk.at), heard=0)


def _carried_on(talk: Talk) -> Talk:
    if talk.state is State.STOPPED:
        state = advance(talk.state, Trigger.CARRY_ON)
        return replace(talk, state=state, at=Key(ASSENT), trail=(*talk.trail, talk.at), heard=0)
    towards = state_of(talk, talk.at)
    return replace(talk, state=advance(talk.state, Trigger.CARRY_ON, towards), heard=0)


def _gone_back(talk: Talk) -> Talk:
    number = back_target(talk)
    if number is None:
        raise NotNow("This is the beginning.", mend="There is nothing to go back to.")
    key = talk.trail[number]
    state = advance(talk.state, Trigger.GO_BACK, state_of(talk, key))
    return replace(talk, state=state, at=key, trail=talk.trail[:number], heard=0)

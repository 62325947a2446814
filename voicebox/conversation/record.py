"""The record: what was said in a talk, by whom, how. A pure fold over events; it needs no pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from voicebox.conversation.events import (
    AnswerGiven,
    AnswerRemoved,
    AssentAnswered,
    CarriedOn,
    Event,
    NextKeptBack,
    PageConfirmed,
    PracticeAnswered,
    PracticeOutcome,
    ShareDecided,
    Stamped,
    TalkFinished,
    TalkOpened,
    TalkStopped,
)
from voicebox.conversation.recalled import Recalled
from voicebox.conversation.views import (
    CHANGED,
    MOVED,
    Answered,
    CheckedBack,
    Share,
    Speaker,
    Status,
    View,
    ViewKind,
    view_id,
)

Places = dict[str, dict[tuple[str, str], str]]
"""The ids of standing answers: by prompt, then by part and item."""

NOTE = "~note"
"""The part under which an adult's note is kept; no field of a form can have this id."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a talk holds, at one moment.

    `views` are those that stand: replaced and removed ones are in the events alone. An answer
    given anew keeps the place of the one it replaces.
    """

    talk: str = ""
    opened: TalkOpened | None = None
    started: datetime | None = None
    ended: datetime | None = None
    views: dict[str, View] = field(default_factory=dict)
    by_place: Places = field(default_factory=dict)
    """The standing view of each prompt, part and item; notes are not in it."""
    keep_next_back: bool = False
    scale_practice: PracticeOutcome = ""
    """What trying out the scale showed; its answers are no views (rule 3)."""

    @property
    def recalled(self) -> tuple[Recalled, ...]:
        """What was said in earlier talks and is brought up in this one."""
        return self.opened.recalled if self.opened else ()

    def __iter__(self) -> Iterator[View]:
        """Standing views, in the order in which they were first given."""
        return iter(self.views.values())

    def at(self, prompt: str, part: str = "", item: str = "") -> View | None:
        """The standing view of one place, if there is one."""
        found = self.by_place.get(prompt, {}).get((part, item))
        return self.views[found] if found else None

    def of_prompt(self, prompt: str) -> Iterator[View]:
        """All standing views of a prompt: every part, every card."""
        return (self.views[id_] for id_ in self.by_place.get(prompt, {}).values())

    def by_seq(self, seq: int) -> View | None:
        """The standing view that the event `seq` gave."""
        return self.views.get(view_id(self.talk, seq))

    def last_answer(self) -> View | None:
        """The latest answer (not a note), if there is one."""
        answers = [self.views[id_] for ids in self.by_place.values() for id_ in ids.values()]
        given = [view for view in answers if view.status is Status.ANSWERED]
        return max(given, key=lambda view: view.seq, default=None)


def fold(events: Iterable[Stamped]) -> Record:
    """The record that these events make. The same events always make the same record."""
    record = Record()
    for stamped in events:
        record = apply(record, stamped)
    return record


def apply(record: Record, stamped: Stamped) -> Record:
    """The record after one more event."""
    event = stamped.event
    match event:
        case TalkOpened():
            return replace(record, talk=stamped.talk, opened=event, started=stamped.at)
        case AnswerGiven():
            return _with_answer(record, event, stamped)
        case AnswerRemoved():
            return _without(record, event.view)
        case PageConfirmed(confirmed=True):
            return _with_checked(record, event.views)
        case ShareDecided():
            return _with_share(record, event.views, event.share, event.by, stamped.at)
        case NextKeptBack():
            return replace(record, keep_next_back=event.on)
        case PracticeAnswered(outcome=outcome) if outcome:
            return replace(record, scale_practice=outcome)
        case _:
            return replace(record, ended=_ended_after(record, event, stamped.at))


def _ended_after(record: Record, event: Event, at: datetime) -> datetime | None:
    match event:
        case TalkStopped() | TalkFinished():
            return at
        case AssentAnswered(answer="not-today"):
            return at
        case CarriedOn():
            return None
        case _:
            return record.ended


def _with_answer(record: Record, given: AnswerGiven, stamped: Stamped) -> Record:
    view = _view(record, given, stamped)
    is_note = given.about is not None or given.part == NOTE
    views = dict(record.views)
    if given.replaces in views:
        views = {
            (view.id if id_ == given.replaces else id_): (view if id_ == given.replaces else old)
            for id_, old in views.items()
        }
        views = {id_: _about(old, given.replaces, view) for id_, old in views.items()}
    else:
        views[view.id] = view
    by_place = record.by_place
    if not is_note:
        here = by_place.get(given.prompt, {}) | {(given.part, given.item): view.id}
        by_place = by_place | {given.prompt: here}
    keep_next_back = record.keep_next_back and not _takes_keep_back(given)
    return replace(record, views=views, by_place=by_place, keep_next_back=keep_next_back)


def _takes_keep_back(given: AnswerGiven) -> bool:
    """Is it the next answer, of which the child said that it is to be kept back?"""
    is_note = given.about is not None or given.part == NOTE
    return given.status is Status.ANSWERED and not is_note and given.why != MOVED


def _about(view: View, old: str | None, new: View) -> View:
    """A note about what was replaced is about what replaces it, and as private as that."""
    if old is None or view.about != old:
        return view
    kept = new.share == "kept_back"
    decided = _decision(new.share, new.share_decided_by, new.share_decided_at) if kept else {}
    return view.model_copy(update={"about": new.id, **decided})


def _view(record: Record, given: AnswerGiven, stamped: Stamped) -> View:
    replaced = record.views.get(given.replaces or "")
    source = replaced or record.views.get(given.about or "")
    decided: dict[str, Any] = {}
    if record.keep_next_back and _takes_keep_back(given):
        decided = _decision("kept_back", given.speaker, stamped.at)
    elif source is not None and source.share_decided_by is not None:
        decided = _decision(source.share, source.share_decided_by, source.share_decided_at)
    elif _is_the_plans(record, given):
        decided = _decision("everyone", given.speaker, stamped.at)
    if replaced is not None and _is_checked(given, replaced):
        decided["checked_back"] = CheckedBack.CHANGED
    fields = {name: getattr(given, name) for name in Answered.model_fields}
    return View.model_construct(
        **fields, id=view_id(stamped.talk, stamped.seq), talk=stamped.talk, at=stamped.at, **decided
    )


def _is_the_plans(record: Record, given: AnswerGiven) -> bool:
    """Did staff write it in a pack of their own, for the plan?"""
    opened = record.opened
    return opened is not None and bool(opened.already) and given.speaker is Speaker.KEY_ADULT


def _is_checked(given: AnswerGiven, replaced: View) -> bool:
    """Was it changed on being read back, or after it was confirmed?"""
    return given.why in (CHANGED, MOVED) or replaced.checked_back is not CheckedBack.NOT_ASKED


def _decision(share: Share | None, by: Speaker | None, at: datetime | None) -> dict[str, Any]:
    return {"share": share, "share_decided_by": by, "share_decided_at": at}


def _without(record: Record, id_: str) -> Record:
    views = {key: view for key, view in record.views.items() if id_ not in (key, view.about)}
    by_place = {
        prompt: {place: key for place, key in ids.items() if key in views}
        for prompt, ids in record.by_place.items()
    }
    return replace(record, views=views, by_place=by_place)


def _with_checked(record: Record, ids: tuple[str, ...]) -> Record:
    views = dict(record.views)
    for id_ in ids:
        view = views.get(id_)
        if view is not None and view.checked_back is CheckedBack.NOT_ASKED:
            views[id_] = view.model_copy(update={"checked_back": CheckedBack.CONFIRMED})
    return replace(record, views=views)


def _with_share(
    record: Record, ids: tuple[str, ...], share: Share, by: Speaker, at: datetime
) -> Record:
    """Notes about a view go where the view goes: a kept-back answer never leaves by its note."""
    wanted = set(ids)
    decision = _decision(share, by, at)
    views = {
        id_: view.model_copy(update=decision)
        if id_ in wanted or (view.about in wanted and not _is_kept_apart(record, view))
        else view
        for id_, view in record.views.items()
    }
    return replace(record, views=views)


def _is_kept_apart(record: Record, note: View) -> bool:
    """Was a note kept back by itself, while the answer it is about was not?"""
    about = record.views.get(note.about or "")
    return note.share == "kept_back" and about is not None and about.share != "kept_back"


def quotable(view: View) -> bool:
    """May the words stand in quotation marks? Never an adult's reading or observation (rule 9)."""
    return view.kind in (ViewKind.VERBATIM, ViewKind.TRANSLATED)

"""Views and talks built by hand, without an engine: what stands in a record, as it would stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from voicebox.conversation.events import TalkOpened
from voicebox.conversation.record import Places, Record
from voicebox.conversation.views import (
    CheckedBack,
    Choice,
    Chosen,
    Placed,
    Point,
    Share,
    Speaker,
    Status,
    Value,
    View,
    ViewKind,
)
from voicebox.exports.talks import Exported
from voicebox.ports import Pupil, TalkHeader, TalkSummary

PUPIL = Pupil(id="p1", name="Amira")
Kept = dict[str, Any]
"""Fields of a `View`."""
FAMILY: Share = ("family",)
SCHOOL: Share = ("school",)
MEETING: Share = ("meeting",)


def at(day: str) -> datetime:
    """Half past nine, UTC, of a day such as `2026-09-14`."""
    return datetime.fromisoformat(f"{day}T09:30:00+00:00").astimezone(UTC)


def cards(*choices: tuple[str, str] | str) -> Chosen:
    """Cards picked: `cards("music", ("pets", "my pets"))`."""
    pairs = ((each, each) if isinstance(each, str) else each for each in choices)
    return Chosen(choices=tuple(Choice(id=id_, word=word) for id_, word in pairs))


def put(item: str, word: str, column: str) -> Placed:
    """A card put into a column."""
    column_word = column.replace("-", " ")
    return Placed(item=Choice(id=item, word=word), column=Choice(id=column, word=column_word))


def ladder(
    point: int, *, low: str = "lots of help", high: str = "by myself", top: int = 5
) -> Point:
    """A point on a ladder."""
    return Point(scale="by-myself", point=point, top=top, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and how it is kept. `say(...)` makes views in this voice."""

    speaker: Speaker = Speaker.CHILD
    speaker_name: str = ""
    recorder: str = "Mrs Okoye"
    present: tuple[str, ...] = ("Mrs Okoye",)


AMIRA = Voice()
MUM = Voice(Speaker.PARENT_CARER, "Nadia, Amira's mum", present=("Mrs Okoye", "Mr Shah"))
SHAH = Voice(Speaker.KEY_ADULT, "Mr Shah, teaching assistant", recorder="Mr Shah")
OKOYE = Voice(Speaker.KEY_ADULT, "Mrs Okoye, SENCo")
ZOFIA = Voice(Speaker.OTHER, "Zofia, a friend", recorder="Mr Shah")
OLENA = Voice(Speaker.OTHER, "Olena, a neighbour", recorder="Mr Shah")


@dataclass(frozen=True, slots=True)
class Told:
    """One answer, before it has a place in a talk."""

    prompt: str
    words: str
    value: Value | None
    more: dict[str, Any]
    voice: Voice


def say(
    voice: Voice, prompt: str, words: str = "", value: Value | None = None, **more: Any
) -> Told:
    """An answer. `prompt` is `prompt/part@item`; `more` are other fields of a `View`."""
    return Told(prompt, words, value, more, voice)


def silent(voice: Voice, prompt: str, status: Status, **more: Any) -> Told:
    """A silence, and which one it is."""
    return Told(prompt, "", None, {"status": status, **more}, voice)


def hold(
    id_: str,
    pack: str,
    day: str,
    told: Sequence[Told],
    *,
    by: Voice,
    title: str,
    not_reached: Sequence[Told] = (),
    pupil: Pupil = PUPIL,
    quotes: dict[str, frozenset[str]] | None = None,
) -> Exported:
    """A finished talk in which all this was told, in this order: views are `id_.1`, `id_.2` ..."""
    views = [_view(each, id_, number, at(day)) for number, each in enumerate(told, start=1)]
    header = TalkHeader(
        id=id_,
        pupil=pupil,
        with_="Mrs Okoye",
        pack=pack,
        pack_version="1.0",
        pack_digest=f"digest-of-{pack}",
        language="en-GB",
        seed=7,
        started=at(day),
    )
    opened = TalkOpened(
        pupil=pupil.name,
        pupil_id=pupil.id,
        with_="Mrs Okoye",
        pack=pack,
        pack_version="1.0",
        language="en-GB",
        seed=7,
        speaker=by.speaker,
    )
    by_id = {view.id: view for view in views}
    record = Record(
        talk=id_,
        opened=opened,
        started=at(day),
        ended=at(day),
        views=by_id,
        by_place=_places(views),
    )
    sections = tuple((each, each.replace("-", " ").capitalize()) for each in _sections(views))
    never = tuple(
        _view(replace(each, more={**each.more, "status": Status.NOT_REACHED}), id_, 0, at(day))
        for each in not_reached
    )
    summary = TalkSummary(header, "finished", at(day), len(views))
    return Exported(
        summary=summary,
        record=record,
        not_reached=tuple(
            view.model_copy(update={"id": f"{id_}.{view.prompt}", "share": None}) for view in never
        ),
        pack_title=title,
        sections=sections,
        quotes=quotes or {},
    )


def _view(told: Told, talk: str, number: int, moment: datetime) -> View:
    prompt, _, item = told.prompt.partition("@")
    prompt, _, part = prompt.partition("/")
    by_child = told.voice.speaker is Speaker.CHILD
    given: dict[str, Any] = {
        "section": told.more.get("theme", "") or "the-plan",
        "asked": f"{prompt.replace('-', ' ').capitalize()}?",
        "language": "en-GB",
        "status": Status.ANSWERED,
        "kind": ViewKind.VERBATIM,
        "share": "everyone",
        "share_decided_by": told.voice.speaker,
        "share_decided_at": moment,
        "checked_back": CheckedBack.CONFIRMED if by_child else CheckedBack.NOT_ASKED,
        **told.more,
    }
    return View(
        id=f"{talk}.{number}",
        talk=talk,
        prompt=prompt,
        part=part,
        item=item,
        value=told.value,
        words=told.words,
        speaker=told.voice.speaker,
        speaker_name=told.voice.speaker_name,
        recorder=told.voice.recorder,
        present=told.voice.present,
        at=moment,
        **given,
    )


def _places(views: Sequence[View]) -> Places:
    places: Places = {}
    for view in views:
        if view.about is None:
            places.setdefault(view.prompt, {})[(view.part, view.item)] = view.id
    return places


def _sections(views: Sequence[View]) -> list[str]:
    return list(dict.fromkeys(view.section for view in views))

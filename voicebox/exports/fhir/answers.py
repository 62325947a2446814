"""One QuestionnaireResponse for each talk and person: what they answered, and how.

`source` is who answered, `author` who wrote it down. A linkId is the place of an answer
(`TALK:PROMPT/PART@ITEM`), so that goals can name it; a note's is its own id. Silences are items
without an answer: which of them it is stands in their provenance (rule 8).
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from voicebox.conversation.views import (
    Choice,
    Chosen,
    PictureGiven,
    Placed,
    Point,
    Speaker,
    Status,
    View,
)
from voicebox.errors import NotFound
from voicebox.exports.as_json import utc
from voicebox.exports.fhir.names import (
    CARD,
    LADDER,
    PACK,
    PROVENANCE,
    Resource,
    extension,
    reference,
    url_of,
    without_empty,
)
from voicebox.exports.fhir.people import People
from voicebox.exports.sharing import Leaving
from voicebox.ports import Picture

_STATES = {"finished": "completed", "stopped": "stopped"}
Pictures = Callable[[str], Picture] | None


def responses(talk: Leaving, people: People, picture: Pictures) -> Iterator[tuple[str, Resource]]:
    """The responses of a talk, each with its URL: the child's own first."""
    views = (*talk.shared.views, *talk.not_reached)
    groups: dict[tuple[Speaker, str], list[View]] = {}
    for view in views:
        groups.setdefault((view.speaker, view.speaker_name), []).append(view)
    for (speaker, name), group in groups.items():
        url = url_of("response", talk.summary.header.id, speaker.value, name)
        yield url, _response(talk, group, people, picture)


def _response(talk: Leaving, views: Sequence[View], people: People, picture: Pictures) -> Resource:
    header = talk.summary.header
    recorder = next((view.recorder for view in views if view.recorder), header.with_)
    first = views[0]
    return without_empty(
        {
            "resourceType": "QuestionnaireResponse",
            "language": header.language,
            "questionnaire": f"{PACK}{header.pack}|{header.pack_version}",
            "status": _STATES.get(talk.summary.state, "in-progress"),
            "subject": reference(people.child(header.pupil)),
            "authored": utc(max(view.at for view in views)),
            "author": reference(people.adult(recorder)) if recorder else None,
            "source": reference(people.who_answered(first, header.pupil, header.with_)),
            "item": [*_sections(talk, views, picture)],
        }
    )


def _sections(talk: Leaving, views: Sequence[View], picture: Pictures) -> Iterator[Resource]:
    titles = dict(talk.sections)
    for id_ in dict.fromkeys((*titles, *(view.section for view in views))):
        here = [view for view in views if view.section == id_]
        if here:
            text = titles.get(id_, "Along the way")
            items = [_item(talk, view, picture) for view in here]
            yield {"linkId": id_ or "along-the-way", "text": text, "item": items}


def link_id(view: View) -> str:
    """The linkId of a view: its place; a note's own id, since several may stand at one place."""
    return view.id if view.about is not None else view.place


def _item(talk: Leaving, view: View, picture: Pictures) -> Resource:
    extensions = [_provenance(talk, view)]
    if isinstance(view.value, Placed):
        extensions.append({"url": CARD, "valueCoding": _coding(talk, view.value.item)})
    return without_empty(
        {
            "extension": extensions,
            "linkId": link_id(view),
            "text": view.asked,
            "answer": [*_answers(talk, view, picture)],
        }
    )


def _answers(talk: Leaving, view: View, picture: Pictures) -> Iterator[Resource]:
    """What was picked, then the words, byte for byte."""
    if view.status is not Status.ANSWERED:
        return
    match view.value:
        case Chosen(choices=choices):
            yield from ({"valueCoding": _coding(talk, choice)} for choice in choices)
        case Placed(column=column):
            yield {"valueCoding": _coding(talk, column)}
        case Point(face=face, word=word) if face:
            yield {"valueCoding": _coding(talk, Choice(id=face, word=word))}
        case Point() as at:
            yield _on_a_ladder(at)
        case PictureGiven() as given:
            yield {"valueAttachment": _attachment(given, picture)}
    if view.words:
        yield {"valueString": view.words}


def _on_a_ladder(at: Point) -> Resource:
    ends = (("low", "String", at.low), ("high", "String", at.high), ("top", "Integer", at.top))
    return {"extension": [extension(LADDER, ends)], "valueInteger": at.point}


def _attachment(given: PictureGiven, picture: Pictures) -> Resource:
    told = {"contentType": "image/png", "title": given.name}
    try:
        kept = picture(given.digest) if picture is not None else None
    except NotFound:
        kept = None
    if kept is not None:
        told["data"] = base64.b64encode(kept.png).decode()
    return without_empty(told)


def _coding(talk: Leaving, card: Choice) -> Resource:
    system = f"{PACK}{talk.summary.header.pack}"
    return without_empty({"system": system, "code": card.id, "display": card.word})


def _provenance(talk: Leaving, view: View) -> Resource:
    by_id = {each.id: each for each in talk.shared.views}
    about = by_id.get(view.about) if view.about else None
    share: Iterable[str] = view.share if isinstance(view.share, tuple) else (view.share or "",)
    parts: list[tuple[str, str, Any]] = [
        ("status", "Code", view.status.value),
        ("kind", "Code", view.kind.value),
        ("speaker", "Code", view.speaker.value),
        *(("mode", "Code", mode.value) for mode in view.modes),
        ("help", "Code", view.help.value),
        ("checkedBack", "Code", view.checked_back.value),
        *(("share", "Code", circle) for circle in share),
        ("interpreter", "String", view.interpreter),
        *(("present", "String", name) for name in view.present),
        ("recorder", "String", view.recorder),
        ("gathered", "Code", view.gathered),
        ("language", "Code", view.language),
        ("about", "String", link_id(about) if about is not None else ""),
        ("at", "Instant", utc(view.at)),
    ]
    return extension(PROVENANCE, parts)

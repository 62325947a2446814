"""The files of an access folder: what was shared, what is the child's own, what was not shared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from voicebox.conversation.views import View
from voicebox.errors import ExportError
from voicebox.exports.account import lines
from voicebox.exports.as_json import json_text
from voicebox.exports.base import export, exporter
from voicebox.exports.dossier import Dossier, Drawings, Wanted
from voicebox.exports.sharing import Audience, Leaving, Shared, leaving
from voicebox.exports.talks import Exported
from voicebox.ports import Concern, Pupil, StoredEvent
from voicebox.rights import page
from voicebox.rights.others import Passage
from voicebox.store.direct import reading
from voicebox.store.forks import own_name, pictures_of
from voicebox.store.repository import SqlStore
from voicebox.store.strangers import origins
from voicebox.text import paint_line

NOT_SHARED = "not-shared"
_WARNING = (
    "What is here leaves by no export. The child kept it back, or nobody has asked them yet who "
    "may see it, or it was changed or taken out later. It is given out because a person has a "
    "right to all that is held about them. Think first about who will read it: where somebody "
    "asks on the child's behalf, the child's own wish and safety count."
)


@dataclass(frozen=True)
class Holdings:
    """All that is held, gathered before a file is written."""

    store: SqlStore
    pupil: Pupil
    talks: tuple[Exported, ...]
    events: dict[str, list[StoredEvent]]
    concerns: tuple[Concern, ...]
    today: date
    drawings: Drawings | None
    failed: list[str]


_File = tuple[str, str, bytes]
"""Its name in the folder, what it is, and all of it."""


def files(held: Holdings, found: Sequence[Passage]) -> Iterator[_File]:
    """Every file but the first page, made one after the other."""
    yield "to-review.html", "Passages about other people: to be read first.", _review(found)
    yield from _talks(held)
    yield from _plans(held)
    yield from _pictures(held)
    yield from _own(held)
    yield "account.html", "Who did what: talks held, documents made, copies.", _account(held)
    yield from _kept_apart(held)
    if held.concerns:
        what = "Concern notes about the child's safety."
        yield "concern-notes.html", what, _concerns(held.concerns)


# -- what was shared ---------------------------------------------------------------------------


def _talks(held: Holdings) -> Iterator[_File]:
    for talk in held.talks:
        name = f"talks/{_name(talk)}.html"
        yield name, f"A talk: {_about(talk)}.", _export(held, [talk], "html")
    if held.talks:
        yield "answers.csv", "The answers, for a spreadsheet.", _export(held, held.talks, "csv")
        yield "answers.json", "The same, for a program.", _export(held, held.talks, "json")


def _export(
    held: Holdings, talks: Sequence[Exported], form: str, wanted: Wanted | None = None
) -> bytes:
    return export(
        talks,
        form,
        Audience.CHILD,
        today=held.today,
        wanted=wanted,
        drawings=held.drawings,
        picture=held.store.picture,
    )


def _plans(held: Holdings) -> Iterator[_File]:
    """The plan and the profile; what cannot be set on paper is told on the first page."""
    if not held.talks:
        return
    for name, what, form, document in (
        ("plan.html", "The plan, to read on a screen.", "html", "plan"),
        ("plan.pdf", "The plan, to print.", "pdf", "plan"),
        ("profile.pdf", "The one-page profile.", "pdf", "profile"),
    ):
        try:
            yield name, what, _export(held, held.talks, form, Wanted(document=document))
        except ExportError as error:
            held.failed.append(f"{name}: {error}")


# -- pictures, and what is the pupil's own ------------------------------------------------------


def _pictures(held: Holdings) -> Iterator[_File]:
    """Pictures given with answers; those of answers that were not shared lie apart."""
    shared = {
        view.value.digest
        for talk in held.talks
        for view in leaving(talk, Audience.CHILD).shared.views
        if view.value is not None and view.value.type == "picture"
    }
    given = {digest for rows in held.events.values() for digest, _ in pictures_of(tuple(rows))}
    for digest in sorted(given):
        where = "" if digest in shared else f"{NOT_SHARED}/"
        png = held.store.picture(digest).png
        yield f"{where}pictures/{digest[:16]}.png", "A picture given with an answer.", png


def _own(held: Holdings) -> Iterator[_File]:
    likes = held.store.preferences_of(held.pupil.id)
    if likes:
        what = "How the child likes screen, voice and switches."
        yield "own/preferences.json", what, json_text(likes).encode()
    for own in held.store.own_pictures(held.pupil.id):
        what = f"The child's own picture for: {paint_line(own.word)}. {paint_line(own.alt)}".strip()
        yield f"own/picture-{own.id}.png", what, held.store.picture(own.digest).png
    for board in held.store.boards(held.pupil.id):
        what = f"The child's own board: {paint_line(board.board.name)}."
        yield f"own/board-{board.id}.json", what, json_text(asdict(board)).encode()
        for picture in board.board.pictures:
            png = held.store.picture(picture.digest).png
            yield f"own/board-{board.id}/{picture.digest[:16]}.png", "A picture of it.", png


def _account(held: Holdings) -> bytes:
    account = held.store.account(pupil=held.pupil.id)
    names = {held.pupil.id: held.pupil.name}
    told = [page.said("The newest stands first. It holds no word of any answer.")]
    if account.broken_at is not None:
        told.append(
            page.said(f"This account is not as it was written, at line {account.broken_at}.")
        )
    return page.page("Who did what", [*told, page.listed(lines(account, names))])


# -- what was not shared -----------------------------------------------------------------------


def not_shared(talk: Exported) -> list[View]:
    """Views that leave by no export, notes and passed questions too."""
    going = {view.id for view in leaving(talk, Audience.CHILD).shared.views}
    return [view for view in talk.record if view.id not in going]


def _kept_apart(held: Holdings) -> Iterator[_File]:
    if not held.talks:
        return
    yield (
        f"{NOT_SHARED}/READ-FIRST.html",
        "What the folder not-shared holds, and why it lies apart.",
        page.page("Not shared: read this first", [page.said(_WARNING)]),
    )
    apart = [_apart(talk) for talk in held.talks]
    some = [each for each in apart if each.shared.views]
    for each, talk in zip(apart, held.talks, strict=True):
        if each.shared.views:
            name = f"{NOT_SHARED}/{_name(talk)}.html"
            yield name, f"Not shared, of: {_about(talk)}.", _written(held, [each], "html")
    if some:
        yield f"{NOT_SHARED}/answers.csv", "The same, as a table.", _written(held, some, "csv")
    for talk in held.talks:
        name = f"{NOT_SHARED}/events/{_name(talk)}.json"
        what = f"Everything ever kept of: {_about(talk)}, also what was changed or taken out."
        yield name, what, _events(held.events[talk.summary.header.id])


def _apart(talk: Exported) -> Leaving:
    """What does not leave, in the shape in which pages are written."""
    whole = leaving(talk, Audience.CHILD)
    return replace(whole, shared=Shared(tuple(not_shared(talk))), not_reached=())


def _written(held: Holdings, talks: Sequence[Leaving], form: str) -> bytes:
    return exporter(form).write(
        Dossier(
            tuple(talks),
            Audience.CHILD,
            held.today,
            drawings=held.drawings,
            picture=held.store.picture,
        )
    )


def _events(rows: Sequence[StoredEvent]) -> bytes:
    told = [
        {"seq": row.seq, "at": row.at.isoformat(), "type": row.type, "event": json.loads(row.body)}
        for row in rows
    ]
    return json_text({"events": told}).encode()


# -- pages of ours -----------------------------------------------------------------------------


def index(
    held: Holdings, written: Sequence[tuple[str, str]], found: Sequence[Passage]
) -> Iterator[str]:
    """The first page: what each file is.

    Args:
        held: what is held.
        written: the other files, each with what it is.
        found: passages about other people.
    """
    yield page.said(
        f"All that voicebox holds about {paint_line(held.pupil.name)} on {held.today:%d %B %Y}. "
        "Keep this folder safe: it is not encrypted."
    )
    if found:
        count = len(found)
        many = "1 passage" if count == 1 else f"{count} passages"
        yield page.said(f"Before it is given out: to-review.html lists {many} to be read first.")
    if not held.concerns:
        yield page.said(
            "Notes for the safeguarding lead, if there are any, are not part of this folder; they "
            "are asked for from the safeguarding lead."
        )
    yield page.heading("What each file is")
    yield page.files([each for each in written if not each[0].startswith(NOT_SHARED)])
    apart = [each for each in written if each[0].startswith(NOT_SHARED)]
    if apart:
        yield page.heading("Not shared")
        yield page.said(_WARNING)
        yield page.files(apart)
    if held.failed:
        yield page.heading("What could not be written")
        yield page.listed(held.failed)
    came = list(_origins(held))
    if came:
        yield page.heading("Talks that came from another store")
        yield page.listed(came)


def _origins(held: Holdings) -> Iterator[str]:
    with reading(held.store) as connection:
        for talk in dict.fromkeys(own_name(each.summary.header.id) for each in held.talks):
            for row in origins(connection, talk):
                sender = paint_line(row.sender) or "somebody"
                yield f"{talk}: sent by {sender} on {row.made[:10]}, from store {row.store[:8]}."


def _review(found: Sequence[Passage]) -> bytes:
    first = (
        "A family may have what is about their child, and not what is about others. Read these "
        "before the folder is given out, and take out of the copy what may not be given. The list "
        "is made by a program: what it does not list can still be about others. This page is for "
        "you: it shows words that were not shared, so take it out of what you give."
    )
    parts = [
        page.passage(
            f"{_about(each.talk)}: {paint_line(each.view.asked)}",
            each.view.words or _picked(each.view),
            "; ".join(each.why),
        )
        for each in found
    ]
    return page.page("To be read first", [page.said(first), *parts])


def _picked(view: View) -> str:
    from voicebox.conversation.views import value_words

    return value_words(view.value)


def _concerns(concerns: Sequence[Concern]) -> bytes:
    parts = [
        page.passage(
            f"{each.at:%d %B %Y}, by {paint_line(each.by) or 'somebody'}",
            each.words,
            f"Passed on to {paint_line(each.passed_on_to)} on {each.passed_on_at:%d %B %Y}."
            if each.passed_on_at
            else "Not passed on yet.",
        )
        for each in concerns
    ]
    return page.page("Concern notes", parts)


def _name(talk: Exported) -> str:
    header = talk.summary.header
    return f"{header.started:%Y-%m-%d}-{header.id}"


def _about(talk: Exported) -> str:
    header = talk.summary.header
    with_ = f" with {paint_line(header.with_)}" if header.with_ else ""
    return f"{header.started:%d %B %Y}{with_}, {paint_line(talk.pack_title or header.pack)}"

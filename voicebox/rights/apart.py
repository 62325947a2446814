"""What was not shared, as files of an access folder that lie apart from the others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from voicebox.conversation.views import View
from voicebox.exports.as_json import json_text
from voicebox.exports.base import exporter
from voicebox.exports.dossier import Dossier
from voicebox.exports.sharing import Audience, Leaving, Shared, leaving
from voicebox.exports.talks import Exported
from voicebox.ports import StoredEvent
from voicebox.rights import page
from voicebox.rights.holdings import File, Holdings, about, file_name

NOT_SHARED = "not-shared"
"""The folder in the folder."""
WARNING = (
    "What is here leaves by no export. The child kept it back, or nobody has asked them yet who "
    "may see it, or it was changed or taken out later. It is given out because a person has a "
    "right to all that is held about them. Think first about who will read it: where somebody "
    "asks on the child's behalf, the child's own wish and safety count."
)


def not_shared(talk: Exported) -> list[View]:
    """Views that leave by no export, notes and passed questions too."""
    going = {view.id for view in leaving(talk, Audience.CHILD).shared.views}
    return [view for view in talk.record if view.id not in going]


def apart_files(held: Holdings) -> Iterator[File]:
    """A page to be read first, what each talk keeps back, and every event of it."""
    if not held.talks:
        return
    read_first = partial(page.page, "Not shared: read this first", [page.said(WARNING)])
    what = "What the folder not-shared holds, and why it lies apart."
    yield File(f"{NOT_SHARED}/READ-FIRST.html", what, read_first)
    some = []
    for talk in held.talks:
        kept = _apart(talk)
        if kept.shared.views:
            some.append(kept)
            name, what = f"{NOT_SHARED}/{file_name(talk)}.html", f"Not shared, of: {about(talk)}."
            yield File(name, what, partial(_written, held, [kept], "html"))
    if some:
        make = partial(_written, held, some, "csv")
        yield File(f"{NOT_SHARED}/answers.csv", "The same, as a table.", make)
    for talk in held.talks:
        name = f"{NOT_SHARED}/events/{file_name(talk)}.json"
        what = f"Everything ever kept of: {about(talk)}, also what was changed or taken out."
        yield File(name, what, partial(_events, held.events[talk.summary.header.id]))


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

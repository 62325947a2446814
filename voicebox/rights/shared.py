"""What was shared, as files of an access folder: talks, answers, the plan and the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from voicebox.errors import ExportError
from voicebox.exports.base import export, gather_dossier
from voicebox.exports.blank import is_blank
from voicebox.exports.dossier import Dossier, Wanted
from voicebox.exports.sharing import Audience
from voicebox.exports.talks import Exported
from voicebox.rights.holdings import File, Holdings, about, file_name

_PLANS = (
    ("plan.html", "The plan, to read on a screen.", "html", "plan"),
    ("plan.pdf", "The plan, to print.", "pdf", "plan"),
    ("profile.pdf", "The one-page profile.", "pdf", "profile"),
)


def shared_files(held: Holdings) -> Iterator[File]:
    """Each talk, then all answers as a table, then plan and profile."""
    for talk in held.talks:
        make = partial(_export, held, [talk], "html")
        yield File(f"talks/{file_name(talk)}.html", f"A talk: {about(talk)}.", make)
    if not held.talks:
        return
    for name, what in (
        ("answers.csv", "The answers, for a spreadsheet."),
        ("answers.json", "The same, for a program."),
    ):
        yield File(name, what, partial(_answers, held, name))
    for name, what, form, document in _PLANS:
        yield File(name, what, partial(_set, held, name, form, Wanted(document=document)))


def _answers(held: Holdings, name: str) -> bytes | None:
    """All answers; none where nothing was answered."""
    if not any(_dossier(held).answers()):
        held.empty.append(name)
        return None
    return _export(held, held.talks, name.partition(".")[2])


def _set(held: Holdings, name: str, form: str, wanted: Wanted) -> bytes | None:
    """A plan or profile; what is empty, or cannot be set on paper, is told on the first page."""
    if is_blank(_dossier(held), wanted.document):
        held.empty.append(name)
        return None
    try:
        return _export(held, held.talks, form, wanted)
    except ExportError as error:
        held.failed.append(f"{name}: {error}")
        return None


def _dossier(held: Holdings) -> Dossier:
    return gather_dossier(held.talks, Audience.CHILD, today=held.today)


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

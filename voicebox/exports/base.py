"""What an export is: one Protocol, one registry, one way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from voicebox.errors import ExportError
from voicebox.exports.dossier import Dossier, Drawings, Wanted
from voicebox.exports.sharing import Audience, Leaving, leaving
from voicebox.exports.talks import Exported
from voicebox.plan.models import Plan
from voicebox.ports import Picture


class Exporter(Protocol):
    """One format. It is given only what may leave, so that no format can give away more."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""

    @property
    def suffix(self) -> str:
        """How its files end, with the dot."""

    @property
    def is_text(self) -> bool:
        """May it go to a terminal? Otherwise it needs a file."""

    def write(self, dossier: Dossier) -> bytes:
        """The whole document.

        Raises:
            ExportError: it cannot be written.
        """


def _json() -> Exporter:
    from voicebox.exports.as_json import JsonExporter

    return JsonExporter()


def _markdown() -> Exporter:
    from voicebox.exports.as_markdown import MarkdownExporter

    return MarkdownExporter()


def _html() -> Exporter:
    from voicebox.exports.as_html import HtmlExporter

    return HtmlExporter()


def _csv() -> Exporter:
    from voicebox.exports.as_csv import CsvExporter

    return CsvExporter()


def _docx() -> Exporter:
    from voicebox.exports.as_docx import DocxExporter

    return DocxExporter()


def _paste() -> Exporter:
    from voicebox.exports.as_paste import PasteExporter

    return PasteExporter()


def _fhir() -> Exporter:
    from voicebox.exports.as_fhir import FhirExporter

    return FhirExporter()


def _pdf() -> Exporter:
    from voicebox.exports.as_pdf import PdfExporter

    return PdfExporter()


_FORMATS: dict[str, Callable[[], Exporter]] = {
    "csv": _csv,
    "docx": _docx,
    "fhir": _fhir,
    "html": _html,
    "json": _json,
    "markdown": _markdown,
    "paste": _paste,
    "pdf": _pdf,
}
_WHOLE = frozenset({"json"})
"""The formats that are the record itself, and no document: others' words in the bin are in them."""


def formats() -> tuple[str, ...]:
    """The names of all formats, in order."""
    return tuple(sorted(_FORMATS))


def exporter(name: str) -> Exporter:
    """The exporter of a format, by its name.

    Raises:
        ExportError: there is no such format; it names those that there are.
    """
    if name not in _FORMATS:
        known = ", ".join(formats())
        raise ExportError(f"There is no format `{name[:40]}`.", mend=f"There are: {known}.")
    return _FORMATS[name]()


def export(
    talks: Sequence[Exported],
    format_: str,
    audience: Audience = Audience.PLAN,
    *,
    today: date | None = None,
    wanted: Wanted | None = None,
    drawings: Drawings | None = None,
    picture: Callable[[str], Picture] | None = None,
) -> bytes:
    """Talks, and the plans in them, as a document for an audience.

    Args:
        talks: all of one pupil, where a plan is to be written.
        format_: one of `formats()`.
        audience: for whom it is.
        today: the day it is written; without one, today here.
        wanted: what else was asked for.
        drawings: the pictures, for formats that print them.
        picture: gives a kept picture by its digest.

    Raises:
        ExportError: there is no such format, no talk, or it cannot be written.
    """
    if not talks:
        raise ExportError("No talk was named.", mend="See them with: voicebox talks")
    dossier = gather_dossier(talks, audience, today=today, whole=format_ in _WHOLE)
    asked = replace(dossier, wanted=wanted or Wanted(), drawings=drawings, picture=picture)
    return exporter(format_).write(asked)


def gather_dossier(
    talks: Sequence[Exported],
    audience: Audience,
    *,
    today: date | None = None,
    whole: bool = False,
) -> Dossier:
    """All that may leave of these talks for an audience, and the plans in it.

    Args:
        talks: all of one pupil, where there is to be a plan.
        audience: for whom it is.
        today: the day it is for; without one, today here.
        whole: also others' words that the child put in the bin, which belong in no document?
    """
    going = _going(talks, audience, whole=whole)
    return Dossier(
        talks=going, audience=audience, today=today or date.today(), plans=plans_of(going)
    )


def _going(talks: Sequence[Exported], audience: Audience, *, whole: bool) -> tuple[Leaving, ...]:
    """What may leave; without what the child put in the bin, unless the record goes whole."""
    from voicebox.plan.binned import binned, without
    from voicebox.plan.still_so import in_own_words

    going = tuple(leaving(talk, audience) for talk in talks)
    if whole:
        return going
    gone = binned(view for talk in talks for view in talk.record)
    kept = [without(each.shared.views, gone) for each in going]
    earlier = {view.place: view for views in kept for view in views}
    shown = {card: symbol for each in going for card, symbol in each.symbols.items()}
    return tuple(
        replace(
            each,
            shared=replace(each.shared, views=in_own_words(views, earlier)),
            symbols={**shown, **each.symbols},
        )
        for each, views in zip(going, kept, strict=True)
    )


def plans_of(talks: Sequence[Leaving]) -> tuple[Plan, ...]:
    """The plans in what may leave: one for each cycle of one pupil, oldest first.

    None where the talks are of several pupils: a plan is about one child.
    """
    from voicebox.plan.build import HeldTalk, build_plans

    pupils = {talk.summary.header.pupil for talk in talks}
    if len(pupils) != 1:
        return ()
    held = [
        HeldTalk(
            id=talk.summary.header.id,
            pack=talk.summary.header.pack,
            started=talk.summary.header.started,
            views=talk.shared.views,
            pack_version=talk.summary.header.pack_version,
        )
        for talk in talks
    ]
    return build_plans(pupils.pop().name, held)

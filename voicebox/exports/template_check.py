"""What a template will hold before it is written: what lands, what is unknown, what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from voicebox.conversation.routing import ANOTHER, GATHER_MORE, GATHER_WHO
from voicebox.conversation.views import Placed, View, is_place
from voicebox.exports.docx_template import check
from voicebox.exports.docx_template.landing import Landing, Unknown
from voicebox.exports.docx_template.names import present, views_in
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Mapping, passage_of
from voicebox.plan.binned import binned
from voicebox.text import paint_line

FIRST_WORDS = 60
"""Characters of the words that a report shows."""


@dataclass(frozen=True, slots=True)
class Lands:
    """One place that will be filled."""

    name: str
    """The box or the plan field."""
    label: str
    """What the template says there."""
    where: str
    words: str
    """The first of the words; empty where nothing has been said for it yet."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was said, and that this template has no place for."""

    by: str
    asked: str
    words: str


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What becomes of a template."""

    way: str
    """How its places are known: `tags`, `controls` or `labels`."""
    lands: tuple[Lands, ...]
    unknown: tuple[Unknown, ...]
    left_out: tuple[LeftOut, ...]

    def lines(self) -> tuple[str, ...]:
        """The report in words, safe to print."""
        return tuple(_lines(self))


def check_template(
    content: bytes, dossier: Dossier | None, mapping: Mapping | None = None
) -> TemplateReport:
    """What would be filled, what is unknown, and what would be left out. Nothing is written.

    Args:
        content: the template.
        dossier: what may leave; None to see where things would go.
        mapping: its boxes; without one, `school-form`, or the one that the dossier names.

    Raises:
        ExportError: the template cannot be used.
        NotFound: there is no such mapping.
    """
    checked = check(content, dossier, mapping)
    landings = checked.found.landings
    used = views_in(chain.from_iterable(landing.contents for landing in landings))
    left = tuple(_left_out(dossier, used)) if dossier is not None else ()
    return TemplateReport(
        way=checked.way,
        lands=tuple(dict.fromkeys(_lands(landing) for landing in landings)),
        unknown=tuple(dict.fromkeys(checked.found.unknown)),
        left_out=left,
    )


def _lands(landing: Landing) -> Lands:
    words = next((content.text for content in landing.contents if content.lines), "")
    return Lands(landing.name, landing.label, landing.where, shortened(words))


def shortened(words: str) -> str:
    """The first words, on one line."""
    line = paint_line(words)
    return line if len(line) <= FIRST_WORDS else f"{line[:FIRST_WORDS]}…"


def _left_out(dossier: Dossier, used: frozenset[str]) -> list[LeftOut]:
    plans = {plan.id for plan in dossier.plans}
    gone = binned(dossier.answers())
    passages = [
        passage_of(view, dossier)
        for view in present(dossier)
        if view.id not in used and view.talk not in plans and _is_said(view, gone)
    ]
    return [LeftOut(each.by, each.asked, shortened(each.words)) for each in passages]


def _is_said(view: View, gone: frozenset[str]) -> bool:
    """Is it somebody's view? Not who gave words, or whether more did, nor what was put in the bin.

    What one person judged of another's words is told with those words.
    """
    is_row = view.part in (GATHER_WHO, GATHER_MORE, ANOTHER) and view.item != ""
    judges = isinstance(view.value, Placed) and is_place(view.value.item.id)
    return not (is_row or judges or view.place in gone or view.row in gone)


def _lines(report: TemplateReport) -> list[str]:
    ways = {"tags": "tags", "controls": "content controls", "labels": "its labels"}
    said = [f"Filled by {ways[report.way]}: {len(report.lands)} places."]
    for each in report.lands:
        label = "" if each.label == each.name else f" “{paint_line(each.label)}”"
        words = each.words or "(nothing yet)"
        said.append(f"  {paint_line(each.name)}{label}, {each.where}: {words}")
    if report.unknown:
        said.append("Not known, and left as it is:")
        said += [f"  {paint_line(u.label)}, {u.where}: {paint_line(u.why)}" for u in report.unknown]
    if report.left_out:
        said.append("No place in this template, and left out:")
        said += [f"  {paint_line(o.by)}, {paint_line(o.asked)} {o.words}" for o in report.left_out]
    return said

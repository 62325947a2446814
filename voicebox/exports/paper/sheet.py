"""A document from a mapping: its parts in the mapping's order, each with what goes into it.

A box of a mapping becomes a part: facts (`plan: must_know.teacher`), what was said, a table of the
plan, or the steps. Boxes into which nothing goes are named at the end, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pydantic import BaseModel

from voicebox.conversation.views import Speaker
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Box, Mapping, Passage, passages
from voicebox.exports.mapping_rows import Rows
from voicebox.exports.paper.current import Current
from voicebox.exports.paper.saying import Saying, Sayings
from voicebox.exports.paper.steps import Step, steps
from voicebox.plan.models import Plan, Provision, Review

SPOKEN = frozenset(
    {"hopes", "views", "child_says", "family_says", "words", "verdicts", "reviews.verdicts"}
)
"""Fields of a plan's rows that hold what people said, and not what staff wrote as the plan."""
_ORDER = (Speaker.CHILD, Speaker.PARENT_CARER, Speaker.OTHER, Speaker.KEY_ADULT)
"""The child first, then the family, then others."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person said, apart from all others."""

    who: str
    speaker: Speaker | None
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts: a name and what stands beside it."""

    id: str
    lines: tuple[tuple[str, tuple[Saying, ...]], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What people said, each apart."""

    id: str
    label: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the plan: `head` names its columns."""

    id: str
    label: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Saying, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The outcomes, each with its thread and its provision."""

    id: str
    label: str
    steps: tuple[Step, ...]


Part = Facts | Heard | Grid | Steps


def parts(mapping: Mapping, dossier: Dossier) -> tuple[tuple[Part, ...], tuple[Box, ...]]:
    """The parts of a document, and the boxes into which nothing goes."""
    maker = _Maker(Current(dossier), Sayings(dossier), Rows(dossier))
    made: list[Part] = []
    empty: list[Box] = []
    for is_facts, boxes in groupby(mapping.boxes, is_fact):
        if is_facts:
            facts, without = maker.facts(tuple(boxes))
            made.extend([facts] if facts.lines else [])
            empty.extend(without)
            continue
        for box in boxes:
            part = maker.part(box)
            if part is None:
                empty.append(box)
            else:
                made.append(part)
    return tuple(made), tuple(empty)


def is_fact(box: Box) -> bool:
    """Does it take single fields of the plan, and nothing that was said?"""
    return box.rows is None and bool(box.from_) and all(each.plan for each in box.from_)


@dataclass(frozen=True)
class _Maker:
    current: Current
    sayings: Sayings
    rows: Rows
    shown: set[str] = field(default_factory=set)
    """Ids of views that stand in a part already: what was said once is printed once."""

    def facts(self, boxes: Sequence[Box]) -> tuple[Facts, tuple[Box, ...]]:
        """Boxes of single fields, and those of them in which nothing stands."""
        found = [(box, passages(box, self.current.dossier)) for box in boxes]
        lines = tuple(
            (box.label, tuple(self.sayings.of(each, written=True) for each in given))
            for box, given in found
            if given
        )
        return Facts(boxes[0].id, lines), tuple(box for box, given in found if not given)

    def part(self, box: Box) -> Part | None:
        """What goes into a box; None where nothing does."""
        plan = self.current.dossier.plan
        if box.rows is None:
            return self._heard(box)
        if plan is None:
            return None
        if box.rows == "outcomes":
            made = tuple(steps(box, plan, self.rows, self.sayings))
            return Steps(box.id, box.label, made) if made else None
        return self._grid(box, plan)

    def _heard(self, box: Box) -> Heard | None:
        found = self.current.passages(box)
        new = [each for each in found if each.view is None or each.view.id not in self.shown]
        self.shown.update(each.view.id for each in new if each.view is not None)
        voices = tuple(heard([self.sayings.of(each) for each in new or found]))
        return Heard(box.id, box.label, voices) if voices else None

    def _grid(self, box: Box, plan: Plan) -> Grid | None:
        """A table without the columns in which nothing stands."""
        names = [each.from_[0].plan if each.from_ else "" for each in box.columns]
        made = [
            tuple(
                tuple(
                    self.sayings.of(each, written=name not in SPOKEN)
                    for each in self._cell(row, column, name)
                )
                for name, column in zip(names, box.columns, strict=True)
            )
            for row in self.rows.of(plan, box.rows or "")
        ]
        kept = [at for at in range(len(names)) if any(row[at] for row in made)]
        filled = tuple(tuple(row[at] for at in kept) for row in made if any(row))
        head = tuple(box.columns[at].label for at in kept)
        return Grid(box.id, box.label, head, filled) if filled else None

    def _cell(self, row: BaseModel, column: Box, name: str) -> Iterable[Passage]:
        """A review's row has beside it what was promised for the step that it is about."""
        first = name.partition(".")[0]
        if not isinstance(row, Review) or first != "provision":
            return self.rows.cell(row, column)
        fields = [each.plan.partition(".")[2] for each in column.from_]
        return [
            passage
            for promised in self._promised(row)
            for name in fields
            for passage in self.rows.field(promised, name)
        ]

    def _promised(self, review: Review) -> Iterator[Provision]:
        for plan in self.current.dossier.plans:
            about = {each.id for each in plan.outcomes if each.id == review.outcome}
            yield from (each for each in plan.provision if about & set(each.outcomes))


def heard(sayings: Sequence[Saying]) -> Iterator[Voice]:
    """What each person said, the child first; nobody's words under another's name."""
    named: dict[tuple[Speaker | None, str], list[Saying]] = {}
    for saying in sayings:
        named.setdefault((saying.speaker, saying.who), []).append(saying)
    for speaker in (*_ORDER, None):
        for (whose, who), said in named.items():
            if whose is speaker:
                yield Voice(who, speaker, tuple(said))

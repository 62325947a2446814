"""The steps of a plan: each outcome with the words that it leads back to, and who does what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from voicebox.exports.mapping import Box
from voicebox.exports.mapping_rows import Rows
from voicebox.exports.paper.saying import Saying, Sayings
from voicebox.plan.models import Outcome, Plan

THREAD = ("hopes", "views")
"""Fields of an outcome that hold the words it leads back to."""
VERDICTS = ("child_says", "family_says")
"""Fields of an outcome in which people say yes, change it, or no."""
_HELP = "provision."
_WENT = "reviews."

Told = tuple[Saying, ...]
Labelled = tuple[tuple[str, Told], ...]
"""Labels of columns, and what stands there."""


@dataclass(frozen=True, slots=True)
class HelpTable:
    """Who does what: the columns in which anything stands, and a row for each piece of help."""

    head: tuple[str, ...] = ()
    rows: tuple[tuple[Told, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One outcome, ready for paper."""

    number: int
    statement: Told
    so_that: Told
    thread: Told
    """The words of the child and others that it leads back to; empty: to none that may leave."""
    facts: Labelled
    verdicts: Labelled
    help: HelpTable
    went: Labelled
    """How it went, where it was reviewed."""


def steps(box: Box, plan: Plan, rows: Rows, sayings: Sayings) -> Iterator[Step]:
    """Every outcome of the plan, with the columns that the mapping asks for, in their order."""
    columns = tuple((each.label, each.from_[0].plan) for each in box.columns if each.from_)
    maker = _Maker(columns, plan, rows, sayings)
    yield from (maker.step(number, outcome) for number, outcome in enumerate(plan.outcomes, 1))


@dataclass(frozen=True)
class _Maker:
    columns: tuple[tuple[str, str], ...]
    plan: Plan
    rows: Rows
    sayings: Sayings

    def step(self, number: int, outcome: Outcome) -> Step:
        names = {name for _, name in self.columns}
        front = {"statement", "so_that", *THREAD, *VERDICTS}
        plain = [n for n in names - front if not n.startswith((_HELP, _WENT))]
        return Step(
            number=number,
            statement=self._told(outcome, "statement"),
            so_that=self._told(outcome, "so_that") if "so_that" in names else (),
            thread=tuple(
                each
                for name in THREAD
                if name in names
                for each in self._told(outcome, name, written=False)
            ),
            facts=self._labelled(outcome, plain),
            verdicts=self._labelled(outcome, VERDICTS, written=False),
            help=self._help(outcome),
            went=self._labelled(outcome, [n for n in names if n.startswith(_WENT)], written=False),
        )

    def _told(self, row: BaseModel, name: str, *, written: bool = True) -> Told:
        found = self.rows.field(row, name)
        return tuple(self.sayings.of(each, written=written) for each in found)

    def _labelled(self, row: Outcome, names: Sequence[str], *, written: bool = True) -> Labelled:
        found = (
            (label, self._told(row, name, written=written))
            for label, name in self.columns
            if name in names
        )
        return tuple((label, told) for label, told in found if told)

    def _help(self, outcome: Outcome) -> HelpTable:
        """Rows of who does what, without the columns in which nothing stands."""
        columns = [
            (label, name.removeprefix(_HELP))
            for label, name in self.columns
            if name.startswith(_HELP)
        ]
        made = [
            tuple(self._told(row, name, written=name != "views") for _, name in columns)
            for row in self.plan.provision
            if outcome.id in row.outcomes
        ]
        kept = [at for at in range(len(columns)) if any(row[at] for row in made)]
        rows = tuple(tuple(row[at] for at in kept) for row in made)
        return HelpTable(tuple(columns[at][0] for at in kept), rows)

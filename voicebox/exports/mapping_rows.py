"""The rows of a mapping's table: one for each outcome, need or step, a cell for each column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from pydantic import BaseModel

from voicebox.conversation.views import View, is_place
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Box, Passage, fact, passage_of
from voicebox.plan.models import Aspiration, Line, Outcome, Plan, Verdict

Cell = tuple[Passage, ...]
"""What stands in one cell."""


def table_rows(box: Box, dossier: Dossier) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table box, each with a cell for each of its columns, in order.

    A column may name a field of its row (`so_that`), or, in a row of outcomes, one of the
    provision or the reviews that belong to it (`provision.what`).
    """
    if box.rows is None or dossier.plan is None:
        return ()
    rows = Rows(dossier)
    return tuple(
        tuple(rows.cell(row, column) for column in box.columns)
        for row in rows.of(dossier.plan, box.rows)
    )


@dataclass(frozen=True)
class Rows:
    """Reads fields of a plan's rows as passages."""

    dossier: Dossier

    @cached_property
    def _views(self) -> dict[str, View]:
        return {view.id: view for view in self.dossier.answers()}

    @cached_property
    def _places(self) -> dict[str, list[View]]:
        places: dict[str, list[View]] = {}
        for view in self._views.values():
            if view.about is None:
                places.setdefault(view.place, []).append(view)
        return places

    def of(self, plan: Plan, table: str) -> tuple[BaseModel, ...]:
        """All rows of a table of the plan."""
        rows: tuple[BaseModel, ...] = getattr(plan, table)
        return rows

    def cell(self, row: BaseModel, column: Box) -> Cell:
        """What stands in a row's cell; several sources stand one after another."""
        return tuple(passage for source in column.from_ for passage in self.field(row, source.plan))

    def field(self, row: BaseModel, name: str) -> Cell:
        """A field of a row, as passages. Empty: nothing was written there."""
        first, _, rest = name.partition(".")
        if rest and isinstance(row, Outcome):
            return tuple(
                passage
                for other in self._belonging(row, first)
                for passage in self.field(other, rest)
            )
        if isinstance(row, Aspiration) and first == "words":
            return tuple(self._spoken(row.view))
        return tuple(self._passages(getattr(row, first, None)))

    def _belonging(self, outcome: Outcome, table: str) -> Iterator[BaseModel]:
        plan = self.dossier.plan
        if plan is not None and table == "provision":
            yield from (each for each in plan.provision if outcome.id in each.outcomes)
        if plan is not None and table == "reviews":
            names = {outcome.id, *self._statement_place(outcome)}
            yield from (each for each in plan.reviews if each.outcome in names)

    def _statement_place(self, outcome: Outcome) -> Iterator[str]:
        view = self._views.get(outcome.statement.view) if outcome.statement else None
        if view is not None:
            yield view.place

    def _passages(self, value: object) -> Iterator[Passage]:
        match value:
            case None | "" | False:
                return
            case Line(view=view):
                yield from self._spoken(view)
            case str() as name if name in self._places or self._is_row(name):
                yield from self._at(name)
            case datetime() as at:
                yield fact(at.date())
            case date() | int() | str():
                yield fact(value)
            case Verdict(worked=worked, not_worked=not_worked, said=said):
                yield from self._passages((*worked, *not_worked, *said))
            case tuple():
                yield from self._each(value)

    def _each(self, values: Iterable[object]) -> Iterator[Passage]:
        for value in values:
            is_link = isinstance(value, str) and is_place(value)
            yield from self._at(str(value)) if is_link else self._passages(value)

    def _spoken(self, view_id: str) -> Iterator[Passage]:
        view = self._views.get(view_id)
        if view is not None:
            yield passage_of(view, self.dossier)

    def _at(self, place: str) -> Iterator[Passage]:
        """What stands at a place or, for a row, what the row is; nothing where it may not leave."""
        for view in self._places.get(place, ()):
            yield passage_of(view, self.dossier)
        row = self._row(place)
        if row is not None and place not in self._places:
            yield from self._passages(getattr(row, "statement", None) or getattr(row, "what", None))

    def _is_row(self, name: str) -> bool:
        return self._row(name) is not None

    def _row(self, name: str) -> BaseModel | None:
        """The row of this id, in this plan or an earlier one: a review names an earlier step."""
        tables = (
            table
            for plan in reversed(self.dossier.plans)
            for table in (plan.outcomes, plan.needs, plan.adjustments, plan.provision)
        )
        return next((row for table in tables for row in table if row.id == name), None)

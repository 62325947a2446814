"""What a template can ask for by name: the boxes of a mapping, and the fields of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args

from pydantic import BaseModel

from voicebox.conversation.views import Placed, Speaker, View, is_place
from voicebox.exports.docx_template.spoken import Content, content_of
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Box, From, Mapping, Passage, fact, passages
from voicebox.exports.mapping import Rows as PlanTable
from voicebox.exports.mapping_file import row_model
from voicebox.exports.mapping_rows import Rows
from voicebox.exports.paper.current import Current
from voicebox.plan.binned import binned
from voicebox.plan.models import MustKnow, SoonOrFar

TABLES: tuple[str, ...] = get_args(PlanTable)
"""The tables of the plan, which every template may ask for."""
_FACTS = ("pupil", "cycle", "start", "review_by", "started")
_GROUP = "must_know"
_ABOUT_CHILD = tuple(name for name in MustKnow.model_fields if name != "photo")
_TODAY = "today"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what its columns are called, and a row for each outcome, need or step."""

    name: str
    columns: frozenset[str]
    rows: tuple[dict[str, Content], ...]


@dataclass
class Names:
    """Everything that has a name here, and what stands there; without a dossier, nothing yet."""

    mapping: Mapping
    dossier: Dossier | None
    _kept: dict[str, Content | Table | None] = field(default_factory=dict)

    def find(self, name: str) -> Content | Table | None:
        """What a name stands for; None where there is nothing of this name.

        `important-to-me` and `important_to_me` are the same.
        """
        plain = name.strip().lower().replace("-", "_")
        if plain not in self._kept:
            self._kept[plain] = self._found(plain)
        return self._kept[plain]

    def box(self, box: Box) -> Content | Table:
        """What a box of the mapping holds."""
        found = self.find(box.id)
        assert found is not None
        return found

    def known(self) -> list[str]:
        """Every name, as it is written in a tag."""
        boxes = [_plain(box.id) for box in self.mapping.boxes]
        group = [f"{_GROUP}.{name}" for name in _ABOUT_CHILD]
        return [*boxes, *group, *TABLES, *_FACTS, _TODAY]

    def _found(self, plain: str) -> Content | Table | None:
        box = next((each for each in self.mapping.boxes if _plain(each.id) == plain), None)
        if box is not None:
            return self._table(box.rows, box.columns) if box.rows else self._of_box(box)
        if plain in TABLES:
            return self._table(plain, ())
        group, _, rest = plain.partition(".")
        is_fact = plain in _FACTS or (group == _GROUP and rest in _ABOUT_CHILD)
        if is_fact:
            return self._of_plan([From(plan=plain)])
        if plain == _TODAY:
            return self._printed([fact(self.dossier.today)] if self.dossier else [], of_plan=True)
        return None

    def _of_box(self, box: Box) -> Content:
        if all(source.plan for source in box.from_):
            return self._of_plan(box.from_)
        if self.dossier is None:
            return Content()
        found = passages(box, self.dossier)
        current = {each.view.id for each in Current(self.dossier).of(found) if each.view}
        kept = [p for p in found if p.view is None or self._stands(p.view, current)]
        return self._printed(kept, of_plan=False)

    def _stands(self, view: View, current: set[str]) -> bool:
        """Is it of the present cycle, and no judgement on words that stand here themselves?

        Readings are told by themselves, as a form has no place beside each answer.
        """
        if view.place in self._binned or view.row in self._binned:
            return False
        if isinstance(view.value, Placed) and is_place(view.value.item.id):
            return view.id in self._present and view.value.item.id not in self._places
        return view.id in current or (view.about is not None and view.id in self._present)

    @cached_property
    def _present(self) -> frozenset[str]:
        return frozenset(view.id for view in present(self.dossier)) if self.dossier else frozenset()

    @cached_property
    def _binned(self) -> frozenset[str]:
        return binned(self.dossier.answers()) if self.dossier else frozenset()

    @cached_property
    def _places(self) -> frozenset[str]:
        views = self.dossier.answers() if self.dossier else ()
        return frozenset(view.place for view in views)

    def _of_plan(self, sources: Sequence[From]) -> Content:
        """The first of these fields of the plan that was written."""
        if self.dossier is None:
            return Content()
        for source in sources:
            found = passages(Box(id="field", label="", from_=(source,)), self.dossier)
            if found:
                return self._printed(found, of_plan=True)
        return Content()

    def _printed(self, found: Sequence[Passage], *, of_plan: bool) -> Content:
        if self.dossier is None:
            return Content()
        return content_of(found, self.dossier, of_plan=of_plan)

    def _table(self, rows: str, columns: Sequence[Box]) -> Table:
        """The columns of the mapping by their ids, and all fields of the row by their names."""
        fields = _fields(rows, columns)
        made: list[dict[str, Content]] = []
        if self.dossier is not None and self.dossier.plan is not None:
            reader = Rows(self.dossier)
            for row in reader.of(self.dossier.plan, rows):
                made.append({name: self._cell(reader, row, of) for name, of in fields.items()})
        return Table(rows, frozenset(fields), tuple(made))

    def _cell(self, reader: Rows, row: BaseModel, sources: Sequence[str]) -> Content:
        found = [passage for name in sources for passage in reader.field(row, name)]
        return self._printed(found, of_plan=True)


def _fields(rows: str, columns: Sequence[Box]) -> dict[str, tuple[str, ...]]:
    own = {name: (name,) for name in row_fields(rows)}
    mapped = {_plain(each.id): tuple(source.plan for source in each.from_) for each in columns}
    return own | mapped


def row_fields(rows: str) -> tuple[str, ...]:
    """The fields of a plan's row that read as words; not its ids, codes, and yes or no."""
    fields = row_model(rows).model_fields
    return tuple(
        name
        for name, of in fields.items()
        if name not in ("id", "view") and of.annotation not in (bool, Speaker, SoonOrFar)
    )


def _plain(id_: str) -> str:
    return id_.replace("-", "_")


def present(dossier: Dossier) -> Iterable[View]:
    """What was said since the plan before: a view is of a day (rule 16)."""
    return dossier.plan.views if dossier.plan is not None else dossier.answers()


def views_in(contents: Iterator[Content | Table]) -> frozenset[str]:
    """The ids of all views in these."""
    ids: set[str] = set()
    for content in contents:
        if isinstance(content, Content):
            ids |= content.views
        else:
            ids.update(*(cell.views for row in content.rows for cell in row.values()))
    return frozenset(ids)

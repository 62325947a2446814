"""Every name that a template may use with a mapping, each with its label: what to copy from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicebox.exports.docx_template.grammar import plain
from voicebox.exports.docx_template.names import TABLES, Names, row_fields
from voicebox.exports.mapping import Box, Mapping
from voicebox.exports.mapping_file import load_mapping

_LABELLED_BY = ("school-form", "sen-support-plan")
"""The mappings whose labels a field of the plan goes by, where the one at hand has none for it."""
_OTHER_LABELS = {
    "pupil": "The name that the child likes to be called",
    "cycle": "Which plan of this child it is: 1, 2, 3",
    "start": "The day the plan starts",
    "review_by": "The day it is to be reviewed by",
    "started": "The day it was first written",
    "today": "The day the form is filled",
    "aspirations": "Hopes, each as one person said it",
    "aspirations.words": "The hope",
    "aspirations.speaker_name": "Whose it is, where it is not the child's",
    "needs.new": "Is it new",
    "provision.outcomes": "Which outcomes it is for",
    "provision.views": "Builds on",
    "reviews.on": "The day of the review",
}


@dataclass(frozen=True, slots=True)
class Named:
    """One name, as it is written in a tag, and what stands there in words."""

    name: str
    """`important-to-me`, `must_know.teacher`; of a column, what follows `row.`: `so-that`."""
    label: str
    columns: tuple[Named, ...] = ()
    """Of a table: its columns. Words have none."""


@dataclass(frozen=True, slots=True)
class Naming:
    """All names of one mapping. `-` and `_` are the same in each of them."""

    boxes: tuple[Named, ...]
    """The boxes of the mapping, in its order."""
    of_plan: tuple[Named, ...]
    """Straight from the plan: what the mapping has no box of the same name for."""


def naming(mapping: Mapping) -> Naming:
    """Every name that a template may use with this mapping."""
    taken = {plain(box.id) for box in mapping.boxes}
    labelling = (mapping, *map(load_mapping, _LABELLED_BY))
    others = [name for name in Names(mapping, None).known() if name not in taken]
    return Naming(
        boxes=tuple(_box(box, labelling) for box in mapping.boxes),
        of_plan=tuple(
            Named(name, _label(name, labelling), _columns(name, (), labelling)) for name in others
        ),
    )


def _box(box: Box, labelling: tuple[Mapping, ...]) -> Named:
    return Named(box.id, box.label, _columns(box.rows or "", box.columns, labelling))


def _columns(
    rows: str, columns: tuple[Box, ...], labelling: tuple[Mapping, ...]
) -> tuple[Named, ...]:
    """The columns of a mapping first, then what else a row of the plan has."""
    if rows not in TABLES:
        return ()
    taken = {plain(each.id) for each in columns}
    own = [name for name in row_fields(rows) if name not in taken]
    return (
        *(Named(each.id, each.label) for each in columns),
        *(Named(name, _column_label(rows, name, labelling)) for name in own),
    )


def _label(name: str, labelling: tuple[Mapping, ...]) -> str:
    """As a form prints it: the label of the first box that takes this field or table."""
    if name in _OTHER_LABELS:
        return _OTHER_LABELS[name]
    boxes = [box for mapping in labelling for box in mapping.boxes]
    found = (box.label for box in boxes if box.rows == name or _takes(box, name))
    return next(found, _in_words(name))


def _column_label(rows: str, name: str, labelling: tuple[Mapping, ...]) -> str:
    if f"{rows}.{name}" in _OTHER_LABELS:
        return _OTHER_LABELS[f"{rows}.{name}"]
    columns = _all_columns(rows, labelling)
    return next((each.label for each in columns if _takes(each, name)), _in_words(name))


def _all_columns(rows: str, labelling: tuple[Mapping, ...]) -> Iterator[Box]:
    for mapping in labelling:
        for box in mapping.boxes:
            if box.rows == rows:
                yield from box.columns


def _takes(box: Box, field: str) -> bool:
    return bool(box.from_) and box.from_[0].plan == field


def _in_words(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ").capitalize()

"""A Word form with every box of a mapping as a labelled tag: for a school to copy from, or to use.

Facts stand in a table, words below their heading, and the rows of the plan in a table whose row
repeats, or, where they are too wide for a page, in a table for each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from voicebox.exports.docx_built.page import WordPage
from voicebox.exports.docx_built.plan_document import WIDEST
from voicebox.exports.mapping import Box, Mapping

_HOW = (
    "{#p This line goes when the form is filled. Copy what you need into your own form: each tag "
    "with both its pairs of brackets, a table with the lines that begin and end its rows. Change "
    "the labels and the looks as you like, and look at it with: voicebox template check FILE. #}"
)


def tagged_form(mapping: Mapping, *, on: date) -> bytes:
    """The whole file.

    Args:
        mapping: its boxes, and their labels.
        on: the day that the file says it was made.
    """
    page = WordPage(mapping.title, "voicebox", mapping.about, on)
    page.title(mapping.title)
    page.line("Under the title", "  ·  ".join(_of_whom(mapping)))
    page.line("Told", _HOW)
    for is_facts, boxes in groupby(mapping.boxes, key=_is_fact):
        if is_facts:
            _facts(page, tuple(boxes))
            continue
        for box in boxes:
            _rows(page, box) if box.rows else _words(page, box)
    return page.saved()


def _of_whom(mapping: Mapping) -> Iterator[str]:
    """The child and the day, where these names are not those of boxes that hold something else."""
    taken = {box.id for box in mapping.boxes}
    return (_tag(name) for name in ("pupil", "today") if name not in taken)


def _is_fact(box: Box) -> bool:
    return box.rows is None and all(source.plan for source in box.from_)


def _facts(page: WordPage, boxes: Sequence[Box]) -> None:
    page.heading("What must be known")
    _labelled(page, "What must be known", [(box.label, _tag(box.id)) for box in boxes])


def _words(page: WordPage, box: Box) -> None:
    page.heading(box.label)
    page.line("Written", _tag(box.id))


def _rows(page: WordPage, box: Box) -> None:
    page.heading(box.label)
    cells = [(column.label, _tag(f"row.{column.id}")) for column in box.columns]
    if len(cells) <= WIDEST:
        head = [label for label, _ in cells]
        page.table(
            box.label,
            head,
            [
                _alone(f"{{%tr for row in {box.id} %}}", len(cells)),
                [tag for _, tag in cells],
                _alone("{%tr endfor %}", len(cells)),
            ],
        )
        return
    page.line("Told", f"{{%p for row in {box.id} %}}")
    page.heading(f"{box.label}: {{{{ loop.index }}}}", 2)
    _labelled(page, box.label, cells)
    page.line("Told", "{%p endfor %}")


def _labelled(page: WordPage, about: str, cells: Sequence[tuple[str, str]]) -> None:
    page.table(about, ("About", "Written"), cells, (0.3, 0.7))


def _alone(tag: str, wide: int) -> list[str]:
    """A row that holds nothing but a tag, and goes when the form is filled."""
    return [tag, *[""] * (wide - 1)]


def _tag(name: str) -> str:
    return f"{{{{ {name} }}}}"

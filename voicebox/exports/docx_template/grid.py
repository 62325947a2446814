"""A Word table as a grid: which cell lies beside and below which, whatever is merged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voicebox.exports.docx_template.control_writing import is_placeholder
from voicebox.exports.docx_template.wml import (
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    Element,
    cell_text,
    holds_things,
    paragraphs_of,
    text_of,
    w,
)

WIDEST = 64
MOST_ROWS = 1_000
"""Rows that are looked at: a form has no more."""
_BLANK = re.compile(r"[\s_.…\u2002\u00a0-]*")
_ONLY_NUMBER = re.compile(r"\s*\d{1,2}[.)]?\s*")
_WRAPPING = (SDT, SDT_CONTENT, w("ins"), w("customXml"))


@dataclass
class Cell:
    """One cell. `row` and `column` are its first, from 0."""

    tc: Element
    row: int
    column: int
    wide: int
    high: int = 1
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "" if self.placeholder is not None else cell_text(self.tc)

    @property
    def placeholder(self) -> Element | None:
        """The control without a tag that fills this cell and shows only what to do."""
        found = [each for each in self.tc.iter(SDT) if is_placeholder(each)]
        around = next(self.tc.iterancestors(SDT), None)
        if around is not None and is_placeholder(around) and around.find(f".//{TC}") is self.tc:
            found.append(around)
        if len(found) != 1:
            return None
        shown = {id(p) for p in found[0].iter(w("p"))} or {id(p) for p in paragraphs_of(self.tc)}
        inline = found[0].getparent()
        own = paragraphs_of(self.tc)
        rest = [p for p in own if id(p) not in shown and p is not inline and cell_text_of(p)]
        return None if rest or (inline is not None and _beside(inline, found[0])) else found[0]

    @property
    def is_free(self) -> bool:
        """Can words go in? It is empty, or holds a line to write on, or a control's placeholder."""
        return bool(_BLANK.fullmatch(self.text)) and not holds_things_in(self.tc)

    @property
    def is_numbered(self) -> bool:
        """Does it hold the number of its row, and no more?"""
        return bool(_ONLY_NUMBER.fullmatch(self.text))


def cell_text_of(paragraph: Element) -> str:
    """The text of a paragraph, without spaces around it."""
    return text_of(paragraph).strip()


def _beside(paragraph: Element, control: Element) -> bool:
    """Does a paragraph hold words beside the control in it?"""
    if paragraph.tag != w("p"):
        return False
    inner = control.find(SDT_CONTENT)
    within = "".join(t.text or "" for t in inner.iter(w("t"))) if inner is not None else ""
    return cell_text_of(paragraph) != within.strip()


def holds_things_in(tc: Element) -> bool:
    """Is there a table or a picture in the cell?"""
    return any(holds_things(child) or child.tag == TBL for child in tc)


class Grid:
    """The cells of one table, without those of tables within it."""

    def __init__(self, table: Element) -> None:
        self.table = table
        self.rows: list[Element] = _direct(table, TR)[:MOST_ROWS]
        self.cells: list[Cell] = []
        self._begins: dict[int, list[Cell]] = {}
        self._at: dict[tuple[int, int], Cell] = {}
        for number, row in enumerate(self.rows):
            self._read(number, row)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place."""
        return self._at.get((row, column))

    def of_row(self, row: int) -> list[Cell]:
        """The cells that begin in a row, from the left."""
        return self._begins.get(row, [])

    def beside(self, cell: Cell) -> Cell | None:
        """The cell to the right."""
        return self.at(cell.row, cell.column + cell.wide)

    def below(self, cell: Cell) -> Cell | None:
        """The cell below, where it is as wide."""
        under = self.at(cell.row + cell.high, cell.column)
        fits = under is not None and (under.column, under.wide) == (cell.column, cell.wide)
        return under if fits else None

    def _read(self, number: int, row: Element) -> None:
        column = _number(row.find(f"{TRPR}/{w('gridBefore')}"), 0)
        for tc in _direct(row, TC):
            wide = min(max(_number(tc.find(f"{TCPR}/{w('gridSpan')}"), 1), 1), WIDEST)
            merge = tc.find(f"{TCPR}/{w('vMerge')}")
            above = self.at(number - 1, column)
            if merge is not None and merge.get(VAL) != "restart" and above is not None:
                above.high = number - above.row + 1
                cell = above
            else:
                cell = Cell(tc, number, column, wide)
                self.cells.append(cell)
                self._begins.setdefault(number, []).append(cell)
            for covered in range(column, column + wide):
                self._at[number, covered] = cell
            column += wide


def _direct(parent: Element, tag: str) -> list[Element]:
    found: list[Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in _WRAPPING:
            found += _direct(child, tag)
    return found


def _number(element: Element | None, otherwise: int) -> int:
    value = element.get(VAL, "") if element is not None else ""
    return int(value) if value.isdigit() and len(value) < 6 else otherwise

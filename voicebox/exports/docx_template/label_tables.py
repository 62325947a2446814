"""Labels in tables, and the empty cells beside and below them.

A place goes unfilled, and is reported, whenever it is not plain which box it is for: where a
heading speaks of somebody else, where a row and a column both claim it, where a signature is to
stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from voicebox.exports.docx_template.grid import Cell, Grid
from voicebox.exports.docx_template.label_words import is_signing, speaks_of_others
from voicebox.exports.docx_template.landing import Landing
from voicebox.exports.docx_template.lines import blanks_in
from voicebox.exports.docx_template.names import Table
from voicebox.exports.docx_template.outcome_rows import fill_rows, free_rows
from voicebox.exports.docx_template.placing import Placing
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.wml import TRPR, VAL, Element, P, paragraphs_of, text_of, w
from voicebox.exports.docx_template.writing_cells import append_below, fill_cell

LONGEST_HEADING = 90
"""Characters of what may still be a heading, or a label."""
_TALL = 700
"""Twentieths of a point: a row at least so high is for writing in, below its label."""


@dataclass
class TableLabels:
    """Reads one table."""

    placing: Placing
    grid: Grid
    where: str
    used: set[Element]
    """Paragraphs that are done."""
    taken: set[int] = field(default_factory=set)
    """Cells that are filled, or headings of rows, by identity."""

    def read(self) -> None:
        for row in range(len(self.grid.rows)):
            self._read_rows_under(row)
        for cell in self.grid.cells:
            if id(cell) not in self.taken and cell.text.strip() and not cell.is_numbered:
                self._read_cell(cell)

    def _read_rows_under(self, row: int) -> None:
        """Is this the heading of a table whose rows repeat?"""
        cells = self.grid.of_row(row)
        headings = [cell.text for cell in cells]
        fit = self.placing.labels.table(headings)
        if fit is None or any(map(is_signing, headings)) or any(id(c) in self.taken for c in cells):
            return
        box, columns = fit
        rows = free_rows(self.grid, row + 1, [cells[place].column for place in columns])
        if not rows:
            return
        self._take_rows(cells, rows)
        table = self.placing.names.box(box)
        assert isinstance(table, Table)
        where = f"{self.where}, below row {row + 1}"
        for place, cell in enumerate(cells):
            if place not in columns and cell.text.strip():
                self.placing.found.miss(cell.text, where, "no column of this name is known")
        places = {cells[place].column: of.id.replace("-", "_") for place, of in columns.items()}
        cells_of = tuple(r[name] for r in table.rows for name in places.values())
        label = " | ".join(" ".join(cells[place].text.split()) for place in sorted(columns))
        self.placing.found.landings.append(Landing(box.id, label, where, "label", cells_of))
        if table.rows:
            self.placing.writes.append(lambda: fill_rows(self.grid, rows, places, table))

    def _take_rows(self, heading: list[Cell], rows: list[int]) -> None:
        for cell in [*heading, *(cell for row in rows for cell in self.grid.of_row(row))]:
            self.taken.add(id(cell))
            self.used.update(paragraphs_of(cell.tc))

    def _read_cell(self, cell: Cell) -> None:
        if any(_has_blank(text_of(paragraph)) for paragraph in paragraphs_of(cell.tc)):
            return  # lines to write on, within the cell: read as lines
        row = self.grid.of_row(cell.row)
        box = self.placing.labels.box(cell.text)
        target = self._target(cell)
        crossing = self._crossing(target) if target is not None else None
        if crossing is not None:
            self._read_crossing(crossing)
            return
        where = self._place(target or cell)
        if box is None:
            if target is not None and not self._is_title(cell):
                self.used.update(paragraphs_of(cell.tc))
                self.placing.found.miss(cell.text, where, "no box has this label")
            return
        self.used.update(paragraphs_of(cell.tc))
        if any(is_signing(each.text) for each in row):
            self.placing.found.miss(cell.text, where, "it stands beside a signature")
        elif self._is_about_others(cell):
            self.placing.found.miss(cell.text, where, "the heading above speaks of somebody else")
        elif target is not None:
            self._take(target)
            self.placing.land(box, cell.text, where, lambda content: fill_cell(target, content))
        elif self._has_room(cell):
            self.taken.add(id(cell))
            self.placing.land(box, cell.text, where, lambda content: append_below(cell.tc, content))
        elif len(cell.text) < LONGEST_HEADING:
            self.placing.found.miss(cell.text, where, "there is no empty cell beside or below it")

    def _take(self, target: Cell) -> None:
        """Nothing else may use this cell."""
        self.taken.add(id(target))
        self.used.update(paragraphs_of(target.tc))

    def _place(self, cell: Cell) -> str:
        return f"{self.where}, row {cell.row + 1}, column {cell.column + 1}"

    def _target(self, cell: Cell) -> Cell | None:
        """The empty cell that a label is for: beside it, or else below."""
        beside, below = self.grid.beside(cell), self.grid.below(cell)
        if beside is not None and self._is_open(beside) and beside.row == cell.row:
            return beside
        if below is not None and self._is_open(below):
            before = self.grid.at(below.row, below.column - 1) if below.column else None
            claimed = before is not None and before.text.strip() and before.row == below.row
            return None if claimed and not self._heads(cell) else below
        return None

    def _is_open(self, cell: Cell) -> bool:
        return cell.is_free and id(cell) not in self.taken

    def _heads(self, cell: Cell) -> bool:
        """Does it stand in a row of headings?"""
        row = self.grid.of_row(cell.row)
        return len(row) > 1 and all(each.text.strip() for each in row[1:])

    def _is_title(self, cell: Cell) -> bool:
        return len(self.grid.of_row(cell.row)) == 1 and cell.wide > 1

    def _has_room(self, cell: Cell) -> bool:
        """Is there room to write in the cell itself, below the label?"""
        paragraphs = list(paragraphs_of(cell.tc))
        if len(paragraphs) > 1 and not text_of(paragraphs[-1]).strip():
            return True
        if cell.text.rstrip().endswith(":"):
            return True
        return _height(self.grid.rows[cell.row]) >= _TALL

    # -- where a row and a column meet --

    def _crossing(self, target: Cell) -> tuple[Cell, Cell] | None:
        """The label of the row and that of the column, where both claim the place."""
        across = self.grid.at(target.row, 0)
        down = self._heading_over(target)
        if across is None or down is None or target.column == 0 or not across.text.strip():
            return None
        free = [each for each in self.grid.of_row(target.row) if each.is_free]
        if len(free) < 2 or across is down or across.row != target.row:
            return None
        return across, down

    def _heading_over(self, target: Cell) -> Cell | None:
        for row in range(target.row - 1, -1, -1):
            cells = self.grid.of_row(row)
            over = self.grid.at(row, target.column)
            if over is not None and over.text.strip() and over.column == target.column:
                is_heading = len(cells) > 2 and all(each.text.strip() for each in cells[1:])
                return over if is_heading else None
        return None

    def _read_crossing(self, labels: tuple[Cell, Cell]) -> None:
        """All cells of the row that headings stand over, each for its row and its column."""
        across, down = labels
        self._take(across)
        for target in self.grid.of_row(max(across.row, down.row)):
            over = self._heading_over(target)
            if over is None or not self._is_open(target):
                continue
            self._take(over)
            self._take(target)
            label = f"{' '.join(across.text.split())} / {' '.join(over.text.split())}"
            box = self.placing.labels.cell(across.text, over.text)
            if box is None:
                why = "no box is known for this row and this column"
                self.placing.found.miss(label, self._place(target), why)
            else:
                self.placing.land(box, label, self._place(target), _into(target))

    # -- whom a heading speaks of --

    def _is_about_others(self, cell: Cell) -> bool:
        heading = self._heading_above(cell)
        return bool(speaks_of_others(heading) - speaks_of_others(cell.text))

    def _heading_above(self, cell: Cell) -> str:
        """The title row above in the table, or the short line right before the table."""
        for row in range(cell.row - 1, -1, -1):
            cells = self.grid.of_row(row)
            if len(cells) == 1 and cells[0].text.strip() and id(cells[0]) not in self.taken:
                box = self.placing.labels.box(cells[0].text)
                return cells[0].text if box is None else ""
        before = self.grid.table.getprevious()
        words = text_of(before).strip() if before is not None and before.tag == P else ""
        is_sentence = words.endswith((".", "?")) or _has_blank(words)
        return words if len(words) <= LONGEST_HEADING and not is_sentence else ""


def _into(cell: Cell) -> Callable[[Content], None]:
    return lambda content: fill_cell(cell, content)


def _height(row: Element) -> int:
    height = row.find(f"{TRPR}/{w('trHeight')}")
    value = height.get(VAL, "") if height is not None else ""
    return int(value) if value.isdigit() and len(value) < 6 else 0


def _has_blank(words: str) -> bool:
    return any(blank.is_drawn for blank in blanks_in(words))

"""Forms without tags: labels and the empty places beside, below or after them.

Everything is found before anything is written. A place goes unfilled, and is reported, whenever it
is not plain which box it is for: where a heading speaks of somebody else, where a row and a column
both claim it, where a signature is to stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from voicebox.exports.docx_template.controls import fill_control, is_placeholder, title_of
from voicebox.exports.docx_template.grid import Cell, Grid
from voicebox.exports.docx_template.label_words import Labels, is_signing, speaks_of_others
from voicebox.exports.docx_template.landing import Found, Landing, part_name, place_of
from voicebox.exports.docx_template.lines import label_at_end, read_line
from voicebox.exports.docx_template.names import Names, Table
from voicebox.exports.docx_template.outcome_rows import fill_rows, free_rows
from voicebox.exports.docx_template.package import Package
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.wml import (
    SDT,
    TBL,
    TC,
    Element,
    P,
    inside,
    is_fallback,
    paragraphs_of,
    shown,
    text_of,
)
from voicebox.exports.docx_template.writing_cells import append_below, fill_cell, fill_paragraph
from voicebox.exports.mapping import Box

Write = Callable[[], None]
LONGEST_HEADING = 90
_TALL = 700
"""Twentieths of a point: a row at least so high is for writing in, below its label."""


@dataclass
class Reading:
    """What was found in one template so far."""

    names: Names
    labels: Labels
    found: Found
    writes: list[Write] = field(default_factory=list)
    _filled: set[str] = field(default_factory=set)

    def land(self, box: Box, label: str, where: str, write: Callable[[Content], None]) -> None:
        """A place for a box. What somebody said is written once; a fact, wherever it is asked."""
        content = self.names.box(box)
        assert isinstance(content, Content)
        if box.id in self._filled and not content.plain:
            self.found.miss(label, where, "these words stand further up already")
            return
        self._filled.add(box.id)
        self.found.landings.append(
            Landing(box.id, " ".join(label.split())[:120], where, "label", (content,))
        )
        if content.lines:
            self.writes.append(lambda: write(content))


def read_labels(package: Package, names: Names, found: Found) -> list[Write]:
    """All labels of a form; gives what is to be done, once everything was found."""
    reading = Reading(names, Labels(names.mapping), found)
    order = sorted(package.trees, key=lambda name: name != package.document)
    for name in order:
        tree, where = package.trees[name], part_name(package, name)
        used: set[Element] = set()
        for number, table in enumerate(tree.iter(TBL), start=1):
            if not is_fallback(table):
                _Table(reading, Grid(table), f"table {number} of {where}", used).read()
        for paragraph in tree.iter(P):
            if not is_fallback(paragraph) and paragraph not in used:
                _read_paragraph(reading, paragraph, place_of(paragraph, where), used)
    return reading.writes


# -- tables -------------------------------------------------------------------------------------


@dataclass
class _Table:
    reading: Reading
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
        fit = self.reading.labels.table(headings)
        if fit is None or any(map(is_signing, headings)) or any(id(c) in self.taken for c in cells):
            return
        box, columns = fit
        rows = free_rows(self.grid, row + 1, [cells[place].column for place in columns])
        if not rows:
            return
        self._take_rows(cells, rows)
        table = self.reading.names.box(box)
        assert isinstance(table, Table)
        where = f"{self.where}, below row {row + 1}"
        for place, cell in enumerate(cells):
            if place not in columns and cell.text.strip():
                self.reading.found.miss(cell.text, where, "no column of this name is known")
        places = {cells[place].column: of.id.replace("-", "_") for place, of in columns.items()}
        cells_of = tuple(r[name] for r in table.rows for name in places.values())
        label = " | ".join(" ".join(cells[place].text.split()) for place in sorted(columns))
        self.reading.found.landings.append(Landing(box.id, label, where, "label", cells_of))
        if table.rows:
            self.reading.writes.append(lambda: fill_rows(self.grid, rows, places, table))

    def _take_rows(self, heading: list[Cell], rows: list[int]) -> None:
        for cell in [*heading, *(cell for row in rows for cell in self.grid.of_row(row))]:
            self.taken.add(id(cell))
            self.used.update(paragraphs_of(cell.tc))

    def _read_cell(self, cell: Cell) -> None:
        if any(_has_blank(text_of(paragraph)) for paragraph in paragraphs_of(cell.tc)):
            return  # lines to write on, within the cell: read as lines
        row = self.grid.of_row(cell.row)
        box = self.reading.labels.box(cell.text)
        target = self._target(cell)
        crossing = self._crossing(target) if target is not None else None
        if crossing is not None:
            self._read_crossing(crossing)
            return
        where = self._place(target or cell)
        if box is None:
            if target is not None and not self._is_title(cell):
                self.used.update(paragraphs_of(cell.tc))
                self.reading.found.miss(cell.text, where, "no box has this label")
            return
        self.used.update(paragraphs_of(cell.tc))
        if any(is_signing(each.text) for each in row):
            self.reading.found.miss(cell.text, where, "it stands beside a signature")
        elif self._is_about_others(cell):
            self.reading.found.miss(cell.text, where, "the heading above speaks of somebody else")
        elif target is not None:
            self._take(target)
            self.reading.land(box, cell.text, where, lambda content: fill_cell(target, content))
        elif self._has_room(cell):
            self.taken.add(id(cell))
            self.reading.land(box, cell.text, where, lambda content: append_below(cell.tc, content))
        elif len(cell.text) < LONGEST_HEADING:
            self.reading.found.miss(cell.text, where, "there is no empty cell beside or below it")

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
            box = self.reading.labels.cell(across.text, over.text)
            if box is None:
                why = "no box is known for this row and this column"
                self.reading.found.miss(label, self._place(target), why)
            else:
                self.reading.land(box, label, self._place(target), _into(target))

    # -- whom a heading speaks of --

    def _is_about_others(self, cell: Cell) -> bool:
        heading = self._heading_above(cell)
        return bool(speaks_of_others(heading) - speaks_of_others(cell.text))

    def _heading_above(self, cell: Cell) -> str:
        """The title row above in the table, or the short line right before the table."""
        for row in range(cell.row - 1, -1, -1):
            cells = self.grid.of_row(row)
            if len(cells) == 1 and cells[0].text.strip() and id(cells[0]) not in self.taken:
                box = self.reading.labels.box(cells[0].text)
                return cells[0].text if box is None else ""
        before = self.grid.table.getprevious()
        words = text_of(before).strip() if before is not None and before.tag == P else ""
        is_sentence = words.endswith((".", "?")) or _has_blank(words)
        return words if len(words) <= LONGEST_HEADING and not is_sentence else ""


def _into(cell: Cell) -> Callable[[Content], None]:
    return lambda content: fill_cell(cell, content)


def _height(row: Element) -> int:
    from voicebox.exports.docx_template.wml import TRPR, VAL, w

    height = row.find(f"{TRPR}/{w('trHeight')}")
    value = height.get(VAL, "") if height is not None else ""
    return int(value) if value.isdigit() and len(value) < 6 else 0


def _has_blank(words: str) -> bool:
    from voicebox.exports.docx_template.lines import blanks_in

    return any(blank.is_drawn for blank in blanks_in(words))


# -- paragraphs ---------------------------------------------------------------------------------


def _read_paragraph(reading: Reading, paragraph: Element, where: str, used: set[Element]) -> None:
    if _read_controls(reading, paragraph, where):
        return
    if read_line(reading.labels, paragraph, _Lander(reading, where)):
        return
    words = text_of(paragraph)
    box = reading.labels.box(words)
    after = _free_after(paragraph)
    if box is None:
        if after is not None and words.rstrip().endswith((":", "?")) and after not in used:
            reading.found.miss(words, where, "no box has this label")
        return
    if after is None or after in used:
        if inside(paragraph, TC) is None and len(words) < LONGEST_HEADING and _is_label(words):
            reading.found.miss(words, where, "there is no empty line or box after it")
        return
    used.add(after)
    reading.land(box, words, where, lambda content: fill_paragraph(after, content))


def _read_controls(reading: Reading, paragraph: Element, where: str) -> bool:
    """Controls without a tag of ours, each after its label in the line: `School: [Click here]`."""
    controls = [each for each in paragraph if each.tag == SDT and is_placeholder(each)]
    before = ""
    for child in paragraph if controls else ():
        if child not in controls:
            before += "".join(map(shown, child.iter()))
            continue
        label = label_at_end(before)
        box = reading.labels.box(title_of(child)) or reading.labels.box(label)
        if box is not None:
            reading.land(box, label or title_of(child), where, _into_control(child))
        else:
            reading.found.miss(label or title_of(child), where, "no box has this label")
        before = ""
    return bool(controls)


def _into_control(control: Element) -> Callable[[Content], None]:
    return lambda content: fill_control(control, content)


def _is_label(words: str) -> bool:
    return words.rstrip().endswith((":", "?"))


def _free_after(paragraph: Element) -> Element | None:
    """The empty line after a label, or the one in an empty box (a table of one cell)."""
    following = paragraph.getnext()
    if following is None:
        return None
    if following.tag == P:
        from voicebox.exports.docx_template.lines import is_empty_line

        return following if is_empty_line(following) else None
    if following.tag == TBL:
        cells = Grid(following).cells
        if len(cells) == 1 and cells[0].is_free:
            return next(iter(paragraphs_of(cells[0].tc)), None)
    return None


@dataclass(frozen=True)
class _Lander:
    reading: Reading
    where: str

    def land(self, box: Box, label: str, write: Callable[[Content], None]) -> None:
        self.reading.land(box, label, self.where, write)

    def miss(self, label: str, why: str) -> None:
        self.reading.found.miss(label, self.where, why)

"""A table that has a row for each outcome: found by its headings, grown as rows are needed."""

from __future__ import annotations

from voicebox.exports.docx_template.copies import copy_of, count_on
from voicebox.exports.docx_template.grid import Cell, Grid
from voicebox.exports.docx_template.names import Table
from voicebox.exports.docx_template.wml import TC
from voicebox.exports.docx_template.writing_cells import fill_cell


def free_rows(grid: Grid, first: int, columns: list[int]) -> list[int]:
    """The rows from `first` on that are still to be written, one after another."""
    rows: list[int] = []
    for row in range(first, len(grid.rows)):
        cells = [grid.at(row, column) for column in columns]
        if not all(cell is not None and _is_open(cell, row) for cell in cells):
            break
        rows.append(row)
    return rows


def _is_open(cell: Cell, row: int) -> bool:
    return cell.row == row and cell.high == 1 and (cell.is_free or cell.is_numbered)


def fill_rows(grid: Grid, rows: list[int], places: dict[int, str], table: Table) -> None:
    """A row for each of the table's; rows that are missing are copies of the last, format and all.

    Args:
        grid: the table in the form.
        rows: its empty rows.
        places: the name of what goes there, by the column in which a cell begins.
        table: what is to be written.
    """
    last = grid.rows[rows[-1]]
    spare = copy_of(last)
    for number in range(1, len(table.rows) - len(rows) + 1):
        made = copy_of(spare)
        for cell in made.iter(TC):
            count_on(cell, number)
        last.addnext(made)
        last = made
    grown = Grid(grid.table)
    for number, row in enumerate(table.rows):
        for column, name in places.items():
            target = grown.at(rows[0] + number, column)
            if target is not None:
                fill_cell(target, row[name])

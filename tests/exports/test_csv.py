"""CSV: one row a view, nothing that a spreadsheet would run, and words that come back unchanged."""

from __future__ import annotations

import pytest

from tests.exports import held as talk
from tests.exports.pages import csv_rows
from voicebox.exports import Audience, export, shared_views
from voicebox.exports.as_csv import BOM, COLUMNS, cell_words, safe_cell

FORMULAS = (
    *('=HYPERLINK("http://example.org","x")', "+1", "-1+2", "@SUM(A1)", "\tx", "\rx", "\n=1"),
    *("＝1+1", "'quoted'", "''=1"),
)
HARMLESS = ("", "plain", 'with "quotes", a comma', "two\nlines", "a = b", "ŵ مرحبا 🐕‍🦺", " =1")


@pytest.mark.parametrize("words", FORMULAS)
def test_what_looks_like_a_formula_is_text_and_comes_back(words: str) -> None:
    assert safe_cell(words) == f"'{words}"
    assert cell_words(safe_cell(words)) == words


@pytest.mark.parametrize("words", HARMLESS)
def test_what_is_harmless_is_not_touched(words: str) -> None:
    assert safe_cell(words) == words == cell_words(safe_cell(words))


def test_each_view_is_a_row_with_its_words_byte_for_byte() -> None:
    exported = talk.hold_for_everyone().exported
    content = export([exported], "csv", Audience.PLAN)
    assert content.decode().startswith(BOM)
    head, *rows = csv_rows(content)
    assert tuple(head) == COLUMNS
    found = {
        row[COLUMNS.index("id")]: dict(zip(head, map(cell_words, row), strict=True)) for row in rows
    }
    shared = shared_views(exported, Audience.PLAN).views
    assert list(found) == [view.id for view in (*shared, *exported.not_reached)]
    for view in shared:
        row = found[view.id]
        assert (row["words"], row["status"]) == (view.words, view.status.value)
        assert (row["asked"], row["pupil"]) == (view.asked, "Amira")


def test_lines_end_as_the_standard_says_and_each_cell_is_in_quotes() -> None:
    content = export([talk.hold_for_everyone().exported], "csv").decode()
    assert content.endswith('"\r\n')
    assert all(line.startswith('"') for line in content.removeprefix(BOM).split("\r\n")[:-1])

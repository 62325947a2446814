"""Every name is listed; the form to copy from has nothing amiss in it, and is filled rightly."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from tests.plan import held
from tests.plan import words as w
from voicebox.errors import ExportError
from voicebox.exports.base import export
from voicebox.exports.docx_built.plan_document import WIDEST
from voicebox.exports.docx_built.tagged_form import tagged_form
from voicebox.exports.docx_template import fill
from voicebox.exports.docx_template.names import Names, Table
from voicebox.exports.docx_template.naming import naming
from voicebox.exports.docx_template.spoken import Content, line_text
from voicebox.exports.dossier import Wanted
from voicebox.exports.mapping import Box
from voicebox.exports.mapping_file import load_mapping, mappings
from voicebox.exports.sharing import Audience
from voicebox.exports.template_check import check_template

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("name", mappings())
def test_every_name_that_is_listed_is_known_and_none_is_missing(name: str) -> None:
    mapping = load_mapping(name)
    names, listed = Names(mapping, held.dossier()), naming(mapping)
    every = (*listed.boxes, *listed.of_plan)
    assert {each.name.replace("-", "_") for each in every} == set(names.known())
    for each in every:
        found = names.find(each.name)
        columns = {column.name.replace("-", "_") for column in each.columns}
        assert columns == (found.columns if isinstance(found, Table) else set())
        assert all(one.label.strip() for one in (each, *each.columns))


def test_what_would_not_read_as_words_has_no_name() -> None:
    names = Names(load_mapping("school-form"), held.dossier())
    for not_words in ("must_know.photo", "silences", "scales", "cut_links", "views", "id"):
        assert names.find(not_words) is None
    hopes = names.find("aspirations")
    assert isinstance(hopes, Table)
    assert hopes.columns == {"words", "speaker_name"}
    form = Document()
    form.add_paragraph("{{ must_know.photo }}")
    with pytest.raises(ExportError, match=r"not known.*put a photo in with Word"):
        fill(_bytes(form), held.dossier())


@pytest.mark.parametrize("name", mappings())
def test_nothing_is_amiss_in_the_form_to_copy_from(name: str) -> None:
    mapping = load_mapping(name)
    form = tagged_form(mapping, on=DAY)
    assert form == tagged_form(mapping, on=DAY)
    report = check_template(form, None, mapping)
    assert (report.way, report.unknown) == ("tags", ())
    landed = {each.name for each in report.lands}
    for box in mapping.boxes:
        wanted = [f"row.{column.id}" for column in box.columns] if box.rows else [box.id]
        assert {each.replace("-", "_") for each in wanted} <= landed


@pytest.mark.parametrize("name", mappings())
def test_the_form_to_copy_from_is_filled_box_by_box(name: str) -> None:
    mapping = load_mapping(name)
    wanted = Wanted(template=tagged_form(mapping, on=DAY), mapping=name)
    filled = Document(io.BytesIO(export(held.talks(), "docx", today=DAY, wanted=wanted)))
    names = Names(mapping, held.dossier())
    stands = _under_headings(filled)
    facts = dict(row for table in filled.tables for row in _cells(table) if len(row) == 2)
    for box in mapping.boxes:
        found = names.box(box)
        if isinstance(found, Table):
            _assert_rows(box, found, stands)
        elif found.plain and box.label in facts:
            assert facts[box.label] == found.text
        else:
            assert _lines(stands[box.label]) == _text_of(found)
    whole = "\n".join([*(_lines(each) for each in stands.values()), *facts.values()])
    assert not any(sign in whole for sign in ("{{", "{%", "{#", "#}"))
    assert not any(never in whole for never in (*w.not_for(Audience.PLAN), w.BINNED))


def test_a_title_that_is_longer_than_words_own_properties_is_whole_on_the_page() -> None:
    long = "Our form " * 60
    mapping = load_mapping("ehc-views").model_copy(update={"title": long, "about": long})
    made = Document(io.BytesIO(tagged_form(mapping, on=DAY)))
    assert made.paragraphs[0].text == long
    assert long.startswith(made.core_properties.title)


Block = Paragraph | WordTable


def _assert_rows(box: Box, table: Table, stands: dict[str, list[Block]]) -> None:
    columns = [column.id.replace("-", "_") for column in box.columns]
    assert table.rows
    if len(columns) <= WIDEST:
        (made,) = [each for each in stands[box.label] if isinstance(each, WordTable)]
        head, *rows = _cells(made)
        assert head == tuple(column.label for column in box.columns)
        assert rows == [tuple(row[of].text for of in columns) for row in table.rows]
        return
    for number, row in enumerate(table.rows, start=1):
        (made,) = [each for each in stands[f"{box.label}: {number}"] if isinstance(each, WordTable)]
        labelled = [(of.label, row[id_].text) for of, id_ in zip(box.columns, columns, strict=True)]
        assert _cells(made)[1:] == labelled
    assert f"{box.label}: {len(table.rows) + 1}" not in stands


def _under_headings(document: WordDocument) -> dict[str, list[Block]]:
    """All that stands below each heading, up to the next."""
    stands: dict[str, list[Block]] = {"": []}
    heading = ""
    for block in document.iter_inner_content():
        style = block.style.name if block.style is not None else ""
        if isinstance(block, Paragraph) and (style or "").startswith("Heading"):
            heading = block.text
            stands[heading] = []
        else:
            stands[heading].append(block)
    return stands


def _cells(table: WordTable) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def _lines(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph)).rstrip("\n")


def _text_of(content: Content) -> str:
    return "\n".join(map(line_text, content.lines)).rstrip("\n")


def _bytes(document: WordDocument) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()

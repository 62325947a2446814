"""Every example of docs/word-templates.md, made into a Word file, and done as the page says."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from tests.exports.templates.word import blank, control, grid, para, raw, run, saved, words
from tests.plan import held
from tests.plan import words as w
from voicebox.errors import ExportError
from voicebox.exports.docx_template import fill
from voicebox.exports.mapping import Mapping
from voicebox.exports.mapping_file import mapping_of, mappings
from voicebox.exports.template_check import check_template

PAGE = (Path(__file__).parents[3] / "docs/word-templates.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w[\w -]*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
(OURS,) = [text for kind, text in BLOCKS if kind == "mapping"]
PAIRS = [
    (kind, text, after)
    for (kind, text), (then, after) in pairwise(BLOCKS)
    if kind.startswith("form") and then == "filled"
]


def _form(text: str) -> bytes:
    """A line for each line, a row of a table for each that begins with `|`."""
    form, rows = blank(), list[list[str]]()
    for line in (*text.splitlines(), None):
        if line is not None and line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            grid(form, rows)
            rows = []
        if line is not None:
            form.add_paragraph(line)
    return saved(form)


def _read(content: bytes) -> str:
    """A filled file, written as the page writes it: ` / ` is a line end within a line or a cell."""
    lines = []
    for block in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(_inline(block.text))
            continue
        for row in block.rows:
            lines.append("| " + " | ".join(_inline(cell.text) for cell in row.cells) + " |")
    return "".join(f"{line}\n" for line in lines)


def _inline(text: str) -> str:
    return text.replace("\n", " / ")


def _mapping(kind: str) -> Mapping | None:
    return mapping_of(OURS.encode(), "oak-lane.yaml") if kind.endswith("oak-lane") else None


@pytest.mark.parametrize(("kind", "text", "after"), PAIRS)
def test_a_form_comes_out_as_the_page_says(kind: str, text: str, after: str) -> None:
    assert _read(fill(_form(text), held.dossier(), _mapping(kind))) == after
    assert check_template(_form(text), held.dossier(), _mapping(kind)).unknown == ()


def test_the_page_has_its_examples() -> None:
    assert len(PAIRS) == 5
    assert all(f"`{name}`" in PAGE for name in mappings())


def test_what_is_refused_is_refused_in_the_words_of_the_page() -> None:
    (text,) = [text for kind, text in BLOCKS if kind == "refused"]
    for line in text.splitlines():
        tag, told = line.split(" = ")
        with pytest.raises(ExportError) as refused:
            fill(_form(tag), held.dossier())
        assert told in str(refused.value)


def test_a_check_reads_as_the_page_says() -> None:
    ((form, told),) = [
        (text, after) for (_, text), (then, after) in pairwise(BLOCKS) if then == "check"
    ]
    lines = list(check_template(_form(form), held.dossier()).lines())
    shown = [line for line in told.splitlines() if line != "  …"]
    assert [line for line in lines if line in shown] == shown
    assert lines[:7] == shown[:7]


def test_a_repeating_section_of_rows_is_filled_as_the_page_says() -> None:
    cells = "".join(f"<w:tc>{para(control(name))}</w:tc>" for name in ("statement", "due"))
    item = control("", f"<w:tr>{cells}</w:tr>", kind="<w15:repeatingSectionItem/>")
    section = control("outcomes", item, kind="<w15:repeatingSection/>")
    head = f"<w:tr><w:tc>{para(run('Step'))}</w:tc><w:tc>{para(run('By'))}</w:tc></w:tr>"
    form = blank()
    raw(form, f"<w:tbl><w:tblPr/><w:tblGrid/>{head}{section}</w:tbl>")
    raw(form, para(control("", title="full-name")))
    raw(form, para(control("linked-plans"), run(" and "), control("english-additional")))
    filled = fill(saved(form), held.dossier())
    table = "".join(words(Document(io.BytesIO(filled)).element.body).partition("Step")[1:])
    lines = [line for line in table.splitlines() if line]
    assert lines[:6] == [
        *("Step", "By"),
        *(w.OUTCOME_1, "10 December 2026"),
        *(w.OUTCOME_2, "the end of the spring term"),
    ]
    assert lines[6] == "Amira Hassan"


def test_a_limit_cuts_nothing_in_a_word_form() -> None:
    limited = OURS.replace(
        "    from:\n      - {speakers", "    limit: 5\n    from:\n      - {speakers"
    )
    mapping = mapping_of(limited.encode(), "oak-lane.yaml")
    assert mapping.boxes[1].limit == 5
    filled = _read(fill(_form("{{ home-says }}"), held.dossier(), mapping))
    assert f"“{w.MUM_HOPE}”" in filled

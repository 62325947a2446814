"""What stands in a filled template: words byte for byte, marked, dated, and nothing held back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from tests.exports.templates.forms import FORMS
from tests.exports.templates.word import (
    W,
    all_words,
    blank,
    control,
    grid,
    para,
    parts,
    raw,
    run,
    saved,
    tree,
    words,
)
from tests.plan import held
from tests.plan import words as w
from tests.plan.making import AMIRA, cards, hold, say
from voicebox.errors import ExportError
from voicebox.exports.base import export
from voicebox.exports.docx_template import fill
from voicebox.exports.dossier import Dossier, Wanted
from voicebox.exports.mapping_file import mapping_of
from voicebox.exports.sharing import Audience, leaving
from voicebox.exports.template_check import check_template

ALL = mapping_of(
    b"mapping: all\ntitle: All\nboxes:\n  - {id: all, label: All that was said, from: [{}]}\n",
    "all.yaml",
)
NASTY = (
    "  two spaces, a tab\tand a line\n\nand another  ",
    "{{ full_name }} {_{ x }_} {% for %} {# no #}",
    "<w:t>&amp;</w:t> ]]> &lt; \"'` \\1 \\g<0>",
    "👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301 é ﷺ שלום \u200d\u200f\u00ad",
    "=1+1 ____ [name of child] Name: ....",
)
WAYS = {
    "tags": lambda: _lines("{{ all }}"),
    "controls": lambda: _controls(),
    "labels": lambda: saved(_table()),
}


def _lines(*lines: str) -> bytes:
    form = blank()
    for line in lines:
        form.add_paragraph(line)
    return saved(form)


def _controls() -> bytes:
    form = blank()
    raw(form, para(run("All: "), control("all")))
    return saved(form)


def _table() -> WordDocument:
    form = blank()
    grid(form, [["All that was said:", ""]])
    return form


def _nasty() -> Dossier:
    told = [say(AMIRA, f"p{number}", given) for number, given in enumerate(NASTY)]
    talk = hold("nasty", "my-voice", "2026-11-20", tuple(told), by=AMIRA, title="My voice")
    return Dossier((leaving(talk, Audience.PLAN),), Audience.PLAN, held.TODAY)


@pytest.mark.parametrize("way", WAYS)
def test_words_stand_byte_for_byte_and_nothing_in_them_is_obeyed(way: str) -> None:
    filled = all_words(fill(WAYS[way](), _nasty(), ALL))
    for given in NASTY:
        assert f"“{given}” (Amira, 20 November 2026)" in filled


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("way", WAYS)
def test_all_that_is_shared_is_there_and_nothing_else(way: str, audience: Audience) -> None:
    filled = all_words(fill(WAYS[way](), held.dossier(audience), ALL))
    for said in (*w.EVERYWHERE, *w.BY_CIRCLE[audience]):
        assert said in filled
    for never in (*w.not_for(audience), w.BINNED):
        assert never not in filled


@pytest.mark.parametrize("way", WAYS)
def test_an_adults_reading_is_marked_and_never_quoted(way: str) -> None:
    filled = all_words(fill(WAYS[way](), held.dossier(), ALL))
    assert f"Mrs Okoye, SENCo's reading of this: {w.READING} (14 September 2026)" in filled
    assert f"Mrs Okoye, SENCo saw: {w.SEEN} (14 September 2026)" in filled
    quoted = "".join(re.findall("“([^”]*)”", filled))
    assert not any(reading in quoted for reading in w.READINGS)


def test_each_stretch_says_its_language() -> None:
    found = {}
    for each in tree(fill(_lines("{{ all }}"), held.dossier(), ALL)).iter(f"{{{W}}}r"):
        lang = each.find(f"{{{W}}}rPr/{{{W}}}lang")
        if lang is not None:
            rtl = each.find(f"{{{W}}}rPr/{{{W}}}rtl") is not None
            text = "".join(t.text or "" for t in each.iter(f"{{{W}}}t"))
            found[text] = (lang.get(f"{{{W}}}val") or lang.get(f"{{{W}}}bidi"), rtl)
    assert found[w.POLISH] == ("pl-PL", False)
    assert found[w.UKRAINIAN] == ("uk-UA", False)
    assert found[w.URDU] == ("ur-PK", True)
    assert found[w.ARABIC] == ("ar-SA", True)
    assert found[w.DOG][0] == "en-GB"


def test_loops_and_conditions_of_tags() -> None:
    form = blank()
    form.sections[0].header.paragraphs[0].text = "Plan of {{ full-name }}, {{ today }}"
    split = form.add_paragraph("Teacher: ")
    for piece in ("{", "{ must_", "know.tea", "cher }", "}", " and more"):
        split.add_run(piece).italic = True
    for line in ("{%p for hope in child_hopes %}", "- {{ hope }}", "{%p endfor %}"):
        form.add_paragraph(line)
    for line in ("{%p if not teacher %}", "never", "{%p else %}", "taught", "{%p endif %}"):
        form.add_paragraph(line)
    grid(
        form,
        [
            ["No.", "Outcome", "Hope", "Who"],
            ["{%tr for row in outcomes %}", "", "", ""],
            ["{{ loop.index }}", "{{ row.statement }}", "{{ row.hopes }}", "{{ row.who }}"],
            ["{%tr endfor %}", "", "", ""],
        ],
    )
    filled = fill(saved(form), held.dossier())
    lines = all_words(filled).split("\n")
    assert lines[0] == "Teacher: Miss Lund and more"
    assert f"- learn something: “{w.HOPE_SOON}” (Amira, 14 September 2026)" in lines
    assert "taught" in lines
    assert "never" not in lines
    assert lines[-1] == "Plan of Amira Hassan, 22 November 2026"
    rows = Document(io.BytesIO(filled)).tables[0].rows
    assert [row.cells[1].text for row in rows] == ["Outcome", w.OUTCOME_1, w.OUTCOME_2]
    assert [row.cells[0].text for row in rows] == ["No.", "1", "2"]
    assert rows[2].cells[2].text.startswith(f"“{w.MUM_HOPE}” (Nadia")
    runs = Document(io.BytesIO(filled)).paragraphs[0].runs
    assert [each.italic for each in runs if each.text == "Miss Lund"] == [True]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_keeps_its_parts_and_comes_out_the_same_every_time(name: str) -> None:
    made = FORMS[name].make()
    filled = fill(made, held.dossier())
    assert filled == fill(made, held.dossier())
    before, after = parts(made), parts(filled)
    assert list(before) == list(after)
    changed = {part for part in before if before[part] != after[part]}
    assert all(re.match(r"word/(document|header|footer)|docProps/core|\[Cont", p) for p in changed)
    with zipfile.ZipFile(io.BytesIO(filled)) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}
    written = Document(io.BytesIO(filled)).core_properties
    assert written.modified is not None
    assert written.modified.date() == held.TODAY
    _ids_stand_once(etree.fromstring(after["word/document.xml"]))


def _ids_stand_once(document: etree._Element) -> None:
    ids = [each.get(f"{{{W}}}val") for each in document.iter(f"{{{W}}}id")]
    assert len(ids) == len(set(ids))


def test_rows_that_are_added_have_the_format_of_the_row() -> None:
    rows = Document(io.BytesIO(fill(FORMS["outcomes"].make(), held.dossier()))).tables[0].rows
    assert rows[1].height == rows[2].height is not None
    spaces = [row.cells[1].paragraphs[0].paragraph_format.space_before for row in rows]
    assert spaces[1] == spaces[2] != spaces[0]


def test_a_report_tells_what_lands_and_what_is_left_out_and_writes_nothing() -> None:
    report = check_template(FORMS["merged"].make(), held.dossier())
    lands = {each.name: each for each in report.lands}
    assert lands["full-name"].label == "Name of child:"
    assert lands["full-name"].where == "table 1 of the page, row 2, column 2"
    assert lands["full-name"].words == "Amira Hassan"
    assert lands["support"].words.startswith("“Mr Shah reads the first line with me then I do")
    left = [each.words for each in report.left_out]
    assert any(w.DOG.startswith(each.rstrip("…")) for each in left)
    told = "\n".join(report.lines())
    assert not any(never in told for never in (*w.not_for(Audience.PLAN), w.BINNED))


def test_a_template_can_be_checked_before_anything_was_said() -> None:
    report = check_template(FORMS["controls"].make(), None)
    assert "full-name" in {each.name for each in report.lands}
    assert all(each.words == "" for each in report.lands)
    assert "upn" in {each.label for each in report.unknown}
    assert report.left_out == ()


def test_a_form_with_nothing_known_in_it_is_refused() -> None:
    with pytest.raises(ExportError, match="Nothing in the template is known"):
        fill(_lines("Shopping list", "Milk:"), held.dossier())


def test_the_export_fills_a_template_by_a_schools_own_mapping(tmp_path: Path) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(
        "mapping: ours\ntitle: Ours\nboxes:\n"
        "  - {id: mum, label: What mum hopes, from: [{feeds: [aspirations],"
        " speakers: [parent_carer]}]}\n"
    )
    wanted = Wanted(template=_lines("{{ mum }}"), mapping=str(ours))
    made = export(held.talks(), "docx", today=held.TODAY, wanted=wanted)
    assert words(tree(made)) == f"“{w.MUM_HOPE}” (Nadia, Amira's mum, 15 September 2026)"


def test_cards_that_were_picked_are_the_boards_words_and_not_quoted() -> None:
    told = (say(AMIRA, "p", value=cards("music", ("pets", "my pets"))),)
    talk = hold("t", "my-voice", "2026-11-20", told, by=AMIRA, title="My voice")
    dossier = Dossier((leaving(talk, Audience.PLAN),), Audience.PLAN, held.TODAY)
    filled = all_words(fill(_lines("{{ all }}"), dossier, ALL))
    assert filled == "music, my pets (Amira, picked, 20 November 2026)"

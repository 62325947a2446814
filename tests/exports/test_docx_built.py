"""The built-in Word documents: every word, whose it is, and what a screen reader looks for."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from tests.exports.pages import quoted, text_of
from tests.exports.test_everywhere import drawings
from tests.exports.test_pdf import dossier_of, long_dossier
from tests.plan import held, words
from tests.plan.making import AMIRA, cards, say
from voicebox.errors import ExportError
from voicebox.exports.docx_built import built_in
from voicebox.exports.docx_built.profile_document import ROOM, _high, laid_out
from voicebox.exports.dossier import Wanted
from voicebox.exports.mapping_file import load_mapping
from voicebox.exports.paper.profile import profile
from voicebox.exports.sharing import Audience

DOCUMENTS = ("one-plan", "sen-support-plan", "profile", "ehc-views")


@cache
def made(document: str, audience: Audience = Audience.PLAN) -> bytes:
    wanted = Wanted(document=document, photo=True)
    return built_in(held.dossier(audience, wanted=wanted, drawings=drawings()))


def opened(document: str) -> DocxDocument:
    return Document(io.BytesIO(made(document)))


def headings(document: str) -> list[tuple[int, str]]:
    """Levels and words of all headings; 0 is the title."""
    found = []
    for paragraph in opened(document).paragraphs:
        name = paragraph.style.name if paragraph.style is not None else ""
        if name == "Title" or name.startswith("Heading "):
            found.append((0 if name == "Title" else int(name[-1]), paragraph.text))
    return found


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_only_what_may_leave_is_in_it(document: str, audience: Audience) -> None:
    found = text_of(made(document, audience), "docx")
    for forbidden in (*words.not_for(audience), words.BINNED):
        assert forbidden not in found
    inside = quoted(found)
    for reading in words.READINGS:
        assert not any(reading in each for each in inside)


@pytest.mark.parametrize("document", ["one-plan", "sen-support-plan"])
def test_every_word_that_may_leave_is_in_the_plan_byte_for_byte(document: str) -> None:
    found = text_of(made(document), "docx")
    expected = (*words.EVERYWHERE, *words.BY_CIRCLE[Audience.PLAN], words.SPRING_PROVISION)
    assert [each for each in expected if each not in found] == []
    for said in (words.HOPE_SOON, words.MUM_HOPE, words.WORKS):
        assert f"“{said}”" in found


def test_an_adults_reading_is_marked_where_it_stands() -> None:
    found = text_of(made("one-plan"), "docx")
    assert f"Mrs Okoye, SENCo saw: {words.SEEN}" in found
    assert f"Mrs Okoye, SENCo's reading of this: {words.READING}" in found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_screen_reader_finds_its_way(document: str) -> None:
    levels = [level for level, _ in headings(document)]
    assert levels[0] == 0
    assert levels.count(0) == 1
    assert all(later <= before + 1 for before, later in itertools.pairwise(levels))
    page = opened(document)
    assert page.core_properties.language == "en-GB"
    assert page.core_properties.title
    defaults = page.styles["Normal"].element.find(qn("w:rPr")).find(qn("w:lang"))
    assert defaults.get(qn("w:val")) == "en-GB"
    drawn = list(page.element.iter(qn("wp:docPr")))
    assert drawn
    assert all(each.get("descr") for each in drawn)
    assert len({each.get("id") for each in drawn}) == len(drawn)


@pytest.mark.parametrize("document", ["one-plan", "sen-support-plan"])
def test_each_table_repeats_its_header_and_says_what_it_holds(document: str) -> None:
    tables = opened(document).tables
    assert len(tables) > 8
    for table in tables:
        first = table.rows[0]._tr.trPr
        assert first is not None
        assert first.find(qn("w:tblHeader")) is not None
        assert all(cell.text for cell in table.rows[0].cells)
        described = table._tbl.tblPr.find(qn("w:tblDescription"))
        assert described is not None
        assert described.get(qn("w:val"))


def test_each_language_is_marked_and_runs_its_own_way() -> None:
    for paragraph in opened("one-plan").paragraphs:
        languages = [each.attrib for each in paragraph._p.iter(qn("w:lang"))]
        if words.URDU in paragraph.text:
            assert languages[0][qn("w:bidi")] == "ur-PK"
            assert paragraph._p.pPr is not None
            assert paragraph._p.pPr.find(qn("w:bidi")) is not None
            break
    else:
        raise AssertionError("there is no Urdu")
    polish = next(each for each in opened("one-plan").paragraphs if words.POLISH in each.text)
    assert [each.get(qn("w:val")) for each in polish._p.iter(qn("w:lang"))] == ["pl-PL"]


def test_the_orders_are_those_of_the_sources() -> None:
    def order(document: str, *labels: str) -> list[int]:
        named = [name for level, name in headings(document) if level == 1]
        return [named.index(label) for label in labels]

    essex = order(
        "one-plan",
        "What do we want? Hopes and wishes",
        "What do we like and admire?",
        "What do we know?",
        "Our steps: who does what, how often, for how long",
        "How did that go?",
    )
    norfolk = order(
        "sen-support-plan",
        "Hopes and dreams",
        "All needs",
        "In class, and access arrangements",
        "Targets, and the support for them",
        "Support and advice from outside",
        "What worked, what did not, what next",
    )
    assert essex == sorted(essex)
    assert norfolk == sorted(norfolk)
    people = [name for level, name in headings("one-plan") if level == 2]
    assert people[:2] == ["Amira", "Nadia, Amira's mum"]


def test_promised_stands_beside_done() -> None:
    cells = [
        cell.text
        for table in opened("one-plan").tables
        for row in table.rows
        for cell in row.cells
        if row.cells[0].text in ("What was promised", "What was done")
    ]
    assert any(words.SPRING_PROVISION in each for each in cells)
    assert any("Twice a week, not four times." in each for each in cells)


def test_the_profile_takes_fewer_answers_where_there_are_many() -> None:
    found = profile(load_mapping("profile"), long_dossier(60, 200))
    columns, larger = laid_out(found)
    assert larger == 1.0
    assert all(_high(each.sections, each.keep) <= ROOM for each in columns)
    assert all(each.keep for each in columns)
    whole = text_of(built_in(long_dossier(60, 200)), "docx")
    assert re.search(r"and \d+ more in the full record", whole)
    begun = re.findall(r"\[(\d+)\]", whole)
    assert begun
    assert all(f"end{number}!" in whole for number in begun)


def test_a_card_has_its_picture_and_what_it_shows() -> None:
    told = say(AMIRA, "big-things", value=cards(("my-pet", "my pet")), feeds=("important-to-me",))
    dossier = dossier_of(told)
    (talk,) = dossier.talks
    pictured = replace(talk, symbols={("big-things", "my-pet"): "pets"})
    page = Document(io.BytesIO(built_in(replace(dossier, talks=(pictured,)))))
    shown = [each.get("descr") for each in page.element.iter(qn("wp:docPr"))]
    assert drawings().card("pets").alt in shown


def test_words_that_xml_cannot_hold_do_not_break_the_file() -> None:
    given = "a \ufffe b & <c> ]]> \U0001f415"
    told = say(AMIRA, "big-things", given, feeds=("important-to-me",))
    found = text_of(built_in(dossier_of(told)), "docx")
    assert given.replace("\ufffe", "\ufffd") in found


def test_the_same_dossier_gives_the_same_bytes_and_other_documents_are_refused() -> None:
    wanted = Wanted(document="profile", photo=True)
    dossier = held.dossier(wanted=wanted, drawings=drawings())
    assert built_in(dossier) == made("profile")
    assert zipfile.ZipFile(io.BytesIO(made("profile"))).testzip() is None
    with pytest.raises(ExportError, match="There are: one-plan"):
        built_in(replace(dossier, wanted=Wanted(document="poster")))

"""A hundred fields in ten templates: each lands rightly or is reported, and none wrongly."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.exports.templates.forms import FORMS, LEFT, At
from tests.exports.templates.word import all_words, cell, tree, words
from tests.plan import held
from voicebox.exports.docx_template import fill
from voicebox.exports.dossier import Dossier
from voicebox.exports.template_check import TemplateReport, check_template

SAVED_AGAIN = Path(__file__).parent / "libreoffice"
"""Some of the forms, as LibreOffice saved them: split otherwise, with other parts around."""


@cache
def _dossier() -> Dossier:
    return held.dossier()


@cache
def _filled(name: str) -> tuple[bytes, bytes, TemplateReport]:
    made = FORMS[name].make()
    return made, fill(made, _dossier()), check_template(made, _dossier())


def _stands(content: bytes, at: At) -> str:
    if at.cell is not None:
        return cell(content, *at.cell, part=at.part)
    text = words(tree(content, at.part))
    return text[text.index(at.line) :].split("\n_~")[0] if at.line in text else ""


def _is_right(made: bytes, filled: bytes, report: TemplateReport, at: At) -> bool:
    if at.holds != LEFT:
        return at.holds in _stands(filled, at)
    before, after = _stands(made, at), _stands(filled, at)
    same = before == after if at.cell else before.split("\n")[0] == after.split("\n")[0]
    return same and any(each.label.strip(" :") == at.label.strip(" :") for each in report.unknown)


@pytest.mark.parametrize("name", FORMS)
def test_each_field_of_a_form_lands_rightly_or_is_reported(name: str) -> None:
    made, filled, report = _filled(name)
    wrong = [at for at in FORMS[name].expected if not _is_right(made, filled, report, at)]
    assert not wrong, f"{words(tree(filled))}\n{chr(10).join(report.lines())}"


@pytest.mark.parametrize("name", sorted(file.stem for file in SAVED_AGAIN.glob("*.docx")))
def test_forms_that_another_program_saved_are_filled_alike(name: str) -> None:
    made = (SAVED_AGAIN / f"{name}.docx").read_bytes()
    filled, report = fill(made, _dossier()), check_template(made, _dossier())
    assert all(_is_right(made, filled, report, at) for at in FORMS[name].expected)


@pytest.mark.parametrize("name", FORMS)
def test_nothing_but_what_is_expected_changes(name: str) -> None:
    """What a form prints stands after filling as before, and nothing lands that is not listed."""
    made, filled, report = _filled(name)
    printed = [line for line in all_words(made).split("\n") if _is_printed(line)]
    after = all_words(filled)
    assert [line for line in printed if line not in after] == []
    expected = [at for at in FORMS[name].expected if at.holds != LEFT]
    tables = [each for each in report.lands if " | " in each.label or each.name == "outcomes"]
    assert len([each for each in report.lands if each.words]) - len(tables) <= len(expected)


def _is_printed(line: str) -> bool:
    """Is it the form's own, with no place to write on in it?"""
    marks = ("__", "..", "[", "«", "\t", "Click or tap", "Type here", ":")
    return bool(line.strip()) and not any(mark in line for mark in marks)


def test_there_are_a_hundred_fields() -> None:
    assert sum(len(form.expected) for form in FORMS.values()) >= 100

"""A hundred fields in ten templates: each lands rightly or is reported, and none wrongly."""

from __future__ import annotations

from functools import cache

import pytest

from tests.exports.templates.forms import FORMS, LEFT, At
from tests.exports.templates.word import cell, tree, words
from tests.plan import held
from voicebox.exports.docx_template import fill
from voicebox.exports.dossier import Dossier
from voicebox.exports.template_check import TemplateReport, check_template


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


def test_there_are_a_hundred_fields() -> None:
    assert sum(len(form.expected) for form in FORMS.values()) >= 100

"""Every format against every audience: what may not leave is nowhere, and no reading is quoted."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.exports.pages import quoted, text_of
from tests.plan import held, words
from voicebox.errors import ExportError
from voicebox.exports import Audience, export, formats
from voicebox.exports.dossier import Wanted
from voicebox.locations import locate
from voicebox.ports import Pupil
from voicebox.symbols.library import SymbolLibrary
from voicebox.symbols.pictures import Pictures

ALL = ("csv", "fhir", "html", "json", "markdown")
"""The formats that hold all that may leave."""
DOCUMENTS = {
    "docx": ("one-plan", "sen-support-plan", "profile", "ehc-views"),
    "pdf": ("profile", "one-plan", "sen-support-plan", "ehc-views"),
}
"""The documents of each format; the others have these two."""
RECORD_AND_PLAN = ("", "plan")


class Drawn(Pictures):
    """The pictures of the project, as exporters are given them."""

    def svg(self, symbol: str) -> str:
        return self.library.svg(symbol)


@cache
def drawings() -> Drawn:
    return Drawn(SymbolLibrary.load(locate({}).symbols))


@cache
def text(format_: str, audience: Audience, document: str = "") -> str:
    wanted = Wanted(document=document)
    kept = held.talks()
    content = export(
        kept,
        format_,
        audience,
        today=held.TODAY,
        wanted=wanted,
        drawings=drawings(),
        picture=held.picture,
    )
    return flat(text_of(content, format_))


def flat(given: str) -> str:
    """On one line, since a page breaks its lines where it likes."""
    return " ".join(given.split())


EACH = [
    (format_, document)
    for format_ in formats()
    for document in DOCUMENTS.get(format_, RECORD_AND_PLAN)
]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(("format_", "document"), EACH)
def test_what_may_not_leave_is_in_no_document(
    format_: str, document: str, audience: Audience
) -> None:
    found = text(format_, audience, document)
    for forbidden in words.not_for(audience):
        assert flat(forbidden) not in found
    if format_ != "json":
        assert words.BINNED not in found


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(("format_", "document"), EACH)
def test_an_adults_reading_is_never_in_quotation_marks(
    format_: str, document: str, audience: Audience
) -> None:
    inside = quoted(text(format_, audience, document))
    for reading in words.READINGS:
        assert not any(reading in each for each in inside)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("format_", [each for each in formats() if each in ALL])
def test_every_word_that_may_leave_does(format_: str, audience: Audience) -> None:
    found = text(format_, audience)
    for each in (*words.EVERYWHERE, *words.EARLIER, *words.BY_CIRCLE[audience]):
        assert flat(each) in found


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_every_word_of_the_present_cycle_is_in_the_plan(format_: str, audience: Audience) -> None:
    found = text(format_, audience, "plan")
    for each in (*words.EVERYWHERE, *words.BY_CIRCLE[audience]):
        assert flat(each) in found
    assert words.SPRING_SAID not in found


@pytest.mark.parametrize("format_", [each for each in formats() if each in DOCUMENTS])
def test_a_printed_plan_holds_the_childs_words_and_the_plans(format_: str) -> None:
    found = text(format_, Audience.PLAN, "one-plan")
    for each in (words.HOPE_SOON, words.HARD, words.MUM_HOPE, words.OUTCOME_1, words.PROVISION_1):
        assert flat(each) in found


def test_a_plan_is_of_one_pupil() -> None:
    first, *rest = held.talks()
    header = replace(first.summary.header, pupil=Pupil("p9", "Tomos"))
    other = replace(first, summary=replace(first.summary, header=header))
    with pytest.raises(ExportError, match="several pupils"):
        export([other, *rest], "markdown", wanted=Wanted(document="plan"))

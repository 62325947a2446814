"""PDF: fit for PDF/UA-1, one side for the profile, each word as it was given, none too many."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.exports.pages import quoted
from tests.exports.pdf_text import elements, flat, text_in
from tests.exports.test_everywhere import drawings
from tests.plan import held, words
from tests.plan.making import AMIRA, FAMILY, MUM, Told, cards, hold, say
from voicebox.conversation.views import Point
from voicebox.errors import ExportError
from voicebox.exports.as_pdf import PdfExporter
from voicebox.exports.base import plans_of
from voicebox.exports.documents import MAPPING_OF
from voicebox.exports.dossier import Dossier, Wanted
from voicebox.exports.sharing import Audience, leaving

LANGUAGES = {
    "en": "I like it when it’s calm – and “quiet”, e.g. 50% of it & more <here>.",
    "pl": "Lubię, gdy jest cicho; żółć, gęślą jaźń, Łódź – ŹDŹBŁO!",
    "uk": "Мені подобається їжак біля ґанку, щоб ніхто не кричав; об’єкт.",
    "ar": "أحب أن ألعب مع أصدقائي في الحديقة، ولا أحب الضوضاء العالية ٣ مرات.",
    "ur": "مجھے اپنی بلی کے ساتھ کھیلنا پسند ہے، اور شور مجھے ٹھیک نہیں لگتا۔",
}
NO_CODE = (
    '#panic("no") $x^2$ @ref <label> *not bold* _nor_ [this] {that} \\ // `raw` = ~ --- https://a.b'
)


@cache
def made(document: str, audience: Audience = Audience.PLAN, *, photo: bool = False) -> bytes:
    wanted = Wanted(document=document, photo=photo)
    return PdfExporter().write(held.dossier(audience, wanted=wanted, drawings=drawings()))


@cache
def text(document: str, audience: Audience = Audience.PLAN) -> str:
    return text_in(made(document, audience))


def dossier_of(*told: Told, wanted: Wanted | None = None) -> Dossier:
    """A dossier of one talk in which this was told."""
    going = (leaving(hold("t", "my-voice", "2026-11-20", told, by=AMIRA, title=""), Audience.PLAN),)
    return Dossier(
        talks=going,
        audience=Audience.PLAN,
        today=held.TODAY,
        plans=plans_of(going),
        wanted=wanted or Wanted(document="profile"),
        drawings=drawings(),
    )


@pytest.mark.parametrize("document", ["profile", "plan", "sen-support-plan", "ehc-views"])
def test_it_is_fit_for_a_screen_reader(document: str, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(made(document, photo=True))
    report = pdfua.validate(str(file))
    assert [each.message for each in report.findings if each.severity.name == "ERROR"] == []
    with pikepdf.open(file) as opened:
        root = opened.Root
        assert str(root.Lang) == "en-GB"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
    alts = [str(each.Alt) for each in elements(file.read_bytes()) if each.S == "/Figure"]
    assert alts
    assert all(alt.strip() for alt in alts)


def test_a_picture_says_what_it_shows() -> None:
    told = say(AMIRA, "big-things", value=cards(("my-pet", "my pet")), feeds=("important-to-me",))
    dossier = dossier_of(told)
    (talk,) = dossier.talks
    pictured = replace(talk, symbols={("big-things", "my-pet"): "pets"})
    alts = [
        str(each.Alt)
        for each in elements(PdfExporter().write(replace(dossier, talks=(pictured,))))
        if each.S == "/Figure"
    ]
    assert drawings().card("pets").alt in alts


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_come_out_as_they_went_in(language: str) -> None:
    given = LANGUAGES[language]
    told = say(AMIRA, "big-things-know", given, language=language, feeds=("important-to-me",))
    for document in ("profile", "plan"):
        dossier = dossier_of(told, wanted=Wanted(document=document))
        assert given in text_in(PdfExporter().write(dossier))


def test_nothing_that_was_typed_is_code() -> None:
    told = say(AMIRA, NO_CODE, NO_CODE, asked=NO_CODE, feeds=("important-to-me",))
    for document in ("profile", "plan"):
        found = text_in(PdfExporter().write(dossier_of(told, wanted=Wanted(document=document))))
        assert found.count(NO_CODE) >= 2


def test_the_same_dossier_gives_the_same_bytes() -> None:
    dossier = held.dossier(wanted=Wanted(document="plan"), drawings=drawings())
    assert PdfExporter().write(dossier) == made("plan")


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("document", ["profile", "plan", "sen-support-plan", "ehc-views"])
def test_only_what_may_leave_is_in_it(document: str, audience: Audience) -> None:
    found = text(document, audience)
    for forbidden in (*words.not_for(audience), words.BINNED):
        assert flat(forbidden) not in found
    inside = quoted(found)
    for reading in words.READINGS:
        assert not any(reading in each for each in inside)


@pytest.mark.parametrize("document", ["plan", "sen-support-plan"])
def test_every_word_that_may_leave_is_in_the_plan(document: str) -> None:
    found = text(document)
    expected = {*words.EVERYWHERE, *words.BY_CIRCLE[Audience.PLAN], words.SPRING_PROVISION}
    # Readers lose their way in a word with a vowel mark: here its other words are looked for.
    expected = (expected - {words.ARABIC}) | {words.ARABIC.partition(" ")[2]}
    missing = [each for each in expected if flat(each) not in found]
    assert missing == []


def test_the_plan_says_what_is_apart_and_what_is_missing() -> None:
    found = text("plan")
    for expected in (
        "This support stands only among views, not among provision.",
        "ELSA: emotional literacy support assistant",
        "Amira chose not to say",
        "Help cards? Amira was not asked.",
        "Where people do not agree",
        "10 March 2026 1 14 September 2026 3",
        "Amira keeps this",
        "translated by Olena Koval",
    ):
        assert expected in found


def test_the_profile_has_no_score_and_no_label() -> None:
    ladder = Point(scale="help", point=3, top=5, low="lots of help", high="by myself")
    told = say(AMIRA, "ladder", "I can do it", ladder, feeds=("important-to-me",))
    kept = say(AMIRA, "calm-when", "drawing", feeds=("important-to-me",))
    assert "I can do it" not in text_in(PdfExporter().write(dossier_of(told, kept)))
    assert "SEN Support" not in text("profile")
    assert "She waits for her friends." in text("profile")
    assert words.UKRAINIAN not in text("profile"), "she is not sure about these words"


def test_the_photo_is_there_only_where_it_was_asked_for() -> None:
    def photos(pdf: bytes) -> list[str]:
        return [str(each.Alt) for each in elements(pdf) if "photo" in str(each.get("/Alt", ""))]

    assert photos(made("profile", photo=True)) == ["A photo of Amira"]
    assert photos(made("profile")) == []


def long_dossier(answers: int, letters: int) -> Dossier:
    told = [
        say(AMIRA, f"thing-{number}", f"[{number}] " + "word " * (letters // 5) + f"end{number}!",
            feeds=("important-to-me",))
        for number in range(answers)
    ]  # fmt: skip
    boxes = ("when-hard-do", "when-hard-dont", "my-stop", "ways-to-tell")
    return dossier_of(*told, *(say(AMIRA, each, f"{each} words", feeds=()) for each in boxes))


@pytest.mark.parametrize(("answers", "letters"), [(1, 10), (5, 250), (60, 40), (6, 6000)])
def test_the_profile_is_one_side_and_cuts_no_sentence(answers: int, letters: int) -> None:
    pdf = PdfExporter().write(long_dossier(answers, letters))
    found = text_in(pdf)
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    whole = [number for number in range(answers) if f"end{number}!" in found]
    begun = [number for number in range(answers) if f"[{number}]" in found]
    assert whole == begun
    left = answers - len(whole)
    assert (f"and {left} more in the full record" in found) == (left > 0)
    assert "when-hard-dont words" in found


def test_a_school_says_itself_what_goes_where(tmp_path: Path) -> None:
    own = tmp_path / "ours.yaml"
    own.write_text(
        "mapping: ours\ntitle: Our own page\nboxes:\n"
        "  - {id: joy, label: What brings joy, from: [{feeds: [important-to-me]}]}\n",
        encoding="utf-8",
    )
    wanted = Wanted(document="plan", mapping=str(own))
    found = text_in(PdfExporter().write(held.dossier(wanted=wanted)))
    assert "Our own page for Amira" in found
    assert "What brings joy Amira" in found
    assert words.MUM_HOPE not in found


def test_what_cannot_be_printed_is_refused_in_words() -> None:
    told = say(AMIRA, "big-things-know", "\U0010fffd", feeds=("important-to-me",))
    with pytest.raises(ExportError, match="No font here"):
        PdfExporter().write(dossier_of(told))
    with pytest.raises(ExportError, match="There are: profile"):
        PdfExporter().write(dossier_of(told, wanted=Wanted(document="poster")))


def test_each_document_follows_a_mapping_of_its_own() -> None:
    assert set(MAPPING_OF) >= {"profile", "plan"}
    assert "Views, interests and aspirations for Amira" in text("ehc-views")
    assert words.MUM_HOPE in text("ehc-views")
    assert words.OUTCOME_1 not in text("ehc-views")


def test_words_for_the_family_alone_say_so_at_the_foot() -> None:
    told = say(MUM, "big-things", "a secret party", share=FAMILY, feeds=("important-to-me",))
    assert "a secret party" not in text_in(PdfExporter().write(dossier_of(told)))

"""Who sees what: no kept-back, undecided or worried word leaves; every shared one does, whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from tests.exports import held as talk
from tests.exports import pages
from tests.exports.held import Held
from tests.fakes import BEGAN, FakeStore, FixedClock, play, small_pack
from voicebox.conversation.inputs import Stop
from voicebox.conversation.record import Record
from voicebox.conversation.views import Circle, Share, Speaker, Status, View, ViewKind
from voicebox.errors import ExportError
from voicebox.exports import (
    Audience,
    Exported,
    export,
    exporter,
    formats,
    gather_talk,
    shared_views,
)
from voicebox.exports.sharing import goes_to, not_for
from voicebox.locations import locate
from voicebox.ports import Pupil, TalkHeader, TalkSummary
from voicebox.runner import start
from voicebox.store.repository import SqlStore


@pytest.fixture(scope="module")
def one_by_one() -> Held:
    return talk.hold_one_by_one()


@pytest.fixture(scope="module")
def for_everyone() -> Held:
    return talk.hold_for_everyone()


WHOLE = ("csv", "fhir", "html", "json", "markdown")
"""The formats that hold all that may leave; others hold what their mapping or document takes."""


def text_of(exported: Exported, format_: str, audience: Audience) -> str:
    """The text of a document, escapes undone, so that words can be looked for in it."""
    return pages.text_of(export([exported], format_, audience), format_)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("format_", WHOLE)
def test_words_go_to_whom_they_are_for_and_to_nobody_else(
    one_by_one: Held, format_: str, audience: Audience
) -> None:
    text = text_of(one_by_one.exported, format_, audience)
    for words in (*talk.EVERYWHERE, *talk.BY_CIRCLE[audience]):
        assert words in text
    others = {words for group in talk.BY_CIRCLE.values() for words in group}
    for words in (*talk.NOWHERE, *(others - {*talk.BY_CIRCLE[audience]})):
        assert words not in text


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("format_", WHOLE)
def test_a_choice_for_everyone_does_not_touch_what_was_kept_back(
    for_everyone: Held, format_: str, audience: Audience
) -> None:
    text = text_of(for_everyone.exported, format_, audience)
    shared = (talk.SEEN, talk.UNDECIDED, talk.FOR_FAMILY, talk.FOR_SCHOOL, talk.FOR_MEETING)
    for words in (*talk.EVERYWHERE, *shared):
        assert words in text
    for words in (talk.KEPT_BACK, talk.NOTE_ON_KEPT_BACK, talk.WORRY, talk.NAMED):
        assert words not in text


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("format_", WHOLE)
def test_nothing_leaves_a_talk_in_which_sharing_was_never_asked(
    format_: str, audience: Audience
) -> None:
    held = talk.begin()
    play(held.runner, talk.SCRIPT, until="calm")
    held.runner.handle(Stop())
    text = text_of(held.exported, format_, audience)
    for words in (*talk.EVERYWHERE, *talk.NOWHERE):
        assert words not in text
    assert shared_views(held.exported, audience).views == ()


def test_all_that_is_kept_is_either_sent_or_counted(one_by_one: Held) -> None:
    exported = one_by_one.exported
    answers = [
        view for view in exported.record if view.status is Status.ANSWERED and view.about is None
    ]
    for audience in Audience:
        shared = shared_views(exported, audience)
        sent = [view for view in shared.views if view in answers]
        assert len(sent) + shared.held_back_count + shared.undecided_count == len(answers)


def test_a_worry_is_in_its_own_place_only(for_everyone: Held) -> None:
    [worry] = for_everyone.store.concerns()
    assert worry.words == talk.WORRY
    assert not any(talk.WORRY in row.body for row in for_everyone.store.events(worry.talk))


SHARES: tuple[Share, ...] = (
    "undecided",
    "kept_back",
    "everyone",
    (),
    *((circle,) for circle in get_args(Circle)),
    ("family", "school", "meeting"),
)


@pytest.mark.parametrize("share", SHARES)
def test_the_table_of_who_sees_what(share: Share) -> None:
    sees = {audience.value for audience in Audience if goes_to(share, audience)}
    expected = {
        "everyone": {"plan", "family", "child", "meeting"},
        ("school",): {"plan", "child"},
        ("family",): {"family", "child"},
        ("meeting",): {"meeting", "child"},
        ("family", "school", "meeting"): {"plan", "family", "child", "meeting"},
    }
    assert sees == expected.get(share, set())


def view(number: int, *, words: str = "words", share: Share = "everyone", about: int = 0) -> View:
    return View(
        id=f"t.{number}",
        talk="t",
        prompt=f"p{number}",
        section="s",
        asked="What is it?",
        language="en-GB",
        words=words,
        status=Status.ANSWERED,
        speaker=Speaker.KEY_ADULT if about else Speaker.CHILD,
        kind=ViewKind.INTERPRETATION if about else ViewKind.VERBATIM,
        about=f"t.{about}" if about else None,
        at=BEGAN,
        share=share,
    )


def exported_of(*views: View, quotes: dict[str, frozenset[str]] | None = None) -> Exported:
    pupil = Pupil("p1", "Amira")
    header = TalkHeader("t", pupil, "Mrs Okoye", "small", "1.0", "d", "en-GB", 7, BEGAN)
    return Exported(
        summary=TalkSummary(header, "finished", BEGAN, 9),
        record=Record(talk="t", views={each.id: each for each in views}),
        sections=(("s", "A section"),),
        quotes=quotes or {},
    )


@pytest.mark.parametrize("share", ["kept_back", "undecided", ("school",)])
def test_a_note_never_goes_further_than_what_it_is_about(share: Share) -> None:
    exported = exported_of(view(1, share=share), view(2, about=1, share="everyone"))
    assert shared_views(exported, Audience.FAMILY).views == ()


def test_a_note_that_is_held_back_itself_stays_though_its_view_goes() -> None:
    exported = exported_of(view(1), view(2, about=1, share="kept_back"))
    assert [each.id for each in shared_views(exported, Audience.PLAN).views] == ["t.1"]


def test_what_repeats_the_words_of_a_held_back_view_stays_with_it() -> None:
    held_back, repeats = view(1, share="kept_back"), view(2, words="near")
    exported = exported_of(held_back, repeats, quotes={"t.2": frozenset({"t.1"})})
    assert shared_views(exported, Audience.PLAN).views == ()
    exported = replace(exported, quotes={})
    assert shared_views(exported, Audience.PLAN).views == (repeats,)


def test_a_document_knows_whom_some_of_it_is_not_for() -> None:
    views = [view(1, share=("school",)), view(2, share=("school", "family")), view(3)]
    assert not_for(views, Audience.PLAN) == {"family": 1, "meeting": 2}


def test_questions_never_asked_hold_no_words() -> None:
    store = FakeStore()
    runner = start(store, FixedClock(), small_pack(), store.add_pupil("Amira"))
    play(runner, {"good-day": talk.give("play")}, until="calm")
    runner.handle(Stop())
    missed = gather_talk(store, runner.header.id).not_reached
    assert [(each.prompt, each.part) for each in missed] == [
        ("calm", ""),
        ("what-matters", "to-me"),
        ("what-matters", "for-me"),
        ("my-people", "who"),
        ("by-myself", ""),
        ("friends", "working"),
        ("friends", "not-working"),
        ("my-picture", "picture"),
        ("how-was-it", ""),
    ]
    assert {each.status for each in missed} == {Status.NOT_REACHED}
    assert {(each.words, each.value, each.share) for each in missed} == {("", None, None)}
    assert missed[1].asked == "What is important to you?"
    assert len({each.id for each in missed}) == len(missed)


def test_the_real_store_gives_the_same_documents(tmp_path: Path, for_everyone: Held) -> None:
    where = {"VOICEBOX_HOME": str(tmp_path / "home"), "VOICEBOX_KEYS": str(tmp_path / "keys")}
    store = SqlStore.open(locate(where))
    try:
        exported = talk.hold_for_everyone(store).exported
    finally:
        store.close()
    for format_ in {*WHOLE} - {"fhir"}:  # which names a pupil by the store's own id
        assert export([exported], format_) == export([for_everyone.exported], format_)


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(ExportError, match="There are: csv, "):
        exporter("docx2")


def test_no_talk_is_no_document() -> None:
    with pytest.raises(ExportError, match="No talk"):
        export([], "json")


@pytest.mark.parametrize("name", formats())
def test_each_format_says_what_it_is(name: str) -> None:
    chosen = exporter(name)
    assert chosen.name == name
    assert chosen.suffix.startswith(".")
    assert chosen.is_text or chosen.suffix in (".docx", ".pdf")

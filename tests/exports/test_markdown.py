"""Markdown: words stand as given, raw and rendered; an adult's reading is never quoted."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from markdown_it import MarkdownIt

from tests.exports import held as talk
from tests.exports.held import give
from tests.fakes import FakeStore, FixedClock, Script, play, small_pack
from voicebox.conversation.inputs import SetContext, TakeNote
from voicebox.conversation.views import ViewKind
from voicebox.exports import Audience, export, gather_talk
from voicebox.exports.as_markdown import document
from voicebox.exports.page import Section, Words, text
from voicebox.runner import start

HOSTILE = (
    "<script>alert(1)</script>",
    "<b>loud</b> & <!-- hidden -->",
    "**not bold** _nor slanted_ ~~nor struck~~",
    "[a link](javascript:alert(1)) ![](http://example.org/x.png)",
    "`code` and ``more``",
    "`",
    "```",
    "&amp; stays &amp;",
    "back\\slash \\* here",
    "# not a heading",
    "- not a list\n- nor this",
    "> nor a quote\n\n    nor code",
    "```\nfenced\n````\nmore",
    "a line\n---\nand a rule",
    "“said in quotes”",
    "1. one\n2. two",
    "  spaces around  ",
    "| a | b |\n|---|---|",
    "مرحبا ŵ ń 👩🏽‍🚀 🏴󠁧󠁢󠁷󠁬󠁳󠁿 é",
)


def markdown_of(script: Script, *, pupil: str = "Amira", with_: str = "Mrs Okoye") -> str:
    store = FakeStore()
    runner = start(store, FixedClock(), small_pack(), store.add_pupil(pupil), with_=with_)
    play(runner, script)
    return export([gather_talk(store, runner.header.id)], "markdown", Audience.PLAN).decode()


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_the_same_raw_and_rendered_and_inert(words: str) -> None:
    written = markdown_of({"calm": give(words=words)})
    assert words in written
    rendered = MarkdownIt("commonmark").render(written)
    assert words in html.unescape(re.sub(r"</?(p|code|pre)( class=\"[a-z-]*\")?>", "", rendered))
    live = re.findall(r"<(script|b|a|img|table|blockquote|ol|hr|del|strong)\b", rendered)
    assert live == []


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("kind", [ViewKind.INTERPRETATION, ViewKind.OBSERVATION])
def test_an_adults_words_are_never_put_into_quotation_marks(words: str, kind: ViewKind) -> None:
    written = markdown_of({"calm": [give(words="it is quiet"), TakeNote(words, kind)]})
    assert words in written
    assert f"“{words}" not in written
    assert f"“`{words}" not in written
    label = "Mrs Okoye's reading of this:" if kind is ViewKind.INTERPRETATION else "Mrs Okoye saw:"
    assert label in written
    assert "“it is quiet”" in written


def test_only_quotable_words_stand_between_quotation_marks() -> None:
    written = export([talk.hold_for_everyone().exported], "markdown", Audience.PLAN).decode()
    quoted = " ".join(re.findall("“[^”]*”", written))
    assert talk.TO_ALL in quoted
    assert talk.READING not in quoted
    assert talk.SEEN not in quoted


def test_what_a_child_did_hand_over_hand_is_told_as_seen() -> None:
    script: Script = {
        "good-day": give("play"),
        "calm": [SetContext(help="hand_over_hand"), give("music", words="la la")],
    }
    written = markdown_of(script)
    assert "Mrs Okoye saw: music (from: " in written
    assert "“la la”" not in written


def test_translated_words_say_so_and_name_who_carried_them_over() -> None:
    script: Script = {"calm": [SetContext(interpreter="Mr Shah"), give(words="jest cicho")]}
    assert "“jest cicho” (translated by Mr Shah)" in markdown_of(script)


def test_names_cannot_bring_anything_to_life() -> None:
    written = markdown_of(
        {"calm": give(words="quiet")}, pupil="# <b>Ami\x1b[31mra</b>\n", with_="[x](y)\u202e"
    )
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert not re.findall(r"<(b|a)\b", MarkdownIt("commonmark").render(written))


def test_a_plan_says_on_its_face_whom_some_of_it_is_not_for() -> None:
    exported = talk.hold_one_by_one().exported
    written = export([exported], "markdown", Audience.PLAN).decode()
    assert "For: the school's plan. 1 answer here is not for the family." in written
    family = export([exported], "markdown", Audience.FAMILY).decode()
    assert "For: the family. 1 answer here is not for the school." in family


def test_how_many_are_not_here_is_said_but_not_which() -> None:
    written = export([talk.hold_for_everyone().exported], "markdown", Audience.PLAN).decode()
    assert "4 answers are not here" in written.splitlines()[-1]
    assert "What is the best bit?" not in written


def test_cards_are_grouped_by_column_and_people_by_ring() -> None:
    script: Script = {
        "places@dinner-hall": give("dont-like"),
        "places@playground": give("like"),
        "places@reading": give("like"),
        "my-people/who": give("home", words="nan Bea"),
        "my-people/ring@home": give("nearest"),
        "my-people/ring@in-words": give("nearest"),
    }
    written = markdown_of(script)
    assert "### Here is …. Where does it go?\n\n- like: " in written
    assert "- don't like: dinner hall\n" in written
    assert "- nearest: home, “nan Bea”\n" in written


def test_a_scale_that_was_not_understood_is_told_once() -> None:
    script: Script = {
        "good-day": give("play"),
        "~practice/try-like": give("dont-like"),
        "~practice/try-dislike": give("like"),
        "~practice/again-like": give("dont-like"),
        "~practice/again-dislike": give("like"),
        "places@reading": give(words="She pushed the book away."),
    }
    written = markdown_of(script)
    assert written.count("was not understood") == 1
    assert "Mrs Okoye saw: She pushed the book away." in written


def test_silences_are_told_apart() -> None:
    written = export([talk.hold_for_everyone().exported], "markdown", Audience.PLAN).decode()
    assert "Amira did not know." in written
    assert "Amira chose not to say." in written
    assert "Amira skipped this for now." in written


def test_each_answer_is_dated_where_a_talk_took_several_days() -> None:
    store = FakeStore()
    clock = FixedClock(tick=timedelta(hours=5))
    runner = start(store, clock, small_pack(), store.add_pupil("Amira"), with_="Mrs Okoye")
    play(runner, {"good-day": [give("play"), TakeNote("She smiled.")], "calm": give(words="quiet")})
    written = export([gather_talk(store, runner.header.id)], "markdown").decode()
    assert re.search(r"- Date: 2\d November 2026, 2\d November 2026", written)
    assert re.search(r"confirmed, on 2\d November 2026\.\*", written)
    assert re.search(r"Mrs Okoye's reading of this \(on 2\d November 2026\): She smiled", written)


def test_talks_stand_one_after_another() -> None:
    exported = talk.hold_for_everyone().exported
    written = export([exported, exported], "markdown").decode()
    assert written.count("# What Amira said\n") == 2
    assert "\n\n---\n\n# What Amira said\n" in written


@pytest.mark.parametrize("words", [words for words in HOSTILE if words.strip("`")])
def test_words_that_stand_alone_in_a_plan_are_inert_as_well(words: str) -> None:
    written = document([Section(text("Step 1"), level=3), Words(words, quoted=False)])
    assert words in written
    rendered = MarkdownIt("commonmark").render(written)
    assert words in html.unescape(re.sub(r"</?(p|code|pre)( class=\"[a-z-]*\")?>", "", rendered))
    assert (
        re.findall(r"<(script|b|a|img|table|blockquote|ol|ul|hr|h1|del|strong)\b", rendered) == []
    )

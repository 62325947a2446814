"""A talk in another language on the screen: painted in its own order, and put into English."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList, Select, TextArea

from tests.fakes import FakeStore, FixedClock
from tests.tui.chair import Chair, Shelf, paste, settle, until_true
from voicebox.bidi.screen import seen
from voicebox.conversation.inputs import Give
from voicebox.conversation.shapes import Shape
from voicebox.conversation.views import ViewKind
from voicebox.ports import Begin, PackLanguage
from voicebox.prompts.loader import load_pack
from voicebox.prompts.program_words import saying
from voicebox.runner import Runner
from voicebox.runner import start as begin
from voicebox.tui import showing, showing_keys
from voicebox.tui.screens.home import HomeScreen
from voicebox.tui.screens.new_talk import NewTalk
from voicebox.tui.screens.past import PastTalks
from voicebox.tui.screens.translating import TranslateAnswer
from voicebox.tui.widgets.bars import place_keys
from voicebox.tui.widgets.transcript import Transcript

PROMPTS = Path(__file__).parents[2] / "prompts"
FIRST = load_pack(PROMPTS / "first-words.yaml", language="ar")


class InArabic(Shelf):
    """One pack, which is there in Arabic."""

    def languages(self, name: str) -> list[PackLanguage]:
        return [PackLanguage("ar", "العربية", is_checked=False)] if name == "first-words" else []


def arabic() -> Chair:
    return Chair(shelf=InArabic({"first-words": FIRST}))


async def test_arabic_is_painted_from_the_right_and_lit_where_it_is_heard() -> None:
    chair = arabic()
    async with chair.talk("first-words").sit() as pilot:
        await settle(pilot)
        asked = chair.step.asked
        assert seen(asked) in chair.painted
        assert asked not in chair.painted
        assert seen("كلمات أولى") in chair.painted
        assert "native speaker" in chair.painted
        transcript = chair.screen.query_one(Transcript)
        word = asked.split()[-1]
        transcript.light(asked.index(word), len(word))
        lit = [segment for line in transcript._laid_out() for segment in line]
        assert seen(word) in [segment.text for segment in lit]
        await pilot.press("enter", "enter", "enter", "enter")
        await until_true(pilot, lambda: chair.step.shape is Shape.WORDS)
        typed = "القطة Bruno 12"
        paste(chair, typed)
        await until_true(pilot, lambda: seen("القطة Bruno 12") in chair.painted)
        assert chair.words.text == typed
        await pilot.press("enter")
        await until_true(pilot, lambda: chair.step.key.part.endswith("dislike"))


@pytest.mark.parametrize("language", ["ar", "cy", "pl", "uk", "ur"])
@pytest.mark.parametrize("name", ["family", "first-words"])
def test_the_row_of_keys_fits_80_columns_in_each_language(name: str, language: str) -> None:
    of = load_pack(PROMPTS / f"{name}.yaml", language=language)
    runner = begin(FakeStore(), FixedClock(), of, FakeStore().add_pupil("Amira"))
    every = replace(runner.step, can_go_back=True, can_skip=True, shape=Shape.BOARD)
    typed = showing_keys.keys(every, is_typing=True, has_voice=True, say=saying(of))
    board = showing_keys.keys(every, is_typing=False, has_voice=True, say=saying(of))
    every = replace(every, shape=Shape.LADDER)
    ladder = showing_keys.keys(every, is_typing=False, has_voice=True, say=saying(of))
    while runner.record.last_answer() is None:
        runner.handle(_any(runner))
    pointed = showing_keys.switch_keys(runner.talk, every, has_voice=True)
    for row in (typed, board, ladder, pointed):
        placed = place_keys(row, 80)
        ends = [x + cell_len(f"{key.key} {key.words}") for x, key in placed]
        assert ends[-1] <= 80, row
        assert all(x > end for end, (x, _) in zip(ends, placed[1:], strict=False)), row
    (first, key), (second, _), *_ = place_keys(board, 80)
    assert second - first - cell_len(f"{key.key} {key.words}") == 3, "as wide as in English"
    assert {key.key for key in board if len(key.key) == 1} == {"b", "k", "p", "x"}


@pytest.mark.parametrize("language", ["pl", "ar"])
async def test_all_that_stands_around_the_questions_is_in_their_language(language: str) -> None:
    of = load_pack(PROMPTS / "first-words.yaml", language=language)
    say, right = saying(of), language == "ar"
    chair = Chair(shelf=Shelf({"first-words": of}))
    async with chair.talk("first-words").sit() as pilot:
        await settle(pilot)
        bar = say("{pupil} with {adult}", pupil="Amira", adult="Mrs Okoye")
        assert seen(bar, right=right) in chair.painted
        runner = chair.screen.runner
        while not any(view.modes for view in runner.record) or chair.step.shape is not Shape.WORDS:
            chair.screen.handle(_any(runner))
        await settle(pilot)
        hint = say("{pupil}'s own words, just as they are. Then Enter.", pupil="Amira")
        assert seen(hint) in chair.painted
        names = [bubble.name for bubble in showing.bubbles(runner.talk, chair.step)]
        assert say("{who}, picked", who="Amira") in names
        for key in ("say it", "back, skip, pause, stop, hear"):
            assert seen(say(key)) in chair.painted
        await pilot.press("escape")
        await settle(pilot)
        menu = ("You choose", "A break", "Go back", "Hear it again", "Keep my next answer private")
        for words in menu:
            assert say(words) != words
            assert seen(say(words)) in chair.painted
        await pilot.press("p")
        await until_true(pilot, lambda: seen(say("carry on")) in chair.painted)
        assert seen(say("pick")) in chair.painted


async def test_a_language_is_chosen_where_the_pack_has_one() -> None:
    chair = arabic()
    async with chair.sit() as pilot:
        await until_true(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        screen = NewTalk(chair.house, None)
        given: list[Begin | None] = []
        await pilot.app.push_screen(screen, given.append)
        offered = screen.query_one("#language", Select)
        assert not offered.display
        screen.query_one("#pack", Select).value = "first-words"
        await until_true(pilot, lambda: bool(offered.display))
        offered.value = "ar"
        screen.query_one("#pupil", Input).value = "Amira"
        screen._finish()
        await until_true(pilot, lambda: bool(given))
        assert given == [Begin(pack="first-words", pupil="Amira", language="ar")]


async def test_an_answer_of_a_past_talk_is_put_into_english_by_a_named_person() -> None:
    chair = arabic()
    async with chair.talk("first-words").sit() as pilot:
        await settle(pilot)
        runner = chair.screen.runner
        while runner.step.key.prompt != "like-cards":
            runner.handle(_any(runner))
        runner.handle(Give(words="أحب القصص"))
        pupil = runner.header.pupil
    chair.with_house()
    async with chair.sit() as pilot:
        await until_true(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        past = PastTalks(chair.house, pupil)
        await pilot.app.push_screen(past)
        await until_true(pilot, lambda: past.query_one(OptionList).option_count == 1)
        await until_true(pilot, lambda: bool(past.focused_line))
        await pilot.press("t")
        await until_true(pilot, lambda: isinstance(pilot.app.screen, TranslateAnswer))
        pilot.app.screen.query_one(TextArea).text = "I love stories"
        pilot.app.screen.query_one("#by", Input).value = "Mrs Haddad"
        await pilot.click("#keep")
        await until_true(pilot, lambda: "I love stories" in chair.painted)
        assert "translated by Mrs Haddad" in chair.painted
        rows = [row.body for row in chair.kept.events(runner.talk.id)]
        assert any(f'"kind":"{ViewKind.TRANSLATED}"' in body for body in rows)


def _any(runner: Runner) -> Give:
    return Give(words="Bruno") if runner.step.shape is Shape.WORDS else _first(runner)


def _first(runner: Runner) -> Give:
    step = runner.step
    likes = step.key.part.endswith("-like") or not step.key.part.endswith("-dislike")
    return Give(choices=((step.options[0] if likes else step.options[-1]).id,))

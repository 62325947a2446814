"""What a word means: by a key, from the menu, read aloud when picked; the talk stays as it is."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from tests.tui.chair import Chair, paste, settle, skip_over, until_true
from voicebox.tui.screens.glossary import GlossaryScreen
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.widgets.words import WordsBox


@pytest.mark.parametrize("keys", [("g",), ("f5",), ("escape", "g")])
async def test_a_word_is_looked_up_and_the_talk_stays(chair: Chair, keys: tuple[str, ...]) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await settle(pilot)
        before = chair.screen.runner.talk
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        await until_true(pilot, lambda: isinstance(pilot.app.screen, GlossaryScreen))
        assert "People sit and talk about what helps." in chair.painted
        await pilot.press("enter")
        await settle(pilot)
        assert chair.speaker.said[-1].words == "meeting. People sit and talk about what helps."
        await pilot.press("escape")
        await until_true(pilot, lambda: isinstance(pilot.app.screen, TalkScreen))
        assert chair.speaker.log[-1] == "hush"
        assert chair.screen.runner.talk == before


async def test_where_letters_are_words_g_is_a_letter_and_what_was_typed_stays(
    chair: Chair,
) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "my-people/who")
        await settle(pilot)
        if not chair.screen.query_one(WordsBox).has_focus:
            chair.screen.query_one(WordsBox).focus()
            await pilot.pause()
        paste(chair, "my do")
        await pilot.press("g")
        assert isinstance(pilot.app.screen, TalkScreen)
        await pilot.press("f5")
        await until_true(pilot, lambda: isinstance(pilot.app.screen, GlossaryScreen))
        assert pilot.app.screen.query_one(OptionList).option_count == 1
        await pilot.press("escape")
        await settle(pilot)
        assert chair.screen.query_one(WordsBox).text == "my dog"

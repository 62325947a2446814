"""A question asked openly first, where a pupil's profile says so: cards only when wanted."""

from __future__ import annotations

import pytest

from tests.tui.chair import Cards, Chair, Keyboard, paste, settle, skip_over, until_true
from voicebox.conversation.views import Status, View
from voicebox.ports import Preferences
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.board import Board


@pytest.fixture
def chair() -> Chair:
    made = Chair(preferences=Preferences(options_aloud=True))
    amira = made.kept.add_pupil("Amira")
    made.kept.keep_preferences(amira.id, {"asks_first": "open"})
    return made.talk()


def area(chair: Chair) -> AnswerArea:
    return chair.screen.query_one(AnswerArea)


def view(chair: Chair) -> View:
    [found] = [each for each in chair.screen.runner.record if each.prompt == "good-day"]
    return found


async def test_words_come_first_and_no_card_is_offered_with_them(chair: Chair) -> None:
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.say_step()
        await settle(pilot)
        assert area(chair).is_typing
        assert "show me some" in chair.painted
        assert "music" not in chair.painted
        assert "music" not in chair.speaker.said[-1].words
        paste(chair, "with my dog")
        await pilot.press("enter")
        await until_true(pilot, lambda: chair.at != "good-day")
        assert (view(chair).words, view(chair).options_offered) == ("with my dog", ())
        assert view(chair).order_seed is None


async def test_the_cards_come_when_they_are_wanted_and_are_kept_as_offered(chair: Chair) -> None:
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await settle(pilot)
        area(chair).row.post_message(Board.ButtonPressed(AnswerArea.SOME))
        await until_true(pilot, lambda: not area(chair).is_typing)
        await settle(pilot)
        assert "1 play" in chair.painted
        assert "music" in chair.speaker.said[-1].words
        await Keyboard(chair, pilot).give(Cards(("play",)))
        await until_true(pilot, lambda: chair.at != "good-day")
        assert len(view(chair).options_offered) == 8


async def test_i_wont_say_before_the_cards_was_offered_none(chair: Chair) -> None:
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await settle(pilot)
        area(chair).row.post_message(Board.ButtonPressed("wont-say"))
        await until_true(pilot, lambda: chair.at != "good-day")
        assert (view(chair).status, view(chair).options_offered) == (Status.PASSED, ())

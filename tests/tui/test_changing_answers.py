"""An answer that is given anew: what was picked is marked, and what is picked now stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.pilot import Pilot

from tests.tui.chair import (
    Cards,
    Chair,
    Keyboard,
    back_at_talk,
    comes,
    menu_is_open,
    settle,
    skip_over,
    type_words,
    until_true,
)
from tests.tui.test_lock import choose
from voicebox.conversation.events import AnswerGiven, read_event
from voicebox.conversation.inputs import Change, Give, GoBack
from voicebox.conversation.views import CHANGED, CheckedBack, Chosen, Placed, View
from voicebox.tui.screens.earlier import EarlierAnswers
from voicebox.tui.widgets.cards import DONE

SIZES = [(80, 24), (120, 40)]


def ids(view: View | None) -> list[str]:
    assert view is not None
    assert isinstance(view.value, Chosen)
    return [choice.id for choice in view.value.choices]


def given_at(chair: Chair, prompt: str) -> list[AnswerGiven]:
    """All that was ever given at a prompt, as the events have it."""
    events = [read_event(row.body) for row in chair.kept.events(chair.screen.runner.talk.id)]
    return [each for each in events if isinstance(each, AnswerGiven) and each.prompt == prompt]


async def back_at(chair: Chair, pilot: Pilot[int], key: str, given: Give) -> Keyboard:
    """A question was answered so, was read back, and is to be changed."""
    await settle(pilot)
    skip_over(chair, key)
    runner = chair.screen.runner
    runner.handle(given)
    skip_over(chair, "~read-back/important-to-me@0")
    view = next(view for view in runner.record if str(view.prompt) == key.partition("@")[0])
    assert chair.screen.handle(Change(view.seq))
    await pilot.pause()
    assert chair.at == key
    return Keyboard(chair, pilot)


@contextmanager
def replaced(chair: Chair, prompt: str) -> Iterator[None]:
    """What is given within replaces the one answer; both stand in the events."""
    before = given_at(chair, prompt)
    old = next(view for view in chair.views if view.prompt == prompt)
    yield
    after = given_at(chair, prompt)
    assert after[:-1] == before
    new = next(view for view in chair.views if view.prompt == prompt)
    assert (new.replaces, new.why, new.checked_back) == (old.id, CHANGED, CheckedBack.CHANGED)


@pytest.mark.parametrize("size", SIZES)
async def test_of_several_each_is_put_in_or_taken_out(chair: Chair, size: tuple[int, int]) -> None:
    async with chair.talk().sit(size) as pilot:
        hand = await back_at(chair, pilot, "good-day", Give(choices=("music", "pets")))
        assert "Press a card to put it in or take it out." in chair.newest
        assert "music, pets" in chair.painted
        assert chair.board.chosen == ["music", "pets"]
        with replaced(chair, "good-day"):
            await hand.pick("music")
            await hand.pick("play")
            await hand.pick(DONE)
            await until_true(pilot, lambda: chair.at != "good-day")
        assert ids(chair.screen.runner.record.at("good-day")) == ["pets", "play"]


async def test_words_beside_the_cards_stay_until_they_are_taken_out(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        given = Give(choices=("music",), words="and my drum")
        hand = await back_at(chair, pilot, "good-day", given)
        with replaced(chair, "good-day"):
            await hand.pick("play")
            await hand.pick(DONE)
            await until_true(pilot, lambda: chair.at != "good-day")
        view = chair.screen.runner.record.at("good-day")
        assert view is not None
        assert (ids(view), view.words) == (["music", "play"], "and my drum")
        assert chair.screen.handle(Change(view.seq))
        with replaced(chair, "good-day"):
            await hand.pick("something-else")
            assert chair.words.text == "and my drum"
            chair.words.load_text("")
            await pilot.press("enter")
            await until_true(pilot, lambda: chair.at != "good-day")
        view = chair.screen.runner.record.at("good-day")
        assert view is not None
        assert (ids(view), view.words) == (["music", "play"], "")


async def test_a_thing_that_was_shown_stays_and_is_taken_out(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        given = Give(choices=("music", "something-else"))
        hand = await back_at(chair, pilot, "good-day", given)
        await hand.pick("play")
        await hand.pick(DONE)
        await until_true(pilot, lambda: chair.at != "good-day")
        view = chair.screen.runner.record.at("good-day")
        assert ids(view) == ["music", "play", "something-else"]
        assert view is not None
        assert chair.screen.handle(Change(view.seq))
        await hand.pick("something-else")
        assert not chair.area.is_typing
        await hand.pick(DONE)
        await until_true(pilot, lambda: chair.at != "good-day")
        assert ids(chair.screen.runner.record.at("good-day")) == ["music", "play"]


@pytest.mark.parametrize("size", SIZES)
async def test_of_one_a_new_card_takes_the_place_of_the_old(
    chair: Chair, size: tuple[int, int]
) -> None:
    key = "places@dinner-hall"
    async with chair.talk().sit(size) as pilot:
        hand = await back_at(chair, pilot, key, Give(choices=("so-so",)))
        assert "Pick another to change it." in chair.newest
        assert "● " in chair.painted
        with replaced(chair, "places"):
            await hand.give(Cards(("like",)))
        value = chair.screen.runner.record.at("places", "", "dinner-hall")
        assert value is not None
        assert isinstance(value.value, Placed)
        assert value.value.column.id == "like"


async def test_a_question_gone_back_to_says_what_was_picked_to_eye_and_ear(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await Keyboard(chair, pilot).give(Cards(("music",)))
        assert chair.screen.handle(GoBack())
        await pilot.pause()
        assert chair.newest.startswith(chair.step.asked)
        assert "take it out" in chair.newest
        assert "take it out" in chair.speaker.said[-1].words


async def test_the_grown_up_has_an_earlier_answer_asked_again(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        hand = Keyboard(chair, pilot)
        await hand.give(Cards(("pets", "music")))
        await type_words(pilot, "Bruno")
        await pilot.press("f1")
        await menu_is_open(pilot)
        await choose(pilot, "change")
        await comes(pilot, EarlierAnswers)
        assert "pets, music" in chair.painted
        await pilot.press("enter")
        await back_at_talk(pilot)
        await settle(pilot)
        assert (chair.at, chair.board.chosen) == ("good-day", ["pets", "music"])
        with replaced(chair, "good-day"):
            await hand.give(Cards(("music",)))
        await until_true(pilot, lambda: chair.at == "which-pet")
        assert chair.area.typed == "Bruno"

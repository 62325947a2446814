"""What cannot be kept, or done now, is one line; nothing is lost; interrupting pauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from tests.fakes import FakeStore
from tests.tui.chair import (
    Cards,
    Chair,
    Keyboard,
    back_at_talk,
    settle,
    skip_over,
    type_words,
    until_true,
)
from voicebox.conversation.states import State
from voicebox.errors import Conflict, StoreError
from voicebox.ports import EventDraft, Picture, Store, StoredEvent
from voicebox.tui.app import INTERRUPTED


class FullOnce(FakeStore):
    """A store that cannot write for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.fails = 0
        self.error: StoreError = StoreError("The disk is full.", mend="Make room, then Enter.")

    def append(
        self,
        talk: str,
        after_seq: int,
        drafts: Sequence[EventDraft],
        *,
        state: str,
        ended: datetime | None,
        picture: Picture | None = None,
    ) -> list[StoredEvent]:
        if self.fails:
            self.fails -= 1
            raise self.error
        return super().append(talk, after_seq, drafts, state=state, ended=ended, picture=picture)


async def test_words_that_could_not_be_kept_stay_and_a_second_enter_keeps_them_once() -> None:
    store = FullOnce()
    chair = Chair(store=store).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        hand = Keyboard(chair, pilot)
        await hand.give(Cards(("pets",)))
        store.fails = 1
        await type_words(pilot, "the brown one 👨‍👩‍👧")
        await pilot.press("enter")
        await pilot.pause()
        assert chair.adult_line == "NOT KEPT. The disk is full. Make room, then Enter."
        assert "NOT KEPT" in chair.painted
        assert chair.at == "which-pet"
        assert chair.words.text == "the brown one 👨‍👩‍👧"
        assert len(chair.views) == 1
        await pilot.press("enter")
        await until_true(pilot, lambda: chair.at == "best-bit")
        assert [view.words for view in chair.views] == ["", "the brown one 👨‍👩‍👧"]
        assert "NOT KEPT" not in chair.painted


async def test_cards_that_could_not_be_kept_stay_picked() -> None:
    store = FullOnce()
    chair = Chair(store=store).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        hand = Keyboard(chair, pilot)
        store.fails = 1
        await hand.give(Cards(("pets", "play")))
        assert "NOT KEPT" in chair.adult_line
        assert chair.board.chosen == ["pets", "play"]
        await pilot.press("enter")
        await until_true(pilot, lambda: chair.at == "which-pet")
        assert len(chair.views) == 1


async def test_another_windows_answer_is_shown_and_this_one_is_not_kept() -> None:
    store = FullOnce()
    chair = Chair(store=store).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        store.error = Conflict("Another window wrote to this talk.", mend="Go on there.")
        store.fails = 1
        await Keyboard(chair, pilot).give(Cards(("pets",)))
        assert "NOT KEPT. Another window" in chair.adult_line
        assert chair.views == []


async def test_leaving_without_a_store_says_so_and_stays() -> None:
    store = FullOnce()
    chair = Chair(store=store).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        store.fails = 1
        await pilot.press("p")
        assert "NOT KEPT" in chair.adult_line
        assert chair.at == "good-day"


async def test_ctrl_c_pauses_the_talk_and_gives_130(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await pilot.press("ctrl+c")
        await pilot.pause()
    assert chair.app.return_value == INTERRUPTED == 130
    assert chair.kept.talks()[0].state == State.PAUSED


async def test_ctrl_c_leaves_even_where_nothing_can_be_written() -> None:
    store = FullOnce()
    chair = Chair(store=store).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        store.fails = 9
        await pilot.press("ctrl+c")
        await pilot.pause()
    assert chair.app.return_value == INTERRUPTED


@pytest.mark.parametrize("words", ["", "   "])
async def test_nothing_given_says_so(chair: Chair, words: str) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await Keyboard(chair, pilot).give(Cards(("pets",)))
        await type_words(pilot, words)
        await pilot.press("enter")
        assert "Nothing was given." in chair.adult_line
        assert (chair.at, len(chair.views)) == ("which-pet", 1)


async def test_what_cannot_be_done_now_is_one_line(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "~assent")
        await pilot.pause()
        await pilot.press("k")
        await pilot.pause()
        assert chair.at == "~assent"
        assert chair.adult_line
        assert "\n" not in chair.adult_line


async def test_a_talk_is_carried_on_where_it_was_left(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await Keyboard(chair, pilot).give(Cards(("pets",)))
        await pilot.press("ctrl+c")
    talk = chair.kept.talks()[0].header.id
    async with chair.carry_on(talk).sit() as pilot:
        await settle(pilot)
        assert chair.at == "which-pet"
        assert "pets" in chair.painted


async def test_letters_and_digits_are_words_while_words_are_typed(chair: Chair) -> None:
    said = "b k p x  space 0123456789 qQ?"
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await Keyboard(chair, pilot).give(Cards(("pets",)))
        await type_words(pilot, said)
        assert (chair.words.text, chair.at) == (said, "which-pet")
        assert chair.screen.runner.is_open
        await pilot.press("escape")
        await until_true(pilot, lambda: pilot.app.screen is not chair.screen)
        await pilot.press("escape")
        await back_at_talk(pilot)
        await pilot.press("enter")
        await until_true(pilot, lambda: chair.at == "best-bit")
        assert chair.views[-1].words == said


async def test_twenty_thousand_characters_are_refused_and_stay(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await Keyboard(chair, pilot).give(Cards(("pets",)))
        chair.words.load_text("x" * 20_001)
        await pilot.press("enter")
        await pilot.pause()
        assert "20,001 characters" in chair.adult_line
        assert len(chair.words.text) == 20_001
        assert len(chair.views) == 1


def test_the_store_of_these_tests_is_a_store() -> None:
    store: Store = FullOnce()
    assert store.pupils() == []

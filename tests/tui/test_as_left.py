"""A question stands as it was left, once what came over it is gone: ticks, a light, a box."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from tests.tui.chair import Chair, Keyboard, back_at_talk, menu_is_open, settle, skip_over
from tests.tui.test_own_cards import with_own
from voicebox.access import Access
from voicebox.tui.widgets.answer_area import AnswerArea

Comes = Callable[[Chair, Pilot[int]], Awaitable[None]]


async def a_break(chair: Chair, pilot: Pilot[int]) -> None:
    """Asked for from the menu, and carried on from; twice, as nothing is used up."""
    for _ in range(2):
        await pilot.press("escape")
        await menu_is_open(pilot)
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)


async def a_lock(chair: Chair, pilot: Pilot[int]) -> None:
    """As after a quiet; and a second one, while there is still the break of the first."""
    for _ in range(2):
        chair.screen.rest()
        chair.screen.show_step()
        await settle(pilot)
    await pilot.press("1")
    await settle(pilot)


async def a_grown_up(chair: Chair, pilot: Pilot[int]) -> None:
    """A look at the grown-up's menu, and another way that the pupil likes it."""
    await pilot.press("f1")
    await menu_is_open(pilot)
    await pilot.press("escape")
    await back_at_talk(pilot)
    chair.screen.take_access(Access(theme="dark"))
    await settle(pilot)


COMES = (a_break, a_lock, a_grown_up)


@pytest.mark.parametrize("comes", COMES)
async def test_cards_stay_ticked(chair: Chair, comes: Comes) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        for id_ in ("pets", "music"):
            await Keyboard(chair, pilot).pick(id_)
        await comes(chair, pilot)
        assert (chair.board.chosen, chair.board.cursor) == (["pets", "music"], "music")


@pytest.mark.parametrize("comes", COMES)
async def test_a_step_of_a_ladder_stays_lit(chair: Chair, comes: Comes) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "by-myself")
        await pilot.press("up", "up")
        lit = chair.ladder.point
        await comes(chair, pilot)
        assert (lit > 0, chair.ladder.point) == (True, lit)


@pytest.mark.parametrize("comes", COMES)
async def test_own_cards_stay_open_with_what_was_put_together(comes: Comes) -> None:
    chair = with_own()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        for id_ in ("pets", "something-else"):
            await Keyboard(chair, pilot).pick(id_)
        chair.area.row.pick(AnswerArea.OWN)
        await settle(pilot)
        chair.board.pick(chair.board.cards[0].id)
        await settle(pilot)
        await comes(chair, pilot)
        assert chair.screen.own_left[1] == ("my dog",)
        assert "say: my dog" in chair.painted
        chair.board.pick(AnswerArea.TO_CARDS)
        await settle(pilot)
        assert chair.board.chosen == ["pets"]


async def test_what_was_left_is_not_put_on_another_question(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await Keyboard(chair, pilot).pick("pets")
        await a_break(chair, pilot)
        await pilot.press("k")
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        assert (chair.at, chair.board.chosen) == ("good-day", [])

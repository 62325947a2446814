"""Every size of terminal: nothing breaks, no picture is too small, every card can be reached."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size
from textual.pilot import Pilot

from tests.tui.chair import (
    Cards,
    Chair,
    Keyboard,
    settle,
    skip_over,
    until_true,
)
from voicebox.tui.cells import clip, clip_lines, wrap
from voicebox.tui.room import is_too_small
from voicebox.tui.widgets.board import Board
from voicebox.tui.widgets.cards import DONE
from voicebox.tui.widgets.layout import SMALLEST_PICTURE, fit, place

SIZES = [(80, 24), (120, 40), (60, 20), (40, 12), (20, 5), (1, 1), (200, 60)]
KINDS = [
    "~opening/0",
    "good-day",
    "places@dinner-hall",
    "by-myself",
    "my-picture/picture",
    "facts/linked",
    "~sharing/~all",
]


async def resize(chair: Chair, pilot: Pilot[int], size: tuple[int, int]) -> None:
    """Give the terminal another size, and wait until all of it is laid out."""
    await pilot.resize_terminal(*size)
    await until_true(pilot, lambda: len(chair.painted.split("\n")) == size[1])
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_no_size_breaks_any_screen(chair: Chair, size: tuple[int, int]) -> None:
    async with chair.talk().sit((80, 24)) as pilot:
        await settle(pilot)
        hand = Keyboard(chair, pilot, types=False)
        for key in KINDS:
            skip_over(chair, key)
            if key == "good-day":
                await hand.give(Cards(("pets", "play")))
            await resize(chair, pilot, size)
            lines = chair.painted.split("\n")
            assert len(lines) == size[1]
            assert {cell_len(line) for line in lines} == {size[0]}
            has_menus = key == "good-day" and not is_too_small(Size(*size))
            for opens in ("escape", "f1", "f2", "f3", "f8") if has_menus else ():
                await hand.menu(opens)
                await pilot.press("escape")
                await pilot.pause()
            await resize(chair, pilot, (80, 24))
        assert chair.screen.runner.is_open


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 12), (200, 60)])
@pytest.mark.parametrize("key", ["good-day", "places@dinner-hall", "facts/linked"])
async def test_every_card_and_button_is_reached_and_seen(
    chair: Chair, size: tuple[int, int], key: str
) -> None:
    async with chair.talk().sit(size) as pilot:
        await settle(pilot)
        skip_over(chair, key)
        await pilot.pause()
        hand, board = Keyboard(chair, pilot), chair.board
        many = [DONE] if board.many else []
        for id_ in [card.id for card in (*board.cards, *board.standing)] + many:
            await hand.walk(board, id_)
            spot = next(spot.box for spot in board.laid.spots if spot.id == id_)
            assert spot.x >= 0
            assert spot.x + spot.width <= board.size.width, id_
            assert spot.y >= 0
            assert spot.y + spot.height <= board.size.height, id_


@pytest.mark.parametrize("size", SIZES)
async def test_home_fits_every_size(chair: Chair, size: tuple[int, int]) -> None:
    async with chair.sit(size) as pilot:
        await settle(pilot)
        for key in ("s", "escape", "n", "escape"):
            await pilot.press(key)
            await pilot.pause()
        assert len(chair.painted.split("\n")) == size[1]
        assert chair.app.is_running


@given(
    cards=st.integers(0, 40),
    width=st.integers(0, 260),
    height=st.integers(-1, 80),
    label_lines=st.integers(1, 3),
    most=st.sampled_from([0, 2, 3, 5]),
)
@settings(max_examples=400, deadline=None)
def test_a_picture_has_16_columns_or_is_not_there(
    cards: int, width: int, height: int, label_lines: int, most: int
) -> None:
    grid = fit(cards, width, height, label_lines=label_lines, most=most)
    assert grid.picture == 0 or grid.picture >= SMALLEST_PICTURE
    assert grid.columns >= 1
    assert grid.rows >= 1
    if most:
        assert grid.a_page <= max(most, 1)
    if grid.picture:
        boxes = place(grid, min(cards, grid.a_page), width, height)
        for box in boxes:
            assert box.x >= 0
            assert box.x + box.width <= width
            assert box.y >= 0
            assert box.y + box.height <= height
        taken = [(x, box.y) for box in boxes for x in range(box.x, box.x + box.width)]
        assert len(taken) == len(set(taken))


@given(words=st.text(max_size=80), width=st.integers(2, 40), lines=st.integers(1, 3))
@settings(max_examples=300, deadline=None)
def test_words_never_run_over_their_room(words: str, width: int, lines: int) -> None:
    assert cell_len(clip(words, width)) <= width
    assert all(cell_len(line) <= width for line in wrap(words, width))
    assert len(clip_lines(words, width, lines)) <= lines
    assert all(cell_len(line) <= width for line in clip_lines(words, width, lines))


def test_a_board_that_shows_nothing_asks_for_nothing() -> None:
    board = Board()
    assert board.cards == ()
    assert board.wanted_height(10) <= 10

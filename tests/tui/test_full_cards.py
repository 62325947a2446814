"""On a read-back every word stands: short ones side by side, long ones on pages of their own."""

from __future__ import annotations

import pytest

from tests.tui.chair import SAYINGS, Cards, Chair, Keyboard, hold, settle, skip_over, until_true
from voicebox.conversation.inputs import Give
from voicebox.conversation.views import CheckedBack, Status
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.widgets.board import Board
from voicebox.tui.widgets.board_layout import Layout
from voicebox.tui.widgets.cards import Card, Held
from voicebox.tui.widgets.full_cards import label_of
from voicebox.tui.widgets.layout import BORDER, SMALLEST_PICTURE

SIZES = [(80, 15), (120, 31), (40, 10)]
LONG = " ".join(f"word{number}" for number in range(90))[:600]


def cards_of(*words: str, symbol: str = "talking") -> tuple[Card, ...]:
    asked = "What do you like about it?"
    return tuple(
        Card(str(at), said, symbol, small=asked, number=str(at)) for at, said in enumerate(words, 1)
    )


def shown(layout: Layout) -> str:
    """All the words of a page, in their order."""
    lines = []
    for card in layout.on_page:
        inner = layout.grid.card_width - BORDER
        inner -= layout.grid.picture + 2 if layout.grid.beside else 0
        lines += [line for line, _ in label_of(card, layout.sheet, inner)]
    return " ".join(lines)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("symbol", ["talking", ""])
@pytest.mark.parametrize(
    "words",
    [("music", "pets"), ("so-so", LONG, "a park"), (LONG,), (LONG * 9,), ("abc" * 200,), SAYINGS],
    ids=["short", "mixed", "long", "longest", "unbroken", "sayings"],
)
def test_every_word_stands_on_some_page(
    size: tuple[int, int], words: tuple[str, ...], symbol: str
) -> None:
    held = Held(cards_of(*words, symbol=symbol), most=5, as_cards=False, in_full=True)
    first = Layout(held, *size)
    pages = [Layout(held, *size, page) for page in range(first.pages)]
    read = "".join("".join(shown(page).split()) for page in pages)
    read = read.replace("Whatdoyoulikeaboutit?", "")
    ltr = [said for said in words if said.isascii()]
    for said in ltr:
        assert "".join(said.split()) in read
    assert "…" not in read
    for page in pages:
        assert len(page.on_page) <= 5
        assert page.grid.picture in (0, *range(SMALLEST_PICTURE, 33))
        for spot in page.spots:
            assert spot.box.x >= 0
            assert spot.box.x + spot.box.width <= size[0]
            assert spot.box.y + spot.box.height <= size[1]


def test_short_answers_keep_their_pictures_and_share_a_page() -> None:
    held = Held(cards_of("music", "pets", "a walk"), most=5, as_cards=False, in_full=True)
    layout = Layout(held, 80, 15)
    assert layout.pages == 1
    assert layout.grid.picture >= SMALLEST_PICTURE


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_long_answer_is_read_back_whole(chair: Chair, size: tuple[int, int]) -> None:
    async with chair.talk().sit(size) as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.runner.handle(Give(choices=("music",)))
        chair.screen.runner.handle(Give(words=LONG))
        skip_over(chair, "~read-back/important-to-me@0")
        await pilot.pause()
        seen = chair.painted
        await pilot.press("enter")
        await pilot.pause()
        seen += chair.painted
        assert all(word in seen for word in LONG.split())
        assert "0 that is right" in seen


async def test_an_enter_that_comes_too_early_changes_no_answer(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.runner.handle(Give(choices=("music",)))
        skip_over(chair, "~read-back/important-to-me@0")
        chair.screen.query_one(Board).action_pick()
        await settle(pilot)
        assert isinstance(chair.app.screen, TalkScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(chair.app.screen, TalkScreen)
        assert not chair.at.startswith("~read-back")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_right_is_said_of_what_was_on_the_screen_alone(
    chair: Chair, size: tuple[int, int]
) -> None:
    async with chair.talk().sit(size) as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.runner.handle(Give(choices=("music",)))
        chair.screen.runner.handle(Give(words=LONG))
        skip_over(chair, "~read-back/important-to-me@0")
        await pilot.pause()
        pages, seq = chair.board.laid.pages, chair.screen.runner.talk.seq
        assert pages > 1
        for page in range(1, pages):
            await pilot.press("0")
            await pilot.pause()
            assert (chair.board.page, chair.screen.runner.talk.seq) == (page, seq)
        assert {view.checked_back for view in chair.views} == {CheckedBack.NOT_ASKED}
        await pilot.press("0")
        await until_true(pilot, lambda: chair.screen.runner.talk.seq > seq)
        asked = {view.checked_back for view in chair.views if view.status is Status.ANSWERED}
        assert asked == {CheckedBack.CONFIRMED}


async def test_the_whole_is_read_back_and_shared_part_by_part(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        hand = Keyboard(chair, pilot, types=False)
        await hold(hand, until="~read-back/~all@important-to-me")
        await hand.give(Cards(("right",)))
        assert chair.at.startswith("~read-back/~all@")
        await hand.pick("enough")
        await until_true(pilot, lambda: chair.at == "~sharing/~all")
        await hand.give(Cards(("by-part",)))
        parts = chair.screen.runner.talk.parts
        for part in parts:
            assert chair.at == f"~sharing/part@{part}"
            assert chair.step.title in chair.painted
            await hand.give(Cards(("school",)))
        answers = [view for view in chair.views if view.section in parts and view.is_shared]
        assert answers
        assert {view.share for view in answers} == {("school",)}

"""Answering with pictures and boards of one's own."""

from __future__ import annotations

from tests.tui.chair import Chair, settle, skip_over
from voicebox.conversation.views import Chosen
from voicebox.ports import Board, BoardButton, BoardPage, OwnBoard, OwnPicture, Picture
from voicebox.tui.own_cards import OWN, own_cards
from voicebox.tui.widgets.answer_area import AnswerArea

DOG = OwnPicture(id="p1", word="my dog", alt="", digest="d0g")
BOARD = Board(
    name="My board",
    locale="en-GB",
    pages=(
        BoardPage(
            id="home",
            name="home",
            locale="",
            rows=(
                (BoardButton("b1", "I like", "I really like"), None),
                (BoardButton("b2", "food", "food", opens="food"), BoardButton("b3", "", "yes!")),
            ),
        ),
        BoardPage("food", "food", "", ((BoardButton("b4", "chips", "chips"),),)),
    ),
)


def test_pictures_come_first_and_a_board_has_a_card_that_opens_it() -> None:
    own = own_cards([DOG], [OwnBoard("o1", BOARD, "board.obf")])
    first = own.pages[own.first]
    assert [(card.word, card.symbol) for card in first] == [
        ("my dog", f"{OWN}d0g"),
        ("My board", ""),
    ]
    page = own.pages[first[1].opens]
    assert [card.word for card in page] == ["I like", "food", "yes!"]
    assert [card.word for card in own.pages[page[1].opens]] == ["chips"]


def test_one_board_alone_is_begun_with_as_it_stands() -> None:
    own = own_cards([], [OwnBoard("o1", BOARD, "board.obf")])
    assert [card.word for card in own.pages[own.first]] == ["I like", "food", "yes!"]
    assert not own_cards([], [])


def with_own() -> Chair:
    chair = Chair()
    pupil = chair.kept.add_pupil("Amira")
    png = Picture(digest="d0g", png=b"", width=1, height=1, name="dog.png")
    chair.kept.add_own_picture(pupil.id, "my dog", "", png)
    chair.kept.add_board(pupil.id, BOARD, source="board.obf")
    return chair.talk()


async def test_cards_of_ones_own_are_put_together_and_kept_as_words() -> None:
    chair = with_own()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.show_step()
        await settle(pilot)
        chair.board.pick("music")
        chair.board.pick("something-else")
        await settle(pilot)
        chair.area.row.pick(AnswerArea.OWN)
        await settle(pilot)
        words = {card.word.rstrip(" ▸"): card.id for card in chair.board.cards}
        chair.board.pick(words["My board"])
        await settle(pilot)
        for id_ in ("b1", "b2"):
            chair.board.pick(next(c.id for c in chair.board.cards if c.id == id_))
            await settle(pilot)
        chair.board.pick("b4")
        await settle(pilot)
        assert chair.speaker.said[-1].words == "chips"
        chair.board.pick(AnswerArea.SAY_OWN)
        await settle(pilot)
        view = chair.screen.runner.record.last_answer()
    assert view is not None
    assert view.words == "I like chips"
    assert isinstance(view.value, Chosen)
    assert [choice.id for choice in view.value.choices] == ["music"]
    assert "I really like" in [said.words for said in chair.speaker.said]


async def test_who_brought_no_cards_is_offered_none() -> None:
    chair = Chair().talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.show_step()
        await settle(pilot)
        chair.board.pick("something-else")
        await settle(pilot)
        assert AnswerArea.OWN not in [card.id for card in chair.area.row.standing]

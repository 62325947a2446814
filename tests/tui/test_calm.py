"""The calm look: what is asked now and nothing else, one large picture, nothing that moves."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.tui.chair import Chair, Keyboard, Words, back_at_talk, settle, skip_over, until_true
from voicebox.conversation.inputs import Give
from voicebox.ports import Preferences, WordSpoken
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.widgets.cards import DONE
from voicebox.tui.widgets.layout import SMALLEST_PICTURE
from voicebox.tui.widgets.transcript import Transcript

SIZES = [(80, 24), (120, 40)]


def calm() -> Chair:
    return Chair(preferences=Preferences(theme="calm")).talk()


def to_a_box_for_words(chair: Chair) -> None:
    skip_over(chair, "good-day")
    chair.screen.runner.handle(Give(choices=("pets",)))
    chair.screen.show_step()
    assert chair.at == "which-pet"


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_asked_now_stands_alone_beside_one_picture_and_every_choice(
    size: tuple[int, int],
) -> None:
    chair = calm()
    async with chair.sit(size) as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.runner.handle(Give(choices=("pets",)))
        skip_over(chair, "places@dinner-hall")
        await settle(pilot)
        transcript = chair.screen.query_one(Transcript)
        assert [bubble.words for bubble in transcript.bubbles] == [chair.step.asked]
        assert transcript.picture == 0
        assert chair.board.laid.large >= SMALLEST_PICTURE
        assert chair.board.laid.grid.picture == 0
        for option in (*chair.step.options, *chair.step.standing):
            assert option.word in chair.painted
        assert {"pause", "stop", "more"} <= set(chair.keys_shown)


async def test_the_one_picture_is_of_what_is_asked_until_a_card_is_looked_at_or_said() -> None:
    chair = calm()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "places@dinner-hall")
        await settle(pilot)
        board, options = chair.board, chair.step.options
        assert board.large_symbol == chair.step.item_symbol
        await pilot.press("right")
        assert board.large_symbol == options[1].symbol
        await pilot.hover(board, offset=chair.spot(options[2].id))
        assert board.large_symbol == options[2].symbol
        board.spoken = options[0].id
        assert board.large_symbol == options[0].symbol


async def test_no_card_is_put_forward_where_nothing_else_is_to_be_seen() -> None:
    chair = calm()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.board.about = ""
        assert chair.board.large_symbol == ""
        await pilot.press("1")
        assert chair.board.chosen
        assert chair.board.large_symbol == chair.board.cards[0].symbol
        chair.board.pick(DONE)
        await until_true(pilot, lambda: chair.at != "good-day")


async def test_nothing_is_hinted_and_nothing_moves() -> None:
    chair = calm()
    async with chair.sit() as pilot:
        await settle(pilot)
        to_a_box_for_words(chair)
        await settle(pilot)
        assert chair.app.animation_level == "none"
        assert not chair.words.cursor_blink
        assert "Then Enter" not in chair.painted
        assert chair.screen._quiet is None
        number = len(chair.speaker.said)
        chair.speaker.listener(WordSpoken(number, 0, 3))
        await pilot.pause()
        assert not chair.screen.query_one(Transcript).lit
        hand = Keyboard(chair, pilot)
        await hand.menu("f3")
        assert not any(box.cursor_blink for box in pilot.app.screen.query(Input))
        await pilot.press("escape")
        await back_at_talk(pilot)
        await hand.give(Words("the brown one"))
        assert chair.at != "which-pet"


async def test_a_talk_gone_on_with_asks_the_adult_who_is_there() -> None:
    chair = Chair().talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        to_a_box_for_words(chair)
        await settle(pilot)
        assert "still so?" not in chair.adult_line
        talk = chair.screen.runner.talk.id
        await pilot.press("ctrl+c")
    chair.app = VoiceboxApp(chair.house, carry_on=talk)
    line = "Amira, with Mrs Okoye in the room: still so? F3 changes it."
    async with chair.sit() as pilot:
        await settle(pilot)
        assert chair.at == "which-pet"
        assert line in chair.adult_line
        await Keyboard(chair, pilot).give(Words("the brown one"))
        assert line not in chair.adult_line
        assert chair.at != "which-pet"

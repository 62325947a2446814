"""Moving about in a talk: back, drafts, something else, several cards, pages, changes, the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.tui.chair import (
    At,
    Cards,
    Chair,
    Keyboard,
    Mouse,
    Words,
    back_at_talk,
    hold,
    menu_is_open,
    paste,
    settle,
    skip_over,
    type_words,
    until_true,
)
from voicebox.conversation.inputs import Give
from voicebox.conversation.states import State
from voicebox.conversation.views import CheckedBack, Chosen, PictureGiven, Placed, Status
from voicebox.tui.screens.talk_closed import CARRY_ON, CLOSE, STOP_NOW
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.cards import DONE, MORE


async def at(chair: Chair, pilot: Pilot[int], key: str) -> Keyboard:
    """Sit at a prompt, with what came before it skipped."""
    await settle(pilot)
    skip_over(chair, key)
    await pilot.pause()
    return Keyboard(chair, pilot)


async def pick_from(pilot: Pilot[int], id_: str) -> None:
    """A line of the open menu, by arrows."""
    await menu_is_open(pilot)
    listed = pilot.app.screen.query_one(OptionList)
    listed.highlighted = listed.get_option_index(id_)
    await pilot.press("enter")
    await back_at_talk(pilot)


async def test_back_shows_the_earlier_answer_and_loses_nothing(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("pets", "music")))
        await hand.give(Words("the brown one"))
        before = chair.views
        assert chair.at == "best-bit"
        await hand.menu("escape")
        await pilot.press("b")
        await back_at_talk(pilot)
        assert (chair.at, chair.words.text) == ("which-pet", "the brown one")
        await hand.menu("escape")
        await pilot.press("b")
        await back_at_talk(pilot)
        assert (chair.at, chair.board.chosen) == ("good-day", ["pets", "music"])
        assert [view.model_dump() for view in chair.views] == [v.model_dump() for v in before]
        await pilot.press("k")
        await pilot.press("enter")
        assert chair.at == "best-bit"
        assert [view.words for view in chair.views] == ["", "the brown one"]


async def test_words_typed_before_escape_are_there_again(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("pets",)))
        await type_words(pilot, "not yet s")
        for key in ("escape", "p"):
            await hand.menu("escape")
            await pilot.press(key)
            await back_at_talk(pilot)
            if key == "escape":
                assert chair.words.text == "not yet s"
        assert chair.screen.runner.talk.state is State.PAUSED
        await hand.pick(CARRY_ON)
        await until_true(pilot, lambda: chair.area.is_typing)
        assert chair.words.text == "not yet s"
        await hand.menu("escape")
        await pilot.press("b")
        await back_at_talk(pilot)
        await pilot.press("k")
        await pilot.pause()
        assert (chair.at, chair.words.text) == ("which-pet", "not yet s")
        assert chair.screen.runner.record.at("which-pet") is None


async def test_words_given_up_for_i_wont_say_are_gone(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("pets",)))
        await type_words(pilot, "a secret")
        await hand.menu("escape")
        await pilot.press("w")
        await back_at_talk(pilot)
        assert chair.views[-1].status is Status.PASSED
        await hand.menu("escape")
        await pilot.press("b")
        await back_at_talk(pilot)
        assert (chair.at, chair.words.text) == ("which-pet", "")
        assert "secret" not in chair.painted


async def test_a_menus_key_is_pressed_once(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("pets",)))
        await hand.give(Words("one"))
        await hand.give(Words("two"))
        assert chair.at == "places@dinner-hall"
        await hand.menu("escape")
        await pilot.press("b")
        await back_at_talk(pilot)
        assert chair.at == "best-bit"


@pytest.mark.parametrize("hand_of", [Keyboard, Mouse])
async def test_something_else_keeps_the_cards_that_were_picked(
    chair: Chair, hand_of: type[Keyboard | Mouse]
) -> None:
    async with chair.talk().sit((120, 40)) as pilot:
        await at(chair, pilot, "good-day")
        hand = hand_of(chair, pilot)
        await hand.pick("music")
        await hand.pick("something-else")
        await pilot.pause()
        assert chair.area.is_typing
        await type_words(pilot, "and my drum")
        row = chair.area.row
        assert await pilot.click(row, offset=chair.spot(AnswerArea.TO_CARDS, row))
        await pilot.pause()
        assert (chair.area.is_typing, chair.board.chosen) == (False, ["music"])
        await hand.pick("something-else")
        await pilot.pause()
        assert chair.words.text == "and my drum"
        await pilot.press("enter")
        await until_true(pilot, lambda: bool(chair.views))
        view = chair.views[0]
        assert isinstance(view.value, Chosen)
        assert [choice.id for choice in view.value.choices] == ["music"]
        assert view.words == "and my drum"


async def test_something_else_needs_no_words(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.pick("something-else")
        await pilot.press("tab", "enter")
        await until_true(pilot, lambda: bool(chair.views))
        value = chair.views[0].value
        assert isinstance(value, Chosen)
        assert [choice.id for choice in value.choices] == ["something-else"]


async def test_a_card_is_put_back_and_done_without_any_says_so(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.pick("music")
        await hand.pick("music")
        assert chair.board.chosen == []
        await hand.pick(DONE)
        assert "Pick a card first" in chair.adult_line
        assert (chair.at, chair.views) == ("good-day", [])


async def test_more_cards_than_fit_are_turned_like_pages(chair: Chair) -> None:
    async with chair.talk().sit((60, 24)) as pilot:
        await at(chair, pilot, "good-day")
        board, mouse = chair.board, Mouse(chair, pilot)
        first = [spot.id for spot in board.laid.spots if spot.is_card]
        assert len(first) < len(board.cards)
        await mouse.click(board, chair.spot(MORE))
        second = [spot.id for spot in board.laid.spots if spot.is_card]
        assert not set(first) & set(second)
        assert board.cursor in second
        await pilot.press("pageup")
        assert [spot.id for spot in board.laid.spots if spot.is_card] == first
        for _ in range(len(board.cards)):
            await pilot.press("right")
        assert board.page > 0


async def test_a_digit_shows_an_unseen_card_before_it_picks_it(chair: Chair) -> None:
    async with chair.talk().sit((50, 24)) as pilot:
        await at(chair, pilot, "places@dinner-hall")
        board = chair.board
        last = board.cards[-1]
        assert last.id not in [spot.id for spot in board.laid.spots]
        await pilot.press(last.number)
        await pilot.pause()
        assert (chair.at, board.cursor) == ("places@dinner-hall", last.id)
        await pilot.press(last.number)
        await until_true(pilot, lambda: chair.at != "places@dinner-hall")
        value = chair.views[-1].value
        assert isinstance(value, Placed)
        assert value.column.id == last.id


async def test_digits_arrows_and_the_mouse_climb_the_ladder(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "by-myself")
        ladder = chair.ladder
        await pilot.press("enter")
        assert (ladder.point, chair.at) == (-1, "by-myself")
        for key, point in (("end", 5), ("left", 4), ("home", 0), ("up", 1), ("3", 3), ("9", 3)):
            await pilot.press(key)
            assert ladder.point == point, key
        await Mouse(chair, pilot).climb(2)
        await pilot.pause()
        assert chair.at == "one-step-up"
        await hand.menu("escape")
        await pilot.press("b")
        await back_at_talk(pilot)
        assert ladder.point == 2
        await hand.give(At(1))
        assert chair.at == "get-through"


async def test_a_picture_file_is_an_answer_and_a_wrong_one_says_so(
    chair: Chair, tmp_path: Path
) -> None:
    (tmp_path / "my dog.png").write_bytes(b"png")
    (tmp_path / "notes.txt").write_text("no picture")
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "my-picture/picture")
        await hand.say(str(tmp_path / "notes.txt"))
        assert "That is no picture." in chair.adult_line
        assert chair.at == "my-picture/picture"
        chair.words.load_text("")
        await hand.say(f'"{tmp_path / "my dog.png"}"')
        await until_true(pilot, lambda: chair.at == "my-picture/words")
        view = chair.screen.runner.record.at("my-picture", "picture")
        assert view is not None
        assert isinstance(view.value, PictureGiven)
        assert view.value.name == "my dog.png"


async def test_read_back_changes_moves_keeps_back_and_takes_away(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        hand = Keyboard(chair, pilot)
        skip_over(chair, "good-day")
        await hand.give(Cards(("music",)))
        await hand.give(Words("best of all"))
        await hand.give(Cards(("so-so",)))
        chair.screen.runner.handle(Give(choices=("like",)))
        skip_over(chair, "~read-back/important-to-me@0")
        await pilot.pause()
        music, best, hall, playground = chair.views[:4]

        await hand.pick(str(hall.seq))
        await pick_from(pilot, "like")
        moved = chair.screen.runner.record.at("places", "", "dinner-hall")
        assert moved is not None
        assert isinstance(moved.value, Placed)
        assert (moved.value.column.id, moved.checked_back) == ("like", CheckedBack.CHANGED)

        await hand.pick(str(best.seq))
        await pick_from(pilot, "keep_back")
        assert chair.screen.runner.record.by_seq(best.seq).share == "kept_back"  # type: ignore[union-attr]
        await hand.pick(str(playground.seq))
        await pick_from(pilot, "remove")
        assert chair.screen.runner.record.by_seq(playground.seq) is None
        await hand.pick(str(music.seq))
        await pick_from(pilot, "change")
        assert chair.at == "good-day"
        await hand.pick("play")
        await hand.pick(DONE)
        await until_true(pilot, lambda: chair.at.startswith("~read-back"))
        changed = chair.screen.runner.record.at("good-day")
        assert changed is not None
        assert isinstance(changed.value, Chosen)
        assert [choice.id for choice in changed.value.choices] == ["music", "play"]
        await hand.give(Cards(("right",)))
        await until_true(pilot, lambda: not chair.at.startswith("~read-back"))
        assert chair.screen.runner.record.by_seq(best.seq).checked_back is CheckedBack.CONFIRMED  # type: ignore[union-attr]


async def test_leaving_a_cards_menu_changes_nothing(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("music",)))
        skip_over(chair, "~read-back/important-to-me@0")
        await pilot.pause()
        seq = chair.screen.runner.talk.seq
        for key in ("escape", "l"):
            await hand.menu("1")
            await pilot.press(key)
            await back_at_talk(pilot)
            assert chair.screen.runner.talk.seq == seq


async def test_sharing_is_a_choice_of_several(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("music",)))
        skip_over(chair, "~sharing/~all")
        await pilot.pause()
        await hand.pick("keep-back")
        await hand.pick("family")
        await hand.pick(DONE)
        assert "goes alone" in chair.adult_line
        await hand.pick("keep-back")
        await hand.pick("meeting")
        await hand.pick(DONE)
        await until_true(pilot, lambda: not chair.at.startswith("~sharing"))
        assert chair.views[0].share == ("family", "meeting")


async def test_one_by_one_shows_the_answer_that_is_shared(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("music",)))
        skip_over(chair, "~sharing/~all")
        await pilot.pause()
        await hand.pick("one-by-one")
        await hand.pick(DONE)
        await until_true(pilot, lambda: chair.at != "~sharing/~all")
        assert "What are you doing?" in chair.painted
        assert "music" in chair.painted
        assert "music" in chair.speaker.said[-1].words
        await hand.pick("keep-back")
        await hand.pick(DONE)
        await until_true(pilot, lambda: chair.views[0].share == "kept_back")
        assert chair.views[0].share == "kept_back"


async def test_a_break_is_carried_on_stopped_or_left_for_later(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await pilot.press("p")
        assert chair.screen.runner.talk.state is State.PAUSED
        assert "Time for a break" in chair.newest
        assert {card.id for card in chair.board.cards} == {CARRY_ON, STOP_NOW, CLOSE}
        for key in ("b", "k", "p", "space", "x"):
            if key != "x":
                await pilot.press(key)
        assert chair.screen.runner.talk.state is State.PAUSED
        await hand.pick(CARRY_ON)
        await until_true(pilot, lambda: chair.screen.runner.is_open)
        assert chair.at == "good-day"
        await pilot.press("p")
        await hand.pick(CLOSE)
        await pilot.pause()
    assert chair.app.return_code == 0
    assert chair.kept.talks()[0].state == State.PAUSED


async def test_after_a_stop_the_child_still_picks_what_to_end_on(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await pilot.press("x")
        assert chair.screen.runner.talk.state is State.STOPPED
        assert "We stop now" in chair.newest
        assert "Pick something to do now" in chair.newest
        await hand.pick("play")
        await until_true(pilot, lambda: not chair.screen.runner.offers_last_choice)
        assert "Goodbye Amira" in chair.newest
        assert "Who looks in on the child today?" in chair.adult_line
        await pilot.press("enter")
        await pilot.pause()
    assert chair.app.return_code == 0


async def test_the_end_says_goodbye_and_leaves(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("music",)))
        skip_over(chair, "~sharing/~all")
        await hold(hand)
        assert chair.screen.runner.talk.state is State.FINISHED
        assert "Goodbye Amira" in chair.newest
        await pilot.press("enter")
        await pilot.pause()
    assert chair.app.return_code == 0


async def test_keeping_the_last_answer_private_leaves_what_is_picked_now(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await at(chair, pilot, "good-day")
        await hand.give(Cards(("pets",)))
        paste(chair, "half a th")
        await pilot.pause()
        await hand.menu("escape")
        await pilot.press("v")
        await back_at_talk(pilot)
        assert chair.views[0].share == "kept_back"
        assert (chair.at, chair.words.text) == ("which-pet", "half a th")
        assert "kept back" in chair.painted
        await hand.menu("escape")
        await pilot.press("n")
        await back_at_talk(pilot)
        assert "next answer will be kept back" in chair.adult_line
        await pilot.press("enter")
        await until_true(pilot, lambda: chair.at == "best-bit")
        assert chair.views[1].share == "kept_back"

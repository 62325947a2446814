"""Home: who is here, new and same names, past talks, settings, a store that is shut."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select

from tests.tui.chair import Cards, Chair, Keyboard, comes, paste, settle, skip_over, until_true
from voicebox.conversation.states import State
from voicebox.errors import SettingsError, StoreError
from voicebox.ports import Begin, Preferences, Store
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.home import HomeScreen
from voicebox.tui.screens.home_pupil import SameName
from voicebox.tui.screens.new_talk import NewTalk
from voicebox.tui.screens.past import PastTalks
from voicebox.tui.screens.talk import TalkScreen


async def at_home(pilot: Pilot[int]) -> None:
    await settle(pilot)
    await until_true(
        pilot,
        lambda: (
            isinstance(pilot.app.screen, HomeScreen)
            and pilot.app.screen.query_one(OptionList).option_count > 0
        ),
    )


async def fill(chair: Chair, pilot: Pilot[int], *lines: str) -> None:
    """Fill in a new talk's lines, each ended by Enter."""
    await comes(pilot, NewTalk)
    for words in lines:
        paste(chair, words)
        await pilot.pause()
        await pilot.press("enter")


async def held_before(chair: Chair, name: str = "Amira") -> None:
    """A talk with a child, left at its second question."""
    async with chair.talk(pupil=name).sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await Keyboard(chair, pilot).give(Cards(("pets",)))
        await pilot.press("ctrl+c")
    chair.app = VoiceboxApp(chair.house)


async def test_someone_new_starts_a_talk_with_two_names(chair: Chair) -> None:
    async with chair.sit() as pilot:
        await at_home(pilot)
        await pilot.press("n")
        await fill(chair, pilot, "Amira", "Mrs Okoye")
        await comes(pilot, TalkScreen)
        opened = chair.screen.runner.record.opened
        assert opened is not None
        assert (opened.pupil, opened.with_) == ("Amira", "Mrs Okoye")
        assert chair.screen.runner.header.pack == "my-voice"


async def test_another_pack_is_picked(chair: Chair) -> None:
    async with chair.sit() as pilot:
        await at_home(pilot)
        await pilot.press("n")
        await comes(pilot, NewTalk)
        pilot.app.screen.query_one(Select).value = "small"
        await fill(chair, pilot, "Amira", "Mrs Okoye")
        await comes(pilot, TalkScreen)
        assert chair.screen.runner.header.pack == "small"


async def test_a_name_is_needed(chair: Chair) -> None:
    async with chair.sit() as pilot:
        await at_home(pilot)
        await pilot.press("n")
        await fill(chair, pilot, "  ", "Mrs Okoye")
        await pilot.pause()
        assert "A name is needed" in chair.painted
        assert chair.kept.pupils() == []
        await pilot.press("escape")
        await at_home(pilot)


@pytest.mark.parametrize(("picked", "pupils"), [(0, 1), (1, 2)])
async def test_of_two_children_of_one_name_the_adult_says_who_it_is(
    chair: Chair, picked: int, pupils: int
) -> None:
    await held_before(chair)
    async with chair.sit() as pilot:
        await at_home(pilot)
        await pilot.press("n")
        await fill(chair, pilot, "Amira", "Mrs Okoye")
        await comes(pilot, SameName)
        pilot.app.screen.query_one(OptionList).highlighted = picked
        await pilot.press("enter")
        await comes(pilot, TalkScreen)
    assert len(chair.kept.pupils()) == pupils
    assert len(chair.kept.talks()) == 2


async def test_a_talk_is_carried_on_and_comes_back_home(chair: Chair) -> None:
    await held_before(chair)
    async with chair.sit() as pilot:
        await at_home(pilot)
        assert "Amira" in chair.painted
        assert "not finished · child 22 Nov" in chair.painted or "on a break" in chair.painted
        await pilot.press("enter")
        await until_true(pilot, lambda: "Carry on where it was left" in chair.painted)
        await pilot.press("c")
        await comes(pilot, TalkScreen)
        assert chair.at == "which-pet"
        await pilot.press("escape")
        await until_true(pilot, lambda: pilot.app.screen is not chair.screen)
        await pilot.press("x")
        await until_true(pilot, lambda: chair.screen.runner.talk.state is State.STOPPED)
        await pilot.press("enter")
        await until_true(pilot, lambda: not chair.screen.runner.offers_last_choice)
        await pilot.press("enter")
        await at_home(pilot)
        assert "stopped by choice" in chair.painted


async def test_past_talks_show_what_was_said(chair: Chair) -> None:
    await held_before(chair)
    async with chair.sit((120, 40)) as pilot:
        await at_home(pilot)
        await pilot.press("enter")
        await until_true(pilot, lambda: "Read past talks" in chair.painted)
        await pilot.press("r")
        await comes(pilot, PastTalks)
        await until_true(pilot, lambda: "pets" in chair.painted)
        assert "Think of a good day. What are you doing?" in chair.painted
        assert "pets" in chair.painted
        await pilot.press("pagedown", "pageup", "escape")
        await at_home(pilot)


async def test_settings_are_shown_at_once_and_saved(chair: Chair) -> None:
    async with chair.sit((80, 40)) as pilot:
        await at_home(pilot)
        await pilot.press("s")
        await until_true(pilot, lambda: "Settings" in chair.painted)
        screen = pilot.app.screen
        screen.query_one("#theme", Select).value = "dark"
        screen.query_one("#cards", Select).value = 3
        screen.query_one("#adult", Input).value = "Mr Shah"
        await pilot.pause()
        assert chair.app.theme == "dark"
        assert await pilot.click("#keep")
        await until_true(pilot, lambda: bool(chair.saved))
        assert chair.saved == [Preferences(theme="dark", cards=3, adult="Mr Shah")]
        await at_home(pilot)
        await pilot.press("n")
        await fill(chair, pilot, "Amira")
        await pilot.press("enter")
        await comes(pilot, TalkScreen)
        assert chair.board.held.most in (0, 3)
        assert chair.screen.runner.header.with_ == "Mr Shah"
    assert chair.app.house.preferences.theme == "dark"


async def test_leaving_the_settings_puts_the_look_back(chair: Chair) -> None:
    async with chair.sit((80, 40)) as pilot:
        await at_home(pilot)
        await pilot.press("s")
        await until_true(pilot, lambda: "Settings" in chair.painted)
        pilot.app.screen.query_one("#theme", Select).value = "dark"
        await pilot.pause()
        await pilot.press("escape")
        await at_home(pilot)
        assert (chair.app.theme, chair.saved) == ("cream", [])


async def test_settings_that_cannot_be_written_are_one_line(chair: Chair) -> None:
    def refuse(given: Preferences) -> None:
        raise SettingsError("The settings cannot be written.", mend="Check the folder.")

    chair.with_house(save_preferences=refuse)
    async with chair.sit((80, 40)) as pilot:
        await at_home(pilot)
        await pilot.press("s")
        await until_true(pilot, lambda: "Settings" in chair.painted)
        assert await pilot.click("#keep")
        await until_true(pilot, lambda: "cannot be written" in chair.painted)
        assert "The settings cannot be written. Check the folder." in chair.painted
        await pilot.press("q")
        await at_home(pilot)
        assert chair.app.is_running


async def test_a_store_that_cannot_be_opened_is_one_line(chair: Chair) -> None:
    def shut() -> Store:
        raise StoreError("The talks cannot be opened.", mend="Unlock them first.")

    chair.with_house(store=shut)
    async with chair.sit() as pilot:
        await settle(pilot)
        await until_true(pilot, lambda: "cannot be opened" in chair.painted)
        assert "The talks cannot be opened. Unlock them first." in chair.painted
        for key in ("n", "enter", "s", "escape", "w"):
            await pilot.press(key)
            await pilot.pause()
        assert chair.app.is_running or chair.app.return_code is not None
        await pilot.press("q")
        await pilot.pause()
    assert chair.app.return_code == 0


async def test_a_talk_that_cannot_be_begun_gives_its_error_to_the_command(chair: Chair) -> None:
    async with chair.talk("no-such-pack").sit() as pilot:
        await settle(pilot)
    assert chair.app.return_value == 1
    assert "no-such-pack" in str(chair.app.problem)


async def test_a_begin_without_a_name_asks_for_it(chair: Chair) -> None:
    chair.app = VoiceboxApp(chair.house, begin=Begin(pack="small", seed=7))
    async with chair.sit() as pilot:
        await settle(pilot)
        await fill(chair, pilot, "Tomos", "Mr Shah")
        await comes(pilot, TalkScreen)
        assert chair.screen.runner.header.pack == "small"
        assert chair.screen.runner.header.seed == 7


async def test_q_leaves(chair: Chair) -> None:
    async with chair.sit() as pilot:
        await at_home(pilot)
        await pilot.press("q")
        await pilot.pause()
    assert chair.app.return_code == 0

"""The grown-up's PIN: what it stands before, the wait that grows. What a pupil likes, in a talk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, OptionList, Select

from tests.tui.chair import Cards, Chair, Keyboard, comes, paste, settle, skip_over, until_true
from voicebox.conversation.states import State
from voicebox.errors import SettingsError
from voicebox.ports import Preferences
from voicebox.settings import load_settings, save_settings
from voicebox.tui.lock import FIRST_WAIT, FREE, LONGEST_WAIT, Lock, hash_pin
from voicebox.tui.screens.access import PupilAccess
from voicebox.tui.screens.home import HomeScreen
from voicebox.tui.screens.menus import GrownUpMenu
from voicebox.tui.screens.pin import AskPin, SetPin
from voicebox.tui.screens.preferences import PreferencesScreen
from voicebox.tui.screens.talk import TalkScreen

PIN = "2468"
KEPT = hash_pin(PIN)


async def choose(pilot: Pilot[int], id_: str) -> None:
    listed = pilot.app.screen.query_one(OptionList)
    listed.highlighted = listed.get_option_index(id_)
    await pilot.press("enter")


async def in_a_talk_from_home(chair: Chair, pilot: Pilot[int], pin: str) -> None:
    """Amira's talk, begun by the grown-up at home."""
    if pin:
        await comes(pilot, AskPin)
        await pilot.press(*pin, "enter")
    await comes(pilot, HomeScreen)
    await until_true(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count > 0)
    await pilot.press("n")
    await until_true(pilot, lambda: bool(pilot.app.screen.query(Select)))
    pilot.app.screen.query_one(Select).value = "small"
    for words in ("Amira", "Mrs Okoye"):
        paste(chair, words)
        await pilot.pause()
        await pilot.press("enter")
    await comes(pilot, TalkScreen)


def test_a_wait_grows_after_five_wrong_pins_and_never_lasts_for_ever() -> None:
    time = [0.0]
    lock = Lock(KEPT, now=lambda: time[0])
    waits = []
    for _ in range(FREE + 8):
        assert not lock.opens("1111")
        waits.append(lock.wait)
        assert lock.wait == 0 or not lock.opens(PIN), "it was looked at during the wait"
        time[0] += lock.wait
    assert waits[: FREE - 1] == [0] * (FREE - 1)
    assert waits[FREE - 1 : FREE + 2] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4]
    assert waits[-1] == LONGEST_WAIT
    assert lock.opens(PIN)
    assert not lock.opens("1111")
    assert lock.wait == 0


def test_a_pin_is_never_kept_in_clear_and_no_two_are_kept_alike(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save_settings(path, Preferences(pin=KEPT))
    assert load_settings(path).pin == KEPT
    assert PIN not in KEPT.split(":")
    assert hash_pin(PIN) != KEPT
    line = next(line for line in path.read_text().splitlines() if line.startswith("pin"))
    path.write_text(path.read_text().replace(line, ""))
    assert load_settings(path).pin == ""
    path.write_text('pin = "2468"\n')
    with pytest.raises(SettingsError):
        load_settings(path)


async def test_home_is_behind_the_pin_from_the_start_and_again_after_a_talk() -> None:
    chair = Chair(preferences=Preferences(pin=KEPT))
    chair.kept.add_pupil("Tomos")
    async with chair.sit() as pilot:
        await comes(pilot, AskPin)
        await pilot.press("1", "1", "1", "1", "enter", "x")
        await pilot.pause()
        assert "That is not the PIN." in chair.painted
        assert "Tomos" not in chair.painted
        await in_a_talk_from_home(chair, pilot, PIN)
        await pilot.press("p")
        await until_true(pilot, lambda: chair.screen.runner.talk.state is State.PAUSED)
        await pilot.press("3")
        await comes(pilot, AskPin)
        assert "Tomos" not in chair.painted
        await pilot.press("space")  # a child's switch
        await comes(pilot, TalkScreen)
        await pilot.press("1")
        await until_true(pilot, lambda: chair.screen.runner.is_open)
        assert chair.screen.runner.is_open
        await pilot.press("p", "3")
        await comes(pilot, AskPin)
        await pilot.click("#title")  # a child's mouse
        await comes(pilot, TalkScreen)
        await pilot.press("1")
        await until_true(pilot, lambda: chair.screen.runner.is_open)
        await pilot.press("f1")
        await comes(pilot, GrownUpMenu)
        await choose(pilot, "leave")
        await comes(pilot, AskPin)
        await pilot.press(*PIN, "enter")
        await comes(pilot, HomeScreen)
        await until_true(pilot, lambda: "Tomos" in chair.painted)
        await pilot.press("l")
        await comes(pilot, AskPin)
        await pilot.press("escape")
        await pilot.pause()
    assert chair.app.return_code == 0


async def test_five_wrong_pins_at_the_screen_are_told_to_wait() -> None:
    chair = Chair(preferences=Preferences(pin=KEPT))
    async with chair.sit() as pilot:
        await comes(pilot, AskPin)
        for _ in range(FREE):
            await pilot.press(*"1357", "enter")
        await pilot.pause()
        assert "seconds, then try again" in chair.painted
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskPin)


async def test_a_pin_is_set_changed_and_taken_away_in_the_settings(chair: Chair) -> None:
    async def set_pin(pilot: Pilot[int], *lines: str, button: str = "set") -> None:
        await pilot.press("s")
        await comes(pilot, PreferencesScreen)
        pilot.app.screen.query_one("#pin", Button).press()
        await comes(pilot, SetPin)
        for box, words in zip(pilot.app.screen.query(Input), lines, strict=False):
            box.value = words
        pilot.app.screen.query_one(f"#{button}", Button).press()
        await pilot.pause()

    async def keep(pilot: Pilot[int]) -> None:
        await comes(pilot, PreferencesScreen)
        pilot.app.screen.query_one("#keep", Button).press()
        await comes(pilot, HomeScreen)

    async with chair.sit() as pilot:
        await comes(pilot, HomeScreen)
        await set_pin(pilot, "123", "123")
        assert "4 to 12 digits" in chair.painted
        await pilot.press("escape", "escape")
        await comes(pilot, HomeScreen)
        await set_pin(pilot, PIN, PIN)
        await keep(pilot)
        assert Lock(chair.saved[-1].pin).opens(PIN)
        assert "lock" in chair.painted
        await set_pin(pilot, "9999", "1357", "1357")
        assert "That is not the PIN." in chair.painted
        await pilot.press("escape", "escape")
        await comes(pilot, HomeScreen)
        await set_pin(pilot, PIN, "1357", "1357")
        await keep(pilot)
        assert Lock(chair.saved[-1].pin).opens("1357")
        await set_pin(pilot, "1357", button="take-away")
        await keep(pilot)
        assert chair.saved[-1].pin == ""


async def test_a_pin_that_was_set_holds_though_the_settings_are_left_by_escape(
    chair: Chair,
) -> None:
    async with chair.sit() as pilot:
        await comes(pilot, HomeScreen)
        await pilot.press("s")
        await comes(pilot, PreferencesScreen)
        settings = pilot.app.screen
        settings.query_one("#theme", Select).value = "dark"
        await pilot.pause()
        settings.query_one("#pin", Button).press()
        await comes(pilot, SetPin)
        for box in pilot.app.screen.query(Input):
            box.value = PIN
        pilot.app.screen.query_one("#set", Button).press()
        await comes(pilot, PreferencesScreen)
        await until_true(pilot, lambda: "PIN: on ..." in chair.painted)
        assert "PIN: on ..." in chair.painted
        assert pilot.app.theme == "dark"
        await pilot.press("escape")
        await comes(pilot, HomeScreen)
        assert Lock(chair.saved[-1].pin).opens(PIN)
        assert chair.saved[-1].theme == pilot.app.theme != "dark"
        await pilot.press("l")
        await comes(pilot, AskPin)


@pytest.mark.parametrize("pin", ["", KEPT], ids=["no-pin", "pin"])
async def test_how_a_pupil_likes_it_is_set_in_the_talk_and_holds_at_once(pin: str) -> None:
    chair = Chair(preferences=Preferences(pin=pin)).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await pilot.press("1")
        await Keyboard(chair, pilot).menu("f1")
        await choose(pilot, "likes")
        if pin:
            await comes(pilot, AskPin)
            await pilot.press(*PIN, "enter")
        await comes(pilot, PupilAccess)
        for name, value in (("theme", "dark"), ("cards", "2"), ("switches", "one")):
            pilot.app.screen.query_one(f"#{name}", Select).value = value
        await pilot.press("ctrl+s")
        await comes(pilot, TalkScreen)
        pupil = chair.screen.runner.header.pupil.id
        assert chair.kept.preferences_of(pupil)["switches"] == "one"
        assert chair.app.theme == "dark"
        assert chair.board.laid.grid.a_page == 2
        assert chair.board.chosen == [chair.board.cards[0].id], "what was picked is gone"
        assert chair.screen.scan is not None
        await Keyboard(chair, pilot).menu("f1")
        await choose(pilot, "likes")
        if pin:
            await comes(pilot, AskPin)
            await pilot.press(*PIN, "enter")
        await comes(pilot, PupilAccess)
        pilot.app.screen.query_one("#switches", Select).value = "off"
        await pilot.press("ctrl+s")
        await comes(pilot, TalkScreen)
        assert chair.screen.scan is None
        assert chair.app.focused is chair.board
        await Keyboard(chair, pilot).give(Cards(("music",)))
        assert chair.at != "good-day"


async def test_straight_into_a_talk_there_is_no_home_to_guard() -> None:
    chair = Chair(preferences=Preferences(pin=KEPT)).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        await pilot.press("p", "3")
        await until_true(pilot, lambda: chair.app.return_code == 0)
    assert chair.app.return_code == 0


def test_preferences_without_a_pin_have_no_line_for_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save_settings(path, replace(Preferences(pin=KEPT), pin=""))
    assert "pin" not in path.read_text()

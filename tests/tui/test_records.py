"""Access given, a pupil forgotten, and who is due, in the app; never by a slip."""

from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Select

from tests.fakes import BEGAN
from tests.rights.test_retention import born
from tests.tui.chair import settle, until_true
from tests.tui.offices import Office, agree, office, press, read, shown, to_pupil, write
from tests.tui.test_home import at_home
from tests.tui.test_lock import KEPT, PIN
from voicebox.ports import Concern, Pupil
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.due import DueScreen
from voicebox.tui.screens.forgetting import ForgetPupil, Receipt
from voicebox.tui.screens.giving import MakeFolder, WhatIsHeld
from voicebox.tui.screens.home import HomeScreen
from voicebox.tui.screens.home_list import PupilList
from voicebox.tui.screens.pin import AskPin
from voicebox.tui.screens.worries import Worries


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


def worry(chair: Office, pupil: Pupil, *, signed: bool) -> None:
    chair.store.add_concern(Concern("w1", pupil, "t", "a worry", "Mr Shah", BEGAN, False))
    if signed:
        chair.store.pass_on_concern("w1", to="Mr Shah", at=BEGAN)


@pytest.mark.parametrize("with_worries", [False, True])
async def test_access_is_a_folder_and_worries_are_in_it_only_by_a_step_of_their_own(
    tmp_path: Path, with_worries: bool
) -> None:
    folder = tmp_path / "for the family"
    with office(tmp_path / "school") as school:
        amira = school.held("Amira", 1)
        worry(school, amira, signed=True)
        async with school.sit() as pilot:
            await to_pupil(pilot, amira, "s", "a")
            await shown(pilot, WhatIsHeld)
            await read(school, pilot, "talks: 1")
            await read(school, pilot, "The folder is not encrypted")
            await pilot.press("enter")
            await read(school, pilot, "Worries stay out")
            if with_worries:
                await agree(pilot)
            else:
                await pilot.press("enter")
            box = await shown(pilot, MakeFolder)
            assert "Amira-access" in box.query_one("#folder", Input).value
            write(pilot, folder=str(tmp_path))
            await press(pilot, "make")
            await read(school, pilot, "is there already")
            write(pilot, folder=str(folder))
            await press(pilot, "make")
            await read(school, pilot, "Begin with README.html")
            assert "to-review.html" in school.painted
            assert "in the folder not-shared: 1" in school.painted
        assert (folder / "README.html").exists()
        assert (folder / "worries.html").exists() == with_worries
        assert school.store.account(limit=1).lines[0].act == "access-given"


async def test_a_worry_stops_forgetting_and_then_all_of_it_goes_with_a_receipt(
    tmp_path: Path,
) -> None:
    receipt = tmp_path / "receipt.txt"
    with office(tmp_path / "school") as school:
        amira, tomos = school.held("Amira", 1), school.held("Tomos", 2)
        worry(school, amira, signed=False)
        school.house = replace(
            school.house, preferences=replace(school.house.preferences, pin=KEPT)
        )
        school.app = VoiceboxApp(school.house)
        async with school.sit() as pilot:
            await pilot.press(*PIN, "enter")
            await to_pupil(pilot, amira, "s", "f")
            await shown(pilot, AskPin)
            await pilot.press(*PIN, "enter")
            await shown(pilot, ForgetPupil)
            await read(school, pilot, "A worry has not been passed on yet")
            await press(pilot, "worries")
            await shown(pilot, Worries)
            write(pilot, to="Mr Shah")
            await press(pilot, "sign")
            await shown(pilot, ForgetPupil)
            await read(school, pilot, "To take all of it out, type: Amira")
            write(pilot, why="Amira moved away", name="Amira")
            await press(pilot, "forget")
            await read(school, pilot, "so it cannot hold the name")
            assert len(school.store.pupils()) == 2
            write(pilot, why="the family asked, letter of 3 November")
            await press(pilot, "forget")
            await shown(pilot, Receipt)
            await read(school, pilot, "Why: the family asked, letter of 3 November")
            write(pilot, file=str(receipt))
            await press(pilot, "save")
            await press(pilot, "good")
            await at_home(pilot)
            listed = pilot.app.screen.query_one(PupilList)
            await until_true(pilot, lambda: amira.id not in listed._pupils)
            assert "Tomos" in school.painted
            assert "Amira" not in school.painted
        assert school.store.pupils() == [tomos]
    assert "No backup is known of" in receipt.read_text()
    assert "Amira" not in receipt.read_text()


async def hit_all_keys(pilot: Pilot[int]) -> None:
    """A child at the keyboard: letters, digits, and Enter and space after each handful."""
    for each in (string.ascii_lowercase, string.digits):
        await pilot.press(*each, "space", "enter", "enter", "down", "enter")


async def test_a_slip_forgets_nobody(tmp_path: Path) -> None:
    with office(tmp_path / "school") as school:
        amira = school.held("Amira", 1)
        async with school.sit() as pilot:
            await to_pupil(pilot, amira, "s", "f")
            box = await shown(pilot, ForgetPupil)
            await hit_all_keys(pilot)
            assert pilot.app.screen is box
            assert box.query_one("#forget", Button).disabled
            await read(school, pilot, "both are needed")
            write(pilot, why="the family asked", name="amira")
            await pilot.pause()
            assert box.query_one("#forget", Button).disabled, "it is not the name"
            write(pilot, name="Amira")
            box.query_one("#name").focus()
            await pilot.press("enter", "enter")
            await read(school, pilot, "Enter does not do it here")
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(pilot.app.screen, HomeScreen)
        assert [each.id for each in school.store.pupils()] == [amira.id]
        assert len(school.store.talks()) == 1


async def test_who_is_due_is_listed_by_a_rule_that_is_set_there(tmp_path: Path) -> None:
    with office(tmp_path / "school") as school:
        born(school.store, "Zofia", "29 February 2000", 1)
        school.held("Tomos", 2)
        async with school.sit() as pilot:
            await at_home(pilot)
            await pilot.press("b")
            await read(school, pilot, "How long records are kept")
            await pilot.press("d")
            box = await shown(pilot, DueScreen)
            await read(school, pilot, "No rule was set.")
            box.query_one(Select).value = "dob+25"
            await read(school, pilot, "2025-03-01  Zofia")
            assert "Due: 1. Later: 0. No date of birth in a plan: 1." in school.painted
            await until_true(pilot, lambda: school.app.house.preferences.retention == "dob+25")
            await pilot.press("escape")
            await at_home(pilot)
        assert school.app.house.preferences.retention == "dob+25"
        assert len(school.store.pupils()) == 2

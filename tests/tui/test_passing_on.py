"""Talks sent and received in the app, by somebody who never sees a command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from tests.fakes import BEGAN
from tests.passing.homes import begun, bundle_of, carry_on, content, receive
from tests.tui.chair import settle, until_true
from tests.tui.offices import Office, agree, office, press, read, shown, to_pupil, to_receive, write
from tests.tui.test_home import at_home
from voicebox.ports import Concern
from voicebox.ports.passing import ToBundle
from voicebox.store import identity
from voicebox.store.direct import writing
from voicebox.tui.screens.asking import Ask, Told
from voicebox.tui.screens.home import HomeScreen
from voicebox.tui.screens.open_bundle import OpenBundle
from voicebox.tui.screens.passing_on import KeyToTell
from voicebox.tui.screens.past import PastTalks
from voicebox.tui.screens.receiving import InsideScreen
from voicebox.tui.screens.sending import MakeBundle, OpenedBy
from voicebox.tui.screens.which_talks import Ticks, WhichTalks
from voicebox.tui.screens.who_is_it import NEW, WhoIsIt

PASSPHRASE = "teapot window river lamp"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


def public_key(chair: Office) -> str:
    assert chair.house.passing is not None
    return chair.house.passing().own_keys().to


async def sent(chair: Office, name: str, key: str, file: Path) -> None:
    """All talks of a pupil, sent to a key."""
    chair.app = type(chair.app)(chair.house)
    pupil = next(each for each in chair.store.pupils() if each.name == name)
    async with chair.sit() as pilot:
        await to_pupil(pilot, pupil, "s", "s")
        await shown(pilot, WhichTalks)
        await pilot.press("enter")
        await agree(pilot)
        await shown(pilot, OpenedBy)
        await pilot.press("k")
        await shown(pilot, MakeBundle)
        write(pilot, key=f" {key} ", file=str(file))
        await press(pilot, "make")
        await read(chair, pilot, "Written and checked")


async def test_all_talks_go_by_a_passphrase_and_are_kept_elsewhere_for_the_child_they_are_of(
    tmp_path: Path,
) -> None:
    file = tmp_path / "amira.age"
    with office(tmp_path / "home") as home:
        amira = home.held("Amira", 1, 2)
        home.store.add_concern(Concern("w1", amira, "t", "a worry", "Mr Shah", BEGAN, False))
        async with home.sit() as pilot:
            await to_pupil(pilot, amira, "s", "s")
            await shown(pilot, WhichTalks)
            await pilot.press("enter")
            await shown(pilot, Ask)
            assert "2  kept back by the child" in home.painted
            await pilot.press("enter")
            await at_home(pilot)
            assert not list(tmp_path.glob("*.age")), "Enter alone sends nothing"
            await to_pupil(pilot, amira, "s", "s")
            await shown(pilot, WhichTalks)
            await pilot.press("enter")
            await agree(pilot)
            await read(home, pilot, "Worries stay here")
            await pilot.press("enter")
            await shown(pilot, OpenedBy)
            await pilot.press("p")
            box = await shown(pilot, MakeBundle)
            assert "Amira" not in box.query_one("#file", Input).value
            write(pilot, file=str(file), new="password1", again="password1")
            await press(pilot, "make")
            assert "guessed within a day" in home.painted
            write(pilot, new=PASSPHRASE)
            await press(pilot, "make")
            assert "The two are not the same." in home.painted
            assert not file.exists()
            write(pilot, again=PASSPHRASE)
            await press(pilot, "make")
            await read(home, pilot, "Written and checked")
            assert "In it: 2 talks." in home.painted
        assert [line.act for line in home.store.account(limit=1).lines] == ["sent"]
        talks = {each.header.id for each in home.store.talks()}
    assert b"Amira" not in file.read_bytes()
    with office(tmp_path / "school") as school:
        here = school.held("Amira", 9)
        async with school.sit() as pilot:
            await to_receive(pilot, file)
            await read(school, pilot, "The passphrase that you were told")
            write(pilot, secret=PASSPHRASE)
            await press(pilot, "open")
            await shown(pilot, InsideScreen)
            await read(school, pilot, "Amira: 2 talks, 8 answers.")
            await pilot.press("down")
            await read(school, pilot, "same name; they are not taken for the same child")
            await pilot.press("k")
            who = await shown(pilot, WhoIsIt)
            listed = who.query_one(OptionList)
            assert listed.highlighted == listed.get_option_index(NEW)
            await pilot.press("a", "m", "enter")
            listed.highlighted = listed.get_option_index(here.id)
            await pilot.press("enter")
            await read(school, pilot, "Amira: is Amira here")
            await agree(pilot)
            await shown(pilot, Told)
            assert "Kept: 2 new talks, 8 new answers." in school.painted
            await pilot.press("enter")
            await at_home(pilot)
        assert school.store.pupils() == [here]
        assert {each.header.id for each in school.store.talks(pupil=here.id)} > talks
        assert school.store.concerns() == []


async def test_nothing_is_kept_by_leaving_and_both_sides_of_a_fork_are(tmp_path: Path) -> None:
    file = tmp_path / "tomos.age"
    with office(tmp_path / "home") as home, office(tmp_path / "school") as school:
        begun(home.store, home.store.add_pupil("Tomos"), 1)
        talk = home.store.talks()[0].header.id
        key = public_key(school)
        await sent(home, "Tomos", key, file)
        before = content(school.store)
        async with school.sit() as pilot:
            await to_receive(pilot, file)
            await shown(pilot, InsideScreen)
            await pilot.press("k")
            await shown(pilot, WhoIsIt)
            await pilot.press("escape")
            await shown(pilot, InsideScreen)
            await pilot.press("k")
            await shown(pilot, WhoIsIt)
            await pilot.press("enter")
            await shown(pilot, Ask)
            await pilot.press("enter")
            await shown(pilot, InsideScreen)
            await pilot.press("escape")
            await at_home(pilot)
            assert content(school.store) == before
            await to_receive(pilot, file)
            await shown(pilot, InsideScreen)
            await pilot.press("k")
            await shown(pilot, WhoIsIt)
            await pilot.press("enter")
            await agree(pilot)
            await shown(pilot, Told)
            await pilot.press("enter")
            await at_home(pilot)
            await read(school, pilot, "Tomos")
        carry_on(home.store, talk, 3, "at nan's")
        carry_on(school.store, talk, 4, "at the park")
        await sent(home, "Tomos", key, tmp_path / "again.age")
        school.app = type(school.app)(school.house)
        async with school.sit() as pilot:
            await to_receive(pilot, tmp_path / "again.age")
            await shown(pilot, InsideScreen)
            await read(school, pilot, "known here as Tomos")
            await pilot.press("k")
            await agree(pilot)
            await shown(pilot, Told)
            assert "both sides are kept" in school.painted
        assert len(school.store.talks()) == 2


async def test_one_past_talk_goes_to_a_key_and_never_over_a_file_unasked(tmp_path: Path) -> None:
    file = tmp_path / "one.age"
    file.write_bytes(b"something else")
    with office(tmp_path / "home") as home, office(tmp_path / "school") as school:
        amira = home.held("Amira", 1, 2)
        async with home.sit() as pilot:
            await to_pupil(pilot, amira, "r")
            past = await shown(pilot, PastTalks)
            await until_true(pilot, lambda: bool(past.focused_line))
            await pilot.press("p")
            box = await shown(pilot, WhichTalks)
            assert box.query_one(Ticks).selected == [past.focused_line]
            await pilot.press("space", "enter")
            await read(home, pilot, "No talk is ticked.")
            await pilot.press("space", "enter")
            await agree(pilot)
            await shown(pilot, OpenedBy)
            await pilot.press("k")
            await shown(pilot, MakeBundle)
            write(pilot, key="age1-no-key", file=str(file))
            await press(pilot, "make")
            await read(home, pilot, "there already. Make it once more")
            await press(pilot, "make")
            await read(home, pilot, "This is no public key.")
            assert file.read_bytes() == b"something else"
            write(pilot, key=public_key(school))
            await press(pilot, "make")
            await read(home, pilot, "In it: 1 talk.")
        async with school.sit() as pilot:
            await to_receive(pilot, file)
            await shown(pilot, InsideScreen)
            await read(school, pilot, "Amira: 1 talk, 4 answers.")


async def test_of_many_pupils_only_those_whose_name_is_here_are_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "all.age"
    with office(tmp_path / "home") as home, office(tmp_path / "school") as school:
        for chance, name in enumerate(("Amira", "Tomos", "Zofia"), start=1):
            begun(home.store, home.store.add_pupil(name), chance)
        here = school.store.add_pupil("Amira")
        assert home.house.passing is not None
        talks = tuple(each.header.id for each in home.store.talks())
        home.house.passing().send(ToBundle(talks, file, keys=(public_key(school),)))
        async with school.sit() as pilot:
            await to_receive(pilot, file)
            await shown(pilot, InsideScreen)
            await read(school, pilot, "Zofia")
            await pilot.press("n")
            await read(school, pilot, "2 more will be new pupils. 1 to be said one by one")
            await pilot.press("k")
            await shown(pilot, WhoIsIt)
            await read(school, pilot, "Who is Amira here?")
            await pilot.press("enter")
            await agree(pilot)
            await shown(pilot, Told)
            assert "Kept: 3 new pupils" in school.painted
        assert [each.name for each in school.store.pupils()] == ["Amira", "Amira", "Tomos", "Zofia"]
        assert school.store.talks(pupil=here.id) == []


async def test_what_another_key_signed_is_asked_about_before_it_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "amira.age"
    with office(tmp_path / "home") as home, office(tmp_path / "school") as school:
        begun(home.store, home.store.add_pupil("Amira"), 1)
        receive(school.store, bundle_of(home.store))
        with writing(home.store) as connection:
            connection.exec_driver_sql("DELETE FROM own_key")
            identity.keep_secret(connection, identity.FOR_SIGNING, "ab" * 32)
        begun(home.store, home.store.pupils()[0], 2)
        assert home.house.passing is not None
        talks = tuple(each.header.id for each in home.store.talks())
        home.house.passing().send(ToBundle(talks, file, keys=(public_key(school),)))
        async with school.sit() as pilot:
            await to_receive(pilot, file)
            await shown(pilot, InsideScreen)
            await read(school, pilot, "but it is signed by another key")
            await pilot.press("k")
            await read(school, pilot, "Is it from whom it says?")
            await pilot.press("enter")
            await shown(pilot, InsideScreen)
            assert len(school.store.talks()) == 1
            await pilot.press("k")
            await read(school, pilot, "Is it from whom it says?")
            await agree(pilot)
            await read(school, pilot, "Keep these talks?")
            await agree(pilot)
            await shown(pilot, Told)
        assert len(school.store.talks()) == 2


async def test_the_key_that_others_send_to_is_shown_and_what_is_no_bundle_is_one_line(
    tmp_path: Path,
) -> None:
    wrong = tmp_path / "letter.txt"
    wrong.write_text("Dear Mrs Okoye")
    with office(tmp_path / "school") as school:
        async with school.sit() as pilot:
            await to_receive(pilot, wrong)
            await read(school, pilot, "This is not a bundle of talks.")
            assert isinstance(pilot.app.screen, OpenBundle)
            assert pilot.app.focused is pilot.app.screen.query_one("#file")
            await pilot.press("escape")
            await at_home(pilot)
            await pilot.press("b")
            await read(school, pilot, "Receive talks; the key")
            await pilot.press("r")
            await read(school, pilot, "The key that others send to")
            await pilot.press("k")
            await shown(pilot, KeyToTell)
            key = public_key(school)
            await read(school, pilot, key)
            assert "  ".join((key[:4], key[4:8], key[8:12])) in school.painted
            await press(pilot, "save")
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(pilot.app.screen, HomeScreen)
    saved = next(tmp_path.glob("voicebox-key-*.txt"))
    assert saved.read_text().startswith(key)

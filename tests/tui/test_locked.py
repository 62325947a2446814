"""A locked store: the passphrase before home, a lock after a quiet, the Keeping screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, OptionList, Static

from tests.tui.chair import Chair, Keyboard, comes, paste, settle, skip_over, type_words
from tests.tui.test_lock import choose
from voicebox.conversation.states import State
from voicebox.conversation.views import Chosen
from voicebox.errors import StoreLocked
from voicebox.locations import Locations, locate
from voicebox.ports import Concern, Preferences
from voicebox.store import backups, passphrases, recovery
from voicebox.store.keeper import Keeper
from voicebox.tui.screens.asking import Ask
from voicebox.tui.screens.backup import MakeBackup
from voicebox.tui.screens.home import HomeScreen
from voicebox.tui.screens.keeping import AccountScreen, KeepingScreen
from voicebox.tui.screens.locked import LockedScreen
from voicebox.tui.screens.passphrase import AskAgain, SetPassphrase
from voicebox.tui.screens.talk import TalkScreen

PASSPHRASE = "teapot window river lamp"


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Locations:
    monkeypatch.setattr(passphrases, "COST", passphrases.Cost(1, 64, 1))
    monkeypatch.setenv("HOME", str(tmp_path))
    return locate({"VOICEBOX_HOME": str(tmp_path / "home"), "VOICEBOX_KEYS": str(tmp_path / "k")})


@pytest.fixture
def keeper(where: Locations) -> Iterator[Keeper]:
    """A store with a pupil, which is locked and not open."""
    first = Keeper(where)
    first.store().add_pupil("Amira")
    first.lock(PASSPHRASE)
    first.store().close()
    made = Keeper(where, lambda: "Mrs Okoye")
    yield made
    if made.made is not None:
        made.made.close()


async def until_true(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    """Wait for what a thread does: making and trying a key, writing a file."""
    for _ in range(2000):
        if is_so():
            break
        await asyncio.sleep(0.005)
    await pilot.pause()


def _chair(keeper: Keeper, **preferences: int) -> Chair:
    return Chair(preferences=Preferences(**preferences)).with_house(  # type: ignore[arg-type]
        store=keeper.store, keeping=keeper
    )


async def _give(pilot: Pilot[int], words: str) -> None:
    await comes(pilot, LockedScreen)
    await until_true(pilot, lambda: isinstance(pilot.app.focused, Input))
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await settle(pilot)


def _said(pilot: Pilot[int], id_: str = "#problem") -> str:
    return str(pilot.app.screen.query_one(id_, Static).visual)


async def test_home_comes_after_the_passphrase_and_names_nobody_before(keeper: Keeper) -> None:
    chair = _chair(keeper)
    async with chair.sit() as pilot:
        await comes(pilot, LockedScreen)
        assert "Amira" not in chair.painted
        await _give(pilot, "teapot window river")
        await until_true(pilot, lambda: "does not open" in _said(pilot))
        assert "does not open" in _said(pilot)
        await _give(pilot, PASSPHRASE)
        await comes(pilot, HomeScreen)
        await until_true(pilot, lambda: "Amira" in chair.painted)
        assert "Amira" in chair.painted
    assert [line.act for line in keeper.store().account().lines][:2] == ["unlocked", "locked"]


async def test_escape_leaves_a_locked_voicebox(keeper: Keeper) -> None:
    chair = _chair(keeper)
    async with chair.sit() as pilot:
        await comes(pilot, LockedScreen)
        await pilot.press("escape")
        await pilot.pause()
    assert (chair.app.return_code, keeper.made) == (0, None)


async def test_a_talk_straight_away_asks_for_the_passphrase_first(keeper: Keeper) -> None:
    chair = _chair(keeper).talk()
    async with chair.sit() as pilot:
        await _give(pilot, PASSPHRASE)
        await comes(pilot, TalkScreen)
        assert chair.screen.runner.header.pupil.name == "Amira"


async def test_a_quiet_pauses_the_talk_and_shows_one_word(keeper: Keeper) -> None:
    keeper.open(PASSPHRASE)
    chair = _chair(keeper, lock_after=5).talk()
    time = [0.0]
    chair.app.now = lambda: time[0]
    async with chair.sit() as pilot:
        await settle(pilot)
        talk = chair.screen
        skip_over(chair, "good-day")
        for id_ in ("music", "pets", "something-else"):
            await Keyboard(chair, pilot).pick(id_)
        await until_true(pilot, lambda: chair.area.is_typing)
        await type_words(pilot, "my dog")
        time[0] = 299
        chair.app.lock_when_quiet()
        await pilot.pause()
        assert isinstance(pilot.app.screen, TalkScreen)
        time[0] = 600
        chair.app.lock_when_quiet()
        await comes(pilot, LockedScreen)
        assert chair.painted.split() == ["Paused"]
        with pytest.raises(StoreLocked):
            keeper.store().talks()
        await pilot.press("x")
        await _give(pilot, PASSPHRASE)
        await comes(pilot, TalkScreen)
        assert chair.screen is talk
        assert keeper.store().talks()[0].state == State.PAUSED
        await pilot.press("1")
        await until_true(pilot, lambda: talk.runner.is_open)
        assert (chair.area.typed, chair.area.chosen) == ("my dog", ["music", "pets"])
        await pilot.press("enter")
        await until_true(pilot, lambda: chair.at != "good-day")
        view = chair.views[-1]
        assert isinstance(view.value, Chosen)
        assert [choice.id for choice in view.value.choices] == ["music", "pets"]
        assert view.words == "my dog"


async def test_without_a_passphrase_a_quiet_locks_nothing(where: Locations) -> None:
    keeper = Keeper(where)
    chair = _chair(keeper, lock_after=5)
    time = [0.0]
    chair.app.now = lambda: time[0]
    async with chair.sit() as pilot:
        await comes(pilot, HomeScreen)
        time[0] = 9999
        chair.app.lock_when_quiet()
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
    keeper.store().close()


async def _press_again(pilot: Pilot[int], id_: str) -> None:
    """A button that was just pressed takes no second press for a moment."""
    button = pilot.app.screen.query_one(id_, Button)
    await until_true(pilot, lambda: not button.has_class("-active"))
    button.press()


async def _pick(pilot: Pilot[int], id_: str, kind: type) -> None:
    await comes(pilot, HomeScreen)
    await pilot.press("b")
    await comes(pilot, KeepingScreen)
    await choose(pilot, id_)
    await comes(pilot, kind)


async def _write_page(pilot: Pilot[int], file: Path, told: str) -> None:
    pilot.app.screen.query_one("#file", Input).value = str(file)
    await _press_again(pilot, "#page")
    await until_true(pilot, lambda: told in _said(pilot, "#written"))
    assert told in _said(pilot, "#written")


async def test_a_passphrase_is_set_in_the_app_and_its_recovery_key_opens(where: Locations) -> None:
    keeper = Keeper(where)
    chair = _chair(keeper)
    async with chair.sit() as pilot:
        await _pick(pilot, "set", SetPassphrase)
        paste(chair, "password1")
        await pilot.pause()
        assert "guessed within a day" in _said(pilot)
        for id_ in ("#new", "#again"):
            pilot.app.screen.query_one(id_, Input).value = PASSPHRASE
        await pilot.pause()
        assert "strong" in _said(pilot)
        await pilot.click("#set")
        await settle(pilot)
        await until_true(pilot, lambda: "recovery key" in _said(pilot))
        shown = next(word for word in _said(pilot).split() if recovery.read(word))
        assert "Locked" not in _said(pilot)
        assert "stay open" in _said(pilot)
        page = where.data.parent / "key.txt"
        await _write_page(pilot, page.with_name("key.doc"), "Name a .pdf or a .txt file")
        await _write_page(pilot, page, "Written")
        assert shown in page.read_text()
        await _press_again(pilot, "#set")
        await comes(pilot, HomeScreen)
    keeper.store().close()
    again = Keeper(where)
    assert again.is_locked()
    again.open(shown)
    assert f"For the talks {again.short_id()}" in page.read_text()
    again.store().close()


async def test_a_backup_and_the_account_in_the_app(keeper: Keeper, where: Locations) -> None:
    keeper.open(PASSPHRASE)
    chair = _chair(keeper)
    file = where.data.parent / "kept.backup"
    async with chair.sit((120, 40)) as pilot:
        await _pick(pilot, "backup", MakeBackup)
        pilot.app.screen.query_one("#file", Input).value = str(file)
        await pilot.click("#make")
        await settle(pilot)
        await until_true(pilot, lambda: "Written and checked" in _said(pilot))
        await _press_again(pilot, "#make")
        await _pick(pilot, "account", AccountScreen)
        assert "Mrs Okoye" in chair.painted
        assert "made a backup" in chair.painted
    beside = replace(where, data=where.data.parent / "beside")
    assert backups.restore(file, beside, PASSPHRASE).talks == 0


def _worry(keeper: Keeper) -> Concern:
    (talk,) = keeper.store().talks()
    head = talk.header
    return Concern("w1", head.pupil, head.id, "...", "Mrs Okoye", head.started, about_staff=False)


async def test_asking_no_more_is_asked_about_and_is_taken_back(
    keeper: Keeper, where: Locations
) -> None:
    keeper.open(PASSPHRASE)
    chair = _chair(keeper)
    async with chair.sit() as pilot:
        await _pick(pilot, "for-good", Ask)
        await pilot.press("enter")
        await comes(pilot, HomeScreen)
        assert keeper.is_locked()
        await _pick(pilot, "for-good", Ask)
        await pilot.press("tab", "enter")
        await comes(pilot, HomeScreen)
        await until_true(pilot, lambda: not keeper.is_locked())
        await _pick(pilot, "ask-again", AskAgain)
        pilot.app.screen.query_one("#now", Input).value = "teapot"
        await pilot.press("enter")
        await until_true(pilot, lambda: "does not open" in _said(pilot))
        assert "does not open" in _said(pilot)
        assert not keeper.is_locked()
        pilot.app.screen.query_one("#now", Input).value = PASSPHRASE
        await pilot.press("enter")
        await until_true(pilot, lambda: "asks again" in chair.painted)
        assert keeper.is_locked()
        assert list(where.keys.iterdir()) == []
        await pilot.press("enter")
        await _pick(pilot, "lock-now", LockedScreen)


async def test_a_key_file_that_is_gone_is_not_said_to_open_the_talks(
    keeper: Keeper, where: Locations
) -> None:
    keeper.open(PASSPHRASE)
    keeper.unlock_for_good()
    for key in where.keys.iterdir():
        key.unlink()
    told = KeepingScreen(_chair(keeper).house).about
    assert told.startswith("A passphrase opens the talks.")


async def test_lock_now_asks_again_and_home_reminds_of_a_backup(keeper: Keeper) -> None:
    keeper.open(PASSPHRASE)
    chair = _chair(keeper).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
    chair = _chair(keeper)
    async with chair.sit() as pilot:
        await comes(pilot, HomeScreen)
        await until_true(pilot, lambda: "No backup" in chair.painted)
        assert "No backup of these talks yet: press b." in chair.painted
        keeper.store().add_concern(_worry(keeper))
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        home.read_talks()
        both = "1 worry not passed on yet: press w. No backup of these talks yet: press b."
        await until_true(pilot, lambda: both in chair.painted)
        assert both in chair.painted
        await _pick(pilot, "lock-now", LockedScreen)
        assert "Amira" not in chair.painted
        await _give(pilot, PASSPHRASE)
        await comes(pilot, HomeScreen)
        await until_true(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count > 1)
        assert "Amira" in chair.painted

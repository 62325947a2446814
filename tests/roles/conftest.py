"""What the played talks share: the shipped packs, and each role's talks, played once."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path

import pytest
from textual.screen import Screen

from tests.fakes import FakeStore
from tests.roles.plainly import played_plainly
from tests.roles.script import Role, roles
from tests.tui.chair import Chair
from voicebox.bootstrap import PackFolder
from voicebox.locations import locate
from voicebox.ports import PackLanguage, PackShelf
from voicebox.prompts.models import Pack
from voicebox.runner import Runner


class Shipped:
    """`ports.PackShelf` over the shipped packs, each read once, with unchecked translations."""

    def __init__(self, home: Path) -> None:
        self._folder = PackFolder(locate({"VOICEBOX_HOME": str(home)}), lambda: True)
        self.load = cache(self._load)

    def names(self) -> list[str]:
        return self._folder.names()

    def _load(self, name: str, language: str = "") -> Pack:
        return self._folder.load(name, language)

    def languages(self, name: str) -> list[PackLanguage]:
        return self._folder.languages(name)


class Played:
    """A role's talks in plain mode, and the store that they are in."""

    def __init__(self, role: Role, shelf: PackShelf) -> None:
        self.role = role
        self.store = FakeStore()
        house = Chair(store=self.store).with_house(packs=shelf).house
        self.talks: list[Runner]
        self.talks, self.printed = played_plainly(role, house)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> PackShelf:
    """The shipped packs."""
    return Shipped(tmp_path_factory.mktemp("home"))


class Player:
    """Plays roles in plain mode, each once for all tests."""

    def __init__(self, shelf: PackShelf) -> None:
        self._shelf = shelf
        self._played: dict[str, Played] = {}

    def __call__(self, name: str) -> Played:
        if name not in self._played:
            self._played[name] = Played(roles()[name], self._shelf)
        return self._played[name]


@pytest.fixture(scope="session")
def played(shelf: PackShelf) -> Player:
    """Play a role in plain mode."""
    return Player(shelf)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot waits until messages are done, not until the machine is idle; nothing is painted.

    What is painted is for the tests of the screens; half of the time would go into it here.
    """

    async def take_turns(*seconds: float) -> None:
        for _ in range(8):
            await asyncio.sleep(0)

    def leave_unpainted(screen: Screen[object]) -> None:
        screen._compositor._dirty_regions.clear()
        screen._dirty_widgets.clear()

    monkeypatch.setattr("textual.pilot.wait_for_idle", take_turns)
    monkeypatch.setattr("textual.app.wait_for_idle", take_turns)
    monkeypatch.setattr(Screen, "_compositor_refresh", leave_unpainted)

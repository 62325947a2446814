"""A chair in a house with real adapters, and hands that go through its boxes one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from tests.passing.homes import finished
from tests.tui.chair import Chair, comes, settle, until_true
from tests.tui.test_home import at_home
from voicebox.bootstrap import build_house
from voicebox.ports import Pupil
from voicebox.store.repository import SqlStore
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.asking import Ask, Doing
from voicebox.tui.screens.home_list import PupilList

Shown = TypeVar("Shown", bound=Screen[Any])


class Office(Chair):
    """A chair where talks are kept as they are for real."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        folders = {"VOICEBOX_HOME": str(root / "home"), "VOICEBOX_KEYS": str(root / "keys")}
        self.house = build_house(folders, speech=False)
        self.app = VoiceboxApp(self.house)

    @property
    def store(self) -> SqlStore:
        store = self.house.store()
        assert isinstance(store, SqlStore)
        return store

    def held(self, name: str, *chances: int) -> Pupil:
        """A pupil with a finished talk for each of these; one answer of each is kept back."""
        pupil = self.store.add_pupil(name)
        for chance in chances:
            finished(self.store, pupil, chance)
        return pupil


@contextmanager
def office(root: Path) -> Iterator[Office]:
    """An office that is closed afterwards."""
    made = Office(root)
    try:
        yield made
    finally:
        made.house.close()


async def shown(pilot: Pilot[int], kind: type[Shown]) -> Shown:
    """The box of this kind, once it is there and does nothing."""
    await comes(pilot, kind)
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    if isinstance(screen, Doing):
        await until_true(pilot, lambda: not screen.is_busy)
    return screen


async def read(chair: Chair, pilot: Pilot[int], words: str) -> None:
    """Wait until these words are on the screen, however their lines are broken."""
    await until_true(pilot, lambda: words in said(chair))
    assert words in said(chair), said(chair)


def said(chair: Chair) -> str:
    """What is painted, and before it all that the top box says, in one line."""
    lines = [str(each.visual) for each in chair.app.screen.query(Static) if each.display]
    return " ".join(" ".join(lines).split()) + chair.painted


def write(pilot: Pilot[int], **boxes: str) -> None:
    """Fill in boxes, by their ids."""
    for id_, words in boxes.items():
        pilot.app.screen.query_one(f"#{id_}", Input).value = words


async def press(pilot: Pilot[int], id_: str) -> None:
    """Press a button; what it does is awaited."""
    await pilot.pause()
    button = pilot.app.screen.query_one(f"#{id_}", Button)
    assert not button.disabled, f"{id_} cannot be pressed"
    button.press()
    await settle(pilot)


async def agree(pilot: Pilot[int]) -> None:
    """Say yes to what is asked: one step away from what Enter alone does."""
    await shown(pilot, Ask)
    await pilot.press("tab", "enter")
    await settle(pilot)


async def to_pupil(pilot: Pilot[int], pupil: Pupil, *keys: str) -> None:
    """A pupil's menu at home, and on from there by keys."""
    await at_home(pilot)
    listed = pilot.app.screen.query_one(PupilList)
    await until_true(pilot, lambda: pupil.id in listed._pupils)
    listed.highlighted = listed.get_option_index(pupil.id)
    for key in ("enter", *keys):
        before = pilot.app.screen
        await pilot.press(key)
        await until_true(pilot, lambda before=before: pilot.app.screen is not before)  # type: ignore[misc]
        await settle(pilot)


async def to_receive(pilot: Pilot[int], file: Path) -> None:
    """Home, safekeeping, receive; and this file."""
    await at_home(pilot)
    for key in ("b", "r", "r"):
        before = pilot.app.screen
        await pilot.press(key)
        await until_true(pilot, lambda before=before: pilot.app.screen is not before)  # type: ignore[misc]
        await settle(pilot)
    write(pilot, file=str(file))
    await pilot.press("enter")
    await settle(pilot)

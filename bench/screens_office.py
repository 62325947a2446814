"""The screens of safekeeping: talks sent and received, access given, a pupil forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from bench.house import bench_home
from voicebox.bootstrap import build_house
from voicebox.ports import House
from voicebox.ports.passing import BundleInside, ToBundle
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.asking import Doing
from voicebox.tui.screens.forgetting import ForgetPupil
from voicebox.tui.screens.giving import WhatIsHeld
from voicebox.tui.screens.keeping import KeepingScreen
from voicebox.tui.screens.passing_on import KeyToTell
from voicebox.tui.screens.receiving import InsideScreen
from voicebox.tui.screens.records import RecordsMenu
from voicebox.tui.screens.sending import PASSPHRASE, MakeBundle
from voicebox.tui.screens.which_talks import Chosen, WhichTalks, passing_of

OFFICE = {
    "safekeeping": "Safekeeping, from home",
    "records": "What is done with all that is held about a pupil",
    "send-which": "Sending: which talks",
    "send-file": "Sending: the file, and what opens it",
    "receive": "Receiving: what is inside, before anything is kept",
    "key": "The key that others send to",
    "access": "Giving access: what is held",
    "forget": "Forgetting: what goes, why, and the name",
}
Keep = Callable[[str, VoiceboxApp], None]
_HOME = Path("/home/mrs-okoye")
"""Whose folder the offered files are in."""


async def take_office(house: House, size: tuple[int, int], keep: Keep) -> None:
    """Each of them at one size, with the first pupil of a house."""
    pupil = house.store().pupils()[0]
    talks = tuple(talk.header.id for talk in house.store().talks(pupil=pupil.id))
    chosen = Chosen(talks, passing_of(house).going(talks), are_all=True)
    app = VoiceboxApp(house)
    with patch.object(Path, "home", lambda: _HOME):
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.5)
            screens: dict[str, Screen[Any]] = {
                "safekeeping": KeepingScreen(house),
                "records": RecordsMenu(house, pupil),
                "send-which": WhichTalks(house, pupil, None),
                "send-file": MakeBundle(house, chosen, PASSPHRASE, with_concerns=False),
                "receive": InsideScreen(house, _bundle(house, talks)),
                "key": KeyToTell(house),
                "access": WhatIsHeld(house, pupil),
                "forget": ForgetPupil(house, pupil),
            }
            for name, screen in screens.items():
                await _take(pilot, screen)
                keep(name, app)
                await pilot.press("escape")
                await pilot.pause(0.1)


async def _take(pilot: Pilot[int], screen: Screen[Any]) -> None:
    """Show a box, with something written in it, once it has been filled."""
    pilot.app.push_screen(screen)
    await pilot.pause(0.3)
    while isinstance(screen, Doing) and screen.is_busy:
        await pilot.pause(0.05)
    if isinstance(screen, MakeBundle):
        screen.query_one("#new", Input).value = "teapot window river lamp"
    if isinstance(screen, InsideScreen):
        await pilot.press("down")
    await pilot.pause(0.3)


def _bundle(house: House, talks: tuple[str, ...]) -> BundleInside:
    """These talks, as another voicebox would meet them."""
    with bench_home() as other:
        receiver = build_house(other.environ, speech=False)
        try:
            file = other.folder / "talks.age"
            key = passing_of(receiver).own_keys().to
            passing_of(house).send(ToBundle(talks, file, keys=(key,), with_own=True))
            return passing_of(receiver).look(file)
        finally:
            receiver.close()

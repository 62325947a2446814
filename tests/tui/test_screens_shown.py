"""Each kind of screen at both sizes, as plain lines, beside how it looked when it was agreed.

`pytest tests/tui/test_screens_shown.py --snapshot-update` takes them anew.
"""

from __future__ import annotations

import sys

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.tui.chair import Cards, Chair, Keyboard, settle, skip_over
from voicebox.conversation.inputs import Give

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the screens are agreed on one Python, 3.11"
)

SIZES = [(80, 24), (120, 40)]
STEPS = {
    "tell_you": "~opening/0",
    "assent": "~assent",
    "choose": "good-day",
    "tell": "which-pet",
    "sort": "places@dinner-hall",
    "finish": "calm",
    "pair": "what-matters/to-me",
    "people": "my-people/who",
    "ladder": "by-myself",
    "working": "friends/working",
    "draw": "my-picture/picture",
    "notice": "seen/seen",
    "gather": "admired/who@1",
    "form": "facts/linked",
    "read_back": "~read-back/important-to-me@0",
    "sharing": "~sharing/~all",
    "ending": "~ending/choice",
}
OPENED = {"more": "escape", "grown_up": "f1", "note": "f2", "who_and_how": "f3", "helped": "f4"}


def shown(chair: Chair) -> str:
    """The screen without the spaces at the ends of its lines."""
    return "\n".join(line.rstrip() for line in chair.painted.split("\n"))


def come_to(chair: Chair, key: str) -> None:
    """To a prompt, with one answer before it where there can be one."""
    if not key.startswith(("~opening", "~assent", "good-day")):
        skip_over(chair, "good-day")
        chair.screen.runner.handle(Give(choices=("pets", "music")))
    skip_over(chair, key)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", STEPS)
async def test_a_step_looks_as_agreed(
    chair: Chair, snapshot: SnapshotAssertion, name: str, size: tuple[int, int]
) -> None:
    async with chair.talk().sit(size) as pilot:
        await settle(pilot)
        come_to(chair, STEPS[name])
        await settle(pilot)
        assert shown(chair) == snapshot


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", OPENED)
async def test_a_menu_looks_as_agreed(
    chair: Chair, snapshot: SnapshotAssertion, name: str, size: tuple[int, int]
) -> None:
    async with chair.talk().sit(size) as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        hand = Keyboard(chair, pilot)
        await hand.give(Cards(("pets", "music")))
        await hand.menu(OPENED[name])
        await pilot.pause()
        assert shown(chair) == snapshot


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_break_and_the_last_choice_look_as_agreed(
    chair: Chair, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with chair.talk().sit(size) as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        for key in ("p", "2"):
            await pilot.press(key)
            await settle(pilot)
            assert shown(chair) == snapshot


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_home_looks_as_agreed(
    chair: Chair, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    for name in ("Amira", "Tomos", "Zofia"):
        chair.kept.add_pupil(name)
    async with chair.sit(size) as pilot:
        await settle(pilot)
        await pilot.pause()
        assert shown(chair) == snapshot

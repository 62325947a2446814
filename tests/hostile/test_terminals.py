"""Every kind of prompt on terminals of any size; the corpus has odd names and environments."""

from __future__ import annotations

import pytest

from tests.fakes import usual
from tests.hostile.conftest import SMALL, Home
from voicebox.bootstrap import build_house
from voicebox.ports import Begin
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.talk import TalkScreen

SIZES = [(1, 1), (20, 5), (500, 200)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_kind_of_prompt_at_any_size(home: Home, size: tuple[int, int]) -> None:
    house = build_house(home.environ, speech=False)
    app = VoiceboxApp(house, begin=Begin(pack=SMALL, pupil="Amira", seed=7))
    kinds = set()
    async with app.run_test(size=size) as pilot:
        while not isinstance(app.screen, TalkScreen):
            await pilot.pause(0.02)
        screen = app.screen
        while screen.runner.is_open:
            kind = (screen.step.kind, screen.step.shape)
            if kind not in kinds:
                kinds.add(kind)
                await pilot.press("right", "pagedown")
            screen.handle(usual(screen.step))
        await pilot.pause()
    house.close()
    assert app.return_code in (0, None)
    assert len(kinds) > 5


async def test_a_terminal_that_changes_its_size_while_it_is_answered(home: Home) -> None:
    house = build_house(home.environ, speech=False)
    app = VoiceboxApp(house, begin=Begin(pack=SMALL, pupil="Amira", seed=7))
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, TalkScreen):
            await pilot.pause(0.02)
        for size in [*SIZES, (80, 24)]:
            await pilot.resize_terminal(*size)
            app.screen.handle(usual(app.screen.step))
            await pilot.pause()
        assert app.screen.runner.talk.seq > len(SIZES)
    house.close()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_first_screen_at_any_size(home: Home, size: tuple[int, int]) -> None:
    house = build_house(home.environ, speech=False)
    app = VoiceboxApp(house)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("tab", "down", "up")
    house.close()

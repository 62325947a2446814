"""Terminals of any size, and environments that say odd things."""

from __future__ import annotations

import os
import subprocess
import sys

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


JUNK: dict[str, dict[str, str]] = {
    "dumb": {"TERM": "dumb"},
    "no terminal named": {"TERM": ""},
    "unknown terminal": {"TERM": "\x1b[2Jno-such"},
    "C": {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "no such locale": {"LANG": "xx_YY.KOI-7", "LC_ALL": "xx_YY.KOI-7"},
    "narrow": {"COLUMNS": "1", "LINES": "1"},
    "absurd": {"COLUMNS": "999999999999", "LINES": "-5", "NO_COLOR": "1", "COLORTERM": "yes"},
    "no home": {"HOME": "", "XDG_CONFIG_HOME": "relative", "TMPDIR": "/nowhere"},
    "odd time": {"TZ": "Nowhere/At_All"},
}


@pytest.mark.parametrize("name", JUNK)
def test_an_odd_environment_changes_no_word(home: Home, name: str) -> None:
    home.extra = JUNK[name]
    typed = "1\n1\n1\ntŷ bach 👩‍🚒\n"
    done = home.run("talk", "--plain", "--pack", SMALL, "--pupil", "Żofia", typed=typed.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Żofia" in done.stdout.decode("utf-8")
    assert b"kept " in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_a_dumb_terminal_is_told_of_plain_mode(home: Home) -> None:
    import pty

    here, there = pty.openpty()
    command = [sys.executable, "-m", "voicebox", "talk", "--pack", SMALL, "--pupil", "Amira"]
    environ = {**home.environ, "TERM": "dumb"}
    process = subprocess.Popen(
        command, stdin=there, stdout=there, stderr=subprocess.PIPE, env=environ
    )
    os.close(there)
    _, err = process.communicate(timeout=30)
    os.close(here)
    assert process.returncode == 1
    assert b"--plain" in err
    assert err.count(b"\n") == 1

"""Terminals of any size and of odd names, and environments that say odd things: nothing is lost."""

from __future__ import annotations

import asyncio
import os
import re
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence

from textual import events
from textual.geometry import Size
from textual.pilot import Pilot

from tests.fakes import play, small_pack
from tests.hostile.conftest import SMALL
from tests.hostile.hostile_inputs import Hostile, Stage
from tests.hostile.makers.content import content_of
from voicebox.bootstrap import SystemClock, build_house
from voicebox.locations import locate
from voicebox.runner import load_record, start
from voicebox.store.repository import SqlStore
from voicebox.text import keep
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.room import is_too_small
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.widgets.words import WordsBox

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NAME = "\x1b[2JZo\u202efia\x9b31m \x1b]0;owned\x07Nowak"
SAID = "\x1b[2J\x1b]52;c;aGk=\x07 with my \x9b31m\u202edog\u202c [bold]b[/] \x00 the"
MORE = " end"
_AT_FIRST = (80, 24)
_TYPED = "tŷ bach 👩‍🚒"
_LEAVE = b"\x11"


def any_sizes(hostile: Hostile, stage: Stage) -> None:
    """Typed at one size, and done at another: every word is there, and no control was painted."""
    sizes = [(int(width), int(height)) for width, height in hostile.told["sizes"]]
    asyncio.run(_answer_while_it_changes(stage, sizes))
    asyncio.run(_look_at_home(stage, sizes[-1]))


async def _answer_while_it_changes(stage: Stage, sizes: Sequence[tuple[int, int]]) -> None:
    talk = _talk_with_words(stage)
    house = build_house(stage.environ, speech=False)
    app = VoiceboxApp(house, carry_on=talk)
    async with app.run_test(size=_AT_FIRST) as pilot:
        while not isinstance(app.screen, TalkScreen):
            assert app.problem is None, app.problem
            await pilot.pause(0.02)
        await pilot.pause()
        app.post_message(events.Paste(SAID))
        for size in sizes:
            await _change(pilot, size)
        await _change(pilot, _AT_FIRST)
        assert isinstance(app.screen, TalkScreen)
        box = app.screen.query_one(WordsBox)
        assert "with my" in box.text, "what was typed is gone"
        app.post_message(events.Paste(MORE))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert not CONTROL.search(_painted(app))
    house.close()
    store = SqlStore.open(locate(stage.environ))
    _, record = load_record(store, talk)
    store.close()
    kept = [view.words for view in record]
    assert keep(SAID + MORE).words in kept, kept[-2:]


async def _look_at_home(stage: Stage, size: tuple[int, int]) -> None:
    """The name and the last talk of everybody, whatever they are made of."""
    house = build_house(stage.environ, speech=False)
    app = VoiceboxApp(house)
    async with app.run_test(size=_AT_FIRST) as pilot:
        for _ in range(500):
            if "Nowak" in _painted(app):
                break
            await pilot.pause(0.02)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert not CONTROL.search(_painted(app))
    house.close()


async def _change(pilot: Pilot[int], size: tuple[int, int]) -> None:
    """Another size; where there is no room, a key changes nothing."""
    app = pilot.app
    await pilot.resize_terminal(*size)
    await pilot.pause()
    assert isinstance(app, VoiceboxApp)
    assert isinstance(app.screen, TalkScreen)
    assert not CONTROL.search(_painted(app))
    if is_too_small(Size(*size)):
        before = app.screen.runner.talk.seq
        await pilot.press("enter", "1", "escape")
        assert isinstance(app.screen, TalkScreen)
        assert app.screen.runner.talk.seq == before, "a key picked what cannot be seen"


def _painted(app: VoiceboxApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def _talk_with_words(stage: Stage) -> str:
    """A talk with a hostile name that waits for words."""
    store = SqlStore.open(locate(stage.environ))
    runner = start(
        store, SystemClock(), small_pack(), store.add_pupil(NAME), with_="Mrs Okoye", seed=1
    )
    play(runner, {}, until="seen/seen")
    store.close()
    return runner.header.id


# -- environments ------------------------------------------------------------------------------


def odd_environment(hostile: Hostile, stage: Stage) -> None:
    """In lines, every word is kept; nothing is told of any of it."""
    argv = ("talk", "--plain", "--pack", SMALL, "--pupil", "Żofia")
    done = subprocess.run(
        (sys.executable, "-m", "voicebox", *argv),
        input=f"1\n1\n1\n{_TYPED}\n".encode(),
        capture_output=True,
        env=_environ(hostile, stage),
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b""), done.stderr[-300:]
    printed = done.stdout.decode("utf-8")
    assert "Żofia" in printed
    assert "kept " in printed
    assert not CONTROL.search(printed)


def odd_terminal(hostile: Hostile, stage: Stage) -> None:
    """On a screen: the talk opens and is left in peace, or one line says why it cannot."""
    import pty
    import termios

    here, there = pty.openpty()
    termios.tcsetwinsize(there, (24, 80))
    argv = ("talk", "--no-speech", "--pack", SMALL, "--pupil", "Zofia")
    process = subprocess.Popen(
        (sys.executable, "-m", "voicebox", *argv),
        stdin=there,
        stdout=there,
        stderr=there,
        env=_environ(hostile, stage),
    )
    os.close(there)
    written = _read_until_shown(here)
    if process.poll() is None:
        os.write(here, _LEAVE)
        written += _read_until_shown(here, b"\x1b[?1049l")
    code = process.wait(timeout=30)
    os.close(here)
    if hostile.says:
        assert (code, written.count(b"\n")) == (1, 1), written
        assert hostile.says.encode() in written
        assert not CONTROL.search(written.decode().strip())
    else:
        assert code == 0, written[-300:]
        assert b"\x1b[?1049h" in written
        assert b"Zofia" in written


def _read_until_shown(here: int, awaited: bytes = b"Zofia") -> bytes:
    """What is written until that is; the program, or 20 quiet seconds, may end it before."""
    written = b""
    while awaited not in written and select.select([here], [], [], 20)[0]:
        try:
            piece = os.read(here, 1 << 16)
        except OSError:  # the program has ended
            break
        written += piece
        if b"\x1b[c" in piece:
            os.write(here, b"\x1b[?62;22c")
    return written


def _environ(hostile: Hostile, stage: Stage) -> dict[str, str]:
    """That of this process, changed; what is null is not there."""
    (stage.files / "a file").write_text("in the way")
    named: Mapping[str, object] = hostile.told["environ"]
    own = {"TERM": "xterm-256color", **os.environ}
    kept = {name: value for name, value in own.items() if name not in named}
    given = {
        name: content_of(value).decode().replace("@FILES", str(stage.files))
        for name, value in named.items()
        if value is not None
    }
    return {**kept, **stage.environ, **given}

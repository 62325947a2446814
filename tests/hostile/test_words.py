"""Answers from a stranger: kept as they are, painted so that they can do nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import events

from tests.hostile.conftest import Home
from voicebox.bootstrap import build_house
from voicebox.runner import load_record
from voicebox.store.repository import SqlStore
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.widgets.words import WordsBox

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NASTY = (
    "\x1b[2J\x1b]0;owned\x07\x1b]52;c;aGk=\x07\x1bPq\x9b31m\u202edog\u202c [bold]b[/] [/] \x00 end"
)
BARE = CONTROL.sub("", NASTY)


def _kept_words(home: Home, talk: str) -> list[str]:
    store = SqlStore.open(home.where)
    _, record = load_record(store, talk)
    store.close()
    return [view.words for view in record]


def test_plain_mode_prints_no_control_of_an_answer(home: Home) -> None:
    talk = home.talk_at("calm")
    lines = f"{NASTY}\n/back\n\n/private\n/note {NASTY}\n{NASTY}\n/who other {NASTY}\n"
    done = home.run("resume", talk, "--plain", typed=lines.encode())
    assert done.returncode == 0, done.stderr
    printed = done.stdout.decode()
    assert "end" in printed
    assert not CONTROL.search(printed), CONTROL.search(printed)
    assert BARE in _kept_words(home, talk)
    for argv in (("show", talk), ("export", talk, "--format", "markdown"), ("talks",)):
        done = home.run(*argv)
        assert done.returncode == 0, done.stderr
        assert not CONTROL.search(done.stdout.decode())


def test_a_name_and_an_argument_reach_no_terminal_raw(home: Home) -> None:
    done = home.run("talk", "--plain", "--pack", "my-voice", "--pupil", "A\x1b[2J\x9bmira")
    assert not CONTROL.search(done.stdout.decode() + done.stderr.decode())
    for argv in (("show", NASTY), ("resume", NASTY), ("export", NASTY, "--format", NASTY)):
        given = [each.replace("\x00", "") for each in argv]
        done = home.run(*given)
        assert done.returncode in (1, 2)
        assert not CONTROL.search(done.stderr.decode())
        assert done.stderr.count(b"\n") == 1


def test_20_000_characters_are_kept_and_one_more_is_refused(home: Home) -> None:
    talk = home.talk_at("calm")
    longest, longer = "ŵ🐶" * 10_000, "x" * 20_001
    typed = f"{longer}\n{longest}\n"
    done = home.run("resume", talk, "--plain", typed=typed.encode())
    assert done.returncode == 0
    assert b"20,001 characters; one answer holds 20,000" in done.stdout
    kept = _kept_words(home, talk)
    assert longest in kept
    assert longer not in kept


def _painted(app: VoiceboxApp) -> Iterator[str]:
    for strip in app.screen._compositor.render_strips():
        yield strip.text


async def test_the_app_paints_no_control_of_an_answer(home: Home) -> None:
    talk = home.talk_at("seen/seen")
    house = build_house(home.environ, speech=False)
    app = VoiceboxApp(house, carry_on=talk)
    async with app.run_test(size=(120, 40)) as pilot:
        while not isinstance(app.screen, TalkScreen):
            await pilot.pause(0.02)
        await pilot.pause()
        box = app.screen.query_one(WordsBox)
        box.post_message(events.Paste(NASTY))
        await pilot.pause()
        assert not CONTROL.search("\n".join(_painted(app)))
        box.load_text(NASTY)
        await pilot.pause()
        assert not CONTROL.search("\n".join(_painted(app)))
        await pilot.press("enter")
        await pilot.pause()
        painted = "\n".join(_painted(app))
        assert "dog" in painted
        assert not CONTROL.search(painted)
    house.close()
    assert BARE in _kept_words(home, talk)


async def test_the_app_refuses_20_001_characters_and_keeps_them_in_the_box(home: Home) -> None:
    talk = home.talk_at("seen/seen")
    house = build_house(home.environ, speech=False)
    app = VoiceboxApp(house, carry_on=talk)
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, TalkScreen):
            await pilot.pause(0.02)
        await pilot.pause()
        box = app.screen.query_one(WordsBox)
        box.load_text("x" * 20_001)
        await pilot.press("enter")
        await pilot.pause()
        assert "20,001" in "\n".join(_painted(app))
        assert box.text == "x" * 20_001
        box.load_text("x" * 20_000)
        await pilot.press("enter")
        await pilot.pause()
    house.close()
    assert "x" * 20_000 in _kept_words(home, talk)

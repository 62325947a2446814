"""`make screens`: the running app on my-voice, one picture of each kind of screen at both sizes.

Writes PNGs and an index into a folder; SVGs where no monospaced font is found.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from textual.pilot import Pilot

from bench.drawing import find_fonts, save
from bench.house import BenchHome, bench_home
from bench.screens_office import OFFICE, take_office
from voicebox.bootstrap import build_house
from voicebox.conversation.inputs import CarryOn, Give, Input
from voicebox.conversation.keys import PRACTICE
from voicebox.conversation.shapes import Shape, Step
from voicebox.ports import Begin, House, Theme
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.widgets.words import WordsBox

SIZES = ((80, 24), (120, 40))
SEED = 7
SAYINGS = (
    "with my dog at nans",
    "when Bruno runs to the door",
    "someone waits with me and does not talk",
    "a quiet corner, and my blanket",
)


Keep = Callable[[str, VoiceboxApp], None]
"""Keeps what an app shows now, under a name."""


@dataclass(frozen=True)
class Shot:
    """A screen: the picture's name, what it shows, and how a talk comes to it."""

    name: str
    about: str
    is_here: Callable[[Step], bool]
    keys: tuple[str, ...] = ()
    """Keys to press once the talk stands there."""


def _kind(kind: str, shape: Shape | None = None, part: str = "") -> Callable[[Step], bool]:
    def is_here(step: Step) -> bool:
        of_kind = step.kind == kind and step.key.own_state is None
        return of_kind and shape in (None, step.shape) and step.key.part.startswith(part)

    return is_here


def _own(prompt: str) -> Callable[[Step], bool]:
    return lambda step: str(step.key).startswith(prompt)


def _practice_board(step: Step) -> bool:
    return step.key.prompt == PRACTICE and step.shape is Shape.BOARD


SHOTS = (
    Shot("opening", "The opening: what the talk is for", _own("~opening")),
    Shot("assent", "Start now, or not today", _own("~assent")),
    Shot("practice", "Trying the faces first", _practice_board),
    Shot("form", "`form`: facts, for the grown-up", _kind("form", Shape.BOARD)),
    Shot("choose", "`choose`: a board of pictures", _own("good-day")),
    Shot("more", "One step away: break, stop, I won't say", _own("good-day"), ("escape",)),
    Shot("grown-up", "F1: for the grown-up", _own("good-day"), ("f1",)),
    Shot("note", "F2: a note", _own("good-day"), ("f2",)),
    Shot("who-and-how", "F3: who is speaking, and how", _own("good-day"), ("f3",)),
    Shot("break", "A break", _own("good-day"), ("p",)),
    Shot("tell", "`tell`: words", _kind("tell")),
    Shot("tell_you", "`tell_you`: information", _kind("tell_you")),
    Shot("notice", "`notice`: what was seen, for the grown-up", _kind("notice")),
    Shot("people", "`people`: who matters", _kind("people", part="who")),
    Shot("ring", "`people`: how near", _kind("people", part="ring")),
    Shot("pair", "`pair`: important to me, for me", _kind("pair", part="to-me")),
    Shot("sort", "`sort`: one card at a time", _kind("sort")),
    Shot("scale", "`scale`: faces", _kind("scale", Shape.BOARD)),
    Shot("ladder", "`scale`: a ladder", _kind("scale", Shape.LADDER)),
    Shot("finish", "`finish`: a sentence to finish", _kind("finish")),
    Shot("working", "`working`: what works", _kind("working")),
    Shot("draw", "`draw`: a picture from a file", _kind("draw")),
    Shot("gather", "`gather`: others' words", _kind("gather", part="words")),
    Shot("between", "Between two parts", _own("~between")),
    Shot("read-back", "Reading back", _own("~read-back/important-to-me")),
    Shot("sharing", "Who may see it", _own("~sharing/~all")),
    Shot("ending", "The ending", _own("~ending/choice")),
)
AROUND = {
    "goodbye": "The end",
    "home": "Home: who is here",
    "new-talk": "A new talk",
    "settings": "Settings",
    "past": "Past talks",
}
"""Screens that are no step of a talk."""
LOOKS: tuple[Theme, ...] = ("cream", "dark", "high-contrast", "calm")


def answer(step: Step) -> Input:
    """An answer that an invented pupil gives, so that the talk goes on."""
    if step.shape in (Shape.WORDS, Shape.PICTURE):
        return Give(words=SAYINGS[len(str(step.key)) % len(SAYINGS)])
    if step.shape is Shape.LADDER:
        return Give(point=2)
    if step.key.prompt == PRACTICE and step.shape is Shape.BOARD:
        return Give(choices=(step.options[0 if step.key.part.endswith("-like") else -1].id,))
    if step.key.part == "more":
        return Give(choices=(step.options[-1].id,))
    return Give(choices=tuple(option.id for option in step.options[: 2 if step.many else 1]))


# -- the app ------------------------------------------------------------------------------------


async def take_all(house: House, size: tuple[int, int], keep: Keep) -> None:
    """Every screen of a talk at one size; `keep` is given each one's name."""
    wanted = list(SHOTS)
    begin = Begin(pupil="Amira", with_="Mrs Okoye", seed=SEED)
    app = VoiceboxApp(house, begin=begin)
    async with app.run_test(size=size) as pilot:
        talk = await _at_talk(pilot)
        for _ in range(600):
            for shot in [each for each in wanted if each.is_here(talk.step)]:
                wanted.remove(shot)
                await _take(pilot, talk, shot)
                keep(shot.name, app)
                await _put_back(pilot, talk)
            if not talk.runner.is_open:
                break
            talk.runner.handle(answer(talk.step))
        talk.show_step()
        await _pictures_are_painted(pilot)
        keep("goodbye", app)
    missing = [shot.name for shot in wanted]
    if missing:
        raise SystemExit(f"The talk never came to: {', '.join(missing)}.")
    await take_home(house, size, keep)
    await take_office(house, size, keep)


async def take_home(house: House, size: tuple[int, int], keep: Keep) -> None:
    """The screens around a talk: home, a new talk, settings, past talks."""
    app = VoiceboxApp(house)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        keep("home", app)
        for name, keys in (("new-talk", ("n",)), ("settings", ("s",)), ("past", ("enter", "r"))):
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.3)
            keep(name, app)
            await pilot.press("escape")
            await pilot.pause(0.3)


async def take_looks(house: House, keep: Keep) -> None:
    """One board in each look."""
    for look in LOOKS:
        dressed = replace(house, preferences=replace(house.preferences, theme=look))
        begin = Begin(pupil="Amira", with_="Mrs Okoye", seed=SEED)
        app = VoiceboxApp(dressed, begin=begin)
        async with app.run_test(size=SIZES[1]) as pilot:
            talk = await _at_talk(pilot)
            while not _own("good-day")(talk.step):
                talk.runner.handle(answer(talk.step))
            talk.show_step()
            await pilot.pause()
            await pilot.press("2")
            await _pictures_are_painted(pilot)
            keep(f"look-{look}", app)


async def _at_talk(pilot: Pilot[int]) -> TalkScreen:
    while not (isinstance(pilot.app.screen, TalkScreen) and pilot.app.screen.query(WordsBox)):
        await pilot.pause(0.05)
    await pilot.pause(0.05)
    talk = pilot.app.screen
    assert isinstance(talk, TalkScreen)
    return talk


async def _take(pilot: Pilot[int], talk: TalkScreen, shot: Shot) -> None:
    talk.show_step()
    await _pictures_are_painted(pilot)
    for key in shot.keys:
        await pilot.press(key)
        await pilot.pause(0.2)
    await _pictures_are_painted(pilot)


async def _put_back(pilot: Pilot[int], talk: TalkScreen) -> None:
    """Away with a menu; on after a break."""
    while pilot.app.screen is not talk:
        await pilot.press("escape")
        await pilot.pause(0.1)
    if talk.runner.talk.state == "paused":
        talk.runner.handle(CarryOn())


async def _pictures_are_painted(pilot: Pilot[int]) -> None:
    """Pictures are painted in threads; wait for those, and for what they bring to be shown."""
    await pilot.pause(0.1)
    threads = [worker for worker in pilot.app.workers if worker._thread_worker]
    if threads:
        await pilot.app.workers.wait_for_complete(threads)
    await pilot.pause(0.1)


# -- what becomes of them -------------------------------------------------------------------------


def write_index(folder: Path, ending: str) -> None:
    """A page that shows them all."""
    about = {shot.name: shot.about for shot in SHOTS} | AROUND | OFFICE
    made = "Made by `make screens` from the running app. The pupil is invented."
    lines = ["# Screens", "", made, "", "| screen | 80 x 24 | 120 x 40 |", "|---|---|---|"]
    for name, words in about.items():
        cells = [f"![{name}]({name}-{across}x{down}.{ending})" for across, down in SIZES]
        lines.append(f"| {words} | {cells[0]} | {cells[1]} |")
    lines += ["", "## Looks", ""]
    lines += [f"{look}:\n\n![{look}](look-{look}.{ending})\n" for look in LOOKS]
    (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")


def main(folder: Path) -> None:
    """Take every picture and write the index."""
    fonts = find_fonts()
    folder.mkdir(parents=True, exist_ok=True)
    ending = "png" if fonts else "svg"
    names: list[str] = []

    def keep(name: str, app: VoiceboxApp) -> None:
        names.append(name)
        file = folder / f"{name}.{ending}"
        if fonts is None:
            file.write_text(app.export_screenshot(), encoding="utf-8")
        else:
            save(file, app.screen._compositor.render_strips(), fonts)

    for size in SIZES:
        with bench_home() as home, _quiet_house(home) as house:
            asyncio.run(take_all(house, size, _sized(keep, size)))
    with bench_home() as home, _quiet_house(home) as house:
        asyncio.run(take_looks(house, keep))
    write_index(folder, ending)
    if fonts is None:
        print("No monospaced font was found here, so the screens are SVG files, not PNG.")
    print(f"{len(names)} screens in {folder}")


def _sized(keep: Keep, size: tuple[int, int]) -> Keep:
    return lambda name, app: keep(f"{name}-{size[0]}x{size[1]}", app)


@contextmanager
def _quiet_house(home: BenchHome) -> Iterator[House]:
    """A house with no voice, closed afterwards."""
    house = build_house(home.environ, speech=False)
    try:
        yield house
    finally:
        house.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens"))

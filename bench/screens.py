"""`make screens`: the running app on my-voice, one picture of each kind of screen at both sizes.

Writes PNGs of at most 60 KB and an index into a folder; SVGs where no monospaced font is found.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import resvg_py
from PIL import Image
from textual.pilot import Pilot

from bench.house import BenchHome, bench_home
from voicebox.bootstrap import build_house
from voicebox.conversation.inputs import CarryOn, Give, Input
from voicebox.conversation.keys import PRACTICE
from voicebox.conversation.shapes import Shape, Step
from voicebox.ports import Begin, House, Theme
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.talk import TalkScreen

SIZES = ((80, 24), (120, 40))
LARGEST = 60_000
"""Bytes of one picture."""
SEED = 7
FONTS = (
    ("DejaVu Sans Mono", Path("/usr/share/fonts/truetype/dejavu")),
    ("DejaVu Sans Mono", Path("/usr/share/fonts/dejavu-sans-mono-fonts")),
    ("Liberation Mono", Path("/usr/share/fonts/truetype/liberation")),
    ("Menlo", Path("/System/Library/Fonts")),
    ("Consolas", Path("C:/Windows/Fonts")),
)
"""Monospaced fonts and the folders where systems keep them, the best first."""
SAYINGS = (
    "with my dog at nans",
    "when Bruno runs to the door",
    "someone waits with me and does not talk",
    "a quiet corner, and my blanket",
)


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


async def take_all(house: House, size: tuple[int, int], keep: Callable[[str, str], None]) -> None:
    """Every screen of a talk at one size; `keep` is given each one's name and SVG."""
    wanted = list(SHOTS)
    begin = Begin(pupil="Amira", with_="Mrs Okoye", seed=SEED)
    app = VoiceboxApp(house, begin=begin)
    async with app.run_test(size=size) as pilot:
        talk = await _at_talk(pilot)
        for _ in range(600):
            for shot in [each for each in wanted if each.is_here(talk.step)]:
                wanted.remove(shot)
                await _take(pilot, talk, shot)
                keep(shot.name, app.export_screenshot())
                await _put_back(pilot, talk)
            if not talk.runner.is_open:
                break
            talk.runner.handle(answer(talk.step))
        talk.show_step()
        await _pictures_are_painted(pilot)
        keep("goodbye", app.export_screenshot())
    missing = [shot.name for shot in wanted]
    if missing:
        raise SystemExit(f"The talk never came to: {', '.join(missing)}.")
    await take_home(house, size, keep)


async def take_home(house: House, size: tuple[int, int], keep: Callable[[str, str], None]) -> None:
    """The screens around a talk: home, a new talk, settings, past talks."""
    app = VoiceboxApp(house)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        keep("home", app.export_screenshot())
        for name, keys in (("new-talk", ("n",)), ("settings", ("s",)), ("past", ("enter", "r"))):
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.3)
            keep(name, app.export_screenshot())
            await pilot.press("escape")
            await pilot.pause(0.3)


async def take_looks(house: House, keep: Callable[[str, str], None]) -> None:
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
            keep(f"look-{look}", app.export_screenshot())


async def _at_talk(pilot: Pilot[int]) -> TalkScreen:
    while not isinstance(pilot.app.screen, TalkScreen):
        await pilot.pause(0.05)
    return pilot.app.screen


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


# -- pictures -----------------------------------------------------------------------------------


def find_font() -> tuple[str, Path] | None:
    """A monospaced font of this system, by name and folder."""
    return next(((name, folder) for name, folder in FONTS if folder.is_dir()), None)


def png_of(svg: str, width: int, font: tuple[str, Path]) -> bytes:
    """The screenshot as a PNG of few colours, small enough to keep in a repository."""
    name, folder = font
    plain = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", name)
    drawn = bytes(resvg_py.svg_to_bytes(svg_string=plain, width=width, font_dirs=[str(folder)]))
    image = Image.open(io.BytesIO(drawn)).convert("RGB")
    for colours in (96, 48, 24):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def write_index(folder: Path, names: list[str], ending: str) -> None:
    """A page that shows them all."""
    about = {shot.name: shot.about for shot in SHOTS}
    lines = [
        "# Screens",
        "",
        "Made by `make screens` from the running app. The pupil is invented.",
        "",
    ]
    lines += ["| screen | 80 x 24 | 120 x 40 |", "|---|---|---|"]
    for name in names:
        cells = [f"![{name}]({name}-{across}x{down}.{ending})" for across, down in SIZES]
        lines.append(f"| {about.get(name, name)} | {cells[0]} | {cells[1]} |")
    lines += ["", "## Looks", "", "| look | |", "|---|---|"]
    lines += [f"| {look} | ![{look}](look-{look}.{ending}) |" for look in LOOKS]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    """Take every picture and write the index."""
    font = find_font()
    folder.mkdir(parents=True, exist_ok=True)
    ending = "png" if font else "svg"
    names: list[str] = []

    def keep(name: str, svg: str, width: int = 1000) -> None:
        file = folder / f"{name}.{ending}"
        if font is None:
            file.write_text(svg, encoding="utf-8")
        else:
            file.write_bytes(png_of(svg, width, font))

    for across, down in SIZES:
        names.clear()

        def keep_sized(name: str, svg: str, size: str = f"{across}x{down}") -> None:
            names.append(name)
            keep(f"{name}-{size}", svg)

        with bench_home() as home, _quiet_house(home) as house:
            asyncio.run(take_all(house, (across, down), keep_sized))
    with bench_home() as home, _quiet_house(home) as house:
        asyncio.run(take_looks(house, keep))
    write_index(folder, names, ending)
    if font is None:
        print("No monospaced font was found here, so the screens are SVG files, not PNG.")
    print(f"{2 * len(names) + len(LOOKS)} screens in {folder}")


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

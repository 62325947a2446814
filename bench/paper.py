"""How long printed pages take: one profile from cold and warm, and those of a whole school.

The bare program sets the very same pages. The exporter adds choosing what goes onto a page; the
whole command adds opening the encrypted store, reading each talk and building its plan.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryFile

from bench.house import PYTHON, VOICEBOX, BenchHome, bench_home
from bench.measured import Line
from tests.fakes import FakeStore, FixedClock, usual
from voicebox.bootstrap import open_drawings
from voicebox.conversation.inputs import Give, Input, Skip
from voicebox.conversation.shapes import Shape, Step
from voicebox.errors import AnswerRefused
from voicebox.exports import Audience, gather_talk
from voicebox.exports.as_pdf import PdfExporter
from voicebox.exports.base import plans_of
from voicebox.exports.dossier import Dossier, Wanted
from voicebox.exports.mapping_file import load_mapping
from voicebox.exports.pdf.fonts import FAMILIES
from voicebox.exports.pdf.pictures import Pictures
from voicebox.exports.pdf.press import TEMPLATES
from voicebox.exports.pdf.profile_page import profile_page
from voicebox.exports.sharing import leaving
from voicebox.ports import EventDraft, Store
from voicebox.prompts.loader import load_pack
from voicebox.runner import start
from voicebox.store.repository import SqlStore

KINDS = 8
"""Different talks that the pupils' talks are made of; no two pupils share a name."""
_SAID = ("my dog Bruno", "when it is quiet", "sit near me, not too near", "the long words", "chess")
BARE = (PYTHON, "-m", "bench.bare.typst_pages")


def measure(rounds: int, pupils: int) -> list[Line]:
    """Profiles of made-up pupils, each of one whole talk, beside bare typst on the same pages."""
    with bench_home() as home:
        fill(home, pupils)
        pages = home.folder / "pages"
        set_in = [
            _set(dossier, pages / f"{number:04}") for number, dossier in enumerate(_dossiers(home))
        ]
        return [_cold(home, pages, rounds), *_warm(home, pages, set_in), *_school(home, pages)]


# -- a school ----------------------------------------------------------------------------------


def fill(home: BenchHome, pupils: int) -> None:
    """So many pupils with one finished talk each."""
    held = [_hold(home, seed) for seed in range(KINDS)]
    store = SqlStore.open(home.where)
    for number in range(pupils):
        _copy(*held[number % KINDS], store, number)
    store.close()
    os.sync()


def _hold(home: BenchHome, seed: int) -> tuple[FakeStore, str]:
    """A talk with an answer to nearly every question."""
    store, chance = FakeStore(), Random(seed)
    pack = load_pack(home.where.prompts / "my-voice.yaml")
    runner = start(store, FixedClock(seed=seed), pack, store.add_pupil("Amira"), with_="Mrs Okoye")
    while runner.is_open:
        step = runner.step
        given = _answer(step, chance)
        try:
            runner.handle(given)
        except AnswerRefused:
            runner.handle(Skip())
    return store, runner.header.id


def _answer(step: Step, chance: Random) -> Input:
    if step.key.own_state is not None or step.shape is Shape.PAGE:
        return usual(step)
    if chance.random() < 0.2 or step.key.part in ("another", "more"):
        return Skip()
    if step.shape is Shape.WORDS:
        return Give(words=chance.choice(_SAID))
    if step.shape is Shape.BOARD and step.options:
        words = chance.choice(_SAID) if chance.random() < 0.2 else ""
        return Give(choices=(chance.choice(step.options[:5]).id,), words=words)
    return Skip()


def _copy(held: FakeStore, talk: str, store: Store, number: int) -> None:
    """The same talk as one of another pupil."""
    header = held.talk(talk).header
    pupil = store.add_pupil(f"Pupil {number}")
    own = replace(header, id=f"{number:032x}", pupil=pupil)
    drafts = []
    for row in held.events(talk):
        body = json.loads(row.body.replace(talk, own.id))  # views are named by their talk
        if "pupil_id" in body:
            body |= {"pupil": pupil.name, "pupil_id": pupil.id}
        drafts.append(EventDraft(f"{row.id}-{number}", row.type, row.at, json.dumps(body)))
    store.open_talk(own, held.pack(header.pack_digest), drafts, state="finished")


def _dossiers(home: BenchHome) -> Iterator[Dossier]:
    """What the exporter is given for each pupil."""
    store = SqlStore.open(home.where)
    drawings = open_drawings(home.where)
    for summary in reversed(store.talks()):
        going = (leaving(gather_talk(store, summary.header.id), Audience.PLAN),)
        if not going[0].shared.views:
            raise AssertionError("nothing of the talk may leave, so that its page would be empty")
        yield Dossier(
            talks=going,
            audience=Audience.PLAN,
            today=summary.header.started.date(),
            plans=plans_of(going),
            wanted=Wanted(document="profile"),
            drawings=drawings,
        )
    store.close()


def _set(dossier: Dossier, folder: Path) -> float:
    """Seconds that the exporter takes; the same page is kept for the bare program."""
    began = time.perf_counter()
    PdfExporter().write(dossier)
    seconds = time.perf_counter() - began
    _keep_page(folder, dossier)
    return seconds


def _keep_page(folder: Path, dossier: Dossier) -> None:
    """The page as typst is given it, in a folder, for the bare program."""
    pictures = Pictures(dossier)
    page = profile_page(load_mapping("profile"), dossier, pictures)
    files = {
        "main.typ": (TEMPLATES / "profile.typ").read_bytes(),
        "parts.typ": (TEMPLATES / "parts.typ").read_bytes(),
        "page.json": json.dumps({**page, "fonts": FAMILIES}).encode(),
        **pictures.files,
    }
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


# -- measured ----------------------------------------------------------------------------------


def _cold(home: BenchHome, pages: Path, rounds: int) -> Line:
    own = (*VOICEBOX, "export", "--pupil", "Pupil 1", "--format", "pdf", "--document", "profile")
    command = (*own, "-o", str(home.folder / "one.pdf"), "--force")
    bare = (*BARE, str(home.folder / "bare"), str(pages / "0001"))
    taken: dict[tuple[str, ...], list[float]] = {command: [], bare: []}
    for number in range(rounds + 1):
        for each, times in taken.items():
            ran = _run(each, home)
            if number:
                times.append(ran.seconds)
    value, beside = (statistics.median(taken[each]) for each in (command, bare))
    return Line("a profile as PDF, cold, whole command", value, "s", "bare typst", beside, 1.5)


def _warm(home: BenchHome, pages: Path, set_in: Sequence[float]) -> list[Line]:
    """The exporter alone, which is given what was read: the first page warms both compilers."""
    ran = _bare(home, pages)
    value, beside = (statistics.median(each[1:]) * 1000 for each in (set_in, ran.told))
    own, bare = sum(set_in[1:]), sum(ran.told[1:])
    what = f"{len(set_in)} profiles as PDF, set one after another"
    return [
        Line("a profile as PDF, warm", value, "ms", "bare typst, warm", beside, 50),
        Line(what, own, "s", "bare typst, same pages", bare, 1.5, True),
    ]


def _school(home: BenchHome, pages: Path) -> list[Line]:
    """The whole command, which opens the store and reads each talk event by event."""
    command = (*VOICEBOX, "export", "--all-pupils", "--format", "pdf", "--document", "profile")
    own = _run((*command, "-o", str(home.folder / "all")), home)
    bare = _bare(home, pages)
    pupils = len(bare.told)
    written = len(list((home.folder / "all").glob("*.pdf")))
    if written != pupils:
        raise AssertionError(f"{pupils} pupils were asked for and {written} files written")
    what = f"{pupils} profiles as PDF, whole command ({pupils / own.seconds:.0f} a second)"
    beside = "bare typst, same pages"
    return [
        Line(what, own.seconds, "s", beside, bare.seconds),
        Line("the same: memory", own.megabytes, "MB", beside, bare.megabytes),
    ]


def _bare(home: BenchHome, pages: Path) -> Ran:
    folders = map(str, sorted(pages.iterdir()))
    return _run((*BARE, str(home.folder / "bare"), *folders), home)


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    seconds: float
    megabytes: float
    """The most memory that it held."""
    told: tuple[float, ...]
    """What the bare program says of each page."""


def _run(command: Sequence[str], home: BenchHome) -> Ran:
    with TemporaryFile("w+") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=home.environ, stdout=said)
        most = 0.0
        while process.poll() is None:
            most = max(most, _megabytes(process.pid))
            time.sleep(0.01)
        seconds = time.perf_counter() - began
        said.seek(0)
        lines = said.read().split()
    if process.returncode:
        raise AssertionError(f"{command[:4]} ended with {process.returncode}")
    told = tuple(map(float, lines)) if command[: len(BARE)] == BARE else ()
    return Ran(seconds, most, told)


def _megabytes(process: int) -> float:
    """The most that a process has held so far: what `wait4` says is its parent's, where more."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(found[0]) / 1024 if found else 0.0

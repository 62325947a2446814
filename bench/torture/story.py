"""A story that is recorded: a first run, long notes, breaks, an end, and a second talk."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.house import PYTHON, VOICEBOX, BenchHome
from bench.torture.recording import Op, Recorder
from voicebox.locations import locate
from voicebox.ports import StoredEvent
from voicebox.store.repository import SqlStore

_TOLD = re.compile(r"^(?:Talk (\w+) with |kept (\d+)$)", re.MULTILINE)
NOTES, LETTERS = 70, 15_000
"""Enough pages that the log is folded into the file while the talk goes on."""

Events = Mapping[str, Sequence[StoredEvent]]


@dataclass(frozen=True)
class Story:
    """What was recorded, and the talks as they stood at its end."""

    root: Path
    ops: list[Op]
    events: Events


def record_story(recorder: Recorder, home: BenchHome, *, mutant: str = "") -> Story:
    """Run the story through plain mode, as people would.

    Args:
        recorder: of everything below `home`.
        home: empty.
        mutant: a value of `synchronous`; empty for voicebox as it is.
    """
    program = (PYTHON, "-m", "bench.torture.mutant", mutant) if mutant else VOICEBOX
    environ = {**home.environ, "VOICEBOX_SPEECH": "off"}
    for argv, lines in _sittings(random.Random(3)):
        done = recorder.run((*program, *argv), environ, "\n".join([*lines, ""]))
        if done.returncode:
            raise RuntimeError(f"{argv} ended with {done.returncode}: {done.stderr[-300:]}")
    return Story(home.folder, recorder.ops(), events_of(home))


def _sittings(chance: random.Random) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    talk = ("talk", "--plain", "--pupil")
    words = [f"with my dog at nans {chance.randrange(10**9)}" for _ in range(12)]
    yield (*talk, "Amira", "--seed", "1"), ["1", "1", "1", "1", *words, "/skip", "/back", "1"]
    yield ("resume", "--plain"), ["1", *(_note(chance) for _ in range(NOTES)), "1", "/break"]
    yield ("resume", "--plain"), ["/worry He said his tummy hurts.", "2", "/stop"]
    yield (*talk, "Tomos", "--pack", "quick-check", "--seed", "2"), ["1"] * 30


def _note(chance: random.Random) -> str:
    return f"/note {chance.randrange(10**9)} ".ljust(LETTERS, "x")


def events_of(home: BenchHome, secret: str = "") -> Events:
    """Every talk of a home, with its events."""
    store = SqlStore.open(home.where, secret or None)
    try:
        return {each.header.id: store.events(each.header.id) for each in store.talks()}
    finally:
        store.close()


def acknowledged(told: str) -> dict[str, int]:
    """The newest seq that each talk was told to be kept, in what was printed."""
    newest: dict[str, int] = {}
    talk = ""
    for found in _TOLD.finditer(told):
        talk = found[1] or talk
        if found[2] and talk:
            newest[talk] = max(newest.get(talk, 0), int(found[2]))
    return newest


def look(root: Path, story: Events, told: str) -> tuple[int, int, str]:
    """Open what was left in `root`, and compare.

    Returns:
        How many acknowledged events had to be there, how many are not, and what else is wrong.
    """
    due = acknowledged(told)
    store = SqlStore.open(locate(_environ(root)))
    try:
        with store._engine.connect() as connection:
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if whole != "ok":
            return sum(due.values()), 0, f"the talks file is damaged: {whole}"
        held = {each.header.id: store.events(each.header.id) for each in store.talks()}
    finally:
        store.close()
    lost = sum(max(seq - len(held.get(talk, ())), 0) for talk, seq in due.items())
    false = [talk for talk, found in held.items() if found != list(story[talk][: len(found)])]
    return sum(due.values()), lost, f"talks {false} are not as they were said" if false else ""


def _environ(root: Path) -> dict[str, str]:
    return {"VOICEBOX_HOME": str(root / "home"), "VOICEBOX_KEYS": str(root / "keys")}

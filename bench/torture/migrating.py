"""Migrations, up and down from each released schema with talks in it, killed at every point."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.house import PYTHON, BenchHome, bench_home
from bench.torture.disk import Disk, lay_out
from bench.torture.figures import Figure
from bench.torture.powercuts import recorder_of
from bench.torture.recording import NoRecorder, Op
from bench.torture.story import Events, Story, look
from tests.fakes import FixedClock, play, small_pack
from voicebox.errors import VoiceboxError
from voicebox.locations import locate
from voicebox.ports import Concern
from voicebox.runner import start
from voicebox.store.migrations import run
from voicebox.store.repository import SqlStore
from voicebox.store.tables import REVISIONS

_CUTS_A_POINT = 2
"""Power cuts at each point, beside the kill there."""


def kill_migrations(seed: int, *, every: int = 1) -> list[Figure]:
    """Kill each migration, and cut its power, at every point.

    Args:
        seed: of all that is chance.
        every: only each so-manyth point.
    """
    try:
        return [
            figure
            for older in REVISIONS[:-1]
            for figure in (
                _killed(older, REVISIONS[-1], seed, every),
                _killed(REVISIONS[-1], older, seed, every),
            )
        ]
    except NoRecorder as error:
        return [Figure("migrations killed", "points", skipped=str(error))]


def _killed(older: str, newer: str, seed: int, every: int) -> Figure:
    way = "up" if older < newer else "down"
    figure = Figure(f"migration {way} from {older} to {newer}, killed and cut", "points")
    with bench_home() as home, recorder_of(home) as recorder:
        events = _with_talks(home, older)
        disk = Disk(home.folder)
        disk.already()
        command = (PYTHON, "-m", "bench.torture.migrating", newer)
        done = recorder.run(command, home.environ)
        figure.must(done.returncode == 0, f"it failed: {done.stderr[-300:]}")
        ops = recorder.ops()
        told = "".join(f"Talk {talk} with \nkept {len(rows)}\n" for talk, rows in events.items())
        story, chance = Story(home.folder, ops, events), random.Random(seed)
        for left in _states(disk, ops, chance, every):
            _look_at(figure, story, left, told)
    return figure


def _states(
    disk: Disk, ops: list[Op], chance: random.Random, every: int
) -> Iterator[dict[str, bytes | None]]:
    for number, op in enumerate(ops):
        if number % every == 0:
            yield disk.whole()
            for _ in range(_CUTS_A_POINT):
                yield disk.cut(chance)
        disk.take(op)
    yield disk.whole()


def _look_at(figure: Figure, story: Story, left: dict[str, bytes | None], told: str) -> None:
    figure.count += 1
    with tempfile.TemporaryDirectory(prefix="voicebox-migrated-") as folder:
        lay_out(left, story.root, Path(folder))
        try:
            due, lost, wrong = look(Path(folder), story.events, told)
        except VoiceboxError as error:
            figure.wrong.append(f"refused: {error}".replace(folder, ""))
            return
    figure.kept += due
    figure.lost += lost
    figure.must(not wrong, wrong)


def _with_talks(home: BenchHome, revision: str) -> Events:
    """A store at a revision, with two pupils' talks, pictures on them, and a worry."""
    store, clock = SqlStore.open(home.where), FixedClock()
    try:
        for name in ("Amira", "Tomos"):
            runner = start(store, clock, small_pack(), store.add_pupil(name), with_="", seed=1)
            play(runner, {})
            by, pupil = "Mr Shah", runner.header.pupil
            worry = Concern(
                clock.new_id(), pupil, runner.header.id, "A worry.", by, clock.now(), False
            )
            store.add_concern(worry)
        events = {each.header.id: store.events(each.header.id) for each in store.talks()}
        if revision != REVISIONS[-1]:
            run.downgrade(store._engine, revision)
        return events
    finally:
        store.close()


def _migrate(to: str) -> None:
    """Move the store of this environment; up by opening it, as people do."""
    import os

    store = SqlStore.open(locate(os.environ))
    if to != REVISIONS[-1]:
        run.downgrade(store._engine, to)
    store.close()


if __name__ == "__main__":
    _migrate(sys.argv[1])

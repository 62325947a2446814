"""Power cuts: a story is recorded, cut at any point, and opened again from what was left."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.house import BenchHome, bench_home
from bench.torture.disk import Disk, lay_out
from bench.torture.figures import Figure
from bench.torture.recording import NoRecorder, Recorder, make_recorder
from bench.torture.story import Story, look, record_story
from voicebox.errors import VoiceboxError

MUTANTS = ("NORMAL", "OFF")
_MUTANT_CUTS = 60


def cut_power(cuts: int, seed: int) -> list[Figure]:
    """Cut a recorded story; then see that the mutants are found out.

    Args:
        cuts: how many times.
        seed: of all that is chance.
    """
    try:
        with _recorded() as story:
            real = _cut(story, "power cuts while talks are held", cuts, seed)
            real.note = f"{len(story.ops):,} recorded acts; torn at 512 and 4,096 bytes"
        return [real, *(_mutant(each, seed) for each in MUTANTS)]
    except NoRecorder as error:
        return [Figure("power cuts", "cuts", skipped=str(error))]


@contextmanager
def _recorded(mutant: str = "") -> Iterator[Story]:
    with bench_home() as home, recorder_of(home) as recorder:
        yield record_story(recorder, home, mutant=mutant)


@contextmanager
def recorder_of(home: BenchHome) -> Iterator[Recorder]:
    """A recorder of all that is done below a home; what it writes lies elsewhere.

    Raises:
        NoRecorder: there is no C compiler that can.
    """
    with tempfile.TemporaryDirectory(prefix="voicebox-recorder-") as folder:
        tools = Path(folder)
        yield Recorder(make_recorder(tools), home.folder, tools / "log")


def _mutant(synchronous: str, seed: int) -> Figure:
    with _recorded(synchronous) as story:
        found = _cut(story, synchronous, _MUTANT_CUTS, seed)
    figure = Figure(f"the same with synchronous={synchronous} (must fail)", "cuts", found.count)
    losing = found.lost + len(found.wrong)
    figure.must(losing > 0, "BLIND: nothing was lost, so these cuts see nothing")
    figure.note = f"found out: {found.lost:,} answers lost, {len(found.wrong)} files refused"
    return figure


def _cut(story: Story, what: str, cuts: int, seed: int) -> Figure:
    figure, chance, disk = Figure(what, "cuts"), random.Random(seed), Disk(story.root)
    at = [chance.randrange(len(story.ops) + 1) for _ in range(cuts)]
    for number, op in enumerate(story.ops):
        for _ in range(at.count(number)):
            _look_at(figure, story, disk, disk.cut(chance), number)
        disk.take(op)
    for _ in range(at.count(len(story.ops))):
        _look_at(figure, story, disk, disk.cut(chance), len(story.ops))
    return figure


def _look_at(
    figure: Figure, story: Story, disk: Disk, left: dict[str, bytes | None], at: int
) -> None:
    figure.count += 1
    with tempfile.TemporaryDirectory(prefix="voicebox-cut-") as folder:
        lay_out(left, story.root, Path(folder))
        try:
            due, lost, wrong = look(Path(folder), story.events, disk.told)
        except VoiceboxError as error:
            figure.wrong.append(f"after act {at}, refused: {error}".replace(folder, ""))
            return
    figure.kept += due
    figure.lost += lost
    figure.must(not wrong, f"after act {at}: {wrong}")

"""Power cuts at every write of the commands that keep talks safe, and of programs that do wrong."""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.house import PYTHON, VOICEBOX, BenchHome, bench_home
from bench.torture import aftermath, deeds
from bench.torture.aftermath import Done, Left, Looked, files_of
from bench.torture.deeds import Deed, Ways, argv_of, environ_of, furnish
from bench.torture.disk import Disk, lay_out
from bench.torture.figures import Figure
from bench.torture.powercuts import recorder_of
from bench.torture.recording import NoRecorder, Op
from bench.torture.story import Events, events_of
from voicebox.errors import VoiceboxError

Look = Callable[[Left], Looked]
_State = Mapping[str, bytes | None]
_CUTS_A_POINT = 2
"""Power cuts at each point, beside the kill there."""
_CUTS_AT_THE_END = 12
"""When it was said to be done, all of it has to stay."""

ROWS: Sequence[tuple[str, Look, tuple[Deed, ...]]] = (
    ("backup", aftermath.files_whole, deeds.BACKUPS),
    ("restore", aftermath.restored_or_nothing, deeds.RESTORES),
    ("lock and unlock", aftermath.files_whole, deeds.LOCKS),
    ("forget", aftermath.there_or_forgotten, deeds.FORGETS),
    ("receive", aftermath.received_whole, deeds.RECEIVES),
    ("send", aftermath.files_whole, (deeds.SENDING,)),
    ("a settings save", aftermath.settings_whole, deeds.SETTINGS),
)
MUTANTS = (
    ("key slots written in their place", "slots-in-place", deeds.SETTING_A_LOCK),
    ("the computer's key gone before the slots are safe", "key-first", deeds.SETTING_A_LOCK),
    ("a bundle written in its place", "file-in-place", deeds.SENDING),
)


def cut_deeds(seed: int) -> list[Figure]:
    """Cut each command, at every write; then see that those which do it wrongly are found out.

    Args:
        seed: of all that is chance.
    """
    try:
        return [*(_row(*row, seed) for row in ROWS), *(_mutant(*each, seed) for each in MUTANTS)]
    except NoRecorder as error:
        return [Figure("power cuts in commands", "points", skipped=str(error))]


def _row(what: str, look: Look, which: Sequence[Deed], seed: int) -> Figure:
    figure = Figure(f"{what}, killed and cut at every write", "points")
    for deed in which:
        _cut(figure, deed, look, seed)
    figure.note = f"{len(which)} ways" if len(which) > 1 else ""
    return figure


def _mutant(what: str, name: str, deed: Deed, seed: int) -> Figure:
    found = Figure(what, "points")
    program = (PYTHON, "-m", "bench.torture.mutant", name)
    _cut(found, deed, aftermath.files_whole, seed, program)
    figure = Figure(f"{what} (must fail)", "points", found.count)
    figure.must(bool(found.wrong), "BLIND: nothing was wrong, so these cuts see nothing")
    figure.note = f"found out {len(found.wrong)} times"
    return figure


@dataclass(frozen=True)
class _Recording:
    done: Done
    ops: Sequence[Op]
    disk: Disk
    root: Path


def _cut(
    figure: Figure, deed: Deed, look: Look, seed: int, program: Sequence[str] = VOICEBOX
) -> None:
    chance = random.Random(seed)
    with _recorded(deed, program) as recording:
        known: dict[bytes, Looked] = {}
        for left in _states(recording, chance):
            name = _digest(left, recording.disk.told)
            if name not in known:
                known[name] = _look_at(recording, left, look)
            _tell(figure, deed, known[name])


def _tell(figure: Figure, deed: Deed, looked: Looked) -> None:
    figure.count += 1
    figure.kept += looked.due
    figure.lost += looked.lost
    figure.wrong += [f"{deed.what}: {each}" for each in looked.wrong]


def _states(recording: _Recording, chance: random.Random) -> Iterator[_State]:
    """What is left by a kill and by cuts before each act, and after the last."""
    for op in (*recording.ops, None):
        yield recording.disk.whole()
        for _ in range(_CUTS_A_POINT if op else _CUTS_AT_THE_END):
            yield recording.disk.cut(chance)
        if op is not None:
            recording.disk.take(op)


def _digest(left: _State, told: str) -> bytes:
    """One for each state of the files and of what was said, so that none is looked at twice."""
    digest = hashlib.sha256(told.encode())
    for name in sorted(left):
        content = left[name]
        digest.update(f"\0{name}\0{content is None}\0{len(content or b'')}\0".encode())
        digest.update(content or b"")
    return digest.digest()


def _look_at(recording: _Recording, left: _State, look: Look) -> Looked:
    with tempfile.TemporaryDirectory(prefix="voicebox-cut-") as folder:
        lay_out(dict(left), recording.root, Path(folder))
        found = Left(BenchHome(Path(folder)), recording.done, recording.disk.told)
        try:
            return look(found)
        except (VoiceboxError, RuntimeError) as error:
            return Looked(wrong=[f"refused: {error}".replace(folder, "")])


@contextmanager
def _recorded(deed: Deed, program: Sequence[str]) -> Iterator[_Recording]:
    with bench_home() as home:
        furnished = furnish(home)
        if deed.ready is not None:
            deed.ready(home)
        before, files = _talks(home, deed.before, furnished), files_of(home)
        command = (PYTHON, "-m") if deed.is_module else program
        disk = Disk(home.folder)
        with recorder_of(home) as recorder:
            environ = environ_of(home, deed.secrets)
            disk.already()
            done = recorder.run((*command, *argv_of(deed, home)), environ)
            if done.returncode or deed.said not in done.stdout:
                raise RuntimeError(f"{deed.what}: {done.returncode} {done.stderr[-300:]}")
            ops = recorder.ops()
        after = _talks(home, deed.after, furnished)
        yield _Recording(Done(deed, before, after, files, files_of(home)), ops, disk, home.folder)


def _talks(home: BenchHome, ways: Ways, furnished: Events) -> Events:
    """The talks as they stand; those of a backup are what it was made of."""
    typed = [way for way in ways if not way.startswith("@")]
    return furnished if ways == deeds.RESTORED else events_of(home, min(typed))

"""Disks that fill up, files that may not grow, places that cannot be written: one line, no loss."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.house import BenchHome
from bench.torture.figures import Figure
from tests.hostile.inside import command
from tests.store.conftest import begin, draft
from voicebox.errors import StoreError
from voicebox.store.repository import SqlStore

_BODY = '{"words":"' + "with my dog at nans " * 300 + '"}'
_LEAST = 64 * 1024


class _NoMount(Exception):
    """Mounting is not permitted here."""


def fill_disks(times: int, seed: int) -> list[Figure]:
    """Every way in which the disk can say no, each some times.

    Args:
        times: of each.
        seed: of all that is chance.
    """
    full = Figure("a disk that fills up, at any moment of a talk", "faults")
    stopped = Figure("files that may not grow (a quota), at any size", "faults")
    still = Figure("places that cannot be written to", "faults")
    chance = random.Random(seed)
    for _ in range(times):
        _within_a_limit(stopped, chance.randrange(_LEAST, 600_000))
    try:
        for _ in range(times):
            _fill(full, chance)
        _read_only(still)
    except _NoMount as error:
        full.skipped = full.skipped or str(error)
        still.skipped = str(error)
    return [full, stopped, still]


@contextmanager
def _disk(size: str) -> Iterator[Path]:
    point = Path(tempfile.mkdtemp(prefix="voicebox-disk-"))
    try:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(point)]
        if subprocess.run(mount, capture_output=True).returncode:
            raise _NoMount("mounting is not permitted")
        yield point
    finally:
        subprocess.run(["umount", "-l", str(point)], capture_output=True)
        shutil.rmtree(point, ignore_errors=True)


def _fill(figure: Figure, chance: random.Random) -> None:
    """Answer until the disk is full, make room, answer again, and look at all of it."""
    with _disk("2m") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(chance.randrange(200_000, 2_000_000)))
        home = BenchHome(disk)
        try:
            store = SqlStore.open(home.where)
        except StoreError as error:  # too full for a first run: it is made once there is room
            figure.must("room" in str(error), f"told as {error}")
            ballast.unlink()
            ballast.write_bytes(bytes(300_000))
            store = SqlStore.open(home.where)
        _answer_until_refused(figure, home, store, ballast.unlink)


def _within_a_limit(figure: Figure, limit: int) -> None:
    """The same, in a process that may not write beyond so many bytes of a file."""
    with tempfile.TemporaryDirectory(prefix="voicebox-quota-") as folder:
        home = BenchHome(Path(folder))
        store = SqlStore.open(home.where)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            _answer_until_refused(
                figure, home, store, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            )
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _answer_until_refused(
    figure: Figure, home: BenchHome, store: SqlStore, make_room: Callable[[], None]
) -> None:
    figure.count += 1
    kept = 0
    try:
        begin(store)
        kept = 1
        for seq in range(1, 2000):
            store.append("t1", seq, [draft(f"e{seq}", _BODY)], state="asking", ended=None)
            kept = seq + 1
        figure.wrong.append("it was never refused")
    except StoreError as error:
        figure.must("Nothing was lost" in str(error), f"told as {error}")
    make_room()
    if kept:
        store.append("t1", kept, [draft(f"e{kept}", _BODY)], state="asking", ended=None)
    store.close()
    _see_all(figure, home, kept + 1 if kept else 0)


def _see_all(figure: Figure, home: BenchHome, due: int) -> None:
    store = SqlStore.open(home.where)
    held = len(store.events("t1")) if due else 0
    store.close()
    figure.kept += due
    figure.lost += max(due - held, 0)
    figure.must(held == due, f"{held} answers are there, not {due}")


def _read_only(figure: Figure) -> None:
    """The whole disk, the talks alone, or the keys alone: refused in one line, or of no matter."""
    for part in ("", "home", "keys"):
        with _disk("4m") as disk:
            home = BenchHome(disk)
            store = SqlStore.open(home.where)
            begin(store)
            store.close()
            _make_read_only(disk, part)
            before = _bytes(disk)
            ended = command(("talks", "--json"), _environ(home))
            listed = command(("talks",), _environ(home))
            figure.count += 2
            for each in (ended, listed):
                told = each.err.count("\n") == 1 and "read-only" in each.err
                is_fine = each.code == 0 if part == "keys" else each.code == 1 and told
                figure.must(is_fine or (part == "keys" and told), f"{part}: {each}")
            figure.must(part == "keys" or _bytes(disk) == before, f"{part}: something changed")
            for point in (disk / part, disk):
                subprocess.run(["umount", "-l", str(point)], capture_output=True)


def _make_read_only(disk: Path, part: str) -> None:
    if part:
        place = str(disk / part)
        subprocess.run(["mount", "--bind", place, place], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", place], check=True)
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _environ(home: BenchHome) -> dict[str, str]:
    return {
        "VOICEBOX_HOME": str(home.folder / "home"),
        "VOICEBOX_KEYS": str(home.folder / "keys"),
        "VOICEBOX_SPEECH": os.environ.get("VOICEBOX_SPEECH", "off"),
    }

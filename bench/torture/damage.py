"""Files that were cut, zeroed, swapped, emptied or changed: refused, or read as they were."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.house import VOICEBOX, BenchHome, bench_home
from bench.torture.figures import Figure
from bench.torture.story import acknowledged
from tests.hostile.inside import Ended, command

Change = tuple[str, Callable[[bytes], bytes | None]]
"""What is done to a file, in words, and its content after it; None where the file is gone."""
_NOTES = 12
_LINES = ["1"] * 5 + [f"/note with my dog at nans {n} " + "x" * 900 for n in range(_NOTES)]


def damage_files(changes: int, seed: int) -> list[Figure]:
    """Change each file of a store that was closed, and of one that was killed, and open it.

    Args:
        changes: how many to each file, of each kind that is chance.
        seed: of all that is chance.
    """
    with bench_home() as closed, bench_home() as killed, bench_home() as other:
        told = {home.folder: _talk(home, is_killed=home is killed) for home in (closed, killed)}
        _talk(other, is_killed=False)
        return [
            _damage(closed, told[closed.folder], "voicebox.db", other, changes, seed),
            _damage(closed, told[closed.folder], "keyslots.json", other, changes, seed),
            _damage(closed, told[closed.folder], "*.key", other, changes, seed),
            _damage(killed, told[killed.folder], "voicebox.db", other, changes, seed),
            _damage(killed, told[killed.folder], "voicebox.db-wal", other, changes, seed),
            _damage(killed, told[killed.folder], "voicebox.db-shm", other, changes, seed),
        ]


def _talk(home: BenchHome, *, is_killed: bool) -> str:
    """Hold a talk in plain mode, to its pause or to kill -9; what was printed."""
    argv = [*VOICEBOX, "talk", "--plain", "--no-speech", "--pupil", "Amira", "--seed", "1"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(argv, stdin=pipe, stdout=pipe, env=home.environ, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    if not is_killed:
        return process.communicate("\n".join([*_LINES, ""]))[0]
    process.stdin.write("\n".join([*_LINES, ""]))
    process.stdin.flush()
    told = ""
    while told.count("\nkept ") < _NOTES and (printed := process.stdout.readline()):
        told += printed
    process.send_signal(signal.SIGKILL)
    return told + process.communicate()[0]


def _damage(
    home: BenchHome, told: str, name: str, other: BenchHome, changes: int, seed: int
) -> Figure:
    killed = "after a kill" if (home.folder / "home" / "voicebox.db-wal").exists() else "closed"
    figure = Figure(f"{name.replace('*', 'the device')} of a store, {killed}, damaged", "faults")
    (file,) = [*home.folder.glob(f"home/{name}"), *home.folder.glob(f"keys/{name}")]
    (foreign,) = [*other.folder.glob(f"*/{name}")] or [other.folder / "home/voicebox.db"]
    (talk, due), *_ = acknowledged(told).items()
    true = _read_copy(home.folder, talk)
    found = {"refused": 0, "read as they were": 0}
    figure.is_known_limit = name.endswith("-wal")
    if figure.is_known_limit:
        found |= {"read up to the damage": 0, "opened before that talk": 0}
    for what, change in _changes(file.stat().st_size, foreign, changes, random.Random(seed)):
        outcome = _outcome(home, file, change, talk, true)
        figure.count += 1
        if not figure.is_known_limit:
            figure.kept += due
        if outcome in found:
            found[outcome] += 1
        else:
            figure.wrong.append(f"{what}: {outcome}")
    figure.note = ", ".join(f"{count} {words}" for words, count in found.items() if count)
    return figure


def _outcome(
    home: BenchHome, file: Path, change: Callable[[bytes], bytes | None], talk: str, true: Ended
) -> str:
    with tempfile.TemporaryDirectory(prefix="voicebox-damaged-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(home.folder, copy)
        path = copy / file.relative_to(home.folder)
        content = change(path.read_bytes())
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        shown = _read(copy, talk)
        return _named(shown, true, command(("talks",), _environ(copy)))


def _named(shown: Ended, true: Ended, talks: Ended) -> str:
    for ended in (shown, talks):
        if ended.code == 1 and (ended.err.count("\n") != 1 or "fault of its own" in ended.err):
            return f"told as {ended.err[-300:]!r}"
    if shown.code == 1 and "There is no talk" in shown.err:
        return "opened before that talk"
    if shown.code == 1:
        return "refused"
    if shown.code != 0:
        return f"ended with {shown.code}"
    if shown.out == true.out:
        return "read as they were"
    return "read up to the damage" if _is_earlier(shown.out, true.out) else "read wrongly"


def _is_earlier(shown: str, true: str) -> bool:
    """Is it the same talk at an earlier moment: nothing in it that was not said?"""
    return all(line in true for line in shown.splitlines()[2:])


def _read(folder: Path, talk: str) -> Ended:
    return command(("show", talk), _environ(folder))


def _read_copy(folder: Path, talk: str) -> Ended:
    """Opening a store folds its log away; here it must stay."""
    with tempfile.TemporaryDirectory(prefix="voicebox-damaged-") as other:
        copy = Path(shutil.copytree(folder, Path(other) / "copy"))
        return _read(copy, talk)


def _environ(folder: Path) -> dict[str, str]:
    return {"VOICEBOX_HOME": str(folder / "home"), "VOICEBOX_KEYS": str(folder / "keys")}


def _changes(size: int, foreign: Path, changes: int, chance: random.Random) -> Iterator[Change]:
    yield "gone", lambda _: None
    yield "emptied", lambda _: b""
    yield "swapped for another store's", lambda _: foreign.read_bytes()
    yield "all zeroes", lambda content: bytes(len(content))
    yield "turned to noise", lambda content: chance.randbytes(len(content))
    yield "longer by a page", lambda content: content + bytes(4096)
    for _ in range(changes):
        at = chance.randrange(max(size, 1))
        length = chance.choice((1, 512, 4096))
        yield f"cut to {at}", lambda content, at=at: content[:at]  # type: ignore[misc]
        yield (
            f"{length} zeroes at {at}",
            lambda content, at=at, length=length: (  # type: ignore[misc]
                content[:at] + bytes(min(length, len(content) - at)) + content[at + length :]
            ),
        )
        bit = 1 << chance.randrange(8)
        yield (
            f"bit {bit} of {at} flipped",
            lambda content, at=at, bit=bit: (  # type: ignore[misc]
                content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
            ),
        )

"""Files that were cut, zeroed, swapped, emptied or changed: refused, or read as they were."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.house import VOICEBOX, BenchHome, bench_home
from bench.torture.figures import Figure
from bench.torture.story import acknowledged
from tests.hostile.inside import Ended, command
from voicebox.errors import NotFound
from voicebox.locations import locate
from voicebox.store.repository import SqlStore

Change = tuple[str, Callable[[bytes], bytes | None]]
"""What is done to a file, in words, and its content after it; None where the file is gone."""
Changes = Callable[[random.Random], Iterator[Change]]
_LOG, _MARK = "voicebox.db-wal", "voicebox.last"
_SHUT = ("voicebox.db", "keyslots.json", "*.key", _MARK)
_CUT = ("voicebox.db", _LOG, "voicebox.db-shm", _MARK)
_LOSS = "opened at an earlier moment"
_NOTES = 12
_LINES = ["1"] * 5 + [f"/note with my dog at nans {n} " + "x" * 900 for n in range(_NOTES)]


def damage_files(changes: int, seed: int) -> list[Figure]:
    """Change each file of a store that was closed, and of one that was killed, and open it.

    Args:
        changes: how many to each file, of each kind that is chance.
        seed: of all that is chance.
    """
    with bench_home() as closed, bench_home() as killed, bench_home() as other:
        _talk(other)
        shut = _Held.of(closed, _talk(closed))
        _talk(killed, pupil="Tomos", is_killed=True)
        older = _log(killed).read_bytes()
        cut = _Held.of(killed, _talk(killed, is_killed=True))
        log = partial(_log_changes, older, _log(killed).stat().st_size, changes)
        return [
            *(
                _damage(shut, name, _any_changes(shut, name, other, changes), seed)
                for name in _SHUT
            ),
            *(_damage(cut, name, _any_changes(cut, name, other, changes), seed) for name in _CUT),
            _damage(cut, _LOG, log, seed, "cut, emptied, taken away or older"),
            _blind(cut, log, seed),
        ]


@dataclass(frozen=True)
class _Held:
    """A store, and the talk that was held in it last."""

    home: BenchHome
    talk: str
    due: int
    """How many events of it were acknowledged."""
    true: Ended
    """What `show` writes of it."""

    @classmethod
    def of(cls, home: BenchHome, told: str) -> _Held:
        (talk, due), *_ = acknowledged(told).items()
        return cls(home, talk, due, _read_copy(home.folder, talk))

    def file(self, name: str) -> Path:
        (found,) = [*self.home.folder.glob(f"home/{name}"), *self.home.folder.glob(f"keys/{name}")]
        return found


def _log(home: BenchHome) -> Path:
    return home.folder / "home" / _LOG


def _talk(home: BenchHome, *, pupil: str = "Amira", is_killed: bool = False) -> str:
    """Hold a talk in plain mode, to its pause or to kill -9; what was printed."""
    argv = [*VOICEBOX, "talk", "--plain", "--no-speech", "--pupil", pupil, "--seed", "1"]
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
    held: _Held, name: str, changes: Changes, seed: int, how: str = "damaged", mark: bool = True
) -> Figure:
    killed = "after a kill" if _log(held.home).exists() else "closed"
    figure = Figure(f"{name.replace('*', 'the device')} of a store, {killed}, {how}", "faults")
    found = dict.fromkeys(("refused", "read as they were", _LOSS), 0)
    for what, change in changes(random.Random(seed)):
        outcome, lost = _outcome(held, name, change, mark)
        figure.count += 1
        figure.kept += held.due
        figure.lost += lost
        if outcome in found:
            found[outcome] += 1
        else:
            figure.wrong.append(f"{what}: {outcome}")
    figure.note = ", ".join(f"{count} {words}" for words, count in found.items() if count)
    return figure


def _blind(held: _Held, changes: Changes, seed: int) -> Figure:
    """The same without the mark of the last write: unless answers are lost, nothing is seen."""
    found = _damage(held, _LOG, changes, seed, mark=False)
    figure = Figure("the same without the mark of the last write (must fail)", "faults")
    figure.count = found.count
    figure.must(found.lost > 0, "BLIND: nothing was lost, so this damage shows nothing")
    figure.note = f"found out: {found.lost:,} answers lost"
    return figure


def _outcome(
    held: _Held, name: str, change: Callable[[bytes], bytes | None], mark: bool
) -> tuple[str, int]:
    """What became of it, in words, and how many acknowledged answers were lost without a word."""
    home = held.home.folder
    with tempfile.TemporaryDirectory(prefix="voicebox-damaged-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(home, copy)
        path = copy / held.file(name).relative_to(home)
        content = change(path.read_bytes())
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        if not mark:
            (copy / "home" / _MARK).unlink()
        shown = _read(copy, held.talk)
        outcome = _named(shown, held.true, command(("talks",), _environ(copy)))
        return outcome, max(held.due - _there(copy, held.talk), 0) if outcome == _LOSS else 0


def _there(folder: Path, talk: str) -> int:
    """How many events of a talk can be read."""
    store = SqlStore.open(locate(_environ(folder)))
    try:
        return len(store.events(talk))
    except NotFound:
        return 0
    finally:
        store.close()


def _named(shown: Ended, true: Ended, talks: Ended) -> str:
    for ended in (shown, talks):
        if ended.code == 1 and (ended.err.count("\n") != 1 or "fault of its own" in ended.err):
            return f"told as {ended.err[-300:]!r}"
    if shown.code == 1:
        return _LOSS if "There is no talk" in shown.err else "refused"
    if shown.code != 0:
        return f"ended with {shown.code}"
    if shown.out == true.out:
        return "read as they were"
    return _LOSS if _is_earlier(shown.out, true.out) else "read wrongly"


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


def _any_changes(held: _Held, name: str, other: BenchHome, changes: int) -> Changes:
    foreign = [*other.folder.glob(f"*/{name}")] or [other.folder / "home/voicebox.db"]
    return partial(_changes, held.file(name).stat().st_size, foreign[0].read_bytes(), changes)


def _log_changes(older: bytes, size: int, changes: int, chance: random.Random) -> Iterator[Change]:
    """What ends a log before its end."""
    yield "gone", lambda _: None
    yield "emptied", lambda _: b""
    yield "swapped for an older one", lambda _: older
    for _ in range(3 * changes):
        at = chance.randrange(size)
        yield f"cut to {at}", lambda content, at=at: content[:at]  # type: ignore[misc]


def _changes(size: int, foreign: bytes, changes: int, chance: random.Random) -> Iterator[Change]:
    yield "gone", lambda _: None
    yield "emptied", lambda _: b""
    yield "swapped for another store's", lambda _: foreign
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

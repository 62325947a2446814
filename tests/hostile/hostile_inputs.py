"""The corpus: every hostile input with its reason, and running one through the real entry.

`corpus/*.yaml` are lists of groups. A group has a `why` (a sentence, the reason for each of its
inputs), the `entry` they go through, and `inputs`: each with a `name`, what it is made of, and
what must be said of it (`says`, a part of the one line). What it does not say, its group says.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.fakes import FixedClock, play, small_pack
from tests.hostile.inside import Ended, command
from voicebox.locations import locate
from voicebox.runner import start
from voicebox.store.repository import SqlStore

CORPUS = Path(__file__).with_name("corpus")
LONGEST_LINE = 900
MOST_SECONDS = 20.0
"""For one input. None takes a second; this finds what would take for ever."""


@dataclass(frozen=True)
class Hostile:
    """One input of the corpus."""

    name: str
    why: str
    entry: str
    says: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    """All else that its line says."""

    def __str__(self) -> str:
        """As tests name it."""
        return f"{self.entry}: {self.name}"


def corpus() -> list[Hostile]:
    """Every input, in order.

    Raises:
        AssertionError: one has no reason, or two of one entry have one name.
    """
    every = [each for file in sorted(CORPUS.glob("*.yaml")) for each in _read(file)]
    names = [str(each) for each in every]
    assert len(set(names)) == len(names), {name for name in names if names.count(name) > 1}
    for each in every:
        assert len(each.why) > 15, f"{each}: no reason"
        assert "\n" not in each.why, each
    return every


def _read(file: Path) -> Iterator[Hostile]:
    for group in yaml.safe_load(file.read_text("utf-8")):
        shared = {key: value for key, value in group.items() if key != "inputs"}
        for line in group["inputs"]:
            told = {**shared, **(line if isinstance(line, dict) else {"name": line, "case": line})}
            told.setdefault("name", told.get("case"))
            known = {key: str(told.pop(key, "")) for key in ("name", "why", "entry", "says")}
            yield Hostile(**known, told=told)


@dataclass(frozen=True)
class Stage:
    """A home with a pupil and a whole talk, for one input; and a folder for its file."""

    folder: Path
    talk: str

    @property
    def environ(self) -> dict[str, str]:
        """Of the commands that run here."""
        return {
            "VOICEBOX_HOME": str(self.folder / "home"),
            "VOICEBOX_KEYS": str(self.folder / "keys"),
            "VOICEBOX_SPEECH": "off",
        }

    @property
    def files(self) -> Path:
        """Where hostile files lie."""
        return self.folder / "files"

    def contents(self) -> dict[str, bytes]:
        """Every file of the home but the cache, and every file beside the hostile one."""
        every = [path for path in self.folder.rglob("*") if path.is_file()]
        small = [path for path in every if path.stat().st_size < 50_000_000]
        return {str(path): path.read_bytes() for path in small if "cache" not in path.parts}


@cache
def _first_stage() -> Stage:
    folder = Path(tempfile.mkdtemp(prefix="voicebox-hostile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    stage = Stage(folder, "")
    store = SqlStore.open(locate(stage.environ))
    runner = start(store, FixedClock(), small_pack(), store.add_pupil("Amira"), with_="", seed=1)
    play(runner, {})
    store.close()
    return Stage(folder, runner.header.id)


def run(hostile: Hostile, folder: Path) -> None:
    """Give one input to voicebox, in an empty folder.

    Raises:
        AssertionError: it is not told in one clear line, something changed, or it took too long.
    """
    from tests.hostile.entries import ENTRIES

    first = _first_stage()
    for part in ("home", "keys"):
        shutil.copytree(first.folder / part, folder / part)
    (folder / "files").mkdir()
    began = time.monotonic()
    ENTRIES[hostile.entry](hostile, Stage(folder, first.talk))
    assert time.monotonic() - began < MOST_SECONDS, "it takes too long"


def refused(
    stage: Stage,
    argv: Iterable[str],
    says: str,
    *,
    codes: tuple[int, ...] = (1,),
    typed: bytes = b"",
) -> None:
    """See that a command gives one clear line, and changes nothing."""
    before = stage.contents()
    ended = command([*argv], stage.environ, typed)
    assert_one_line(ended, says, codes)
    assert stage.contents() == before, "something changed"


def assert_one_line(ended: Ended, says: str, codes: tuple[int, ...] = (1,)) -> None:
    """Exit code 1, one line that can be read, no traceback, no control."""
    line = ended.err
    assert ended.code in codes, f"ended with {ended.code}: {ended.out[-300:]!r} {line[-300:]!r}"
    assert line.count("\n") == 1, line
    assert line.endswith("\n"), line
    assert line[:-1].isprintable(), repr(line)
    assert "fault of its own" not in line, line
    assert 20 < len(line) < LONGEST_LINE, line
    assert says in line, f"{says!r} is not said in {line!r}"

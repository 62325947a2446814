"""The command as a process with a home of its own, and what one clear line is."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.fakes import FixedClock, play, small_pack
from tests.store.conftest import small_disk
from voicebox.locations import Locations, locate
from voicebox.runner import start
from voicebox.store.repository import SqlStore

__all__ = ["Home", "home", "small_disk"]

SMALL = str(Path(__file__).parents[1] / "fixtures" / "small.yaml")
Done = subprocess.CompletedProcess[bytes]


@dataclass
class Home:
    """Folders for one test, and the command run in them."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        named = {
            "VOICEBOX_HOME": str(self.folder / "home"),
            "VOICEBOX_KEYS": str(self.folder / "keys"),
            "VOICEBOX_SPEECH": "off",
        }
        return {**kept, **named, **self.extra}

    @property
    def where(self) -> Locations:
        return locate(self.environ)

    def run(self, *argv: str, typed: bytes = b"") -> Done:
        """A command, to its end."""
        command = [sys.executable, "-m", "voicebox", *argv]
        return subprocess.run(
            command, input=typed, capture_output=True, env=self.environ, timeout=60
        )

    def talk_at(self, key: str) -> str:
        """A talk of the small pack that stands at a prompt; its id."""
        store = SqlStore.open(self.where)
        pupil = store.add_pupil("Amira")
        runner = start(store, FixedClock(), small_pack(), pupil, with_="Mrs Okoye", seed=1)
        play(runner, {}, until=key)
        assert str(runner.step.key) == key
        store.close()
        return runner.header.id

    def refused(self, *argv: str, typed: bytes = b"") -> str:
        """The one line of a command that must fail and change nothing."""
        before = self.contents()
        done = self.run(*argv, typed=typed)
        line = one_line(done)
        assert self.contents() == before, f"{argv} changed files"
        return line

    def contents(self) -> dict[str, bytes]:
        """Every file of the home but the cache."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return {str(path): path.read_bytes() for path in files if "cache" not in path.parts}


def one_line(done: Done) -> str:
    """What a named error looks like from outside: exit code 1, one line, no traceback."""
    line = done.stderr.decode()
    assert done.returncode == 1, line
    assert line.endswith("\n"), line
    assert line.count("\n") == 1, line
    assert "Traceback" not in line
    assert "fault of its own" not in line
    assert "\x1b" not in line
    assert len(line) > 20
    return line


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)

"""How much memory the app holds in a talk, its voice included."""

from __future__ import annotations

import time
from pathlib import Path

from bench.house import VOICEBOX, BenchHome
from bench.measured import Line
from bench.starting import BARE_APP
from bench.terminal import Terminal


def measure(home: BenchHome) -> list[Line]:
    """The app and every process it started, some answers into a talk that speaks."""
    environ = {**home.environ, "VOICEBOX_AUDIO": "null"}
    with Terminal(BARE_APP, environ) as terminal:
        terminal.wait_for(b"Shown 0.")
        beside = _resident(terminal.process.pid)
    with Terminal((*VOICEBOX, "talk", "--pupil", "Amira", "--seed", "1"), environ) as terminal:
        terminal.wait_for(b"Hello Amira.")
        for _ in range(8):
            terminal.settle(quiet=0.4, most=0.8)
            terminal.type(b"1")
        terminal.settle(quiet=0.4, most=0.8)
        time.sleep(0.5)
        value = _resident(terminal.process.pid)
    return [Line("memory in a talk, voice included", value, "MB", "bare Textual app", beside, 200)]


def _resident(process: int) -> float:
    """Megabytes that a process and its children hold (pages that they share count twice)."""
    statuses = {int(path.name): path for path in Path("/proc").iterdir() if path.name.isdigit()}
    parents = {each: _field(path, "PPid") for each, path in statuses.items()}
    family = {process}
    while more := {each for each, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(_field(statuses[each], "VmRSS") for each in family if each in statuses) / 1024


def _field(process: Path, name: str) -> int:
    """A number of a process's status; 0 where it has ended."""
    try:
        status = (process / "status").read_text()
    except OSError:
        return 0
    found = [line.split()[1] for line in status.splitlines() if line.startswith(f"{name}:")]
    return int(found[0]) if found else 0

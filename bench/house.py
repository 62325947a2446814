"""A home for one measurement: folders of its own, and the environment of the programs run in it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voicebox.locations import Locations, locate

PYTHON = sys.executable
VOICEBOX = (PYTHON, "-m", "voicebox")
ROOT = Path(__file__).resolve().parent.parent
_DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR", "TMUX", "TERM_PROGRAM")


@dataclass(frozen=True)
class BenchHome:
    """Folders that nobody else uses."""

    folder: Path

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a program that keeps its talks here."""
        kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
        return {
            **kept,
            "VOICEBOX_HOME": str(self.folder / "home"),
            "VOICEBOX_KEYS": str(self.folder / "keys"),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }

    @property
    def where(self) -> Locations:
        """The same folders, for use in this process."""
        return locate(self.environ)


@contextmanager
def bench_home() -> Iterator[BenchHome]:
    """A home that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="voicebox-bench-") as folder:
        yield BenchHome(Path(folder))

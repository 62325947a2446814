"""How long `voicebox talks` takes with very many talks in the store."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Sequence

from bench.house import PYTHON, VOICEBOX, BenchHome
from bench.measured import Line

_IMPORTS = (PYTHON, "-c", "import sqlalchemy.engine, sqlcipher3.dbapi2")


def measure(home: BenchHome, rounds: int, *, talks: str) -> list[Line]:
    """List the newest talks, and all, beside loading the database's own packages."""
    wanted = {
        f"voicebox talks, {talks}": ((*VOICEBOX, "talks"), 0.5),
        f"voicebox talks --all, {talks}": ((*VOICEBOX, "talks", "--all"), None),
        "loading": (_IMPORTS, None),
    }
    taken: dict[str, list[float]] = {what: [] for what in wanted}
    for number in range(rounds + 1):
        for what, (command, _) in wanted.items():
            seconds = _run(home, command)
            if number:
                taken[what].append(seconds)
    beside = statistics.median(taken.pop("loading"))
    return [
        Line(what, statistics.median(times), "s", _NAME, beside, wanted[what][1])
        for what, times in taken.items()
    ]


_NAME = "importing SQLAlchemy and sqlcipher3"


def _run(home: BenchHome, command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=home.environ, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began

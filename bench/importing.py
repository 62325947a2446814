"""How long the core takes to import."""

from __future__ import annotations

import statistics
import subprocess

from bench.house import PYTHON, BenchHome
from bench.measured import Line

_TIMED = "import time; began = time.perf_counter(); {}; print(time.perf_counter() - began)"
_CORE = "import voicebox.conversation"
_GIVEN = (
    "from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, field_validator; "
    "import transitions"
)


def measure(home: BenchHome, rounds: int) -> list[Line]:
    """The core beside the two packages that it is made with, in fresh interpreters."""
    taken: dict[str, list[float]] = {_CORE: [], _GIVEN: []}
    for number in range(rounds + 1):
        for code, times in taken.items():
            command = [PYTHON, "-c", _TIMED.format(code)]
            done = subprocess.run(command, env=home.environ, capture_output=True, check=True)
            if number:
                times.append(float(done.stdout) * 1000)
    value, beside = (statistics.median(taken[code]) for code in (_CORE, _GIVEN))
    name = "importing pydantic and transitions"
    return [Line("import voicebox.conversation", value, "ms", name, beside, 1.5, True)]

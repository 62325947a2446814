"""The whole corpus of hostile inputs, in a process that may take little memory."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.house import PYTHON, ROOT
from bench.torture.figures import Figure

MOST_MEMORY = 2_000_000_000
"""Bytes of addresses that the process may take, its libraries included."""


def give_hostile_inputs() -> Figure:
    """Give voicebox every input of `tests/hostile/corpus`."""
    figure = Figure("hostile inputs: one clear line, nothing changed", "inputs")
    command = (PYTHON, "-m", "bench.torture.inputs")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=_limit)
    if done.returncode:
        figure.wrong.append(f"the process ended with {done.returncode}: {done.stderr[-400:]}")
        return figure
    told = json.loads(done.stdout.splitlines()[-1])
    figure.count, figure.wrong = told["count"], told["wrong"]
    figure.note = (
        f"by {told['entries']} entries; the slowest took {told['slowest']:.1f} s, "
        f"all of them {told['memory']:.0f} MB at most"
    )
    return figure


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _all() -> dict[str, object]:
    from tests.hostile.hostile_inputs import corpus, run

    slowest, wrong, every = 0.0, [], corpus()
    for each in every:
        began = time.monotonic()
        told = _given(lambda folder, each=each: run(each, folder))  # type: ignore[misc]
        slowest = max(slowest, time.monotonic() - began)
        if told:
            wrong.append(f"{each}: {told}")
    memory = _most_memory()
    entries = len({each.entry for each in every})
    return {
        **{"count": len(every), "entries": entries, "wrong": wrong},
        **{"slowest": slowest, "memory": memory},
    }


def _most_memory() -> float:
    """MB that this process had at most; what getrusage tells begins with those of its parent."""
    told = Path("/proc/self/status").read_text("ascii", "replace")
    most = re.search(r"VmHWM:\s+(\d+) kB", told)
    return (
        int(most[1]) / 1000 if most else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    )


def _given(run: Callable[[Path], None]) -> str:
    with tempfile.TemporaryDirectory(prefix="voicebox-hostile-") as folder:
        try:
            run(Path(folder))
        except Exception as error:  # noqa: BLE001 - each input is told of, whatever came of it
            return f"{type(error).__name__} {error}".replace("\n", " ")[:300]
    return ""


if __name__ == "__main__":
    print(json.dumps(_all()))
    sys.exit(0)

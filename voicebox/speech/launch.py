"""How the worker is started, the same way for a talk and for a single job."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_PACKAGE_HOME = Path(__file__).resolve().parents[2]

WORKER: tuple[str, ...] = (sys.executable, "-P", "-m", "voicebox.speech.worker")
"""`-P`: the current folder, which may be anyone's, is not searched for modules."""


def launch(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a worker with pipes for its lines; its standard error is discarded (ALSA writes there).

    Raises:
        OSError: it cannot be started.
    """
    return subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        # On Windows a console program would flash up a window of its own.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _environment() -> dict[str, str]:
    """This environment, in which the worker finds the same voicebox as runs here."""
    others = os.environ.get("PYTHONPATH")
    paths = [str(_PACKAGE_HOME), *([others] if others else [])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}

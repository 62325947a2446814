"""Draws a stranger's SVGs in a process of their own, for so long and no longer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Timer

from voicebox.errors import PictureRefused
from voicebox.symbols.drawing_worker import LENGTH
from voicebox.symbols.own_svg import plain_svg

SECONDS = 5.0
"""For one drawing; a symbol takes 0.02."""
MOST_LOST = 3
"""Drawings that ended the process, or took too long, after which none is drawn any more."""
LARGEST_PNG = 4_000_000
WORKER = (sys.executable, "-P", "-m", "voicebox.symbols.drawing_worker")
_PACKAGE_HOME = Path(__file__).resolve().parents[2]


class StrangerSvgs:
    """SVGs from a stranger's file, as PNGs. Close it, or a process stays behind."""

    def __init__(self, command: Sequence[str] = WORKER, seconds: float = SECONDS) -> None:
        """Start nothing yet.

        Args:
            command: the process that draws.
            seconds: how long one drawing may take.
        """
        self._command = command
        self._seconds = seconds
        self._worker: subprocess.Popen[bytes] | None = None
        self._lost = 0

    def png(self, content: bytes) -> bytes:
        """Draw an SVG, 512 pixels along its longer side, see-through where it is empty.

        Raises:
            PictureRefused: it is no whole SVG of plain shapes, or cannot be drawn in time.
        """
        svg = plain_svg(content).encode()
        if self._lost >= MOST_LOST:
            raise _refused()
        try:
            drawn = self._ask(svg)
        except OSError as error:
            self._lose()
            raise _refused() from error
        if not drawn:
            raise _refused()
        return drawn

    def close(self) -> None:
        """End the process, if there is one."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def _ask(self, svg: bytes) -> bytes:
        worker = self._worker = self._worker or self._started()
        assert worker.stdin
        assert worker.stdout
        patience = Timer(self._seconds, worker.kill)
        patience.start()
        try:
            worker.stdin.write(LENGTH.pack(len(svg)) + svg)
            worker.stdin.flush()
            head = worker.stdout.read(LENGTH.size)
            length = LENGTH.unpack(head)[0] if len(head) == LENGTH.size else LARGEST_PNG + 1
            drawn = worker.stdout.read(length) if length <= LARGEST_PNG else None
        finally:
            patience.cancel()
        if drawn is None or len(drawn) != length:
            raise BrokenPipeError("the process that draws has ended")
        return drawn

    def _lose(self) -> None:
        self._lost += 1
        self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        others = os.environ.get("PYTHONPATH")
        paths = [str(_PACKAGE_HOME), *([others] if others else [])]
        return subprocess.Popen(
            list(self._command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            # On Windows a console program would flash up a window of its own.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _refused() -> PictureRefused:
    return PictureRefused("This SVG cannot be drawn.", mend="Save it as PNG, and give that.")

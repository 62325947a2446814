"""A program in a terminal of its own (a pty), as a person would run it: type, and watch."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

SIZE = (120, 40)
"""Columns and rows of the terminal."""
_PIECE = 1 << 16
_WHAT_ARE_YOU, _A_PLAIN_TERMINAL = b"\x1b[c", b"\x1b[?62;22c"
"""What every terminal is asked, and answers at once: one with colours and no pictures."""


class NotSeen(Exception):
    """The words that were waited for did not come."""


class Terminal:
    """A running program, its keyboard and what it has written."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        *,
        size: tuple[int, int] = SIZE,
        echo: bool = True,
        watch: Callable[[bytes], None] | None = None,
    ) -> None:
        """Start the program.

        Args:
            command: the program and its arguments.
            environ: its whole environment.
            size: columns and rows.
            echo: does the terminal show what is typed?
            watch: is given every piece of output as it is read.
        """
        self._watch = watch
        self.here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        if not echo:
            modes = termios.tcgetattr(there)
            modes[3] &= ~termios.ECHO
            termios.tcsetattr(there, termios.TCSANOW, modes)
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            command, stdin=there, stdout=there, stderr=there, env=environ, start_new_session=True
        )
        os.close(there)
        self.seen = bytearray()

    def type(self, keys: bytes) -> float:
        """Press keys; the moment at which they were pressed."""
        at = time.monotonic()
        with contextlib.suppress(OSError):
            os.write(self.here, keys)
        return at

    def read(self, seconds: float) -> bool:
        """Read a piece of what was written; False where nothing more came in time, or ever."""
        readable, _, _ = select.select([self.here], [], [], max(seconds, 0))
        if not readable:
            return False
        try:
            piece = os.read(self.here, _PIECE)
        except OSError:
            return False
        self.seen += piece
        if _WHAT_ARE_YOU in piece:
            self.type(_A_PLAIN_TERMINAL)
        if self._watch is not None and piece:
            self._watch(piece)
        return bool(piece)

    def wait_for(self, words: bytes, seconds: float = 20.0) -> float:
        """Wait until words were written since `forget`; the moment of their reading.

        Raises:
            NotSeen: they did not come.
        """
        until = time.monotonic() + seconds
        while words not in self.seen:
            if not self.read(until - time.monotonic()):
                raise NotSeen(f"{words!r} did not come; the last was {bytes(self.seen[-400:])!r}")
        return time.monotonic()

    def settle(self, quiet: float = 0.15, most: float = 5.0) -> None:
        """Read until nothing was written for `quiet` seconds."""
        until = time.monotonic() + most
        while time.monotonic() < until and self.read(quiet):
            pass

    @property
    def seconds_worked(self) -> float:
        """Seconds of a processor that the program took so far; 0 where that cannot be seen."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2]
        except OSError:
            return 0.0
        return sum(map(int, fields.split()[11:13])) / os.sysconf("SC_CLK_TCK")

    def forget(self) -> None:
        """Wait only for what is written from now on."""
        self.seen.clear()

    def kill(self) -> None:
        """End it at once, with kill -9; once it ended by itself, its number may be another's."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """End it, and let go of the terminal."""
        self.kill()
        os.close(self.here)

    def __enter__(self) -> Terminal:
        """The terminal itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

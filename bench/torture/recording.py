"""What a program does to the disk, recorded in order by a small C library that is made here."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SOURCE = Path(__file__).with_name("recorder.c")
_HEAD = struct.Struct("<cQQQ")


class NoRecorder(Exception):
    """There is no C compiler here, or the recorder does not work with this system."""


@dataclass(frozen=True, slots=True)
class Op:
    """One thing that was done: the kinds are those of `recorder.c`."""

    kind: str
    file: int
    at: int
    content: bytes

    @property
    def path(self) -> str:
        """The path, of an act on a name."""
        return self.content.decode()

    @property
    def paths(self) -> tuple[str, str]:
        """Old and new, of a rename or a link."""
        return self.content[: self.at].decode(), self.content[self.at :].decode()


def make_recorder(folder: Path) -> Path:
    """Compile the recorder.

    Raises:
        NoRecorder: there is no C compiler that can.
    """
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        raise NoRecorder("there is no C compiler here (cc, gcc or clang)")
    library = folder / "recorder.so"
    command = [compiler, "-shared", "-fPIC", "-O1", str(_SOURCE), "-o", str(library)]
    done = subprocess.run([*command, "-ldl", "-lpthread"], capture_output=True, text=True)
    if done.returncode:
        raise NoRecorder(f"the recorder cannot be compiled here: {done.stderr.strip()[:200]}")
    return library


@dataclass(frozen=True)
class Recorder:
    """Runs programs, and notes what they do below `root`."""

    library: Path
    root: Path
    log: Path

    def run(
        self, command: Sequence[str], environ: Mapping[str, str], typed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one program to its end; what it does is added to the log."""
        recorded = {
            **environ,
            "LD_PRELOAD": str(self.library),
            "VOICEBOX_RECORD": str(self.log),
            "VOICEBOX_RECORD_ROOT": str(self.root),
        }
        return subprocess.run(
            command, input=typed, env=recorded, capture_output=True, text=True, timeout=300
        )

    def ops(self) -> list[Op]:
        """All that was recorded.

        Raises:
            NoRecorder: nothing was, so the recorder sees nothing here.
        """
        written = self.log.read_bytes() if self.log.exists() else b""
        ops = list(_read(written))
        if not any(op.kind == "W" for op in ops) or not any(op.kind == "S" for op in ops):
            raise NoRecorder("the recorder sees no writes here")
        return ops


def _read(written: bytes) -> Iterator[Op]:
    at = 0
    while at < len(written):
        kind, file, place, length = _HEAD.unpack_from(written, at)
        at += _HEAD.size
        yield Op(kind.decode(), file, place, written[at : at + length])
        at += length

"""No network: a whole talk and every export, watched call by call, and packet by packet.

Two proofs. `strace` sees each call that opens a socket or sends: none may be of a network family.
And all of it runs in a network of its own (`unshare --net`), whose only way is its loopback: not
one packet may have passed when it is over. A program that does send must be seen by both.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.house import PYTHON, BenchHome, bench_home
from bench.torture.figures import Figure
from voicebox.exports.base import exporter, formats

_FAMILIES = re.compile(r"\b(?:socket|connect|sendto|sendmsg|bind)\(.*\b(AF_(?!UNIX\b)\w+)")
_SENDS = "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))"


def watch_network() -> list[Figure]:
    """Watch a whole talk in the app, one in lines, every export and every command that reads."""
    calls = Figure("network calls in whole talks and every export (strace)", "programs")
    packets = Figure("packets in a network of their own meanwhile", "programs")
    with bench_home() as home:
        for figure, watch, name in ((calls, _by_calls, "calls"), (packets, _by_packets, "packets")):
            out = home.folder / name / "out"
            seen = watch((PYTHON, "-c", _SENDS), home)
            if seen is None:
                figure.skipped = f"{name} cannot be watched (strace, unshare)"
                continue
            figure.must(bool(seen), "BLIND: a program that sends a packet was not seen")
            found = watch((PYTHON, "-m", "bench.torture.offline", str(out)), home)
            figure.count = int((out / "programs").read_text("utf-8"))
            figure.must(not found, f"seen: {found}")
            figure.note = "none; a program that sends one packet is seen"
    return [calls, packets]


def _by_calls(command: Sequence[str], home: BenchHome) -> str | None:
    """The first calls of a network family; None where they cannot be watched here."""
    strace = shutil.which("strace")
    if strace is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        watched = [strace, "-f", "-qq", "-e", "trace=network", "-o", str(log), *command]
        done = subprocess.run(watched, env=home.environ, capture_output=True, text=True)
        if not log.exists():
            return None
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr[-500:]}")
        calls = log.read_text("utf-8", "replace").splitlines()
    return "; ".join([line[:120] for line in calls if _FAMILIES.search(line)][:5])


def _by_packets(command: Sequence[str], home: BenchHome) -> str | None:
    """How many bytes and packets passed, in words; None where there can be no such network."""
    script = 'ip link set lo up 2>/dev/null; "$@" >&2 && cat /proc/self/net/dev'
    watched = ["unshare", "--net", "sh", "-c", script, "sh", *command]
    if shutil.which("unshare") is None:
        return None
    done = subprocess.run(watched, env=home.environ, capture_output=True, text=True)
    if "unshare:" in done.stderr:
        return None
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr[-500:]}")
    passed = [line.split() for line in done.stdout.splitlines() if ":" in line]
    return "; ".join(" ".join(line) for line in passed if any(map(_is_some, line[1:])))


def _is_some(number: str) -> bool:
    return number.strip("0") != ""


# -- the story that is watched ----------------------------------------------------------------


def _story(out: Path) -> int:
    """All that a school would do in a day; gives how many programs that were."""
    out.mkdir(parents=True)
    home = BenchHome(out.parent / "day")
    voicebox = (PYTHON, "-m", "voicebox")
    talk = _run(
        home, (*voicebox, "talk", "--plain", "--pupil", "Amira", "--pack", "quick-check"), 60
    )
    _in_the_app(home)
    (id_,) = re.findall(r"Talk (\w+) with", talk)
    commands: list[Sequence[str]] = [
        ("show", id_),
        ("talks", "--json"),
        ("doctor",),
        ("packs", "list"),
        ("packs", "check"),
        ("symbols", "find", "dog"),
        ("speech", "say", "hello", "-o", str(out / "hello.wav")),
        ("plan", "show", "Amira"),
    ]
    for format_ in formats():
        file = str(out / f"talk{exporter(format_).suffix}-{format_}")
        commands.append(("export", id_, "--format", format_, "-o", file, "--audience", "child"))
    for argv in commands:
        _run(home, (*voicebox, *argv), 0)
    return len(commands) + 2


def _run(home: BenchHome, command: Sequence[str], lines: int) -> str:
    done = subprocess.run(
        command, input="1\n" * lines, env=home.environ, capture_output=True, text=True, timeout=120
    )
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr[-500:]}")
    return done.stdout


def _in_the_app(home: BenchHome) -> None:
    """A talk in the app in a terminal, its first pages, with the voice, and a break."""
    from bench.house import VOICEBOX
    from bench.terminal import Terminal

    argv = (*VOICEBOX, "talk", "--pupil", "Tomos", "--pack", "quick-check")
    with Terminal(argv, home.environ) as terminal:
        terminal.wait_for(b"Tomos")
        for _ in range(12):
            terminal.settle(quiet=0.2, most=2)
            terminal.type(b"1")
        terminal.type(b"\x03")
        terminal.settle(quiet=0.3, most=3)


if __name__ == "__main__":
    os.environ.pop("VOICEBOX_SPEECH", None)
    where = Path(sys.argv[1])
    (where.parent / "day").mkdir(parents=True)
    count = _story(where)
    (where / "programs").write_text(str(count), encoding="utf-8")

"""The whole program on a pseudo-terminal whose far end answers as a kitty or an xterm would."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voicebox.tui.placeholders import PLACEHOLDER

KITTY = b"\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.36.1)\x1b\\\x1b[6;18;9t\x1b[?62;c"
OLD_KITTY = KITTY.replace(b"0.36.1", b"0.26.5")
XTERM = b"\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2;4;6;9c"
LONGEST = 30.0
"""Seconds after which something that should be seen never will be."""
INTERRUPTED = 130


class Sitting:
    """A talk that is held in the program; what it writes is kept."""

    def __init__(self, folder: Path, answer: bytes) -> None:
        self.written = b""
        self._answer = answer
        self._master, near = pty.openpty()
        fcntl.ioctl(near, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 900, 540))
        environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "VOICEBOX_HOME": str(folder / "home"),
            "VOICEBOX_KEYS": str(folder / "keys"),
            "VOICEBOX_SPEECH": "off",
        }
        command = [sys.executable, "-m", "voicebox", "talk", "--pupil", "Amira", "--seed", "7"]
        self._process = subprocess.Popen(
            command, stdin=near, stdout=near, stderr=near, env=environ, start_new_session=True
        )
        os.close(near)

    def answer_at_once(self) -> None:
        self.until(rb"\x1b\[c")
        self.say(self._answer)

    def say(self, what: bytes) -> None:
        os.write(self._master, what)

    def until(self, pattern: bytes) -> None:
        ends = time.monotonic() + LONGEST
        while not re.search(pattern, self.written):
            assert time.monotonic() < ends, f"{pattern!r} was never seen"
            self._read(0.2)

    def _read(self, wait: float) -> bool:
        if not select.select([self._master], [], [], wait)[0]:
            return True
        try:
            some = os.read(self._master, 65536)
        except OSError:
            return False  # the other side has hung up
        self.written += some
        return bool(some)

    def leave(self) -> int:
        self.say(b"\x03")
        ends = time.monotonic() + LONGEST
        while self._read(0.2) and self._process.poll() is None:
            assert time.monotonic() < ends, "it was not left"
        while self._process.poll() is None or select.select([self._master], [], [], 0)[0]:
            if not self._read(0.2):
                break
        return self._process.wait(LONGEST)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._master)


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Callable[[bytes], Sitting]]:
    made: list[Sitting] = []

    def sit(answer: bytes) -> Sitting:
        made.append(Sitting(tmp_path, answer))
        return made[-1]

    yield sit
    for each in made:
        each.close()


def test_a_kitty_is_sent_pictures_and_told_to_drop_them(
    sitting: Callable[[bytes], Sitting],
) -> None:
    talk = sitting(KITTY)
    talk.answer_at_once()
    talk.until(PLACEHOLDER.encode())
    assert talk.leave() == INTERRUPTED
    sent = set(re.findall(rb"\x1b_Ga=T,U=1,f=100,t=d,i=(\d+)", talk.written))
    assert sent
    assert sent == set(re.findall(rb"\x1b_Ga=d,d=I,i=(\d+)", talk.written))
    inks = re.findall(
        rb"\x1b\[38;2;(\d+);(\d+);(\d+);[0-9;]*m" + PLACEHOLDER.encode(), talk.written
    )
    named = {b"%d" % int.from_bytes(bytes(int(part) for part in ink), "big") for ink in inks}
    assert named <= sent
    assert named


def test_an_old_kitty_gets_blocks(sitting: Callable[[bytes], Sitting]) -> None:
    talk = sitting(OLD_KITTY)
    talk.answer_at_once()
    talk.until(rb"\xf0\x9f\xac[\x80-\xbb]")  # a sextant, U+1FB00 to U+1FB3B
    talk.leave()
    assert b"\x1b_Ga=T" not in talk.written
    assert PLACEHOLDER.encode() not in talk.written


def test_an_xterm_gets_sixel(sitting: Callable[[bytes], Sitting]) -> None:
    talk = sitting(XTERM)
    talk.answer_at_once()
    talk.until(rb'\x1b\[\d+;\d+H\x1bP0;1q"1;1;\d+;\d+#')
    talk.leave()
    assert b"\x1b_Ga=T" not in talk.written


def test_an_answer_that_comes_late_picks_no_card(sitting: Callable[[bytes], Sitting]) -> None:
    talk = sitting(KITTY)
    talk.until(rb"what for\?")
    talk.say(KITTY)
    talk.leave()
    assert b"You can talk" not in talk.written

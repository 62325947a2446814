"""The command as a process: Ctrl-C, kills, a reader that goes away, a terminal, encodings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

SMALL = str(Path(__file__).parents[2] / "fixtures" / "small.yaml")
TALK = ("talk", "--plain", "--pack", SMALL, "--pupil", "Amira", "--seed", "3")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "VOICEBOX_HOME": str(tmp_path / "home"),
        "VOICEBOX_KEYS": str(tmp_path / "keys"),
        "VOICEBOX_SPEECH": "off",
        "PYTHONIOENCODING": "ascii",
        "LC_ALL": "C",
    }


def _command(*argv: str) -> list[str]:
    return [sys.executable, "-m", "voicebox", *argv]


@contextmanager
def _talking(environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    pipe = subprocess.PIPE
    command = _command(*TALK)
    # A shell lets what it runs in the background ignore Ctrl-C, and so would all that this starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, env=environ, stdin=pipe, stdout=pipe, stderr=pipe)
    signal.signal(signal.SIGINT, before)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _type(process: subprocess.Popen[bytes], *lines: str) -> None:
    assert process.stdin is not None
    process.stdin.write("".join(f"{line}\n" for line in lines).encode())
    process.stdin.flush()


def _read_until(stream: IO[bytes] | None, words: bytes) -> bytes:
    assert stream is not None
    seen = b""
    while words not in seen:
        line = stream.readline()
        assert line, seen.decode(errors="replace")
        seen += line
    return seen


def _talks(environ: dict[str, str]) -> list[dict[str, str]]:
    done = subprocess.run(_command("talks", "--json"), env=environ, capture_output=True, check=True)
    talks: list[dict[str, str]] = json.loads(done.stdout)["talks"]
    return talks


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_pauses_the_talk_and_is_130(environ: dict[str, str]) -> None:
    with _talking(environ) as process:
        _type(process, "1", "1", "1")
        _read_until(process.stdout, b"kept 4\n")
        _read_until(process.stdout, b"What does Amira like?\n")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 130
    assert err == b""
    assert b"voicebox resume" in out
    assert _talks(environ)[0]["state"] == "paused"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_kill_loses_nothing_that_was_shown_as_kept(environ: dict[str, str]) -> None:
    with _talking(environ) as process:
        _type(process, "1", "1", "1", "dogs")
        _read_until(process.stdout, b"kept 5\n")
        process.kill()
        process.communicate()
    argv = _command("resume", "--plain")
    done = subprocess.run(argv, env=environ, input=b"", capture_output=True)
    assert b"What does Amira not like?" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_goes_away_is_quiet_and_the_talk_is_kept(environ: dict[str, str]) -> None:
    with _talking(environ) as process:
        _read_until(process.stdout, b"1 OK\n")
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        _type(process, "1")
        assert process.wait() == 0
        assert process.stderr.read() == b""
        process.stdout = None
    assert _talks(environ)[0]["state"] == "paused"


def test_words_are_utf_8_whatever_the_systems_own_encoding(environ: dict[str, str]) -> None:
    words = "  tŷ bach 👩‍🚒 بِكَ"
    typed = "\n".join(["1", "1", "1", words]) + "\n"
    argv = _command(*TALK)
    done = subprocess.run(argv, env=environ, input=typed.encode(), capture_output=True)
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"kept 5\n" in done.stdout.replace(b"\r\n", b"\n")


def test_a_name_is_shown_in_utf_8(environ: dict[str, str]) -> None:
    argv = _command("talk", "--plain", "--pack", SMALL, "--pupil", "Żofia 👧")
    environ["PYTHONUTF8"] = "1"
    done = subprocess.run(argv, env=environ, input=b"", capture_output=True)
    assert "with Żofia 👧." in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_at_a_terminal_there_is_a_prompt_and_no_history(
    environ: dict[str, str], tmp_path: Path
) -> None:
    import pty

    here, there = pty.openpty()
    environ |= {"TERM": "xterm", "HOME": str(tmp_path)}
    process = subprocess.Popen(
        _command(*TALK), stdin=there, stdout=there, stderr=there, env=environ, close_fds=True
    )
    os.close(there)
    try:
        seen = b""
        for line in (b"1\n", b"1\n", b"1\n", b"my secret dog\n", b"\x04"):
            while b"> " not in seen:
                seen += os.read(here, 4096)
            seen = b""
            os.write(here, line)
        _drain(here)
        assert process.wait() == 0
    finally:
        process.kill()
        process.wait()
        os.close(here)
    assert _talks(environ)[0]["state"] == "paused"
    assert not list(tmp_path.rglob("*history*"))


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:  # how a terminal says that nobody writes to it any more
        return

"""No part of voicebox opens a network connection: a whole plain talk is watched from below."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WATCH = """
import os, sys

def watch(event, args):
    if event == "socket.__new__" and args[1] != 1 or event.startswith(
        ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")
    ):
        os.write(2, f"NETWORK {event}".encode())
        os._exit(99)

sys.addaudithook(watch)
"""

TALK = """
from pathlib import Path
from tests.unit.plain.scripted import Home, Until
from voicebox.cli import main

home = Home(Path(os.environ["VOICEBOX_HOME"]).parent)
print(home.talk(Until("never"))[-200:])
talk = home.summary.header.id
home.house.close()
for argv in (["talks", "--json"], ["show", talk], ["export", talk, "--format", "markdown"],
             ["doctor"], ["packs", "list"], ["symbols", "find", "dog"]):
    assert main(argv) == 0, argv
"""


def _watched(code: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "VOICEBOX_HOME": str(tmp_path / "home"),
        "VOICEBOX_KEYS": str(tmp_path / "keys"),
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-c", WATCH + code]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environ)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_the_watch_sees_a_connection(tmp_path: Path, code: str) -> None:
    done = _watched(code, tmp_path)
    assert done.returncode == 99
    assert "NETWORK socket." in done.stderr


def test_a_whole_talk_and_what_is_done_with_it_open_no_connection(tmp_path: Path) -> None:
    done = _watched(TALK, tmp_path)
    assert done.stderr == ""
    assert done.returncode == 0
    assert "The talk has come to its end." in done.stdout
    assert '"state": "finished"' in done.stdout

"""Disks, keys, stores and settings that are not as they should be, through the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from tests.hostile.conftest import SMALL, Home
from tests.store.conftest import raw
from voicebox.runner import load_record
from voicebox.store.repository import SqlStore

TALK = ("talk", "--plain", "--pack", SMALL, "--pupil", "Tomos")


def _both_refuse(home: Home, *words: str) -> None:
    for argv in (("talks",), TALK):
        line = home.refused(*argv)
        for word in words:
            assert word in line, line


@pytest.fixture
def kept(home: Home) -> Home:
    """A home with a talk in it."""
    home.talk_at("calm")
    return home


def test_a_store_of_a_newer_version(kept: Home) -> None:
    connection = raw(kept.where)
    connection.execute("UPDATE schema SET version_num = '9999'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for argv in (("talks",), TALK):
        done = kept.run(*argv)
        assert done.returncode == 1
        assert b"newer voicebox" in done.stderr
        assert done.stderr.count(b"\n") == 1
    connection = raw(kept.where)
    assert connection.execute("SELECT count(*) FROM talk").fetchone() == (1,)
    connection.close()


def test_a_wrong_key(kept: Home) -> None:
    (key,) = kept.where.keys.iterdir()
    key.write_bytes(os.urandom(32))
    _both_refuse(kept, "does not open this store")


def test_a_missing_key(kept: Home) -> None:
    shutil.rmtree(kept.where.keys)
    _both_refuse(kept, "talks are still there")


def test_an_empty_store(kept: Home) -> None:
    (kept.where.data / "voicebox.db").write_bytes(b"")
    _both_refuse(kept, "is empty")


def test_a_cut_store(kept: Home) -> None:
    path = kept.where.data / "voicebox.db"
    path.write_bytes(path.read_bytes()[:9000])
    done = kept.run("talks")
    assert done.returncode == 1
    assert b"damaged" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_swapped_store(kept: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.talk_at("calm")
    shutil.copy(other.where.data / "voicebox.db", kept.where.data / "voicebox.db")
    _both_refuse(kept, "not the talks file that belongs")


def test_missing_key_slots(kept: Home) -> None:
    (kept.where.data / "keyslots.json").unlink()
    _both_refuse(kept, "keyslots.json", "is missing")


def test_a_home_that_is_a_file(home: Home) -> None:
    (home.folder / "home").write_text("in the way")
    _both_refuse(home, "in the way")


def test_a_read_only_disk(small_disk: Callable[[str], Path]) -> None:
    home = Home(small_disk("8m"))
    home.talk_at("calm")
    subprocess.run(["mount", "-o", "remount,ro", str(home.folder)], check=True)
    _both_refuse(home, "read-only")


def _read_until(stream: IO[bytes] | None, *ends: bytes) -> bytes:
    assert stream is not None
    while line := stream.readline():
        if any(end in line for end in ends):
            return line
    raise AssertionError("the talk ended")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a small disk")
def test_a_full_disk_keeps_what_was_kept_and_takes_the_answer_again(
    small_disk: Callable[[str], Path],
) -> None:
    home = Home(small_disk("1m"))
    ballast = home.folder / "ballast"
    talk = home.talk_at("calm")
    ballast.write_bytes(bytes(160 * 1024))
    pipe = subprocess.PIPE
    argv = [sys.executable, "-m", "voicebox", "resume", talk, "--plain"]
    process = subprocess.Popen(argv, stdin=pipe, stdout=pipe, stderr=pipe, env=home.environ)
    assert process.stdin is not None
    given: list[str] = []
    while True:
        words = f"{len(given)} ".ljust(15_000, "x")
        process.stdin.write(f"/note {words}\n".encode())
        process.stdin.flush()
        line = _read_until(process.stdout, b"kept ", b"disk is full")
        if b"full" in line:
            break
        given.append(words)
    assert len(given) > 3
    assert b"Nothing was lost" in line
    ballast.unlink()
    process.stdin.write(f"/note {words}\n".encode())
    process.stdin.flush()
    assert b"kept" in _read_until(process.stdout, b"kept ", b"full")
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    store = SqlStore.open(home.where)
    _, record = load_record(store, talk)
    store.close()
    assert [view.words for view in record if len(view.words) == 15_000] == [*given, words]

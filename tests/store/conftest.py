"""A store in a folder of its own, and what to put into it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from voicebox.locations import Locations, locate
from voicebox.ports import EventDraft, Pupil, TalkHeader
from voicebox.store import keys
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.repository import SqlStore

BEGAN = datetime(2026, 11, 20, 9, 30, 0, 123456, tzinfo=UTC)
WORDS = "with my dog at nans \U0001f436 fy nghi bach ŵ"


def places(root: Path) -> Locations:
    return locate({"VOICEBOX_HOME": str(root / "home"), "VOICEBOX_KEYS": str(root / "keys")})


def draft(name: str, body: str = "{}") -> EventDraft:
    return EventDraft(name, "answered", BEGAN + timedelta(seconds=1), body)


def header(talk: str, pupil: Pupil, *, started: datetime = BEGAN) -> TalkHeader:
    return TalkHeader(talk, pupil, "Mrs Okoye", "my-voice", "1", "d" * 64, "en", 7, started)


def begin(store: SqlStore, talk: str = "t1", *, started: datetime = BEGAN) -> TalkHeader:
    """A talk with one event, of a new pupil."""
    head = header(talk, store.add_pupil("Amira"), started=started)
    store.open_talk(head, '{"id":"my-voice"}', [draft(f"{talk}-1")], state="opening")
    return head


def raw(where: Locations) -> Any:
    """A connection to the talks file that goes past the store; autocommit."""
    slots = keys.read_slots(where.data / keys.FILE_NAME)
    key = keys.data_key(slots, where.keys)
    connection = sqlcipher.connect(str(where.data / TALKS_FILE), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return connection


@pytest.fixture
def where(tmp_path: Path) -> Locations:
    return places(tmp_path)


@pytest.fixture
def store(where: Locations) -> Iterator[SqlStore]:
    opened = SqlStore.open(where)
    yield opened
    opened.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Makes a disk of its own in memory (`size` as mount has it), where that is permitted."""
    made: list[Path] = []

    def mount(size: str) -> Path:
        point = tmp_path / f"disk{len(made)}"
        point.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(point)]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("mounting a small disk is not permitted here")
        made.append(point)
        return point

    yield mount
    for point in made:
        subprocess.run(["umount", "-l", str(point)], check=False, capture_output=True)

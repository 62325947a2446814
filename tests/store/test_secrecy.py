"""Nothing that a child said lies readable on the disk, in the log or in a temporary file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import BEGAN, begin, draft
from voicebox.locations import Locations
from voicebox.ports import Board, BoardButton, BoardPage, Concern, Picture
from voicebox.store.repository import SqlStore

SECRET = "my brother Llewelyn hides the zebra"


def test_no_file_holds_a_readable_word(store: SqlStore, where: Locations, tmp_path: Path) -> None:
    pupil = begin(store).pupil
    png = b"\x89PNG " + SECRET.encode()
    body = json.dumps({"words": SECRET})
    picture = Picture("a" * 64, png, 1, 1, f"{SECRET}.png")
    store.append("t1", 1, [draft("a", body)], state="asking", ended=None, picture=picture)
    store.add_concern(Concern("w1", pupil, "t1", SECRET, "Mr Shah", BEGAN, about_staff=True))
    own = Picture("b" * 64, png + b"2", 1, 1, "")
    store.add_own_picture(pupil.id, SECRET, SECRET, own)
    page = BoardPage("1", SECRET, "", ((BoardButton("a", SECRET, SECRET, own.digest),),))
    store.add_board(pupil.id, Board(SECRET, "", (page,)), [own], source=SECRET)
    store.keep_preferences(pupil.id, {"note": SECRET})
    assert _holding(tmp_path, b"zebra", b"Llewelyn", b"Amira", b"Okoye", b"SQLite") == []
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in where.data.iterdir())
    store.close()
    assert _holding(tmp_path, b"zebra", b"Llewelyn", b"Amira", b"Okoye", b"SQLite") == []
    assert SECRET in SqlStore.open(where).events("t1")[1].body


def _holding(root: Path, *words: bytes) -> list[Path]:
    files = [path for path in root.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if any(word in path.read_bytes() for word in words)]


def test_the_keys_do_not_lie_with_the_talks(store: SqlStore, where: Locations) -> None:
    (key,) = where.keys.iterdir()
    assert not key.is_relative_to(where.data)
    for path in where.data.iterdir():
        assert key.read_bytes() not in path.read_bytes()


def _temporary_files_of_a_big_sort(store: SqlStore, temp_store: str | None) -> set[str]:
    """The temporary files that stand open while 4 MB are sorted with little room."""
    seen: set[str] = set()

    def look() -> int:
        for handle in Path("/proc/self/fd").iterdir():
            target = str(handle.readlink()) if handle.is_symlink() else ""
            if "etilqs" in target:
                seen.add(target)
        return 0

    driver: Any = store._engine.raw_connection().driver_connection
    driver.execute("PRAGMA cache_size=10")
    if temp_store:
        driver.execute(f"PRAGMA temp_store={temp_store}")
    driver.set_progress_handler(look, 20_000)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) "
    words = "SELECT printf('%d with my dog at nans %0100d', i * 7919 % 40000, i) AS words FROM n"
    driver.execute(f"{numbers}{words} ORDER BY words").fetchall()
    driver.set_progress_handler(None, 0)
    return seen


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs /proc")  # noqa: PTH112
def test_a_big_sort_writes_no_temporary_file(store: SqlStore) -> None:
    assert _temporary_files_of_a_big_sort(store, None) == set()
    assert _temporary_files_of_a_big_sort(store, "FILE") != set()

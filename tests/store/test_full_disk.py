"""A full disk: one clear line, nothing lost, and the same window carries on once there is room."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.conftest import begin, draft, places
from voicebox.errors import StoreError
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.repository import SqlStore

BODY = '{"words":"' + "with my dog at nans " * 500 + '"}'


def _fill(store: SqlStore) -> tuple[int, StoreError]:
    """Answer until the disk refuses; the last seq that was kept, and what was said."""
    for seq in range(1, 10_000):
        try:
            store.append("t1", seq, [draft(f"e{seq}", BODY)], state="asking", ended=None)
        except StoreError as error:
            return seq, error
    raise AssertionError("the disk was never full")


def test_a_full_disk_loses_nothing_and_can_be_mended(small_disk: Callable[[str], Path]) -> None:
    disk = small_disk("1m")
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(200 * 1024))
    store = SqlStore.open(places(disk))
    begin(store)
    kept, error = _fill(store)
    assert str(error).startswith("The disk is full. Nothing was lost")
    assert len(store.events("t1")) == store.talk("t1").events == kept > 5
    store.close()
    full = SqlStore.open(places(disk))
    assert len(full.events("t1")) == kept
    ballast.unlink()
    full.append("t1", kept, [draft(f"e{kept}", BODY)], state="asking", ended=None)
    full.close()
    again = SqlStore.open(places(disk))
    assert len(again.events("t1")) == kept + 1
    again.close()


def test_the_first_run_on_a_full_disk_makes_no_half_store(
    small_disk: Callable[[str], Path],
) -> None:
    disk = small_disk("64k")
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(32 * 1024))
    with pytest.raises(StoreError, match="The disk is full"):
        SqlStore.open(places(disk))
    ballast.unlink()
    disk.joinpath("home").rmdir()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_quota_is_told_and_can_be_lifted(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        try:
            _within_a_limit(tmp_path)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - a child of the test run must not return into it
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _within_a_limit(tmp_path: Path) -> None:
    import resource

    store = SqlStore.open(places(tmp_path))
    begin(store)
    talks = places(tmp_path).data / TALKS_FILE
    log = talks.with_name(talks.name + "-wal")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 100_000, hard))
    kept, error = _fill(store)
    assert "Nothing was lost" in str(error)
    assert "room" in str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    store.append("t1", kept, [draft(f"e{kept}", BODY)], state="asking", ended=None)
    assert len(store.events("t1")) == kept + 1
    store.close()

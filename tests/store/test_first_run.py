"""The first run: killed at any point, the next start makes or finishes a store, and loses none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.store.conftest import begin, places
from voicebox.errors import StoreDamaged, StoreError
from voicebox.locations import Locations
from voicebox.store import first_run, keys
from voicebox.store.repository import SqlStore

FILE_ACTS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove"}
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def _start_and_die(where: Locations, at: int) -> bool:
    """Open a store in a process that dies at its `at`th act on a file; whether it got that far."""
    child = os.fork()
    if child == 0:
        left = at

        def count(act: str, _: object) -> None:
            nonlocal left
            if act in FILE_ACTS:
                left -= 1
                if left == 0:
                    os._exit(9)

        sys.addaudithook(count)
        try:
            SqlStore.open(where)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@needs_fork
def test_a_first_run_killed_at_any_act_is_made_good_by_the_next(tmp_path: Path) -> None:
    died = 0
    for at in range(1, 200):
        where = places(tmp_path / str(at))
        if not _start_and_die(where, at):
            break
        died += 1
        store = SqlStore.open(where)
        begin(store)
        store.close()
        again = SqlStore.open(where)
        assert len(again.talks()) == 1
        again.close()
        assert {path.name for path in where.data.iterdir() if "new-" in path.name} == set()
    assert 10 < died < 150


@needs_fork
def test_two_kills_one_after_the_other(tmp_path: Path) -> None:
    for first in range(6, 24, 3):
        for second in range(2, 24, 4):
            where = places(tmp_path / f"{first}-{second}")
            _start_and_die(where, first)
            _start_and_die(where, second)
            SqlStore.open(where).close()


@needs_fork
def test_two_first_runs_at_once_share_one_store(tmp_path: Path) -> None:
    for round_ in range(8):
        where = places(tmp_path / str(round_))
        children = []
        for number in range(4):
            child = os.fork()
            if child == 0:
                try:
                    begin(SqlStore.open(where), f"t{number}")
                    os._exit(0)
                finally:
                    os._exit(1)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert codes == [0, 0, 0, 0]
        store = SqlStore.open(where)
        assert len(store.talks()) == 4
        assert len(list(where.keys.iterdir())) == 1
        store.close()


def test_a_store_whose_making_stopped_before_its_last_step_is_finished(where: Locations) -> None:
    SqlStore.open(where).close()
    talks = where.data / first_run.TALKS_FILE
    store = keys.read_slots(where.data / keys.FILE_NAME).store
    talks.rename(talks.with_name(f"{talks.name}.new-{store}"))
    SqlStore.open(where).close()
    assert talks.exists()


def test_the_unfinished_file_of_another_store_finishes_nothing(where: Locations) -> None:
    SqlStore.open(where).close()
    talks = where.data / first_run.TALKS_FILE
    talks.rename(talks.with_name(f"{talks.name}.new-{'0' * 32}"))
    with pytest.raises(StoreDamaged, match="is missing"):
        SqlStore.open(where)


def test_a_first_run_that_cannot_keep_its_key_leaves_nothing(where: Locations) -> None:
    where.keys.parent.mkdir(exist_ok=True)
    where.keys.write_text("a file in the way")
    with pytest.raises(StoreError, match="VOICEBOX_KEYS"):
        SqlStore.open(where)
    assert list(where.data.iterdir()) == []
    where.keys.unlink()
    SqlStore.open(where).close()


def test_a_disk_without_hard_links_will_do(
    where: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    SqlStore.open(where).close()
    SqlStore.open(where).close()

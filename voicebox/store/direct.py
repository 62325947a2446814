"""The rows themselves, for what no method of the store does: passing talks on, and forgetting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from voicebox.errors import StoreError
from voicebox.store import tables
from voicebox.store.damaged_log import drop_kept_aside
from voicebox.store.engine import BUSY_SECONDS
from voicebox.store.faults import cannot_use, faults_named
from voicebox.store.repository import SqlStore

Rows = Connection
"""What the rows are reached by, for those who write no SQL themselves."""
Progress = Callable[[float], None]
"""Is told how far something is, from 0.0 to 1.0."""
_FOLD_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
_STEPS = 20_000
"""Steps of the database between two counts of them."""
_STEPS_AN_EVENT = 6
"""Steps of the database to copy an event; the indexes that follow take hardly any time."""
_BETWEEN_LOOKS = 0.2
"""Seconds between two looks at how far it is."""
_LIFTED = (tables.event, tables.pack)


@contextmanager
def reading(store: SqlStore) -> Iterator[Connection]:
    """A connection to read by; database errors come out named."""
    with store._reading() as connection:
        yield connection


@contextmanager
def writing(store: SqlStore) -> Iterator[Connection]:
    """One transaction: all that is done in it, or nothing."""
    with store._writing() as connection:
        yield connection


@contextmanager
def append_only_lifted(connection: Connection) -> Iterator[None]:
    """Let events and packs be taken out, inside a transaction.

    The triggers go and come back in that transaction: no other window ever meets the tables without
    them, and a kill half way leaves them as they were.
    """
    for name in tables.triggers(*_LIFTED):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for trigger in tables.triggers(*_LIFTED).values():
        connection.exec_driver_sql(trigger)


def make_anew(store: SqlStore, progress: Progress = lambda _: None) -> None:
    """Write the whole file anew, without free pages, and empty its log: nothing taken out is left.

    Copies of damaged files that were kept aside go as well.

    Args:
        store: no other window may have it open.
        progress: is told how far it is, now and then, from 0.0 to 1.0; always in this thread.

    Raises:
        StoreError: another window has the file open, or there is no room; nothing is lost.
    """
    with store._turn, faults_named(store.path):
        held = store._engine.raw_connection()
        raw = held.driver_connection
        assert raw is not None
        try:
            raw.execute(_FOLD_LOG).fetchone()
            _vacuum(raw, store.path, progress)
            raw.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
            busy, *_ = raw.execute(_FOLD_LOG).fetchone()
        finally:
            held.close()
    if busy:
        raise StoreError(
            "Another window has the talks file open, so that old pages are still in its log.",
            mend="Close it, then say: voicebox forget --finish",
        )
    try:
        drop_kept_aside(store.path)
    except OSError as error:
        raise cannot_use(store.path, error) from error
    progress(1.0)


def _vacuum(raw: Any, path: Path, progress: Progress) -> None:
    """VACUUM in a thread of its own, since no step of it tells how far its last half is.

    In the first half rows are copied, which the database's steps count; in the second the pages go
    into the log, which grows to the length of the file.
    """
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += _STEPS

    events = raw.execute("SELECT COALESCE(SUM(last_seq), 0) FROM talk").fetchone()[0]
    expected, whole = _STEPS_AN_EVENT * events + _STEPS, max(1, path.stat().st_size)
    raw.set_progress_handler(step, _STEPS)
    try:
        with ThreadPoolExecutor(max_workers=1) as one:
            done = one.submit(raw.execute, "VACUUM")
            try:
                while not wait([done], timeout=_BETWEEN_LOOKS).done:
                    copied, logged = min(1.0, steps / expected), min(1.0, _log(path) / whole)
                    progress((copied + logged) / 2)
            except BaseException:  # Ctrl-C, or whoever is told cannot go on: let the file be
                raw.interrupt()
                raise
            done.result()
    finally:
        raw.set_progress_handler(None, 0)


def _log(path: Path) -> int:
    """Bytes in the log beside the talks file."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except OSError:
        return 0

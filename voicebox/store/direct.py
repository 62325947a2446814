"""The rows themselves, for what no method of the store does: passing talks on, and forgetting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from voicebox.errors import StoreError
from voicebox.store import tables
from voicebox.store.damaged_log import drop_kept_aside
from voicebox.store.engine import BUSY_SECONDS
from voicebox.store.faults import cannot_use, faults_named
from voicebox.store.repository import SqlStore

Rows = Connection
"""What the rows are reached by, for those who write no SQL themselves."""
_STEPS = 20_000
"""Steps of the database between two tellings of progress."""
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


def make_anew(store: SqlStore, tell: Callable[[], None]) -> None:
    """Write the whole file anew, without free pages, and empty its log: nothing taken out is left.

    Copies of damaged files that were kept aside go as well.

    Args:
        store: no other window may have it open.
        tell: is called now and then while it goes on.

    Raises:
        StoreError: another window has the file open, or there is no room; nothing is lost.
    """
    with store._turn, faults_named(store.path):
        held = store._engine.raw_connection()
        raw = held.driver_connection
        assert raw is not None
        raw.set_progress_handler(lambda: tell(), _STEPS)
        try:
            raw.execute("VACUUM")
            raw.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.set_progress_handler(None, 0)
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

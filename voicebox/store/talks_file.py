"""The open talks file: its transactions, its key, and letting go of both for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection

from voicebox.errors import StoreError, StoreLocked
from voicebox.locations import Locations
from voicebox.ports import Act, StoredEvent
from voicebox.store import keys, ledger
from voicebox.store.engine import (
    PAGE_BYTES,
    checkpoint,
    count_writes,
    open_engine,
    rows_changed,
    writes_seen,
)
from voicebox.store.faults import damaged, faults_named
from voicebox.store.last import Mark
from voicebox.store.opening import Opened, open_store

_STEPS = 20_000
"""Steps of the database's own machine between two looks at how much is copied."""


class TalksFile:
    """One open file. One thread at a time uses it; any thread may."""

    def __init__(self, where: Locations, opened: Opened, adult: Callable[[], str] = str) -> None:
        """Join it to what `opening` has opened and checked.

        Args:
            where: the folders of the store.
            opened: the engine, with one connection, and what it was opened with.
            adult: the adult that the settings name, for the account of who did what.
        """
        self.where = where
        self.path = opened.path
        self._engine = opened.engine
        self._data_key = opened.data_key
        self._last = opened.last
        self._newest: StoredEvent | None = None
        self._adult = adult
        self._turn = RLock()
        self._closed = False
        self._shut = False

    def slots(self) -> keys.KeySlots:
        """The key slots as they are now.

        Raises:
            StoreDamaged: they are not as they were written.
        """
        return keys.read_slots(self.where.data / keys.FILE_NAME)

    def change_slots(
        self, act: Act, change: Callable[[keys.KeySlots, bytes], keys.KeySlots]
    ) -> None:
        """Change the ways of opening the store, and note it; all or nothing.

        The talks file is held meanwhile, so that two windows change the slots one after the other.

        Args:
            act: what the account tells of it.
            change: from the slots and the data key to the slots as they are to be.

        Raises:
            StoreError: nothing was changed.
        """
        with self._writing() as connection:
            ledger.add(connection, act, by=self._adult())
            changed = change(self.slots(), self._data_key)
            keys.write_slots(self.where.data / keys.FILE_NAME, changed)

    @property
    def data_key(self) -> bytes:
        """What the talks are encrypted with: for another slot, never to be written as it is.

        Raises:
            StoreLocked: the file was shut.
        """
        if self._shut:
            raise _locked()
        return self._data_key

    # -- copies ----------------------------------------------------------------------------------

    def copy_into(self, path: Path, tell: Callable[[float], None]) -> None:
        """Write a whole copy of the talks file, as it is now, to an empty file, and check it.

        Args:
            path: an empty file; the copy has the same key and the same store's id.
            tell: is told how much is copied, from 0 to 1.

        Raises:
            StoreDamaged: the copy is not whole.
            StoreError: it cannot be written.
        """
        with self._reading() as held:
            raw: Any = held.connection.driver_connection
            before = _counts(raw)
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
            raw.set_progress_handler(_progress(path, pages * PAGE_BYTES, tell), _STEPS)
            try:
                raw.execute("VACUUM INTO ?", (str(path),))
            finally:
                raw.set_progress_handler(None, 0)
            after = _counts(raw)
            key = self._data_key
        _check_copy(path, key, before, after)

    def check_pages(self) -> None:
        """See that every page of the file is as it was written.

        Raises:
            StoreDamaged: one is not.
        """
        self._fold_log()  # a log that is not folded in looks like damage
        with self._reading() as connection:
            _check_pages(connection.connection.driver_connection, self.path)

    # -- letting go ------------------------------------------------------------------------------

    def shut(self) -> None:
        """Let go of the file and of its key, until `reopen`; a second time does nothing."""
        with self._turn:
            if self._closed or self._shut:
                return
            self._shut = True
            self._let_go()
            self._data_key = b""

    def reopen(self, secret: str) -> None:
        """Take the file up again after `shut`; where it is not shut, only the secret is tried.

        Raises:
            WrongPassphrase: it is neither the passphrase nor the recovery key.
            StoreError: as `opening.open_store` says.
        """
        opened = open_store(self.where, secret)
        with self._turn:
            if not self._shut:
                opened.engine.dispose()
                return
            self._engine, self._data_key, self._shut = opened.engine, opened.data_key, False
            self._last = opened.last

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it; a second time does nothing."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            if not self._shut:
                self._let_go()

    def _let_go(self) -> None:
        self._fold_log()
        with faults_named(self.path):
            self._engine.dispose()

    def _fold_log(self) -> None:
        """What is in the log is committed already, so that failing to fold it loses nothing."""
        with self._turn, suppress(StoreError), faults_named(self.path):
            checkpoint(self._engine)

    # -- transactions ----------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, and the mark of it after its commit; `_newest` is the event it adds."""
        with self._reading() as held:
            connection = held.execution_options(writes=True)
            self._newest, before = None, rows_changed(connection)
            with connection.begin():
                yield connection
                writes = writes_seen(connection)
                if rows_changed(connection) != before:
                    writes += 1
                    count_writes(connection, writes)
            self._last.write(_mark(writes, self._newest))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._turn, faults_named(self.path):
            if self._closed:
                raise StoreError("The talks file was closed.", mend="Start voicebox again.")
            if self._shut:
                raise _locked()
            with self._engine.connect() as connection:
                yield connection


def _mark(writes: int, newest: StoredEvent | None) -> Mark:
    if newest is None:
        return Mark(writes)
    return Mark(writes, newest.talk, newest.seq, newest.hash)


def _progress(path: Path, size: int, tell: Callable[[float], None]) -> Callable[[], int]:
    def look() -> int:
        with suppress(OSError):
            tell(min(path.stat().st_size / max(size, 1), 1.0))
        return 0

    return look


def _counts(raw: Any) -> tuple[int, int]:
    """How many events and lines of the account there are: neither ever grows fewer by accident."""
    counted = raw.execute("SELECT (SELECT COUNT(*) FROM event), (SELECT COUNT(*) FROM audit)")
    events, lines = counted.fetchone()
    return int(events), int(lines)


def _check_copy(path: Path, key: bytes, before: tuple[int, int], after: tuple[int, int]) -> None:
    """The copy holds all that was there when it was begun, and nothing later than its end."""
    engine = open_engine(path, key)
    try:
        with faults_named(path), engine.connect() as connection:
            raw = connection.connection.driver_connection
            _check_pages(raw, path)
            found = _counts(raw)
    finally:
        engine.dispose()
    if not all(
        first <= held <= last for first, held, last in zip(before, found, after, strict=True)
    ):
        raise damaged(path)


def _check_pages(raw: Any, path: Path) -> None:
    """Each page carries a seal of its own, and the tables fit each other."""
    torn = raw.execute("PRAGMA cipher_integrity_check").fetchall()
    told = raw.execute("PRAGMA integrity_check").fetchall()
    if torn or [row[0] for row in told] != ["ok"]:
        raise damaged(path)


def _locked() -> StoreLocked:
    return StoreLocked("The talks are locked.", mend="Give the passphrase first.")

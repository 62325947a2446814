"""The open talks file: its transactions, its key, and letting go of both for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import RLock

from sqlalchemy import Connection

from voicebox.errors import StoreError, StoreLocked
from voicebox.locations import Locations
from voicebox.ports import Act
from voicebox.store import keys, ledger
from voicebox.store.engine import checkpoint
from voicebox.store.faults import faults_named
from voicebox.store.opening import Opened, open_store


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
        with self._reading() as held:
            connection = held.execution_options(writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._turn, faults_named(self.path):
            if self._closed:
                raise StoreError("The talks file was closed.", mend="Start voicebox again.")
            if self._shut:
                raise StoreLocked("The talks are locked.", mend="Give the passphrase first.")
            with self._engine.connect() as connection:
                yield connection

"""The store of a house, with its locks and backups (`ports.Keeping`). Loads nothing until asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from voicebox.errors import StoreError
from voicebox.locations import Locations

if TYPE_CHECKING:
    from voicebox.store.repository import SqlStore


class Keeper:
    """`ports.Keeping`, and the store that it keeps; from any thread."""

    def __init__(self, where: Locations, adult: Callable[[], str] = str) -> None:
        """Open nothing yet; `adult` names whom the settings name."""
        self._where = where
        self._adult = adult
        self._turn = Lock()
        self.made: SqlStore | None = None

    def store(self) -> SqlStore:
        """The store, opened by the first call; a failure is not kept.

        Raises:
            StoreError: as `SqlStore.open` says.
        """
        return self._opened(None)

    def _opened(self, secret: str | None) -> SqlStore:
        from voicebox.store.repository import SqlStore

        with self._turn:
            if self.made is None:
                self.made = SqlStore.open(self._where, secret, adult=self._adult)
            elif secret is not None:
                self.made.reopen(secret)
            return self.made

    def close(self) -> None:
        """Close the store, where it was opened; one that is just being opened is waited for."""
        with self._turn:
            if self.made is not None:
                self.made.close()

    # -- locks -----------------------------------------------------------------------------------

    def has_passphrase(self) -> bool:
        """Was a passphrase set?"""
        from voicebox.store.locks import has_passphrase

        return has_passphrase(self._where)

    def is_locked(self) -> bool:
        """Is the key away from this computer?"""
        from voicebox.store.locks import is_locked

        return is_locked(self._where)

    def short_id(self) -> str:
        """What people tell this store from another by."""
        return self.store().slots().short

    def open(self, secret: str) -> None:
        """Open the store with the passphrase or the recovery key, and note it.

        Raises:
            WrongPassphrase: it is neither.
        """
        self._opened(secret).note("unlocked")

    def shut(self) -> None:
        """Let go of the store and its key until `open`; a sitting ends with it."""
        from voicebox.store.locks import end_sitting, forget_sitting

        if self.made is None:
            return
        try:
            end_sitting(self.made)
        except StoreError:  # a full disk keeps the line from being written, not the key from going
            forget_sitting(self._where)
        self.made.shut()

    def strength(self, passphrase: str) -> str:
        """How long a passphrase stands up to guessing, in words."""
        from voicebox.store.passphrases import strength

        return strength(passphrase)

    def lock(self, passphrase: str) -> str:
        """Set a passphrase, take this computer's key away; gives a new recovery key."""
        from voicebox.store import locks, recovery

        printed = recovery.new()
        locks.lock(self.store(), passphrase, recovery_key=printed)
        return printed

    def change(self, now: str, new: str) -> None:
        """Change the passphrase; `now` is the one before, or the recovery key."""
        from voicebox.store import locks

        locks.check_secret(self.store(), now)
        locks.change_passphrase(self.store(), new)

    def unlock_for_good(self) -> None:
        """Put this computer's key back."""
        from voicebox.store import locks

        locks.unlock_for_good(self.store())

    def ask_again(self, secret: str) -> None:
        """Take this computer's key away; `secret` is the passphrase, or the recovery key."""
        from voicebox.store import locks

        locks.check_secret(self.store(), secret)
        locks.lock(self.store())

    # -- backups ---------------------------------------------------------------------------------

    def needs_backup_passphrase(self) -> bool:
        """Has the store nothing of its own that would open a backup elsewhere?"""
        from voicebox.store.backups import needs_passphrase

        return needs_passphrase(self.store())

    def back_up(self, file: Path, passphrase: str, on_progress: Callable[[float], None]) -> None:
        """Write a backup and check it."""
        from voicebox.store.backups import back_up

        back_up(self.store(), file, passphrase, tell=on_progress)

    def reminder(self, every: int) -> str:
        """What is to be said of a last backup that is too old, or of none; else empty."""
        from voicebox.store.backups import reminder

        return reminder(self.store(), every, datetime.now(UTC))

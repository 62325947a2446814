"""Locks and backups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol


class Keeping(Protocol):
    """The locks and the backups of the store that a house gives. Every method may take a moment."""

    def has_passphrase(self) -> bool:
        """Was a passphrase set? Without one there is nothing to lock the store with."""

    def is_locked(self) -> bool:
        """Is the key away from this computer, so that each opening asks for the passphrase?"""

    def short_id(self) -> str:
        """What people tell this store from another by, as on the page of its recovery key."""

    def open(self, secret: str) -> None:
        """Open the store, for `House.store`, with the passphrase or the recovery key.

        Raises:
            WrongPassphrase: it is neither.
            StoreError: the store cannot be opened.
        """

    def shut(self) -> None:
        """Let go of the store and its key until `open`; every use of it raises `StoreLocked`."""

    def strength(self, passphrase: str) -> str:
        """How long a passphrase stands up to guessing, in words.

        Raises:
            StoreError: it is too weak to be used.
        """

    def lock(self, passphrase: str) -> str:
        """Set a passphrase, take this computer's key away; gives a new recovery key, to be shown.

        Raises:
            StoreError: nothing was changed.
        """

    def change(self, now: str, new: str) -> None:
        """Change the passphrase; `now` is the one before, or the recovery key.

        Raises:
            WrongPassphrase: `now` is neither.
            StoreError: nothing was changed.
        """

    def unlock_for_good(self) -> None:
        """Put this computer's key back, so that nothing is asked for."""

    def ask_again(self, secret: str) -> None:
        """Take this computer's key away, and the keyring's; `secret` is what opens the store then.

        Raises:
            WrongPassphrase: it does not.
            StoreError: nothing was changed.
        """

    def needs_backup_passphrase(self) -> bool:
        """Has the store no passphrase or recovery key of its own, that would open a backup?"""

    def back_up(self, file: Path, passphrase: str, on_progress: Callable[[float], None]) -> None:
        """Write a backup and check it.

        Args:
            file: where to; never over a file that is there.
            passphrase: what is to open it, where `needs_backup_passphrase`; else empty.
            on_progress: is told how much is done, from 0 to 1.

        Raises:
            StoreError: there is no backup, and nothing was changed.
        """

    def reminder(self, every: int) -> str:
        """What is to be said of a last backup older than `every` days, or of none; else empty.

        It ends without a stop, so that what to do can follow.
        """

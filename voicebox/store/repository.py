"""The store itself: talks, pupils, pictures and worries in one encrypted file (`ports.Store`)."""

from __future__ import annotations

from collections.abc import Callable

from voicebox.locations import Locations
from voicebox.store.opening import open_store
from voicebox.store.pupils import Pupils
from voicebox.store.talks import Talks
from voicebox.store.worries import Acts, Worries


class SqlStore(Talks, Pupils, Worries, Acts):
    """`ports.Store` over the talks file. One thread at a time uses it; any thread may."""

    @classmethod
    def open(
        cls, where: Locations, secret: str | None = None, *, adult: Callable[[], str] = str
    ) -> SqlStore:
        """Open the store in `where.data` with the key in `where.keys`; make one on the first run.

        Args:
            where: the folders.
            secret: the passphrase or the recovery key; None: open without a question, or not.
            adult: the adult that the settings name; asked for when something is noted.

        Raises:
            KeyMissing: the key is not where it should be.
            StoreLocked: a passphrase has to be given.
            WrongPassphrase: `secret` is neither passphrase nor recovery key.
            WrongKey: the key is another store's.
            StoreSwapped: talks and key slots are of two stores.
            StoreDamaged: a file is missing or damaged.
            AnswersMissing: what was kept last is not there; nothing was changed.
            StoreTooNew: a newer voicebox wrote it.
            StoreError: the folder cannot be used: read-only, full, synced, on a network.
        """
        return cls(where, open_store(where, secret), adult)

"""`voicebox lock` and `unlock`: a passphrase, a recovery key, and a sitting between the two."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from voicebox.bootstrap import open_store
from voicebox.commands.asking import Secrets, ask_yes, shown, typed_yes
from voicebox.commands.files import print_text
from voicebox.errors import StoreError, StoreLocked
from voicebox.locations import Locations, locate
from voicebox.writing import refuse_taken, write_whole

ON_TERMINAL = "-"
"""Where a recovery key is printed that goes into no file."""
_ADVICE = (
    "There is no recovery key. Without one a forgotten passphrase is the end of the talks:\n"
    "  voicebox lock --recovery FILE.pdf     (or - to see it once, here)\n"
)
_BY_PASSPHRASE = "Locked. From now on the passphrase opens the talks: voicebox unlock\n"
_BY_KEYRING = (
    "From now on the system's keyring opens the talks for whoever is signed in to this account,\n"
    "without asking. Where it does not, the passphrase does: voicebox unlock\n"
)
_ENDS_THE_ONE_BEFORE = (
    "There is a recovery key already. A new one ends it: the page or note that you have of it\n"
    "opens these talks no more.\n"
)


def lock(given: Namespace) -> int:
    """Set a passphrase, change it, make a recovery key; or close the talks again."""
    where, secrets = locate(os.environ), Secrets()
    from voicebox.store import locks

    if given.change:
        return _change(where, secrets)
    if not locks.has_passphrase(where):
        return _set(where, secrets, given)
    if given.recovery:
        return _renew_recovery(where, secrets, given.recovery)
    if given.keyring or locks.lets_in_unasked(where):
        return _lock_again(where, secrets, given)
    return _close(where)


def _set(where: Locations, secrets: Secrets, given: Namespace) -> int:
    """The first passphrase."""
    from voicebox.store import locks
    from voicebox.store.passphrases import strength

    if given.now:
        raise StoreError("No passphrase was set.", mend="Set one with: voicebox lock")
    with closing(open_store(where)) as store:
        passphrase = secrets.new("New passphrase")
        print_text(f"Passphrase: {strength(passphrase)}.\n")
        wanted = given.recovery or ""
        if not wanted and secrets.are_typed and ask_yes("Make a recovery key, to be written down?"):
            wanted = ON_TERMINAL
        with _RecoveryPage(wanted, store.slots().short) as page:
            locks.lock(store, passphrase, recovery_key=page.key, keyring=given.keyring)
            page.is_true = True
    print_text(_BY_KEYRING if given.keyring else _BY_PASSPHRASE)
    page.tell()
    if not wanted:
        print_text(_ADVICE)
    return 0


def _change(where: Locations, secrets: Secrets) -> int:
    from voicebox.store import locks
    from voicebox.store.passphrases import strength

    if not locks.has_passphrase(where):
        raise StoreError("No passphrase was set.", mend="Set one with: voicebox lock")
    with closing(open_store(where, secrets.one("Passphrase now, or the recovery key"))) as store:
        passphrase = secrets.new("New passphrase")
        print_text(f"Passphrase: {strength(passphrase)}.\n")
        locks.change_passphrase(store, passphrase)
    print_text("Changed. Backups made before still open with the passphrase of that time.\n")
    return 0


def _renew_recovery(where: Locations, secrets: Secrets, wanted: str) -> int:
    from voicebox.store import locks

    with closing(open_store(where, secrets.one("Passphrase"))) as store:
        slots = store.slots()
        if slots.of("recovery") and secrets.are_typed:
            print_text(_ENDS_THE_ONE_BEFORE)
            if not typed_yes("Make a new one?"):
                print_text("Nothing was changed.\n")
                return 0
        with _RecoveryPage(wanted, slots.short) as page:
            locks.renew_recovery(store, page.key)
            page.is_true = True
    page.tell()
    print_text("A recovery key that was made before opens nothing any more.\n")
    return 0


def _lock_again(where: Locations, secrets: Secrets, given: Namespace) -> int:
    """Take this computer's key away once more; the passphrase is tried first."""
    from voicebox.store import locks

    with closing(open_store(where, secrets.one("Passphrase"))) as store:
        locks.lock(store, keyring=given.keyring)
    print_text(_BY_KEYRING if given.keyring else "Locked. Open the talks with: voicebox unlock\n")
    return 0


def _close(where: Locations) -> int:
    from voicebox.store import locks

    try:
        with closing(open_store(where)) as store:
            locks.end_sitting(store)
    except StoreLocked:
        print_text("The talks are locked already.\n")
    else:
        print_text("Locked. An app that is open stays open until it is left.\n")
    return 0


def unlock(given: Namespace) -> int:
    """Open the talks for a sitting, or for good."""
    where, secrets = locate(os.environ), Secrets()
    from voicebox.store import locks, recovery

    if not locks.is_locked(where):
        print_text(_not_locked(where))
        return 0
    what = "Recovery key" if given.recovery else "Passphrase"
    secret = secrets.one(what)
    if given.recovery:
        recovery.require(secret)
    with closing(open_store(where, secret)) as store:
        if given.for_good:
            locks.unlock_for_good(store)
            print_text("Open for good: this computer's key is back. Lock with: voicebox lock\n")
        else:
            until = locks.begin_sitting(store, given.minutes).astimezone()
            print_text(f"Open until {until:%H:%M}. Close the talks before with: voicebox lock\n")
    if given.recovery:
        print_text("Set a new passphrase with: voicebox lock --change\n")
    return 0


def _not_locked(where: Locations) -> str:
    """What to say where nothing has to be unlocked.

    Raises:
        StoreError: the talks do not open, for want of the key or of a file, or are damaged.
    """
    from voicebox.store import locks

    if not locks.is_begun(where):
        return "There are no talks yet; the first talk makes them.\n"
    open_store(where).close()
    if locks.has_passphrase(where):
        return "The talks are not locked: this computer opens them. Lock with: voicebox lock\n"
    return "The talks are not locked. Set a passphrase with: voicebox lock\n"


class _RecoveryPage:
    """A new recovery key, on its page before it is true; no page stays of one that never was."""

    def __init__(self, wanted: str, talks: str) -> None:
        """For the store of this short id.

        `wanted`: a .pdf or .txt file, `-` for the terminal, or empty: no key at all.
        """
        self._talks = talks
        self._file = Path(wanted) if wanted not in ("", ON_TERMINAL) else None
        self._wanted = wanted
        self.key = ""
        self.is_true = False

    def __enter__(self) -> _RecoveryPage:
        """Make the key, and write the page."""
        from voicebox.exports.recovery_page import as_file
        from voicebox.store import recovery

        if self._wanted:
            self.key = recovery.new()
        if self._file is not None:
            refuse_taken(self._file, force=False)
            page = as_file(self._file, self.key, self._talks)
            write_whole(self._file, page, force=False)
        return self

    def __exit__(self, *_: object) -> None:
        """Take the page away, where the key never became one."""
        if self._file is not None and not self.is_true:
            self._file.unlink(missing_ok=True)

    def tell(self) -> None:
        """Say where the key is, once it opens the store."""
        if self._file is not None:
            print_text(
                f"Recovery key: {shown(self._file)}. Print it, put it away, and delete the file.\n"
            )
        elif self.key:
            print_text(
                f"\n    {self.key}\n\nThis recovery key opens the talks if the passphrase is "
                "forgotten. Write it down\nand put it away, not beside the computer. It is not "
                "shown again.\n"
            )

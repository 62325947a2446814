"""Locking and unlocking an open store: its ways in are changed, never its talks.

Each change is one write of `keyslots.json`, with a line in the account of who did what. A key file
or keyring entry whose slot is gone is taken away afterwards: it opens nothing any more.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from voicebox.errors import StoreError
from voicebox.locations import Locations, write_private
from voicebox.store import keys, passphrases, recovery, ring, sitting, ways_in
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.talks_file import TalksFile

_WITHOUT_ASKING = ("device", sitting.KIND, ring.KIND)


def slots_of(where: Locations) -> keys.KeySlots | None:
    """The key slots of a store that need not be open; None where there is no store yet.

    Raises:
        StoreError: they cannot be read, or are damaged.
    """
    path = where.data / keys.FILE_NAME
    is_there = path.exists() and (where.data / TALKS_FILE).exists()
    return keys.read_slots(path) if is_there else None


def is_begun(where: Locations) -> bool:
    """Is there a store, or a part of one?"""
    return any((where.data / name).exists() for name in (TALKS_FILE, keys.FILE_NAME))


def has_passphrase(where: Locations) -> bool:
    """Was a passphrase set?"""
    slots = slots_of(where)
    return slots is not None and bool(slots.of("passphrase"))


def is_locked(where: Locations) -> bool:
    """Does the store open only where somebody gives a secret, or gave it for a sitting?

    Also where this computer had a key of its own, and the key file or keyring entry is gone.
    """
    slots = slots_of(where)
    if slots is None or not slots.of(*ways_in.SECRETS):
        return False
    return ways_in.by_this_computer(slots, where.keys) is None


def left_here(where: Locations) -> str:
    """What may open the store without a question: `key file`, `keyring`, or empty for nothing.

    The key file or the keyring's entry may be gone all the same; see `is_locked`.
    """
    slots = slots_of(where)
    if slots is None:
        return ""
    return "key file" if slots.of("device") else "keyring" if slots.of(ring.KIND) else ""


def lets_in_unasked(where: Locations) -> bool:
    """Has the store a slot for this computer's key or keyring, whether or not they are here?"""
    slots = slots_of(where)
    return slots is not None and bool(slots.of("device", ring.KIND))


def check_secret(store: TalksFile, secret: str) -> None:
    """See that this is the passphrase or the recovery key.

    Raises:
        WrongPassphrase: it is neither.
    """
    ways_in.asked(store.slots(), secret)


def lock(
    store: TalksFile, passphrase: str = "", *, recovery_key: str = "", keyring: bool = False
) -> None:
    """Take the key away from this computer: from now on the passphrase opens the store.

    Args:
        store: the open store.
        passphrase: a new one; empty: the one there is.
        recovery_key: opens the store as well, in the place of an older one; empty: as it was.
        keyring: may the system's keyring open the store without a question?

    Raises:
        StoreError: nothing was changed.
    """
    before = store.slots()

    def change(slots: keys.KeySlots, data_key: bytes) -> keys.KeySlots:
        locked = slots.without(*_WITHOUT_ASKING)
        if passphrase:
            locked = _with_passphrase(locked, data_key, passphrase)
        if not locked.of("passphrase"):
            raise StoreError("No passphrase was set.", mend="Set one with: voicebox lock")
        if recovery_key:
            made = recovery.slot(slots.store, data_key, recovery_key)
            locked = locked.without("recovery").joined_by(made)
        if keyring:
            locked = locked.joined_by(ring.slot(slots.store, data_key))
        return locked

    store.change_slots("locked", change)
    _forget_keys(before, store.where.keys)


def change_passphrase(store: TalksFile, passphrase: str) -> None:
    """Another passphrase opens the store; the talks are not written anew.

    Raises:
        StoreError: nothing was changed.
    """

    store.change_slots(
        "passphrase-changed",
        lambda slots, data_key: _with_passphrase(slots, data_key, passphrase),
    )


def renew_recovery(store: TalksFile, recovery_key: str) -> None:
    """This recovery key opens the store from now on, and none before it.

    Raises:
        StoreError: nothing was changed.
    """

    def change(slots: keys.KeySlots, data_key: bytes) -> keys.KeySlots:
        made = recovery.slot(slots.store, data_key, recovery_key)
        return slots.without("recovery").joined_by(made)

    store.change_slots("recovery-made", change)


def begin_sitting(store: TalksFile, minutes: int = sitting.MINUTES) -> datetime:
    """Let the store open without a question for some minutes; gives when that ends, in UTC.

    Raises:
        StoreError: nothing was changed.
    """
    now = datetime.now(UTC)

    def change(slots: keys.KeySlots, data_key: bytes) -> keys.KeySlots:
        return sitting.begun(slots, data_key, store.where.keys, now, minutes)

    store.change_slots("unlocked", change)
    return sitting.until(store.slots(), now) or now


def end_sitting(store: TalksFile) -> None:
    """The store is locked again: nothing opens it without a question.

    Raises:
        StoreError: nothing was changed.
    """
    store.change_slots("locked", lambda slots, _: sitting.ended(slots, store.where.keys))


def forget_sitting(where: Locations) -> None:
    """Take the key of a sitting away, where nothing can be written; without it the slot is dead."""
    with suppress(StoreError):
        sitting.ended(keys.read_slots(where.data / keys.FILE_NAME), where.keys)


def unlock_for_good(store: TalksFile) -> None:
    """Put a key of this computer's back; the passphrase and the recovery key open it as well.

    Raises:
        StoreError: nothing was changed.
    """
    folder = store.where.keys

    def change(slots: keys.KeySlots, data_key: bytes) -> keys.KeySlots:
        made, key = keys.new_slot("device"), keys.new_key()
        write_private(folder / f"{slots.store}.{made['id']}.key", key)
        rest = sitting.ended(slots, folder).without("device")
        return rest.joined_by(keys.closed_with(made, slots.store, data_key, key))

    store.change_slots("unlocked-for-good", change)


def _with_passphrase(slots: keys.KeySlots, data_key: bytes, passphrase: str) -> keys.KeySlots:
    """With a new slot that has been seen to open: nobody is to be locked out by a fault."""
    slot = passphrases.slot(slots.store, data_key, passphrase)
    if passphrases.opened(slot, slots.store, passphrase) != data_key:
        raise StoreError("The passphrase could not be set; nothing was changed.")
    return slots.without("passphrase").joined_by(slot)


def _forget_keys(before: keys.KeySlots, folder: Path) -> None:
    """Take away what opened the slots that are gone; a key that is another store's stays."""
    for slot in before.of("device", sitting.KIND):
        path = keys.slot_key_file(folder, before.store, slot)
        with suppress(OSError, ValueError):
            if keys.opened_with(slot, before.store, keys.read_key(path)) is not None:
                path.unlink()
    ring.forget(before)

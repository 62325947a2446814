"""From key slots to the data key: without a question where that can be, or with a secret."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from voicebox.errors import StoreLocked, WrongKey, WrongPassphrase
from voicebox.store import keys, passphrases, recovery, ring, sitting

SECRETS = ("passphrase", "recovery")
"""The kinds of slot that words open, on any computer."""


def unasked(slots: keys.KeySlots, folder: Path) -> bytes:
    """The data key, without a question: by a sitting, this computer's key, or its keyring.

    Raises:
        StoreLocked: the passphrase has to be asked for.
        KeyMissing, WrongKey: as `keys.data_key`, where there is no passphrase to ask for.
    """
    found = sitting.opened(slots, folder, datetime.now(UTC))
    if found is None:
        found = by_this_computer(slots, folder)
    if found is not None:
        return found
    if slots.of(*SECRETS):
        raise StoreLocked("The talks are locked.", mend="Open them with: voicebox unlock")
    return keys.data_key(slots, folder)


def by_this_computer(slots: keys.KeySlots, folder: Path) -> bytes | None:
    """The data key, by this computer's key or its keyring; None where neither opens these slots."""
    if slots.of("device"):
        with suppress(WrongKey):
            return keys.data_key(slots, folder)
    return ring.opened(slots)


def asked(slots: keys.KeySlots, secret: str) -> bytes:
    """The data key, by the passphrase or the recovery key: `secret` is either.

    Raises:
        WrongPassphrase: it is neither.
        StoreError: the slots ask for too much work.
    """
    own = recovery.read(secret)
    if own is not None:
        for slot in slots.of("recovery"):
            found = recovery.opened(slot, slots.store, own)
            if found is not None:
                return found
    for slot in slots.of("passphrase"):
        found = passphrases.opened(slot, slots.store, secret)
        if found is not None:
            return found
    raise _wrong(slots, is_recovery=own is not None)


def _wrong(slots: keys.KeySlots, *, is_recovery: bool) -> WrongPassphrase:
    if not slots.of(*SECRETS):
        return WrongPassphrase(
            "No passphrase was set for these talks.", mend="Set one with: voicebox lock"
        )
    if is_recovery:
        return WrongPassphrase(
            "That recovery key does not open these talks.",
            mend="Look for the one that was printed last: each new one ends the one before.",
        )
    return WrongPassphrase(
        "That passphrase does not open these talks.",
        mend="Look at capitals and the keyboard's language; the recovery key opens them as well.",
    )

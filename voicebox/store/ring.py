"""A slot whose key the system's keyring keeps (Keychain, Credential Locker, Secret Service).

The package `keyring` is an extra and is imported only where a store has such a slot.
"""

from __future__ import annotations

import importlib
from typing import Any

from voicebox.errors import StoreError
from voicebox.store import keys

KIND = "keyring"
_SERVICE = "voicebox"


def slot(store: str, data_key: bytes) -> keys.Slot:
    """A slot whose key is now in the keyring.

    Raises:
        StoreError: there is no keyring here, or it keeps nothing.
    """
    made, key = keys.new_slot(KIND), keys.new_key()
    ring = _ring()
    try:
        ring.set_password(_SERVICE, _name(store, made), key.hex())
        kept = ring.get_password(_SERVICE, _name(store, made))
    except Exception as error:  # each system's keyring has errors of its own
        raise _no_keyring() from error
    if kept != key.hex():
        raise _no_keyring()
    return keys.closed_with(made, store, data_key, key)


def opened(slots: keys.KeySlots) -> bytes | None:
    """The data key, where the keyring is open and has the key of a slot."""
    for slot in slots.of(KIND):
        try:
            kept = _ring().get_password(_SERVICE, _name(slots.store, slot))
            found = keys.opened_with(slot, slots.store, bytes.fromhex(kept or ""))
        except Exception:  # noqa: BLE001 - whatever ails a keyring, the passphrase is asked for
            continue
        if found is not None:
            return found
    return None


def forget(slots: keys.KeySlots) -> None:
    """Take the keys out of the keyring; without their slot they are of no use to anyone."""
    for slot in slots.of(KIND):
        try:
            _ring().delete_password(_SERVICE, _name(slots.store, slot))
        except Exception:  # noqa: BLE001 - a key that is gone already need not be taken out
            continue


def _name(store: str, slot: keys.Slot) -> str:
    return f"{store}.{slot['id']}"


def _ring() -> Any:
    try:
        return importlib.import_module("keyring")
    except ImportError as error:
        raise StoreError(
            "The part of voicebox that speaks with the system's keyring is not installed.",
            mend="Install it with: pip install 'pupil-voicebox[keyring]'",
        ) from error


def _no_keyring() -> StoreError:
    return StoreError(
        "The system's keyring cannot be used here.", mend="Lock without --keyring; nothing changed."
    )

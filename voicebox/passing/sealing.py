"""Sealing and opening a bundle, by age: to a passphrase, or to the public key of a store.

A store's own key pair lies in the folder of the keys, named by the store's id, readable by this
user alone. Whoever has the public key can only send to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pyrage

from voicebox.errors import BundleError, StoreError
from voicebox.locations import write_private

AGE = b"age-encryption.org/v1\n"
MOST_WORK = 22
"""The largest cost of a passphrase that is tried, a power of two: 4 GB of memory."""
SHORTEST = 8
"""Characters of a passphrase."""
_SCRYPT = re.compile(rb"-> scrypt [A-Za-z0-9+/]{1,60} ([0-9]{1,4})\n")
_WRONG = "It takes the passphrase that was told, or a key that the bundle was sent to."


def own_key(keys: Path, store: str) -> pyrage.x25519.Identity:
    """The key pair of a store; made by the first call.

    Raises:
        BundleError: the file is not as it was written, or cannot be read or made.
    """
    path = key_file(keys, store)
    try:
        if not path.exists():
            write_private(path, f"{pyrage.x25519.Identity.generate()}\n".encode())
        return pyrage.x25519.Identity.from_str(path.read_text(encoding="ascii").strip())
    except (OSError, StoreError, ValueError, pyrage.IdentityError) as error:
        raise BundleError(
            f"The key {path} cannot be used.",
            mend="Bring it back from a copy; or move it away, and a new one is made.",
        ) from error


def key_file(keys: Path, store: str) -> Path:
    """Where the key pair for bundles lies."""
    return keys / f"{store}.age"


def seal_to_keys(content: bytes, recipients: Sequence[str]) -> bytes:
    """Seal to public keys, each `age1...`.

    Raises:
        BundleError: one is no public key.
    """
    found = []
    for each in recipients:
        try:
            found.append(pyrage.x25519.Recipient.from_str(each.strip()))
        except pyrage.RecipientError as error:
            raise BundleError(
                "This is no public key.",
                mend="It begins with age1; the one who receives sees it with: voicebox keys",
            ) from error
    return bytes(pyrage.encrypt(content, found))


def seal_to_passphrase(content: bytes, passphrase: str) -> bytes:
    """Seal to a passphrase.

    Raises:
        BundleError: it is too short.
    """
    if len(passphrase) < SHORTEST:
        raise BundleError(
            f"A passphrase has {SHORTEST} characters or more.", mend="Take four or five words."
        )
    return bytes(pyrage.passphrase.encrypt(content, passphrase))


def needs_passphrase(sealed: bytes) -> bool:
    """Was it sealed to a passphrase, and not to a key?

    Raises:
        BundleError: it is no bundle, or its passphrase would cost far too much to try.
    """
    if not sealed.startswith(AGE):
        raise BundleError("This is not a bundle of talks.", mend="Ask for it to be sent again.")
    asked = _SCRYPT.match(sealed, len(AGE))
    if asked is not None and int(asked[1]) > MOST_WORK:
        raise BundleError("This bundle would wear this computer down.", mend="Do not open it.")
    return asked is not None


def open_by_key(sealed: bytes, key: pyrage.x25519.Identity) -> bytes:
    """What was sealed to the public key of `key`.

    Raises:
        BundleError: it was sealed to another, or is not as it was written.
    """
    try:
        return bytes(pyrage.decrypt(sealed, [key]))
    except pyrage.DecryptError as error:
        raise BundleError("This key does not open this bundle.", mend=_WRONG) from error


def open_by_passphrase(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed to a passphrase.

    Raises:
        BundleError: it is another passphrase, or the bundle is not as it was written.
    """
    try:
        return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
    except pyrage.DecryptError as error:
        raise BundleError("This passphrase does not open this bundle.", mend=_WRONG) from error

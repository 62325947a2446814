"""Sealing and opening a bundle, by age: to a passphrase, or to the public key of a store.

Whoever has the public key can only send to the store (`own_keys`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyrage

from voicebox.errors import BundleError

AGE = b"age-encryption.org/v1\n"
MOST_WORK = 20
"""The largest cost of a passphrase that is tried or set, a power of two: 1 GB of memory. age takes
as much as lasts a second on the computer that seals: 18 or 19 on those of today."""
_TRIES = 3
SHORTEST = 8
"""Characters of a passphrase."""
_SCRYPT = re.compile(rb"-> scrypt [A-Za-z0-9+/]{1,60} ([0-9]{1,4})\n")
_WRONG = "It takes the passphrase that was told, or a key that the bundle was sent to."


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
        BundleError: it is too short; or age found this computer so fast that no other voicebox
            would open what it sealed.
    """
    if len(passphrase) < SHORTEST:
        raise BundleError(
            f"A passphrase has {SHORTEST} characters or more.", mend="Take four or five words."
        )
    for _ in range(_TRIES):  # how fast a computer is, age measures anew each time
        sealed = bytes(pyrage.passphrase.encrypt(content, passphrase))
        if (_work(sealed) or 0) <= MOST_WORK:
            return sealed
    raise BundleError(
        "This computer seals so hard that no other would open it.", mend="Send to a key: --to KEY"
    )


def needs_passphrase(sealed: bytes) -> bool:
    """Was it sealed to a passphrase, and not to a key?

    Raises:
        BundleError: it is no bundle, or its passphrase would cost more to try than that of any
            voicebox does.
    """
    if not sealed.startswith(AGE):
        raise BundleError("This is not a bundle of talks.", mend="Ask for it to be sent again.")
    work = _work(sealed)
    if work is not None and work > MOST_WORK:
        raise BundleError(
            "This bundle would wear this computer down: to try its passphrase takes more than 1 GB "
            "of memory, and no voicebox seals like that.",
            mend="Do not open it; ask for it to be sent again.",
        )
    return work is not None


def _work(sealed: bytes) -> int | None:
    """What a passphrase costs to try, a power of two; None where there is no passphrase."""
    asked = _SCRYPT.match(sealed, len(AGE))
    return int(asked[1]) if asked is not None else None


def open_by_key(sealed: bytes, *keys: pyrage.x25519.Identity) -> bytes:
    """What was sealed to the public key of one of `keys`.

    Raises:
        BundleError: it was sealed to another, or is not as it was written.
    """
    if not keys:
        raise BundleError(
            "This bundle was sent to another key: this voicebox has none yet.",
            mend="Ask for it to be sent again, to the key that voicebox keys shows.",
        )
    try:
        return bytes(pyrage.decrypt(sealed, list(keys)))
    except pyrage.DecryptError as error:
        raise BundleError(
            "This bundle was sent to another key, or is not as it was made.", mend=_WRONG
        ) from error


def open_by_passphrase(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed to a passphrase.

    Raises:
        BundleError: it is another passphrase, or the bundle is not as it was written.
    """
    try:
        return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
    except pyrage.DecryptError as error:
        raise BundleError("This passphrase does not open this bundle.", mend=_WRONG) from error

"""This store's own keys: the one that others send to, and the one that signs what is sent.

Both lie in the talks file, so that the passphrase of the talks locks them. The first was once a
file in the folder of the keys: where there is one, it is taken in and deleted.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from voicebox.errors import BundleError
from voicebox.passing.signing import fingerprint, public_of
from voicebox.store import identity
from voicebox.store.direct import reading, writing
from voicebox.store.repository import SqlStore


def bundle_keys(store: SqlStore) -> list[pyrage.x25519.Identity]:
    """The keys that a bundle may have been sent to, the oldest first. None is made.

    Raises:
        BundleError: a key that lies in a file is not as it was written, or cannot be read.
    """
    _take_in(store)
    with reading(store) as connection:
        kept = identity.own_secrets(connection, identity.FOR_BUNDLES)
    return [pyrage.x25519.Identity.from_str(each) for each in kept]


def public_key(store: SqlStore) -> str:
    """What others send to, `age1...`; the first call makes it.

    Raises:
        BundleError: as `bundle_keys`.
    """
    if not bundle_keys(store):
        with writing(store) as connection:
            if not identity.own_secrets(connection, identity.FOR_BUNDLES):
                made = str(pyrage.x25519.Identity.generate())
                identity.keep_secret(connection, identity.FOR_BUNDLES, made)
    return str(bundle_keys(store)[0].to_public())


def signing_key(store: SqlStore) -> Ed25519PrivateKey:
    """What signs this store's bundles; every store has one from its beginning."""
    with reading(store) as connection:
        seed = identity.own_secrets(connection, identity.FOR_SIGNING)[0]
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def own_fingerprint(store: SqlStore) -> str:
    """What others see when they receive, in letters that two people can compare by phone."""
    return fingerprint(public_of(signing_key(store)))


def key_file(store: SqlStore) -> Path:
    """Where the key that others send to lay once."""
    return store.where.keys / f"{store.slots().store}.age"


def _take_in(store: SqlStore) -> None:
    """Bring the key of an older voicebox into the talks file; only then does its file go."""
    path = key_file(store)
    if not path.exists():
        return
    try:
        key = pyrage.x25519.Identity.from_str(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise BundleError(
            f"The key {path} cannot be used.",
            mend="Bring it back from a copy; or move it away, and a new one is made.",
        ) from error
    with writing(store) as connection:
        identity.keep_secret(connection, identity.FOR_BUNDLES, str(key))
    with suppress(OSError):  # `doctor` names it as long as it is there
        path.unlink()

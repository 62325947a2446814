"""Signing a bundle, inside the sealing, with the key of the store that makes it (Ed25519).

What is signed is the bundle's JSON in one form that does not depend on how it was written down: in
the order of its names, in ASCII, without the signature, and with the pictures' digests standing for
the pictures. A field that a later version adds is signed like the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_FOR = b"voicebox bundle, signed\n"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U: nobody takes one for another when they are read out."""
_LONG, _GROUP = 20, 4
"""Letters of a fingerprint: 100 bits."""


def public_of(key: Ed25519PrivateKey) -> str:
    """The public key, in 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def sign(told: Mapping[str, Any], key: Ed25519PrivateKey) -> str:
    """The signature of a bundle, in 128 hexadecimal digits.

    Args:
        told: the bundle as JSON has it.
        key: of the store that makes it; its public key is among `told`.
    """
    return key.sign(_statement(told)).hex()


def is_signed(told: Mapping[str, Any]) -> bool:
    """Did the `key` in a bundle make its `signature`? Its shape was checked before.

    Raises:
        RecursionError: it is nested too deep.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told["key"]))
        key.verify(bytes.fromhex(told["signature"]), _statement(told))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: str) -> str:
    """A public key in letters that two people can compare by phone: `XXXX-XXXX-XXXX-XXXX-XXXX`."""
    number = int.from_bytes(hashlib.sha256(_FOR + bytes.fromhex(key)).digest(), "big")
    letters = [_LETTERS[number >> 5 * place & 31] for place in range(_LONG)]
    return "-".join("".join(letters[at : at + _GROUP]) for at in range(0, _LONG, _GROUP))


def _statement(told: Mapping[str, Any]) -> bytes:
    pictures = [{**each, "png": ""} for each in told.get("pictures", ())]
    plain = {**told, "signature": "", "pictures": pictures}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return _FOR + hashlib.sha256(text.encode("ascii")).digest()

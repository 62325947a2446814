"""The recovery key: 130 random bits to be printed, `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.

26 letters and digits (without I, L, O and U) are the key, two tell a slip of the pen from another
key. It needs no slow derivation: nobody guesses 130 bits.
"""

from __future__ import annotations

import hashlib
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from voicebox.errors import WrongPassphrase
from voicebox.store import keys

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_OWN, _CHECK, _GROUP = 26, 2, 4
_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new() -> str:
    """A recovery key as it is printed."""
    own = "".join(secrets.choice(_LETTERS) for _ in range(_OWN))
    whole = own + _check(own)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def read(typed: str) -> str | None:
    """The 26 letters of a recovery key, however it was typed; None where it is none."""
    plain = "".join(each for each in typed.upper().translate(_LIKE) if each.isalnum())
    own, check = plain[:_OWN], plain[_OWN:]
    is_one = len(plain) == _OWN + _CHECK and set(plain) <= set(_LETTERS)
    return own if is_one and check == _check(own) else None


def require(typed: str) -> str:
    """What was typed, which has to be a recovery key.

    Raises:
        WrongPassphrase: it is none: a letter is wrong or missing.
    """
    if read(typed) is None:
        raise WrongPassphrase(
            "That is not a recovery key: a letter is wrong or missing.",
            mend="It has seven groups of four letters and digits; type it once more.",
        )
    return typed


def slot(store: str, data_key: bytes, printed: str) -> keys.Slot:
    """A slot that the recovery key opens."""
    own = read(require(printed)) or ""
    made = keys.new_slot("recovery", salt=secrets.token_hex(16))
    return keys.closed_with(made, store, data_key, _derived(own, made))


def opened(slot: keys.Slot, store: str, own: str) -> bytes | None:
    """The data key, or None where these are not the slot's 26 letters."""
    return keys.opened_with(slot, store, _derived(own, slot))


def _derived(own: str, slot: keys.Slot) -> bytes:
    salt = str(slot.get("salt", "")).encode()
    return HKDF(SHA256(), keys.KEY_BYTES, salt, b"voicebox recovery").derive(own.encode("ascii"))


def _check(own: str) -> str:
    number = int.from_bytes(hashlib.sha256(own.encode("ascii")).digest()[:2], "big")
    return _LETTERS[number >> 5 & 31] + _LETTERS[number & 31]

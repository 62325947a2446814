"""The adult's PIN: how it is kept, and the wait that grows when it is guessed at.

It keeps a child in the room from the grown-up's screens, not a stranger from the talks: whoever
has this computer's account can read the settings file, and take the line out of it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from time import monotonic

PIN = re.compile(r"[0-9]{4,12}")
FREE = 5
"""Wrong PINs before there is a wait."""
FIRST_WAIT, LONGEST_WAIT = 10.0, 300.0
"""Seconds: the first wait, doubled by each wrong PIN after it, and the longest."""

_LOG_N, _R, _P = 14, 8, 1
_SALT, _HASH = 16, 32
"""Bytes."""


def hash_pin(pin: str) -> str:
    """A PIN as it is kept: `scrypt:14:8:1:SALT:HASH`, with a salt of its own."""
    salt = secrets.token_bytes(_SALT)
    return f"scrypt:{_LOG_N}:{_R}:{_P}:{salt.hex()}:{_scrypt(pin, salt).hex()}"


def fits(pin: str, kept: str) -> bool:
    """Is it the PIN that is kept so? Takes about 50 ms, on purpose."""
    *_, salt, hashed = kept.split(":")
    return hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)), bytes.fromhex(hashed))


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=1 << _LOG_N, r=_R, p=_P, dklen=_HASH)


class Lock:
    """One PIN, and how often it was got wrong since it was last right."""

    def __init__(self, kept: str = "", now: Callable[[], float] = monotonic) -> None:
        """A lock for a PIN as `hash_pin` gives it; empty: there is none."""
        self.kept = kept
        self._now = now
        self._wrong = 0
        self._shut_until = float("-inf")

    @property
    def is_on(self) -> bool:
        """Is there a PIN?"""
        return bool(self.kept)

    @property
    def wait(self) -> float:
        """Seconds until a PIN is looked at again; 0 for at once."""
        return max(self._shut_until - self._now(), 0.0)

    def opens(self, pin: str) -> bool:
        """Is it the PIN? Never while there is a wait; a wrong one may begin the next."""
        if self.wait:
            return False
        if not self.is_on or fits(pin, self.kept):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= FREE:
            seconds = min(FIRST_WAIT * 2 ** min(self._wrong - FREE, 20), LONGEST_WAIT)
            self._shut_until = self._now() + seconds
        return False

    def refusal(self) -> str:
        """What to say of a PIN that did not open it."""
        if not self.wait:
            return "That is not the PIN."
        return f"That is not the PIN. Wait {self.wait:.0f} seconds, then try again."

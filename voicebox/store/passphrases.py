"""A passphrase: how it opens a store (Argon2id), and how long it stands up to guessing."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from voicebox.errors import StoreError
from voicebox.store import keys

SHORTEST = 8
"""Characters of a passphrase."""
LONGEST = 1000
_ESTIMATED = 72
"""Characters that the estimate looks at: it takes long over more."""
_SALT_BYTES = 16
_WEAKEST = 8.0
"""Powers of ten of guesses; below it a passphrase is refused."""
_STANDS = (
    (9.0, "weak: a determined thief would guess it within days"),
    (11.0, "fair: it would take a thief months to guess"),
    (14.0, "good: it would take a thief many years to guess"),
)
"""Up to these powers of ten of guesses, at some thousand guesses a second."""
_STRONG = "strong: nobody will guess it"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: passes over so many KiB of memory, in so many lanes."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """Could a key slots file ask for this without wearing the computer down?"""
        whole = all(isinstance(n, int) for n in (self.passes, self.memory, self.lanes))
        return (
            whole
            and 1 <= self.passes <= 10
            and 1 <= self.lanes <= 8
            and 8 * self.lanes <= self.memory <= 1024 * 1024
        )


COST = Cost()
"""RFC 9106's second choice: about 0.1 s a guess on a laptop, in 64 MiB."""


def slot(store: str, data_key: bytes, passphrase: str) -> keys.Slot:
    """A slot that the passphrase opens."""
    cost, salt = COST, secrets.token_bytes(_SALT_BYTES)
    fields = {"t": cost.passes, "m": cost.memory, "p": cost.lanes, "salt": salt.hex()}
    made = keys.new_slot("passphrase", kdf="argon2id", **fields)
    return keys.closed_with(made, store, data_key, _derived(passphrase, salt, cost))


def opened(slot: keys.Slot, store: str, passphrase: str) -> bytes | None:
    """The data key, or None where this is not the slot's passphrase.

    Raises:
        StoreError: the slot asks for more memory or time than a slot of voicebox's own would.
    """
    try:
        cost, salt = Cost(slot["t"], slot["m"], slot["p"]), bytes.fromhex(slot["salt"])
    except (KeyError, TypeError, ValueError):
        return None
    if slot.get("kdf") != "argon2id" or not cost.is_sane or len(salt) < 8:
        raise StoreError(
            "The key slots ask for more work than voicebox would ever do.",
            mend=f"Bring {keys.FILE_NAME} back from a copy of the folder.",
        )
    return keys.opened_with(slot, store, _derived(passphrase, salt, cost))


def strength(passphrase: str) -> str:
    """How long it stands up to guessing, in words.

    Raises:
        StoreError: it is too short or too easy to be used, or too long.
    """
    length = len(passphrase)
    if length > LONGEST:
        raise StoreError(f"A passphrase has {LONGEST:,} characters at most.")
    if length < SHORTEST:
        raise StoreError(f"A passphrase has {SHORTEST} characters at least.", mend=_BETTER)
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    guesses = float(zxcvbn(passphrase[:_ESTIMATED])["guesses_log10"])
    if guesses < _WEAKEST:
        raise StoreError("That passphrase would be guessed within a day.", mend=_BETTER)
    return next((words for below, words in _STANDS if guesses < below), _STRONG)


_BETTER = "Take four or five words that have nothing to do with each other."


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The slot's key. NFKC, so that a letter is the same from every keyboard."""
    kdf = Argon2id(
        salt=salt,
        length=keys.KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogateescape"))

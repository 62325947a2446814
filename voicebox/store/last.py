"""The mark of the last write: a small file beside the talks, by which their loss is found out.

A log whose end is damaged looks the same as one whose last write never ended, so the talks alone
cannot tell. `voicebox.last` says how many writes there were, and which event the last one added. It
is written after each commit and never waited for: after a kill it is exact, and after a power cut
it can be older than the talks, never newer. One that is missing, torn or another store's says
nothing. Nobody without the data key can read it, and it holds no word that was said.
"""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FILE_NAME = "voicebox.last"
_NONCE_BYTES = 12
_TOLD_BYTES = 384
"""With nonce and seal under 512 bytes, which a disk writes whole; always as long, to tell less."""
_FILE_BYTES = _NONCE_BYTES + _TOLD_BYTES + 16
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the talks had come to."""

    writes: int
    """How many writes the talks file had seen, as it counts them itself."""
    talk: str = ""
    """The talk whose event the last write added; empty where it added none."""
    seq: int = 0
    hash: str = ""
    """Of that event, as the talk's chain has it."""


class LastWrite:
    """The file that holds the mark of one store."""

    def __init__(self, folder: Path, store: str, data_key: bytes) -> None:
        """Read and write nothing yet.

        Args:
            folder: where the talks file is.
            store: its store's id, bound in, so that no mark passes for another store's.
            data_key: another key is derived from it.
        """
        self.path = folder / FILE_NAME
        self._store = store.encode("ascii")
        derived = HKDF(SHA256(), 32, salt=self._store, info=b"voicebox.last 1")
        self._sealed = AESGCM(derived.derive(data_key))

    def read(self) -> Mark | None:
        """The mark; None where there is none that can be trusted."""
        try:
            with self.path.open("rb") as file:
                written = file.read(_FILE_BYTES)
            nonce, sealed = written[:_NONCE_BYTES], written[_NONCE_BYTES:]
            mark = Mark(*json.loads(self._sealed.decrypt(nonce, sealed, self._store)))
            return mark if isinstance(mark.writes, int) else None
        except (OSError, InvalidTag, ValueError, TypeError):
            return None

    def write(self, mark: Mark) -> None:
        """Set the mark, where it can be set: an answer that was kept never fails for want of it."""
        told = json.dumps((mark.writes, mark.talk, mark.seq, mark.hash)).encode("ascii")
        if len(told) > _TOLD_BYTES:
            told = json.dumps((mark.writes,)).encode("ascii")
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._sealed.encrypt(nonce, told.ljust(_TOLD_BYTES), self._store)
        with suppress(OSError):
            self._put(nonce + sealed)

    def _put(self, content: bytes) -> None:
        """Over what was there, in one write: its room on the disk is there already."""
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | _BINARY, 0o600)
        try:
            os.write(handle, content)
        finally:
            os.close(handle)

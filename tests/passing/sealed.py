"""Bundles sealed to a passphrase that costs little to try."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterator

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from voicebox.passing.sealing import AGE

CHUNK = 64 * 1024


def sealed_cheaply(content: bytes, passphrase: str) -> bytes:
    """An age file by the format's own rules (C2SP age), with little work for the passphrase."""
    salt, nonce, file_key = b"s" * 16, b"n" * 16, b"k" * 16
    work = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=2**4, r=8, p=1)
    wrapped = ChaCha20Poly1305(work.derive(passphrase.encode())).encrypt(bytes(12), file_key, b"")
    stanza = b"-> scrypt " + _plain64(salt) + b" 4\n" + _plain64(wrapped) + b"\n"
    header = AGE + stanza + b"---"
    mac = hmac.new(_derived(file_key, b"", b"header"), header, "sha256").digest()
    body = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    return header + b" " + _plain64(mac) + b"\n" + nonce + b"".join(_chunks(body, content))


def _chunks(body: ChaCha20Poly1305, content: bytes) -> Iterator[bytes]:
    for number, at in enumerate(range(0, max(len(content), 1), CHUNK)):
        is_last = at + CHUNK >= len(content)
        counted = number.to_bytes(11, "big") + bytes([is_last])
        yield body.encrypt(counted, content[at : at + CHUNK], b"")


def _derived(key: bytes, salt: bytes, use: bytes) -> bytes:
    return HKDF(hashes.SHA256(), length=32, salt=salt, info=use).derive(key)


def _plain64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")

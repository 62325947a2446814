"""Bytes from a line of the corpus: words, repeated words, raw bytes, one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.hostile.conftest import SMALL


def content_of(told: object) -> bytes:
    """The bytes that a line tells of.

    A string is UTF-8; a list is its parts joined; a mapping is one of `{hex: ...}`,
    `{latin-1: ...}`, `{utf-16: ...}`, `{repeat: PART, times: N}`, `{zeroes: N}`, `{numbered: WORDS,
    times: N}` (each with its number for `#`), `{small-pack: [OLD, NEW]}` (the small pack, changed).
    """
    if isinstance(told, str):
        return told.encode("utf-8", "surrogatepass")
    if isinstance(told, list):
        return b"".join(map(content_of, told))
    assert isinstance(told, Mapping), told
    kind = next(iter(told))
    return _KINDS[kind](told)


def _repeated(told: Mapping[str, object]) -> bytes:
    return content_of(told["repeat"]) * int(str(told["times"]))


def _numbered(told: Mapping[str, object]) -> bytes:
    words = str(told["numbered"])
    return "".join(words.replace("#", str(n)) for n in range(int(str(told["times"])))).encode()


def _small_pack(told: Mapping[str, object]) -> bytes:
    change = told["small-pack"]
    assert isinstance(change, list)
    old, new = change
    whole = Path(SMALL).read_bytes()
    assert content_of(old) in whole, f"the small pack has no {old!r}"
    return whole.replace(content_of(old), content_of(new), 1)


_KINDS: Mapping[str, Callable[[Mapping[str, object]], bytes]] = {
    "hex": lambda told: bytes.fromhex(str(told["hex"])),
    "latin-1": lambda told: str(told["latin-1"]).encode("latin-1"),
    "utf-16": lambda told: str(told["utf-16"]).encode("utf-16"),
    "zeroes": lambda told: bytes(int(str(told["zeroes"]))),
    "repeat": _repeated,
    "numbered": _numbered,
    "small-pack": _small_pack,
}

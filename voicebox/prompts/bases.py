"""Which files a pack builds on (`extends`), seen without reading their YAML."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

LONGEST_CHAIN = 5
"""Packs that build on one another, one after the other."""

_EXTENDS = re.compile(rb"(?m)^extends[ \t]*:[ \t]*[\"']?([a-z0-9-]{1,60})[\"']?[ \t]*(?:#.*)?\r?$")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def chain(
    path: Path, shelf: Path | None, read: Callable[[Path], bytes]
) -> Iterator[tuple[Path, bytes]]:
    """The pack in `path` and each that it builds on, with its bytes, as far as they are found."""
    seen: list[Path] = []
    here: Path | None = path
    while here is not None and here not in seen and len(seen) <= LONGEST_CHAIN:
        content = read(here)
        yield here, content
        seen.append(here)
        named = base_named(content)
        here = find_base(named, here, shelf) if named else None


def chain_digest(contents: Iterable[bytes]) -> str:
    """One SHA-256 for a pack and all that it builds on; of a pack alone, that of its bytes."""
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def base_named(content: bytes) -> str:
    """The name after `extends:` in a pack's bytes; empty where there is none to be seen."""
    found = _EXTENDS.search(content)
    return found[1].decode() if found else ""


def find_base(name: str, path: Path, shelf: Path | None) -> Path | None:
    """The file of the pack called `name`, for the pack in `path`: beside it, or on the shelf."""
    if not _NAME.fullmatch(name):
        return None
    for folder in (path.parent, shelf):
        for suffix in (".yaml", ".yml"):
            file = folder / f"{name}{suffix}" if folder is not None else path
            if file.is_file() and not same(file, path):
                return file
    return None


def same(one: Path, other: Path) -> bool:
    """Are the two one file?"""
    try:
        return one.samefile(other)
    except OSError:
        return one == other

"""Small files kept to save time: each carries its own digest, and losing one is never an error."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def kept_file(path: Path) -> str | None:
    """The text that `keep_file` wrote to `path`, or None where it is missing or damaged."""
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return text if hashlib.sha256(text.encode()).hexdigest() == digest else None


def keep_file(path: Path, text: str) -> None:
    """Write `text` to `path` by replacing it, in a folder that only this user may enter (0700).

    That it cannot be kept (a full disk, a read-only folder) is no error.
    """
    import tempfile

    whole = f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}"
    try:
        for folder in reversed(path.parents):
            folder.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    except OSError:
        return
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(whole)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)

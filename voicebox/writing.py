"""Files that a person named: read whole, written whole or not at all, never over another."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from voicebox.errors import ExportError
from voicebox.text import paint_line

_SHOWN = 300
"""Characters of a path in a message."""


def write_whole(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file that only this user can read, whole or not at all, and onto the disk.

    Args:
        path: where to.
        content: all of it.
        force: may it take the place of a file that is there?

    Raises:
        ExportError: a file is there already, or it cannot be written.
    """
    shown = paint_line(str(path))
    refuse_taken(path, force=force)
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        with suppress(OSError):  # a folder that can be written to and not read, or a share
            settle_folder(path.parent)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not allowed"
        raise ExportError(
            f"{shown} cannot be written: {reason}.", mend="Name another file or folder with -o."
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def settle_folder(folder: Path) -> None:
    """Make a folder's own list of names durable, where the system can (Windows cannot)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refuse_taken(path: Path, *, force: bool, makes_folder: bool = False) -> None:
    """See that a file may be written here; `makes_folder`: its folder will be made for it.

    Raises:
        ExportError: a folder, or a file that may not be written over, is in the way.
    """
    shown = paint_line(str(path))[:_SHOWN]
    try:
        is_folder, is_there, has_place = path.is_dir(), path.exists(), path.parent.is_dir()
    except (OSError, ValueError) as error:
        raise ExportError(f"{shown} cannot be a file's name.", mend="Name another file.") from error
    if is_folder:
        raise ExportError(f"{shown} is a folder.", mend="Name a file in it with -o.")
    if not has_place and not makes_folder:
        raise ExportError(f"There is no folder for {shown}.", mend="Make it, or name another.")
    if is_there and not force:
        raise ExportError(
            f"{shown} is there already.", mend="Name another file, or write over it with --force."
        )


def read_whole(path: Path, *, most: int = 50_000_000) -> bytes:
    """A file that a person named.

    Args:
        path: where it is.
        most: the most bytes to accept.

    Raises:
        ExportError: it is not there, is too large, or cannot be read.
    """
    shown = paint_line(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not allowed"
        raise ExportError(
            f"{shown} cannot be read: {reason}.", mend="Look at its name and folder."
        ) from error
    if len(content) > most:
        raise ExportError(
            f"{shown} is larger than {most // 1_000_000} MB.", mend="Give a smaller file."
        )
    return content

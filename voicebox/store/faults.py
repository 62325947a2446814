"""What the database says when something goes wrong, as one line fit to show to a person."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError, IntegrityError

from voicebox.errors import Conflict, StoreDamaged, StoreError

_FULL, _BUSY, _LOCKED, _READONLY, _CANNOT_OPEN = 13, 5, 6, 8, 14
_IOERR, _CORRUPT, _NOT_A_DATABASE = 10, 11, 26
_LITTLE_ROOM = 256 * 1024

RESTORE = "Bring a backup back: voicebox restore FILE. What is damaged is set aside, not deleted."


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turn every database error inside into a `StoreError` about the talks file `path`."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(
            "Another window has written to this talk first.",
            mend="Nothing was lost: open the talk again to see what was kept.",
        ) from error
    except DBAPIError as error:
        raise named(error.orig, path) from error
    except sqlcipher.Error as error:
        raise named(error, path) from error
    except UnicodeEncodeError as error:  # a name that the terminal gave and that is no text
        raise StoreError(
            "A name or word that was given holds characters that cannot be kept.",
            mend="Type it again.",
        ) from error


def named(error: BaseException | None, path: Path) -> StoreError:
    """The named error for one from the database driver, by SQLite's own result code."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code == _FULL or (code == _IOERR and _is_full(path)):
        return _full()
    if code in (_BUSY, _LOCKED):
        return StoreError(
            "Another window or program is using the talks file. Nothing was lost.",
            mend="Close it, or wait a moment, and press the key again.",
        )
    if code == _READONLY:
        return read_only(path)
    if code in (_CORRUPT, _NOT_A_DATABASE):
        return damaged(path)
    if code == _IOERR:
        return StoreError(
            f"The disk refused to read or write {path}. Nothing was lost.",
            mend="Check the disk, make room on it, and press the key again.",
        )
    if code == _CANNOT_OPEN:
        return StoreError(
            f"The talks file {path} cannot be opened.",
            mend="Check that you may read and write its folder.",
        )
    return StoreError(f"The talks file {path} cannot be used: {error}.", mend=RESTORE)


def damaged(path: Path) -> StoreDamaged:
    """The error for a talks file that is not as it was written."""
    return StoreDamaged(f"The talks file {path} is damaged.", mend=RESTORE)


def read_only(path: Path) -> StoreError:
    """The error for a place that can be read and not written; even reading needs to write there."""
    return StoreError(
        f"{path} cannot be written to: the disk or folder is read-only.",
        mend="Make it writable, or name another folder with VOICEBOX_HOME.",
    )


def cannot_use(path: Path, error: OSError) -> StoreError:
    """The error for a talks file that the system will not let us make, find or read."""
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(path.parent)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full()
    return StoreError(
        f"The talks file {path} cannot be used: {error.strerror}.",
        mend="Check its folder, or name another with VOICEBOX_HOME.",
    )


def _full() -> StoreError:
    return StoreError(
        "The disk is full. Nothing was lost: what was kept before is safe.",
        mend="Make room and press the key again.",
    )


def _is_full(path: Path) -> bool:
    """Whether the disk is so full that a refused write (a quota, a limit) was for want of room."""
    try:
        return shutil.disk_usage(path.parent).free < _LITTLE_ROOM
    except OSError:
        return False

"""Talks from which kept answers are missing: found out, copied aside, and left as they are.

A log that was damaged, cut, emptied, taken away or swapped for an older one opens without a fault
at an earlier moment. The mark of the last write (`last`) tells. Opening would then fold the log,
and closing would delete it, and with it what could still be read by other means.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import count
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine

from voicebox.errors import AnswersMissing, StoreError
from voicebox.store import keys
from voicebox.store.engine import open_reader, writes_seen, writes_without_log
from voicebox.store.faults import cannot_use, damaged, faults_named
from voicebox.store.last import Mark

OPEN_ANYWAY = "voicebox doctor --open-without-damage"
DAMAGED = ".damaged-"
"""Stands between a file's name and the day, in the name of a copy that was kept aside."""
_COPIED_AT_ONCE = 1 << 20


def log_of(talks: Path) -> Path:
    """The write-ahead log of a talks file; it is there while the file is open, and after a kill."""
    return talks.with_name(f"{talks.name}-wal")


def is_missing(connection: Connection, mark: Mark | None) -> bool:
    """Is the write that was marked not in the talks? No mark is no sign of that.

    Where the talks have seen more writes than the mark, it is older, and says nothing: what it
    names may have been forgotten since.

    Args:
        connection: in a transaction that began after the mark was read.
        mark: as it was read.
    """
    seen = writes_seen(connection)
    if mark is None or seen > mark.writes:
        return False
    if seen < mark.writes:
        return True
    if not mark.talk:
        return False
    named = "SELECT hash FROM event WHERE talk = ? AND seq = ?"
    found = connection.exec_driver_sql(named, (mark.talk, mark.seq)).scalar()
    return found != mark.hash


def missing(talks: Path, mark: Mark) -> AnswersMissing:
    """The error for talks from which the marked write is missing; their log is copied aside."""
    log = log_of(talks)
    whose = f"The newest answers of talk {mark.talk}" if mark.talk else "What was kept last"
    if _holds_anything(log):
        copy = _copied_once(log)
        why = f"cannot be read: {log} is damaged, or older than they are"
        kept = f"Nothing was changed; a copy of it is {copy.name}." if copy else _NO_COPY
    else:
        why = f"cannot be read: {talks} is older than they are, or its log ({log.name}) is gone"
        kept = "Nothing was changed."
    return AnswersMissing(
        f"{whose} {why}. {kept}",
        mend=f"Bring a backup back (voicebox restore FILE --into FOLDER), or open what can be "
        f"read: {OPEN_ANYWAY}",
    )


_NO_COPY = "Nothing was changed; there is no room for a copy of it."


@contextmanager
def left_as_it_is(engine: Engine, talks: Path, key: bytes) -> Iterator[None]:
    """Let go of an engine after a fault inside, and leave the log as it is.

    The last connection to close folds the log and deletes it; one that may only read cannot.
    """
    held = _holds_anything(log_of(talks))
    try:
        yield
    except StoreError:
        _let_go(engine, talks, key, is_held=held)
        raise


def set_older_log_aside(engine: Engine, talks: Path, key: bytes) -> None:
    """Take away a log that would bring the file back to an earlier moment; a copy is kept already.

    Raises:
        StoreDamaged: what is left is not as it was written; the copies are.
    """
    log = log_of(talks)
    with faults_named(talks):
        with engine.connect() as connection:
            seen = writes_seen(connection)
        if not (_holds_anything(log) and writes_without_log(talks, key) > seen):
            _check(engine, talks)
            return
        _let_go(engine, talks, key, is_held=True)
        for left in (log, talks.with_name(f"{talks.name}-shm")):
            left.unlink(missing_ok=True)
        _check(engine, talks)


def _check(engine: Engine, talks: Path) -> None:
    """A log of another moment can leave pages that do not fit each other."""
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            raise damaged(talks)


def _let_go(engine: Engine, talks: Path, key: bytes, *, is_held: bool) -> None:
    reader = None
    if is_held:
        with suppress(sqlcipher.Error):  # talks that cannot be read are not folded either
            reader = open_reader(talks, key)
    engine.dispose()
    if reader is not None:
        reader.close()


def keep_aside(talks: Path) -> tuple[Path, ...]:
    """Copy the talks file, and its log where there is one, beside themselves.

    Raises:
        StoreError: there is no room; nothing stays of the copies.
    """
    made: list[Path] = []
    try:
        for each in (talks, log_of(talks)):
            if _holds_anything(each):
                made.append(_same_as(each) or _copy(each))
    except OSError as error:
        raise cannot_use(talks, error) from error
    return tuple(made)


def kept_aside(talks: Path) -> list[Path]:
    """The copies of damaged files that are there."""
    return sorted(
        path
        for name in (talks.name, log_of(talks).name, keys.FILE_NAME)
        for path in talks.parent.glob(f"{name}{DAMAGED}*")
    )


def drop_kept_aside(talks: Path) -> None:
    """Take the copies away: they hold what was said, also by somebody who is to be forgotten."""
    for path in kept_aside(talks):
        with suppress(FileNotFoundError):
            path.unlink()


def _holds_anything(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _copied_once(path: Path) -> Path | None:
    """A copy, made unless there is one; None where the disk will not have it."""
    try:
        return _same_as(path) or _copy(path)
    except OSError:
        return None


def _same_as(path: Path) -> Path | None:
    copies = path.parent.glob(f"{path.name}{DAMAGED}*")
    return next((copy for copy in copies if filecmp.cmp(path, copy, shallow=False)), None)


def _copy(path: Path) -> Path:
    """A copy onto the disk that only this user can read; never over another."""
    for number in count(1):
        copy = path.with_name(f"{path.name}{DAMAGED}{date.today().isoformat()}-{number}")
        with suppress(FileExistsError):
            handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            break
    try:
        with path.open("rb") as source, os.fdopen(handle, "wb") as target:
            shutil.copyfileobj(source, target, _COPIED_AT_ONCE)
            target.flush()
            os.fsync(target.fileno())
    except OSError:
        copy.unlink(missing_ok=True)
        raise
    return copy

"""Opening the talks file: every check that stands between a folder and a store that can be used."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, select

from voicebox.errors import StoreDamaged, StoreError, StoreSwapped, StoreTooNew
from voicebox.locations import Locations
from voicebox.store import keys, ways_in
from voicebox.store.damaged_log import is_missing, left_as_it_is, missing
from voicebox.store.engine import PAGE_BYTES, checkpoint, open_engine, writes_seen
from voicebox.store.faults import RESTORE, cannot_use, damaged, faults_named, read_only
from voicebox.store.first_run import TALKS_FILE, ensure_store
from voicebox.store.last import LastWrite, Mark
from voicebox.store.places import refuse_unsafe_folder
from voicebox.store.tables import HEAD, REVISIONS, meta, schema


@dataclass(frozen=True, slots=True)
class Opened:
    """An open talks file: its engine, where it lies, and the key that it was opened with."""

    engine: Engine
    path: Path
    data_key: bytes = field(repr=False)
    last: LastWrite
    """Where the last write is marked."""


Despite = Callable[[Opened, Mark], None]
"""Is given a store whose marked write is missing, not checked and not changed yet."""


def open_store(
    where: Locations, secret: str | None = None, *, despite: Despite | None = None
) -> Opened:
    """Open the store of `where`, or make one.

    Args:
        where: its folders.
        secret: the passphrase or the recovery key; None: whatever opens it without a question.
        despite: opens a store although its last write is missing: is called before any of it is
            changed.

    Raises:
        StoreError: as `SqlStore.open` says.
    """
    path = where.data / TALKS_FILE
    try:
        return _open(where, path, secret, despite)
    except OSError as error:
        raise cannot_use(path, error) from error


def _open(where: Locations, path: Path, secret: str | None, despite: Despite | None) -> Opened:
    refuse_unsafe_folder(where.data)
    ensure_store(where)
    _refuse_read_only(path)
    slots = keys.read_slots(where.data / keys.FILE_NAME)
    _refuse_stub(path, slots.store)
    _refuse_swapped(path, slots.store)
    data_key = (
        ways_in.unasked(slots, where.keys) if secret is None else ways_in.asked(slots, secret)
    )
    last = LastWrite(where.data, slots.store, data_key)
    mark = last.read()  # before the talks: a window that writes to them does it after them
    engine = open_engine(path, data_key)
    with left_as_it_is(engine, path, data_key):
        seen, is_whole = _seen(engine, path, mark)
        if mark is not None and not is_whole:
            if despite is None:
                raise missing(path, mark)
            despite(Opened(engine, path, data_key, last), mark)
        _check_and_ready(engine, path, slots.store)
    if mark is None or mark.writes < seen:
        last.write(Mark(seen))
    return Opened(engine, path, data_key, last)


def _seen(engine: Engine, path: Path, mark: Mark | None) -> tuple[int, bool]:
    """How many writes the talks have counted, and is the marked one among them?"""
    with faults_named(path), engine.connect() as connection, connection.begin():
        return writes_seen(connection), not is_missing(connection, mark)


def _check_and_ready(engine: Engine, path: Path, store: str) -> None:
    with faults_named(path):
        found, revision = _whose(engine)
    _fold_log(engine, path)
    if found != store:
        raise _belongs_elsewhere(path)
    if revision == HEAD:
        return
    if revision not in REVISIONS:
        raise StoreTooNew(
            f"A newer voicebox wrote the talks file {path}.",
            mend="Install the newer voicebox to open it.",
        )
    from voicebox.store.migrations.run import upgrade

    with faults_named(path):
        upgrade(engine)


def _fold_log(engine: Engine, path: Path) -> None:
    """A full disk, or another window that reads, keeps the log from being folded: it can wait."""
    try:
        with faults_named(path):
            checkpoint(engine)
    except StoreDamaged:
        raise
    except StoreError:
        return


def _whose(engine: Engine) -> tuple[str, str]:
    """The store's id and the revision of its tables, as the talks file has them."""
    with engine.connect() as connection:
        found = connection.scalar(select(meta.c.store))
        revision = connection.scalar(select(schema.c.version_num))
    return str(found), str(revision)


def _refuse_swapped(path: Path, store: str) -> None:
    """Tell another store's file from a damaged one: the file begins with its store's id."""
    with path.open("rb") as file:
        if file.read(16) != bytes.fromhex(store):
            raise _belongs_elsewhere(path)


def _belongs_elsewhere(path: Path) -> StoreSwapped:
    return StoreSwapped(
        f"{path} is not the talks file that belongs to {keys.FILE_NAME} beside it.",
        mend=f"Bring back {path.name} and {keys.FILE_NAME} from one copy of the folder, or a "
        "backup: voicebox restore FILE",
    )


def _refuse_read_only(path: Path) -> None:
    for place in (path.parent, path):
        if not os.access(place, os.W_OK):
            raise read_only(place)


def _refuse_stub(path: Path, store: str) -> None:
    """Anything short of a page would be opened as a new store, and written to."""
    size = path.stat().st_size
    if size == 0:
        raise StoreDamaged(f"The talks file {path} is empty.", mend=RESTORE)
    if size < PAGE_BYTES:
        _refuse_swapped(path, store)
        raise damaged(path)

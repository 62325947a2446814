"""Opening the talks file: every check that stands between a folder and a store that can be used."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine, select

from voicebox.errors import StoreDamaged, StoreError, StoreTooNew
from voicebox.locations import Locations
from voicebox.store import keys
from voicebox.store.engine import PAGE_BYTES, checkpoint, open_engine
from voicebox.store.faults import RESTORE, cannot_use, damaged, faults_named, read_only
from voicebox.store.first_run import TALKS_FILE, ensure_store
from voicebox.store.places import refuse_unsafe_folder
from voicebox.store.tables import HEAD, REVISIONS, meta, schema


def open_store(where: Locations) -> tuple[Engine, Path]:
    """Open the store of `where`, or make one; the engine, and the talks file.

    Raises:
        StoreError: as `SqlStore.open` says.
    """
    path = where.data / TALKS_FILE
    try:
        return _open(where, path), path
    except OSError as error:
        raise cannot_use(path, error) from error


def _open(where: Locations, path: Path) -> Engine:
    refuse_unsafe_folder(where.data)
    ensure_store(where)
    _refuse_read_only(path)
    slots = keys.read_slots(where.data / keys.FILE_NAME)
    data_key = keys.data_key(slots, where.keys)
    _refuse_stub(path, slots.store)
    engine = open_engine(path, data_key)
    try:
        _check_and_ready(engine, path, slots.store)
    except StoreError:
        engine.dispose()
        raise
    return engine


def _check_and_ready(engine: Engine, path: Path, store: str) -> None:
    try:
        with faults_named(path):
            found, revision = _whose(engine)
        _fold_log(engine, path)
    except StoreDamaged as error:
        raise _swapped_or(error, path, store) from error
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


def _swapped_or(error: StoreDamaged, path: Path, store: str) -> StoreDamaged:
    """Tell another store's file from a damaged one: the file begins with its store's id."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return error
    return error if head == bytes.fromhex(store) else _belongs_elsewhere(path)


def _belongs_elsewhere(path: Path) -> StoreDamaged:
    return StoreDamaged(
        f"{path} is not the talks file that belongs to {keys.FILE_NAME} beside it.",
        mend=f"Bring back the pair of {path.name} and {keys.FILE_NAME} from one backup.",
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
        raise _swapped_or(damaged(path), path, store)

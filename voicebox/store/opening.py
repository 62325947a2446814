"""Opening the talks file: every check that stands between a folder and a store that can be used."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, select

from voicebox.errors import StoreDamaged, StoreError, StoreSwapped, StoreTooNew
from voicebox.locations import Locations
from voicebox.store import keys, ways_in
from voicebox.store.engine import PAGE_BYTES, checkpoint, open_engine
from voicebox.store.faults import RESTORE, cannot_use, damaged, faults_named, read_only
from voicebox.store.first_run import TALKS_FILE, ensure_store
from voicebox.store.places import refuse_unsafe_folder
from voicebox.store.tables import HEAD, REVISIONS, meta, schema


@dataclass(frozen=True, slots=True)
class Opened:
    """An open talks file: its engine, where it lies, and the key that it was opened with."""

    engine: Engine
    path: Path
    data_key: bytes = field(repr=False)


def open_store(where: Locations, secret: str | None = None) -> Opened:
    """Open the store of `where`, or make one.

    Args:
        where: its folders.
        secret: the passphrase or the recovery key; None: whatever opens it without a question.

    Raises:
        StoreError: as `SqlStore.open` says.
    """
    path = where.data / TALKS_FILE
    try:
        return _open(where, path, secret)
    except OSError as error:
        raise cannot_use(path, error) from error


def _open(where: Locations, path: Path, secret: str | None) -> Opened:
    refuse_unsafe_folder(where.data)
    ensure_store(where)
    _refuse_read_only(path)
    slots = keys.read_slots(where.data / keys.FILE_NAME)
    _refuse_stub(path, slots.store)
    _refuse_swapped(path, slots.store)
    data_key = (
        ways_in.unasked(slots, where.keys) if secret is None else ways_in.asked(slots, secret)
    )
    engine = open_engine(path, data_key)
    try:
        _check_and_ready(engine, path, slots.store)
    except StoreError:
        engine.dispose()
        raise
    return Opened(engine, path, data_key)


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
        _refuse_swapped(path, store)
        raise damaged(path)

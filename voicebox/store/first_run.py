"""Making a store so that a kill at any moment leaves either none or a whole one.

The order is what makes it so: a whole talks file under a name of its own, then the device key, then
`keyslots.json` (which only one of two processes can publish), then the talks file under its name.
Key slots without a talks file therefore mean a store whose making never finished only where the
file still has its first name; otherwise its talks are missing, and no new store is made over them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from voicebox.errors import StoreDamaged, StoreError
from voicebox.locations import (
    Locations,
    draft_private,
    private_folder,
    write_private,
)
from voicebox.store import keys
from voicebox.store.engine import open_engine
from voicebox.store.faults import RESTORE, faults_named
from voicebox.store.identity import first_rows
from voicebox.store.tables import HEAD, meta, metadata, own_key, schema, triggers
from voicebox.writing import settle_folder

TALKS_FILE = "voicebox.db"


def ensure_store(where: Locations) -> None:
    """Make a store where there is none, or finish one whose making was cut short.

    Raises:
        StoreDamaged: there is a talks file without key slots, or key slots without a talks file.
        StoreError, OSError: the folders or files cannot be made.
    """
    talks, slots = where.data / TALKS_FILE, where.data / keys.FILE_NAME
    if talks.exists():  # asked first: another first run may be publishing, slots before talks
        if not slots.exists():
            raise StoreDamaged(
                f"There are talks in {talks}, but {slots.name}, which opens them, is missing.",
                mend=f"Bring {slots.name} back from a copy of the folder, or out of a backup: "
                "voicebox restore FILE",
            )
        return
    if not slots.exists():
        _make(where, talks, slots)
    finish(talks, keys.read_slots(slots).store)


def _make(where: Locations, talks: Path, slots: Path) -> None:
    store, data_key, device_key = keys.new_store_id(), keys.new_key(), keys.new_key()
    private_folder(where.data)
    draft = unborn(talks, store)
    try:
        with faults_named(talks):
            _write_talks_file(draft, store, data_key)
        write_private(keys.device_key_file(where.keys, store), device_key)
        slot = keys.device_slot(store, data_key, device_key)
        published = publish(slots, keys.encode(keys.KeySlots(store, (slot,))))
    except (StoreError, OSError):
        draft.unlink(missing_ok=True)
        if slots.exists():
            return
        raise
    if not published:
        keys.device_key_file(where.keys, store).unlink(missing_ok=True)
    _sweep(talks, keys.read_slots(slots).store)


def _write_talks_file(path: Path, store: str, data_key: bytes) -> None:
    path.touch(mode=0o600)
    engine = open_engine(path, data_key, create_with_salt=bytes.fromhex(store))
    try:
        create_tables(engine, store)
    finally:
        engine.dispose()
    settle_folder(path.parent)


def create_tables(engine: Engine, store: str) -> None:
    """Every table, its triggers, and the rows that say which store this is, and sign for it."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        metadata.create_all(connection, checkfirst=False)
        for trigger in triggers().values():
            connection.exec_driver_sql(trigger)
        connection.execute(schema.insert(), {"version_num": HEAD})
        created = datetime.now(UTC).isoformat(timespec="microseconds")
        connection.execute(meta.insert(), {"store": store, "created": created})
        connection.execute(own_key.insert(), first_rows())


def publish(path: Path, content: bytes) -> bool:
    """Put a file in its place unless one is there already; whether this was the one."""
    draft = draft_private(path, content)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links (FAT): two first runs at once could meet here
        if path.exists():
            return False
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    settle_folder(path.parent)
    return True


def finish(talks: Path, store: str) -> None:
    """Give the talks file its name; another process may be doing the same."""
    try:
        unborn(talks, store).rename(talks)
        settle_folder(talks.parent)
    except FileNotFoundError as error:
        if not talks.exists():
            raise StoreDamaged(f"The talks file {talks} is missing.", mend=RESTORE) from error


def unborn(talks: Path, store: str) -> Path:
    """The name of a talks file whose key slots are not there yet."""
    return talks.with_name(f"{talks.name}.new-{store}")


def _sweep(talks: Path, store: str) -> None:
    """Take away what first runs that were cut short left behind: no key slots name them."""
    for left in talks.parent.glob(f"{talks.name}.new-*"):
        if not left.name.startswith(unborn(talks, store).name):
            left.unlink(missing_ok=True)

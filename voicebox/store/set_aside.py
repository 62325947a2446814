"""Talks that are damaged make room for a backup: renamed beside it, never written over or deleted.

Where only the key slots are damaged or gone, those of a backup open the talks that are there.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

from voicebox.errors import AnswersMissing, StoreDamaged, StoreError, WrongPassphrase
from voicebox.locations import Locations
from voicebox.store import keys, locks, ways_in
from voicebox.store.damaged_log import DAMAGED, left_as_it_is, log_of
from voicebox.store.engine import open_engine, writes_seen
from voicebox.store.faults import faults_named
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.repository import SqlStore
from voicebox.writing import settle_folder


def damage(where: Locations, secret: str | None = None) -> StoreDamaged | None:
    """What is damaged of the talks in a folder; None where there are none, or nothing is found.

    Talks whose newest answers are missing are not damaged in this sense: what is left can be
    opened.

    Args:
        where: its folders.
        secret: opens the talks, where they are locked; one that does not finds nothing.

    Raises:
        StoreLocked: a secret is needed.
        StoreError: the talks cannot be opened, though nothing is known to be damaged.
    """
    if not locks.is_begun(where):
        return None
    try:
        store = SqlStore.open(where, secret)
    except (AnswersMissing, WrongPassphrase):
        return None
    except StoreDamaged as damaged:
        return damaged
    try:
        store.check_pages()
    except StoreDamaged as damaged:
        return damaged
    finally:
        store.close()
    return None


def fit(where: Locations, slots: keys.KeySlots, secret: str) -> bool:
    """Do these key slots of a backup open the talks that are there, whose own are damaged?

    Raises:
        WrongPassphrase: the secret does not open the slots.
    """
    own, talks = where.data / keys.FILE_NAME, where.data / TALKS_FILE
    with suppress(StoreDamaged):
        if own.exists() and keys.read_slots(own).store == slots.store:
            return False
    try:
        with talks.open("rb") as file:
            if file.read(16) != bytes.fromhex(slots.store):
                return False
    except OSError:
        return False
    key = ways_in.asked(slots, secret)
    engine = open_engine(talks, key)
    try:
        with left_as_it_is(engine, talks, key), faults_named(talks), engine.connect() as held:
            writes_seen(held)
    except StoreError:
        return False
    engine.dispose()
    return True


def put_slots_back(where: Locations, slots: keys.KeySlots) -> tuple[Path, ...]:
    """Put these key slots to the talks; gives where the damaged ones are, if there were any.

    Raises:
        StoreError: they cannot be written.
    """
    own = where.data / keys.FILE_NAME
    aside = _free_names(own.parent)[own]
    with suppress(FileNotFoundError):
        own.rename(aside)
    keys.write_slots(own, slots)
    return (aside,) if aside.exists() else ()


def make_room(folder: Path, slots: keys.KeySlots) -> tuple[Path, ...]:
    """Rename the talks and key slots of a folder; gives the new names.

    A cut between any two steps leaves talks that are still damaged, or that open.

    Args:
        folder: where they are.
        slots: the key slots that are to take the place of those that are there.

    Raises:
        StoreError, OSError: it cannot be done.
    """
    names = _free_names(folder)
    talks, own = folder / TALKS_FILE, folder / keys.FILE_NAME
    if own.exists():
        names[own].write_bytes(own.read_bytes())
        names[own].chmod(0o600)
    keys.write_slots(own, slots)
    for each in (log_of(talks), talks):
        with suppress(FileNotFoundError):
            each.rename(names[each])
    talks.with_name(f"{talks.name}-shm").unlink(missing_ok=True)
    settle_folder(folder)
    return tuple(path for path in names.values() if path.exists())


def _free_names(folder: Path) -> dict[Path, Path]:
    """A name for each file of a store, with the day; none is taken."""
    talks = folder / TALKS_FILE
    files = (talks, log_of(talks), folder / keys.FILE_NAME)
    day = date.today().isoformat()
    for number in count(1):
        names = {each: each.with_name(f"{each.name}{DAMAGED}{day}-{number}") for each in files}
        if not any(name.exists() for name in names.values()):
            return names
    raise AssertionError("numbers do not end")

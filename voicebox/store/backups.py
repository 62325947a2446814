"""Backups: the whole store in one encrypted file, checked, and brought back without loss."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from voicebox.errors import BackupError, StoreDamaged
from voicebox.locations import Locations, private_folder
from voicebox.store import backup_file, first_run, keys, last, passphrases, set_aside, ways_in
from voicebox.store.backup_file import About, Tell
from voicebox.store.places import refuse_unsafe_folder
from voicebox.store.repository import SqlStore
from voicebox.store.talks_file import TalksFile
from voicebox.text import paint_line
from voicebox.writing import settle_folder

_COPIED, _LOOKED_AT = 0.6, 0.8
"""How much is done of a backup when the talks are copied, and when the copy has been checked."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    folder: Path
    talks: int
    made: datetime
    """When the backup was made."""
    broken: tuple[str, ...]
    """The talks that were not as they were written when the backup was made."""
    aside: tuple[Path, ...] = ()
    """What was renamed to make room."""


def needs_passphrase(store: TalksFile) -> bool:
    """Has the store no passphrase and no recovery key, that would open a backup elsewhere?"""
    return not store.slots().of(*ways_in.SECRETS)


def back_up(
    store: SqlStore,
    file: Path,
    passphrase: str = "",
    *,
    force: bool = False,
    tell: Tell = lambda _: None,
) -> None:
    """Write the whole store to `file`, and see that it is whole there.

    Args:
        store: open.
        file: where to; only this user can read it.
        passphrase: opens the backup, beside what opens the store on any computer.
        force: may it take the place of a file that is there?
        tell: is told how much is done.

    Raises:
        BackupError: there is no backup: a file is in the way, or the copy is not whole.
        StoreError: the talks cannot be read, or the disk is full.
    """
    file = file.absolute()
    refuse_taken(file, force=force)
    about = About(store.slots().store, datetime.now(UTC), "", _portable(store, passphrase))
    try:
        with _draft(file, ".db") as talks, _draft(file, ".zip") as draft:
            talks.touch(mode=0o600)
            store.copy_into(talks, lambda share: tell(share * _COPIED))
            tell(_COPIED)
            about = _measured(about, talks)
            tell(_LOOKED_AT)
            backup_file.write(draft, about, talks)
            backup_file.check(draft, about)
            _publish(draft, file, force=force)
    except OSError as error:
        raise BackupError(
            f"{paint_line(str(file))} cannot be written: {error.strerror}.",
            mend="Name another file or disk.",
        ) from error
    store.note("backed-up")
    tell(1)


def reminder(store: SqlStore, every: int, now: datetime) -> str:
    """What is to be said of a last backup older than `every` days, or of none; else empty.

    It ends without a stop, so that what to do can follow. `every` 0 is never; a store that holds
    no talk needs no backup.
    """
    if not every:
        return ""
    last = store.last_noted("backed-up", "restored")
    if last is None:
        return "No backup of these talks yet" if store.talks(limit=1) else ""
    days = (now - last).days
    return f"Last backup {days} days ago" if days >= every else ""


def restore(
    file: Path,
    where: Locations,
    secret: str,
    *,
    sets_aside: bool = False,
    tell: Tell = lambda _: None,
) -> Restored:
    """Bring a backup back into `where.data`, which holds no talks. Whole, or not at all.

    Args:
        file: the backup.
        where: the folders; `keys` is only looked at.
        secret: the passphrase or the recovery key that the backup was made with.
        sets_aside: rename damaged talks that are there, which `set_aside.damage` has found.
        tell: is told how much is done.

    Raises:
        WrongPassphrase: the secret is neither.
        BackupError: the backup is damaged, or there are talks already.
        StoreError: the folder cannot be used.
    """
    about = read(file)
    refuse_unsafe_folder(where.data)
    if not sets_aside:
        refuse_occupied(where.data)
    try:
        with _workshop(where.data) as shop:
            backup_file.take_out(file, about, shop / first_run.TALKS_FILE, lambda s: tell(s / 2))
            keys.write_slots(shop / keys.FILE_NAME, about.slots)
            found = _look_through(replace(where, data=shop), secret, about, tell)
            aside = _move_in(shop, where.data, about.slots, sets_aside=sets_aside)
            tell(1)
            return replace(found, folder=where.data, aside=aside)
    except OSError as error:
        raise BackupError(
            f"{paint_line(str(where.data))} cannot be written: {error.strerror}.",
            mend="Name another folder with --into.",
        ) from error


def read(file: Path) -> About:
    """What a backup says of itself.

    Raises:
        BackupError: it is no backup, is damaged, or was made for another store's slots.
    """
    try:
        about = backup_file.read_about(file)
    except OSError as error:
        shown = paint_line(str(file))
        raise BackupError(f"{shown} cannot be read: {error.strerror}.") from error
    if about.slots.store != about.store:
        raise BackupError(f"{paint_line(str(file))} holds the key slots of another store.")
    return about


def refuse_occupied(folder: Path) -> None:
    """See that a folder holds no talks: what is there is never written over.

    Raises:
        BackupError: it does.
    """
    held = [folder / name for name in (first_run.TALKS_FILE, keys.FILE_NAME)]
    if any(path.exists() for path in held):
        raise BackupError(
            f"There are talks in {paint_line(str(folder))} already.",
            mend="Bring the backup back beside them: voicebox restore FILE --into FOLDER",
        )


# -- making one --------------------------------------------------------------------------------


def _portable(store: TalksFile, passphrase: str) -> keys.KeySlots:
    """The slots that open a backup on any computer."""
    slots = store.slots()
    kept = keys.KeySlots(slots.store, slots.of(*ways_in.SECRETS))
    if passphrase:
        own = passphrases.slot(slots.store, store.data_key, passphrase)
        kept = kept.joined_by(own)
    if not kept.slots:
        raise BackupError(
            "Nothing but this computer's key opens these talks, and a backup cannot hold that.",
            mend="Give the backup a passphrase of its own.",
        )
    return kept


def _measured(about: About, talks: Path) -> About:
    with talks.open("rb") as file:
        return replace(about, talks_sha256=backup_file.sha256_of(file))


def refuse_taken(file: Path, *, force: bool) -> None:
    """See that a backup may be written here.

    Raises:
        BackupError: a folder, or a file that may not be written over, is in the way.
    """
    shown = paint_line(str(file))
    if file.is_dir():
        raise BackupError(f"{shown} is a folder.", mend="Name a file in it.")
    if file.exists() and not force:
        raise BackupError(
            f"{shown} is there already.", mend="Name another file, or write over it with --force."
        )


@contextmanager
def _draft(file: Path, suffix: str) -> Iterator[Path]:
    """A name beside `file` for what is not finished; nothing of it stays."""
    draft = file.with_name(f".{file.name[:40]}.{secrets.token_hex(4)}{suffix}")
    try:
        yield draft
    finally:
        for left in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)


def _publish(draft: Path, file: Path, *, force: bool) -> None:
    if force:
        draft.replace(file)
    else:
        try:
            file.hardlink_to(draft)
        except FileExistsError:
            refuse_taken(file, force=False)
        except OSError:  # a stick without hard links (FAT)
            refuse_taken(file, force=False)
            draft.replace(file)
    settle_folder(file.parent)


# -- bringing one back -------------------------------------------------------------------------


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    shop = private_folder(folder) / f".restoring-{secrets.token_hex(4)}"
    shop.mkdir(mode=0o700)
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def _look_through(where: Locations, secret: str, about: About, tell: Tell) -> Restored:
    """Open what was taken out as a store, and read every talk of it."""
    store = SqlStore.open(where, secret)
    try:
        store.check_pages()
        broken, talks = [], store.talks()
        for done, talk in enumerate(talks, 1):
            try:
                store.events(talk.header.id)
            except StoreDamaged:
                broken.append(talk.header.id)
            tell(0.5 + 0.49 * done / len(talks))
        store.note("restored", facts={"talks": len(talks)})
        return Restored(where.data, len(talks), about.made, tuple(broken))
    finally:
        store.close()


def _move_in(
    shop: Path, folder: Path, slots: keys.KeySlots, *, sets_aside: bool
) -> tuple[Path, ...]:
    """As a first run does: the talks under another name, then the slots, then the talks' own name.

    A kill in between leaves no store, or a whole one; or, where damaged talks are set aside, these.
    """
    if not sets_aside:
        refuse_occupied(folder)
    (folder / last.FILE_NAME).unlink(missing_ok=True)  # of talks that were here once, maybe newer
    settle_folder(folder)
    talks, aside = folder / first_run.TALKS_FILE, tuple[Path, ...]()
    (shop / talks.name).rename(first_run.unborn(talks, slots.store))
    if sets_aside:
        aside = set_aside.make_room(folder, slots)
    elif not first_run.publish(folder / keys.FILE_NAME, keys.encode(slots)):
        refuse_occupied(folder)
    first_run.finish(talks, slots.store)
    return aside

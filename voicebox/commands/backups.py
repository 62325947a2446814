"""`voicebox backup` and `restore`: the whole store in one encrypted file, and back."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.commands.asking import Secrets, opened, shown, typed_yes
from voicebox.commands.files import print_text
from voicebox.errors import BackupError, StoreLocked, WrongKey
from voicebox.locations import Locations, locate

if TYPE_CHECKING:
    from voicebox.store.keys import KeySlots

_TOLD_EVERY = 0.1
"""How much is done between two lines of progress."""


def backup(given: Namespace) -> int:
    """Write the whole store to a file, checked."""
    from voicebox.store.backups import back_up, needs_passphrase, refuse_taken
    from voicebox.store.passphrases import strength

    file, secrets = Path(given.file).expanduser(), Secrets()
    refuse_taken(file, force=given.force)
    with closing(opened(locate(os.environ), secrets)) as store:
        passphrase = ""
        if needs_passphrase(store):
            passphrase = secrets.new("Passphrase for this backup")
            print_text(f"Passphrase: {strength(passphrase)}.\n")
        back_up(store, file, passphrase, force=given.force, tell=progress())
        recovery = " or the recovery key" if store.slots().of("recovery") else ""
    print_text(
        f"Written and checked: {shown(file)} ({_size(file)}). The passphrase{recovery} opens it.\n"
        "Keep it on another disk than the talks.\n"
    )
    return 0


def restore(given: Namespace) -> int:
    """Bring a backup back, where there are no talks, or damaged ones that are set aside."""
    from voicebox.store import backups

    file, where, secrets = Path(given.file).expanduser(), locate(os.environ), Secrets()
    if given.into:
        where = replace(where, data=Path(given.into).expanduser().absolute())
    about = backups.read(file)
    secret, damaged = _damage(where, secrets)
    secret = secret or secrets.one("Passphrase or recovery key of the backup")
    if damaged and _only_slots(where, about.slots, secret):
        return 0
    if damaged and not given.set_aside:
        _ask_to_set_aside(where, secrets)
    found = backups.restore(file, where, secret, sets_aside=damaged, tell=progress())
    talks = "1 talk" if found.talks == 1 else f"{found.talks:,} talks"
    day = f"{found.made.astimezone():%d %B %Y, %H:%M}".lstrip("0")
    print_text(f"Brought back into {shown(found.folder)}: {talks}, as they were on {day}.\n")
    if found.broken:
        print_text(f"Not as they were written, in the backup: {', '.join(found.broken)}\n")
    if found.aside:
        names = ", ".join(path.name for path in found.aside)
        print_text(f"What was damaged is kept there as: {names}\n")
    if given.into:
        print_text("To use that folder: name it in VOICEBOX_HOME.\n")
    print_text("They are locked: voicebox unlock (add --for-good to be asked no more)\n")
    return 0


def _damage(where: Locations, secrets: Secrets) -> tuple[str, bool]:
    """Are the talks that are there damaged? With the secret, where it had to be asked for.

    Raises:
        BackupError: there are talks that are not damaged, or nobody can tell.
    """
    from voicebox.store.backups import refuse_occupied
    from voicebox.store.set_aside import damage

    secret = ""
    try:
        damaged = damage(where)
    except StoreLocked:
        secret = secrets.one("Passphrase or recovery key of the backup")
        damaged = damage(where, secret)
    except WrongKey:
        damaged = None
    if damaged is None:
        refuse_occupied(where.data)
    return secret, damaged is not None


def _only_slots(where: Locations, slots: KeySlots, secret: str) -> bool:
    """Where only the key slots are damaged or gone, those of the backup open the newer talks."""
    from voicebox.store import set_aside

    if not set_aside.fit(where, slots, secret):
        return False
    aside = set_aside.put_slots_back(where, slots)
    print_text(
        f"Only the key slots of {shown(where.data)} were damaged or gone: those of the backup are "
        "there now.\nThe talks are as they were, newer than the backup. They open with the "
        "passphrase of the backup: voicebox unlock\n"
    )
    for path in aside:
        print_text(f"The damaged ones are kept there as: {path.name}\n")
    return True


def _ask_to_set_aside(where: Locations, secrets: Secrets) -> None:
    """Have the word yes typed.

    Raises:
        BackupError: it was not.
    """
    told = f"The talks in {shown(where.data)} are damaged."
    if secrets.are_typed:
        print_text(f"{told} They are renamed there, and nothing of them is deleted.\n")
        if typed_yes("Rename them, and bring the backup back?"):
            return
    raise BackupError(
        f"{told} Nothing was changed.",
        mend="To rename them and bring the backup back in their place: voicebox restore FILE "
        "--set-aside; to bring it back beside them: voicebox restore FILE --into FOLDER",
    )


def progress() -> Callable[[float], None]:
    """Tells at a terminal how much is done."""
    if not sys.stderr.isatty():
        return lambda _: None
    told = 0.0

    def tell(done: float) -> None:
        nonlocal told
        if done - told >= _TOLD_EVERY or done >= 1 > told:
            told = done
            print(f"{done:.0%}", file=sys.stderr)

    return tell


def _size(file: Path) -> str:
    size = file.stat().st_size
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:,.0f} kB"

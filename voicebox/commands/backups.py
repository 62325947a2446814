"""`voicebox backup` and `restore`: the whole store in one encrypted file, and back."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from voicebox.commands.asking import Secrets, opened, shown
from voicebox.commands.files import print_text
from voicebox.locations import locate

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
    """Bring a backup back, where there are no talks."""
    from voicebox.store import backups

    file, where = Path(given.file).expanduser(), locate(os.environ)
    if given.into:
        where = replace(where, data=Path(given.into).expanduser().absolute())
    backups.read(file)
    backups.refuse_occupied(where.data)
    secret = Secrets().one("Passphrase or recovery key of the backup")
    found = backups.restore(file, where, secret, tell=progress())
    talks = "1 talk" if found.talks == 1 else f"{found.talks:,} talks"
    day = f"{found.made.astimezone():%d %B %Y, %H:%M}".lstrip("0")
    print_text(f"Brought back into {shown(found.folder)}: {talks}, as they were on {day}.\n")
    if found.broken:
        print_text(f"Not as they were written, in the backup: {', '.join(found.broken)}\n")
    if given.into:
        print_text("To use that folder: name it in VOICEBOX_HOME.\n")
    print_text("They are locked: voicebox unlock (add --for-good to be asked no more)\n")
    return 0


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

"""The commands that keep talks safe, each in a home of its own, and the ways in that it changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bench.house import BenchHome, bench_home
from bench.torture.residue import ANSWER, NAME, WORRY, hold, sign
from bench.torture.story import Events, events_of
from tests.hostile.inside import command
from voicebox.bootstrap import build_house
from voicebox.rights.forgetting import held
from voicebox.store import leavers
from voicebox.store.direct import writing
from voicebox.store.leavers import Tombstone
from voicebox.store.repository import SqlStore

OLD, NEW = "four brown ponies in the rain", "seven quiet lamps under stairs"
BACKED_UP = "nine green kites over Swansea"
RECOVERY, FIRST_RECOVERY = "@new.txt", "@first.txt"
"""Ways in: the recovery keys on these pages."""
UNASKED = ""
"""A way in: without a question, by this computer's key or a sitting."""
OTHER = "Amira Khan"
_NOTES = 6

Ways = frozenset[str]
AT_FIRST: Ways = frozenset({UNASKED})
LOCKED: Ways = frozenset({OLD})
OPEN: Ways = frozenset({UNASKED, OLD})
RESTORED: Ways = frozenset({BACKED_UP})


@dataclass(frozen=True)
class Deed:
    """One command that is cut off: what is done before it, and what it changes."""

    what: str
    argv: tuple[str, ...]
    said: str
    """What it prints once it is done."""
    secrets: tuple[str, ...] = ()
    """The passphrases that it asks for, in their order."""
    ready: Callable[[BenchHome], None] | None = None
    """What is done to the home before, and not cut off."""
    before: Ways = AT_FIRST
    after: Ways = AT_FIRST
    """The ways in."""
    is_module: bool = False
    """Is it a Python module, and no command?"""
    store: str = "home"
    """The folder of the talks, in the home's."""


def argv_of(deed: Deed, home: BenchHome) -> tuple[str, ...]:
    """The words after the program's name; @OUT is the folder of the files that it is to write."""
    return tuple(each.replace("@OUT", str(home.folder / "out")) for each in deed.argv)


def environ_of(home: BenchHome, secrets: tuple[str, ...] = ()) -> dict[str, str]:
    """Of commands that ask for these passphrases."""
    file = home.folder / "tmp" / "secrets"
    if secrets:
        file.write_text("\n".join(secrets), encoding="utf-8")
    told = {"VOICEBOX_PASSPHRASE_FILE": str(file)} if secrets else {}
    return {
        **home.environ,
        **told,
        "VOICEBOX_SPEECH": "off",
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(home.folder / "tmp"),
    }


def do(home: BenchHome, *argv: str, secrets: tuple[str, ...] = ()) -> str:
    """A command to its end, which must be a good one; what it printed."""
    done = command(argv, environ_of(home, secrets))
    if done.code:
        raise RuntimeError(f"{argv} ended with {done.code}: {done.err[-300:]}")
    return done.out


def furnish(home: BenchHome) -> Events:
    """Two pupils, a talk of each, and a worry that was passed on."""
    for folder in ("tmp", "out"):
        (home.folder / folder).mkdir(exist_ok=True)
    hold(home, OTHER, "with my dog at nans", "", notes=_NOTES)
    hold(home, NAME, ANSWER, WORRY, notes=_NOTES)
    sign(home)
    return events_of(home)


# -- what is done before -----------------------------------------------------------------------


def _lock(home: BenchHome) -> None:
    do(home, "lock", secrets=(OLD,))


def _open_for_good(home: BenchHome) -> None:
    _lock(home)
    do(home, "unlock", "--for-good", secrets=(OLD,))


def _open_for_a_while(home: BenchHome) -> None:
    _lock(home)
    do(home, "unlock", secrets=(OLD,))


def _lock_with_recovery(home: BenchHome) -> None:
    do(home, "lock", "--recovery", str(home.folder / "out/first.txt"), secrets=(OLD,))


def _older_backup(home: BenchHome) -> None:
    do(home, "backup", str(home.folder / "out/talks.backup"), secrets=(BACKED_UP,))


def _backup_alone(home: BenchHome) -> None:
    _older_backup(home)
    for folder in ("home", "keys"):
        for path in sorted((home.folder / folder).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def _taken_out(home: BenchHome) -> None:
    """Forgotten, but the file was not made anew."""
    store = SqlStore.open(home.where)
    (pupil,) = [each for each in store.pupils() if each.name == NAME]
    counts = {"talks": held(store, pupil.id).talks}
    with writing(store) as connection:
        stone = Tombstone(pupil.id, datetime.now(UTC), "asked", "Mr Shah", counts, swept=False)
        leavers.take_out(connection, stone)
    store.close()


def _sent(home: BenchHome) -> None:
    """Two bundles from another home, each with a talk of one pupil there."""
    key = do(home, "receive", "--key").strip()
    with bench_home() as other:
        furnish(other)
        for number, name in enumerate((OTHER, NAME)):
            out = str(home.folder / f"out/{number}.bundle")
            do(other, "send", "--pupil", name, "--whole", "--to", key, out)


def _older_settings(home: BenchHome) -> None:
    house = build_house(home.environ, speech=False)
    house.save_preferences(replace(house.preferences, adult="Mrs Okoye"))
    house.close()


# -- the commands ------------------------------------------------------------------------------

_FORGET = ("forget", NAME, "--yes-forget", NAME, "--reason", "the family asked")
BACKUPS = (
    Deed("a backup", ("backup", "@OUT/talks.backup"), "Written and checked", (BACKED_UP,)),
    Deed(
        "a backup over an older one",
        ("backup", "--force", "@OUT/talks.backup"),
        "Written and checked",
        (NEW,),
        _older_backup,
    ),
)
RESTORES = (
    Deed(
        "restoring where nothing is",
        ("restore", "@OUT/talks.backup"),
        "Brought back",
        (BACKED_UP,),
        _backup_alone,
        RESTORED,
        RESTORED,
    ),
    Deed(
        "restoring beside talks",
        ("restore", "@OUT/talks.backup", "--into", "@OUT/beside"),
        "Brought back",
        (BACKED_UP,),
        _older_backup,
        RESTORED,
        RESTORED,
        store="out/beside",
    ),
)
SETTING_A_LOCK = Deed("a first passphrase", ("lock",), "Locked", (OLD,), after=LOCKED)
LOCKS = (
    SETTING_A_LOCK,
    Deed(
        "a first passphrase and a recovery key",
        ("lock", "--recovery", "@OUT/new.txt"),
        "Recovery key",
        (OLD,),
        after=LOCKED | {RECOVERY},
    ),
    Deed(
        "another passphrase",
        ("lock", "--change"),
        "Changed",
        (OLD, NEW),
        _lock,
        LOCKED,
        frozenset({NEW}),
    ),
    Deed(
        "another recovery key",
        ("lock", "--recovery", "@OUT/new.txt"),
        "Recovery key",
        (OLD,),
        _lock_with_recovery,
        LOCKED | {FIRST_RECOVERY},
        LOCKED | {RECOVERY},
    ),
    Deed("unlocking for a while", ("unlock",), "Open until", (OLD,), _lock, LOCKED, OPEN),
    Deed("locking after a sitting", ("lock",), "Locked", (), _open_for_a_while, OPEN, LOCKED),
    Deed(
        "unlocking for good", ("unlock", "--for-good"), "Open for good", (OLD,), _lock, LOCKED, OPEN
    ),
    Deed("locking once more", ("lock",), "Locked", (OLD,), _open_for_good, OPEN, LOCKED),
)
FORGETS = (
    Deed("forgetting", (*_FORGET, "--receipt", "@OUT/receipt.txt"), "Forgotten on"),
    Deed("finishing to forget", ("forget", "--finish"), "Done", ready=_taken_out),
)
_RECEIVE = ("receive", "--yes")
RECEIVES = (
    Deed(
        "receiving a new pupil",
        ("receive", "@OUT/0.bundle", "--new", "--yes"),
        "Kept:",
        ready=_sent,
    ),
    Deed(
        "receiving more of a pupil",
        ("receive", "@OUT/1.bundle", "--as", NAME, "--yes"),
        "Kept:",
        ready=_sent,
    ),
)
SENDING = Deed(
    "a bundle",
    ("send", "--pupil", NAME, "--whole", "@OUT/zofia.bundle"),
    "Written",
    (BACKED_UP,),
)
SETTINGS = (
    Deed("settings", ("bench.torture.deeds",), "saved", ready=_older_settings, is_module=True),
)


def _save() -> None:
    """Save the settings as the app does."""
    house = build_house(os.environ, speech=False)
    house.save_preferences(replace(house.preferences, adult="Mr Shah", theme="dark"))
    house.close()
    print("saved")


if __name__ == "__main__":
    _save()

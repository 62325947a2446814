"""What works here and what does not, line by line: it looks at everything and makes nothing."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from voicebox.bootstrap import PackFolder, SystemClock, open_pictures, open_store
from voicebox.errors import PackError, StoreLocked, VoiceboxError
from voicebox.locations import Locations, locate
from voicebox.ports import Preferences
from voicebox.settings import load_settings
from voicebox.tui.drawing import decide, paints_any_colour
from voicebox.tui.terminal import Terminal, ask_once

if TYPE_CHECKING:
    from voicebox.store.repository import SqlStore

TALKS_FILE, SLOTS_FILE = "voicebox.db", "keyslots.json"
NEEDED = (80, 24)
"""Columns and rows in which the app has room."""


def examine(environ: Mapping[str, str], stdin: TextIO, stdout: TextIO) -> Iterator[str]:
    """Each line names a part, says what works, and what to do if it does not. Makes no store.

    Args:
        environ: the environment, which names the terminal and the folders.
        stdin: where a person would type.
        stdout: where the app would draw.
    """
    yield from _terminal(environ, stdin, stdout)
    try:
        where = locate(environ)
    except VoiceboxError as error:
        yield f"Folders: {error}"
        return
    yield from _pictures(where, environ, stdin, stdout)
    yield from _speech(where)
    yield from _store(where)
    yield from _keys(where)
    yield from _packs(where)


def _terminal(environ: Mapping[str, str], stdin: TextIO, stdout: TextIO) -> Iterator[str]:
    term = environ.get("TERM", "")
    if not (stdin.isatty() and stdout.isatty()):
        yield "Terminal: none here. The app needs one; use: voicebox talk --plain"
        return
    if term == "dumb":
        yield "Terminal: it cannot draw (TERM=dumb). Use: voicebox talk --plain"
        return
    columns, rows = shutil.get_terminal_size()
    small = columns < NEEDED[0] or rows < NEEDED[1]
    mend = f" Make it {NEEDED[0]} by {NEEDED[1]} or larger." if small else ""
    yield f"Terminal: {columns} columns by {rows} rows.{mend}"
    yield f"Colours: {_colours(environ, ask_once(environ, stdin, stdout))}"
    if "utf" in (stdout.encoding or "").lower() and _locale_is_utf8(environ):
        yield "Letters: UTF-8."
    else:
        yield "Letters: not UTF-8. Set LANG to one that ends in UTF-8, such as en_GB.UTF-8."


def _colours(environ: Mapping[str, str], terminal: Terminal) -> str:
    if environ.get("NO_COLOR"):
        return "none, since NO_COLOR is set. Unset it to see the pictures in colour."
    if paints_any_colour(terminal, environ):
        return "16 million."
    if "256color" in environ.get("TERM", ""):
        return "256; pictures look better in a terminal with COLORTERM=truecolor."
    return "few known of; pictures look better in a terminal with COLORTERM=truecolor."


def _locale_is_utf8(environ: Mapping[str, str]) -> bool:
    if os.name == "nt":
        return True
    chosen = next((environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(key)), "")
    return "utf" in chosen.lower()


def _pictures(
    where: Locations, environ: Mapping[str, str], stdin: TextIO, stdout: TextIO
) -> Iterator[str]:
    try:
        count = len(open_pictures(where, environ).library.ids())
    except VoiceboxError as error:
        yield f"Pictures: {error}"
        return
    yield f"Pictures: {count}. {_drawn(where, environ, stdin, stdout)}."


def _drawn(where: Locations, environ: Mapping[str, str], stdin: TextIO, stdout: TextIO) -> str:
    """How they are drawn in this terminal, and why."""
    try:
        way = load_settings(where.settings_file).pictures
    except VoiceboxError:
        way = "auto"  # what is wrong with the settings is a line of its own
    why = decide(ask_once(environ, stdin, stdout), environ, way).why
    return why[0].upper() + why[1:] if why.startswith(("the ", "in ")) else why


def _speech(where: Locations) -> Iterator[str]:
    from voicebox.speech.once import check

    settings = Preferences()
    try:
        settings = load_settings(where.settings_file)
    except VoiceboxError as error:
        yield f"Settings: {error}"
    else:
        there = "" if where.settings_file.exists() else " (not there yet: all as at first)"
        yield f"Settings: {where.settings_file}{there}."
        if not settings.speech:
            yield "Speech: off in the settings."
    yield from check(settings.voice)


def _store(where: Locations) -> Iterator[str]:
    from voicebox.store.faults import RESTORE
    from voicebox.store.places import refuse_unsafe_folder

    try:
        refuse_unsafe_folder(where.data)
    except VoiceboxError as error:
        yield f"Talks: {error}"
        return
    talks, slots = where.data / TALKS_FILE, where.data / SLOTS_FILE
    if not talks.exists():
        if slots.exists():
            yield f"Talks: {talks} is missing, though {slots.name} is there. {RESTORE}"
        else:
            yield f"Talks: none yet; the first talk makes {talks}."
        return
    if not slots.exists():
        yield f"Talks: {slots} is missing, which opens {talks.name}. {RESTORE}"
        return
    try:
        store = open_store(where)
    except StoreLocked:
        yield f"Talks: in {talks}{_short_id(where)}, encrypted. Counted once they are open."
        yield from _lock(where)
        yield "Backup: how old it is, is told once the talks are open."
        return
    except VoiceboxError as error:
        yield f"Talks: {error}"
        return
    try:
        count = len(store.talk_lines())
    except VoiceboxError as error:
        yield f"Talks: {error}"
    else:
        yield f"Talks: {count} in {talks}{_short_id(where)}, encrypted."
        yield from _damaged_copies(talks)
        yield from _rights(store, where)
        yield from _kept_safe(where, store)
    finally:
        store.close()
    yield from _open_to_others(talks, slots)


def _damaged_copies(talks: Path) -> Iterator[str]:
    from voicebox.store.damaged_log import kept_aside

    for copy in kept_aside(talks):
        yield f"Talks: {copy} was kept when it was damaged. Delete it once nobody needs it."


def _rights(store: SqlStore, where: Locations) -> Iterator[str]:
    """Whoever is due by the rule that was set, and a forgetting that was cut short."""
    from voicebox.rights.forgetting import tombstones
    from voicebox.rights.retention import due

    try:
        if not all(stone.swept for stone in tombstones(store)):
            yield "Forgotten: old pages still hold what was taken out: voicebox forget --finish"
        rule = load_settings(where.settings_file).retention
        ready = sum(each.is_due(date.today()) for each in due(store, rule)) if rule else 0
    except VoiceboxError as error:
        yield f"How long records are kept: {error}"
        return
    if ready:
        many = "1 pupil is" if ready == 1 else f"{ready} pupils are"
        yield f"How long records are kept: {many} due by {rule}. See: voicebox forget --due"


def _kept_safe(where: Locations, store: SqlStore) -> Iterator[str]:
    """What opens the talks, whether the account of them is whole, and how old the backup is."""
    from voicebox.store.backups import reminder

    try:
        yield from _lock(where, are_open=True)
        every = load_settings(where.settings_file).backup_every
        told = reminder(store, every, SystemClock().now())
        if told:
            yield f"Backup: {told[0].lower()}{told[1:]}. Make one: voicebox backup FILE"
        broken = store.account(limit=0).broken_at
        if broken is not None:
            yield f"Account of who did what: not as it was written, from line {broken} on."
    except VoiceboxError as error:
        yield f"Talks: {error}"


def _short_id(where: Locations) -> str:
    """Which talks these are, as the page of their recovery key names them."""
    from voicebox.store.locks import slots_of

    slots = slots_of(where)
    return f" ({slots.short})" if slots is not None else ""


def _lock(where: Locations, *, are_open: bool = False) -> Iterator[str]:
    """What opens the talks."""
    from voicebox.store.locks import has_passphrase, is_locked, left_here

    left = left_here(where)
    if not has_passphrase(where):
        yield "Lock: none; whoever uses this account can read them. Set one: voicebox lock"
    elif not is_locked(where):
        by = "the system's keyring" if left == "keyring" else "a key file of this computer"
        yield f"Lock: a passphrase was set, but {by} opens them unasked. Lock: voicebox lock"
    else:
        now = "they are open now, for a while. Close: voicebox lock"
        yield f"Lock: a passphrase; {now if are_open else 'locked now. Open: voicebox unlock'}"
        if left:
            yield f"Lock: the {left} that opened them unasked has no key for them any more."


def _keys(where: Locations) -> Iterator[str]:
    count = len(list(where.keys.glob("*.key"))) if where.keys.is_dir() else 0
    yield f"Keys: {count} in {where.keys}." if count else f"Keys: none yet in {where.keys}."
    data, keys = where.data.resolve(), where.keys.resolve()
    if keys == data or data in keys.parents:
        yield (
            "Keys: they lie in the same folder as the talks, so whoever copies it can read them. "
            "Name another folder with VOICEBOX_KEYS and move the .key files there."
        )
    for older in where.keys.glob("*.age"):
        yield f"Keys: {older} belongs into the talks file. To bring it there: voicebox keys"
    yield from _open_to_others(*(where.keys.glob("*.key") if where.keys.is_dir() else ()))


def _open_to_others(*files: Path) -> Iterator[str]:
    if os.name == "nt":
        return
    for file in files:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield f"Who can read: others can open {file}. Mend it with: chmod 600 {file}"


def _packs(where: Locations) -> Iterator[str]:
    shelf = PackFolder(where)
    names = shelf.names()
    broken = []
    for name in names:
        try:
            shelf.load(name)
        except PackError as error:
            broken.append(str(error))
    yield f"Packs: {len(names) - len(broken)} can be used: {', '.join(names) or 'none'}."
    yield from (f"Packs: {line}" for line in broken)

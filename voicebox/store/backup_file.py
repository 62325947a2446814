"""The backup file: a ZIP, nothing in it packed or readable but a note on how to bring it back.

    read me.txt          for whoever finds it
    backup.json          {"version": 1, "store": ID, "made": ISO 8601, "talks_sha256": ...}
    keyslots.json        the slots that open it on any computer
    voicebox.db          the talks, encrypted

Any program that opens a ZIP can take the pair of files out. A backup that comes in is a stranger's:
its members are counted, named and measured before one is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from voicebox.errors import BackupError, StoreError
from voicebox.store import keys
from voicebox.store.first_run import TALKS_FILE
from voicebox.text import paint_line

VERSION = 1
ABOUT, READ_ME = "backup.json", "read me.txt"
_MEMBERS = {READ_ME, ABOUT, keys.FILE_NAME, TALKS_FILE}
_PIECE = 1024 * 1024
_STAMP = (2026, 1, 1, 0, 0, 0)
_WORDS = (
    "This is a backup made by voicebox. What is in it is encrypted.\r\n"
    "To bring it back: voicebox restore FILE\r\n"
    "It asks for the passphrase, or for the recovery key.\r\n"
)

Tell = Callable[[float], None]
"""Is told how much is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself, without its passphrase."""

    store: str
    made: datetime
    talks_sha256: str
    slots: keys.KeySlots


def write(path: Path, about: About, talks: Path) -> None:
    """Write a backup to `path`, which must not be there, and onto the disk.

    Raises:
        OSError: it cannot be written.
    """
    told = {
        "version": VERSION,
        "store": about.store,
        "made": about.made.isoformat(),
        "talks_sha256": about.talks_sha256,
    }
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_member(READ_ME), _WORDS)
            archive.writestr(_member(ABOUT), json.dumps(told, indent=2))
            archive.writestr(_member(keys.FILE_NAME), keys.encode(about.slots))
            with talks.open("rb") as source, archive.open(_member(TALKS_FILE), "w") as into:
                for piece in pieces(source):
                    into.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _STAMP)
    member.external_attr = 0o600 << 16
    return member


def read_about(path: Path) -> About:
    """What a backup says of itself.

    Raises:
        BackupError: it is not there, is no backup, or is damaged; or a newer voicebox wrote it.
    """
    with _opened(path) as archive:
        told = json.loads(archive.read(ABOUT))
        if told["version"] > VERSION:
            raise BackupError(
                f"A newer voicebox wrote {_shown(path)}.",
                mend="Install the newer voicebox to bring it back.",
            )
        slots = keys.decode(archive.read(keys.FILE_NAME), path)
        made = datetime.fromisoformat(told["made"])
        return About(str(told["store"]), made, str(told["talks_sha256"]), slots)


def take_out(path: Path, about: About, into: Path, tell: Tell) -> None:
    """Write the talks of a backup to `into`, which must not be there.

    Raises:
        BackupError: they are not as they were written.
        OSError: they cannot be written.
    """
    with _opened(path) as archive, archive.open(TALKS_FILE) as source:
        size = max(archive.getinfo(TALKS_FILE).file_size, 1)
        handle = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        found, done = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as file:
            for piece in pieces(source):
                found.update(piece)
                file.write(piece)
                done += len(piece)
                tell(done / size)
            file.flush()
            os.fsync(file.fileno())
    if found.hexdigest() != about.talks_sha256:
        raise _damaged(path)


def check(path: Path, about: About) -> None:
    """See that a backup on the disk is the one that was written.

    Raises:
        BackupError: it is not.
    """
    if read_about(path) != about:
        raise _damaged(path)
    with _opened(path) as archive, archive.open(TALKS_FILE) as source:
        if sha256_of(source) != about.talks_sha256:
            raise _damaged(path)


def sha256_of(source: IO[bytes]) -> str:
    """SHA-256 of all that can be read, in hexadecimal."""
    found = hashlib.sha256()
    for piece in pieces(source):
        found.update(piece)
    return found.hexdigest()


def pieces(source: IO[bytes]) -> Iterator[bytes]:
    """What can be read, a megabyte at a time."""
    while piece := source.read(_PIECE):
        yield piece


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The members of a backup that looks like one; whatever is wrong inside is one named error."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_strange(archive, path)
            yield archive
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {_shown(path)}.", mend="Look at its name.") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _damaged(path) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged(path) from error
    except BackupError:
        raise
    except StoreError as error:
        raise BackupError(str(error)) from error


def _refuse_strange(archive: zipfile.ZipFile, path: Path) -> None:
    found = archive.infolist()
    size = path.stat().st_size
    if {each.filename for each in found} != _MEMBERS or len(found) != len(_MEMBERS):
        raise _damaged(path)
    for each in found:
        is_plain = each.compress_type == zipfile.ZIP_STORED and not each.flag_bits & 1
        most = size if each.filename == TALKS_FILE else keys.LARGEST
        if not is_plain or each.file_size > most or each.file_size != each.compress_size:
            raise _damaged(path)


def _damaged(path: Path) -> BackupError:
    return BackupError(
        f"{_shown(path)} is not a backup of voicebox, or is damaged.",
        mend="Take another copy of it, or an older backup.",
    )


def _shown(path: Path) -> str:
    return paint_line(str(path))

"""An archive from a stranger: looked through first, read in bounds, never unpacked to disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from voicebox.errors import BoardError

MOST_MEMBERS = 10_000
MOST_LISTING = 4_000_000
"""Bytes of the list of members."""
LARGEST_MEMBER = 40_000_000
LARGEST_WHOLE = 300_000_000
"""Bytes of all that is read, unpacked."""
MOST_TIMES = 200
"""How many times its packed size a member may have, from `SMALL` bytes on."""
SMALL = 1_000_000
LONGEST_NAME = 400

_END = struct.Struct("<4s4H2LH")
_LOCATOR = b"PK\6\7"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ARCHIVES = (".obz", ".zip", ".jar", ".gz", ".7z", ".rar", ".tar")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DRIVE = re.compile("[A-Za-z]:")
_AGAIN = "Save the boards again in the program they come from, or ask for another copy."


class Archive:
    """The members of an `.obz`, by name."""

    def __init__(self, content: bytes, at: str) -> None:
        """Look through the list of members; nothing is unpacked yet.

        Args:
            content: the bytes of the file.
            at: its name, for messages.

        Raises:
            BoardError: it is no whole archive, or holds what boards never need.
        """
        self._at = at
        self._left = LARGEST_WHOLE
        _check_end(content, at)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except Exception as error:  # a damaged list raises nearly anything
            raise _refused(at, "this archive is damaged") from error
        self._members = _checked(self._zip.infolist(), at)

    @property
    def names(self) -> list[str]:
        """The names of all files in it, in order."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        """Is there a file of this name? A leading or double slash makes no difference."""
        return _tidy(name) in self._members

    def read(self, name: str) -> bytes:
        """The content of a file in it.

        Raises:
            BoardError: it is missing, damaged, too large, or larger than it says.
        """
        member = self._members.get(_tidy(name))
        if member is None:
            raise _refused(self._at, f"there is no {name[:80]} in it")
        most = min(LARGEST_MEMBER, self._left)
        try:
            with self._zip.open(member) as file:
                content = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
            raise _refused(self._at, f"{name[:80]} in it is damaged") from error
        except (ValueError, NotImplementedError, struct.error) as error:
            raise _refused(self._at, f"{name[:80]} in it cannot be read") from error
        if len(content) > most:
            raise _refused(self._at, "there is far too much in it")
        self._left -= len(content)
        return content


def _check_end(content: bytes, at: str) -> None:
    """Refuse a long list of members before it is read. The list of members stands at the end."""
    start = content.rfind(b"PK\5\6", max(0, len(content) - 65_600))
    if start < 0 or len(content) < start + _END.size:
        raise _refused(at, "this archive is cut short")
    _, disk, first, here, members, listing, _, _ = _END.unpack_from(content, start)
    if content[max(0, start - 20) : start].startswith(_LOCATOR):
        raise _refused(at, "this archive is of the kind for huge ones")
    if disk or first or here != members:
        raise _refused(at, "this archive is one part of several")
    if members > MOST_MEMBERS or listing > MOST_LISTING:
        raise _refused(at, f"there are more than {MOST_MEMBERS:,} files in it")


def _checked(members: Iterable[zipfile.ZipInfo], at: str) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for number, member in enumerate(members):
        if number >= MOST_MEMBERS:
            raise _refused(at, f"there are more than {MOST_MEMBERS:,} files in it")
        _check_name(member.orig_filename, at)
        _check_kind(member, at)
        if member.is_dir():
            continue
        name = _tidy(member.filename)
        if name in found:
            raise _refused(at, f"{name[:80]} stands in it twice")
        found[name] = member
    if sum(member.file_size for member in found.values()) > LARGEST_WHOLE:
        raise _refused(at, "there is far too much in it")
    return found


def _check_name(name: str, at: str) -> None:
    if not name or len(name) > LONGEST_NAME or _CONTROL.search(name):
        raise _refused(at, "the name of a file in it is not allowed")
    outside = name.startswith("/") or "\\" in name or _DRIVE.match(name)
    if outside or ".." in PurePosixPath(name).parts:
        raise _refused(at, f"{name[:80]} in it points outside of it")
    if name.lower().endswith(_ARCHIVES):
        raise _refused(at, f"{name[:80]} in it is an archive itself")


def _check_kind(member: zipfile.ZipInfo, at: str) -> None:
    name = member.orig_filename[:80]
    mode = member.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(at, f"{name} in it is no plain file")
    if member.flag_bits & 0x1:
        raise _refused(at, f"{name} in it is locked with a password")
    if member.compress_type not in _PLAIN:
        raise _refused(at, f"{name} in it is packed in a way that voicebox does not read")
    if member.file_size > LARGEST_MEMBER:
        raise _refused(at, f"{name} in it is too large")
    if member.file_size > max(SMALL, MOST_TIMES * member.compress_size):
        raise _refused(at, f"{name} in it grows far too much as it is unpacked")


def _tidy(name: str) -> str:
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def _refused(at: str, what: str) -> BoardError:
    return BoardError(f"{at}: {what}.", mend=_AGAIN)

"""Folders in which a live store would be lost: synced by another program, or on a network.

A sync program copies the talks file while it is being written, and brings back old copies of it;
on a network drive the locks that keep two windows apart do not hold.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PurePath

from voicebox.errors import StoreError

_SYNCED = re.compile(
    r"(onedrive|dropbox|icloud ?drive|google ?drive)( ?[-(@].*)?|mobile documents|cloudstorage",
    re.IGNORECASE,
)
_NETWORK_TYPES = re.compile(
    r"nfs4?|cifs|smb[23f].*|ncpfs|afs|davfs2?|glusterfs|lustre|ceph|beegfs"
    r"|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|glusterfs|ceph.*|s3fs|onedriver|.*google-drive.*"
    r"|.*ocamlfuse|dropbox|.*onedrive.*)"
)
_WAY_OUT = (
    "Name a folder on this computer's own disk with VOICEBOX_HOME; for a copy on another disk or "
    "in a synced folder: voicebox backup FILE"
)
_DRIVE_REMOTE = 4


def refuse_unsafe_folder(folder: Path) -> None:
    """Refuse a folder that another program or computer would write to as well.

    Raises:
        StoreError: the line says why, and the way out.
    """
    real = Path(os.path.realpath(folder))
    synced = synced_by(real)
    if synced:
        raise StoreError(
            f"{folder} is inside {synced}, which copies files while they are being written and "
            "would damage or bring back old talks.",
            mend=_WAY_OUT,
        )
    if is_on_network(real):
        raise StoreError(
            f"{folder} is on a network drive, where two computers could write to the talks at "
            "once and damage them.",
            mend=_WAY_OUT,
        )


def synced_by(folder: PurePath) -> str:
    """The part of a path that a sync program keeps, such as `OneDrive - School`; empty if none."""
    return next((part for part in folder.parts if _SYNCED.fullmatch(part)), "")


def is_on_network(folder: Path) -> bool:
    """Whether a folder, or the nearest one above it that exists, is on a network drive."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return _is_mapped_drive(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return _NETWORK_TYPES.fullmatch(filesystem_of(folder, mounts)) is not None


def filesystem_of(folder: PurePath, mounts: str) -> str:
    """The file system type of `folder` by a table in the form of `/proc/self/mounts`."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(_unescaped(fields[1]))
        depth = len(point.parts)
        if depth >= best and folder.is_relative_to(point):
            best, kind = depth, fields[2]
    return kind


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def _is_mapped_drive(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)

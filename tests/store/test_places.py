"""Folders that a live store must not lie in, and those that only look so."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from tests.store.conftest import places
from voicebox.errors import StoreError
from voicebox.store.places import filesystem_of, is_on_network, refuse_unsafe_folder, synced_by
from voicebox.store.repository import SqlStore


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(r"C:\Users\okoye\OneDrive\Documents\voicebox"),
        PureWindowsPath(r"C:\Users\okoye\OneDrive - Oak Lane School\voicebox"),
        PureWindowsPath(r"C:\Users\okoye\Dropbox (School)\voicebox"),
        PureWindowsPath(r"C:\Users\okoye\iCloudDrive\voicebox"),
        PurePosixPath("/home/shah/Dropbox/voicebox"),
        PurePosixPath("/home/shah/dropbox"),
        PurePosixPath("/Users/shah/Library/Mobile Documents/com~apple~CloudDocs/voicebox"),
        PurePosixPath("/Users/shah/Library/CloudStorage/GoogleDrive-shah@school.example/voicebox"),
        PurePosixPath("/Users/shah/Google Drive/voicebox"),
    ],
)
def test_a_synced_folder_is_known_by_its_name(path: PurePosixPath | PureWindowsPath) -> None:
    assert synced_by(path) != ""


@pytest.mark.parametrize(
    "path", ["/home/shah/dropboxes", "/home/onedriver/talks", "/srv/google", "/home/a/my drive"]
)
def test_a_name_that_is_only_like_one_will_do(path: str) -> None:
    assert synced_by(PurePosixPath(path)) == ""


def test_a_store_in_a_synced_folder_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"OneDrive - School.*VOICEBOX_HOME") as told:
        SqlStore.open(places(tmp_path / "OneDrive - School"))
    assert "while they are being written" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "talks").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(StoreError, match="Dropbox"):
        refuse_unsafe_folder(tmp_path / "talks")


MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
overlay /var/lib/box overlay rw 0 0
server:/homes /home nfs4 rw 0 0
/dev/sdb1 /home/okoye/local\040disk btrfs rw 0 0
//server/share /mnt/share cifs rw 0 0
shah@host:/ /mnt/ssh fuse.sshfs rw 0 0
tmpfs /tmp tmpfs rw 0 0
C:\134 /mnt/c 9p rw 0 0
host /mnt/vm virtiofs rw 0 0
/dev/sdc1 /mnt/stick fuseblk rw 0 0
tank/home /tank zfs rw 0 0
short
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/voicebox", "ext4"),
        ("/home/okoye/voicebox", "nfs4"),
        ("/home/okoye/local disk/voicebox", "btrfs"),
        ("/homework", "ext4"),
        ("/mnt/share/a/b", "cifs"),
    ],
)
def test_the_nearest_mount_decides(folder: str, kind: str) -> None:
    assert filesystem_of(PurePosixPath(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("folder", "network"),
    [
        ("/home/okoye/voicebox", True),
        ("/mnt/share", True),
        ("/mnt/ssh/voicebox", True),
        ("/var/lib/box", False),
        ("/tmp/voicebox", False),
        ("/mnt/c/Users", False),
        ("/mnt/vm", False),
        ("/mnt/stick", False),
        ("/tank/voicebox", False),
        ("//server/share", True),
        (r"\\server\share", True),
    ],
)
def test_network_file_systems_are_refused_and_others_are_not(
    folder: str, network: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: MOUNTS)
    assert is_on_network(Path(folder)) is network

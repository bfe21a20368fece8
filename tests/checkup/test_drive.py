"""A database on somebody else's disk is found before it hurts."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from workshop.checkup import drive
from workshop.checkup.drive import (
    Drive,
    drive_of,
    is_synced,
    kind_below,
    read_linux_mounts,
    read_macos_mounts,
)

LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
//box/files /mnt/team\\040files cifs rw 0 0
box:/home /home nfs4 rw 0 0
nonsense
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@box/files on /Volumes/files (smbfs, nodev, nosuid, mounted by me)
map auto_home on /System/Volumes/Data/home (autofs)
nonsense
"""


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("/srv/data/w.sqlite3", "ext4"),
        ("/tmp/w.sqlite3", "tmpfs"),
        ("/tmpfiles/w.sqlite3", "ext4"),
        ("/mnt/team files/w.sqlite3", "cifs"),
        ("/home/me/data/w.sqlite3", "nfs4"),
    ],
)
def test_the_nearest_mount_says_the_kind(file: str, kind: str) -> None:
    assert kind_below(PurePosixPath(file), read_linux_mounts(LINUX)) == kind


def test_the_table_of_macos_is_read_too() -> None:
    mounts = read_macos_mounts(MACOS)
    assert kind_below(PurePosixPath("/Volumes/files/w.sqlite3"), mounts) == "smbfs"
    assert kind_below(PurePosixPath("/Users/me/w.sqlite3"), mounts) == "apfs"
    assert kind_below(PurePosixPath("/Users/me/w.sqlite3"), []) == ""


@pytest.mark.parametrize(
    ("file", "synced"),
    [
        (PurePosixPath("/Users/me/Dropbox/w.sqlite3"), True),
        (PurePosixPath("/Users/me/Library/Mobile Documents/iCloud Drive/w.sqlite3"), True),
        (PureWindowsPath("C:\\Users\\me\\OneDrive - Lumeo\\data\\w.sqlite3"), True),
        (PurePosixPath("/home/me/workshops/w.sqlite3"), False),
        (PurePosixPath("/home/me/dropbox.sqlite3"), False),
    ],
)
def test_a_folder_that_a_service_copies_is_known_by_its_name(
    file: PurePosixPath | PureWindowsPath, synced: bool
) -> None:
    assert is_synced(file) is synced


@pytest.mark.parametrize(
    ("folder", "kind", "expected"),
    [
        ("data", "ext4", Drive.OWN),
        ("data", "", Drive.OWN),
        ("data", "nfs4", Drive.NETWORK),
        ("OneDrive", "ext4", Drive.SYNCED),
    ],
)
def test_a_file_that_is_not_there_yet_has_a_drive_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, kind: str, expected: Drive
) -> None:
    monkeypatch.setattr(drive, "_mounts", lambda: [("/", kind)])
    assert drive_of(tmp_path / folder / "w.sqlite3") is expected


def test_where_nothing_can_be_asked_nothing_is_said_to_be_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unreadable(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", unreadable)
    assert drive._mounts() == []

"""What kind of drive a file lies on: the locks of SQLite hold on the computer's own disk only."""

import os
import subprocess
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path, PurePath

_SHARED = """
    9p afpfs afs ceph cifs davfs fuse.ceph fuse.davfs2 fuse.glusterfs fuse.rclone fuse.s3fs
    fuse.sshfs glusterfs lustre ncpfs nfs nfs3 nfs4 smb2 smb3 smbfs vboxsf webdav
"""
NETWORK_KINDS = frozenset(_SHARED.split())
"""File systems that other computers share, or that a virtual machine borrows."""

SYNCED_FOLDERS = ("dropbox", "google drive", "googledrive", "icloud", "nextcloud", "onedrive")
"""Beginnings of the folders that a service copies elsewhere while the app writes."""

_REMOTE_DRIVE = 4


class Drive(StrEnum):
    OWN = "own"
    NETWORK = "network"
    SYNCED = "synced"


def drive_of(file: Path) -> Drive:
    """The kind of drive below a file, which need not exist yet."""
    whole = Path(os.path.realpath(file))
    if _is_network(whole):
        return Drive.NETWORK
    return Drive.SYNCED if is_synced(whole) else Drive.OWN


def is_synced(file: PurePath) -> bool:
    """Whether one of its folders is called as those of the usual services are."""
    return any(part.casefold().startswith(SYNCED_FOLDERS) for part in file.parts[:-1])


def kind_below(file: PurePath, mounts: Iterable[tuple[str, str]]) -> str:
    """The file system a file lies on, "" where none is known. ``mounts``: place and kind each."""
    here = [(place, kind) for place, kind in mounts if file.is_relative_to(place)]
    return max(here, key=lambda mount: len(mount[0]), default=("", ""))[1]


def read_linux_mounts(table: str) -> list[tuple[str, str]]:
    """Places and kinds of ``/proc/self/mounts``, where a space in a name is ``\\040``."""
    lines = (line.split() for line in table.splitlines())
    return [(line[1].replace("\\040", " "), line[2]) for line in lines if len(line) > 2]


def read_macos_mounts(table: str) -> list[tuple[str, str]]:
    """Places and kinds of what ``mount`` prints: ``//you@box/x on /Volumes/x (smbfs, nodev)``."""
    found = []
    for line in table.splitlines():
        place, opening, options = line.partition(" on ")[2].rpartition(" (")
        if opening:
            found.append((place, options.split(",")[0].rstrip(")")))
    return found


def _is_network(file: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return file.drive.startswith("\\\\") or bool(
            ctypes.windll.kernel32.GetDriveTypeW(file.anchor) == _REMOTE_DRIVE
        )
    return kind_below(file, _mounts()) in NETWORK_KINDS


def _mounts() -> list[tuple[str, str]]:
    try:
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5)
            return read_macos_mounts(told.stdout)
        return read_linux_mounts(Path("/proc/self/mounts").read_text(errors="replace"))
    except (OSError, subprocess.SubprocessError):  # nothing to ask: nothing is known to be wrong
        return []

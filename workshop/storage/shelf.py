"""Backups on a schedule: a folder of dated ones, of which the newest stay."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

from workshop.domain.errors import BackupUnwritable
from workshop.storage.backup import backup
from workshop.storage.engine import Database

_NAME = r"workshops-\d{4}-\d{2}-\d{2}-\d{6}Z\.sqlite3"
_OURS = re.compile(_NAME)
_UNFINISHED = re.compile(rf"\.{_NAME}\.\w{{8}}(?:-journal|-wal|-shm)?")
"""What a backup that was killed leaves behind: it holds what people were promised to be rid of."""
UNFINISHED_SECONDS = 24 * 60 * 60
"""Younger ones may still be written."""


def shelve(database: Database, folder: Path, *, now: datetime | None = None) -> Path:
    """Write a backup into the folder, with the moment (UTC) in its name.

    The folder is never made: one that is missing is a disk that is not there. Raises what
    ``backup`` raises.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    target = folder / f"workshops-{moment:%Y-%m-%d-%H%M%S}Z.sqlite3"
    backup(database, target)
    return target


def thin_out(newest: Path, keep: int) -> list[Path]:
    """Remove all but ``keep`` backups of the folder that ``newest`` is in; gives those that went.

    Only files named as ``shelve`` names them, the oldest first, and never ``newest`` itself,
    whatever the clock said. Raises BackupUnwritable.
    """
    files = [file for file in newest.parent.iterdir() if file.is_file() and not file.is_symlink()]
    others = sorted(file for file in files if _OURS.fullmatch(file.name) and file != newest)
    gone = others[: max(0, len(others) - (keep - 1))]
    long_ago = time.time() - UNFINISHED_SECONDS
    left = [file for file in files if _UNFINISHED.fullmatch(file.name)]
    for file in (*gone, *(file for file in left if file.stat().st_mtime < long_ago)):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise BackupUnwritable(path=str(file), reason=error.strerror or "") from error
    return gone

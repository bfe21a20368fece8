"""Make the databases of earlier commits anew, each by its own code: ``tests/data/earlier``.

    python -m tests.storage.make_earlier

For every commit that changed a migration: its code is taken out of git into a temporary folder,
makes an empty database there and fills it with its own demo workshop. The file is named after the
migration and the commit, ``0003-800d983.sql.gz``. The first commit had no demo yet, and the same
columns as the second: it gets the second's rows. Run it when a migration is added; what the older
commits gave does not change.
"""

import gzip
import io
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / "tests" / "data" / "earlier"
WITHOUT_DEMO = "965e501"

FILL = """
import random
import sys
from datetime import UTC, datetime
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare

database = open_database("sqlite:///w.sqlite3")
print(prepare(database).after)
if len(sys.argv) > 1:
    from workshop.live import Hub
    from workshop.services.demo import create_demo
    from workshop.services.house import House

    now = datetime(2026, 3, 31, 14, 5, tzinfo=UTC)
    create_demo(House(database, clock=lambda: now, chance=random.Random(1), hub=Hub()), "fr")
"""


def main() -> None:
    commits = _git(
        "log",
        "--reverse",
        "--format=%h",
        "--abbrev=7",
        "--",
        "workshop/storage/migrations/versions",
    ).split()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for commit in commits:
        release, database = _make(commit)
        if commit == WITHOUT_DEMO:
            _, filled = _make(commits[commits.index(commit) + 1])
            database = _with_rows_of(database, filled)
        packed = gzip.compress(database.encode(), mtime=0)
        (FOLDER / f"{release}-{commit}.sql.gz").write_bytes(packed)
        print(f"{release} {commit}: {len(packed):,} bytes")


def _make(commit: str) -> tuple[str, str]:
    """The migration that this commit had reached, and its demo workshop as SQL."""
    with TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "archive", commit, "workshop", "data"],
            cwd=CHECKOUT,
            check=True,
            capture_output=True,
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        arguments = [] if commit == WITHOUT_DEMO else ["with its demo"]
        release = subprocess.run(
            [sys.executable, "-c", FILL, *arguments],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        with closing(sqlite3.connect(Path(folder) / "w.sqlite3")) as file:
            return release, "\n".join(file.iterdump())


def _with_rows_of(database: str, filled: str) -> str:
    rows = [line for line in filled.splitlines() if line.startswith("INSERT INTO")]
    kept = [line for line in database.splitlines() if not line.startswith("INSERT INTO")]
    return "\n".join([*kept[:-1], *rows, kept[-1]])


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=CHECKOUT, check=True, capture_output=True, text=True
    ).stdout


if __name__ == "__main__":
    main()

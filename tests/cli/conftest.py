"""The command line as somebody types it, on a database of one's own."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workshop.cli import main


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """The one line of a result."""
        [line] = self.out.splitlines()
        return line

    @property
    def refusal(self) -> str:
        """The one line of a refusal, with nothing on stdout and no trace."""
        assert self.exit_code not in (0, None)
        assert self.out == ""
        [line] = self.err.splitlines()
        assert "Traceback" not in line
        return line


Type = Callable[..., Answer]


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """An English environment in which only the test's own settings count."""
    for name in ("LC_ALL", "LC_MESSAGES", "WORKSHOP_DEBUG", "WORKSHOP_PACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("WORKSHOP_PUBLIC_URL", "https://workshop.example.org/")


@pytest.fixture
def run(elsewhere: None, capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command without a database of its own."""

    def type_it(*words: object) -> Answer:
        capsys.readouterr()
        exit_code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Answer(exit_code, out, err)

    return type_it


@pytest.fixture
def database_url(prepared_url: str) -> str:
    """As a command finds it: what an empty one becomes is tried with `storage`."""
    return prepared_url


@pytest.fixture
def workshop(database_url: str, run: Type, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Type a command; each test so runs on SQLite and on PostgreSQL.

    The database comes first: a PostgreSQL server does not start in a language this computer lacks.
    """
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", database_url)
    return run


@pytest.fixture
def on_sqlite(
    run: Type,
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Type:
    """Type a command on a SQLite file, where the kind of database makes no difference."""
    file = tmp_path_factory.mktemp("database") / "workshops.sqlite3"
    shutil.copy(sqlite_template, file)
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", f"sqlite:///{file}")
    return run

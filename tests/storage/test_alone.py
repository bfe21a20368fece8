"""One process serves a SQLite file; any number serve a server, where one at a time sends mails."""

from pathlib import Path

import pytest

from workshop.domain.errors import FileServed
from workshop.storage import alone as module
from workshop.storage.alone import alone, serving
from workshop.storage.engine import Database, open_database


def test_a_file_is_served_once_and_a_server_as_often_as_one_likes(database: Database) -> None:
    other = open_database(database.url)
    with serving(database):
        if database.is_sqlite:
            with pytest.raises(FileServed), serving(other):
                raise AssertionError
        else:
            with serving(other):
                pass
    with serving(other):  # whoever served it has ended
        pass
    other.dispose()


def test_where_nothing_can_be_locked_the_file_is_served_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = open_database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    (tmp_path / "a.sqlite3-serving").mkdir()
    with serving(nowhere):
        pass
    monkeypatch.setattr(module, "_HELD", ())  # as a drive that knows no locks
    odd = open_database(f"sqlite:///{tmp_path / 'b.sqlite3'}")
    with serving(odd), serving(odd):
        pass


def test_what_one_process_does_alone_waits_for_no_other_name(database: Database) -> None:
    other = open_database(database.url)
    with (
        alone(database, "digest ABC234") as first,
        alone(other, "digest ABC234") as second,
        alone(other, "digest XYZ234") as third,
    ):
        assert (first, second, third) == (True, other.is_sqlite, True)
    with alone(other, "digest ABC234") as again:
        assert again
    other.dispose()

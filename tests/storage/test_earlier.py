"""The demo workshop as each earlier commit kept it opens in this one, whole: on both databases.

So it does after the process that brought it up to date was killed half-way.
``tests/storage/make_earlier.py`` made the files, each with the code of its own commit.
"""

import gzip
import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, MetaData, Table, insert, text
from sqlalchemy.types import TypeEngine

from tests.storage.make_earlier import FOLDER
from tests.storage.test_released import contents, make
from workshop.domain.agenda_templates import agenda_template
from workshop.domain.words import Role
from workshop.exports import downloads
from workshop.live import Hub
from workshop.services import agenda, workshops
from workshop.services.actors import Console
from workshop.services.capture import CardRow, import_cards
from workshop.services.house import House
from workshop.services.views.workshop import read_workshop_view
from workshop.storage import tables
from workshop.storage.engine import Database
from workshop.storage.schema import HEAD, VERSION_TABLE, current_revision, prepare

Rows = dict[str, list[dict[str, Any]]]

EARLIER = sorted(FOLDER.glob("*.sql.gz"))


@pytest.fixture(params=EARLIER, ids=lambda file: file.name.removesuffix(".sql.gz"))
def earlier(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """The database of that commit, in memory."""
    file: Path = request.param
    with closing(opened_file(file)) as opened:
        yield opened


def opened_file(file: Path) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.executescript(gzip.decompress(file.read_bytes()).decode())
    return opened


def rows_of(opened: sqlite3.Connection) -> Rows:
    names = [
        name
        for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name != VERSION_TABLE and not name.startswith("sqlite_")
    ]
    found: Rows = {}
    for name in names:
        cursor = opened.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
        columns = [column[0] for column in cursor.description]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
    return found


def columns_of(opened: sqlite3.Connection, name: str) -> set[str]:
    return {row[1] for row in opened.execute(f'PRAGMA table_info("{name}")')}


def put_back(opened: sqlite3.Connection, database: Database) -> str:
    """Fill an empty database with it; gives the migration it had reached."""
    [(release,)] = opened.execute(f"SELECT version_num FROM {VERSION_TABLE}")
    if database.file is not None:
        with closing(sqlite3.connect(database.file)) as file:
            opened.backup(file)
        return str(release)
    make(database, release)
    with database.writing() as connection, connection.begin():
        held = MetaData()
        held.reflect(connection)
        rows = rows_of(opened)
        for table in held.sorted_tables:
            if table.name != VERSION_TABLE:
                _fill(connection, table, columns_of(opened, table.name), rows[table.name])
    return str(release)


def _fill(
    connection: Connection, table: Table, columns: set[str], rows: list[dict[str, Any]]
) -> None:
    for column in table.columns:
        if column.name not in columns:  # its migration was given it later
            connection.execute(text(f'ALTER TABLE "{table.name}" DROP COLUMN {column.name}'))
    kept = insert(table)
    if rows:
        connection.execute(kept, [_as_types_of(table, row) for row in rows])
    if "id" in table.columns and rows:
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.execute(text(f'SELECT setval({sequence}, max(id)) FROM "{table.name}"'))


def _as_types_of(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """SQLite's words for what PostgreSQL has types for."""
    read: dict[type[TypeEngine[Any]], Callable[[Any], Any]] = {
        JSON: json.loads,
        Boolean: bool,
        DateTime: lambda said: datetime.fromisoformat(f"{said}+00:00"),
        Date: lambda said: datetime.fromisoformat(said).date(),
    }
    typed = {}
    for name, value in row.items():
        kinds = [kind for kind in read if isinstance(table.columns[name].type, kind)]
        typed[name] = read[kinds[0]](value) if kinds and value is not None else value
    return typed


def test_the_demo_workshop_of_an_earlier_commit_is_whole(
    empty: Database, earlier: sqlite3.Connection
) -> None:
    release = put_back(earlier, empty)
    before = contents(empty)
    assert sum(map(len, before.values())) > 100

    outcome = prepare(empty)

    assert (outcome.before, outcome.after) == (release, HEAD)
    after = contents(empty)
    for name, rows in before.items():
        assert [{column: row[column] for column in rows[0]} for row in after[name]] == rows, name
    with empty.reading() as connection, connection.begin():
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []
    _is_whole_and_goes_on(House(empty, hub=Hub()), rows_of(earlier))


def _is_whole_and_goes_on(house: House, rows: Rows) -> None:
    console = Console(rows["workshop"][0]["code"])
    view = read_workshop_view(house, console)
    told = json.loads(downloads()["workshop.json"].produce(house, console))
    for noun, name in (("cards", "text"), ("topics", "title"), ("solutions", "title")):
        kept = Counter(row[name] for row in rows[noun.removesuffix("s")])
        assert Counter(found[name] for found in told[noun]) == kept, noun
    assert len(told["actions"]) == len(rows["action"])
    assert view.workshop.title == rows["workshop"][0]["title"]
    assert view.workshop.agenda == ()  # whoever had none has none now
    agenda.choose_agenda(house, console, agenda_template("short").slots)
    agenda.begin_agenda(house, console)
    workshops.set_phase(house, console, "capture")
    assert read_workshop_view(house, console).workshop.clock(house.clock()) is not None
    [label] = import_cards(
        house, console, [CardRow("Après la mise à jour", "client", "irritant", "")]
    )
    again = read_workshop_view(house, console)
    assert label in {card.label for card in again.cards}
    assert len(again.cards) == len(view.cards) + 1
    assert workshops.new_link(house, console, Role.FACILITATOR)


KILLED = """
import os
import signal
import sys
from sqlalchemy import event
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare

url, last = sys.argv[1], int(sys.argv[2])
database, done = open_database(url), 0


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def count(_connection, _cursor, statement, *_):
    global done
    done += statement.lstrip().startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DROP"))
    if done == last:
        die()


event.listen(database.engine, "after_cursor_execute", count)
if not last:
    event.listen(database.engine, "commit", lambda connection: done and die())
prepare(database)
"""


@pytest.mark.parametrize("last", [1, 120, 0], ids=lambda last: f"after-{last or 'all'}")
def test_a_migration_killed_half_way_leaves_the_old_data_and_is_done_at_the_next_start(
    empty: Database, last: int
) -> None:
    """``kill -9`` after the first statement that changes something, later, before the commit."""
    [file] = FOLDER.glob("0001-b13c00c*")
    with closing(opened_file(file)) as earlier:
        release = put_back(earlier, empty)
        before = contents(empty)
        killed = subprocess.run([sys.executable, "-c", KILLED, empty.url, str(last)], check=False)
        assert killed.returncode == -signal.SIGKILL

        assert contents(empty) == before
        assert current_revision(empty) == release
        outcome = prepare(empty)

        assert (outcome.did, outcome.before, outcome.after) == ("upgraded", release, HEAD)
        _is_whole_and_goes_on(House(empty, hub=Hub()), rows_of(earlier))

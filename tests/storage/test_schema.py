"""An empty database is made ready, an older one brought up to date, any other left alone."""

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text

from tests.databases import fresh_sqlite_url
from tests.storage.rows import add_workshop, column_of, put
from tests.storage.test_released import fill, make
from workshop.domain.errors import (
    DatabaseUnreachable,
    DatabaseUnreadable,
    MigrationFailed,
    SchemaHalfDone,
    SchemaNewer,
)
from workshop.storage import schema, tables
from workshop.storage.engine import Database, open_database
from workshop.storage.schema import HEAD, Outcome, current_revision, head_revision, prepare

NOW = datetime(2026, 3, 31, 14, 5, tzinfo=UTC)
NEXT = f"{int(HEAD) + 1:04d}"

NEXT_MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"


def upgrade() -> None:
    op.create_table("wish", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("workshop") as workshop:
        workshop.add_column(sa.Column("mood", sa.String(10), nullable=False, server_default="calm"))
        workshop.alter_column("title", existing_type=sa.Text(), type_=sa.String(400))
"""

FAILING_MIGRATION = f"""{NEXT_MIGRATION}
    op.execute("DELETE FROM workshop")
    op.execute("SELECT * FROM a_table_that_is_not_there")
"""


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The next release: a copy of the migrations that a test may add to; returns its versions."""
    folder = tmp_path / "migrations"
    shutil.copytree(
        schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    return folder / "versions"


def release(migrations: Path, monkeypatch: pytest.MonkeyPatch, migration: str) -> None:
    (migrations / f"{NEXT}_next.py").write_text(migration)
    monkeypatch.setattr(schema, "HEAD", NEXT)


def execute(database: Database, *statements: str) -> None:
    with database.writing() as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


def contents(database: Database) -> dict[str, Any]:
    """Every table with its rows, the version table too."""
    with database.reading() as connection, connection.begin():
        return {
            name: connection.execute(text(f"SELECT * FROM {name}")).all()
            for name in sorted(inspect(connection).get_table_names())
        }


def test_an_empty_database_gets_every_table(empty: Database) -> None:
    assert current_revision(empty) is None
    assert prepare(empty) == Outcome("created", None, HEAD)
    assert current_revision(empty) == HEAD
    assert contents(empty).keys() == {*tables.metadata.tables, "alembic_version"}


def test_preparing_twice_changes_nothing(database: Database) -> None:
    add_workshop(database, "CODE23")
    before = contents(database)
    assert prepare(database) == Outcome("nothing", HEAD, HEAD)
    assert contents(database) == before


def test_a_database_up_to_date_costs_less_than_50_ms(database: Database) -> None:
    quickest = 1.0
    for _attempt in range(3):
        began = time.perf_counter()
        prepare(database)
        quickest = min(quickest, time.perf_counter() - began)
    assert quickest < 0.05


def test_a_database_up_to_date_loads_no_alembic(tmp_path: Path) -> None:
    url = fresh_sqlite_url(tmp_path)
    database = open_database(url)
    prepare(database)
    database.dispose()
    script = (
        "import sys; from workshop.storage.engine import open_database;"
        "from workshop.storage.schema import prepare;"
        f"prepare(open_database({url!r}));"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_head_is_the_newest_migration_in_the_folder() -> None:
    assert head_revision() == HEAD


def test_migrations_give_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.reading() as connection, connection.begin():
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []


def test_migrations_give_the_constraints_of_the_code(database: Database) -> None:
    """What Alembic does not compare: checks, and what a deletion takes with it."""

    def constraints(of: Database) -> dict[str, list[Any]]:
        with of.reading() as connection, connection.begin():
            inspector = inspect(connection)
            return {
                name: [
                    sorted(str(check["name"]) for check in inspector.get_check_constraints(name)),
                    sorted(
                        (*key["constrained_columns"], key["options"].get("ondelete", ""))
                        for key in inspector.get_foreign_keys(name)
                    ),
                ]
                for name in tables.metadata.tables
            }

    by_the_code = {
        name: [
            sorted(
                str(check.name)
                for check in table.constraints
                if isinstance(check, CheckConstraint) and check.name
            ),
            sorted((*key.column_keys, key.ondelete or "") for key in table.foreign_key_constraints),
        ]
        for name, table in tables.metadata.tables.items()
    }
    assert constraints(database) == by_the_code


def test_an_older_database_is_brought_up_to_date(
    database: Database, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_workshop(database, "CODE23", title="Lumeo")
    with database.writing() as connection, connection.begin():
        put(connection, tables.step, workshop_id=1)
    release(migrations, monkeypatch, NEXT_MIGRATION)

    outcome = prepare(database, now=NOW)

    assert (outcome.did, outcome.before, outcome.after) == ("upgraded", HEAD, NEXT)
    after = contents(database)
    assert after["wish"] == []
    assert [(row.title, row.mood) for row in after["workshop"]] == [("Lumeo", "calm")]
    # Making the table anew must not take along what points at it.
    assert len(after["step"]) == 1


def test_a_sqlite_file_is_copied_before_an_upgrade(
    tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'workshops.sqlite3'}")
    prepare(database)
    add_workshop(database, "CODE23", title="Lumeo")
    release(migrations, monkeypatch, NEXT_MIGRATION)

    outcome = prepare(database, now=NOW)

    copy = tmp_path / f"workshops-before-upgrade-from-{HEAD}-2026-03-31-1405.sqlite3"
    assert outcome.backup == copy
    assert not outcome.without_backup
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT title FROM workshop").fetchall() == [("Lumeo",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    database.dispose()


def test_the_copy_goes_where_it_is_told(
    tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    database = open_database(fresh_sqlite_url(tmp_path))
    prepare(database)
    release(migrations, monkeypatch, NEXT_MIGRATION)
    outcome = prepare(database, backup_folder=folder)
    assert outcome.backup is not None
    assert outcome.backup.parent == folder
    database.dispose()


def test_on_postgresql_the_outcome_says_that_there_is_no_copy(
    postgres_database: Database, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(postgres_database)
    release(migrations, monkeypatch, NEXT_MIGRATION)
    assert prepare(postgres_database).without_backup


def test_foreign_keys_are_on_again_after_an_upgrade(tmp_path: Path) -> None:
    database = open_database(fresh_sqlite_url(tmp_path))
    prepare(database)
    with database.writing() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.dispose()


def test_a_failed_migration_leaves_the_old_data(
    database: Database, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_workshop(database, "CODE23")
    before = contents(database)
    release(migrations, monkeypatch, FAILING_MIGRATION)

    with pytest.raises(MigrationFailed) as refusal:
        prepare(database)

    assert refusal.value.facts["before"] == HEAD
    assert refusal.value.facts["after"] == NEXT
    assert contents(database) == before


def test_a_migration_that_orphans_a_row_is_undone(
    tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(fresh_sqlite_url(tmp_path))
    prepare(database)
    add_workshop(database, "CODE23")
    with database.writing() as connection, connection.begin():
        put(connection, tables.step, workshop_id=1)
    release(migrations, monkeypatch, f'{NEXT_MIGRATION}\n    op.execute("DELETE FROM workshop")\n')
    with pytest.raises(MigrationFailed):
        prepare(database)
    assert column_of(database, "CODE23", "phase") == "collect"
    database.dispose()


def test_migrations_that_do_not_reach_head_are_undone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "HEAD", "9999")
    with pytest.raises(MigrationFailed):
        prepare(database)


@pytest.mark.parametrize("found", ["9999", "a1b2c3d4e5f6"])
def test_a_newer_database_is_refused(database: Database, found: str) -> None:
    execute(database, f"UPDATE alembic_version SET version_num = '{found}'")
    before = contents(database)
    with pytest.raises(SchemaNewer) as refusal:
        prepare(database)
    assert refusal.value.facts == {"found": found, "known": HEAD}
    assert contents(database) == before


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('0000')",
        "DROP TABLE me_too",
    ],
)
def test_a_half_done_database_is_refused(database: Database, damage: str) -> None:
    execute(database, damage)
    before = contents(database)
    with pytest.raises(SchemaHalfDone):
        prepare(database)
    assert contents(database) == before


def test_a_lost_table_is_named(database: Database) -> None:
    execute(database, "DROP TABLE me_too")
    with pytest.raises(SchemaHalfDone) as refusal:
        prepare(database)
    assert refusal.value.facts["missing"] == ["me_too"]


def test_an_older_database_without_its_workshops_is_refused(
    empty: Database, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute(
        empty,
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        f"INSERT INTO alembic_version VALUES ('{HEAD}')",
    )
    release(migrations, monkeypatch, NEXT_MIGRATION)
    with pytest.raises(SchemaHalfDone):
        prepare(empty)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite3"
    file.write_text("Dear reader, this is not a database. " * 100)
    database = open_database(f"sqlite:///{file}")
    with pytest.raises(DatabaseUnreadable):
        prepare(database)
    database.dispose()


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable) as refusal:
        prepare(open_database(f"postgresql://anna:secret@/workshops?host={tmp_path}"))
    assert "anna" in str(refusal.value.facts["database"])
    assert "secret" not in str(refusal.value.facts["database"])


PREPARE = """
import sys
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare

sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
print(prepare(open_database(sys.argv[1])).did)
"""


def start_at_once(database_url: str) -> list[str]:
    """What each of four processes says it did, let go in the same moment."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PREPARE, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:  # all are waiting: let them go
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return sorted(process.communicate()[0] for process in processes)


def test_of_processes_that_start_at_once_one_makes_the_tables(database_url: str) -> None:
    answers = start_at_once(database_url)
    assert answers == ["created\n", "nothing\n", "nothing\n", "nothing\n"]


def test_of_processes_that_start_at_once_one_upgrades(database_url: str) -> None:
    """On a server nothing else keeps two of them apart: the others wait, then find it done."""
    database = open_database(database_url)
    make(database, "0003")
    with database.writing() as connection, connection.begin():
        fill(connection)
    with database.reading() as connection, connection.begin():
        titles = connection.execute(text("SELECT title FROM workshop")).scalars().all()
    assert titles
    answers = start_at_once(database_url)
    assert answers == ["nothing\n", "nothing\n", "nothing\n", "upgraded\n"]
    assert current_revision(database) == HEAD
    with database.reading() as connection, connection.begin():
        assert connection.execute(text("SELECT title FROM workshop")).scalars().all() == titles
    if database.file is not None:  # one copy of before, not four
        assert len(list(database.file.parent.glob("*before-upgrade*"))) == 1
    database.dispose()


def test_the_next_migration_can_be_drafted(migrations: Path) -> None:
    path = schema.draft("a wish for later")
    assert path == migrations / f"{NEXT}_a_wish_for_later.py"
    assert "pass" in path.read_text()


def test_while_nothing_is_released_the_first_migration_can_be_drafted_anew(
    migrations: Path,
) -> None:
    for migration in migrations.glob("*.py"):
        migration.unlink()
    drafted = schema.draft("first tables")
    assert drafted.name == "0001_first_tables.py"
    assert drafted.read_text().count("op.create_table(") == len(tables.metadata.tables)

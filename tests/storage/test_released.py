"""A database of each earlier release opens in this one with every row that it held."""

from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, DateTime, Float, MetaData, Table, insert, inspect, select, text
from sqlalchemy.types import TypeEngine

from tests.storage.rows import ANY_VALUE
from workshop.storage import schema
from workshop.storage.engine import Database
from workshop.storage.schema import HEAD, Outcome, prepare

RELEASED = tuple(f"{number:04d}" for number in range(1, int(HEAD)))
"""Every migration that people may still have a database of."""

VALUES: dict[type[TypeEngine[Any]], Any] = {
    **ANY_VALUE,
    DateTime: datetime(2026, 3, 31, 14, 5, tzinfo=UTC),
    Float: 1.5,
}

CHOSEN: dict[str, Any] = {
    "code": "CODE23",
    "phase": "capture",
    "side": "client",
    "kind": "irritant",
    "source": "room",
    "status": "shown",
    "office": "front",
    "question.kind": "card",
    "ballot.points": 1,
    "reading.moment": "before",
    "same_answer.value": "yes",
    "same_answer.high_card_id": 2,
}
"""What some columns insist on."""


def make(database: Database, release: str) -> None:
    """An empty database as this release left it."""
    with database.writing() as connection, connection.begin():
        command.upgrade(schema._config(connection), release)


def fill(connection: Connection) -> None:
    """One row in every table, each pointing at the first row of what it points at.

    Two cards: an answer to "the same subject?" is about two.
    """
    held = MetaData()
    held.reflect(connection)
    for table in held.sorted_tables:
        if table.name != schema.VERSION_TABLE:
            connection.execute(insert(table).values(row_of(table)))
        if table.name == "card":
            second = {"id": 2, "card_id": "second", "number": 2}
            connection.execute(insert(table).values(row_of(table) | second))


def row_of(table: Table) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.columns:
        if chosen := CHOSEN.get(f"{table.name}.{column.name}", CHOSEN.get(column.name)):
            row[column.name] = chosen
        elif column.foreign_keys:
            # A topic that was merged into itself would be a strange one.
            points_at_itself = any(key.column.table is table for key in column.foreign_keys)
            row[column.name] = None if points_at_itself else 1
        elif column.name == "id":
            row[column.name] = 1
        elif not column.nullable and not column.server_default:
            row[column.name] = next(
                value for kind, value in VALUES.items() if isinstance(column.type, kind)
            )
    return row


def contents(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reading() as connection, connection.begin():
        return {
            name: [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {name}"))]
            for name in inspect(connection).get_table_names()
            if name != schema.VERSION_TABLE
        }


@pytest.mark.parametrize("release", RELEASED)
def test_a_database_of_an_earlier_release_keeps_every_row(empty: Database, release: str) -> None:
    make(empty, release)
    with empty.writing() as connection, connection.begin():
        fill(connection)
    before = contents(empty)
    assert all(rows for rows in before.values())

    outcome = prepare(empty)

    assert (outcome.did, outcome.before, outcome.after) == ("upgraded", release, HEAD)
    after = contents(empty)
    for name, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[name]]
        assert kept == rows, name
    assert prepare(empty) == Outcome("nothing", HEAD, HEAD)


@pytest.mark.parametrize("release", RELEASED[:1])  # the second brought the rights
def test_an_upgraded_workshop_has_the_rights_that_each_phase_gives(
    empty: Database, release: str
) -> None:
    make(empty, release)
    with empty.writing() as connection, connection.begin():
        fill(connection)
    prepare(empty)
    with empty.reading() as connection, connection.begin():
        held = MetaData()
        held.reflect(connection, only=["workshop"])
        row = connection.execute(select(held.tables["workshop"])).one()
        assert (row.phone_rights, row.revealed, row.inbox_first, row.floor) == ({}, False, False, 5)

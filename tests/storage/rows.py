"""Rows for tests that do not care what most columns hold."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    insert,
    select,
    update,
)
from sqlalchemy.types import TypeEngine

from workshop.storage import tables
from workshop.storage.engine import Database

ANY_VALUE: dict[type[TypeEngine[Any]], Any] = {
    Boolean: False,
    Integer: 0,
    String: "",
    LargeBinary: b"",
    JSON: {},
    tables.Moment: datetime(2026, 3, 31, 14, 5, tzinfo=UTC),
    Date: date(2026, 3, 31),
}


def filled(table: Table, **values: Any) -> dict[str, Any]:
    """A row that the table accepts: what is given, and something for each column that insists."""
    row = {
        column.name: next(
            value for kind, value in ANY_VALUE.items() if isinstance(column.type, kind)
        )
        for column in table.columns
        if not (column.nullable or column.primary_key or column.server_default)
    }
    return row | values


def put(connection: Connection, table: Table, **values: Any) -> None:
    connection.execute(insert(table).values(filled(table, **values)))


def add_workshop(database: Database, code: str, **values: Any) -> None:
    with database.writing() as connection, connection.begin():
        put(connection, tables.workshop, code=code, phase="collect", **values)


def bump(connection: Connection, code: str) -> None:
    """The first statement of each change (STYLE.md, rule 4)."""
    connection.execute(
        update(tables.workshop)
        .where(tables.workshop.c.code == code)
        .values(revision=tables.workshop.c.revision + 1)
    )


def column_of(database: Database, code: str, name: str) -> Any:
    with database.reading() as connection, connection.begin():
        return connection.execute(
            select(tables.workshop.c[name]).where(tables.workshop.c.code == code)
        ).scalar_one()

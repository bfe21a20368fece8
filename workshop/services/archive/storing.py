"""Records into rows: what every noun of an archive needs for it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from workshop.services.house import House


def ranks(house: House, records: Sequence[object]) -> list[int]:
    """Random ranks that keep the order the records already have, which is random itself."""
    return sorted(house.draw() for _ in records)


def store(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """All rows of a table in one statement; none is no statement."""
    if rows:
        connection.execute(insert(table), rows)


def ids_of(connection: Connection, table: Table, key: str, workshop_id: int) -> dict[int, int]:
    """The ids of a workshop's rows by the number that files know them by."""
    rows = connection.execute(
        select(table.c[key], table.c.id).where(table.c.workshop_id == workshop_id)
    )
    return {row[0]: row[1] for row in rows}

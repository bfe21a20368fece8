"""Records into rows: what every noun of an archive needs for it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from workshop.services.archive.proofs import number_of
from workshop.services.house import House


def ranks(house: House, records: Sequence[object]) -> list[int]:
    """Random ranks that keep the order the records already have, which is random itself."""
    return sorted(house.draw() for _ in records)


def store(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """All rows of a table in one statement; none is no statement."""
    if rows:
        connection.execute(insert(table), rows)


def store_ties(
    connection: Connection,
    table: Table,
    here: Mapping[int, int],
    there: Mapping[int, int],
    said: Iterable[tuple[str, Iterable[str]]],
) -> None:
    """The rows of a table of two ids, the first of ``here``, the second of ``there``.

    ``said``: a label, and the labels of what it is tied to; both sides by number give their ids.
    """
    one, other = table.c.keys()
    rows = [
        {one: here[number_of(label)], other: there[number_of(held)]}
        for label, ties in said
        for held in ties
    ]
    store(connection, table, rows)


def ids_of(connection: Connection, table: Table, key: str, workshop_id: int) -> dict[int, int]:
    """The ids of a workshop's rows by the number that files know them by."""
    rows = connection.execute(
        select(table.c[key], table.c.id).where(table.c.workshop_id == workshop_id)
    )
    return {row[0]: row[1] for row in rows}

"""The cast, gathered once in a run: its rows are put back for each test, which takes a fraction of
the time of its gestures."""

import random
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from tests.services.cast import Cast
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.storage.tables import metadata

Rows = list[tuple[Table, list[dict[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Recording:
    """``chance``: where the seeded chance of its house stood afterwards."""

    cast: Cast
    rows: Rows
    chance: Any

    def play(self, house: House, writer: Writer) -> Cast:
        """The same cast in another house without a row."""
        with house.database.writing() as connection, connection.begin():
            for table, rows in self.rows:
                for row in rows:
                    connection.execute(insert(table), row)
            if connection.dialect.name == "postgresql":
                _count_on(connection, [table for table, _ in self.rows])
        assert isinstance(house.chance, random.Random)
        house.chance.setstate(self.chance)
        return replace(self.cast, house=house, writer=writer, _count=[0])


def record(cast: Cast) -> Recording:
    """All rows of its house, those of a foreign key after what it points to."""
    with cast.house.database.reading() as connection:
        rows = rows_of(connection)
    assert isinstance(cast.house.chance, random.Random)
    return Recording(cast, rows, cast.house.chance.getstate())


def rows_of(connection: Connection) -> Rows:
    """What every table with a row holds; a value that is absent has no key."""
    found = []
    for table in metadata.sorted_tables:
        rows = [
            {name: value for name, value in row.items() if value is not None}
            for row in connection.execute(select(table)).mappings()
        ]
        if rows:
            found.append((table, rows))
    return found


def _count_on(connection: Connection, filled: list[Table]) -> None:
    """The next row's number is after those that were put back."""
    for table in filled:
        if "id" in table.c and table.c.id.autoincrement is not False:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"
                    f' (SELECT max(id) FROM "{table.name}"))'
                )
            )

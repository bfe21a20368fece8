"""All rows of a database, to tell whether an attack has changed any."""

from workshop.services.house import House
from workshop.storage.tables import metadata

BY_THE_CLOCK = frozenset({"matrix_minute", "presence"})
"""What a running server writes by itself."""


def dump(house: House, *, but: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """By table, its rows as text, in an order of their own; ``but``: tables left out."""
    rows: dict[str, list[str]] = {}
    with house.database.reading() as connection:
        for table in metadata.sorted_tables:
            if table.name not in BY_THE_CLOCK | but:
                found = connection.execute(table.select()).all()
                rows[table.name] = sorted(repr(tuple(row)) for row in found)
    return rows

"""Whether an open transaction left any row other than it found it.

A gesture that says again what is so already writes: the same title, the same door. Only the rows
tell, before and after. Looked at from outside, so that no gesture has to ask by itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Delete,
    Insert,
    Table,
    Update,
    event,
    select,
    true,
    tuple_,
)

_MOVES_BY_ITSELF = frozenset({"changed", "revision", "room_revision"})
"""What every gesture writes, whatever it does."""

_NEW_EACH_TIME = _MOVES_BY_ITSELF | {"id", "rank"}
"""What a row that is put back in the place of one like it gets anew."""

_CHUNK = 200

_Key = tuple[Any, ...]
_Row = dict[str, Any]


@dataclass(slots=True)
class _Rows:
    """What was found in one table before it was written to.

    ``found``: each row as it was first seen. ``gone``: those that a delete took away, whose key
    another row may have got since. ``emptied``: what the deletes were about. ``added``: how many
    rows were put in.
    """

    found: dict[_Key, _Row] = field(default_factory=dict)
    gone: set[_Key] = field(default_factory=set)
    emptied: list[tuple[ColumnElement[bool], Mapping[str, Any]]] = field(default_factory=list)
    added: int = 0


class Touched:
    """Looks on while a transaction writes; ``for_good`` says at its end whether that did anything.

    In doubt (many rows in one statement, a row changed or added by the same statement) it did.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables: dict[Table, _Rows] = {}
        self._surely = False

    def for_good(self) -> bool:
        """True when a row was changed, added or taken away; one more reading of what was."""
        return self._surely or any(self._differs(table) for table in self._tables)

    def before(
        self,
        _connection: Connection,
        statement: Any,
        several: Sequence[Any],
        one: Mapping[str, Any],
        _options: Any,
    ) -> None:
        """Keep the rows that an update or a delete is about to touch."""
        if self._surely or not isinstance(statement, Update | Delete):
            return
        if several:
            self._surely = True
            return
        assert isinstance(statement.table, Table)
        rows = self._of(statement.table)
        about = true() if statement.whereclause is None else statement.whereclause
        there = self._read(statement.table, about, one)
        for key, row in there.items():
            rows.found.setdefault(key, row)
        if isinstance(statement, Delete):
            rows.gone |= there.keys()
            rows.emptied.append((about, one))

    def after(
        self,
        _connection: Connection,
        statement: Any,
        several: Sequence[Any],
        _one: Mapping[str, Any],
        _options: Any,
        result: CursorResult[Any],
    ) -> None:
        """Count the rows that an insert has added."""
        if self._surely or not isinstance(statement, Insert):
            return
        told = not result.returns_rows and result.rowcount >= 0
        count = result.rowcount if told else max(1, len(several))
        assert isinstance(statement.table, Table)
        rows = self._of(statement.table)
        rows.added += count
        # Nothing was taken away whose place the new rows could have.
        self._surely = bool(count) and not rows.emptied

    def _of(self, table: Table) -> _Rows:
        return self._tables.setdefault(table, _Rows())

    def _read(
        self, table: Table, about: ColumnElement[bool], values: Mapping[str, Any]
    ) -> dict[_Key, _Row]:
        keys = [column.name for column in table.primary_key]
        rows = self._connection.execute(select(table).where(about), values).mappings()
        return {tuple(row[key] for key in keys): dict(row) for row in rows}

    def _differs(self, table: Table) -> bool:
        rows = self._tables[table]
        now: dict[_Key, _Row] = {}
        keys = list(rows.found)
        for start in range(0, len(keys), _CHUNK):
            some = keys[start : start + _CHUNK]
            now |= self._read(table, tuple_(*table.primary_key).in_(some), {})
        for about, values in rows.emptied:
            now |= self._read(table, about, values)
        kept = rows.found.keys() - rows.gone
        # One that is not there went with what it was part of.
        if any(key not in now or _said(rows.found[key]) != _said(now[key]) for key in kept):
            return True
        gone = Counter(_like(rows.found[key]) for key in rows.gone)
        come = Counter(_like(now[key]) for key in now.keys() - kept)
        return gone != come or rows.added != come.total()


def _said(row: _Row) -> _Row:
    return {name: value for name, value in row.items() if name not in _MOVES_BY_ITSELF}


def _like(row: _Row) -> str:
    """The same for two rows that say the same; JSON has no hash."""
    return repr([(name, value) for name, value in row.items() if name not in _NEW_EACH_TIME])


@contextmanager
def watching(connection: Connection) -> Iterator[Touched]:
    """Look on at what is written through this connection, which has begun its transaction."""
    touched = Touched(connection)
    event.listen(connection, "before_execute", touched.before)
    event.listen(connection, "after_execute", touched.after)
    try:
        yield touched
    finally:
        event.remove(connection, "before_execute", touched.before)
        event.remove(connection, "after_execute", touched.after)

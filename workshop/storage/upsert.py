"""A row that is there already is changed, not added: one statement on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert


def insert_or_update(
    connection: Connection,
    table: Table,
    keys: Sequence[Column[Any]],
    columns: Sequence[Column[Any]],
) -> Insert:
    """``INSERT … ON CONFLICT (keys) DO UPDATE`` of ``columns``, in the dialect of this connection.

    ``keys``: the columns of one unique key of the table.
    """
    if connection.dialect.name == "sqlite":
        lite = sqlite.insert(table)
        return lite.on_conflict_do_update(
            index_elements=keys,
            set_={column.name: lite.excluded[column.name] for column in columns},
        )
    post = postgresql.insert(table)
    return post.on_conflict_do_update(
        index_elements=keys, set_={column.name: post.excluded[column.name] for column in columns}
    )

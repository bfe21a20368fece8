"""What Alembic runs for each command; the connection, already in a transaction, is handed in.

There is no alembic.ini. To write the next migration after a change in ``storage/tables``::

    python -c "from workshop.storage.schema import draft; print(draft('what it does'))"

then ``ruff format`` it, read it, and set ``HEAD`` in ``storage/schema.py`` to its number.
As long as no release holds the first one, it may be written anew instead: delete
``versions/0001_first_tables.py`` and draft 'first tables'. A released migration never changes.

There is no way down: the way back is the copy made before each upgrade. Migrations import nothing
of the workshop: they must give tomorrow the tables that they give today.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from workshop.storage.tables import Moment, metadata


def _without_our_types(
    kind: str, thing: Any, _autogenerate: AutogenContext
) -> str | Literal[False]:
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot change a column: batch operations make the table anew.
    render_as_batch=context.config.attributes.get("in_batches", True),
    render_item=_without_our_types,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

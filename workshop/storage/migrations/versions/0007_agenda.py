"""The agenda of the day, when it began, and since when the room is in its phase."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phase_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("agenda", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        )
        batch_op.add_column(sa.Column("agenda_began_at", sa.DateTime(timezone=True), nullable=True))
    # The default was for the rows that were there; from now on the code says it.
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.alter_column("agenda", existing_type=sa.JSON(), server_default=None)

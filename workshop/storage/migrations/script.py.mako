<%
    lines = [line for line in upgrades.splitlines() if "###" not in line] if upgrades else ["pass"]
%>"""${message[0].upper() + message[1:]}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${"\n".join(lines).strip()}

"""Actions with the quadrant that they treat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workshop.domain.words import ActionStatus, Quadrant
from workshop.services.rows import Workshop
from workshop.services.views.merged import survivors
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class ActionLine:
    """``quadrant``: that of the topic it comes from, None without one."""

    label: str
    what: str
    owner: str
    to_confirm_with: str
    due: date | None
    measure: str
    status: ActionStatus
    topic: str | None
    solution: str | None
    quadrant: Quadrant | None


def read_actions(
    connection: Connection, workshop: Workshop, quadrants: Mapping[str, Quadrant]
) -> tuple[ActionLine, ...]:
    action, solution = tables.action, tables.solution
    stands = survivors(connection, workshop)
    lines = []
    for row in connection.execute(
        select(action, solution.c.number.label("solution"))
        .select_from(action.outerjoin(solution))
        .where(action.c.workshop_id == workshop.id)
        .order_by(action.c.number)
    ):
        number = stands.get(row.topic_id)
        topic = f"T{number}" if number is not None else None
        lines.append(
            ActionLine(
                label=f"A{row.number}",
                what=row.what,
                owner=row.owner,
                to_confirm_with=row.to_confirm_with,
                due=row.due,
                measure=row.measure,
                status=ActionStatus(row.status),
                topic=topic,
                solution=None if row.solution is None else f"S{row.solution}",
                quadrant=quadrants.get(topic) if topic else None,
            )
        )
    return tuple(lines)

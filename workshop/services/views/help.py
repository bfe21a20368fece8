"""The ideas that a phone may help with, and nobody's offers but its own."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from workshop.domain.phases import PhoneGesture
from workshop.domain.words import SolutionStatus
from workshop.services.help import help_key
from workshop.services.rows import Workshop
from workshop.services.views.board import count_voices
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class HelpTask:
    """An idea that a phone may help with; ``name``: what this phone gave, None while it has not."""

    solution: str
    title: str
    name: str | None = None


def read_help_tasks(connection: Connection, workshop: Workshop, token: str) -> tuple[HelpTask, ...]:
    """The room's ideas in random order, drawn once per idea, with this phone's own offers alone.

    Those set aside are left out. Empty unless the phase lets phones help, and while fewer voices
    than the floor have spoken.
    """
    if not workshop.may(PhoneGesture.HELP):
        return ()
    solution, offer = tables.solution, tables.help_offer
    if count_voices(connection, workshop.id) < workshop.floor:
        return ()
    rows = connection.execute(
        select(solution.c.id, solution.c.number, solution.c.title)
        .where(
            solution.c.workshop_id == workshop.id,
            solution.c.status != SolutionStatus.SET_ASIDE,
        )
        .order_by(solution.c.rank)
    ).all()
    keys = {help_key(workshop, token, row.id): row.id for row in rows}
    own = {
        keys[row.help_key]: row.name
        for row in connection.execute(
            select(offer.c.help_key, offer.c.name).where(offer.c.help_key.in_(keys))
        )
    }
    return tuple(HelpTask(f"S{row.number}", row.title, own.get(row.id)) for row in rows)

"""How the steps of two life cycles meet, and whom cards are about."""

from collections import Counter
from dataclasses import replace

from sqlalchemy import select

from workshop.domain.journey import Persona
from workshop.domain.words import Lane, Side
from workshop.services import personas
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import each, one_of, there, within
from workshop.services.archive.records import LinkRecord, PersonaRecord
from workshop.services.archive.storing import store
from workshop.services.journeys import read_steps
from workshop.storage import tables


def read_personas(out: Leaving) -> tuple[PersonaRecord, ...]:
    """The personas, in the order that ``Leaving.personas`` numbers them in."""
    return tuple(
        PersonaRecord(side=one.side, name=one.name, description=one.description)
        for one in personas.read_personas(out.connection, out.workshop.id)
    )


def read_links(out: Leaving) -> tuple[LinkRecord, ...]:
    link, step = tables.step_link, tables.step
    found = out.connection.execute(
        select(link)
        .join(step, step.c.id == link.c.client_step_id)
        .where(step.c.workshop_id == out.workshop.id)
    )
    return tuple(
        LinkRecord(client=str(client), employee=str(employee))
        for client, employee in sorted(
            (int(out.steps[row.client_step_id]), int(out.steps[row.employee_step_id]))
            for row in found
        )
    )


def check_link(record: LinkRecord, labels: Labels) -> LinkRecord:
    """A step of each life cycle. Raises a WorkshopError."""
    for place, lane in ((record.client, Lane.CLIENT), (record.employee, Lane.EMPLOYEE)):
        there(
            place, {str(number) for number, step in enumerate(labels.steps, 1) if step.lane is lane}
        )
    return record


def check_personas(records: tuple[PersonaRecord, ...]) -> tuple[PersonaRecord, ...]:
    """At most five a side. Raises FileUnreadable."""
    so_far: Counter[str] = Counter()

    def clean(record: PersonaRecord) -> PersonaRecord:
        one_of("side", record.side, tuple(Side))
        so_far[record.side] += 1
        within("personas", so_far[record.side], 0, personas.MOST_PERSONAS)
        persona = personas.clean_persona(
            Persona(Side(record.side), record.name, record.description), Side(record.side)
        )
        return replace(record, name=persona.name, description=persona.description)

    return each("personas", records, clean)


def take_steps(into: Entering) -> None:
    """The steps are stored with the workshop's own row: cards and questions know their places."""
    steps = read_steps(into.connection, into.workshop_id)
    into.steps = {str(step.position): step.id for step in steps}


def take_links(into: Entering) -> None:
    store(
        into.connection,
        tables.step_link,
        [
            {
                "client_step_id": into.steps[link.client],
                "employee_step_id": into.steps[link.employee],
            }
            for link in into.archive.links
        ],
    )


def take_personas(into: Entering) -> None:
    """Store the personas; cards know them by their place."""
    ids = personas.insert_personas(
        into.connection,
        into.workshop_id,
        [Persona(Side(one.side), one.name, one.description) for one in into.archive.personas],
    )
    into.personas = {str(place): int(persona_id) for place, persona_id in enumerate(ids, 1)}

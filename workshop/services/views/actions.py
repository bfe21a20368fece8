"""Actions with the quadrant that they treat, who carries them and what they wait for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from workshop.domain.codes import label_of
from workshop.domain.commitment import missing_of
from workshop.domain.words import QUADRANTS, UNDER_WAY, ActionStatus, Priority, Quadrant
from workshop.services.roadmap import read_needs
from workshop.services.rows import Workshop
from workshop.services.views.merged import survivors
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class ActionLine:
    """``quadrant``: that of its topic in its place, else the one ``chosen`` for it, else None.

    ``domain``: its name; ``project``: its label; ``person``: the label of whoever carries it or is
    to be asked; ``needs``: the labels of what has to be finished before. ``term``: a Term's code,
    "" before it has its place on the roadmap.
    """

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
    confirm_before: date | None = None
    chosen: Quadrant | None = None
    priority: Priority = Priority.NORMAL
    term: str = ""
    domain: str | None = None
    project: str | None = None
    person: str | None = None
    done_on: date | None = None
    needs: tuple[str, ...] = ()

    @property
    def carrier(self) -> str:
        """Who carries it, or is to be asked; "" while nobody is."""
        return self.owner or self.to_confirm_with

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the five it does not say yet, by the names of their fields."""
        return missing_of(
            owner=self.owner,
            to_confirm_with=self.to_confirm_with,
            confirm_before=self.confirm_before,
            due=self.due,
            measure=self.measure,
            in_quadrant=self.quadrant in QUADRANTS,
        )

    def late(self, today: date) -> bool:
        """True for what was promised for a day before ``today`` and is still under way."""
        return self.status in UNDER_WAY and self.due is not None and self.due < today


def read_actions(
    connection: Connection, workshop: Workshop, quadrants: Mapping[str, Quadrant]
) -> tuple[ActionLine, ...]:
    """The actions in the order of their numbers; ``quadrants`` by the labels of topics."""
    action, solution, person = tables.action, tables.solution, tables.person
    domain, project = tables.functional_domain, tables.project
    stands, needs = survivors(connection, workshop), read_needs(connection, workshop)
    return tuple(
        _line(
            row,
            topic=label_of("T", stands.get(row.topic_id)),
            quadrants=quadrants,
            needs=needs.get(f"A{row.number}", ()),
        )
        for row in connection.execute(
            select(
                action,
                solution.c.number.label("solution"),
                domain.c.name.label("domain"),
                project.c.number.label("project"),
                person.c.number.label("person"),
            )
            .select_from(
                action.outerjoin(solution, solution.c.id == action.c.solution_id)
                .outerjoin(domain, domain.c.id == action.c.domain_id)
                .outerjoin(project, project.c.id == action.c.project_id)
                .outerjoin(person, person.c.id == action.c.owner_id)
            )
            .where(action.c.workshop_id == workshop.id)
            .order_by(action.c.number)
        )
    )


def _line(
    row: Any, *, topic: str | None, quadrants: Mapping[str, Quadrant], needs: tuple[str, ...]
) -> ActionLine:
    chosen = Quadrant(row.quadrant) if row.quadrant else None
    return ActionLine(
        label=f"A{row.number}",
        what=row.what,
        owner=row.owner,
        to_confirm_with=row.to_confirm_with,
        due=row.due,
        measure=row.measure,
        status=ActionStatus(row.status),
        topic=topic,
        solution=label_of("S", row.solution),
        quadrant=_quadrant(quadrants.get(topic) if topic else None, chosen),
        confirm_before=row.confirm_before,
        chosen=chosen,
        priority=Priority(row.priority),
        term=row.term,
        domain=row.domain,
        project=label_of("J", row.project),
        person=label_of("P", row.person),
        done_on=row.done_on,
        needs=needs,
    )


def _quadrant(of_topic: Quadrant | None, chosen: Quadrant | None) -> Quadrant | None:
    """The topic's place when it has one; without, what was chosen says more than "not placed"."""
    return of_topic if of_topic in QUADRANTS else chosen or of_topic

"""Actions with a day, for a calendar: those of a workshop, or those of one person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from workshop.domain.words import ActionStatus, Priority
from workshop.services.actors import Facilitating, Named
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot, snapshot_as_person
from workshop.services.views.merged import survivors
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class DatedAction:
    """A commitment. ``changed``: the revision that last touched it, which only grows.

    ``trail``: the labels of the topic, the idea and the project that it belongs to.
    """

    label: str
    what: str
    owner: str
    to_confirm_with: str
    confirm_before: date | None
    due: date
    measure: str
    status: ActionStatus
    priority: Priority
    changed: int
    trail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedActions:
    """What a calendar needs, made at ``now``. ``person``: whose it is, "" for everybody's."""

    code: str
    title: str
    language: str
    client_name: str
    team_name: str
    person: str
    now: datetime
    lines: tuple[DatedAction, ...]


def read_dated_actions(house: House, actor: Facilitating) -> DatedActions:
    """Every commitment of the workshop, for its facilitator. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        return _dated_actions(house, seen.connection, seen.workshop)


def read_my_dated_actions(house: House, me: Named) -> DatedActions:
    """One's own commitments. Raises WorkshopUnknown."""
    with snapshot_as_person(house, me) as (seen, person):
        mine = tables.action.c.owner_id == person.id
        return _dated_actions(house, seen.connection, seen.workshop, mine, whose=person.name)


def _dated_actions(
    house: House,
    connection: Connection,
    workshop: Workshop,
    *only: ColumnElement[bool],
    whose: str = "",
) -> DatedActions:
    return DatedActions(
        code=workshop.code,
        title=workshop.title,
        language=workshop.language,
        client_name=workshop.client_name,
        team_name=workshop.team_name,
        person=whose,
        now=house.clock(),
        lines=_lines(connection, workshop, *only),
    )


def _lines(
    connection: Connection, workshop: Workshop, *only: ColumnElement[bool]
) -> tuple[DatedAction, ...]:
    """The commitments with a day for which ``only`` holds, by that day."""
    action, solution, project = tables.action, tables.solution, tables.project
    stands = survivors(connection, workshop)
    return tuple(
        _line(row, stands.get(row.topic_id))
        for row in connection.execute(
            select(action, solution.c.number.label("solution"), project.c.number.label("project"))
            .select_from(
                action.outerjoin(solution, solution.c.id == action.c.solution_id).outerjoin(
                    project, project.c.id == action.c.project_id
                )
            )
            .where(
                action.c.workshop_id == workshop.id,
                action.c.due.is_not(None),
                action.c.status != ActionStatus.DRAFT,
                *only,
            )
            .order_by(action.c.due, action.c.number)
        )
    )


def _line(row: Any, topic: int | None) -> DatedAction:
    tied = (("T", topic), ("S", row.solution), ("J", row.project))
    return DatedAction(
        label=f"A{row.number}",
        what=row.what,
        owner=row.owner,
        to_confirm_with=row.to_confirm_with,
        confirm_before=row.confirm_before,
        due=row.due,
        measure=row.measure,
        status=ActionStatus(row.status),
        priority=Priority(row.priority),
        changed=row.changed,
        trail=tuple(f"{letter}{number}" for letter, number in tied if number is not None),
    )

"""The people of a programme, as the facilitator's list shows them."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, func, select

from workshop.domain.words import UNDER_WAY
from workshop.services.access import is_live_for_person
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody named. ``actions``: committed ones of theirs that are not done.

    ``links``: how many links open their page, ``until``: the last day on which one does.
    """

    label: str
    name: str
    job: str
    email: str = field(repr=False)
    ranks: bool
    actions: int
    links: int
    until: date | None


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody, by name."""

    revision: int
    people: tuple[PersonLine, ...]

    def named(self, label: str) -> PersonLine | None:
        return next((person for person in self.people if person.label == label), None)


def read_people(house: House, actor: Facilitating) -> PeopleView:
    """The people of a workshop. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        lines = _lines(house, seen.connection, seen.workshop)
        return PeopleView(seen.workshop.revision, lines)


def _lines(house: House, connection: Connection, workshop: Workshop) -> tuple[PersonLine, ...]:
    person, link, action = tables.person, tables.person_link, tables.action
    open_actions = (
        select(func.count())
        .where(
            action.c.owner_id == person.c.id,
            action.c.status.in_(UNDER_WAY),
        )
        .correlate(person)
        .scalar_subquery()
    )
    links = {
        row.person_id: row
        for row in connection.execute(
            select(
                link.c.person_id,
                func.count().label("links"),
                func.max(link.c.expires_at).label("until"),
            )
            .join_from(link, person)
            .where(person.c.workshop_id == workshop.id, is_live_for_person(house.clock()))
            .group_by(link.c.person_id)
        )
    }
    lines = [
        PersonLine(
            label=f"P{row.number}",
            name=row.name,
            job=row.job,
            email=row.email,
            ranks=row.ranks,
            actions=row.actions,
            links=links[row.id].links if row.id in links else 0,
            until=links[row.id].until.date() if row.id in links else None,
        )
        for row in connection.execute(
            select(person, open_actions.label("actions")).where(person.c.workshop_id == workshop.id)
        )
    ]
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.label)))

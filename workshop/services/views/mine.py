"""A named person's own page: what they carry, and the ideas they are asked about."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Row, select

from workshop.domain.ranking import Mark
from workshop.domain.words import UNDER_WAY, ActionDeed, ActionStatus, Priority, Side, Transfer
from workshop.services.actors import Named
from workshop.services.house import House
from workshop.services.rows import PersonRow, Workshop
from workshop.services.stakeholders import read_ideas_to_rank
from workshop.services.transaction import snapshot_as_person
from workshop.services.weighed import Weighed, read_weighed
from workshop.storage import tables

SAID_LAST = 3
"""Lines of an action's history that its page shows."""


@dataclass(frozen=True, slots=True)
class Said:
    """A word on an action. ``by``: a person's name, "" for the facilitator."""

    on: date
    deed: ActionDeed
    by: str
    says: str


@dataclass(frozen=True, slots=True)
class MyAction:
    """An action of one's own. ``days_late``: 0 while it is not.

    ``asked``: the owner has not accepted it yet; ``answer_by``: until when, where that is said.
    """

    label: str
    what: str
    measure: str
    due: date | None
    days_late: int
    status: ActionStatus
    priority: Priority
    asked: bool
    answer_by: date | None
    done_on: date | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class MyIdea:
    """An idea to rank; ``mark``: what one has said of it, None before.

    ``transfer``: the room's verdict, None before anybody gave one; ``payer``: who pays, when red.
    """

    label: str
    title: str
    transfer: Transfer | None
    payer: Side | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class MyPage:
    """All that a personal link opens. ``ideas``: none for somebody who is not asked to rank."""

    code: str
    revision: int
    title: str
    language: str
    client_name: str
    team_name: str
    name: str
    ranks: bool
    today: date
    actions: tuple[MyAction, ...]
    ideas: tuple[MyIdea, ...]

    @property
    def under_way(self) -> tuple[MyAction, ...]:
        """What is to be done: the most overdue first, what has no date last."""
        return tuple(action for action in self.actions if action.status in UNDER_WAY)

    @property
    def done(self) -> tuple[MyAction, ...]:
        """What is done, the last one first."""
        return tuple(
            sorted(
                (action for action in self.actions if action.status is ActionStatus.DONE),
                key=lambda action: action.done_on or date.min,
                reverse=True,
            )
        )

    @property
    def ranked(self) -> int:
        """How many of the ideas one has said something of."""
        return sum(idea.mark is not None for idea in self.ideas)


def read_mine(house: House, actor: Named) -> MyPage:
    """What a person's link opens: their own actions and marks, and nobody else's.

    Raises WorkshopUnknown when it opens nothing (any more).
    """
    with snapshot_as_person(house, actor) as (seen, person):
        workshop, connection = seen.workshop, seen.connection
        today = house.clock().date()
        return MyPage(
            code=workshop.code,
            revision=workshop.revision,
            title=workshop.title,
            language=workshop.language,
            client_name=workshop.client_name,
            team_name=workshop.team_name,
            name=person.name,
            ranks=person.ranks,
            today=today,
            actions=_actions(connection, person, today),
            ideas=_ideas(connection, workshop, person) if person.ranks else (),
        )


def _actions(connection: Connection, person: PersonRow, today: date) -> tuple[MyAction, ...]:
    action = tables.action
    rows = connection.execute(
        select(action)
        # A draft is the facilitator's: nobody has been asked for anything yet.
        .where(action.c.owner_id == person.id, action.c.status != ActionStatus.DRAFT)
        .order_by(action.c.due.is_(None), action.c.due, action.c.number)
    ).all()
    said = _said(connection, person)
    return tuple(_mine(row, said.get(row.id, []), today) for row in rows)


def _mine(row: Row[tuple[object, ...]], said: list[Said], today: date) -> MyAction:
    status = ActionStatus(row.status)
    late = (today - row.due).days if row.due and status in UNDER_WAY else 0
    return MyAction(
        label=f"A{row.number}",
        what=row.what,
        measure=row.measure,
        due=row.due,
        days_late=max(0, late),
        status=status,
        priority=Priority(row.priority),
        asked=bool(row.to_confirm_with) and status in UNDER_WAY,
        answer_by=row.confirm_before,
        done_on=row.done_on,
        said=tuple(said[:SAID_LAST]),
    )


def _said(connection: Connection, person: PersonRow) -> dict[int, list[Said]]:
    """By action of this person, the words that were written with its history, newest first."""
    event, action = tables.action_event, tables.action
    found: dict[int, list[Said]] = {}
    for row in connection.execute(
        select(event)
        .join_from(event, action)
        .where(action.c.owner_id == person.id, event.c.says != "")
        .order_by(event.c.happened_on.desc(), event.c.id.desc())
    ):
        found.setdefault(row.action_id, []).append(
            Said(row.happened_on, ActionDeed(row.deed), row.by, row.says)
        )
    return found


def _ideas(connection: Connection, workshop: Workshop, person: PersonRow) -> tuple[MyIdea, ...]:
    ideas = read_ideas_to_rank(connection, workshop)
    weighed = read_weighed(connection, workshop, [idea.id for idea in ideas])
    ballot = tables.stakeholder_ballot
    marks = {
        row.solution_id: Mark(row.feasibility, row.buy_in)
        for row in connection.execute(select(ballot).where(ballot.c.person_id == person.id))
    }
    return tuple(
        MyIdea(idea.label, idea.title, *_verdict(weighed[idea.id]), mark=marks.get(idea.id))
        for idea in ideas
    )


def _verdict(weighed: Weighed) -> tuple[Transfer | None, Side | None]:
    if not weighed.ballots:
        return None, None
    return weighed.verdict.transfer, weighed.verdict.payer

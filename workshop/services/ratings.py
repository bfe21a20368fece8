"""Ballots on solutions: who would gain, who would pay."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, insert, select, update

from workshop.domain.errors import (
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    SolutionUnknown,
    ValueUnknown,
)
from workshop.domain.phases import PhoneGesture
from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.domain.words import Side, Subject
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.participants import add_voice, hash_participant, settle
from workshop.services.rows import Workshop
from workshop.services.solutions import find_solution
from workshop.services.standing import is_counted
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables

RATED_BY_EACH = 3
"""Solutions that one phone is asked to rate."""

LEADING = 8
"""Solutions that are rated, of those the room has voted on (METHOD.md, phase 10)."""

_EFFECTS = ("client", "employee", "usability")


def rate(
    house: House,
    actor: Facilitating,
    label: str,
    *,
    by: str,
    client: int,
    employee: int,
    usability: int,
) -> None:
    """One new anonymous ballot by somebody who speaks for ``by``; effects from −2 to +2.

    Raises SolutionUnknown, ValueUnknown (``by``), NumberOutOfRange.
    """
    if by not in tuple(Side):
        raise ValueUnknown(field="by", value=by)
    effects = {"client": client, "employee": employee, "usability": usability}
    for effect, value in effects.items():
        # A form's number may be 1.5 or not a number at all, whatever the hint says.
        if not isinstance(value, int) or not RATING_LOW <= value <= RATING_HIGH:
            raise NumberOutOfRange(field=effect, low=RATING_LOW, high=RATING_HIGH)
    with change(house, actor) as deed:
        solution_id = find_solution(deed, label)
        deed.connection.execute(
            insert(tables.rating).values(
                solution_id=solution_id,
                participant_id=add_voice(deed, speaks_for=Side(by)),
                rank=house.draw(),
                **effects,
            )
        )


@dataclass(frozen=True, slots=True)
class RatingSent:
    """A phone's ballot on a solution: three effects as they were sent, −2 … 2 each."""

    token: str = field(repr=False)
    solution: str
    client: str
    employee: str
    usability: str


def rate_solutions(deed: Deed, gestures: Sequence[RatingSent]) -> list[object]:
    """Apply phones' ballots in order (for ``Writer.submit``); a participant's last one counts.

    Refusals: PhaseClosed, DoorClosed, SolutionUnknown, NumberOutOfRange.
    """
    if not deed.workshop.may(PhoneGesture.RATE):
        return [PhaseClosed(phase=deed.workshop.phase)] * len(gestures)
    people = settle(deed, (gesture.token for gesture in gestures))
    solution, rating = tables.solution, tables.rating
    ids = {
        f"S{row.number}": row.id
        for row in deed.connection.execute(
            select(solution.c.number, solution.c.id).where(
                solution.c.workshop_id == deed.workshop.id
            )
        )
    }
    known = {
        (row.solution_id, row.participant_id): {name: getattr(row, name) for name in _EFFECTS}
        for row in deed.connection.execute(
            select(rating).where(rating.c.participant_id.in_(people.values()))
        )
    }
    return [_rate_sent(deed, gesture, people, ids, known) for gesture in gestures]


def _rate_sent(
    deed: Deed,
    gesture: RatingSent,
    people: dict[str, int],
    ids: dict[str, int],
    known: dict[tuple[int, int], dict[str, int]],
) -> object:
    if gesture.token not in people:
        return DoorClosed()
    if gesture.solution not in ids:
        return SolutionUnknown(solution=gesture.solution)
    try:
        effects = {name: _effect(name, getattr(gesture, name)) for name in _EFFECTS}
    except NumberOutOfRange as refused:
        return refused
    answer = {"solution": gesture.solution, **effects}
    rating = tables.rating
    key = (ids[gesture.solution], people[gesture.token])
    if known.get(key) == effects:
        return answer
    if key in known:
        deed.connection.execute(
            update(rating)
            .where(rating.c.solution_id == key[0], rating.c.participant_id == key[1])
            .values(**effects)
        )
    else:
        deed.connection.execute(
            insert(rating).values(
                solution_id=key[0], participant_id=key[1], rank=deed.house.draw(), **effects
            )
        )
    known[key] = effects
    return Done(answer)


def _effect(name: str, sent: str) -> int:
    values = {str(value): value for value in range(RATING_LOW, RATING_HIGH + 1)}
    if sent not in values:
        raise NumberOutOfRange(field=name, low=RATING_LOW, high=RATING_HIGH)
    return values[sent]


@dataclass(frozen=True, slots=True)
class RatingTask:
    """A solution that a phone is asked to rate; the effects are None until it has."""

    solution: str
    title: str
    client: int | None
    employee: int | None
    usability: int | None


def read_rating_tasks(
    connection: Connection, workshop: Workshop, token: str, *, limit: int = RATED_BY_EACH
) -> tuple[RatingTask, ...]:
    """The solutions this phone rates: those it has rated, then the least rated ones.

    Only the eight leading ones, once a round of votes on solutions has been revealed. Ties are
    random, and the same at each reading by the same phone. In the order of their numbers, so that
    a page drawn again does not shuffle what a finger is about to touch.
    """
    solution, rating, person = tables.solution, tables.rating, tables.participant
    me = hash_participant(workshop, token)
    own = {
        row.solution_id: row
        for row in connection.execute(
            select(rating)
            .join_from(rating, person)
            .where(person.c.workshop_id == workshop.id, person.c.key_hash == me)
        )
    }
    ballots = (
        select(rating.c.solution_id, func.count().label("given"))
        .group_by(rating.c.solution_id)
        .subquery()
    )
    points = _revealed_points(connection, workshop)
    rows = connection.execute(
        select(solution.c.id, solution.c.number, solution.c.title, ballots.c.given)
        .select_from(solution.outerjoin(ballots, ballots.c.solution_id == solution.c.id))
        .where(solution.c.workshop_id == workshop.id)
        .order_by(solution.c.number)
    ).all()
    if points:
        leading = sorted(rows, key=lambda row: -points.get(row.id, 0))[:LEADING]
        rows = [row for row in leading if row.id in own or points.get(row.id, 0)]

    def chance(number: int) -> bytes:
        return hashlib.blake2s(f"{me} {number}".encode()).digest()

    rows = sorted(rows, key=lambda row: (row.id not in own, row.given or 0, chance(row.number)))
    return tuple(
        RatingTask(
            f"S{row.number}",
            row.title,
            *(getattr(own[row.id], name) if row.id in own else None for name in _EFFECTS),
        )
        for row in sorted(rows[:limit], key=lambda row: row.number)
    )


def _revealed_points(connection: Connection, workshop: Workshop) -> dict[int, int]:
    """The points of each solution in the newest revealed round on solutions; {} without one."""
    session, ballot, person = tables.vote_session, tables.ballot, tables.participant
    newest = connection.scalar(
        select(session.c.id)
        .where(
            session.c.workshop_id == workshop.id,
            session.c.subject == Subject.SOLUTIONS,
            session.c.revealed.is_(True),
        )
        .order_by(session.c.number.desc())
        .limit(1)
    )
    return {
        row.solution_id: row.points
        for row in connection.execute(
            select(ballot.c.solution_id, func.sum(ballot.c.points).label("points"))
            .select_from(ballot.join(session).join(person))
            .where(session.c.id == newest, ballot.c.solution_id.is_not(None), is_counted())
            .group_by(ballot.c.solution_id)
        )
    }

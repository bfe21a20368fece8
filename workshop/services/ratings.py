"""Ballots on solutions: who would gain, who would pay."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, case, func, insert, select, update

from workshop.domain.errors import (
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    SolutionUnknown,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.phases import PhoneGesture
from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.domain.weighing import WEIGHT_HIGH, WEIGHT_LOW
from workshop.domain.words import Beyond, Side, SolutionStatus, Subject
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import SOLUTION, find_id, ids_by_number
from workshop.services.participants import add_voice, hash_participant, settle
from workshop.services.rows import Workshop
from workshop.services.standing import is_counted
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables

RATED_BY_EACH = 3
"""Solutions that one phone is asked to rate."""

LEADING = 8
"""Solutions that are rated, of those the room has voted on (METHOD.md, phase 10)."""

_EFFECTS = ("client", "employee", "usability")
_BEYOND = tuple(whom.value for whom in Beyond)
_RANGES = ("benefit", "effort")
_WEIGHTS = tuple(f"{name}_{end}" for name in _RANGES for end in ("low", "high"))
_COLUMNS = (*_EFFECTS, *_BEYOND, *_WEIGHTS)

_NO_NUMBER = 99
_NUMBERS = {str(number): number for number in range(RATING_LOW, WEIGHT_HIGH + 1)}
"""The numbers that a phone may send, by how it writes them."""


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """A ballot as it was given: effects from −2 to +2, benefit and effort from 1 to 5.

    None: it says nothing of that. One end of a range alone is a range of that one number.
    """

    client: int
    employee: int
    usability: int
    suppliers: int | None = None
    citizens: int | None = None
    benefit_low: int | None = None
    benefit_high: int | None = None
    effort_low: int | None = None
    effort_high: int | None = None


def clean_rating(draft: RatingDraft) -> dict[str, int | None]:
    """The columns of a ballot. Raises NumberOutOfRange (by field) for what a form must not say."""
    said: dict[str, int | None] = {name: _effect(name, getattr(draft, name)) for name in _EFFECTS}
    for name in _BEYOND:
        value = getattr(draft, name)
        said[name] = None if value is None else _effect(name, value)
    for name in _RANGES:
        low, high = getattr(draft, f"{name}_low"), getattr(draft, f"{name}_high")
        low, high = high if low is None else low, low if high is None else high
        if low is not None:
            _within(name, low, WEIGHT_LOW, WEIGHT_HIGH)
            _within(name, high, low, WEIGHT_HIGH)
        said |= {f"{name}_low": low, f"{name}_high": high}
    return said


def _effect(name: str, value: object) -> int:
    return _within(name, value, RATING_LOW, RATING_HIGH)


def _within(name: str, value: object, low: int, high: int) -> int:
    # A form's number may be 1.5 or not a number at all, whatever the hint says.
    if type(value) is not int or not low <= value <= high:
        raise NumberOutOfRange(field=name, low=low, high=high)
    return value


def rate(
    house: House,
    actor: Facilitating,
    label: str,
    *,
    by: str,
    client: int,
    employee: int,
    usability: int,
    suppliers: int | None = None,
    citizens: int | None = None,
    benefit: tuple[int, int] | None = None,
    effort: tuple[int, int] | None = None,
) -> None:
    """One new anonymous ballot by somebody who speaks for ``by``; effects from −2 to +2.

    ``benefit``, ``effort``: the lowest and the highest they may be, 1 to 5.
    Raises SolutionUnknown, ValueUnknown (``by``), NumberOutOfRange.
    """
    if by not in tuple(Side):
        raise ValueUnknown(field="by", value=by)
    ranges = (benefit or (None, None), effort or (None, None))
    weights = dict(zip(_WEIGHTS, (end for ends in ranges for end in ends), strict=True))
    draft = RatingDraft(client, employee, usability, suppliers, citizens, **weights)
    ballot = clean_rating(draft)
    with change(house, actor, Gesture.RATE) as deed:
        solution_id = find_id(deed, SOLUTION, label)
        deed.connection.execute(
            insert(tables.rating).values(
                solution_id=solution_id,
                participant_id=add_voice(deed, speaks_for=Side(by)),
                rank=house.draw(),
                **ballot,
            )
        )


@dataclass(frozen=True, slots=True)
class RatingSent:
    """A phone's ballot on a solution as it was sent: effects of −2 … 2, the rest 1 … 5 or ""."""

    token: str = field(repr=False)
    solution: str
    client: str
    employee: str
    usability: str
    suppliers: str = ""
    citizens: str = ""
    benefit_low: str = ""
    benefit_high: str = ""
    effort_low: str = ""
    effort_high: str = ""

    @property
    def draft(self) -> RatingDraft:
        """The same in numbers; what is none is 99, which no field may be."""
        values = {name: self._number(name) for name in _COLUMNS}
        return RatingDraft(**values)  # type: ignore[arg-type]

    def _number(self, name: str) -> int | None:
        sent = getattr(self, name)
        if not sent and name not in _EFFECTS:
            return None
        return _NUMBERS.get(sent, _NO_NUMBER)


def rate_solutions(deed: Deed, gestures: Sequence[RatingSent]) -> list[object]:
    """Apply phones' ballots in order (for ``Writer.submit``); a participant's last one counts.

    Refusals: PhaseClosed, DoorClosed, SolutionUnknown, NumberOutOfRange.
    """
    if not deed.workshop.may(PhoneGesture.RATE):
        return [PhaseClosed(phase=deed.workshop.phase)] * len(gestures)
    people = settle(deed, (gesture.token for gesture in gestures))
    rating = tables.rating
    ids = {f"S{number}": row_id for number, row_id in ids_by_number(deed, SOLUTION).items()}
    known = {
        (row.solution_id, row.participant_id): {name: getattr(row, name) for name in _COLUMNS}
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
    known: dict[tuple[int, int], dict[str, int | None]],
) -> object:
    if gesture.token not in people:
        return DoorClosed()
    if gesture.solution not in ids:
        return SolutionUnknown(solution=gesture.solution)
    try:
        ballot = clean_rating(gesture.draft)
    except NumberOutOfRange as refused:
        return refused
    # What a ballot says nothing of is not answered either.
    told = {name: value for name, value in ballot.items() if value is not None}
    answer = {"solution": gesture.solution, **told}
    rating = tables.rating
    key = (ids[gesture.solution], people[gesture.token])
    if known.get(key) == ballot:
        return answer
    if key in known:
        deed.connection.execute(
            update(rating)
            .where(rating.c.solution_id == key[0], rating.c.participant_id == key[1])
            .values(**ballot)
        )
    else:
        deed.connection.execute(
            insert(rating).values(
                solution_id=key[0], participant_id=key[1], rank=deed.house.draw(), **ballot
            )
        )
    known[key] = ballot
    return Done(answer)


@dataclass(frozen=True, slots=True)
class RatingTask:
    """A solution that a phone is asked to rate; the rest is None until it has."""

    solution: str
    title: str
    client: int | None = None
    employee: int | None = None
    usability: int | None = None
    suppliers: int | None = None
    citizens: int | None = None
    benefit_low: int | None = None
    benefit_high: int | None = None
    effort_low: int | None = None
    effort_high: int | None = None


def read_rating_tasks(
    connection: Connection, workshop: Workshop, token: str, *, limit: int = RATED_BY_EACH
) -> tuple[RatingTask, ...]:
    """The solutions this phone rates: those it has rated, then those least rated by its own side.

    So the few who speak for a side are asked about what nobody of theirs has weighed yet: without
    them it stays amber. None that was set aside; only the eight leading ones, once a round of
    votes on solutions has been revealed. Ties are random, and the same at each reading by the same
    phone. In the order of their numbers, so that a page drawn again does not shuffle what a finger
    is about to touch.
    """
    me = hash_participant(workshop, token)
    own = _own_ballots(connection, workshop, me)
    rows = _to_rate(connection, workshop, me)
    points = revealed_points(connection, workshop)
    if points:
        leading = sorted(rows, key=lambda row: -points.get(row.id, 0))[:LEADING]
        rows = [row for row in leading if row.id in own or points.get(row.id, 0)]

    def turn(row: Any) -> tuple[bool, int, int, bytes]:
        chance = hashlib.blake2s(f"{me} {row.number}".encode()).digest()
        return row.id not in own, row.of_my_side or 0, row.given or 0, chance

    return tuple(
        RatingTask(f"S{row.number}", row.title, **own.get(row.id, {}))
        for row in sorted(sorted(rows, key=turn)[:limit], key=lambda row: row.number)
    )


def _own_ballots(connection: Connection, workshop: Workshop, me: str) -> dict[int, dict[str, Any]]:
    """What a phone (its hash) has said of each solution, by the solution's id."""
    rating, person = tables.rating, tables.participant
    return {
        row.solution_id: {name: getattr(row, name) for name in _COLUMNS}
        for row in connection.execute(
            select(rating)
            .join_from(rating, person)
            .where(person.c.workshop_id == workshop.id, person.c.key_hash == me)
        )
    }


def _to_rate(connection: Connection, workshop: Workshop, me: str) -> Sequence[Any]:
    """The solutions that were not set aside, by number, each with how many ballots it was given,
    and how many of them by the side that a phone (its hash) speaks for."""
    solution, rating, person = tables.solution, tables.rating, tables.participant
    side = (
        select(person.c.speaks_for)
        .where(person.c.workshop_id == workshop.id, person.c.key_hash == me)
        .scalar_subquery()
    )
    # Whoever has done nothing yet speaks for the team.
    is_mine = person.c.speaks_for == func.coalesce(side, Side.EMPLOYEE)
    ballots = (
        select(
            rating.c.solution_id,
            func.count().label("given"),
            func.sum(case((is_mine, 1), else_=0)).label("of_my_side"),
        )
        .join_from(rating, person)
        .where(person.c.workshop_id == workshop.id)
        .group_by(rating.c.solution_id)
        .subquery()
    )
    return connection.execute(
        select(
            solution.c.id,
            solution.c.number,
            solution.c.title,
            ballots.c.given,
            ballots.c.of_my_side,
        )
        .select_from(solution.outerjoin(ballots, ballots.c.solution_id == solution.c.id))
        .where(
            solution.c.workshop_id == workshop.id,
            solution.c.status != SolutionStatus.SET_ASIDE,
        )
        .order_by(solution.c.number)
    ).all()


def revealed_points(connection: Connection, workshop: Workshop) -> dict[int, int]:
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

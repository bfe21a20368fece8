"""How long workshops stay: sealed, then deleted, where whoever runs the app has said when.

Nothing ends by itself without a setting, and nothing ends but by ``workshop retention``: a timer
of the computer runs it each night.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from workshop.domain.errors import TitleDoesNotMatch, WorkshopUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Phase
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.sealing import seal
from workshop.services.transaction import glance
from workshop.services.workshops import delete_workshop
from workshop.settings import Keeping
from workshop.storage import tables

OVER = (Phase.CLOSE, Phase.FOLLOW)
"""From the close on, the day of the room is over."""
_MOVES = (Gesture.SET_PHASE, Gesture.GO_ON)
_SEALS = Gesture.SEAL
_ZONES = timedelta(days=1)
"""It may be tomorrow already where somebody did something."""


@dataclass(frozen=True, slots=True)
class Term:
    """When a workshop ends. ``seal_on``: None where nothing seals it, or once it is sealed;
    ``delete_on``: None where nothing deletes it."""

    code: str
    title: str
    seal_on: date | None
    delete_on: date | None

    def ends(self, today: date) -> str:
        """What is due: ``delete``, ``seal``, or "" for nothing yet."""
        if self.delete_on is not None and self.delete_on <= today:
            return "delete"
        return "seal" if self.seal_on is not None and self.seal_on <= today else ""


def terms_of(
    connection: Connection, keeping: Keeping, today: date, ids: Collection[int] | None = None
) -> dict[int, Term]:
    """The terms of these workshops (None: of all), by id; as many statements for one as for many.

    A workshop is sealed so many days after it last came into ``close`` or ``follow``, or, where it
    never did, after its last gesture; and deleted so many days after the last gesture of a
    facilitator, of somebody who carries an action, or of the sponsor: a plan that is followed is
    not taken away from those who follow it. A day that has not come yet, which a file that was
    taken in may hold, says nothing.
    """
    workshop = tables.workshop
    found = select(workshop)
    if ids is not None:
        found = found.where(workshop.c.id.in_(ids))
    rows = connection.execute(found.order_by(workshop.c.id)).all()
    if keeping.seal is None and keeping.delete is None:
        return {row.id: Term(row.code, row.title, None, None) for row in rows}
    closed, touched = _closed(connection), _touched(connection)
    return {
        row.id: _term(row, keeping, today, closed.get(row.id), touched.get(row.id, []))
        for row in rows
    }


def today_of(house: House) -> date:
    """The day by which terms are counted, the same wherever the computer stands."""
    return house.clock().astimezone(UTC).date()


def keep_to_terms(
    house: House, keeping: Keeping, *, dry_run: bool = False
) -> list[tuple[str, Term]]:
    """Seal and delete what is due today; gives what was done, or would be with ``dry_run``.

    Each is looked at again right before: one in which somebody moved meanwhile stays.
    """
    today = today_of(house)
    with glance(house) as connection:
        seen = terms_of(connection, keeping, today)
    due = [(row_id, term) for row_id, term in seen.items() if term.ends(today)]
    if dry_run:
        return [(term.ends(today), term) for _, term in due]
    done = []
    for row_id, _ in due:
        with glance(house) as connection:
            term = terms_of(connection, keeping, today, [row_id]).get(row_id)
        if term is not None and _end(house, term, today):
            done.append((term.ends(today), term))
    return done


def _end(house: House, term: Term, today: date) -> bool:
    """Do what is due; False when there was nothing left to do it to."""
    console = Console(term.code)
    try:
        match term.ends(today):
            case "delete":
                delete_workshop(house, console, typed_title=term.title)
            case "seal":
                seal(house, console, typed_code=term.code)
            case _:
                return False
    except (WorkshopUnknown, TitleDoesNotMatch):
        # A colleague deleted it in this very moment, or gave it another title: that is a gesture.
        return False
    return True


def _term(
    row: Any, keeping: Keeping, today: date, closed: date | None, touched: list[date]
) -> Term:
    come = [day for day in (_day(row.created_at), *touched) if day <= today + _ZONES]
    last = max(come, default=today)
    over = closed if closed is not None and row.phase in OVER else last
    sealed = row.participant_key is None
    return Term(
        code=row.code,
        title=row.title,
        seal_on=None if keeping.seal is None or sealed else over + timedelta(days=keeping.seal),
        delete_on=None if keeping.delete is None else last + timedelta(days=keeping.delete),
    )


def _closed(connection: Connection) -> dict[int, date]:
    """The last day on which each workshop came into its close or its follow-up, by id."""
    deed = tables.deed
    came = (
        select(deed.c.workshop_id, func.max(deed.c.at))
        .where(
            deed.c.what.in_(_MOVES),
            deed.c.after.in_(OVER),
            deed.c.before.not_in(OVER),
        )
        .group_by(deed.c.workshop_id)
    )
    return {row[0]: _day(row[1]) for row in connection.execute(came)}


def _touched(connection: Connection) -> dict[int, list[date]]:
    """The last days on which somebody did something to a workshop; sealing it is none."""
    deed, action, event, answer = (
        tables.deed,
        tables.action,
        tables.action_event,
        tables.sponsor_answer,
    )
    moved = (
        select(deed.c.workshop_id, func.max(deed.c.at))
        .where(deed.c.what != _SEALS)
        .group_by(deed.c.workshop_id),
        select(action.c.workshop_id, func.max(event.c.happened_on))
        .join_from(action, event)
        .group_by(action.c.workshop_id),
        select(answer.c.workshop_id, func.max(answer.c.said_on)).group_by(answer.c.workshop_id),
    )
    found: dict[int, list[date]] = {}
    for statement in moved:
        for row in connection.execute(statement):
            found.setdefault(row[0], []).append(_day(row[1]))
    return found


def _day(moment: date) -> date:
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment

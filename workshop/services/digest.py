"""What each person is reminded of: late, due soon, and what waits for their yes.

Here is only who gets what; ``workshop.post`` writes the mails and sends them.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import Connection, Row, select

from workshop.domain.words import UNDER_WAY, ActionStatus
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.storage import tables

SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Reminder:
    """An action under way. ``confirm_before``: of one that its owner has not accepted yet."""

    label: str
    what: str
    due: date
    is_blocked: bool
    confirm_before: date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is reminded of; each action once, the one due first on top.

    ``person``: a label; ``email``: "" where none is known. ``to_confirm``: whatever its date.
    """

    person: str
    name: str
    email: str = field(repr=False)
    to_confirm: tuple[Reminder, ...] = ()
    late: tuple[Reminder, ...] = ()
    soon: tuple[Reminder, ...] = ()

    @property
    def count(self) -> int:
        return len(self.to_confirm) + len(self.late) + len(self.soon)


@dataclass(frozen=True, slots=True)
class Digest:
    """The letters of a workshop as of ``today``; ``unreachable``: names without an address."""

    code: str
    title: str
    language: str
    client_name: str
    team_name: str
    today: date
    revision: int
    letters: tuple[Letter, ...]
    unreachable: tuple[str, ...]


def read_digest(house: House, actor: Facilitating) -> Digest:
    """Who is to be reminded of what, for the facilitator. Raises WorkshopUnknown.

    Whoever has nothing late, soon or to confirm gets no letter.
    """
    with snapshot(house, actor) as seen:
        workshop, today = seen.workshop, house.clock().date()
        letters = [
            letter
            for _, rows in groupby(_rows(seen.connection, workshop), key=lambda row: row.person)
            if (letter := _letter(list(rows), today)).count
        ]
    return Digest(
        code=workshop.code,
        title=workshop.title,
        language=workshop.language,
        client_name=workshop.client_name,
        team_name=workshop.team_name,
        today=today,
        revision=workshop.revision,
        letters=tuple(letter for letter in letters if letter.email),
        unreachable=tuple(letter.name for letter in letters if not letter.email),
    )


def _rows(connection: Connection, workshop: Workshop) -> list[Row[tuple[object, ...]]]:
    action, person = tables.action, tables.person
    return list(
        connection.execute(
            select(action, person.c.number.label("person"), person.c.name, person.c.email)
            .join_from(action, person, person.c.id == action.c.owner_id)
            .where(
                action.c.workshop_id == workshop.id,
                action.c.due.is_not(None),
                action.c.status.in_(UNDER_WAY),
            )
            .order_by(person.c.number, action.c.due, action.c.number)
        )
    )


def _letter(rows: list[Row[tuple[object, ...]]], today: date) -> Letter:
    asked = [row for row in rows if row.to_confirm_with]
    promised = [row for row in rows if not row.to_confirm_with]
    until = today + timedelta(days=SOON_DAYS)
    return Letter(
        person=f"P{rows[0].person}",
        name=rows[0].name,
        email=rows[0].email,
        to_confirm=tuple(map(_reminder, asked)),
        late=tuple(_reminder(row) for row in promised if row.due < today),
        soon=tuple(_reminder(row) for row in promised if today <= row.due <= until),
    )


def _reminder(row: Row[tuple[object, ...]]) -> Reminder:
    return Reminder(
        label=f"A{row.number}",
        what=row.what,
        due=row.due,
        is_blocked=row.status == ActionStatus.BLOCKED,
        confirm_before=row.confirm_before,
    )

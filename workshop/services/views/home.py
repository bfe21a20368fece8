"""The facilitator's home: the workshops this browser may open."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Table, func, or_, select

from workshop.domain.words import CardStatus, Phase, Role, Source
from workshop.services.access import SignedIn, is_live
from workshop.services.house import House
from workshop.services.retention import terms_of, today_of
from workshop.services.transaction import glance
from workshop.settings import read_keeping
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One workshop on the home page; ``role`` is the best this browser holds in it.

    ``is_open``: False for a sponsor whose page is still closed; the counts are then 0, nothing of
    the room's is told. ``previous``: the code of the edition before, where it is in the same list.
    ``seal_on``, ``delete_on``: when the installation ends it, None where it does not
    (services/retention.py).
    """

    code: str
    title: str
    language: str
    phase: Phase
    created_at: datetime
    cards: int
    data: int
    topics: int
    actions: int
    role: Role
    is_open: bool
    edition: int = 1
    previous: str | None = None
    seal_on: date | None = None
    delete_on: date | None = None


def read_home(house: House, browser: SignedIn) -> tuple[HomeLine, ...]:
    """The workshops of the account and of the links this browser has shown, newest first."""
    workshop, link, grant = tables.workshop, tables.access_link, tables.browser_grant
    live = (
        select(link.c.workshop_id, link.c.role)
        .join(grant)
        .where(grant.c.browser_id == browser.browser_id, is_live(house.clock()))
    )
    with glance(house) as connection:
        roles: dict[int, set[str]] = {}
        for row in connection.execute(live):
            roles.setdefault(row.workshop_id, set()).add(row.role)
        query = select(workshop).order_by(workshop.c.created_at.desc(), workshop.c.id.desc())
        if not browser.is_laptop:
            query = query.where(
                or_(
                    workshop.c.owner_id == (browser.account_id or -1),
                    workshop.c.id.in_(list(roles)),
                )
            )
        rows = connection.execute(query).all()
        best = {
            row.id: Role.FACILITATOR
            if browser.is_laptop
            or (browser.account_id is not None and row.owner_id == browser.account_id)
            or Role.FACILITATOR in roles.get(row.id, ())
            else Role.SPONSOR
            for row in rows
        }
        codes = {row.id: row.code for row in rows}
        ids = [row.id for row in rows if row.sponsor_open or best[row.id] is Role.FACILITATOR]

        def count(table: Table, *which: ColumnElement[bool]) -> dict[int, int]:
            column = table.c.workshop_id
            counted = select(column, func.count()).where(column.in_(ids), *which).group_by(column)
            return {row[0]: row[1] for row in connection.execute(counted)}

        shown = tables.card.c.status == CardStatus.SHOWN
        cards = count(tables.card, shown, tables.card.c.source == Source.ROOM)
        data = count(tables.card, shown, tables.card.c.source == Source.DATA)
        topics = count(tables.topic, tables.topic.c.removed.is_(False))
        actions = count(tables.action)
        terms = terms_of(connection, read_keeping(), today_of(house), list(codes))
    return tuple(
        HomeLine(
            code=row.code,
            title=row.title,
            language=row.language,
            phase=Phase(row.phase),
            created_at=row.created_at,
            cards=cards.get(row.id, 0),
            data=data.get(row.id, 0),
            topics=topics.get(row.id, 0),
            actions=actions.get(row.id, 0),
            role=best[row.id],
            is_open=best[row.id] is Role.FACILITATOR or row.sponsor_open,
            edition=row.edition,
            previous=codes.get(row.previous_id),
            seal_on=terms[row.id].seal_on,
            delete_on=terms[row.id].delete_on,
        )
        for row in rows
    )

"""What a facilitator conducts the room by: who is here and ready, and what moderation did."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, func, or_, select

from workshop.domain.paper import SheetKind
from workshop.domain.words import CardStatus, Moderation, Origin, SetAside, Side
from workshop.services.participants import PAPER_MARK
from workshop.services.rows import Workshop
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class ModerationLine:
    """One line of the log; ``reason`` None unless a card was set aside."""

    card: str
    deed: Moderation
    reason: SetAside | None
    note: str


@dataclass(frozen=True, slots=True)
class ModerationView:
    """Cards in the inbox, set aside and parked; the log, oldest line first, without any time."""

    waiting: int = 0
    set_aside: int = 0
    parked: int = 0
    log: tuple[ModerationLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomState:
    """Who took part so far: devices that sent something, the removed ones left out.

    ``here``: phones in the room, tables' devices among them (``tables``); ``away``: from
    elsewhere; ``ready``: of both. ``by_hand``: voices from paper; ``rehearsal``: simulated ones.
    ``for_client``: of all these, those who speak for the clients.
    """

    ready: int = 0
    here: int = 0
    tables: int = 0
    away: int = 0
    by_hand: int = 0
    rehearsal: int = 0
    for_client: int = 0


def read_moderation(connection: Connection, workshop: Workshop) -> ModerationView:
    """The state of moderation, in two statements."""
    card, done = tables.card, tables.moderation
    counts = {
        row.status: row.cards
        for row in connection.execute(
            select(card.c.status, func.count().label("cards"))
            .where(card.c.workshop_id == workshop.id)
            .group_by(card.c.status)
        )
    }
    return ModerationView(
        waiting=counts.get(CardStatus.WAITING, 0),
        set_aside=counts.get(CardStatus.HIDDEN, 0),
        parked=counts.get(CardStatus.PARKED, 0),
        log=tuple(
            ModerationLine(
                card=f"C{row.number}",
                deed=Moderation(row.deed),
                reason=SetAside(row.reason) if row.reason else None,
                note=row.note,
            )
            for row in connection.execute(
                select(done, card.c.number)
                .join_from(done, card)
                .where(done.c.workshop_id == workshop.id)
                .order_by(done.c.id)
            )
        ),
    )


def read_room_state(connection: Connection, workshop: Workshop) -> RoomState:
    """Who is here, in one statement."""
    person = tables.participant
    device = person.c.origin.in_((Origin.PHONE, Origin.TABLE))
    # A sheet that a table wrote is no device: nobody waits for it to be ready. And who hands in a
    # sheet of cards hands in others too: they are counted once.
    sheet = person.c.key_hash.startswith(PAPER_MARK)
    typed = or_(~sheet, person.c.key_hash.contains(f":{SheetKind.CARDS}:"))
    here = and_(device, person.c.away.is_(False), ~sheet)
    which = {
        "ready": and_(person.c.ready.is_(True), or_(device, person.c.origin == Origin.REHEARSAL)),
        "here": here,
        "tables": and_(device, person.c.away.is_(False), person.c.origin == Origin.TABLE, typed),
        "away": and_(device, person.c.away.is_(True)),
        "by_hand": and_(person.c.origin == Origin.HAND, typed),
        "rehearsal": person.c.origin == Origin.REHEARSAL,
        "for_client": and_(
            person.c.origin.in_((Origin.PHONE, Origin.TABLE, Origin.HAND, Origin.REHEARSAL)),
            person.c.speaks_for == Side.CLIENT,
            typed,
        ),
    }
    row = connection.execute(
        select(
            *(func.count(case((test, person.c.id))).label(name) for name, test in which.items())
        ).where(person.c.workshop_id == workshop.id, person.c.removed.is_(False))
    ).one()
    return RoomState(**row._mapping)

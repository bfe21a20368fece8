"""What a facilitator conducts the room by: who is here and ready, and what moderation did."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Select, and_, case, func, or_, select

from workshop.domain.paper import SheetKind
from workshop.domain.words import CardStatus, Moderation, Origin, SetAside, Side, Source
from workshop.services.participants import PAPER_MARK
from workshop.services.rows import Workshop
from workshop.storage import tables

_TAPPED = (Origin.PHONE, Origin.REHEARSAL)
"""Whose taps are somebody's: a table's sheet that was typed in has the origin of its device."""


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


def count_people(connection: Connection, workshop: Workshop) -> int:
    """How many people of the room took part: by a card, a me-too, an idea, or a tap that answers.

    Neither imported data nor what the facilitator typed of paper is a person more in the room, nor
    somebody whose only card still waits in the inbox, or who only came in.
    """
    person = tables.participant
    spoke = (person.c.id.in_(said) for said in _said_in(workshop))
    tapped = (person.c.id.in_(given) for given in _given_in(workshop))
    return (
        connection.scalar(
            select(func.count(person.c.id)).where(
                person.c.workshop_id == workshop.id,
                or_(*spoke, and_(person.c.origin.in_(_TAPPED), or_(*tapped))),
            )
        )
        or 0
    )


def _said_in(workshop: Workshop) -> Iterator[Select[tuple[int]]]:
    """Who wrote, or said that they lived the same."""
    card, me_too, solution = tables.card, tables.me_too, tables.solution
    here = (
        card.c.workshop_id == workshop.id,
        card.c.status.not_in((CardStatus.WITHDRAWN, CardStatus.WAITING)),
    )
    yield select(card.c.participant_id).where(*here, card.c.source == Source.ROOM)
    # Also on a verbatim: whoever says "me too" of data is somebody in the room.
    yield select(me_too.c.participant_id).join_from(me_too, card).where(*here)
    yield select(solution.c.participant_id).where(
        solution.c.workshop_id == workshop.id, solution.c.participant_id.is_not(None)
    )


def _given_in(workshop: Workshop) -> Iterator[Select[tuple[int]]]:
    """Who answered a question, a pair of cards or the mirror, rated something, or voted."""
    person, question, answer = tables.participant, tables.question, tables.answer
    for taps in (tables.mirror, tables.same_answer):
        yield (
            select(taps.c.participant_id)
            .join_from(taps, person)
            .where(person.c.workshop_id == workshop.id)
        )
    yield (
        select(answer.c.participant_id)
        .join_from(answer, question)
        .where(
            question.c.workshop_id == workshop.id,
            or_(answer.c.value.is_not(None), answer.c.text != ""),
        )
    )
    for rated, of in (
        (tables.ballot, tables.vote_session),
        (tables.topic_rating, tables.topic_round),
        (tables.rating, tables.solution),
    ):
        yield (
            select(rated.c.participant_id)
            .join_from(rated, of)
            .where(of.c.workshop_id == workshop.id)
        )

"""What somebody who takes part from elsewhere reads: in text, what the room sees on its wall."""

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from workshop.domain.matrix import rank_key
from workshop.domain.phases import ROAD
from workshop.domain.words import QUADRANTS, CardStatus, Phase, Quadrant, Sees, Source
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP
from workshop.services.places import Reading, read_voices
from workshop.services.rows import Workshop
from workshop.services.transaction import find_workshop, glance
from workshop.services.views.board import count_voices
from workshop.storage import tables

CARDS_LIMIT = 120
"""Cards on one page of a phone; beyond, a random part of them."""


@dataclass(frozen=True, slots=True)
class AwayCard:
    """A card. ``step``: an id, or ``any``; ``data``: it was gathered before, the room did not say
    it."""

    side: str
    kind: str
    step: str
    text: str
    data: bool = False


@dataclass(frozen=True, slots=True)
class AwayTopics:
    """The titles in one quadrant, the first one to treat first.

    ``quadrant``: None before the matrix; ``one_side_missing`` for all those without a place.
    """

    quadrant: Quadrant | None
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwayView:
    """The room's cards while cards are sent, then its topics, from the matrix on by quadrant.

    ``cards``: how many there are is told wherever phones see a count.
    """

    cards: tuple[AwayCard, ...] = ()
    topics: tuple[AwayTopics, ...] = ()


def read_away(house: House, code: str) -> AwayView:
    """What this phase lets phones see, for those who see no projector. Raises WorkshopUnknown.

    Empty unless phones see everything; no card while fewer voices than the floor have spoken.
    Cards come in random order, drawn once per card: never in the order of arrival.
    """
    with glance(house) as connection:
        workshop = find_workshop(connection, code)
        if workshop.rights.sees is not Sees.EVERYTHING:
            return AwayView()
        if ROAD.index(workshop.phase) <= ROAD.index(Phase.CAPTURE):
            return AwayView(cards=_cards(connection, workshop))
        return AwayView(topics=_topics(connection, workshop))


def _cards(connection: Connection, workshop: Workshop) -> tuple[AwayCard, ...]:
    card = tables.card
    if count_voices(connection, workshop.id) < workshop.floor:
        return ()
    return tuple(
        AwayCard(
            side=row.side,
            kind=row.kind,
            step=ANY_STEP if row.step_id is None else str(row.step_id),
            text=row.text,
            data=row.source == Source.DATA,
        )
        for row in connection.execute(
            select(card.c.side, card.c.kind, card.c.step_id, card.c.text, card.c.source)
            .where(card.c.workshop_id == workshop.id, card.c.status == CardStatus.SHOWN)
            # However much was gathered before: the room's words come first.
            .order_by(case((card.c.source == Source.ROOM, 0), else_=1), card.c.rank)
            .limit(CARDS_LIMIT)
        )
    )


def _topics(connection: Connection, workshop: Workshop) -> tuple[AwayTopics, ...]:
    topic = tables.topic
    rows = connection.execute(
        select(topic)
        .where(topic.c.workshop_id == workshop.id, topic.c.removed.is_(False))
        .order_by(topic.c.number)
    ).all()
    if ROAD.index(workshop.phase) < ROAD.index(Phase.MATRIX):
        return (AwayTopics(None, tuple(row.title for row in rows)),) if rows else ()
    voices = read_voices(connection, workshop.id)
    placed: dict[Quadrant, list[tuple[tuple[float, ...], str]]] = {}
    for row in rows:
        reading = voices.get(row.id, Reading())
        quadrant = Quadrant(row.moved_to) if row.moved_to else reading.place.quadrant
        rank = rank_key(
            votes=0, client=reading.client, employee=reading.employee, number=row.number
        )
        place = quadrant if quadrant in QUADRANTS else Quadrant.ONE_SIDE_MISSING
        placed.setdefault(place, []).append((rank, row.title))
    return tuple(
        AwayTopics(quadrant, tuple(title for _, title in sorted(placed[quadrant])))
        for quadrant in (*QUADRANTS, Quadrant.ONE_SIDE_MISSING)
        if quadrant in placed
    )


def read_card_count(house: House, code: str) -> int:
    """How many cards the room has shown; 0 where phones see nothing. Raises WorkshopUnknown."""
    card = tables.card
    with glance(house) as connection:
        workshop = find_workshop(connection, code)
        if workshop.rights.sees is Sees.NOTHING:
            return 0
        shown = (
            card.c.workshop_id == workshop.id,
            card.c.status == CardStatus.SHOWN,
            card.c.source == Source.ROOM,
        )
        return connection.scalar(select(func.count()).where(*shown)) or 0

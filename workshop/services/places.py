"""The voices behind each topic, counted in the database, and the place they give it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
)

from workshop.domain.matrix import Place, SideReading, Voices, place
from workshop.domain.words import CardStatus, Effect, Origin, Side, Source
from workshop.services.standing import standing_topics
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class Reading:
    """Both sides of a topic.

    ``client_by_team``: of the voices that place its client side, none speaks for the clients.
    """

    client: SideReading = field(default_factory=SideReading)
    employee: SideReading = field(default_factory=SideReading)
    client_by_team: bool = False

    @property
    def place(self) -> Place:
        return place(self.client, self.employee)


def read_voices(
    connection: Connection, workshop_id: int, *, topic_id: int | None = None
) -> Mapping[int, Reading]:
    """The reading of every topic of a workshop (or of one), by topic id, in one query.

    A voice is a participant who wrote a card of the topic, said "me too" on one, or answered the
    mirror question about the topic or about their own card in it, counted once per side and kind.
    Cards that are not shown have no voice, nor has what hangs on them. A "me too" is the room's
    word even on a card that came from data. Topics without any voice are absent.
    """
    voices: dict[tuple[int, str, str], Voices] = {}
    by_clients: set[tuple[int, str]] = set()
    asked = {"workshop": workshop_id, "topic": topic_id}
    for row in connection.execute(_ALL if topic_id is None else _ONE, asked):
        voices[row.topic_id, row.side, row.source] = Voices(
            row.enchantments, row.irritants, row.none, row.people, row.tables
        )
        if row.side == Side.CLIENT and row.clients:
            by_clients.add((row.topic_id, row.source))

    def side_reading(topic: int, side: Side) -> SideReading:
        room, data = (voices.get((topic, side, source), Voices()) for source in Source)
        return SideReading(room, data)

    def reading(topic: int) -> Reading:
        client = side_reading(topic, Side.CLIENT)
        source = Source.DATA if client.from_data else Source.ROOM
        return Reading(
            client=client,
            employee=side_reading(topic, Side.EMPLOYEE),
            client_by_team=client.placing.people > 0 and (topic, source) not in by_clients,
        )

    return {topic: reading(topic) for topic in {key[0] for key in voices}}


def place_of(connection: Connection, workshop_id: int, topic_id: int) -> Place:
    """The computed place of one topic."""
    return read_voices(connection, workshop_id, topic_id=topic_id).get(topic_id, Reading()).place


def _statement(*, one: bool) -> Select[Any]:
    """The voices of each topic, side and source; of one topic only, or of all."""
    person = tables.participant
    said = _said(one=one)
    voice = (
        select(
            said.c.topic_id,
            said.c.side,
            said.c.source,
            said.c.voice,
            *(
                func.max(case((said.c.kind == kind, 1), else_=0)).label(kind.value)
                for kind in (Effect.ENCHANTMENT, Effect.IRRITANT, Effect.NONE)
            ),
        )
        .group_by(said.c.topic_id, said.c.side, said.c.source, said.c.voice)
        .subquery()
    )
    return (
        select(
            voice.c.topic_id,
            voice.c.side,
            voice.c.source,
            func.sum(voice.c.enchantment).label("enchantments"),
            func.sum(voice.c.irritant).label("irritants"),
            func.sum(voice.c.none).label("none"),
            func.count().label("people"),
            func.sum(case((person.c.origin == Origin.TABLE, 1), else_=0)).label("tables"),
            func.max(case((person.c.speaks_for == Side.CLIENT, 1), else_=0)).label("clients"),
        )
        .join(person, person.c.id == voice.c.voice)
        .group_by(voice.c.topic_id, voice.c.side, voice.c.source)
    )


def _said(*, one: bool) -> Subquery:
    """All that anybody said of a topic: ``topic_id, side, source, kind, voice``, with repeats."""
    card, me_too, mirror = tables.card, tables.me_too, tables.mirror
    workshop: BindParameter[int] = bindparam("workshop")
    topic: BindParameter[int] = bindparam("topic")
    standing = standing_topics(workshop)
    shown = [
        card.c.workshop_id == workshop,
        card.c.status == CardStatus.SHOWN,
        card.c.topic_id == topic if one else card.c.topic_id.is_not(None),
    ]
    answered = mirror.c.value != Effect.SKIP
    of_the_topic = [standing.c.stands == topic] if one else []
    told = (card.c.topic_id, card.c.side)
    room = literal(Source.ROOM, card.c.source.type)
    answer = (mirror.c.side, room, mirror.c.value, mirror.c.participant_id)
    return union_all(
        select(
            *told,
            card.c.source.label("source"),
            card.c.kind.label("kind"),
            card.c.participant_id.label("voice"),
        ).where(*shown),
        select(*told, room, card.c.kind, me_too.c.participant_id)
        .join_from(card, me_too)
        .where(*shown),
        select(standing.c.stands, *answer)
        .join_from(mirror, standing, standing.c.id == mirror.c.topic_id)
        .where(mirror.c.workshop_id == workshop, answered, *of_the_topic),
        # Not by workshop too: PostgreSQL would look through all of its answers for each card.
        select(card.c.topic_id, *answer).join_from(mirror, card).where(*shown, answered),
    ).subquery()


_ALL, _ONE = _statement(one=False), _statement(one=True)

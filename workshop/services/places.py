"""The voices behind each topic, counted in the database, and the place they give it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, literal, select, union

from workshop.domain.matrix import Place, SideReading, Voices, place
from workshop.domain.words import CardStatus, Kind, Side, Source
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
    """The reading of every topic of a workshop (or of one), by topic id, in two queries.

    A voice is a participant who wrote a card of the topic or said "me too" on one; hidden and
    withdrawn cards have no voice. A "me too" is the room's word even on a card that came from
    data. Topics without any voice are absent.
    """
    card, me_too, person = tables.card, tables.me_too, tables.participant
    which = [
        card.c.workshop_id == workshop_id,
        card.c.status == CardStatus.SHOWN,
        card.c.topic_id.is_not(None) if topic_id is None else card.c.topic_id == topic_id,
    ]
    columns = (card.c.topic_id, card.c.side, card.c.kind)
    room = literal(Source.ROOM, card.c.source.type).label("source")
    said = union(
        select(*columns, card.c.source, card.c.participant_id.label("voice")).where(*which),
        select(*columns, room, me_too.c.participant_id.label("voice"))
        .join_from(card, me_too)
        .where(*which),
    ).subquery()
    kinds: dict[tuple[int, str, str], dict[str, int]] = {}
    for row in connection.execute(
        select(
            said.c.topic_id,
            said.c.side,
            said.c.source,
            said.c.kind,
            func.count(said.c.voice.distinct()).label("voices"),
        ).group_by(said.c.topic_id, said.c.side, said.c.source, said.c.kind)
    ):
        kinds.setdefault((row.topic_id, row.side, row.source), {})[row.kind] = row.voices
    people: dict[tuple[int, str, str], int] = {}
    by_clients: set[tuple[int, str]] = set()
    for row in connection.execute(
        select(
            said.c.topic_id,
            said.c.side,
            said.c.source,
            person.c.speaks_for,
            func.count(said.c.voice.distinct()).label("voices"),
        )
        .join(person, person.c.id == said.c.voice)
        .group_by(said.c.topic_id, said.c.side, said.c.source, person.c.speaks_for)
    ):
        key = (row.topic_id, row.side, row.source)
        people[key] = people.get(key, 0) + row.voices
        if row.side == Side.CLIENT and row.speaks_for == Side.CLIENT:
            by_clients.add((row.topic_id, row.source))

    def voices(topic: int, side: Side, source: Source) -> Voices:
        counted = kinds.get((topic, side, source), {})
        return Voices(
            enchantments=counted.get(Kind.ENCHANTMENT, 0),
            irritants=counted.get(Kind.IRRITANT, 0),
            people=people.get((topic, side, source), 0),
        )

    def side_reading(topic: int, side: Side) -> SideReading:
        return SideReading(voices(topic, side, Source.ROOM), voices(topic, side, Source.DATA))

    def reading(topic: int) -> Reading:
        client = side_reading(topic, Side.CLIENT)
        source = Source.DATA if client.from_data else Source.ROOM
        return Reading(
            client=client,
            employee=side_reading(topic, Side.EMPLOYEE),
            client_by_team=client.placing.people > 0 and (topic, source) not in by_clients,
        )

    return {topic: reading(topic) for topic in {key[0] for key in kinds}}


def place_of(connection: Connection, workshop_id: int, topic_id: int) -> Place:
    """The computed place of one topic."""
    return read_voices(connection, workshop_id, topic_id=topic_id).get(topic_id, Reading()).place

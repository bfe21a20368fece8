"""The voices behind each topic, counted in the database, and the place they give it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, union

from workshop.domain.matrix import Place, SideReading, Voices, place
from workshop.domain.words import CardStatus, Kind, Side, Source
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class Reading:
    """Both sides of a topic; ``client_by_team``: no voice on the client's side speaks for clients."""

    client: SideReading = SideReading()
    employee: SideReading = SideReading()
    client_by_team: bool = False

    @property
    def place(self) -> Place:
        return place(self.client, self.employee)


def read_voices(
    connection: Connection, workshop_id: int, *, topic_id: int | None = None
) -> Mapping[int, Reading]:
    """The reading of every topic of a workshop (or of one), by topic id, in two queries.

    A voice is a participant who wrote a card of the topic or said "me too" on one; hidden and
    withdrawn cards have no voice. Topics without any voice are absent.
    """
    card, me_too, person = tables.card, tables.me_too, tables.participant
    which = [
        card.c.workshop_id == workshop_id,
        card.c.status == CardStatus.SHOWN,
        card.c.topic_id.is_not(None) if topic_id is None else card.c.topic_id == topic_id,
    ]
    columns = (card.c.topic_id, card.c.side, card.c.kind, card.c.source)
    said = union(
        select(*columns, card.c.participant_id.label("voice")).where(*which),
        select(*columns, me_too.c.participant_id.label("voice"))
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
    client_speakers: set[int] = set()
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
            client_speakers.add(row.topic_id)

    def voices(topic: int, side: Side, source: Source) -> Voices:
        counted = kinds.get((topic, side, source), {})
        return Voices(
            enchantments=counted.get(Kind.ENCHANTMENT, 0),
            irritants=counted.get(Kind.IRRITANT, 0),
            people=people.get((topic, side, source), 0),
        )

    def side_reading(topic: int, side: Side) -> SideReading:
        return SideReading(voices(topic, side, Source.ROOM), voices(topic, side, Source.DATA))

    return {
        topic: Reading(
            client=(client := side_reading(topic, Side.CLIENT)),
            employee=side_reading(topic, Side.EMPLOYEE),
            client_by_team=client.placing.people > 0 and topic not in client_speakers,
        )
        for topic in {key[0] for key in kinds}
    }


def place_of(connection: Connection, workshop_id: int, topic_id: int) -> Place:
    """The computed place of one topic."""
    return read_voices(connection, workshop_id, topic_id=topic_id).get(topic_id, Reading()).place

"""The voices behind each topic, counted in the database, and the place they give it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
)

from workshop.domain.matrix import RATINGS, Place, SideReading, Voices, added, place
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
        """The computed place; one that was given by hand is not in it."""
        return place(self.client, self.employee)


def read_voices(
    connection: Connection, workshop_id: int, *, topic_id: int | None = None
) -> Mapping[int, Reading]:
    """The reading of every topic of a workshop (or of one), by topic id, in two queries.

    A voice is a participant who wrote a card of the topic, said "me too" on one, or answered the
    mirror question about the topic or about their own card in it, counted once per side and kind.
    Cards that are not shown have no voice, nor has what hangs on them. A "me too" is the room's
    word even on a card that came from data. On a side that a rating round in use has rated, the
    ratings are the room's voices. Topics without any voice are absent.

    The readings hold splits by role family whatever the floor: ``SideReading.above`` first.
    """
    asked = {"workshop": workshop_id, "topic": topic_id}
    counted = _Counted()
    for row in connection.execute(_ALL if topic_id is None else _ONE, asked):
        counted.add(row)
    rated = _Rated()
    for row in connection.execute(_RATED_ALL if topic_id is None else _RATED_ONE, asked):
        rated.add(row)
    return {topic: _reading(topic, counted, rated) for topic in {*counted.topics, *rated.topics}}


def read_card_voices(
    connection: Connection, workshop_id: int, only: Sequence[ColumnElement[bool]]
) -> Mapping[int, Reading]:
    """The same from the cards alone that meet these conditions, in one query.

    What hangs on those cards counts, and what the mirror round says of whole topics; ratings and
    role families are left out: crossed with a step, a family could be one person.
    """
    counted = _Counted()
    for row in connection.execute(_statement(one=False, only=only), {"workshop": workshop_id}):
        counted.add(row)
    readings = {topic: _reading(topic, counted, _Rated()) for topic in counted.topics}
    return {
        topic: replace(
            reading,
            client=replace(reading.client, split={}),
            employee=replace(reading.employee, split={}),
        )
        for topic, reading in readings.items()
    }


class _Counted:
    """What cards, me-toos and the mirror round say, by topic, side, source and role family."""

    def __init__(self) -> None:
        self._voices: dict[tuple[int, str, str], dict[str, Voices]] = {}
        self.by_clients: set[tuple[int, str]] = set()
        self.topics: set[int] = set()

    def add(self, row: Any) -> None:
        families = self._voices.setdefault((row.topic_id, row.side, row.source), {})
        families[row.family] = Voices(
            row.enchantments, row.irritants, row.none, row.people, row.tables
        )
        self.topics.add(row.topic_id)
        if row.side == Side.CLIENT and row.clients:
            self.by_clients.add((row.topic_id, row.source))

    def side(self, topic: int, side: Side) -> SideReading:
        room, data = (self._voices.get((topic, side, source), {}) for source in Source)
        return SideReading(added(room.values()), added(data.values()), split=room)


class _Rated:
    """What the ratings of the round in use say, by topic, side and role family."""

    def __init__(self) -> None:
        self._voices: dict[tuple[int, Side], dict[str, Voices]] = {}
        self._spread: dict[tuple[int, Side], list[int]] = {}
        self.by_clients: set[int] = set()
        self.topics: set[int] = set()

    def add(self, row: Any) -> None:
        for side in Side:
            spread = [getattr(row, _column(side, value)) for value in RATINGS]
            people = sum(spread)
            if not people:
                continue
            irritants, none, enchantments = sum(spread[:2]), spread[2], sum(spread[3:])
            families = self._voices.setdefault((row.topic_id, side), {})
            families[row.family] = Voices(
                enchantments, irritants, none, people, getattr(row, f"{side}_tables")
            )
            there = self._spread.setdefault((row.topic_id, side), [0] * len(RATINGS))
            self._spread[row.topic_id, side] = [a + b for a, b in zip(there, spread, strict=True)]
            self.topics.add(row.topic_id)
            if side is Side.CLIENT and row.clients:
                self.by_clients.add(row.topic_id)

    def is_rated(self, topic: int, side: Side) -> bool:
        return (topic, side) in self._voices

    def side(self, topic: int, side: Side, counted: SideReading) -> SideReading:
        """The side with its ratings in place of what was counted, if it has any."""
        if not self.is_rated(topic, side):
            return counted
        families = self._voices[topic, side]
        return SideReading(
            added(families.values()),
            counted.data,
            rated=True,
            counted=counted.room,
            spread=tuple(self._spread[topic, side]),
            split=families,
        )


def _reading(topic: int, counted: _Counted, rated: _Rated) -> Reading:
    client, employee = (rated.side(topic, side, counted.side(topic, side)) for side in Side)
    if client.rated:
        spoken_for = topic in rated.by_clients
    else:
        source = Source.DATA if client.from_data else Source.ROOM
        spoken_for = (topic, source) in counted.by_clients
    return Reading(
        client=client,
        employee=employee,
        client_by_team=client.placing.people > 0 and not spoken_for,
    )


def place_of(connection: Connection, workshop_id: int, topic_id: int) -> Place:
    """The computed place of one topic."""
    return read_voices(connection, workshop_id, topic_id=topic_id).get(topic_id, Reading()).place


def _statement(*, one: bool, only: Sequence[ColumnElement[bool]] = ()) -> Select[Any]:
    """The voices of each topic, side, source and role family; of one topic only, or of all."""
    person = tables.participant
    said = _said(one=one, only=only)
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
            person.c.family,
            func.sum(voice.c.enchantment).label("enchantments"),
            func.sum(voice.c.irritant).label("irritants"),
            func.sum(voice.c.none).label("none"),
            func.count().label("people"),
            _tables().label("tables"),
            func.max(case((person.c.speaks_for == Side.CLIENT, 1), else_=0)).label("clients"),
        )
        .join(person, person.c.id == voice.c.voice)
        .group_by(voice.c.topic_id, voice.c.side, voice.c.source, person.c.family)
    )


def _tables(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    is_table = and_(tables.participant.c.origin == Origin.TABLE, *conditions)
    return func.sum(case((is_table, 1), else_=0))


def _said(*, one: bool, only: Sequence[ColumnElement[bool]]) -> Subquery:
    """All that anybody said of a topic: ``topic_id, side, source, kind, voice``, with repeats.

    ``only``: conditions on the cards; a topic without any such card is then left out.
    """
    card, me_too, mirror = tables.card, tables.me_too, tables.mirror
    workshop: BindParameter[int] = bindparam("workshop")
    topic: BindParameter[int] = bindparam("topic")
    standing = standing_topics(workshop)
    shown = [
        card.c.workshop_id == workshop,
        card.c.status == CardStatus.SHOWN,
        card.c.topic_id == topic if one else card.c.topic_id.is_not(None),
        *only,
    ]
    answered = mirror.c.value != Effect.SKIP
    of_the_topic = [standing.c.stands == topic] if one else []
    if only:
        of_the_topic = [standing.c.stands.in_(select(card.c.topic_id).where(*shown))]
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


def _column(side: Side, value: int) -> str:
    return f"{side}_{value + 2}"


def _rated_statement(*, one: bool) -> Select[Any]:
    """How often each rating was given, by topic and role family, in the round in use.

    Of what one participant gave on topics that were merged since, one rating counts.
    """
    rating, found, person = tables.topic_rating, tables.topic_round, tables.participant
    workshop: BindParameter[int] = bindparam("workshop")
    standing = standing_topics(workshop)
    latest = (
        select(
            standing.c.stands.label("topic_id"),
            rating.c.participant_id,
            rating.c.client,
            rating.c.employee,
            func.row_number()
            .over(
                partition_by=(standing.c.stands, rating.c.participant_id),
                order_by=rating.c.id.desc(),
            )
            .label("place"),
        )
        .select_from(
            rating.join(found, found.c.id == rating.c.round_id).join(
                standing, standing.c.id == rating.c.topic_id
            )
        )
        .where(
            found.c.workshop_id == workshop,
            found.c.in_use,
            *([standing.c.stands == bindparam("topic")] if one else []),
        )
        .subquery()
    )
    spread = [
        func.sum(case((latest.c[side] == value, 1), else_=0)).label(_column(side, value))
        for side in Side
        for value in RATINGS
    ]
    shared = [_tables(latest.c[side].is_not(None)).label(f"{side}_tables") for side in Side]
    for_clients = and_(person.c.speaks_for == Side.CLIENT, latest.c.client.is_not(None))
    return (
        select(
            latest.c.topic_id,
            person.c.family,
            *spread,
            *shared,
            func.max(case((for_clients, 1), else_=0)).label("clients"),
        )
        .join(person, person.c.id == latest.c.participant_id)
        .where(latest.c.place == 1, person.c.removed.is_(False))
        .group_by(latest.c.topic_id, person.c.family)
    )


_ALL, _ONE = _statement(one=False), _statement(one=True)
_RATED_ALL, _RATED_ONE = _rated_statement(one=False), _rated_statement(one=True)

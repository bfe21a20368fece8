"""Rounds in which the phones place the topics themselves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.services.archive.proofs import distinct, number_of, there, within
from workshop.services.archive.storing import ids_of, ranks, store
from workshop.services.house import House
from workshop.storage import tables

MOST_ROUNDS = 1_000


@dataclass(frozen=True, slots=True)
class TopicRoundRecord:
    """``number``: from 1 on. ``chosen``: labels of the topics rated, none for all.

    ``in_use``: its ratings place the topics instead of the cards.
    """

    number: int
    chosen: tuple[str, ...]
    is_open: bool
    in_use: bool


@dataclass(frozen=True, slots=True)
class TopicRatingRecord:
    """How one voice sees a topic on each side, -2 to 2; None where it said nothing."""

    round: int
    topic: str
    voice: int
    client: int | None
    employee: int | None


def read_rounds(
    connection: Connection, workshop_id: int, topics: Mapping[int, str]
) -> tuple[TopicRoundRecord, ...]:
    """The rounds in order. ``topics``: by number, the label of the one that stands for it."""
    held = tables.topic_round
    return tuple(
        TopicRoundRecord(
            number=row.number,
            chosen=tuple(
                dict.fromkeys(topics[number] for number in row.chosen if number in topics)
            ),
            is_open=row.is_open,
            in_use=row.in_use,
        )
        for row in connection.execute(
            select(held).where(held.c.workshop_id == workshop_id).order_by(held.c.number)
        )
    )


def read_ratings(
    connection: Connection,
    workshop_id: int,
    voices: Mapping[int, int],
    topics: Mapping[int, str],
) -> tuple[TopicRatingRecord, ...]:
    """By rank. ``topics``: by id, also those that were merged since, each by its own label."""
    held, rating = tables.topic_round, tables.topic_rating
    return tuple(
        TopicRatingRecord(
            round=row.number,
            topic=topics[row.topic_id],
            voice=voices[row.participant_id],
            client=row.client,
            employee=row.employee,
        )
        for row in connection.execute(
            select(rating, held.c.number)
            .join_from(rating, held)
            .where(held.c.workshop_id == workshop_id)
            .order_by(rating.c.rank, rating.c.id)
        )
        if row.topic_id in topics and row.participant_id in voices
    )


def check_round(record: TopicRoundRecord, topics: Collection[str]) -> TopicRoundRecord:
    """A round on topics there are. Raises a WorkshopError."""
    within("number", record.number, 1, MOST_ROUNDS)
    for topic in record.chosen:
        there(topic, topics)
    distinct("chosen", record.chosen)
    return record


def check_rating(
    record: TopicRatingRecord,
    rounds: Collection[int],
    voices: Collection[int],
    topics: Collection[str],
) -> TopicRatingRecord:
    """A rating in its range, of a round, a topic and a voice there are. Raises a WorkshopError."""
    there(record.round, rounds)
    there(record.topic, topics)
    there(record.voice, voices)
    for name, value in (("client", record.client), ("employee", record.employee)):
        if value is not None:
            within(name, value, RATING_LOW, RATING_HIGH)
    return record


def take(
    house: House,
    connection: Connection,
    workshop_id: int,
    rounds: Sequence[TopicRoundRecord],
    ratings: Sequence[TopicRatingRecord],
    voices: Mapping[int, int],
    topics: Mapping[int, int],
) -> None:
    """Store the rounds and their ratings."""
    store(
        connection,
        tables.topic_round,
        [
            {
                "workshop_id": workshop_id,
                "number": held.number,
                "chosen": [number_of(topic) for topic in held.chosen],
                "is_open": held.is_open,
                "in_use": held.in_use,
            }
            for held in rounds
        ],
    )
    ids = ids_of(connection, tables.topic_round, "number", workshop_id)
    store(
        connection,
        tables.topic_rating,
        [
            {
                "round_id": ids[rating.round],
                "participant_id": voices[rating.voice],
                "topic_id": topics[number_of(rating.topic)],
                "rank": rank,
                "client": rating.client,
                "employee": rating.employee,
            }
            for rank, rating in zip(ranks(house, ratings), ratings, strict=True)
        ],
    )

"""Rounds in which the phones place the topics themselves."""

from sqlalchemy import select

from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import distinct, number_of, there, within
from workshop.services.archive.records import TopicRatingRecord, TopicRoundRecord
from workshop.services.archive.storing import ids_of, store
from workshop.storage import tables

MOST_ROUNDS = 1_000


def read_rounds(out: Leaving) -> tuple[TopicRoundRecord, ...]:
    standing = {row.number: out.topics.get(row.id) for row in out.topic_rows}
    held = tables.topic_round
    return tuple(
        TopicRoundRecord(
            number=row.number,
            chosen=tuple(
                dict.fromkeys(label for number in row.chosen if (label := standing.get(number)))
            ),
            is_open=row.is_open,
            in_use=row.in_use,
        )
        for row in out.connection.execute(
            select(held).where(held.c.workshop_id == out.workshop.id).order_by(held.c.number)
        )
    )


def read_topic_ratings(out: Leaving) -> tuple[TopicRatingRecord, ...]:
    """By rank; those on a topic that was merged since stay its own."""
    held, rating = tables.topic_round, tables.topic_rating
    return tuple(
        TopicRatingRecord(
            round=row.number,
            topic=out.own_topics[row.topic_id],
            voice=out.voices[row.participant_id],
            client=row.client,
            employee=row.employee,
        )
        for row in out.connection.execute(
            select(rating, held.c.number)
            .join_from(rating, held)
            .where(held.c.workshop_id == out.workshop.id)
            .order_by(rating.c.rank, rating.c.id)
        )
        if row.topic_id in out.own_topics and row.participant_id in out.voices
    )


def check_round(record: TopicRoundRecord, labels: Labels) -> TopicRoundRecord:
    """A round on topics there are. Raises a WorkshopError."""
    within("number", record.number, 1, MOST_ROUNDS)
    for topic in record.chosen:
        there(topic, labels.topics)
    distinct("chosen", record.chosen)
    return record


def check_topic_rating(record: TopicRatingRecord, labels: Labels) -> TopicRatingRecord:
    """A rating in its range, of a round, a topic and a voice there are. Raises a WorkshopError."""
    there(record.round, labels.rounds)
    there(record.topic, labels.topics | labels.merged)
    there(record.voice, labels.voices)
    for name, value in (("client", record.client), ("employee", record.employee)):
        if value is not None:
            within(name, value, RATING_LOW, RATING_HIGH)
    return record


def take_rounds(into: Entering) -> None:
    store(
        into.connection,
        tables.topic_round,
        [
            {
                "workshop_id": into.workshop_id,
                "number": held.number,
                "chosen": [number_of(topic) for topic in held.chosen],
                "is_open": held.is_open,
                "in_use": held.in_use,
            }
            for held in into.archive.topic_rounds
        ],
    )
    ids = ids_of(into.connection, tables.topic_round, "number", into.workshop_id)
    store(
        into.connection,
        tables.topic_rating,
        [
            {
                "round_id": ids[rating.round],
                "participant_id": into.voices[rating.voice],
                "topic_id": into.topics[number_of(rating.topic)],
                "rank": rank,
                "client": rating.client,
                "employee": rating.employee,
            }
            for rank, rating in into.ranked(into.archive.topic_ratings)
        ],
    )

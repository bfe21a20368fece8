"""Why topics are as they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from workshop.domain.causes import WHYS_LIMIT
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_text
from workshop.domain.words import CauseTag
from workshop.services.archive.proofs import (
    distinct,
    labelled,
    number_of,
    one_of,
    there,
    within,
)
from workshop.services.archive.storing import ids_of, ranks, store
from workshop.services.house import House
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class CauseRecord:
    """``whys``: up to five, each asking after the one before."""

    label: str
    title: str
    tag: str
    whys: tuple[str, ...]
    topics: tuple[str, ...]


def read(
    connection: Connection, workshop_id: int, topics: Mapping[int, str]
) -> tuple[CauseRecord, ...]:
    """By rank. ``topics``: by id, the label of the topic that stands for it."""
    cause, tie = tables.cause, tables.cause_topic
    ties: dict[int, set[str]] = {}
    for row in connection.execute(
        select(tie).join(cause).where(cause.c.workshop_id == workshop_id)
    ):
        if row.topic_id in topics:
            ties.setdefault(row.cause_id, set()).add(topics[row.topic_id])
    return tuple(
        CauseRecord(
            label=f"R{row.number}",
            title=row.title,
            tag=row.tag,
            whys=tuple(row.whys),
            topics=tuple(sorted(ties.get(row.id, ()), key=number_of)),
        )
        for row in connection.execute(
            select(cause)
            .where(cause.c.workshop_id == workshop_id)
            .order_by(cause.c.rank, cause.c.number)
        )
    )


def check(record: CauseRecord, topics: Collection[str]) -> CauseRecord:
    """A cause of topics there are, with its texts cleaned. Raises a WorkshopError."""
    labelled(record.label, "R")
    one_of("tag", record.tag, {"", *CauseTag})
    within("whys", len(record.whys), 0, WHYS_LIMIT)
    for topic in record.topics:
        there(topic, topics)
    distinct("topics", record.topics)
    return replace(
        record,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        whys=tuple(clean_text(why, limit=NOTE_LIMIT) for why in record.whys),
    )


def take(
    house: House,
    connection: Connection,
    workshop_id: int,
    records: Sequence[CauseRecord],
    topics: Mapping[int, int],
) -> None:
    """Store the causes and what they are causes of."""
    store(
        connection,
        tables.cause,
        [
            {
                "workshop_id": workshop_id,
                "number": number_of(cause.label),
                "rank": rank,
                "title": cause.title,
                "tag": cause.tag,
                "whys": list(cause.whys),
                "changed": 1,
            }
            for rank, cause in zip(ranks(house, records), records, strict=True)
        ],
    )
    ids = ids_of(connection, tables.cause, "number", workshop_id)
    store(
        connection,
        tables.cause_topic,
        [
            {"cause_id": ids[number_of(cause.label)], "topic_id": topics[number_of(topic)]}
            for cause in records
            for topic in cause.topics
        ],
    )

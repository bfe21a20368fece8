"""Why topics are as they are."""

from dataclasses import replace

from sqlalchemy import select

from workshop.domain.causes import WHYS_LIMIT
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_text
from workshop.domain.words import CauseTag
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import distinct, labelled, number_of, one_of, there, within
from workshop.services.archive.records import CauseRecord
from workshop.services.archive.storing import store, store_ties
from workshop.storage import tables


def read_causes(out: Leaving) -> tuple[CauseRecord, ...]:
    cause, tie = tables.cause, tables.cause_topic
    ties: dict[int, set[str]] = {}
    for row in out.connection.execute(
        select(tie).join(cause).where(cause.c.workshop_id == out.workshop.id)
    ):
        if row.topic_id in out.topics:
            ties.setdefault(row.cause_id, set()).add(out.topics[row.topic_id])
    return tuple(
        CauseRecord(
            label=f"R{row.number}",
            title=row.title,
            tag=row.tag,
            whys=tuple(row.whys),
            topics=tuple(sorted(ties.get(row.id, ()), key=number_of)),
        )
        for row in out.connection.execute(
            select(cause)
            .where(cause.c.workshop_id == out.workshop.id)
            .order_by(cause.c.rank, cause.c.number)
        )
    )


def check_cause(record: CauseRecord, labels: Labels) -> CauseRecord:
    """A cause of topics there are, with its texts cleaned. Raises a WorkshopError."""
    labelled(record.label, "R")
    one_of("tag", record.tag, {"", *CauseTag})
    within("whys", len(record.whys), 0, WHYS_LIMIT)
    for topic in record.topics:
        there(topic, labels.topics)
    distinct("topics", record.topics)
    return replace(
        record,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        whys=tuple(clean_text(why, limit=NOTE_LIMIT) for why in record.whys),
    )


def take_causes(into: Entering) -> None:
    store(
        into.connection,
        tables.cause,
        [
            {
                "workshop_id": into.workshop_id,
                "number": number_of(cause.label),
                "rank": rank,
                "title": cause.title,
                "tag": cause.tag,
                "whys": list(cause.whys),
                "changed": 1,
            }
            for rank, cause in into.ranked(into.archive.causes)
        ],
    )
    into.causes = into.numbered(tables.cause)
    store_ties(
        into.connection,
        tables.cause_topic,
        into.causes,
        into.topics,
        ((cause.label, cause.topics) for cause in into.archive.causes),
    )

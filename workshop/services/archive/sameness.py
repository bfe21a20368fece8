"""What the room said of two cards: one subject, or two."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from workshop.domain.errors import FileUnreadable
from workshop.domain.words import CardStatus, Sameness
from workshop.services.archive.proofs import number_of, one_of, there
from workshop.services.archive.storing import store
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class SameRecord:
    """What one voice says of the cards ``a`` and ``b``; the smaller number comes first."""

    a: str
    b: str
    voice: int
    value: str


def read(
    connection: Connection, workshop_id: int, voices: Mapping[int, int]
) -> tuple[SameRecord, ...]:
    """The answers, but those about a card that was withdrawn since."""
    same, low, high = tables.same_answer, tables.card.alias("low"), tables.card.alias("high")
    found = connection.execute(
        select(same, low.c.number.label("one"), high.c.number.label("other"))
        .join_from(same, low, low.c.id == same.c.low_card_id)
        .join(high, high.c.id == same.c.high_card_id)
        .where(
            same.c.workshop_id == workshop_id,
            low.c.status != CardStatus.WITHDRAWN,
            high.c.status != CardStatus.WITHDRAWN,
        )
    ).all()
    return tuple(
        SameRecord(a=f"C{first}", b=f"C{second}", voice=voice, value=value)
        for first, second, voice, value in sorted(
            (*sorted((row.one, row.other)), voices[row.participant_id], row.value)
            for row in found
            if row.participant_id in voices
        )
    )


def check(record: SameRecord, voices: Collection[int], cards: Collection[str]) -> SameRecord:
    """Two different cards, a voice, and an answer. Raises a WorkshopError."""
    for card in (record.a, record.b):
        there(card, cards)
    if number_of(record.a) >= number_of(record.b):
        raise FileUnreadable(reason="duplicate", value=record.b)
    there(record.voice, voices)
    one_of("value", record.value, tuple(Sameness))
    return record


def take(
    connection: Connection,
    workshop_id: int,
    records: Sequence[SameRecord],
    voices: Mapping[int, int],
    cards: Mapping[int, int],
) -> None:
    """Store the answers."""
    store(
        connection,
        tables.same_answer,
        [
            {
                "workshop_id": workshop_id,
                "participant_id": voices[said.voice],
                "low_card_id": low,
                "high_card_id": high,
                "value": said.value,
            }
            for said in records
            for low, high in (sorted((cards[number_of(said.a)], cards[number_of(said.b)])),)
        ],
    )

"""What the room said of two cards: one subject, or two."""

from sqlalchemy import select

from workshop.domain.errors import FileUnreadable
from workshop.domain.words import CardStatus, Sameness
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import number_of, one_of, there
from workshop.services.archive.records import SameRecord
from workshop.services.archive.storing import store
from workshop.storage import tables


def read_same(out: Leaving) -> tuple[SameRecord, ...]:
    """The answers, but those about a card that was withdrawn since."""
    same, low, high = tables.same_answer, tables.card.alias("low"), tables.card.alias("high")
    found = out.connection.execute(
        select(same, low.c.number.label("one"), high.c.number.label("other"))
        .join_from(same, low, low.c.id == same.c.low_card_id)
        .join(high, high.c.id == same.c.high_card_id)
        .where(
            same.c.workshop_id == out.workshop.id,
            low.c.status != CardStatus.WITHDRAWN,
            high.c.status != CardStatus.WITHDRAWN,
        )
    ).all()
    return tuple(
        SameRecord(a=f"C{first}", b=f"C{second}", voice=voice, value=value)
        for first, second, voice, value in sorted(
            (*sorted((row.one, row.other)), out.voices[row.participant_id], row.value)
            for row in found
            if row.participant_id in out.voices
        )
    )


def check_same(record: SameRecord, labels: Labels) -> SameRecord:
    """Two different cards, a voice, and an answer. Raises a WorkshopError."""
    for card in (record.a, record.b):
        there(card, labels.cards)
    if number_of(record.a) >= number_of(record.b):
        raise FileUnreadable(reason="duplicate", value=record.b)
    there(record.voice, labels.voices)
    one_of("value", record.value, tuple(Sameness))
    return record


def take_same(into: Entering) -> None:
    store(
        into.connection,
        tables.same_answer,
        [
            {
                "workshop_id": into.workshop_id,
                "participant_id": into.voices[said.voice],
                "low_card_id": low,
                "high_card_id": high,
                "value": said.value,
            }
            for said in into.archive.same
            for low, high in (
                sorted((into.cards[number_of(said.a)], into.cards[number_of(said.b)])),
            )
        ],
    )

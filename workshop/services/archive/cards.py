"""Cards, what hangs on them, and the log of moderation."""

from dataclasses import replace

from sqlalchemy import select

from workshop.domain.text import (
    CARD_LIMIT,
    IMPORTED_CARD_LIMIT,
    TITLE_LIMIT,
    clean_optional,
    clean_text,
)
from workshop.domain.words import (
    CardStatus,
    Effect,
    Horizon,
    Kind,
    Moderation,
    SetAside,
    Side,
    Source,
)
from workshop.services.archive.passage import Entering, Labels, Leaving
from workshop.services.archive.proofs import distinct, labelled, number_of, one_of, there
from workshop.services.archive.records import CardRecord, ModerationRecord
from workshop.services.archive.storing import ids_of, store
from workshop.services.journeys import ANY_STEP
from workshop.storage import tables


def read_cards(out: Leaving) -> tuple[CardRecord, ...]:
    card, me_too, mirror = tables.card, tables.me_too, tables.mirror
    mirrors = {
        row.card_id: row.value
        for row in out.connection.execute(
            select(mirror.c.card_id, mirror.c.value).where(
                mirror.c.workshop_id == out.workshop.id, mirror.c.card_id.is_not(None)
            )
        )
    }
    said: dict[int, list[int]] = {}
    for row in out.connection.execute(
        select(me_too).join(card).where(card.c.workshop_id == out.workshop.id)
    ):
        said.setdefault(row.card_id, []).append(out.voices[row.participant_id])
    return tuple(
        CardRecord(
            label=f"C{row.number}",
            side=row.side,
            kind=row.kind,
            step=out.steps.get(row.step_id, ANY_STEP),
            text=row.text,
            source=row.source,
            status=row.status,
            topic=out.topics.get(row.topic_id),
            voice=out.voices[row.participant_id],
            me_too=tuple(sorted(said.get(row.id, ()))),
            question=out.questions.get(row.question_id),
            horizon=row.horizon,
            set_aside=row.set_aside,
            mirror=mirrors.get(row.id),
            persona=out.personas.get(row.persona_id),
            provenance=row.provenance,
        )
        for row in out.by_rank(card)
        if row.status != CardStatus.WITHDRAWN
    )


def read_moderation(out: Leaving) -> tuple[ModerationRecord, ...]:
    line, card = tables.moderation, tables.card
    return tuple(
        ModerationRecord(card=f"C{row.number}", deed=row.deed, reason=row.reason, note=row.note)
        for row in out.connection.execute(
            select(line, card.c.number)
            .join_from(line, card)
            .where(line.c.workshop_id == out.workshop.id, card.c.status != CardStatus.WITHDRAWN)
            .order_by(line.c.id)
        )
    )


def check_card(record: CardRecord, labels: Labels) -> CardRecord:
    labelled(record.label, "C")
    one_of("side", record.side, tuple(Side))
    one_of("kind", record.kind, tuple(Kind))
    one_of("source", record.source, tuple(Source))
    # A withdrawn card left no text to take in.
    one_of("status", record.status, set(CardStatus) - {CardStatus.WITHDRAWN})
    one_of("horizon", record.horizon, tuple(Horizon))
    one_of("set_aside", record.set_aside, {"", *SetAside})
    one_of("mirror", record.mirror or Effect.NONE, tuple(Effect))
    there(record.question, labels.questions)
    there(record.step, labels.places)
    there(record.topic, labels.topics)
    there(record.persona, {place for place, side in labels.personas.items() if side == record.side})
    for voice in (record.voice, *record.me_too):
        there(voice, labels.voices)
    distinct("me_too", (record.voice, *record.me_too))
    return replace(
        record,
        text=clean_text(record.text, limit=IMPORTED_CARD_LIMIT),
        provenance=clean_optional(record.provenance, limit=TITLE_LIMIT),
    )


def check_moderation(record: ModerationRecord, labels: Labels) -> ModerationRecord:
    there(record.card, labels.cards)
    one_of("deed", record.deed, tuple(Moderation))
    one_of("reason", record.reason, {"", *SetAside})
    return replace(record, note=clean_optional(record.note, limit=CARD_LIMIT))


def take_cards(into: Entering) -> None:
    store(
        into.connection,
        tables.card,
        [
            {
                "workshop_id": into.workshop_id,
                "card_id": into.house.new_uuid(),
                "number": number_of(card.label),
                "rank": rank,
                "participant_id": into.voices[card.voice],
                "side": card.side,
                "kind": card.kind,
                "step_id": into.steps.get(card.step),
                "text": card.text,
                "source": card.source,
                "status": card.status,
                "topic_id": None if card.topic is None else into.topics[number_of(card.topic)],
                "question_id": (
                    None if card.question is None else into.questions[number_of(card.question)]
                ),
                "horizon": card.horizon,
                "set_aside": card.set_aside,
                "persona_id": None if card.persona is None else into.personas[card.persona],
                "provenance": card.provenance,
                "changed": 1,
            }
            for rank, card in into.ranked(into.archive.cards)
        ],
    )
    into.cards = ids_of(into.connection, tables.card, "number", into.workshop_id)
    _take_said(into)
    _take_moderation(into)


def _take_said(into: Entering) -> None:
    """Who joined a card, and how its author thinks that the other side lives it."""
    store(
        into.connection,
        tables.me_too,
        [
            {"card_id": into.cards[number_of(card.label)], "participant_id": into.voices[voice]}
            for card in into.archive.cards
            for voice in card.me_too
        ],
    )
    store(
        into.connection,
        tables.mirror,
        [
            {
                "workshop_id": into.workshop_id,
                "participant_id": into.voices[card.voice],
                "card_id": into.cards[number_of(card.label)],
                "side": Side(card.side).other,
                "value": card.mirror,
            }
            for card in into.archive.cards
            if card.mirror is not None
        ],
    )


def _take_moderation(into: Entering) -> None:
    store(
        into.connection,
        tables.moderation,
        [
            {
                "workshop_id": into.workshop_id,
                "card_id": into.cards[number_of(line.card)],
                "deed": line.deed,
                "reason": line.reason,
                "note": line.note,
            }
            for line in into.archive.moderation
        ],
    )

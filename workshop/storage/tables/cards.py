"""What comes from the phones: voices, cards, taps on them, questions and answers."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from workshop.storage.tables.base import labelled, metadata, part_of, rank, row_id

participant = Table(
    "participant",
    metadata,
    row_id(),
    part_of("workshop"),
    # Keyed hash of the cookie; for voices that never had one (import, console) a random value, or
    # the mark of the sheet of paper that was typed in (services/paper_sheets.py).
    Column("key_hash", String(64), nullable=False),
    # Random number that stands for the voice in the JSON export, unrelated to the cookie.
    Column("voice", BigInteger, nullable=False),
    Column("speaks_for", String(10), nullable=False),
    Column("family", String(60), nullable=False, server_default=text("''")),
    # What kind of voice it is: a phone, a table's device, paper, a file, the rehearsal.
    Column("origin", String(10), nullable=False, server_default=text("'phone'")),
    # Takes part from elsewhere: cannot look up at the projector.
    Column("away", Boolean, nullable=False, server_default=false()),
    # Said "ready" in the current phase.
    Column("ready", Boolean, nullable=False, server_default=false()),
    # Removed by the facilitator: to it, the room is closed.
    Column("removed", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("workshop_id", "key_hash"),
    UniqueConstraint("workshop_id", "voice"),
)

question = Table(
    # A question on the phones: of a mood, a prompt deck, the exit vote, or the facilitator's own.
    "question",
    metadata,
    *labelled(),
    Column("deck", String(12), nullable=False),
    Column("kind", String(6), nullable=False),
    Column("text", Text, nullable=False),
    # About a step, a side, both, or (neither) the whole workshop.
    Column("step_id", ForeignKey("step.id", ondelete="CASCADE")),
    Column("side", String(10), nullable=False, server_default=text("''")),
    Column("aspect", String(10), nullable=False, server_default=text("''")),
    # The tool whose ease it asks for, by its name.
    Column("about", String(120), nullable=False, server_default=text("''")),
    Column("horizon", String(8), nullable=False, server_default=text("'now'")),
    Column("period", String(6), nullable=False, server_default=text("'during'")),
    Column("options", JSON, nullable=False, default=list),
    Column("status", String(6), nullable=False),
    Column("revealed", Boolean, nullable=False),
)

card = Table(
    "card",
    metadata,
    *labelled(),
    Column(
        "card_id", String(36), nullable=False
    ),  # UUID chosen by the phone: sent twice, kept once
    rank(),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("side", String(10), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("step_id", ForeignKey("step.id", ondelete="SET NULL")),
    Column("text", Text, nullable=False),
    Column("source", String(5), nullable=False),
    Column("status", String(10), nullable=False),
    Column("topic_id", ForeignKey("topic.id", ondelete="SET NULL"), index=True),
    Column("question_id", ForeignKey("question.id", ondelete="SET NULL")),
    Column("horizon", String(8), nullable=False, server_default=text("'now'")),
    Column("persona_id", ForeignKey("persona.id", ondelete="SET NULL")),
    # Of a card that came as data: the survey, barometer or interview it was taken from.
    Column("provenance", Text, nullable=False, server_default=text("''")),
    # Why it was set aside; "" while it is not.
    Column("set_aside", String(16), nullable=False, server_default=text("''")),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("workshop_id", "card_id"),
    Index("ix_card_workshop_id_changed", "workshop_id", "changed"),
    Index("ix_card_workshop_id_status", "workshop_id", "status"),
    Index("ix_card_participant_id", "participant_id"),
    CheckConstraint("side IN ('client', 'employee')", name="side"),
    CheckConstraint("kind IN ('irritant', 'enchantment')", name="kind"),
    CheckConstraint("source IN ('room', 'data')", name="source"),
    CheckConstraint(
        "status IN ('shown', 'waiting', 'hidden', 'parked', 'withdrawn')", name="status"
    ),
)

me_too = Table(
    "me_too",
    metadata,
    Column("card_id", ForeignKey("card.id", ondelete="CASCADE"), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
)

mirror = Table(
    # One tap on the side that has not spoken, about a topic or about one's own card.
    "mirror",
    metadata,
    row_id(),
    part_of("workshop"),
    part_of("participant"),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), index=True),
    Column("card_id", ForeignKey("card.id", ondelete="CASCADE"), index=True),
    Column("side", String(10), nullable=False),
    Column("value", String(12), nullable=False),
    UniqueConstraint("participant_id", "topic_id", "side"),
    UniqueConstraint("participant_id", "card_id"),
)

moderation = Table(
    # What the facilitator did to cards, in order, without any time.
    "moderation",
    metadata,
    row_id(),
    part_of("workshop"),
    part_of("card"),
    Column("deed", String(10), nullable=False),
    Column("reason", String(16), nullable=False, server_default=text("''")),
    Column("note", Text, nullable=False, server_default=text("''")),
)

answer = Table(
    # One participant's answer to one question; neither value nor text: skipped.
    "answer",
    metadata,
    row_id(),
    Column("question_id", ForeignKey("question.id", ondelete="CASCADE"), nullable=False),
    part_of("participant"),
    rank(),
    Column("value", Integer),
    Column("text", Text, nullable=False, server_default=text("''")),
    # What the facilitator made of it with one tap.
    Column("card_id", ForeignKey("card.id", ondelete="SET NULL")),
    Column("solution_id", ForeignKey("solution.id", ondelete="SET NULL")),
    UniqueConstraint("question_id", "participant_id"),
)

"""Topics: how cards came into them, where they lie on the matrix, and why they are there."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from workshop.storage.tables.base import Moment, labelled, metadata, part_of, rank, row_id

topic = Table(
    "topic",
    metadata,
    *labelled(),
    rank(),
    Column("title", Text, nullable=False),
    # The facilitator's own place for it, and why; NULL while the computed place stands.
    Column("moved_to", String(20)),
    Column("moved_because", Text, nullable=False, server_default=text("''")),
    # A removed or merged topic keeps its row: undo gives it back with all that hangs on it.
    Column("removed", Boolean, nullable=False),
    Column("merged_into", ForeignKey("topic.id", ondelete="SET NULL")),
    Column("changed", BigInteger, nullable=False),
)

grouping_change = Table(
    # Each change of the grouping and what it replaced: undo writes ``before``, redo ``after``.
    "grouping_change",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("sequence", Integer, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("undone", Boolean, nullable=False),
    UniqueConstraint("workshop_id", "sequence"),
)

same_answer = Table(
    # What a participant says of two cards: the same subject or not. The lower id comes first.
    "same_answer",
    metadata,
    row_id(),
    part_of("workshop"),
    part_of("participant"),
    Column("low_card_id", ForeignKey("card.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("high_card_id", ForeignKey("card.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("value", String(4), nullable=False),
    UniqueConstraint("participant_id", "low_card_id", "high_card_id"),
    CheckConstraint("low_card_id < high_card_id", name="order"),
    CheckConstraint("value IN ('yes', 'no', 'skip')", name="value"),
)

lexicon_concept = Table(
    # An organisation's own words for a concept, beside those of data/lexicon; of all workshops
    # of one account.
    "lexicon_concept",
    metadata,
    row_id(),
    Column("owner_id", ForeignKey("account.id", ondelete="CASCADE"), index=True),
    Column("language", String(2), nullable=False),
    Column("name", Text, nullable=False),
    Column("words", JSON, nullable=False, default=list),
    UniqueConstraint("owner_id", "language", "name"),
)

topic_round = Table(
    # Topics rated by the phones themselves, on both sides; its ratings place them once closed.
    "topic_round",
    metadata,
    *labelled(),
    # Numbers of the topics rated; [] is all of them.
    Column("chosen", JSON, nullable=False, default=list),
    Column("is_open", Boolean, nullable=False),
    # Its ratings take the place of the cards' count; of one round of a workshop at most.
    Column("in_use", Boolean, nullable=False),
)

topic_rating = Table(
    # How a participant sees a topic on each side, -2 to 2; NULL: left out.
    "topic_rating",
    metadata,
    row_id(),
    Column("round_id", ForeignKey("topic_round.id", ondelete="CASCADE"), nullable=False),
    part_of("participant"),
    part_of("topic"),
    rank(),
    Column("client", Integer),
    Column("employee", Integer),
    UniqueConstraint("round_id", "participant_id", "topic_id"),
)

matrix_minute = Table(
    # Where every topic lay at the end of a minute in which something changed: for the replay
    # alone, in no export.
    "matrix_minute",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("at", Moment, nullable=False),
    Column("phase", String(20), nullable=False),
    Column("places", JSON, nullable=False),
    UniqueConstraint("workshop_id", "at"),
)

placement = Table(
    # The history of places given by hand.
    "placement",
    metadata,
    row_id(),
    part_of("workshop"),
    part_of("topic"),
    Column("computed", String(20), nullable=False),
    Column("moved_to", String(20)),
    Column("because", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

cause = Table(
    # Why topics are as they are: up to five whys, and what kind of cause they lead to.
    "cause",
    metadata,
    *labelled(),
    rank(),
    Column("title", Text, nullable=False),
    Column("tag", String(14), nullable=False),
    Column("whys", JSON, nullable=False, default=list),
    Column("changed", BigInteger, nullable=False),
)

cause_topic = Table(
    "cause_topic",
    metadata,
    Column("cause_id", ForeignKey("cause.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True),
)

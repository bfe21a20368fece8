"""Ideas: what they answer, who would help, and how they are rated."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from workshop.storage.tables.base import labelled, metadata, rank, row_id

solution = Table(
    "solution",
    metadata,
    *labelled(),
    Column("solution_id", String(36), nullable=False),
    rank(),
    Column("participant_id", ForeignKey("participant.id", ondelete="SET NULL")),
    Column("title", Text, nullable=False),
    # Of the four ticks (simple, accessible, intuitive, timely), those it has.
    Column("ticks", JSON, nullable=False, default=list),
    Column("status", String(10), nullable=False, server_default=text("'proposed'")),
    # It lets a machine do what people do at a step; what then stays human, in writing.
    Column("automates", Boolean, nullable=False, server_default=false()),
    Column("human_answer", Text, nullable=False, server_default=text("''")),
    # What is answered to the side that pays: without it, a red idea is not adopted.
    Column("pain_answer", Text, nullable=False, server_default=text("''")),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("workshop_id", "solution_id"),
)

solution_topic = Table(
    "solution_topic",
    metadata,
    Column("solution_id", ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True),
)

solution_cause = Table(
    "solution_cause",
    metadata,
    Column("solution_id", ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True),
    Column("cause_id", ForeignKey("cause.id", ondelete="CASCADE"), primary_key=True, index=True),
)

help_offer = Table(
    # "I would help": the one named gesture. ``help_key`` is a keyed hash of the cookie and the
    # idea, so that the offer can be taken back and still leads to no card of the same phone.
    "help_offer",
    metadata,
    row_id(),
    Column("solution_id", ForeignKey("solution.id", ondelete="CASCADE"), nullable=False),
    Column("help_key", String(64), nullable=False),
    rank(),
    Column("name", String(60), nullable=False),
    UniqueConstraint("solution_id", "help_key"),
)

rating = Table(
    "rating",
    metadata,
    row_id(),
    Column("solution_id", ForeignKey("solution.id", ondelete="CASCADE"), nullable=False),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    rank(),
    Column("client", Integer, nullable=False),
    Column("employee", Integer, nullable=False),
    Column("usability", Integer, nullable=False),
    # NULL: not asked, or left out.
    Column("suppliers", Integer),
    Column("citizens", Integer),
    Column("benefit_low", Integer),
    Column("benefit_high", Integer),
    Column("effort_low", Integer),
    Column("effort_high", Integer),
    UniqueConstraint("solution_id", "participant_id"),
)

stakeholder_ballot = Table(
    # What a named stakeholder thinks of an idea, 1 to 5 each.
    "stakeholder_ballot",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "solution_id", ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("feasibility", Integer, nullable=False),
    Column("buy_in", Integer, nullable=False),
)

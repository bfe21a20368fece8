"""Voting rounds, their ballots, and the printed codes."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from workshop.storage.tables.base import labelled, metadata, part_of, rank, row_id

vote_session = Table(
    "vote_session",
    metadata,
    *labelled(),
    Column("title", Text, nullable=False),
    Column("subject", String(10), nullable=False),
    # Numbers of the topics or solutions voted on; [] is all of them.
    Column("chosen", JSON, nullable=False),
    Column("budget", Integer, nullable=False),
    Column("cap", Integer, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("revealed", Boolean, nullable=False),
    # One vote per person: each needs one of the printed codes.
    Column("with_codes", Boolean, nullable=False),
    # The round that this one repeats, to show the shift.
    Column("follows_id", ForeignKey("vote_session.id", ondelete="SET NULL")),
)

ballot = Table(
    # The points that one participant has on one target of one round.
    "ballot",
    metadata,
    row_id(),
    Column("session_id", ForeignKey("vote_session.id", ondelete="CASCADE"), nullable=False),
    part_of("participant"),
    rank(),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE")),
    Column("solution_id", ForeignKey("solution.id", ondelete="CASCADE")),
    Column("points", Integer, nullable=False),
    UniqueConstraint("session_id", "participant_id", "topic_id"),
    UniqueConstraint("session_id", "participant_id", "solution_id"),
    CheckConstraint("points > 0", name="points"),
)

vote_code = Table(
    # A code printed on paper: one person, one ballot.
    "vote_code",
    metadata,
    row_id(),
    Column("session_id", ForeignKey("vote_session.id", ondelete="CASCADE"), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("participant_id", ForeignKey("participant.id", ondelete="SET NULL")),
    UniqueConstraint("session_id", "code_hash"),
    UniqueConstraint("session_id", "participant_id"),
)

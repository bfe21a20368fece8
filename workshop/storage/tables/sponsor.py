"""What leaders give: their commitments, and what a sponsor answers on their own page."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from workshop.storage.tables.base import metadata, part_of, rank, row_id

commitment = Table(
    # What somebody of a level of management promised in front of the others.
    "commitment",
    metadata,
    row_id(),
    part_of("workshop"),
    rank(),
    Column("level", String(8), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("due", Date),
    # What shows that it was kept, and the day it was; NULL while it is open.
    Column("proof", Text, nullable=False),
    Column("kept_on", Date),
)

sponsor_answer = Table(
    # Said through the sponsor's link. Rows are only ever added; they go with their question.
    "sponsor_answer",
    metadata,
    row_id(),
    part_of("workshop"),
    # Drawn by the form: a second press or a resend adds nothing.
    Column("answer_id", String(36), nullable=False),
    # One of the two: the decision it answers, or a prompt for leaders ("" for none).
    Column("decision_id", Integer, ForeignKey("decision.id", ondelete="CASCADE"), index=True),
    Column("prompt", String(9), nullable=False),
    Column("text", Text, nullable=False),
    Column("said_by", Text, nullable=False),
    Column("said_on", Date, nullable=False),
    UniqueConstraint("workshop_id", "answer_id"),
)

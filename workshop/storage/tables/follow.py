"""The weeks after: meetings, the change board, measures, pilots, readiness and proofs."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from workshop.storage.tables.base import labelled, metadata, part_of, rank, row_id

meeting = Table(
    # A weekly point, a sponsor's review or a change board, with its minutes.
    "meeting",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("kind", String(8), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("progress", Text, nullable=False),
    Column("successes", Text, nullable=False),
    Column("blockers", Text, nullable=False),
    Column("next_steps", Text, nullable=False),
    Column("minutes", Text, nullable=False),
)

decision = Table(
    # Asked of the sponsor, or taken at a review.
    "decision",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="SET NULL")),
    Column("what", Text, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_on", Date),
)

change_item = Table(
    # Something new that came up while the plan runs, until the change board has decided.
    "change_item",
    metadata,
    *labelled(),
    rank(),
    Column("what", Text, nullable=False),
    Column("reason", String(12), nullable=False),
    Column("came_from", Text, nullable=False),
    Column("asked_on", Date, nullable=False),
    # Its qualification; importance from 1 to 3, NULL before.
    Column("importance", Integer),
    Column("priority", String(6), nullable=False),
    Column("needed_by", Date),
    Column("resources", Text, nullable=False),
    # "" while it waits; accepted, later or refused, at which board, and why.
    Column("decision", String(8), nullable=False),
    Column("because", Text, nullable=False),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="SET NULL")),
    Column("action_id", ForeignKey("action.id", ondelete="SET NULL")),
    Column("changed", BigInteger, nullable=False),
)

measure = Table(
    # What is measured of a side, of pilots and of the whole programme.
    "measure",
    metadata,
    *labelled(),
    rank(),
    Column("side", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    # Whether more of it is better, and the smallest change that counts, in its unit.
    Column("better", String(4), nullable=False),
    Column("matters_from", Float, nullable=False),
    Column("changed", BigInteger, nullable=False),
)

project_measure = Table(
    "project_measure",
    metadata,
    Column("project_id", ForeignKey("project.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "measure_id", ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)

pilot = Table(
    # A try with a small group, measured on both sides.
    "pilot",
    metadata,
    *labelled(),
    rank(),
    Column("title", Text, nullable=False),
    Column("tried_with", Text, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("action_id", ForeignKey("action.id", ondelete="SET NULL")),
    Column("project_id", ForeignKey("project.id", ondelete="SET NULL")),
    # "" until it is decided: generalise, correct or stop, and why.
    Column("decision", String(10), nullable=False),
    Column("because", Text, nullable=False),
    Column("decided_on", Date),
    Column("changed", BigInteger, nullable=False),
)

pilot_measure = Table(
    "pilot_measure",
    metadata,
    Column("pilot_id", ForeignKey("pilot.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "measure_id", ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)

reading = Table(
    # What a measure said on a day: of a pilot before or after it, or of the whole programme.
    "reading",
    metadata,
    row_id(),
    Column("measure_id", ForeignKey("measure.id", ondelete="CASCADE"), nullable=False),
    Column("pilot_id", ForeignKey("pilot.id", ondelete="CASCADE"), index=True),
    Column("moment", String(6), nullable=False),
    Column("taken_on", Date, nullable=False),
    Column("mean", Float, nullable=False),
    # The standard deviation and the number of voices; NULL where only the mean is known.
    Column("spread", Float),
    Column("voices", Integer),
    Column("came_from", Text, nullable=False),
    Index("ix_reading_measure_id", "measure_id"),
    UniqueConstraint("measure_id", "pilot_id", "moment"),
    CheckConstraint("moment IN ('before', 'after', 'follow')", name="moment"),
)

readiness = Table(
    # How ready the programme is on six axes, 1 to 5, NULL where nobody could say.
    "readiness",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("taken_on", Date, nullable=False),
    Column("prioritisation", Integer),
    Column("training", Integer),
    Column("engagement", Integer),
    Column("management", Integer),
    Column("budget", Integer),
    Column("returns", Integer),
    Column("note", Text, nullable=False),
    UniqueConstraint("workshop_id", "taken_on"),
)

evidence = Table(
    # A fact that shows what the programme has changed.
    "evidence",
    metadata,
    row_id(),
    part_of("workshop"),
    rank(),
    Column("fact", Text, nullable=False),
    Column("seen_on", Date, nullable=False),
    Column("action_id", ForeignKey("action.id", ondelete="SET NULL")),
    Column("measure_id", ForeignKey("measure.id", ondelete="SET NULL")),
    # The success of the week, of one fact at most.
    Column("of_the_week", Boolean, nullable=False),
)

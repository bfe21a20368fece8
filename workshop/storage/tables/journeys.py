"""Journeys: steps with their roles, channels, tools and indicators, and the personas."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    false,
    text,
)

from workshop.storage.tables.base import metadata, part_of, row_id

step = Table(
    "step",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("position", Integer, nullable=False),
    Column("client_title", Text, nullable=False),
    Column("employee_title", Text, nullable=False),
    Column("moment_of_truth", Boolean, nullable=False),
    # Of both sides (mirror), or of one life cycle; its title is client_title either way.
    Column("lane", String(8), nullable=False, server_default=text("'both'")),
    # How well its figures are backed by data, and whether the client may choose the channel.
    Column("backed", String(6), nullable=False, server_default=text("'none'")),
    Column("client_choice", String(7), nullable=False, server_default=text("'unknown'")),
    # People meet here, and no machine is to take their place unasked (article C).
    Column("human_moment", Boolean, nullable=False, server_default=false()),
)

step_link = Table(
    # Life-cycle mode: which client step meets which employee step, n to m.
    "step_link",
    metadata,
    Column("client_step_id", ForeignKey("step.id", ondelete="CASCADE"), primary_key=True),
    Column("employee_step_id", ForeignKey("step.id", ondelete="CASCADE"), primary_key=True),
)

step_role = Table(
    "step_role",
    metadata,
    row_id(),
    part_of("step"),
    Column("position", Integer, nullable=False),
    Column("office", String(5), nullable=False),  # front | back
    Column("name", Text, nullable=False),
    CheckConstraint("office IN ('front', 'back')", name="office"),
)

step_channel = Table(
    "step_channel",
    metadata,
    row_id(),
    part_of("step"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    # NULL is "unknown", which is a value and never 0.
    Column("volume", BigInteger),
    Column("unit", String(10), nullable=False, server_default=text("'contacts'")),
    Column("period", String(6), nullable=False, server_default=text("'month'")),
    Column("findable", String(7), nullable=False, server_default=text("'unknown'")),
    # Where the figure comes from, and of which day it is.
    Column("figure_from", Text, nullable=False, server_default=text("''")),
    Column("figure_on", Date),
    CheckConstraint("volume >= 0", name="volume"),
)

step_tool = Table(
    "step_tool",
    metadata,
    row_id(),
    part_of("step"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
)

step_kpi = Table(
    # What a step is measured by, who owns the measure, and where it pushes each side.
    "step_kpi",
    metadata,
    row_id(),
    part_of("step"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("client_push", String(7), nullable=False),
    Column("employee_push", String(7), nullable=False),
)

persona = Table(
    # Whom a card is about: at most five a side.
    "persona",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("side", String(10), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
)

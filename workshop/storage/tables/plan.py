"""The plan: people, functional domains, projects, actions and what becomes of them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from workshop.storage.tables.base import Moment, labelled, metadata, part_of, rank, row_id

person = Table(
    # Somebody who carries an action, or ranks ideas beside the room: named, and no participant.
    "person",
    metadata,
    *labelled(),
    rank(),
    Column("name", Text, nullable=False),
    Column("job", Text, nullable=False),
    Column("email", String(254), nullable=False),
    # One of the named stakeholders, whose ranking stands beside the room's.
    Column("ranks", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False),
)

person_link = Table(
    # /p/{token}: a person's own page, reusable until it is revoked or too old.
    "person_link",
    metadata,
    row_id(),
    part_of("person"),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

functional_domain = Table(
    # A row of the roadmap, and what is expected there of the target model.
    "functional_domain",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("target", Text, nullable=False),
    UniqueConstraint("workshop_id", "name"),
)

project = Table(
    # A bundle of actions with a charter.
    "project",
    metadata,
    *labelled(),
    rank(),
    Column("title", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("owner_id", ForeignKey("person.id", ondelete="SET NULL")),
    Column("domain_id", ForeignKey("functional_domain.id", ondelete="SET NULL")),
    Column("objectives", Text, nullable=False),
    Column("benefits", Text, nullable=False),
    Column("budget", Text, nullable=False),
    Column("people", Text, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("status", String(10), nullable=False),
    Column("changed", BigInteger, nullable=False),
)

project_criterion = Table(
    # The definition of done, criterion by criterion; ``met_on``: ticked on that day.
    "project_criterion",
    metadata,
    row_id(),
    part_of("project"),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("met_on", Date),
)

project_phase = Table(
    "project_phase",
    metadata,
    row_id(),
    part_of("project"),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("done", Boolean, nullable=False),
)

action = Table(
    "action",
    metadata,
    *labelled(),
    rank(),
    Column("what", Text, nullable=False),
    Column("owner", Text, nullable=False),
    # Empty when the owner accepted in the room; otherwise "to confirm with X before …".
    Column("to_confirm_with", Text, nullable=False),
    Column("due", Date),
    Column("measure", Text, nullable=False),
    Column("status", String(10), nullable=False),
    Column("topic_id", ForeignKey("topic.id", ondelete="SET NULL")),
    Column("solution_id", ForeignKey("solution.id", ondelete="SET NULL")),
    # The day by which the one to ask must have answered; NULL once the owner has accepted.
    Column("confirm_before", Date),
    # The quadrant it treats, where no topic in its place says so.
    Column("quadrant", String(20)),
    Column("priority", String(6), nullable=False, server_default=text("'normal'")),
    # Short, medium or long; "" before it has its place on the roadmap.
    Column("term", String(6), nullable=False, server_default=text("''")),
    Column("done_on", Date),
    Column("owner_id", ForeignKey("person.id", ondelete="SET NULL"), index=True),
    Column("domain_id", ForeignKey("functional_domain.id", ondelete="SET NULL")),
    Column("project_id", ForeignKey("project.id", ondelete="SET NULL")),
    # The number of the unfinished action of the edition before that it takes up.
    Column("carried_from", Integer),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("workshop_id", "carried_from"),
)

action_dependency = Table(
    # ``action_id`` cannot be finished before ``needs_id`` is; never in a circle.
    "action_dependency",
    metadata,
    Column("action_id", ForeignKey("action.id", ondelete="CASCADE"), primary_key=True),
    Column("needs_id", ForeignKey("action.id", ondelete="CASCADE"), primary_key=True, index=True),
)

action_event = Table(
    # What became of an action, day by day: handed over, accepted, moved on, said.
    "action_event",
    metadata,
    row_id(),
    part_of("action"),
    Column("happened_on", Date, nullable=False),
    Column("deed", String(12), nullable=False),
    # Who did it: a person's name, "" for the facilitator.
    Column("by", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("says", Text, nullable=False),
)

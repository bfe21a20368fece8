"""Workshops, the accounts that own them, and the links and browsers that open them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
    text,
    true,
)

from workshop.storage.tables.base import Moment, metadata, part_of, row_id

account = Table(
    "account",
    metadata,
    row_id(),
    # NULL for the laptop's own account, which signs in with one-time links and owns the file.
    Column("email", String(254), unique=True),
    Column("password_hash", String(200)),
    Column("is_laptop", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

signin_link = Table(
    "signin_link",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

browser = Table(
    # A signed-in browser of a facilitator or sponsor: what the cookie "session" opens.
    "browser",
    metadata,
    row_id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE")),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

workshop = Table(
    "workshop",
    metadata,
    row_id(),
    Column("code", String(6), nullable=False, unique=True),
    Column("owner_id", ForeignKey("account.id", ondelete="SET NULL"), index=True),
    Column("title", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("template", String(40)),
    Column("phase", String(20), nullable=False),
    # Since when the room works in it: while the break before a phase runs, a moment to come.
    Column("phase_since", Moment),
    # Slots of the day, a phase or a break with its minutes; [] without an agenda.
    Column("agenda", JSON, nullable=False, default=list),
    # When the day began, as the agenda counts it; NULL before.
    Column("agenda_began_at", Moment),
    Column("revision", BigInteger, nullable=False),
    Column("room_revision", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    # Two lanes over one list of steps, or two life cycles linked step to step.
    Column("mode", String(10), nullable=False, server_default=text("'mirror'")),
    # Frame
    Column("ambition", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("out_of_scope", Text, nullable=False),
    Column("client_goal", Text, nullable=False),
    Column("employee_goal", Text, nullable=False),
    Column("joint_owner", Text, nullable=False),
    Column("client_name", String(60), nullable=False),
    Column("team_name", String(60), nullable=False),
    Column("families", JSON, nullable=False),
    # Room
    Column("door_open", Boolean, nullable=False),
    Column("focus_step", String(12), nullable=False, server_default=text("''")),
    Column("focus_side", String(10), nullable=False, server_default=text("''")),
    # The number of the topic that phones find ideas for; NULL: each chooses.
    Column("focus_topic", Integer),
    Column("closes_at", Moment),
    # Overrides of what phones may do and see, by phase; {} leaves the defaults.
    Column("phone_rights", JSON, nullable=False, default=dict),
    # The one button: phones and projector show what this phase has gathered.
    Column("revealed", Boolean, nullable=False, server_default=false()),
    # When the pause ends; NULL while the room works.
    Column("paused_until", Moment),
    Column("nicknames", Boolean, nullable=False, server_default=false()),
    # Moderation: cards wait in the inbox first, and the rule that phones are told.
    Column("inbox_first", Boolean, nullable=False, server_default=false()),
    Column("moderation_rule", Text, nullable=False, server_default=text("''")),
    # Voices below which nothing is split or shown in words (never below 3).
    Column("floor", Integer, nullable=False, server_default=text("5")),
    # Projector
    Column("wall_pace", String(12), nullable=False),
    Column("projector_blank", Boolean, nullable=False),
    Column("projector_topic", Integer),
    # The minute of the replay that the projector shows, from 0; NULL: it shows how things are.
    Column("replay_frame", Integer),
    # The replay plays on from there since this moment; NULL: it stands still.
    Column("replay_since", Moment),
    # Sponsor
    Column("sponsor_open", Boolean, nullable=False),
    # Method settings
    Column("relieve_first", Boolean, nullable=False),
    # Pain transfer: where a side's mean says that it pays, and where it says that it gains.
    Column("pays_at", Float, nullable=False, server_default=text("-0.5")),
    Column("gains_at", Float, nullable=False, server_default=text("0.5")),
    # Who else is asked about on ballots: suppliers, citizens.
    Column("also_asks", JSON, nullable=False, default=list),
    # Badges of kept promises, for functional domains: only where the facilitator wants them.
    Column("badges", Boolean, nullable=False, server_default=false()),
    # Editions: this is the how-manieth workshop, made from which one.
    Column("edition", Integer, nullable=False, server_default=text("1")),
    Column("previous_id", ForeignKey("workshop.id", ondelete="SET NULL")),
    # The frame and the projector begin with what became of the edition before.
    Column("looks_back", Boolean, nullable=False, server_default=true()),
    # Secrets of the workshop: the key that turns a participant's cookie into a hash (NULL once
    # sealed), the seed that shuffles labels, the hash of the recovery code.
    Column("participant_key", LargeBinary(32)),
    Column("label_seed", BigInteger, nullable=False),
    Column("recovery_hash", String(64), nullable=False),
    # Counters that hand out labels
    Column("cards_issued", Integer, nullable=False),
    Column("topics_issued", Integer, nullable=False),
    Column("solutions_issued", Integer, nullable=False),
    Column("actions_issued", Integer, nullable=False),
    Column("questions_issued", Integer, nullable=False, server_default=text("0")),
    Column("votes_issued", Integer, nullable=False, server_default=text("0")),
    Column("causes_issued", Integer, nullable=False, server_default=text("0")),
    Column("people_issued", Integer, nullable=False, server_default=text("0")),
    Column("projects_issued", Integer, nullable=False, server_default=text("0")),
    Column("items_issued", Integer, nullable=False, server_default=text("0")),
    Column("pilots_issued", Integer, nullable=False, server_default=text("0")),
    Column("measures_issued", Integer, nullable=False, server_default=text("0")),
)

access_link = Table(
    # /f/{token} and /s/{token}: reusable until revoked, each for one workshop and one role.
    "access_link",
    metadata,
    row_id(),
    part_of("workshop"),
    Column("role", String(12), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
)

browser_grant = Table(
    # What a browser may open without an account: the links (or recovery codes) it has shown.
    "browser_grant",
    metadata,
    Column("browser_id", ForeignKey("browser.id", ondelete="CASCADE"), primary_key=True),
    Column("link_id", ForeignKey("access_link.id", ondelete="CASCADE"), primary_key=True),
)

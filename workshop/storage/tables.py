"""Every table, on SQLite and PostgreSQL alike.

Nothing here tells who a participant is: no name, no address, no time of a gesture (TRUST.md,
"Privacy"). ``rank`` is a random number drawn once per row: exports follow it, so that their order
is not the order of arrival. ``changed`` is the workshop's revision at the row's last change: the
board channel asks for what changed since the revision it sent last.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time, always aware and in UTC: SQLite would give it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _workshop() -> Column[int]:
    return Column(
        "workshop_id", ForeignKey("workshop.id", ondelete="CASCADE"), nullable=False, index=True
    )


account = Table(
    "account",
    metadata,
    _id(),
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
    _id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE")),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

workshop = Table(
    "workshop",
    metadata,
    _id(),
    Column("code", String(6), nullable=False, unique=True),
    Column("owner_id", ForeignKey("account.id", ondelete="SET NULL"), index=True),
    Column("title", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("template", String(40)),
    Column("phase", String(20), nullable=False),
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
    _id(),
    _workshop(),
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

step = Table(
    "step",
    metadata,
    _id(),
    _workshop(),
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
    _id(),
    Column("step_id", ForeignKey("step.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("office", String(5), nullable=False),  # front | back
    Column("name", Text, nullable=False),
    CheckConstraint("office IN ('front', 'back')", name="office"),
)

step_channel = Table(
    "step_channel",
    metadata,
    _id(),
    Column("step_id", ForeignKey("step.id", ondelete="CASCADE"), nullable=False, index=True),
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
    _id(),
    Column("step_id", ForeignKey("step.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
)

step_kpi = Table(
    # What a step is measured by, who owns the measure, and where it pushes each side.
    "step_kpi",
    metadata,
    _id(),
    Column("step_id", ForeignKey("step.id", ondelete="CASCADE"), nullable=False, index=True),
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
    _id(),
    _workshop(),
    Column("side", String(10), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
)

participant = Table(
    "participant",
    metadata,
    _id(),
    _workshop(),
    # Keyed hash of the cookie; a random value for voices that never had one (import, console).
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

topic = Table(
    "topic",
    metadata,
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    # The facilitator's own place for it, and why; NULL while the computed place stands.
    Column("moved_to", String(20)),
    Column("moved_because", Text, nullable=False, server_default=text("''")),
    # A removed or merged topic keeps its row: undo gives it back with all that hangs on it.
    Column("removed", Boolean, nullable=False),
    Column("merged_into", ForeignKey("topic.id", ondelete="SET NULL")),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("workshop_id", "number"),
)

question = Table(
    # A question on the phones: of a mood, a prompt deck, the exit vote, or the facilitator's own.
    "question",
    metadata,
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
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
    UniqueConstraint("workshop_id", "number"),
)

card = Table(
    "card",
    metadata,
    _id(),
    _workshop(),
    Column(
        "card_id", String(36), nullable=False
    ),  # UUID chosen by the phone: sent twice, kept once
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
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
    UniqueConstraint("workshop_id", "number"),
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
    _id(),
    _workshop(),
    Column(
        "participant_id",
        ForeignKey("participant.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
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
    _id(),
    _workshop(),
    Column("card_id", ForeignKey("card.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("deed", String(10), nullable=False),
    Column("reason", String(16), nullable=False, server_default=text("''")),
    Column("note", Text, nullable=False, server_default=text("''")),
)

answer = Table(
    # One participant's answer to one question; neither value nor text: skipped.
    "answer",
    metadata,
    _id(),
    Column("question_id", ForeignKey("question.id", ondelete="CASCADE"), nullable=False),
    Column(
        "participant_id",
        ForeignKey("participant.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("rank", BigInteger, nullable=False),
    Column("value", Integer),
    Column("text", Text, nullable=False, server_default=text("''")),
    # What the facilitator made of it with one tap.
    Column("card_id", ForeignKey("card.id", ondelete="SET NULL")),
    Column("solution_id", ForeignKey("solution.id", ondelete="SET NULL")),
    UniqueConstraint("question_id", "participant_id"),
)

vote_session = Table(
    "vote_session",
    metadata,
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
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
    UniqueConstraint("workshop_id", "number"),
)

ballot = Table(
    # The points that one participant has on one target of one round.
    "ballot",
    metadata,
    _id(),
    Column("session_id", ForeignKey("vote_session.id", ondelete="CASCADE"), nullable=False),
    Column(
        "participant_id",
        ForeignKey("participant.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("rank", BigInteger, nullable=False),
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
    _id(),
    Column("session_id", ForeignKey("vote_session.id", ondelete="CASCADE"), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("participant_id", ForeignKey("participant.id", ondelete="SET NULL")),
    UniqueConstraint("session_id", "code_hash"),
    UniqueConstraint("session_id", "participant_id"),
)

grouping_change = Table(
    # Each change of the grouping and what it replaced: undo writes ``before``, redo ``after``.
    "grouping_change",
    metadata,
    _id(),
    _workshop(),
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
    _id(),
    _workshop(),
    Column(
        "participant_id",
        ForeignKey("participant.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
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
    _id(),
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
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    # Numbers of the topics rated; [] is all of them.
    Column("chosen", JSON, nullable=False, default=list),
    Column("is_open", Boolean, nullable=False),
    # Its ratings take the place of the cards' count; of one round of a workshop at most.
    Column("in_use", Boolean, nullable=False),
    UniqueConstraint("workshop_id", "number"),
)

topic_rating = Table(
    # How a participant sees a topic on each side, -2 to 2; NULL: left out.
    "topic_rating",
    metadata,
    _id(),
    Column("round_id", ForeignKey("topic_round.id", ondelete="CASCADE"), nullable=False),
    Column(
        "participant_id",
        ForeignKey("participant.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("rank", BigInteger, nullable=False),
    Column("client", Integer),
    Column("employee", Integer),
    UniqueConstraint("round_id", "participant_id", "topic_id"),
)

matrix_minute = Table(
    # Where every topic lay at the end of a minute in which something changed: for the replay
    # alone, in no export.
    "matrix_minute",
    metadata,
    _id(),
    _workshop(),
    Column("at", Moment, nullable=False),
    Column("phase", String(20), nullable=False),
    Column("places", JSON, nullable=False),
    UniqueConstraint("workshop_id", "at"),
)

cause = Table(
    # Why topics are as they are: up to five whys, and what kind of cause they lead to.
    "cause",
    metadata,
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("tag", String(14), nullable=False),
    Column("whys", JSON, nullable=False, default=list),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("workshop_id", "number"),
)

cause_topic = Table(
    "cause_topic",
    metadata,
    Column("cause_id", ForeignKey("cause.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True),
)

placement = Table(
    # The history of places given by hand.
    "placement",
    metadata,
    _id(),
    _workshop(),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("computed", String(20), nullable=False),
    Column("moved_to", String(20)),
    Column("because", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

solution = Table(
    "solution",
    metadata,
    _id(),
    _workshop(),
    Column("solution_id", String(36), nullable=False),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
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
    UniqueConstraint("workshop_id", "number"),
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
    _id(),
    Column("solution_id", ForeignKey("solution.id", ondelete="CASCADE"), nullable=False),
    Column("help_key", String(64), nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("name", String(60), nullable=False),
    UniqueConstraint("solution_id", "help_key"),
)

rating = Table(
    "rating",
    metadata,
    _id(),
    Column("solution_id", ForeignKey("solution.id", ondelete="CASCADE"), nullable=False),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("rank", BigInteger, nullable=False),
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

person = Table(
    # Somebody who carries an action, or ranks ideas beside the room: named, and no participant.
    "person",
    metadata,
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("job", Text, nullable=False),
    Column("email", String(254), nullable=False),
    # One of the named stakeholders, whose ranking stands beside the room's.
    Column("ranks", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("workshop_id", "number"),
)

person_link = Table(
    # /p/{token}: a person's own page, reusable until it is revoked or too old.
    "person_link",
    metadata,
    _id(),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
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

functional_domain = Table(
    # A row of the roadmap, and what is expected there of the target model.
    "functional_domain",
    metadata,
    _id(),
    _workshop(),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("target", Text, nullable=False),
    UniqueConstraint("workshop_id", "name"),
)

project = Table(
    # A bundle of actions with a charter.
    "project",
    metadata,
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
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
    UniqueConstraint("workshop_id", "number"),
)

project_criterion = Table(
    # The definition of done, criterion by criterion; ``met_on``: ticked on that day.
    "project_criterion",
    metadata,
    _id(),
    Column("project_id", ForeignKey("project.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("met_on", Date),
)

project_phase = Table(
    "project_phase",
    metadata,
    _id(),
    Column("project_id", ForeignKey("project.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("done", Boolean, nullable=False),
)

action = Table(
    "action",
    metadata,
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
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
    UniqueConstraint("workshop_id", "number"),
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
    _id(),
    Column("action_id", ForeignKey("action.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("happened_on", Date, nullable=False),
    Column("deed", String(12), nullable=False),
    # Who did it: a person's name, "" for the facilitator.
    Column("by", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("says", Text, nullable=False),
)

meeting = Table(
    # A weekly point, a sponsor's review or a change board, with its minutes.
    "meeting",
    metadata,
    _id(),
    _workshop(),
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
    _id(),
    _workshop(),
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
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
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
    UniqueConstraint("workshop_id", "number"),
)

measure = Table(
    # What is measured of a side, of pilots and of the whole programme.
    "measure",
    metadata,
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("side", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    # Whether more of it is better, and the smallest change that counts, in its unit.
    Column("better", String(4), nullable=False),
    Column("matters_from", Float, nullable=False),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("workshop_id", "number"),
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
    _id(),
    _workshop(),
    Column("number", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
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
    UniqueConstraint("workshop_id", "number"),
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
    _id(),
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
    _id(),
    _workshop(),
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
    _id(),
    _workshop(),
    Column("rank", BigInteger, nullable=False),
    Column("fact", Text, nullable=False),
    Column("seen_on", Date, nullable=False),
    Column("action_id", ForeignKey("action.id", ondelete="SET NULL")),
    Column("measure_id", ForeignKey("measure.id", ondelete="SET NULL")),
    # The success of the week, of one fact at most.
    Column("of_the_week", Boolean, nullable=False),
)

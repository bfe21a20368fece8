"""The words of the method, each with the code that databases, files and phones use."""

from enum import StrEnum


class Side(StrEnum):
    """Whose experience: the client's or the team's."""

    CLIENT = "client"
    EMPLOYEE = "employee"

    @property
    def other(self) -> "Side":
        return Side.EMPLOYEE if self is Side.CLIENT else Side.CLIENT


class Kind(StrEnum):
    """What a card tells: something that hurts or something that delights."""

    IRRITANT = "irritant"
    ENCHANTMENT = "enchantment"


class JourneyMode(StrEnum):
    """Two lanes over one list of steps, or two life cycles linked step to step; never mixed."""

    MIRROR = "mirror"
    LIFE_CYCLE = "life_cycle"


class Lane(StrEnum):
    """Whose step it is: of both sides in mirror mode, of one life cycle otherwise."""

    BOTH = "both"
    CLIENT = "client"
    EMPLOYEE = "employee"


class Known(StrEnum):
    """Yes, no, or not known, which is a value of its own."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


class Backing(StrEnum):
    """How well what is said of a step is backed by data."""

    NONE = "none"
    PARTLY = "partly"
    FULLY = "fully"


class Push(StrEnum):
    """Where a KPI pushes a side's experience."""

    UP = "up"
    DOWN = "down"
    NONE = "none"
    UNKNOWN = "unknown"


class VolumeUnit(StrEnum):
    """What a channel's volume counts: volumes of different units are never summed."""

    CONTACTS = "contacts"
    CLIENTS = "clients"
    FILES = "files"


class VolumePeriod(StrEnum):
    """The time in which a volume comes together."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Sameness(StrEnum):
    """What a phone says of two cards: one subject, two, or no answer."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"


class CauseTag(StrEnum):
    """What kind of cause lies under a topic (articles D and E)."""

    SILO = "silo"
    KPI = "kpi"
    PROCESS = "process"
    TOOL = "tool"
    SKILL = "skill"
    STAFFING = "staffing"
    COMMUNICATION = "communication"
    WORKLOAD = "workload"


class Source(StrEnum):
    """Who says it: the room, or data imported before the workshop (never summed)."""

    ROOM = "room"
    DATA = "data"


class CardStatus(StrEnum):
    """Where a card stands.

    ``shown`` everywhere; ``waiting`` in the inbox; ``hidden``: set aside by the facilitator;
    ``parked``: off the subject, kept for the close; ``withdrawn`` by its author.
    """

    SHOWN = "shown"
    WAITING = "waiting"
    HIDDEN = "hidden"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"


class SetAside(StrEnum):
    """Why a facilitator set a card aside, as its author is told."""

    NAMES_SOMEBODY = "names_somebody"
    HURTFUL = "hurtful"
    OFF_SUBJECT = "off_subject"
    TWICE = "twice"
    OTHER = "other"


class Moderation(StrEnum):
    """What a facilitator did to a card; the log of moderation holds one line for each."""

    SET_ASIDE = "set_aside"
    PARKED = "parked"
    SHOWN = "shown"


class Horizon(StrEnum):
    """Of a card: what is lived now, or what tomorrow will ask (METHOD.md, phase 4)."""

    NOW = "now"
    TOMORROW = "tomorrow"


class Effect(StrEnum):
    """What a topic does to a side, as the mirror round asks; ``skip``: no answer, no voice."""

    IRRITANT = "irritant"
    NONE = "none"
    ENCHANTMENT = "enchantment"
    SKIP = "skip"


class Origin(StrEnum):
    """Where a voice comes from: a phone, a device that a table shares, paper typed in by the
    facilitator, a file or the console, or the rehearsal.

    ``gone``: of a rehearsal that was taken away; it said nothing, and no file knows of it.
    """

    PHONE = "phone"
    TABLE = "table"
    HAND = "hand"
    FILE = "file"
    REHEARSAL = "rehearsal"
    GONE = "gone"


class Sees(StrEnum):
    """What phones are sent of the room's words: nothing, how many, or everything."""

    NOTHING = "nothing"
    COUNT = "count"
    EVERYTHING = "everything"


class Period(StrEnum):
    """When a question is asked: before, during or after the workshop."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class QuestionKind(StrEnum):
    """How a question is answered: with a card, on a scale, by a choice, or in a sentence."""

    CARD = "card"
    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


class Deck(StrEnum):
    """The families of questions; ``own`` holds the facilitator's."""

    MOOD = "mood"
    TOOLS = "tools"
    GUEST = "guest"
    STAKEHOLDER = "stakeholder"
    TOMORROW = "tomorrow"
    OWN = "own"
    EXIT = "exit"


class Aspect(StrEnum):
    """What is asked about a step: its four moods (article D; the first two draw the curves), and
    the experience that is offered beside the one that is expected.
    """

    FEELING = "feeling"
    EASE = "ease"
    OBSTACLE = "obstacle"
    HELP = "help"
    OFFERED = "offered"
    EXPECTED = "expected"


class QuestionStatus(StrEnum):
    """``ready`` to be asked, ``open`` on the phones, or ``closed``."""

    READY = "ready"
    OPEN = "open"
    CLOSED = "closed"


class Subject(StrEnum):
    """What a voting round is about."""

    TOPICS = "topics"
    SOLUTIONS = "solutions"


class Quadrant(StrEnum):
    """Where a topic lies; the last two are not places but the reason for having none."""

    PRIORITY = "priority"
    INDICATORS = "indicators"
    TREAT_NEXT = "treat_next"
    CAPITALISE = "capitalise"
    CONTESTED = "contested"
    ONE_SIDE_MISSING = "one_side_missing"


QUADRANTS = (
    Quadrant.PRIORITY,
    Quadrant.INDICATORS,
    Quadrant.TREAT_NEXT,
    Quadrant.CAPITALISE,
)
"""The four crossings, in the order of treatment (METHOD.md, article D)."""


class Transfer(StrEnum):
    """The verdict of the pain-transfer test on a solution."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Role(StrEnum):
    """The audiences who open a screen of one workshop with a link."""

    FACILITATOR = "facilitator"
    SPONSOR = "sponsor"


class Tick(StrEnum):
    """What a good solution is to those who live with it (article A)."""

    SIMPLE = "simple"
    ACCESSIBLE = "accessible"
    INTUITIVE = "intuitive"
    TIMELY = "timely"


class Beyond(StrEnum):
    """Whom a solution touches beside the two sides (article B)."""

    SUPPLIERS = "suppliers"
    CITIZENS = "citizens"


class SolutionStatus(StrEnum):
    """An idea is proposed until the room adopts it or leaves it aside."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    SET_ASIDE = "set_aside"


class ActionStatus(StrEnum):
    """A draft lacks one of the five that an action must say; the others are commitments."""

    DRAFT = "draft"
    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"


UNDER_WAY = (ActionStatus.OPEN, ActionStatus.BLOCKED)
"""Promised, and neither done nor dropped: what can be late."""

FINISHED = (ActionStatus.DONE, ActionStatus.DROPPED)
"""Nothing is left to do of these."""


class Priority(StrEnum):
    """How much an action presses."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Term(StrEnum):
    """The columns of the roadmap."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class ActionDeed(StrEnum):
    """A line of the history of an action."""

    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    STATUS = "status"
    SAID = "said"


class ProjectStatus(StrEnum):
    """Where a project stands."""

    DRAFT = "draft"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class MeetingKind(StrEnum):
    """The weekly point, the sponsor's review, and the change board."""

    WEEKLY = "weekly"
    REVIEW = "review"
    BOARD = "board"


class ItemReason(StrEnum):
    """Why something new comes up while the plan runs (article E)."""

    MARKET = "market"
    ORGANISATION = "organisation"
    CLIENT_VOICE = "client_voice"
    TEAM_VOICE = "team_voice"
    REGULATION = "regulation"
    INCIDENT = "incident"
    OTHER = "other"


class ItemDecision(StrEnum):
    """What a change board decided of a new item."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"


class Better(StrEnum):
    """Whether more of a measure is better, or less."""

    UP = "up"
    DOWN = "down"


class Moment(StrEnum):
    """When a measure was read: before or after a pilot, or as the programme goes on."""

    BEFORE = "before"
    AFTER = "after"
    FOLLOW = "follow"


class PilotDecision(StrEnum):
    """What becomes of what a pilot tried (article A)."""

    GENERALISE = "generalise"
    CORRECT = "correct"
    STOP = "stop"


class Axis(StrEnum):
    """What lets a programme stall when it is missing (article E)."""

    PRIORITISATION = "prioritisation"
    TRAINING = "training"
    ENGAGEMENT = "engagement"
    MANAGEMENT = "management"
    BUDGET = "budget"
    RETURNS = "returns"


class WallPace(StrEnum):
    """How cards reach the projector: shuffled batches, or one by one as they come."""

    BATCHES = "batches"
    ONE_BY_ONE = "one_by_one"


class Phase(StrEnum):
    """The road of a workshop, in order."""

    FRAME = "frame"
    JOURNEYS = "journeys"
    MOOD = "mood"
    CAPTURE = "capture"
    GROUP = "group"
    MATRIX = "matrix"
    VOTE = "vote"
    CAUSES = "causes"
    IDEATE = "ideate"
    WEIGH = "weigh"
    PLAN = "plan"
    CLOSE = "close"
    FOLLOW = "follow"

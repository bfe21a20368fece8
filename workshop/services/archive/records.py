"""What a workshop is outside of the database: one plain record for each thing it holds.

A card's text stands once; everything else names it by its label. A voice is the random number of
a participant, unrelated to cookie and key. No time is finer than the day. A field with a default
is younger than the first release: a file of that release does without it.
"""

from dataclasses import dataclass
from datetime import date

from workshop.domain.transfer import GAINS_AT, PAYS_AT
from workshop.domain.words import Horizon, JourneyMode, Origin, SolutionStatus
from workshop.services.archive.plan_records import (
    ActionRecord,
    CommitmentRecord,
    DecisionRecord,
    DomainRecord,
    EvidenceRecord,
    HelpRecord,
    ItemRecord,
    MeasureRecord,
    MeetingRecord,
    PersonRecord,
    PilotRecord,
    ProjectRecord,
    ReadinessRecord,
    ReadingRecord,
    SponsorAnswerRecord,
    StakeholderRecord,
)
from workshop.services.templates import StepDraft

FLOOR = 5
"""Voices below which nothing is split, where a workshop has not said otherwise."""


@dataclass(frozen=True, slots=True)
class RightsRecord:
    """What phones may do and see in one phase, where the workshop changed it."""

    phase: str
    may: tuple[str, ...]
    sees: str


@dataclass(frozen=True, slots=True)
class SlotRecord:
    """A phase of the day's agenda, or a break where it is None, and its whole minutes.

    ``cut``: minutes that were taken off it when time was short.
    """

    phase: str | None
    minutes: int
    cut: int = 0


@dataclass(frozen=True, slots=True)
class WorkshopRecord:
    """The frame and the settings. ``code``: "" lets the import draw one. ``sealed``: for good, and
    so is what an import makes of it.
    """

    code: str
    title: str
    language: str
    template: str | None
    phase: str
    created_on: date
    ambition: str
    scope: str
    out_of_scope: str
    client_goal: str
    employee_goal: str
    joint_owner: str
    client_name: str
    team_name: str
    families: tuple[str, ...]
    door_open: bool
    wall_pace: str
    sponsor_open: bool
    relieve_first: bool
    rights: tuple[RightsRecord, ...] = ()
    revealed: bool = False
    nicknames: bool = False
    inbox_first: bool = False
    moderation_rule: str = ""
    floor: int = FLOOR
    mode: str = JourneyMode.MIRROR
    pays_at: float = PAYS_AT
    gains_at: float = GAINS_AT
    also_asks: tuple[str, ...] = ()
    badges: bool = False
    edition: int = 1
    sealed: bool = False
    agenda: tuple[SlotRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A client's step and a step of the team's that meet, each by its place, from "1" on."""

    client: str
    employee: str


@dataclass(frozen=True, slots=True)
class PersonaRecord:
    """Somebody typical of a side; cards name it by its place among all, from "1" on."""

    side: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class VoiceRecord:
    """``role`` and ``away`` (took part from elsewhere) are told where as many voices share them as
    the floor asks for. ``removed``: its device may not come in any more.
    """

    voice: int
    speaks_for: str
    role: str
    origin: str = Origin.PHONE
    away: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class CardRecord:
    """``step``: the place of the step in the journey, from "1" on, or ``any``.

    ``mirror``: what its author says that it does to the other side, None without an answer.
    ``persona``: the place of the one it is about, None without one. ``provenance``: of data, the
    survey or interview it was taken from.
    """

    label: str
    side: str
    kind: str
    step: str
    text: str
    source: str
    status: str
    topic: str | None
    voice: int
    me_too: tuple[int, ...]
    question: str | None = None
    horizon: str = Horizon.NOW
    set_aside: str = ""
    mirror: str | None = None
    persona: str | None = None
    provenance: str = ""


@dataclass(frozen=True, slots=True)
class TopicRecord:
    label: str
    title: str
    moved_to: str | None
    because: str


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A topic that was merged into another, which stands for it; its mirror round stays its own."""

    label: str
    title: str
    into: str


@dataclass(frozen=True, slots=True)
class PlacementRecord:
    """One line of the history of places given by hand, oldest first."""

    topic: str
    computed: str
    moved_to: str | None
    because: str


@dataclass(frozen=True, slots=True)
class SolutionRecord:
    """``ticks``: those of the four it has; the two answers are "" where none is owed or given."""

    label: str
    title: str
    topics: tuple[str, ...]
    voice: int | None
    causes: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    status: str = SolutionStatus.PROPOSED
    automates: bool = False
    human_answer: str = ""
    pain_answer: str = ""


@dataclass(frozen=True, slots=True)
class RatingRecord:
    """Effects from −2 to 2, benefit and effort from 1 to 5; None where nothing was said."""

    solution: str
    voice: int
    client: int
    employee: int
    usability: int
    suppliers: int | None = None
    citizens: int | None = None
    benefit_low: int | None = None
    benefit_high: int | None = None
    effort_low: int | None = None
    effort_high: int | None = None


@dataclass(frozen=True, slots=True)
class MirrorRecord:
    """What one voice says that a topic, or one merged since, does to a side."""

    topic: str
    voice: int
    side: str
    value: str


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """``step`` as in a card, "" when the question is about no step; ``about``: a tool's name."""

    label: str
    deck: str
    kind: str
    text: str
    step: str
    side: str
    aspect: str
    horizon: str
    period: str
    options: tuple[str, ...]
    status: str
    revealed: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """Neither value nor text: skipped. ``card``, ``solution``: what was made of it.

    ``text``: None where it is the card's, which stands there.
    """

    question: str
    voice: int
    value: int | None
    text: str | None
    card: str | None
    solution: str | None


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """A voting round; ``chosen``: labels of what it votes on, none for all.

    ``codes``: how many were printed; ``coded``: the voices that typed one.
    """

    label: str
    title: str
    subject: str
    chosen: tuple[str, ...]
    budget: int
    cap: int
    is_open: bool
    revealed: bool
    with_codes: bool
    follows: str | None
    codes: int = 0
    coded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BallotRecord:
    """The points of one voice on one target of a round."""

    session: str
    voice: int
    target: str
    points: int


@dataclass(frozen=True, slots=True)
class ModerationRecord:
    """One line of the log of moderation, oldest first."""

    card: str
    deed: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class SameRecord:
    """What one voice says of the cards ``a`` and ``b``; the smaller number comes first."""

    a: str
    b: str
    voice: int
    value: str


@dataclass(frozen=True, slots=True)
class TopicRoundRecord:
    """``number``: from 1 on. ``chosen``: labels of the topics rated, none for all.

    ``in_use``: its ratings place the topics instead of the cards.
    """

    number: int
    chosen: tuple[str, ...]
    is_open: bool
    in_use: bool


@dataclass(frozen=True, slots=True)
class TopicRatingRecord:
    """How one voice sees a topic on each side, -2 to 2; None where it said nothing."""

    round: int
    topic: str
    voice: int
    client: int | None
    employee: int | None


@dataclass(frozen=True, slots=True)
class CauseRecord:
    """``whys``: up to five, each asking after the one before."""

    label: str
    title: str
    tag: str
    whys: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything of a workshop that leaves the database; rows in the order of their random rank."""

    workshop: WorkshopRecord
    steps: tuple[StepDraft, ...]
    participants: tuple[VoiceRecord, ...]
    cards: tuple[CardRecord, ...]
    topics: tuple[TopicRecord, ...]
    placements: tuple[PlacementRecord, ...]
    solutions: tuple[SolutionRecord, ...]
    ratings: tuple[RatingRecord, ...]
    actions: tuple[ActionRecord, ...]
    merged: tuple[MergedRecord, ...] = ()
    mirrors: tuple[MirrorRecord, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()
    answers: tuple[AnswerRecord, ...] = ()
    votes: tuple[VoteRecord, ...] = ()
    ballots: tuple[BallotRecord, ...] = ()
    moderation: tuple[ModerationRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    personas: tuple[PersonaRecord, ...] = ()
    same: tuple[SameRecord, ...] = ()
    topic_rounds: tuple[TopicRoundRecord, ...] = ()
    topic_ratings: tuple[TopicRatingRecord, ...] = ()
    causes: tuple[CauseRecord, ...] = ()
    helpers: tuple[HelpRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    stakeholders: tuple[StakeholderRecord, ...] = ()
    domains: tuple[DomainRecord, ...] = ()
    projects: tuple[ProjectRecord, ...] = ()
    measures: tuple[MeasureRecord, ...] = ()
    pilots: tuple[PilotRecord, ...] = ()
    readings: tuple[ReadingRecord, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    items: tuple[ItemRecord, ...] = ()
    readiness: tuple[ReadinessRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    commitments: tuple[CommitmentRecord, ...] = ()
    sponsor_answers: tuple[SponsorAnswerRecord, ...] = ()

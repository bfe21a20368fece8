"""The facilitator's picture of a workshop: topics in their place, solutions, actions, counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from workshop.domain.codes import label_of
from workshop.domain.figures import StepVolume, volume_of
from workshop.domain.journey import Persona
from workshop.domain.matrix import Place, SideReading, carrier, rank_key
from workshop.domain.words import (
    QUADRANTS,
    ActionStatus,
    CardStatus,
    Horizon,
    Kind,
    Origin,
    Quadrant,
    Role,
    Side,
    Source,
    Subject,
)
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, Step, read_links, read_steps
from workshop.services.main_steps import main_step, weight_of
from workshop.services.mirror import MirrorProgress, read_mirror_progress
from workshop.services.personas import read_personas
from workshop.services.places import Reading, read_voices
from workshop.services.rounds import RoundProgress, read_round_progress
from workshop.services.rows import Workshop
from workshop.services.same import SameProgress, read_same_progress
from workshop.services.transaction import Deed, snapshot
from workshop.services.views.actions import ActionLine, read_actions
from workshop.services.views.causes import CauseLine, Weights, read_causes, weigh_causes
from workshop.services.views.conduct import (
    ModerationView,
    RoomState,
    count_people,
    read_moderation,
    read_room_state,
)
from workshop.services.views.coverage import RoleCoverage, read_coverage
from workshop.services.views.merged import survivors
from workshop.services.views.pilots import PilotLine, pilots_of
from workshop.services.views.questions import (
    QuestionLine,
    StepMood,
    read_moods,
    read_questions,
)
from workshop.services.views.solutions import SolutionLine, read_solutions
from workshop.services.views.votes import Tally, VoteLine, read_tally, read_votes
from workshop.storage import tables

FIRST_OF_VOTE = 3
"""How many of the topics that got points the room is said to begin with."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card as the facilitator sees it, without any author. ``step``: an id, or ``any``.

    ``set_aside``: a SetAside's code, "" while it is not. ``question``: the label of the one that
    it answers. ``origin``: what kind of voice sent it. ``persona``: the id of whom it is about.
    """

    label: str
    side: Side
    kind: Kind
    step: str
    text: str
    source: Source
    status: CardStatus
    topic: str | None
    me_too: int
    set_aside: str = ""
    horizon: Horizon = Horizon.NOW
    question: str | None = None
    origin: Origin = Origin.PHONE
    persona: str = ""

    @property
    def by_hand(self) -> bool:
        """True for a card from paper, typed in by the facilitator."""
        return self.origin is Origin.HAND


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in its place. ``quadrant`` is the place shown; ``computed`` what the voices say.

    ``client``, ``employee``: with what the floor allows of ratings and of role families.
    ``carried_by``: the family that holds three quarters of its voices, where that may be said.
    ``volume``: of its main step.
    """

    label: str
    title: str
    cards: tuple[str, ...]
    client: SideReading
    employee: SideReading
    client_by_team: bool
    computed: Place
    moved_to: Quadrant | None
    moved_because: str
    votes: int
    main_step: str
    steps_spread: int
    carried_by: str | None = None
    volume: StepVolume = field(default_factory=StepVolume)

    @property
    def rank(self) -> tuple[int, ...]:
        """Sorting key inside a quadrant."""
        return rank_key(
            votes=self.votes,
            client=self.client,
            employee=self.employee,
            number=int(self.label[1:]),
            volume=None if self.volume.total is None else round(self.volume.total),
        )

    @property
    def quadrant(self) -> Quadrant:
        return self.moved_to or self.computed.quadrant


@dataclass(frozen=True, slots=True)
class PlaceMove:
    """One line of the history of places given by hand."""

    topic: str
    computed: Quadrant
    moved_to: Quadrant | None
    because: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """Everything the facilitator's screens draw, from one snapshot."""

    workshop: Workshop
    steps: tuple[Step, ...]
    cards: tuple[CardLine, ...]
    topics: tuple[TopicLine, ...]
    solutions: tuple[SolutionLine, ...]
    actions: tuple[ActionLine, ...]
    moves: tuple[PlaceMove, ...]
    participants: int
    votes: tuple[VoteLine, ...] = ()
    same: SameProgress = field(default_factory=SameProgress)
    mirror: MirrorProgress = field(default_factory=MirrorProgress)
    topic_round: RoundProgress | None = None
    questions: tuple[QuestionLine, ...] = ()
    moods: tuple[StepMood, ...] = ()
    moderation: ModerationView = field(default_factory=ModerationView)
    room: RoomState = field(default_factory=RoomState)
    causes: tuple[CauseLine, ...] = ()
    last_cause: str | None = None
    """The label of the cause that was saved last: the one the room speaks of."""
    links: tuple[tuple[int, int], ...] = ()
    personas: tuple[Persona, ...] = ()
    coverage: tuple[RoleCoverage, ...] = ()

    def in_quadrant(self, quadrant: Quadrant) -> tuple[TopicLine, ...]:
        """The topics of one quadrant, in their rank."""
        return tuple(topic for topic in self.topics if topic.quadrant is quadrant)

    @property
    def treatment_order(self) -> tuple[Quadrant, ...]:
        """The quadrants in the order of treatment, with the middle two swapped if so set."""
        first, second, third, last = QUADRANTS
        middle = (third, second) if self.workshop.relieve_first else (second, third)
        return (first, *middle, last)

    @property
    def topics_in_order(self) -> tuple[TopicLine, ...]:
        """All topics: quadrants in the order of treatment, ranks inside, then the placeless."""
        places = (*self.treatment_order, Quadrant.CONTESTED, Quadrant.ONE_SIDE_MISSING)
        return tuple(topic for place in places for topic in self.in_quadrant(place))

    @property
    def shown_cards(self) -> tuple[CardLine, ...]:
        return tuple(card for card in self.cards if card.status is CardStatus.SHOWN)

    @property
    def room_cards(self) -> tuple[CardLine, ...]:
        """Shown cards that the room wrote."""
        return tuple(card for card in self.shown_cards if card.source is Source.ROOM)

    @property
    def data_cards(self) -> tuple[CardLine, ...]:
        """Shown cards that came as data: counted apart, never with the room's."""
        return tuple(card for card in self.shown_cards if card.source is Source.DATA)

    @property
    def parked_cards(self) -> tuple[CardLine, ...]:
        """Off the subject, kept for the close."""
        return tuple(card for card in self.cards if card.status is CardStatus.PARKED)

    @property
    def free_cards(self) -> tuple[CardLine, ...]:
        """Shown cards that are in no topic yet."""
        return tuple(card for card in self.shown_cards if card.topic is None)

    @property
    def actions_by_due(self) -> tuple[ActionLine, ...]:
        """The actions, the next one due first, those without a date last."""
        return tuple(
            sorted(self.actions, key=lambda line: (line.due is None, line.due or date.max))
        )

    def carried(self, topic: str) -> tuple[ActionLine, ...]:
        """The actions of a topic that somebody carries, or is to be asked to."""
        return tuple(
            line
            for line in self.actions_by_due
            if line.topic == topic and line.carrier and line.status is not ActionStatus.DROPPED
        )

    @property
    def uncarried_priorities(self) -> tuple[TopicLine, ...]:
        """The priority topics that no action carries yet: a workshop should not close on them."""
        return tuple(
            topic for topic in self.in_quadrant(Quadrant.PRIORITY) if not self.carried(topic.label)
        )

    @property
    def room_first(self) -> tuple[TopicLine, ...]:
        """What the last revealed vote put first; not the priority topics, which come before."""
        ahead = [topic for topic in self.topics if topic.votes][:FIRST_OF_VOTE]
        return tuple(topic for topic in ahead if topic.quadrant is not Quadrant.PRIORITY)

    def causes_of(self, topic: str) -> tuple[CauseLine, ...]:
        """The causes of a topic (label)."""
        return tuple(cause for cause in self.causes if topic in cause.topics)

    @property
    def untagged(self) -> tuple[TopicLine, ...]:
        """The topics to relieve whose kind of cause nobody has named yet (article D)."""
        return tuple(
            topic
            for topic in self.in_quadrant(Quadrant.TREAT_NEXT)
            if not any(cause.tag for cause in self.causes_of(topic.label))
        )

    @property
    def cause_weights(self) -> Weights:
        """Which kinds of cause weigh most."""
        voices = {
            topic.label: topic.client.placing.people + topic.employee.placing.people
            for topic in self.topics
        }
        return weigh_causes(self.causes, voices)

    @property
    def open_vote(self) -> VoteLine | None:
        """The round that takes points now."""
        return next((vote for vote in self.votes if vote.is_open), None)

    def question(self, label: str) -> QuestionLine | None:
        return next((found for found in self.questions if found.label == label), None)

    def card(self, label: str) -> CardLine | None:
        return next((card for card in self.cards if card.label == label), None)

    def topic(self, label: str | None) -> TopicLine | None:
        return next((topic for topic in self.topics if topic.label == label), None)

    def step_title(self, step: str) -> str | None:
        """The client title of a step id; None for ``any``."""
        return next((found.client_title for found in self.steps if str(found.id) == step), None)


def read_workshop_view(
    house: House, actor: Facilitating, *, role: Role = Role.FACILITATOR
) -> WorkshopView:
    """The whole workshop as its facilitator may see it. Raises WorkshopUnknown.

    ``role`` SPONSOR is for ``views.sponsor`` alone, which keeps only what a sponsor may see.
    """
    with snapshot(house, actor, role) as seen:
        return picture(seen)


@dataclass(frozen=True, slots=True)
class ScriptView:
    """What a script may read: the facilitator's picture, and the points of secret rounds too."""

    picture: WorkshopView
    tally: Tally
    pilots: tuple[PilotLine, ...] = ()


def read_script_view(house: House, actor: Facilitating) -> ScriptView:
    """The workshop for ``show --json``; no screen reads this. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        return ScriptView(
            picture(seen),
            read_tally(seen.connection, seen.workshop),
            pilots_of(seen.connection, seen.workshop),
        )


def picture(seen: Deed) -> WorkshopView:
    """The same inside an open snapshot, for whoever reads more beside it (an export)."""
    connection, workshop = seen.connection, seen.workshop
    steps = read_steps(connection, workshop.id)
    cards = _cards(connection, workshop)
    voices = read_voices(connection, workshop.id)
    votes = read_votes(connection, workshop, voices)
    topics = _topics(connection, workshop, cards, steps, voices, votes)
    waiting = [topic for topic in topics if topic.quadrant is Quadrant.ONE_SIDE_MISSING]
    solutions = read_solutions(connection, workshop, steps)
    questions = read_questions(connection, workshop)
    quadrants = {topic.label: topic.quadrant for topic in topics}
    actions = read_actions(connection, workshop, quadrants)
    causes, last_cause = read_causes(connection, workshop, survivors(connection, workshop))
    return WorkshopView(
        workshop=workshop,
        steps=steps,
        cards=cards,
        topics=topics,
        solutions=solutions,
        actions=actions,
        moves=_moves(connection, workshop),
        participants=count_people(connection, workshop),
        votes=votes,
        same=read_same_progress(connection, workshop),
        mirror=read_mirror_progress(connection, workshop, topics_waiting=len(waiting)),
        topic_round=read_round_progress(connection, workshop),
        questions=questions,
        moods=read_moods(connection, workshop, questions, steps),
        moderation=read_moderation(connection, workshop),
        room=read_room_state(connection, workshop),
        links=read_links(connection, workshop.id),
        personas=read_personas(connection, workshop.id),
        coverage=read_coverage(connection, workshop, steps),
        causes=causes,
        last_cause=last_cause,
    )


def _cards(connection: Connection, workshop: Workshop) -> tuple[CardLine, ...]:
    card, topic, me_too = tables.card, tables.topic, tables.me_too
    question, person = tables.question, tables.participant
    said = (
        select(func.count()).where(me_too.c.card_id == card.c.id).correlate(card).scalar_subquery()
    )
    return tuple(
        CardLine(
            label=f"C{row.number}",
            side=Side(row.side),
            kind=Kind(row.kind),
            step=ANY_STEP if row.step_id is None else str(row.step_id),
            text=row.text,
            source=Source(row.source),
            status=CardStatus(row.status),
            topic=label_of("T", row.topic),
            me_too=row.said,
            set_aside=row.set_aside,
            horizon=Horizon(row.horizon),
            question=label_of("Q", row.question),
            origin=Origin(row.origin),
            persona="" if row.persona_id is None else str(row.persona_id),
        )
        for row in connection.execute(
            select(
                card,
                topic.c.number.label("topic"),
                question.c.number.label("question"),
                person.c.origin,
                said.label("said"),
            )
            .select_from(
                card.join(person, person.c.id == card.c.participant_id)
                .outerjoin(topic, topic.c.id == card.c.topic_id)
                .outerjoin(question, question.c.id == card.c.question_id)
            )
            .where(card.c.workshop_id == workshop.id, card.c.status != CardStatus.WITHDRAWN)
            .order_by(card.c.rank)
        )
    )


def _topics(
    connection: Connection,
    workshop: Workshop,
    cards: tuple[CardLine, ...],
    steps: tuple[Step, ...],
    voices: Mapping[int, Reading],
    votes: tuple[VoteLine, ...],
) -> tuple[TopicLine, ...]:
    counted = [line for line in votes if line.revealed and line.subject is Subject.TOPICS][-1:]
    points = {result.label: result.points for line in counted for result in line.results}
    order = {str(step.id): step.position for step in steps}
    volumes = {str(step.id): volume_of(step.channels) for step in steps}
    members: dict[str, list[CardLine]] = {}
    for card in cards:
        if card.topic is not None:
            members.setdefault(card.topic, []).append(card)
    topic = tables.topic
    lines = []
    for row in connection.execute(
        select(topic).where(topic.c.workshop_id == workshop.id, topic.c.removed.is_(False))
    ):
        label = f"T{row.number}"
        reading = voices.get(row.id, Reading())
        held = [card for card in members.get(label, ()) if card.status is CardStatus.SHOWN]
        counts: dict[str, int] = {}
        for card in held:
            counts[card.step] = counts.get(card.step, 0) + weight_of(card.source)
        heaviest = main_step(counts, order) or ""
        lines.append(
            TopicLine(
                label=label,
                title=row.title,
                cards=tuple(
                    card.label
                    for card in sorted(members.get(label, ()), key=lambda card: int(card.label[1:]))
                ),
                client=reading.client.above(workshop.floor),
                employee=reading.employee.above(workshop.floor),
                client_by_team=reading.client_by_team,
                computed=reading.place,
                volume=volumes.get(heaviest, StepVolume()),
                carried_by=carrier(reading.client, reading.employee, workshop.floor),
                moved_to=Quadrant(row.moved_to) if row.moved_to else None,
                moved_because=row.moved_because,
                votes=points.get(label, 0),
                main_step=heaviest,
                steps_spread=len(counts),
            )
        )
    return tuple(sorted(lines, key=lambda line: line.rank))


def _moves(connection: Connection, workshop: Workshop) -> tuple[PlaceMove, ...]:
    move, topic = tables.placement, tables.topic
    return tuple(
        PlaceMove(
            topic=f"T{row.number}",
            computed=Quadrant(row.computed),
            moved_to=Quadrant(row.moved_to) if row.moved_to else None,
            because=row.because,
            at=row.at,
        )
        for row in connection.execute(
            select(move, topic.c.number)
            .join_from(move, topic)
            .where(move.c.workshop_id == workshop.id)
            .order_by(move.c.id.desc())
        )
    )

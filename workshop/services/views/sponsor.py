"""What a sponsor may see of a workshop. What they may not see has no field here."""

from dataclasses import dataclass
from datetime import date

from workshop.domain.errors import WorkshopUnknown
from workshop.domain.pilots import VOICES_NEEDED, Outcome, Read
from workshop.domain.transfer import Verdict
from workshop.domain.words import (
    QUADRANTS,
    ActionStatus,
    CardStatus,
    PilotDecision,
    Quadrant,
    Role,
    Sees,
    Side,
    SolutionStatus,
    Source,
    Term,
    Transfer,
)
from workshop.services.access import holds_sponsor_link
from workshop.services.actors import Visitor
from workshop.services.house import House
from workshop.services.transaction import Deed, find_workshop, glance, snapshot
from workshop.services.views.actions import ActionLine
from workshop.services.views.board import count_voices
from workshop.services.views.map import Audience, MapView, map_of
from workshop.services.views.measures import Measured, ReadingLine, measures_of
from workshop.services.views.pilots import PilotLine, pilots_of
from workshop.services.views.sponsor_follow import SponsorFollow, sponsor_follow
from workshop.services.views.workshop import TopicLine, WorkshopView, picture

SENTENCES = 3
PRIORITIES = 5
"""Topics that are told in the room's words: more than that is no priority any more."""


@dataclass(frozen=True, slots=True)
class SponsorTopic:
    """A topic in its place. ``sentences``: up to 3 of the room's cards, none below the floor.

    ``by_team``: nobody who speaks for clients was heard on the client's side. ``shared``: of a
    contested topic, True when voices disagree.
    """

    label: str
    title: str
    quadrant: Quadrant
    to_confirm: bool
    moved: bool
    by_team: bool
    shared: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SponsorSolution:
    """An idea and its verdict, without the ballots. ``payer``: the side that pays, when red.

    ``unheard``: the sides without a ballot of their own. ``topics``: titles.
    """

    label: str
    title: str
    topics: tuple[str, ...]
    transfer: Transfer
    payer: Side | None
    unheard: tuple[Side, ...]
    status: SolutionStatus = SolutionStatus.PROPOSED


@dataclass(frozen=True, slots=True)
class SponsorAction:
    """An action, its owner or who must still say yes, and the place of its topic.

    ``term``: None where nobody has said yet when it is for.
    """

    label: str
    what: str
    owner: str
    to_confirm_with: str
    due: date | None
    measure: str
    status: ActionStatus
    quadrant: Quadrant | None
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class SponsorMeasure:
    """A measure and what it says of its side.

    ``before``, ``after``: means in ``unit``; None where they were not read, or where they would
    tell of too few people.
    """

    label: str
    side: Side
    name: str
    unit: str
    matters_from: float
    read: Read
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class SponsorPilot:
    """A pilot with what both sides say; ``decision``: None until it is decided."""

    label: str
    title: str
    tried_with: str
    starts_on: date | None
    ends_on: date | None
    outcome: Outcome
    measures: tuple[SponsorMeasure, ...]
    decision: PilotDecision | None
    because: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class SponsorView:
    """One workshop for its sponsor, from one snapshot. ``is_open``: False in a preview only.

    ``rehearsal``: some of all this was said by simulated participants. ``map``: of the moods alone,
    none of which the room may not see; None before there is a step.
    """

    code: str
    revision: int
    is_open: bool
    language: str
    client_name: str
    team_name: str
    title: str
    ambition: str
    client_goal: str
    employee_goal: str
    joint_owner: str
    people: int
    cards: int
    data: int
    floor: int
    treatment_order: tuple[Quadrant, ...]
    topics: tuple[SponsorTopic, ...]
    solutions: tuple[SponsorSolution, ...]
    actions: tuple[SponsorAction, ...]
    follow: SponsorFollow
    rehearsal: bool = False
    pilots: tuple[SponsorPilot, ...] = ()
    measures: tuple[SponsorMeasure, ...] = ()
    map: MapView | None = None

    @property
    def priorities(self) -> tuple[SponsorTopic, ...]:
        """The first of the topics that hurt on both sides."""
        return self.in_quadrant(Quadrant.PRIORITY)[:PRIORITIES]

    def actions_of(self, term: Term | None) -> tuple[SponsorAction, ...]:
        """The plan of one term, what is due first before; None: of no term."""
        return tuple(line for line in self.actions if line.term is term)

    def in_quadrant(self, quadrant: Quadrant) -> tuple[SponsorTopic, ...]:
        """The topics of one quadrant, in their rank."""
        return tuple(topic for topic in self.topics if topic.quadrant is quadrant)

    @property
    def waiting(self) -> tuple[SponsorTopic, ...]:
        """The topics without a place: one side has not spoken, or the voices are divided."""
        return tuple(topic for topic in self.topics if topic.quadrant not in QUADRANTS)


def read_sponsor_view(house: House, actor: Visitor) -> SponsorView:
    """The results of a workshop, for a sponsor or for a facilitator who previews them.

    No hidden card, ever; no card at all while fewer voices than the floor spoke in the room, or
    while phones may not read them either (METHOD.md, "Privacy").
    Raises WorkshopUnknown when the page is closed to this browser.
    """
    with snapshot(house, actor, Role.SPONSOR) as seen:
        return results_of(seen, picture(seen))


def results_of(seen: Deed, whole: WorkshopView) -> SponsorView:
    """The same of an open snapshot, for whoever draws more from it (a report)."""
    may_quote = (
        whole.workshop.rights.sees is Sees.EVERYTHING
        and count_voices(seen.connection, whole.workshop.id) >= whole.workshop.floor
    )
    follow = sponsor_follow(seen.connection, whole.workshop)
    pilots = pilots_of(seen.connection, whole.workshop)
    measures = measures_of(seen.connection, whole.workshop)
    workshop = whole.workshop
    titles = {topic.label: topic.title for topic in whole.topics}
    return SponsorView(
        code=workshop.code,
        revision=workshop.revision,
        is_open=workshop.sponsor_open,
        language=workshop.language,
        client_name=workshop.client_name,
        team_name=workshop.team_name,
        title=workshop.title,
        ambition=workshop.ambition,
        client_goal=workshop.client_goal,
        employee_goal=workshop.employee_goal,
        joint_owner=workshop.joint_owner,
        people=whole.participants,
        cards=len(whole.room_cards),
        data=len(whole.data_cards),
        floor=workshop.floor,
        treatment_order=whole.treatment_order,
        topics=tuple(_topic(whole, topic, may_quote=may_quote) for topic in whole.topics),
        solutions=tuple(
            SponsorSolution(
                label=line.label,
                title=line.title,
                topics=tuple(titles[label] for label in line.topics if label in titles),
                transfer=line.verdict.transfer,
                payer=line.verdict.payer,
                unheard=_unheard(line.verdict),
                status=line.status,
            )
            for line in whole.solutions
        ),
        # A draft lacks an owner, a date or a measure: nobody has committed to it yet.
        actions=tuple(
            _action(line) for line in whole.actions_by_due if line.status is not ActionStatus.DRAFT
        ),
        map=map_of(whole, Audience.ROOM).felt if whole.steps else None,
        rehearsal=whole.room.rehearsal > 0,
        follow=follow,
        pilots=tuple(map(_pilot, pilots)),
        measures=tuple(
            _measure(line)
            for side in Side
            for line in measures
            if line.side is side and line.readings
        ),
    )


def sponsor_waits(house: House, actor: Visitor) -> bool:
    """True for a live sponsor link of this workshop, whether its page is open or not yet."""
    with glance(house) as connection:
        try:
            workshop = find_workshop(connection, actor.code)
        except WorkshopUnknown:
            return False
        return holds_sponsor_link(connection, actor.token, workshop, house.clock())


def _pilot(line: PilotLine) -> SponsorPilot:
    return SponsorPilot(
        label=line.label,
        title=line.title,
        tried_with=line.tried_with,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        outcome=line.outcome,
        measures=tuple(map(_measure, line.measures)),
        decision=line.decision,
        because=line.because,
        decided_on=line.decided_on,
    )


def _measure(line: Measured) -> SponsorMeasure:
    before, after = line.ends
    return SponsorMeasure(
        label=line.label,
        side=line.side,
        name=line.name,
        unit=line.unit,
        matters_from=line.matters_from,
        read=line.read,
        before=_mean(before),
        after=_mean(after),
    )


def _mean(found: ReadingLine | None) -> float | None:
    """A mean of so few people would tell what each of them said."""
    if found is None:
        return None
    voices = found.sample.voices
    return None if voices is not None and voices < VOICES_NEEDED else found.sample.mean


def _topic(whole: WorkshopView, line: TopicLine, *, may_quote: bool) -> SponsorTopic:
    return SponsorTopic(
        label=line.label,
        title=line.title,
        quadrant=line.quadrant,
        to_confirm=line.moved_to is None and line.computed.to_confirm,
        moved=line.moved_to is not None,
        by_team=line.client_by_team,
        shared=line.computed.shared,
        sentences=_sentences(whole, line) if may_quote else (),
    )


def _sentences(whole: WorkshopView, line: TopicLine) -> tuple[str, ...]:
    """The room's own sentences that most people joined; equal ones in their random rank."""
    held = [
        card
        for card in whole.cards
        if card.topic == line.label
        and card.status is CardStatus.SHOWN
        and card.source is Source.ROOM
    ]
    held.sort(key=lambda card: -card.me_too)
    return tuple(dict.fromkeys(card.text for card in held))[:SENTENCES]


def _unheard(verdict: Verdict) -> tuple[Side, ...]:
    effects = {Side.CLIENT: verdict.client, Side.EMPLOYEE: verdict.employee}
    return tuple(side for side, effect in effects.items() if effect.own_ballots == 0)


def _action(line: ActionLine) -> SponsorAction:
    return SponsorAction(
        label=line.label,
        what=line.what,
        owner=line.owner,
        to_confirm_with=line.to_confirm_with,
        due=line.due,
        measure=line.measure,
        status=line.status,
        quadrant=line.quadrant,
        term=Term(line.term) if line.term else None,
    )

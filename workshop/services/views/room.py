"""What a phone sees: the room in its phase, and its own cards. Nothing hidden, nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from workshop.domain.codes import label_of
from workshop.domain.journey import Persona
from workshop.domain.nicknames import nickname
from workshop.domain.phases import PhoneGesture, Rights
from workshop.domain.words import CardStatus, Origin, Phase, Sees, Side, Source
from workshop.grouping.similar import alike
from workshop.services.actors import Participant
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, StepName, read_step_names
from workshop.services.mirror import MirrorTask, read_mirror_tasks
from workshop.services.participants import door_key, find_person, hash_participant, was_invited
from workshop.services.personas import read_personas
from workshop.services.ratings import RatingTask, read_rating_tasks
from workshop.services.rounds import PlacingTask, read_open_round, read_placing_tasks
from workshop.services.rows import Workshop
from workshop.services.same import SameTask, read_same_tasks
from workshop.services.transaction import find_workshop, glance
from workshop.services.views.board import count_voices
from workshop.services.views.help import HelpTask, read_help_tasks
from workshop.services.views.ideate import IdeasWanted, TopicName, read_ideas_wanted
from workshop.services.views.questions import (
    PhoneQuestion,
    read_own_answers,
    read_phone_questions,
)
from workshop.services.views.votes import PhoneVote, read_own_vote, read_phone_vote
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class Room:
    """The room in its phase, the same for all its phones.

    ``set_aside_count``: cards that the facilitator set aside, 0 while phones see nothing.
    ``removed_devices``: how many the facilitator removed; each looks for itself (``is_removed``).
    ``rehearsal``: simulated participants are in the room. ``topic_round``: the number of the
    rating round that phones answer now, 0 without one; the mirror round then waits. ``also_asks``:
    whom ballots on ideas ask about besides (codes of Beyond). ``sealed``: for good; phones are
    asked nothing any more, and only read what became of their words.
    """

    code: str
    title: str
    language: str
    phase: Phase
    rights: Rights
    room_revision: int
    client_name: str
    team_name: str
    families: tuple[str, ...]
    steps: tuple[StepName, ...]
    ideas: IdeasWanted
    focus_step: str
    focus_side: str
    closes_at: datetime | None
    door_open: bool
    sponsor_open: bool
    floor: int
    vote: PhoneVote | None = None
    questions: tuple[PhoneQuestion, ...] = ()
    paused_until: datetime | None = None
    revealed: bool = False
    nicknames: bool = False
    inbox_first: bool = False
    moderation_rule: str = ""
    set_aside_count: int = 0
    removed_devices: int = 0
    rehearsal: bool = False
    topic_round: int = 0
    personas: tuple[Persona, ...] = ()
    also_asks: tuple[str, ...] = ()
    sealed: bool = False

    @property
    def topics(self) -> tuple[TopicName, ...]:
        """The topics that phones find ideas for."""
        return self.ideas.topics

    def may(self, gesture: str) -> bool:
        """True when phones may do this in the current phase (a PhoneGesture's code)."""
        return PhoneGesture(gesture) in self.rights.may


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A participant's own card, as its author sees it.

    ``status``: shown, waiting, hidden or parked. ``set_aside``: why it is hidden, a SetAside's
    code. ``question``: the label of the question that it answers.
    """

    card_id: str
    label: str
    side: str
    kind: str
    step: str
    text: str
    status: CardStatus
    set_aside: str = ""
    question: str | None = None

    @property
    def hidden(self) -> bool:
        return self.status is CardStatus.HIDDEN


@dataclass(frozen=True, slots=True)
class OwnSolution:
    solution_id: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Myself:
    """What this phone's own page adds: what it has sent, and for whom it speaks.

    ``answers``: by the question's label, value and text; neither: skipped. ``nickname``: only
    where the workshop gives them. Of a device that was ``removed`` nothing else is told.
    ``room_revision``: where the room stood when this was read.
    """

    known: bool = False
    speaks_for: Side = Side.EMPLOYEE
    family: str = ""
    cards: tuple[OwnCard, ...] = ()
    solutions: tuple[OwnSolution, ...] = ()
    # In the round that phones see: points by target, those left, and whether a code was typed.
    points: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    code_claimed: bool = False
    same: tuple[SameTask, ...] = ()
    mirror: tuple[MirrorTask, ...] = ()
    ratings: tuple[RatingTask, ...] = ()
    places: tuple[PlacingTask, ...] = ()
    help: tuple[HelpTask, ...] = ()
    answers: Mapping[str, tuple[int | None, str]] = field(default_factory=dict)
    origin: Origin = Origin.PHONE
    away: bool = False
    ready: bool = False
    removed: bool = False
    nickname: str = ""
    room_revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SaidCard:
    """A card of the room that this phone may join with "me too"."""

    label: str
    side: str
    kind: str
    text: str
    said: bool


def read_room(house: House, code: str) -> Room:
    """The room with this code, as any of its phones may see it. Raises WorkshopUnknown."""
    with glance(house) as connection:
        workshop = find_workshop(connection, code)
        return Room(
            code=workshop.code,
            title=workshop.title,
            language=workshop.language,
            phase=workshop.phase,
            rights=workshop.rights,
            room_revision=workshop.room_revision,
            client_name=workshop.client_name,
            team_name=workshop.team_name,
            families=tuple(workshop.families),
            steps=read_step_names(connection, workshop.id),
            ideas=read_ideas_wanted(connection, workshop),
            focus_step=workshop.focus_step,
            focus_side=workshop.focus_side,
            closes_at=workshop.closes_at,
            door_open=workshop.door_open,
            sponsor_open=workshop.sponsor_open,
            floor=workshop.floor,
            vote=read_phone_vote(connection, workshop),
            questions=() if workshop.is_sealed else read_phone_questions(connection, workshop),
            paused_until=workshop.paused_until,
            revealed=workshop.revealed,
            nicknames=workshop.nicknames,
            inbox_first=workshop.inbox_first,
            moderation_rule=workshop.moderation_rule,
            set_aside_count=_set_aside(connection, workshop),
            removed_devices=_removed(connection, workshop),
            rehearsal=_is_rehearsed(connection, workshop),
            topic_round=0 if workshop.is_sealed else read_open_round(connection, workshop),
            personas=read_personas(connection, workshop.id),
            also_asks=tuple(workshop.also_asks),
            sealed=workshop.is_sealed,
        )


def read_myself(house: House, participant: Participant) -> Myself:
    """What this participant has sent so far, newest first, and what it is asked now.

    Raises WorkshopUnknown.
    """
    # First, and with no transaction open: to choose what is asked may take a while.
    same = read_same_tasks(house, participant)
    with glance(house) as connection:
        workshop = find_workshop(connection, participant.code)
        person = find_person(connection, workshop, participant.token)
        if person is not None and person.removed:
            return Myself(known=True, removed=True)
        vote = read_own_vote(connection, workshop, person.id if person else 0)
        newcomer = int(hash_participant(workshop, participant.token)[:8], 16)
        places: tuple[PlacingTask, ...] = ()
        if workshop.may(PhoneGesture.PLACE):
            places = read_placing_tasks(connection, workshop, person, newcomer=newcomer)
        tasks: tuple[MirrorTask, ...] = ()
        if workshop.may(PhoneGesture.MIRROR) and not places:
            tasks = read_mirror_tasks(connection, workshop, person, newcomer=newcomer)
        ratings: tuple[RatingTask, ...] = ()
        if workshop.may(PhoneGesture.RATE):
            ratings = read_rating_tasks(connection, workshop, participant.token)
        helping = read_help_tasks(connection, workshop, participant.token)
        if person is None:
            return Myself(
                room_revision=workshop.room_revision,
                left=vote.left,
                same=same,
                mirror=tasks,
                ratings=ratings,
                places=places,
                help=helping,
            )
        cards = tuple(
            OwnCard(
                card_id=row.card_id,
                label=f"C{row.number}",
                side=row.side,
                kind=row.kind,
                step=ANY_STEP if row.step_id is None else str(row.step_id),
                text=row.text,
                status=CardStatus(row.status),
                set_aside=row.set_aside,
                question=label_of("Q", row.question),
            )
            for row in connection.execute(_OWN_CARDS, {"person": person.id})
        )
        solutions = tuple(
            OwnSolution(row.solution_id, f"S{row.number}", row.title)
            for row in connection.execute(_OWN_SOLUTIONS, {"person": person.id})
        )
        answers = read_own_answers(connection, person.id)
    return Myself(
        room_revision=workshop.room_revision,
        known=True,
        speaks_for=person.speaks_for,
        family=person.family,
        cards=cards,
        solutions=solutions,
        points=vote.points,
        left=vote.left,
        code_claimed=vote.code_claimed,
        same=same,
        mirror=tasks,
        ratings=ratings,
        places=places,
        help=helping,
        answers=answers,
        origin=person.origin,
        away=person.away,
        ready=person.ready,
        nickname=_nickname(workshop, participant) if workshop.nicknames else "",
    )


def _nickname(workshop: Workshop, participant: Participant) -> str:
    # Not of the voice, which stands in the file of the workshop beside each card: a name said
    # aloud would then tell whose they are.
    mark = hash_participant(workshop, participant.token)
    return nickname(int(mark[:8], 16), workshop.language)


# Made once: to build a statement costs several times what it costs to run it, and a thousand phones
# ask at once when the phase changes.
_OWN_CARDS = (
    select(tables.card, tables.question.c.number.label("question"))
    .select_from(
        tables.card.outerjoin(tables.question, tables.question.c.id == tables.card.c.question_id)
    )
    .where(
        tables.card.c.participant_id == bindparam("person"),
        tables.card.c.status != CardStatus.WITHDRAWN,
    )
    .order_by(tables.card.c.id.desc())
)
_OWN_SOLUTIONS = (
    select(tables.solution.c.solution_id, tables.solution.c.number, tables.solution.c.title)
    .where(tables.solution.c.participant_id == bindparam("person"))
    .order_by(tables.solution.c.id.desc())
)


def _set_aside(connection: Connection, workshop: Workshop) -> int:
    if workshop.rights.sees is Sees.NOTHING:
        return 0
    card = tables.card
    hidden = select(func.count()).where(
        card.c.workshop_id == workshop.id, card.c.status == CardStatus.HIDDEN
    )
    return connection.scalar(hidden) or 0


def _is_rehearsed(connection: Connection, workshop: Workshop) -> bool:
    person = tables.participant
    simulated = select(person.c.id).where(
        person.c.workshop_id == workshop.id,
        person.c.origin == Origin.REHEARSAL,
        person.c.removed.is_(False),
    )
    return connection.execute(simulated.limit(1)).first() is not None


def _removed(connection: Connection, workshop: Workshop) -> int:
    person = tables.participant
    removed = select(func.count()).where(
        person.c.workshop_id == workshop.id, person.c.removed.is_(True)
    )
    return connection.scalar(removed) or 0


def is_removed(house: House, participant: Participant) -> bool:
    """True for a device that the facilitator removed: to it, there is no such room."""
    with glance(house) as connection:
        workshop = find_workshop(connection, participant.code)
        person = find_person(connection, workshop, participant.token)
    return person is not None and person.removed


def is_known(house: House, participant: Participant) -> bool:
    """True for a phone the room has let in before, whatever the door is now."""
    with glance(house) as connection:
        workshop = find_workshop(connection, participant.code)
        person = find_person(connection, workshop, participant.token)
    return was_invited(workshop, participant.token) if person is None else not person.removed


def read_door_key(house: House, code: str) -> bytes:
    """What marks the cookies given at this room's door (``participants.invite``).

    Raises WorkshopUnknown.
    """
    with glance(house) as connection:
        return door_key(find_workshop(connection, code))


def read_said(
    house: House, participant: Participant, *, step: str, text: str, limit: int = 3
) -> tuple[SaidCard, ...]:
    """At most ``limit`` of the room's cards about a step, the likest to ``text`` first.

    Empty unless the phase shows cards and as many voices as the floor have spoken; never the
    participant's own, never a hidden one. An empty text gives cards in random order, drawn once
    per card. Raises WorkshopUnknown.
    """
    card, me_too = tables.card, tables.me_too
    with glance(house) as connection:
        workshop = find_workshop(connection, participant.code)
        if not workshop.may(PhoneGesture.ME_TOO):
            return ()
        if count_voices(connection, workshop.id) < workshop.floor:
            return ()
        person = find_person(connection, workshop, participant.token)
        if person is not None and person.removed:
            return ()
        person_id = person.id if person else 0
        about = (
            select(
                card.c.number,
                card.c.side,
                card.c.kind,
                card.c.text,
                func.count(me_too.c.participant_id).label("said"),
            )
            .select_from(
                card.outerjoin(
                    me_too,
                    (me_too.c.card_id == card.c.id) & (me_too.c.participant_id == person_id),
                )
            )
            .where(
                card.c.workshop_id == workshop.id,
                card.c.status == CardStatus.SHOWN,
                # Of data nobody here says "me too": it would be a voice of the room.
                card.c.source == Source.ROOM,
                card.c.participant_id != person_id,
                card.c.step_id.is_(None) if step == ANY_STEP else card.c.step_id == _number(step),
            )
            .group_by(card.c.id)
            .order_by(card.c.rank)
        )
        typed = bool(text.strip())
        rows = connection.execute(about if typed else about.limit(limit)).all()
    if typed:
        places = alike(text, [row.text for row in rows], workshop.language, limit=limit)
        rows = [rows[place] for place in places]
    return tuple(
        SaidCard(f"C{row.number}", row.side, row.kind, row.text, bool(row.said)) for row in rows
    )


def _number(step: str) -> int:
    """A step's id, 0 for what is none: a longer number would not fit into the database's."""
    return int(step) if step.isdecimal() and len(step) < 10 else 0

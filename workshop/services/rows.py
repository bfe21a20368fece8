"""Rows as frozen dataclasses: what one table line says, without any figure."""

import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workshop.domain.agenda import Agenda, Clock, clock_of, read_agenda
from workshop.domain.phases import PhoneGesture, Rights, rights_of
from workshop.domain.words import JourneyMode, Phase, Subject, WallPace

LOWEST_FLOOR = 3
"""Voices below which nothing is ever split or quoted, whatever a database says (METHOD.md)."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """One workshop; see ``storage.tables.workshop`` for what each column means."""

    id: int
    code: str
    owner_id: int | None
    title: str
    language: str
    template: str | None
    phase: Phase
    phase_since: datetime | None
    agenda: Agenda
    agenda_began_at: datetime | None
    revision: int
    room_revision: int
    created_at: datetime
    mode: JourneyMode
    ambition: str
    scope: str
    out_of_scope: str
    client_goal: str
    employee_goal: str
    joint_owner: str
    client_name: str
    team_name: str
    families: list[str]
    door_open: bool
    focus_step: str
    focus_side: str
    focus_topic: int | None
    closes_at: datetime | None
    phone_rights: dict[str, Any]
    revealed: bool
    paused_until: datetime | None
    nicknames: bool
    inbox_first: bool
    moderation_rule: str
    floor: int
    wall_pace: WallPace
    projector_blank: bool
    projector_topic: int | None
    replay_frame: int | None
    replay_since: datetime | None
    sponsor_open: bool
    relieve_first: bool
    pays_at: float
    gains_at: float
    also_asks: list[str]
    badges: bool
    edition: int
    previous_id: int | None
    looks_back: bool
    # Secrets stay out of what a log or an error page may show of a row.
    participant_key: bytes | None = field(repr=False)
    label_seed: int = field(repr=False)
    recovery_hash: str = field(repr=False)
    cards_issued: int
    topics_issued: int
    solutions_issued: int
    actions_issued: int
    questions_issued: int
    votes_issued: int
    causes_issued: int
    people_issued: int
    projects_issued: int
    items_issued: int
    pilots_issued: int
    measures_issued: int

    @property
    def is_sealed(self) -> bool:
        """True once its key was destroyed for good (services/sealing.py)."""
        return self.participant_key is None

    @property
    def rights(self) -> Rights:
        """What phones may do and see in the phase the workshop is in; nothing to do once sealed."""
        rights = rights_of(self.phase, self.phone_rights, revealed=self.revealed)
        return Rights(frozenset(), rights.sees) if self.is_sealed else rights

    def may(self, gesture: PhoneGesture) -> bool:
        """True when phones may do this now."""
        return gesture in self.rights.may

    def clock(self, now: datetime) -> Clock | None:
        """Where the room is in its agenda, None while no clock runs."""
        return clock_of(self.agenda, self.agenda_began_at, self.phase, self.phase_since, now)

    def seconds_left(self, now: datetime) -> int | None:
        """Whole seconds until the timer ends, 0 when it is over, None without a timer."""
        if self.closes_at is None:
            return None
        return max(0, math.ceil((self.closes_at - now).total_seconds()))


def read_workshop(row: Any) -> Workshop:
    """A database row of the table ``workshop`` as the frozen row type."""
    values = row._asdict()
    values["phase"] = Phase(values["phase"])
    values["agenda"] = read_agenda(values["agenda"])
    values["mode"] = JourneyMode(values["mode"])
    values["wall_pace"] = WallPace(values["wall_pace"])
    values["floor"] = max(LOWEST_FLOOR, values["floor"])
    return Workshop(**values)


@dataclass(frozen=True, slots=True)
class Round:
    """A voting round. ``chosen``: numbers of what is voted on, none for all."""

    id: int
    number: int
    title: str
    subject: Subject
    chosen: tuple[int, ...]
    budget: int
    cap: int
    is_open: bool
    revealed: bool
    with_codes: bool
    follows_id: int | None

    @property
    def label(self) -> str:
        return f"V{self.number}"


def read_round(row: Any) -> Round:
    """A database row of the table ``vote_session`` as the frozen row type."""
    return Round(
        id=row.id,
        number=row.number,
        title=row.title,
        subject=Subject(row.subject),
        chosen=tuple(row.chosen),
        budget=row.budget,
        cap=row.cap,
        is_open=row.is_open,
        revealed=row.revealed,
        with_codes=row.with_codes,
        follows_id=row.follows_id,
    )


@dataclass(frozen=True, slots=True)
class TopicRound:
    """A rating round. ``chosen``: numbers of the topics rated, none for all."""

    id: int
    number: int
    chosen: tuple[int, ...]
    is_open: bool
    in_use: bool


def read_topic_round(row: Any) -> TopicRound:
    """A database row of the table ``topic_round`` as the frozen row type."""
    return TopicRound(row.id, row.number, tuple(row.chosen), row.is_open, row.in_use)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody named: who carries actions and, where ``ranks``, ranks ideas beside the room."""

    id: int
    number: int
    name: str
    job: str
    email: str
    ranks: bool

    @property
    def label(self) -> str:
        return f"P{self.number}"


def read_person(row: Any) -> PersonRow:
    """A database row of the table ``person`` as the frozen row type."""
    return PersonRow(row.id, row.number, row.name, row.job, row.email, row.ranks)

"""Rows as frozen dataclasses: what one table line says, without any figure."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from workshop.domain.phases import PhoneGesture, Rights, rights_of
from workshop.domain.words import Phase, WallPace


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
    revision: int
    room_revision: int
    created_at: datetime
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
    sponsor_open: bool
    relieve_first: bool
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

    @property
    def rights(self) -> Rights:
        """What phones may do and see in the phase the workshop is in."""
        return rights_of(self.phase, self.phone_rights, revealed=self.revealed)

    def may(self, gesture: PhoneGesture) -> bool:
        """True when phones may do this now."""
        return gesture in self.rights.may


_WORKSHOP_FIELDS = tuple(column.name for column in fields(Workshop))


def read_workshop(row: Any) -> Workshop:
    """A database row of the table ``workshop`` as the frozen row type."""
    values = {name: getattr(row, name) for name in _WORKSHOP_FIELDS}
    values["phase"] = Phase(values["phase"])
    values["wall_pace"] = WallPace(values["wall_pace"])
    return Workshop(**values)

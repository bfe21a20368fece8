"""What came of a workshop, outside of the database: the plan, and what it changed.

Days are as fine as time gets. People here are named because they carry something; none of them
leads to a voice of the room.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HelpRecord:
    """Somebody who would help with an idea, by the name that they gave."""

    solution: str
    name: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """``ranks``: one of the stakeholders whose ranking stands beside the room's."""

    label: str
    name: str
    job: str
    email: str
    ranks: bool


@dataclass(frozen=True, slots=True)
class StakeholderRecord:
    """What a stakeholder thinks of an idea, 1 to 5 each."""

    person: str
    solution: str
    feasibility: int
    buy_in: int


@dataclass(frozen=True, slots=True)
class DomainRecord:
    """A functional domain; others name it by its name."""

    name: str
    target: str


@dataclass(frozen=True, slots=True)
class CriterionRecord:
    """``met_on``: the day it was ticked, None while it is not met."""

    text: str
    met_on: date | None


@dataclass(frozen=True, slots=True)
class PhaseRecord:
    title: str
    starts_on: date | None
    ends_on: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """``owner``: as it was written; ``carried_by``: the label of that person, None without one."""

    label: str
    title: str
    owner: str
    carried_by: str | None
    domain: str | None
    objectives: str
    benefits: str
    budget: str
    people: str
    starts_on: date | None
    ends_on: date | None
    status: str
    criteria: tuple[CriterionRecord, ...]
    phases: tuple[PhaseRecord, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One line of the history of an action, oldest first. ``by``: "" for the facilitator."""

    happened_on: date
    deed: str
    by: str
    before: str
    after: str
    says: str


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """``needs``: the labels of the actions that have to be done before."""

    label: str
    what: str
    owner: str
    to_confirm_with: str
    due: date | None
    measure: str
    status: str
    topic: str | None
    solution: str | None
    confirm_before: date | None = None
    quadrant: str | None = None
    priority: str = "normal"
    term: str = ""
    done_on: date | None = None
    carried_by: str | None = None
    domain: str | None = None
    project: str | None = None
    needs: tuple[str, ...] = ()
    events: tuple[EventRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """Others name it by its place among all, from "1" on."""

    kind: str
    held_on: date
    progress: str
    successes: str
    blockers: str
    next_steps: str
    minutes: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """``meeting``: the place of the one it was taken at, None without one."""

    meeting: str | None
    what: str
    asked_on: date
    answer: str
    answered_by: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class CommitmentRecord:
    """What somebody of a level of management promised; ``kept_on``: None while it is open."""

    level: str
    who: str
    what: str
    due: date | None
    proof: str
    kept_on: date | None


@dataclass(frozen=True, slots=True)
class SponsorAnswerRecord:
    """``decision``: the place of the one it answers, from "1" on, or None and a ``prompt``."""

    decision: str | None
    prompt: str
    text: str
    said_by: str
    said_on: date


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """Something new on the change board; ``decision``: "" while it waits."""

    label: str
    what: str
    reason: str
    came_from: str
    asked_on: date
    importance: int | None
    priority: str
    needed_by: date | None
    resources: str
    decision: str
    because: str
    meeting: str | None
    action: str | None


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """``matters_from``: the smallest change that counts, in ``unit``."""

    label: str
    side: str
    name: str
    unit: str
    better: str
    matters_from: float


@dataclass(frozen=True, slots=True)
class PilotRecord:
    label: str
    title: str
    tried_with: str
    starts_on: date | None
    ends_on: date | None
    action: str | None
    project: str | None
    measures: tuple[str, ...]
    decision: str
    because: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """What a measure said; of no pilot: of the whole programme."""

    measure: str
    pilot: str | None
    moment: str
    taken_on: date
    mean: float
    spread: float | None
    voices: int | None
    came_from: str


@dataclass(frozen=True, slots=True)
class ReadinessRecord:
    """1 to 5 on each axis, None where nobody could say."""

    taken_on: date
    prioritisation: int | None
    training: int | None
    engagement: int | None
    management: int | None
    budget: int | None
    returns: int | None
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    fact: str
    seen_on: date
    action: str | None
    measure: str | None
    of_the_week: bool

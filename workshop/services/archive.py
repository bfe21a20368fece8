"""A whole workshop as plain records: what an export writes, and what an import must prove.

A card's text stands once; everything else names it by its label. A voice is the random number of
a participant, unrelated to cookie and key. No time is finer than the day.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from workshop.domain.codes import read_label, read_room_code
from workshop.domain.errors import (
    FileUnreadable,
    NumberOutOfRange,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.text import (
    CARD_LIMIT,
    IMPORTED_CARD_LIMIT,
    NOTE_LIMIT,
    TITLE_LIMIT,
    clean_optional,
    clean_text,
)
from workshop.domain.transfer import RATING_HIGH, RATING_LOW
from workshop.domain.words import (
    QUADRANTS,
    CardStatus,
    Kind,
    Phase,
    Quadrant,
    Side,
    Source,
    WallPace,
)
from workshop.services.actions import ActionDraft, clean_action
from workshop.services.house import RANDOM_LIMIT
from workshop.services.journeys import ANY_STEP, clean_step
from workshop.services.templates import LANGUAGES, StepDraft
from workshop.services.workshops import FAMILIES_LIMIT, NAME_LIMIT

T = TypeVar("T")

EARLIEST = date(2000, 1, 1)
TEMPLATE_LIMIT = 40


@dataclass(frozen=True, slots=True)
class WorkshopRecord:
    """The frame and the settings. ``code``: "" lets the import draw one."""

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


@dataclass(frozen=True, slots=True)
class VoiceRecord:
    voice: int
    speaks_for: str
    role: str


@dataclass(frozen=True, slots=True)
class CardRecord:
    """``step``: the place of the step in the journey, from "1" on, or ``any``."""

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


@dataclass(frozen=True, slots=True)
class TopicRecord:
    label: str
    title: str
    moved_to: str | None
    because: str


@dataclass(frozen=True, slots=True)
class PlacementRecord:
    """One line of the history of places given by hand, oldest first."""

    topic: str
    computed: str
    moved_to: str | None
    because: str


@dataclass(frozen=True, slots=True)
class SolutionRecord:
    label: str
    title: str
    topics: tuple[str, ...]
    voice: int | None


@dataclass(frozen=True, slots=True)
class RatingRecord:
    solution: str
    voice: int
    client: int
    employee: int
    usability: int


@dataclass(frozen=True, slots=True)
class ActionRecord:
    label: str
    what: str
    owner: str
    to_confirm_with: str
    due: date | None
    measure: str
    status: str
    topic: str | None
    solution: str | None


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


def check(archive: Archive) -> Archive:
    """The archive with every text cleaned, every range kept and every label pointing somewhere.

    Raises FileUnreadable with ``reason`` (duplicate, dangling, or the code of the rule broken) and
    ``place``, such as ``cards[3]``, counted from 0 as in the file.
    """
    with at("workshop"):
        workshop = _workshop(archive.workshop)
    steps = _each("steps", archive.steps, clean_step)
    voices = {person.voice for person in archive.participants}
    topics = {topic.label for topic in archive.topics}
    solutions = {solution.label for solution in archive.solutions}
    step_names = {str(number) for number in range(1, len(steps) + 1)} | {ANY_STEP}
    checked = Archive(
        workshop=workshop,
        steps=steps,
        topics=_each("topics", archive.topics, _topic),
        participants=_each("participants", archive.participants, _voice),
        cards=_each("cards", archive.cards, lambda card: _card(card, voices, topics, step_names)),
        placements=_each("placements", archive.placements, lambda move: _placement(move, topics)),
        solutions=_each(
            "solutions", archive.solutions, lambda solution: _solution(solution, voices, topics)
        ),
        ratings=_each(
            "ratings", archive.ratings, lambda rating: _rating(rating, voices, solutions)
        ),
        actions=_each(
            "actions", archive.actions, lambda action: _action(action, topics, solutions)
        ),
    )
    _once("participants", (person.voice for person in checked.participants))
    _once("cards", (card.label for card in checked.cards))
    _once("topics", (topic.label for topic in checked.topics))
    _once("solutions", (solution.label for solution in checked.solutions))
    _once("ratings", ((rating.solution, rating.voice) for rating in checked.ratings))
    _once("actions", (action.label for action in checked.actions))
    return checked


def number_of(label: str) -> int:
    """The number in a label that ``check`` has let through: 12 for ``C12``."""
    return int(label[1:])


@contextmanager
def at(place: str) -> Iterator[None]:
    """Say where in the file a rule was broken. Raises FileUnreadable for any WorkshopError."""
    try:
        yield
    except FileUnreadable as unreadable:
        unreadable.facts.setdefault("place", place)
        raise
    except WorkshopError as refused:
        facts = {**refused.facts, "reason": refused.code, "place": place}
        raise FileUnreadable(**facts) from refused


def _each(name: str, records: Iterable[T], clean: Callable[[T], T]) -> tuple[T, ...]:
    cleaned = []
    for index, record in enumerate(records):
        with at(f"{name}[{index}]"):
            cleaned.append(clean(record))
    return tuple(cleaned)


def _once(name: str, keys: Iterable[object]) -> None:
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if key in seen:
            raise FileUnreadable(reason="duplicate", place=f"{name}[{index}]", value=key)
        seen.add(key)


def _one_of(field: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise ValueUnknown(field=field, value=value)


def _there(value: object, known: Collection[object]) -> None:
    if value is not None and value not in known:
        raise FileUnreadable(reason="dangling", value=value)


def _within(field: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise NumberOutOfRange(field=field, low=low, high=high)


def _label(label: str, letter: str) -> None:
    number = read_label(label, letter)
    if number is None or label != f"{letter}{number}":
        raise ValueUnknown(field="label", value=label)


def _distinct(field: str, values: tuple[object, ...]) -> None:
    if len(set(values)) != len(values):
        raise FileUnreadable(reason="duplicate", field=field, value=field)


def _workshop(record: WorkshopRecord) -> WorkshopRecord:
    code = read_room_code(record.code) or ""
    if code != record.code.upper():
        raise ValueUnknown(field="code", value=record.code)
    _one_of("language", record.language, LANGUAGES)
    _one_of("phase", record.phase, tuple(Phase))
    _one_of("wall_pace", record.wall_pace, tuple(WallPace))
    if record.created_on < EARLIEST:
        raise ValueUnknown(field="created_on", value=record.created_on.isoformat())
    families = tuple(clean_text(family, limit=NAME_LIMIT) for family in record.families)
    _distinct("families", families)
    _within("families", len(families), 0, FAMILIES_LIMIT)
    return replace(
        record,
        code=code,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        template=(
            None
            if record.template is None
            else clean_optional(record.template, limit=TEMPLATE_LIMIT)
        ),
        ambition=clean_optional(record.ambition, limit=NOTE_LIMIT),
        scope=clean_optional(record.scope, limit=NOTE_LIMIT),
        out_of_scope=clean_optional(record.out_of_scope, limit=NOTE_LIMIT),
        client_goal=clean_optional(record.client_goal, limit=NOTE_LIMIT),
        employee_goal=clean_optional(record.employee_goal, limit=NOTE_LIMIT),
        joint_owner=clean_optional(record.joint_owner, limit=NOTE_LIMIT),
        client_name=clean_text(record.client_name, limit=NAME_LIMIT),
        team_name=clean_text(record.team_name, limit=NAME_LIMIT),
        families=families,
    )


def _voice(record: VoiceRecord) -> VoiceRecord:
    _within("voice", record.voice, 1, RANDOM_LIMIT - 1)
    _one_of("speaks_for", record.speaks_for, tuple(Side))
    return replace(record, role=clean_optional(record.role, limit=NAME_LIMIT))


def _card(
    record: CardRecord, voices: set[int], topics: set[str], step_names: set[str]
) -> CardRecord:
    _label(record.label, "C")
    _one_of("side", record.side, tuple(Side))
    _one_of("kind", record.kind, tuple(Kind))
    _one_of("source", record.source, tuple(Source))
    _one_of("status", record.status, (CardStatus.SHOWN, CardStatus.HIDDEN))
    _there(record.step, step_names)
    _there(record.topic, topics)
    for voice in (record.voice, *record.me_too):
        _there(voice, voices)
    _distinct("me_too", (record.voice, *record.me_too))
    return replace(record, text=clean_text(record.text, limit=IMPORTED_CARD_LIMIT))


def _topic(record: TopicRecord) -> TopicRecord:
    _label(record.label, "T")
    return replace(
        record,
        title=clean_text(record.title, limit=TITLE_LIMIT),
        because=_reason(record.moved_to, record.because),
    )


def _placement(record: PlacementRecord, topics: set[str]) -> PlacementRecord:
    _there(record.topic, topics)
    _one_of("computed", record.computed, tuple(Quadrant))
    return replace(record, because=_reason(record.moved_to, record.because))


def _reason(moved_to: str | None, because: str) -> str:
    if moved_to is None:
        return clean_optional(because, limit=NOTE_LIMIT)
    _one_of("moved_to", moved_to, QUADRANTS)
    return clean_text(because, limit=NOTE_LIMIT)


def _solution(record: SolutionRecord, voices: set[int], topics: set[str]) -> SolutionRecord:
    _label(record.label, "S")
    _there(record.voice, voices)
    for topic in record.topics:
        _there(topic, topics)
    _distinct("topics", record.topics)
    return replace(record, title=clean_text(record.title, limit=CARD_LIMIT))


def _rating(record: RatingRecord, voices: set[int], solutions: set[str]) -> RatingRecord:
    _there(record.solution, solutions)
    _there(record.voice, voices)
    _within("client", record.client, RATING_LOW, RATING_HIGH)
    _within("employee", record.employee, RATING_LOW, RATING_HIGH)
    _within("usability", record.usability, RATING_LOW, RATING_HIGH)
    return record


def _action(record: ActionRecord, topics: set[str], solutions: set[str]) -> ActionRecord:
    _label(record.label, "A")
    _there(record.topic, topics)
    _there(record.solution, solutions)
    cleaned = clean_action(
        ActionDraft(
            what=record.what,
            owner=record.owner,
            to_confirm_with=record.to_confirm_with,
            due=record.due,
            measure=record.measure,
            status=record.status,
        )
    )
    return replace(
        record,
        what=str(cleaned["what"]),
        owner=str(cleaned["owner"]),
        to_confirm_with=str(cleaned["to_confirm_with"]),
        measure=str(cleaned["measure"]),
    )

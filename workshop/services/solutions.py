"""Solutions: ideas tied to topics."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select, update

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    DoorClosed,
    IdMalformed,
    PhaseClosed,
    SolutionUnknown,
    TopicUnknown,
    WorkshopError,
)
from workshop.domain.phases import PhoneGesture
from workshop.domain.text import CARD_LIMIT, clean_text
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.participants import settle
from workshop.services.standing import tell_choosers
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class SolutionSent:
    """An idea as a phone sent it; ``topics`` are labels, possibly none."""

    token: str = field(repr=False)
    solution_id: str
    text: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SolutionReceipt:
    """The phone's own id for the solution, and its label in the room."""

    solution_id: str
    label: str
    is_new: bool


def add_solutions(deed: Deed, gestures: Sequence[SolutionSent]) -> list[object]:
    """Apply ideas from phones in order (for ``Writer.submit``); a repeated id changes nothing.

    Refusals: IdMalformed, PhaseClosed, DoorClosed, TextEmpty, TextTooLong, TopicUnknown.
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    results: list[object] = []
    for gesture in gestures:
        try:
            results.append(_add_sent(deed, gesture, people.get(gesture.token)))
        except WorkshopError as refused:
            results.append(refused)
    return results


def _add_sent(deed: Deed, gesture: SolutionSent, person: int | None) -> object:
    try:
        solution_id = str(uuid.UUID(gesture.solution_id))
    except ValueError as error:
        raise IdMalformed(field="solution_id") from error
    solution = tables.solution
    number = deed.connection.scalar(
        select(solution.c.number).where(
            solution.c.workshop_id == deed.workshop.id, solution.c.solution_id == solution_id
        )
    )
    if number is not None:
        return SolutionReceipt(gesture.solution_id, f"S{number}", is_new=False)
    if not deed.workshop.may(PhoneGesture.ADD_SOLUTION):
        raise PhaseClosed(phase=deed.workshop.phase)
    if person is None:
        raise DoorClosed()
    title = clean_text(gesture.text, limit=CARD_LIMIT)
    number = store_solution(deed, title, gesture.topics, solution_id=solution_id, person=person)
    return Done(SolutionReceipt(gesture.solution_id, f"S{number}", is_new=True))


def add_solution(
    house: House, actor: Facilitating, *, title: str, topics: Sequence[str] = ()
) -> str:
    """A solution typed by the facilitator, tied to topics (labels); gives its label.

    Raises TextEmpty, TextTooLong, TopicUnknown.
    """
    cleaned = clean_text(title, limit=CARD_LIMIT)
    with change(house, actor) as deed:
        number = store_solution(deed, cleaned, topics, solution_id=house.new_uuid(), person=None)
        tell_choosers(deed)
        return f"S{number}"


def save_solution(
    house: House, actor: Facilitating, label: str, *, title: str, topics: Sequence[str]
) -> None:
    """Change a solution's sentence and the topics it answers.

    Raises SolutionUnknown, TopicUnknown, TextEmpty, TextTooLong.
    """
    cleaned = clean_text(title, limit=CARD_LIMIT)
    with change(house, actor) as deed:
        solution_id = find_solution(deed, label)
        tell_choosers(deed)
        deed.connection.execute(
            update(tables.solution)
            .where(tables.solution.c.id == solution_id)
            .values(title=cleaned, changed=deed.revision)
        )
        deed.connection.execute(
            delete(tables.solution_topic).where(tables.solution_topic.c.solution_id == solution_id)
        )
        _tie(deed, solution_id, _topic_ids(deed, topics))


def remove_solution(house: House, actor: Facilitating, label: str) -> None:
    """Remove a solution and its ballots; actions that came from it stay."""
    with change(house, actor) as deed:
        solution_id = find_solution(deed, label)
        deed.connection.execute(delete(tables.solution).where(tables.solution.c.id == solution_id))
        tell_choosers(deed)


def find_solution(deed: Deed, label: str) -> int:
    """The id of the solution with this label in this workshop. Raises SolutionUnknown."""
    solution = tables.solution
    solution_id: int | None = deed.connection.scalar(
        select(solution.c.id).where(
            solution.c.workshop_id == deed.workshop.id,
            solution.c.number == read_label(label, "S"),
        )
    )
    if solution_id is None:
        raise SolutionUnknown(solution=label)
    return solution_id


def store_solution(
    deed: Deed, title: str, topics: Sequence[str], *, solution_id: str, person: int | None
) -> int:
    """Inside an open change: an idea whose text is clean; gives its number. Raises TopicUnknown."""
    topic_ids = _topic_ids(deed, topics)  # cheap refusal before the first insert
    number: int = deed.connection.execute(
        update(tables.workshop)
        .where(tables.workshop.c.id == deed.workshop.id)
        .values(solutions_issued=tables.workshop.c.solutions_issued + 1)
        .returning(tables.workshop.c.solutions_issued)
    ).scalar_one()
    row_id: int = deed.connection.execute(
        insert(tables.solution)
        .values(
            workshop_id=deed.workshop.id,
            solution_id=solution_id,
            number=number,
            rank=deed.house.draw(),
            participant_id=person,
            title=title,
            changed=deed.revision,
        )
        .returning(tables.solution.c.id)
    ).scalar_one()
    _tie(deed, row_id, topic_ids)
    return number


def _topic_ids(deed: Deed, labels: Sequence[str]) -> list[int]:
    """One query, however many labels a phone sends. Raises TopicUnknown for the first unknown."""
    topic = tables.topic
    ids = {
        row.number: row.id
        for row in deed.connection.execute(
            select(topic.c.number, topic.c.id).where(
                topic.c.workshop_id == deed.workshop.id, topic.c.removed.is_(False)
            )
        )
    }
    for label in labels:
        if read_label(label, "T") not in ids:
            raise TopicUnknown(topic=label)
    return list(dict.fromkeys(ids[read_label(label, "T")] for label in labels))


def _tie(deed: Deed, solution_id: int, topic_ids: Sequence[int]) -> None:
    if topic_ids:
        deed.connection.execute(
            insert(tables.solution_topic),
            [{"solution_id": solution_id, "topic_id": topic_id} for topic_id in topic_ids],
        )

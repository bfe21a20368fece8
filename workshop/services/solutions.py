"""Solutions: ideas, each tied to the topics and causes that it answers (METHOD.md, phase 9)."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select, update

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    DoorClosed,
    IdMalformed,
    PhaseClosed,
    TopicUnknown,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.phases import PhoneGesture
from workshop.domain.text import CARD_LIMIT, clean_text
from workshop.domain.words import Subject, Tick
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import CAUSE, SOLUTION, find_id, find_ids, issue
from workshop.services.participants import settle
from workshop.services.standing import Standing, read_standing, tell_choosers
from workshop.services.transaction import Deed, change, set_workshop
from workshop.services.writer import Done
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class SolutionSent:
    """An idea as a phone sent it; ``topics`` and ``causes`` are labels, possibly none."""

    token: str = field(repr=False)
    solution_id: str
    text: str
    topics: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SolutionReceipt:
    """The phone's own id for the solution, and its label in the room."""

    solution_id: str
    label: str
    is_new: bool


def add_solutions(deed: Deed, gestures: Sequence[SolutionSent]) -> list[object]:
    """Apply ideas from phones in order (for ``Writer.submit``); a repeated id changes nothing.

    One that is tied to nothing is taken in: the facilitator ties it later.
    Refusals: IdMalformed, PhaseClosed, DoorClosed, TextEmpty, TextTooLong, TopicUnknown,
    CauseUnknown.
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
    number = store_solution(
        deed,
        title,
        gesture.topics,
        causes=gesture.causes,
        solution_id=solution_id,
        person=person,
    )
    return Done(SolutionReceipt(gesture.solution_id, f"S{number}", is_new=True))


def add_solution(
    house: House,
    actor: Facilitating,
    *,
    title: str,
    topics: Sequence[str] = (),
    causes: Sequence[str] = (),
    ticks: Iterable[str] = (),
) -> str:
    """A solution typed by the facilitator, tied to topics and causes (labels); gives its label.

    ``ticks``: what it is to those who live with it, codes of Tick. Raises TextEmpty, TextTooLong,
    TopicUnknown, CauseUnknown, ValueUnknown.
    """
    clean_text(title, limit=CARD_LIMIT)  # refused before the workshop is held
    with change(house, actor, Gesture.ADD_SOLUTION) as deed:
        return put_solution(deed, None, title=title, topics=topics, causes=causes, ticks=ticks)


def save_solution(
    house: House,
    actor: Facilitating,
    label: str,
    *,
    title: str,
    topics: Sequence[str],
    causes: Sequence[str] = (),
    ticks: Iterable[str] | None = None,
) -> None:
    """Change a solution's sentence, and the topics and causes it answers; the last save wins.

    ``ticks``: None leaves them. A topic that was merged away keeps its tie, so that undoing the
    merge gives it back its ideas. Raises SolutionUnknown, TopicUnknown, CauseUnknown, TextEmpty,
    TextTooLong, ValueUnknown.
    """
    values: dict[str, object] = {"title": clean_text(title, limit=CARD_LIMIT)}
    if ticks is not None:
        values["ticks"] = clean_ticks(ticks)
    with change(house, actor, Gesture.SAVE_SOLUTION) as deed:
        _rewrite(deed, label, values, topics, causes)


def put_solution(
    deed: Deed,
    label: str | None,
    *,
    title: str,
    topics: Sequence[str],
    causes: Sequence[str],
    ticks: Iterable[str],
) -> str:
    """Inside an open change: what ``save_solution`` does, or ``add_solution`` for None; gives the
    label. Raises what they raise.
    """
    cleaned, ticked = clean_text(title, limit=CARD_LIMIT), clean_ticks(ticks)
    if label is not None:
        _rewrite(deed, label, {"title": cleaned, "ticks": ticked}, topics, causes)
        return label
    number = store_solution(
        deed,
        cleaned,
        topics,
        causes=causes,
        ticks=ticked,
        solution_id=deed.house.new_uuid(),
        person=None,
    )
    tell_choosers(deed)
    return f"S{number}"


def _rewrite(
    deed: Deed,
    label: str,
    values: dict[str, object],
    topics: Sequence[str],
    causes: Sequence[str],
) -> None:
    solution_id = find_id(deed, SOLUTION, label)
    tell_choosers(deed)
    standing = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
    wanted, causes_wanted = _topic_ids(standing, topics), find_ids(deed, CAUSE, causes)
    deed.connection.execute(
        update(tables.solution)
        .where(tables.solution.c.id == solution_id)
        .values(changed=deed.revision, **values)
    )
    _untie(deed, solution_id, standing, wanted)
    _tie(deed, solution_id, wanted, causes_wanted)


def tick_solution(house: House, actor: Facilitating, label: str, tick: str, on: bool) -> None:
    """Say of a solution that it is, or is not, one of the four things that a good one is.

    Raises SolutionUnknown, ValueUnknown (``tick``).
    """
    [wanted] = clean_ticks([tick])
    solution = tables.solution
    with change(house, actor, Gesture.TICK_SOLUTION) as deed:
        solution_id = find_id(deed, SOLUTION, label)
        kept = set(
            deed.connection.scalar(select(solution.c.ticks).where(solution.c.id == solution_id))
            or ()
        )
        kept = kept | {wanted} if on else kept - {wanted}
        deed.connection.execute(
            update(solution)
            .where(solution.c.id == solution_id)
            .values(ticks=clean_ticks(kept), changed=deed.revision)
        )


def focus_topic(house: House, actor: Facilitating, label: str | None) -> None:
    """Ask all phones for ideas on one topic (label), or let each choose again with None.

    Raises TopicUnknown.
    """
    with change(house, actor, Gesture.FOCUS_TOPIC, room=True) as deed:
        number = None
        if label is not None:
            standing = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
            [topic_id] = _topic_ids(standing, [label])
            number = read_label(standing.labels[topic_id], "T")
            deed.trace.found(standing.labels[topic_id])
        set_workshop(deed, focus_topic=number)


def clean_ticks(ticks: Iterable[str]) -> list[str]:
    """The codes of Tick among these, each once, in their own order. Raises ValueUnknown."""
    said = set(ticks)
    unknown = said.difference(tuple(Tick))
    if unknown:
        raise ValueUnknown(field="tick", value=min(unknown, key=str))
    return [tick.value for tick in Tick if tick in said]


def remove_solution(house: House, actor: Facilitating, label: str) -> None:
    """Remove a solution and its ballots; actions that came from it stay."""
    with change(house, actor, Gesture.REMOVE_SOLUTION) as deed:
        solution_id = find_id(deed, SOLUTION, label)
        deed.connection.execute(delete(tables.solution).where(tables.solution.c.id == solution_id))
        tell_choosers(deed)


def store_solution(
    deed: Deed,
    title: str,
    topics: Sequence[str],
    *,
    causes: Sequence[str] = (),
    ticks: Sequence[str] = (),
    solution_id: str,
    person: int | None,
) -> int:
    """Inside an open change: an idea whose text and ticks are clean; gives its number.

    Raises TopicUnknown, CauseUnknown.
    """
    # Cheap refusals before the first insert.
    standing = read_standing(deed.connection, deed.workshop.id, Subject.TOPICS)
    topic_ids, cause_ids = _topic_ids(standing, topics), find_ids(deed, CAUSE, causes)
    number = issue(deed, SOLUTION)
    row_id: int = deed.connection.execute(
        insert(tables.solution)
        .values(
            workshop_id=deed.workshop.id,
            solution_id=solution_id,
            number=number,
            rank=deed.house.draw(),
            participant_id=person,
            title=title,
            ticks=list(ticks),
            changed=deed.revision,
        )
        .returning(tables.solution.c.id)
    ).scalar_one()
    _tie(deed, row_id, topic_ids, cause_ids)
    return number


def _topic_ids(standing: Standing, labels: Sequence[str]) -> list[int]:
    """What stands today for the topics with these labels. Raises TopicUnknown for the first one
    that nothing stands for.

    A phone may send the label of a topic that was merged while somebody was typing.
    """
    found: dict[int, None] = {}
    for label in labels:
        number = read_label(label, "T")
        if number is None or number not in standing.by_number:
            raise TopicUnknown(topic=label)
        found[standing.by_number[number]] = None
    return list(found)


def _untie(deed: Deed, solution_id: int, standing: Standing, wanted: Collection[int]) -> None:
    """Take off all its causes, and the topics that stand for none of ``wanted``.

    What was merged into one of ``wanted``, or was dissolved, keeps its tie for an undo.
    """
    tie, cause_tie = tables.solution_topic, tables.solution_cause
    left = [topic_id for topic_id, stands in standing.by_id.items() if stands not in wanted]
    left += wanted  # tied anew at once
    deed.connection.execute(
        delete(tie).where(tie.c.solution_id == solution_id, tie.c.topic_id.in_(left))
    )
    deed.connection.execute(delete(cause_tie).where(cause_tie.c.solution_id == solution_id))


def _tie(deed: Deed, solution_id: int, topic_ids: Sequence[int], cause_ids: Sequence[int]) -> None:
    if topic_ids:
        deed.connection.execute(
            insert(tables.solution_topic),
            [{"solution_id": solution_id, "topic_id": topic_id} for topic_id in topic_ids],
        )
    if cause_ids:
        deed.connection.execute(
            insert(tables.solution_cause),
            [{"solution_id": solution_id, "cause_id": cause_id} for cause_id in cause_ids],
        )

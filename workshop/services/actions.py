"""Actions: what, who has said yes, until when, how measured, which quadrant; drafts until then."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from workshop.domain import commitment
from workshop.domain.errors import ActionIncomplete, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import QUADRANTS, ActionDeed, ActionStatus, Priority, Quadrant, Term
from workshop.services.actors import Facilitating
from workshop.services.domains import find_domain
from workshop.services.house import House
from workshop.services.labels import ACTION, PROJECT, SOLUTION, find_id, find_row, issue
from workshop.services.people import person_named
from workshop.services.places import place_of
from workshop.services.topics import find_topic
from workshop.services.transaction import Deed, change
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What a form says of an action.

    ``to_confirm_with``: who must still say yes, "" when the owner accepted in the room;
    ``confirm_before``: by which day. ``topic``, ``solution``, ``project``: labels, ``domain``: a
    name, None where it has none. ``quadrant``: what it treats where no topic in its place says so.
    ``term``: "" before it has its place on the roadmap.
    """

    what: str
    owner: str = ""
    to_confirm_with: str = ""
    due: date | None = None
    measure: str = ""
    status: str = ActionStatus.DRAFT
    topic: str | None = None
    solution: str | None = None
    confirm_before: date | None = None
    quadrant: str | None = None
    priority: str = Priority.NORMAL
    term: str = ""
    domain: str | None = None
    project: str | None = None


def add_action(house: House, actor: Facilitating, draft: ActionDraft) -> str:
    """A new action; gives its label. Whoever carries it is known as a person from then on.

    Raises TextEmpty, TextTooLong, ValueUnknown, ActionIncomplete, TopicUnknown, SolutionUnknown,
    DomainUnknown, ProjectUnknown.
    """
    values = _cleaned(draft)
    with change(house, actor, Gesture.ADD_ACTION) as deed:
        return insert_action(deed, values | _ties(deed, draft))[1]


def insert_action(deed: Deed, values: dict[str, Any]) -> tuple[int, str]:
    """Inside an open change: a new action of these columns; gives its id and its label.

    Raises ActionIncomplete.
    """
    _refuse_incomplete(deed, values)
    number = issue(deed, ACTION)
    action_id: int = deed.connection.execute(
        insert(tables.action)
        .values(
            workshop_id=deed.workshop.id,
            number=number,
            rank=deed.house.draw(),
            changed=deed.revision,
            owner_id=_carrier(deed, values),
            done_on=_done_on(deed, values["status"]),
            **values,
        )
        .returning(tables.action.c.id)
    ).scalar_one()
    if values["status"] != ActionStatus.DRAFT:
        note(deed, action_id, ActionDeed.STATUS, after=str(values["status"]))
    return action_id, f"A{number}"


def save_action(house: House, actor: Facilitating, label: str, draft: ActionDraft) -> None:
    """Replace everything an action says; what changes of its state or owner leaves a trace.

    Raises ActionUnknown, and what ``add_action`` raises.
    """
    values = _cleaned(draft)
    with change(house, actor, Gesture.SAVE_ACTION) as deed:
        _rewrite(deed, label, values | _ties(deed, draft))


def put_action(deed: Deed, label: str | None, draft: ActionDraft) -> str:
    """Inside an open change: what ``save_action`` does, or ``add_action`` for None; gives the
    label. Raises what they raise.
    """
    values = _cleaned(draft) | _ties(deed, draft)
    if label is None:
        return insert_action(deed, values)[1]
    _rewrite(deed, label, values)
    return label


def remove_action(house: House, actor: Facilitating, label: str) -> None:
    """Remove an action. Raises ActionUnknown."""
    with change(house, actor, Gesture.REMOVE_ACTION) as deed:
        deed.connection.execute(
            delete(tables.action).where(tables.action.c.id == find_id(deed, ACTION, label))
        )


def clean_action(draft: ActionDraft) -> dict[str, Any]:
    """Its own columns as an archive brings them, fit to be stored.

    Of the five that a commitment says, two are not asked for here, because older workshops did not
    know them: the quadrant, and the day by which somebody must say yes. Raises TextEmpty,
    TextTooLong, ValueUnknown (status, quadrant, priority, term), ActionIncomplete.
    """
    values = _cleaned(draft)
    missing = [name for name in _missing(values, in_quadrant=True) if name != "confirm_before"]
    if missing and draft.status != ActionStatus.DRAFT:
        raise ActionIncomplete(missing=missing)
    return values


def missing_of(deed: Deed, values: dict[str, Any]) -> list[str]:
    """Which of the five these columns of an action leave out, in the order of the form.

    ``values``: by the names of the columns; ``topic_id`` is a topic that stands, or None.
    """
    return _missing(values, in_quadrant=_placed(deed, values["topic_id"]))


def note(
    deed: Deed,
    action_id: int,
    what: ActionDeed,
    *,
    by: str = "",
    before: str = "",
    after: str = "",
    says: str = "",
) -> None:
    """Inside an open change: a line of an action's history, of today.

    ``by``: a person's name, "" for the facilitator.
    """
    deed.connection.execute(
        insert(tables.action_event).values(
            action_id=action_id,
            happened_on=deed.house.clock().date(),
            deed=what,
            by=by,
            before=before,
            after=after,
            says=says,
        )
    )


def _rewrite(deed: Deed, label: str, values: dict[str, Any]) -> None:
    row = find_row(deed, ACTION, label)
    _refuse_incomplete(deed, values)
    deed.connection.execute(
        update(tables.action)
        .where(tables.action.c.id == row.id)
        .values(
            changed=deed.revision,
            owner_id=_carrier(deed, values),
            done_on=_done_on(deed, values["status"], row.done_on),
            **values,
        )
    )
    _note_changes(deed, row, values)


def _cleaned(draft: ActionDraft) -> dict[str, Any]:
    for field, value, possible in (
        ("status", draft.status, tuple(ActionStatus)),
        ("quadrant", draft.quadrant or "", ("", *QUADRANTS)),
        ("priority", draft.priority, tuple(Priority)),
        ("term", draft.term, ("", *Term)),
    ):
        if value not in possible:
            raise ValueUnknown(field=field, value=value)
    asked = clean_optional(draft.to_confirm_with, limit=TITLE_LIMIT)
    return {
        "what": clean_text(draft.what, limit=NOTE_LIMIT),
        "owner": clean_optional(draft.owner, limit=TITLE_LIMIT),
        "to_confirm_with": asked,
        "confirm_before": draft.confirm_before if asked else None,
        "due": draft.due,
        "measure": clean_optional(draft.measure, limit=NOTE_LIMIT),
        "status": draft.status,
        "quadrant": draft.quadrant or None,
        "priority": draft.priority,
        "term": draft.term,
    }


def _missing(values: dict[str, Any], *, in_quadrant: bool) -> list[str]:
    named = ("owner", "to_confirm_with", "confirm_before", "due", "measure")
    said = {name: values[name] for name in named}
    return list(commitment.missing_of(**said, in_quadrant=bool(values["quadrant"]) or in_quadrant))


def _refuse_incomplete(deed: Deed, values: dict[str, Any]) -> None:
    if values["status"] != ActionStatus.DRAFT:
        missing = missing_of(deed, values)
        if missing:
            raise ActionIncomplete(missing=missing)


def _placed(deed: Deed, topic_id: int | None) -> bool:
    """True for a topic that lies in one of the four quadrants."""
    if topic_id is None:
        return False
    moved_to = deed.connection.scalar(
        select(tables.topic.c.moved_to).where(tables.topic.c.id == topic_id)
    )
    place = place_of(deed.connection, deed.workshop.id, topic_id)
    return (Quadrant(moved_to) if moved_to else place.quadrant) in QUADRANTS


def _carrier(deed: Deed, values: dict[str, Any]) -> int | None:
    """The person who carries it, or is to be asked whether they will."""
    name = values["owner"] or values["to_confirm_with"]
    return person_named(deed, name) if name else None


def _done_on(deed: Deed, status: str, before: date | None = None) -> date | None:
    """The day on which it was done: kept while it stays done, forgotten when it is reopened."""
    if status != ActionStatus.DONE:
        return None
    return before or deed.house.clock().date()


def _note_changes(deed: Deed, row: Any, values: dict[str, Any]) -> None:
    """A change in the form is as much a gesture as a tap beside it."""
    if values["status"] != row.status:
        note(deed, row.id, ActionDeed.STATUS, before=row.status, after=values["status"])
    carried = row.owner or row.to_confirm_with
    carries = values["owner"] or values["to_confirm_with"]
    if carried and carries != carried:
        note(deed, row.id, ActionDeed.HANDED_OVER, before=carried, after=carries)
    elif row.to_confirm_with and not values["to_confirm_with"]:
        note(deed, row.id, ActionDeed.ACCEPTED, before=row.to_confirm_with, after=carries)


def _ties(deed: Deed, draft: ActionDraft) -> dict[str, int | None]:
    return {
        "topic_id": find_topic(deed, draft.topic) if draft.topic else None,
        "solution_id": find_id(deed, SOLUTION, draft.solution) if draft.solution else None,
        "domain_id": find_domain(deed, draft.domain) if draft.domain else None,
        "project_id": find_id(deed, PROJECT, draft.project) if draft.project else None,
    }

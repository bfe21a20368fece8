"""Actions: what, owner, due date, measure; a draft until all four are there."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select, update

from workshop.domain.codes import read_label
from workshop.domain.errors import ActionIncomplete, ActionUnknown, ValueUnknown
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import ActionStatus
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.solutions import find_solution
from workshop.services.topics import find_topic
from workshop.services.transaction import Deed, change
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What a form says of an action.

    ``to_confirm_with``: who must still say yes, "" when the owner accepted in the room.
    ``topic`` and ``solution``: labels, None where it comes from neither.
    """

    what: str
    owner: str = ""
    to_confirm_with: str = ""
    due: date | None = None
    measure: str = ""
    status: str = ActionStatus.DRAFT
    topic: str | None = None
    solution: str | None = None


def add_action(house: House, actor: Facilitating, draft: ActionDraft) -> str:
    """A new action; gives its label.

    Raises TextEmpty, TextTooLong, ValueUnknown (``status``), ActionIncomplete, TopicUnknown,
    SolutionUnknown.
    """
    values = clean_action(draft)
    with change(house, actor) as deed:
        number: int = deed.connection.execute(
            update(tables.workshop)
            .where(tables.workshop.c.id == deed.workshop.id)
            .values(actions_issued=tables.workshop.c.actions_issued + 1)
            .returning(tables.workshop.c.actions_issued)
        ).scalar_one()
        deed.connection.execute(
            insert(tables.action).values(
                workshop_id=deed.workshop.id,
                number=number,
                rank=house.draw(),
                changed=deed.revision,
                **values,
                **_origin(deed, draft),
            )
        )
        return f"A{number}"


def save_action(house: House, actor: Facilitating, label: str, draft: ActionDraft) -> None:
    """Replace everything an action says. Raises ActionUnknown, ActionIncomplete, TextEmpty."""
    values = clean_action(draft)
    with change(house, actor) as deed:
        deed.connection.execute(
            update(tables.action)
            .where(tables.action.c.id == _find(deed, label))
            .values(changed=deed.revision, **values, **_origin(deed, draft))
        )


def remove_action(house: House, actor: Facilitating, label: str) -> None:
    """Remove an action. Raises ActionUnknown."""
    with change(house, actor) as deed:
        deed.connection.execute(
            delete(tables.action).where(tables.action.c.id == _find(deed, label))
        )


def clean_action(draft: ActionDraft) -> dict[str, object]:
    """Its columns, fit to be stored.

    Raises TextEmpty, TextTooLong, ValueUnknown (status), ActionIncomplete.
    """
    if draft.status not in tuple(ActionStatus):
        raise ValueUnknown(field="status", value=draft.status)
    values: dict[str, object] = {
        "what": clean_text(draft.what, limit=NOTE_LIMIT),
        "owner": clean_optional(draft.owner, limit=TITLE_LIMIT),
        "to_confirm_with": clean_optional(draft.to_confirm_with, limit=TITLE_LIMIT),
        "due": draft.due,
        "measure": clean_optional(draft.measure, limit=NOTE_LIMIT),
        "status": draft.status,
    }
    missing = [
        name
        for name, there in (
            ("owner", values["owner"] or values["to_confirm_with"]),
            ("due", draft.due),
            ("measure", values["measure"]),
        )
        if not there
    ]
    if missing and draft.status != ActionStatus.DRAFT:
        raise ActionIncomplete(missing=missing)
    return values


def _origin(deed: Deed, draft: ActionDraft) -> dict[str, int | None]:
    return {
        "topic_id": find_topic(deed, draft.topic) if draft.topic else None,
        "solution_id": find_solution(deed, draft.solution) if draft.solution else None,
    }


def _find(deed: Deed, label: str) -> int:
    action = tables.action
    action_id: int | None = deed.connection.scalar(
        select(action.c.id).where(
            action.c.workshop_id == deed.workshop.id, action.c.number == read_label(label, "A")
        )
    )
    if action_id is None:
        raise ActionUnknown(action=label)
    return action_id

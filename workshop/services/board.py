"""The change board: what comes up while the plan runs waits here until it is decided (article E).

Anybody may bring something new, nothing enters the plan by itself: a new item is qualified first,
and decided about once a month.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from workshop.domain.codes import label_of
from workshop.domain.errors import (
    ItemAccepted,
    ItemUnqualified,
    NumberOutOfRange,
    TextEmpty,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import ItemDecision, ItemReason, MeetingKind, Priority
from workshop.services.actions import ActionDraft, clean_action, insert_action
from workshop.services.actors import Facilitating, Named
from workshop.services.house import House
from workshop.services.labels import ITEM, find_id, find_row, issue
from workshop.services.meetings import session_of
from workshop.services.transaction import Deed, change, change_as_person
from workshop.storage import tables

LEAST_IMPORTANT, MOST_IMPORTANT = 1, 3


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """Something new: what, why it comes up now, and who or what brought it."""

    what: str
    reason: str = ItemReason.OTHER
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class Qualification:
    """What has to be known before anything is decided.

    ``importance``: from 1 to 3. ``needed_by`` and ``resources`` may stay unknown.
    """

    importance: int
    priority: str = Priority.NORMAL
    needed_by: date | None = None
    resources: str = ""


def add_item(house: House, actor: Facilitating | Named, draft: ItemDraft) -> str:
    """Something new waits for the change board; gives its label.

    The same again while it waits is the one that is there. What a person brings on their own page
    came from that person, whatever is claimed.
    Raises TextEmpty, TextTooLong, ValueUnknown (reason).
    """
    values = clean_item(draft)
    if isinstance(actor, Named):
        with change_as_person(house, actor) as (deed, person):
            return _insert(deed, {**values, "came_from": person.name})
    with change(house, actor, Gesture.ADD_ITEM) as deed:
        return _insert(deed, values)


def save_item(house: House, actor: Facilitating, label: str, draft: ItemDraft) -> None:
    """Say it otherwise. Raises ItemUnknown, and what ``add_item`` raises."""
    values = clean_item(draft)
    with change(house, actor, Gesture.SAVE_ITEM) as deed:
        _set(deed, find_row(deed, ITEM, label), **values)


def remove_item(house: House, actor: Facilitating, label: str) -> None:
    """Take it off the board as if it had never come; its action stays. Raises ItemUnknown."""
    with change(house, actor, Gesture.REMOVE_ITEM) as deed:
        deed.connection.execute(
            delete(tables.change_item).where(tables.change_item.c.id == find_id(deed, ITEM, label))
        )


def qualify_item(house: House, actor: Facilitating, label: str, said: Qualification) -> None:
    """Say how important it is, how it presses, for when, and what it takes.

    Raises ItemUnknown, NumberOutOfRange (importance), ValueUnknown (priority), TextTooLong.
    """
    values = clean_qualification(said)
    with change(house, actor, Gesture.QUALIFY_ITEM) as deed:
        _set(deed, find_row(deed, ITEM, label), **values)


def decide_item(
    house: House,
    actor: Facilitating,
    label: str,
    decision: str,
    *,
    because: str = "",
    held_on: date | None = None,
) -> str | None:
    """Decide at the board of ``held_on`` (today without one), whose session is made if need be.

    What is accepted becomes a draft action, once, whose label is given. Raises ItemUnknown,
    ItemUnqualified, ItemAccepted (decided otherwise while its action is there), ValueUnknown
    (decision), TextEmpty (put off or refused without a reason), TextTooLong, DayAhead.
    """
    values = clean_decision_on_item(decision, because)
    with change(house, actor, Gesture.DECIDE_ITEM) as deed:
        item = find_row(deed, ITEM, label)
        if item.importance is None:
            raise ItemUnqualified(item=label)
        action = _action_of(deed, item)
        if action is not None:
            if decision == ItemDecision.ACCEPTED:
                return action  # pressed twice, or on two screens
            raise ItemAccepted(item=label, action=action)
        meeting = session_of(deed, MeetingKind.BOARD, held_on or house.clock().date())
        action_id = None
        if decision == ItemDecision.ACCEPTED:
            action_id, action = _make_action(deed, item)
        _set(deed, item, meeting_id=meeting, action_id=action_id, **values)
        deed.trace.says(about=f"{ITEM.letter}{item.number}", after=decision)
        return action


def reopen_item(house: House, actor: Facilitating, label: str) -> None:
    """Put what was refused or put off before the board again.

    Raises ItemUnknown, and ItemAccepted while its action is there.
    """
    with change(house, actor, Gesture.REOPEN_ITEM) as deed:
        item = find_row(deed, ITEM, label)
        action = _action_of(deed, item)
        if action is not None:
            raise ItemAccepted(item=label, action=action)
        _set(deed, item, decision="", because="", meeting_id=None)


def clean_item(draft: ItemDraft) -> dict[str, object]:
    """What is new, fit to be stored. Raises TextEmpty, TextTooLong, ValueUnknown (reason)."""
    if draft.reason not in tuple(ItemReason):
        raise ValueUnknown(field="reason", value=draft.reason)
    return {
        "what": clean_text(draft.what, limit=NOTE_LIMIT),
        "reason": str(draft.reason),
        "came_from": clean_optional(draft.came_from, limit=TITLE_LIMIT),
    }


def clean_qualification(said: Qualification) -> dict[str, object]:
    """A qualification, fit to be stored.

    Raises NumberOutOfRange (importance), ValueUnknown (priority), TextTooLong.
    """
    low, high = LEAST_IMPORTANT, MOST_IMPORTANT
    if type(said.importance) is not int or not low <= said.importance <= high:
        raise NumberOutOfRange(field="importance", low=low, high=high)
    if said.priority not in tuple(Priority):
        raise ValueUnknown(field="priority", value=said.priority)
    return {
        "importance": said.importance,
        "priority": str(said.priority),
        "needed_by": said.needed_by,
        "resources": clean_optional(said.resources, limit=NOTE_LIMIT),
    }


def clean_decision_on_item(decision: str, because: str) -> dict[str, object]:
    """What a board decided, and why. Raises ValueUnknown (decision), TextEmpty, TextTooLong."""
    if decision not in tuple(ItemDecision):
        raise ValueUnknown(field="decision", value=decision)
    # Whoever brought it is told why it is not done; what is done speaks for itself.
    why = clean_optional(because, limit=NOTE_LIMIT)
    if not why and decision != ItemDecision.ACCEPTED:
        raise TextEmpty()
    return {"decision": str(decision), "because": why}


def _insert(deed: Deed, values: dict[str, object]) -> str:
    there = _standing(deed, values)
    if there is not None:
        return f"N{there}"
    number = issue(deed, ITEM)
    deed.connection.execute(
        insert(tables.change_item).values(
            workshop_id=deed.workshop.id,
            number=number,
            rank=deed.house.draw(),
            asked_on=deed.house.clock().date(),
            priority=Priority.NORMAL,
            resources="",
            decision="",
            because="",
            changed=deed.revision,
            **values,
        )
    )
    return f"N{number}"


def _standing(deed: Deed, values: dict[str, object]) -> int | None:
    """The number of the item that says the same and still waits: a form that is sent anew after a
    restart of the server, which no longer knows that it came, is no second item.
    """
    item = tables.change_item
    number: int | None = deed.connection.scalar(
        select(item.c.number)
        .where(
            item.c.workshop_id == deed.workshop.id,
            *(item.c[name] == value for name, value in values.items()),
            item.c.decision.in_(("", ItemDecision.LATER)),
        )
        .limit(1)
    )
    return number


def _set(deed: Deed, item: Any, **values: object) -> None:
    deed.connection.execute(
        update(tables.change_item)
        .where(tables.change_item.c.id == item.id)
        .values(changed=deed.revision, **values)
    )


def _action_of(deed: Deed, item: Any) -> str | None:
    """The label of the action that it became, None where it did not or the action is gone."""
    number = deed.connection.scalar(
        select(tables.action.c.number).where(tables.action.c.id == item.action_id)
    )
    return label_of("A", number)


def _make_action(deed: Deed, item: Any) -> tuple[int, str]:
    """A draft of what was accepted: nobody has said yet who does it, nor how it is measured."""
    draft = ActionDraft(what=item.what, due=item.needed_by, priority=item.priority)
    return insert_action(deed, clean_action(draft))

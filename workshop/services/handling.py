"""What becomes of an action: accepted, handed over, moved on, spoken of; each leaves a trace.

By the facilitator, or by whoever carries the action, on a page of their own: to a person the
others' actions do not exist, nor do drafts and what was dropped; one that was handed over is gone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from workshop.domain.errors import ActionIncomplete, ActionUnknown, ReasonMissing, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import ActionDeed, ActionStatus
from workshop.services.actions import missing_of, note
from workshop.services.actors import Facilitating, Named
from workshop.services.house import House
from workshop.services.labels import ACTION, find_row
from workshop.services.people import person_named
from workshop.services.transaction import Deed, change, change_as_person
from workshop.services.views.merged import survivors
from workshop.storage import tables

DAYS_TO_ACCEPT = 7
"""For whoever an action was handed to; less when it is due before."""

THEIR_OWN = (ActionStatus.OPEN, ActionStatus.BLOCKED, ActionStatus.DONE)
"""What the one who carries an action may say of it; to drop it is the facilitator's to decide.

An action in any other state is nobody's own: see ``_handling``.
"""


@dataclass(frozen=True, slots=True)
class _Handled:
    """An action in hand: its row, and who holds it: a person's name, "" for the facilitator."""

    deed: Deed
    row: Any
    by: str


def accept_action(house: House, actor: Facilitating | Named, label: str) -> None:
    """Whoever was to be asked says yes: nobody has to be asked any more.

    A second tap changes nothing. Raises ActionUnknown.
    """
    with _handling(house, actor, Gesture.ACCEPT_ACTION, label) as held:
        asked = held.row.to_confirm_with
        if asked:
            owner = held.by or held.row.owner or asked
            _set(held, owner=owner, to_confirm_with="", confirm_before=None)
            _note(held, ActionDeed.ACCEPTED, before=asked, after=owner)


def hand_over(
    house: House,
    actor: Facilitating | Named,
    label: str,
    to: str,
    says: str = "",
    *,
    accepted: bool = False,
) -> None:
    """Give an action to somebody else (a name), who has to say yes.

    ``accepted``: they did already; only the facilitator may say so for somebody else.
    Handing it to the one who has it changes nothing. Raises ActionUnknown, TextEmpty, TextTooLong.
    """
    name = clean_text(to, limit=TITLE_LIMIT)
    words = clean_optional(says, limit=NOTE_LIMIT)
    with _handling(house, actor, Gesture.HAND_OVER, label) as held:
        person = tables.person
        new_id = person_named(held.deed, name)
        if new_id == held.row.owner_id:
            return
        owner: str = held.deed.connection.execute(
            select(person.c.name).where(person.c.id == new_id)
        ).scalar_one()
        asked = not accepted or bool(held.by)
        _set(
            held,
            owner=owner,
            owner_id=new_id,
            to_confirm_with=owner if asked else "",
            confirm_before=_answer_by(held) if asked else None,
        )
        before = held.row.owner or held.row.to_confirm_with
        _note(held, ActionDeed.HANDED_OVER, before=before, after=owner, says=words)


def set_action_status(
    house: House, actor: Facilitating | Named, label: str, status: str, says: str = ""
) -> None:
    """Move an action on, with a sentence if there is one; what blocks it has to be said.

    The same state again, without a word or with one that was said today, changes nothing. Raises
    ActionUnknown, ValueUnknown (``status``), ReasonMissing (blocked, and no word why),
    ActionIncomplete (a draft that lacks one of the five), TextTooLong.
    """
    allowed = THEIR_OWN if isinstance(actor, Named) else tuple(ActionStatus)
    if status not in allowed:
        raise ValueUnknown(field="status", value=status)
    words = clean_optional(says, limit=NOTE_LIMIT)
    if status == ActionStatus.BLOCKED and not words:
        raise ReasonMissing()
    with _handling(house, actor, Gesture.SET_ACTION_STATUS, label) as held:
        before = held.row.status
        if status == before and (not words or _was_said(held, ActionDeed.STATUS, status, words)):
            return
        held.deed.trace.says(before=before, after=status)
        if before == ActionStatus.DRAFT:
            _refuse_incomplete(held)
        if status != before:
            is_done = status == ActionStatus.DONE
            _set(held, status=status, done_on=house.clock().date() if is_done else None)
        _note(held, ActionDeed.STATUS, before=before, after=status, says=words)


def say_of_action(house: House, actor: Facilitating | Named, label: str, says: str) -> None:
    """A word on an action, kept in its history; the same one twice on a day is one.

    Raises ActionUnknown, TextEmpty, TextTooLong.
    """
    words = clean_text(says, limit=NOTE_LIMIT)
    with _handling(house, actor, Gesture.SAY_OF_ACTION, label) as held:
        if _was_said(held, ActionDeed.SAID, "", words):
            return
        _set(held)
        _note(held, ActionDeed.SAID, says=words)


@contextmanager
def _handling(
    house: House, actor: Facilitating | Named, gesture: Gesture, label: str
) -> Iterator[_Handled]:
    """The action in hand, for whoever may touch it; its own history says what its owner did."""
    if isinstance(actor, Named):
        with change_as_person(house, actor) as (deed, person):
            row = find_row(deed, ACTION, label)
            if row.owner_id != person.id or row.status not in THEIR_OWN:
                raise ActionUnknown(action=label)
            yield _Handled(deed, row, person.name)
    else:
        with change(house, actor, gesture) as deed:
            yield _Handled(deed, find_row(deed, ACTION, label), "")


def _was_said(held: _Handled, what: ActionDeed, after: str, words: str) -> bool:
    """True when the same hand has noted the same today: the form was sent anew, perhaps after a
    restart of the server, which no longer knows that it came.
    """
    event = tables.action_event
    said = select(event.c.id).where(
        event.c.action_id == held.row.id,
        event.c.happened_on == held.deed.house.clock().date(),
        event.c.deed == what,
        event.c.by == held.by,
        event.c.after == after,
        event.c.says == words,
    )
    return held.deed.connection.scalar(said.limit(1)) is not None


def _answer_by(held: _Handled) -> Any:
    """The day by which the new owner must have said yes: in a week, and before it is due."""
    today = held.deed.house.clock().date()
    in_a_week = today + timedelta(days=DAYS_TO_ACCEPT)
    return max(today, min(in_a_week, held.row.due)) if held.row.due else in_a_week


def _refuse_incomplete(held: _Handled) -> None:
    """A draft becomes a commitment only with the five."""
    deed, values = held.deed, held.row._asdict()
    number = survivors(deed.connection, deed.workshop).get(held.row.topic_id)
    values["topic_id"] = deed.connection.scalar(
        select(tables.topic.c.id).where(
            tables.topic.c.workshop_id == deed.workshop.id, tables.topic.c.number == number
        )
    )
    missing = missing_of(deed, values)
    if missing:
        raise ActionIncomplete(missing=missing)


def _set(held: _Handled, **values: Any) -> None:
    held.deed.connection.execute(
        update(tables.action)
        .where(tables.action.c.id == held.row.id)
        .values(changed=held.deed.revision, **values)
    )


def _note(held: _Handled, what: ActionDeed, **said: str) -> None:
    note(held.deed, held.row.id, what, by=held.by, **said)

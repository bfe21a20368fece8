"""Moderation: cards set aside with a reason, parked, approved; devices removed. All is logged."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from workshop.domain.errors import ScreenStale, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.text import CARD_LIMIT, clean_optional
from workshop.domain.words import CardStatus, Moderation, SetAside
from workshop.services.actors import Facilitating
from workshop.services.cards import find_card
from workshop.services.house import House
from workshop.services.transaction import Deed, change, set_workshop, tell_phones
from workshop.storage import tables

_STATUS = {
    Moderation.SET_ASIDE: CardStatus.HIDDEN,
    Moderation.PARKED: CardStatus.PARKED,
    Moderation.SHOWN: CardStatus.SHOWN,
}


def set_aside(house: House, actor: Facilitating, card: str, *, reason: str, note: str = "") -> None:
    """Take a card off every screen; its author still sees it, and why.

    ``reason``: a SetAside's code. ``note``: for the log alone. Raises ValueUnknown, CardUnknown,
    TextTooLong.
    """
    if reason not in tuple(SetAside):
        raise ValueUnknown(field="reason", value=reason)
    noted = clean_optional(note, limit=CARD_LIMIT)
    with change(house, actor, Gesture.SET_ASIDE) as deed:
        deed.trace.says(after=reason)
        _moderate_one(deed, card, Moderation.SET_ASIDE, reason=reason, note=noted)


def set_aside_last(house: House, actor: Facilitating) -> str | None:
    """Set the card aside that came last (one key on the projector); gives its label, or None."""
    card = tables.card
    with change(house, actor, Gesture.SET_ASIDE_LAST) as deed:
        row = deed.connection.execute(
            select(card.c.id, card.c.number)
            .where(card.c.workshop_id == deed.workshop.id, card.c.status == CardStatus.SHOWN)
            .order_by(card.c.id.desc())
            .limit(1)
        ).one_or_none()
        if row is None:
            return None
        label = f"C{row.number}"
        deed.trace.says(about=label, after=SetAside.OTHER)
        _moderate(deed, [row.id], Moderation.SET_ASIDE, reason=SetAside.OTHER)
        tell_phones(deed)
        return label


def park(house: House, actor: Facilitating, card: str) -> None:
    """Keep an off-subject card for the close, away from the wall. Raises CardUnknown."""
    with change(house, actor, Gesture.PARK) as deed:
        _moderate_one(deed, card, Moderation.PARKED)


def show_card(house: House, actor: Facilitating, card: str, *, seen: int | None = None) -> None:
    """Let a card out of the inbox, or put it back on the wall.

    ``seen``: the revision of its last change on the screen that says so; what its author has
    changed since was read by nobody. Raises CardUnknown, ScreenStale.
    """
    with change(house, actor, Gesture.SHOW_CARD) as deed:
        _moderate_one(deed, card, Moderation.SHOWN, seen=seen)


def show_waiting(house: House, actor: Facilitating, *, seen: int | None = None) -> int:
    """Let every card out of the inbox; gives how many there were.

    ``seen``: the revision of the newest one on the screen; those that came or were changed since
    stay.
    """
    card = tables.card
    with change(house, actor, Gesture.SHOW_WAITING) as deed:
        waiting = deed.connection.scalars(
            select(card.c.id)
            .where(
                card.c.workshop_id == deed.workshop.id,
                card.c.status == CardStatus.WAITING,
                card.c.changed <= (deed.revision if seen is None else seen),
            )
            .order_by(card.c.rank)
        ).all()
        _moderate(deed, waiting, Moderation.SHOWN)
        return len(waiting)


def remove_device(house: House, actor: Facilitating, card: str, *, set_cards_aside: bool) -> int:
    """Close the room to the device that sent this card; gives how many cards were set aside.

    What it tapped is taken back: its me-toos, mirror answers and ratings. What it wrote stays,
    unless ``set_cards_aside``: then all of its cards on the wall and in the inbox go too. Raises
    CardUnknown.
    """
    person, cards = tables.participant, tables.card
    with change(house, actor, Gesture.REMOVE_DEVICE, room=True) as deed:
        found = find_card(deed, card)
        deed.connection.execute(
            update(person).where(person.c.id == found.participant_id).values(removed=True)
        )
        _take_back_taps(deed, found.participant_id)
        if not set_cards_aside:
            return 0
        sent = deed.connection.scalars(
            select(cards.c.id)
            .where(
                cards.c.participant_id == found.participant_id,
                cards.c.status.in_((CardStatus.SHOWN, CardStatus.WAITING)),
            )
            .order_by(cards.c.rank)
        ).all()
        _moderate(deed, sent, Moderation.SET_ASIDE, reason=SetAside.OTHER)
        return len(sent)


def _take_back_taps(deed: Deed, participant_id: int) -> None:
    """Its points and answers need no deleting: they are not counted as long as it is removed."""
    me_too, card = tables.me_too, tables.card
    joined = select(me_too.c.card_id).where(me_too.c.participant_id == participant_id)
    deed.connection.execute(update(card).where(card.c.id.in_(joined)).values(changed=deed.revision))
    for table in (me_too, tables.mirror, tables.rating, tables.topic_rating):
        deed.connection.execute(delete(table).where(table.c.participant_id == participant_id))


def save_moderation(
    house: House,
    actor: Facilitating,
    *,
    inbox_first: bool | None = None,
    rule: str | None = None,
) -> None:
    """Say whether cards wait in the inbox first, and the rule that phones are told; None leaves.

    Cards that wait already stay there until they are let out. Raises TextTooLong.
    """
    values: dict[str, Any] = {}
    if inbox_first is not None:
        values["inbox_first"] = inbox_first
    if rule is not None:
        values["moderation_rule"] = clean_optional(rule, limit=CARD_LIMIT)
    with change(house, actor, Gesture.SAVE_MODERATION, room=True) as deed:
        if values:
            set_workshop(deed, **values)


def _moderate_one(
    deed: Deed,
    label: str,
    done: Moderation,
    *,
    reason: str = "",
    note: str = "",
    seen: int | None = None,
) -> None:
    """A second tap changes nothing and adds no line to the log."""
    found = find_card(deed, label)
    if found.status is _STATUS[done] and found.set_aside == reason and not note:
        return
    if seen is not None and found.changed > seen:
        raise ScreenStale()
    _moderate(deed, [found.id], done, reason=reason, note=note)
    # Its author is told, and everybody how many are set aside; but a card let out of the inbox
    # wakes no phone, for a busy room would be woken for each of its cards. Nor does the log of
    # deeds name it: a card is let out as soon as it was written, and the log has a clock.
    if found.status is not CardStatus.WAITING or done is not Moderation.SHOWN:
        deed.trace.found(f"C{found.number}")
        tell_phones(deed)


def _moderate(
    deed: Deed, card_ids: Sequence[int], done: Moderation, *, reason: str = "", note: str = ""
) -> None:
    if not card_ids:
        return
    deed.connection.execute(
        update(tables.card)
        .where(tables.card.c.id.in_(card_ids))
        .values(status=_STATUS[done], set_aside=reason, changed=deed.revision)
    )
    deed.connection.execute(
        insert(tables.moderation),
        [
            {
                "workshop_id": deed.workshop.id,
                "card_id": card_id,
                "deed": done,
                "reason": reason,
                "note": note,
            }
            for card_id in card_ids
        ],
    )

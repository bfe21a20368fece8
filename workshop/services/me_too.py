"""Me-toos: who has lived the same as a card says, once per participant and card."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, update

from workshop.domain.errors import CardUnknown, DoorClosed, PhaseClosed, WorkshopError
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import CardStatus
from workshop.services.cards import find_card
from workshop.services.participants import insert_unless_there, settle
from workshop.services.transaction import Deed
from workshop.services.writer import Done
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class MeToo:
    """``wanted`` False takes one's own me-too back."""

    token: str = field(repr=False)
    card: str
    wanted: bool = True


def say_me_too(deed: Deed, gestures: Sequence[MeToo]) -> list[object]:
    """Apply me-toos in order: once per participant and card, never on one's own card.

    Saying it of one's own card is accepted and changes nothing: the voice is there already.
    Refusals: PhaseClosed, DoorClosed, CardUnknown (a hidden card is unknown to phones).
    """
    if not deed.workshop.may(PhoneGesture.ME_TOO):
        return [PhaseClosed(phase=deed.workshop.phase)] * len(gestures)
    people = settle(deed, (gesture.token for gesture in gestures))
    results: list[object] = []
    for gesture in gestures:
        if gesture.token not in people:
            results.append(DoorClosed())
            continue
        try:
            found = find_card(deed, gesture.card)
            if found.status is not CardStatus.SHOWN:
                raise CardUnknown(card=gesture.card)
        except WorkshopError as refused:
            results.append(refused)
            continue
        person = people[gesture.token]
        answer = {"card": f"C{found.number}", "me_too": gesture.wanted}
        if found.participant_id == person:
            results.append(answer)
            continue
        if _set_me_too(deed, found.id, person, wanted=gesture.wanted):
            _touch(deed, found.id)
            results.append(Done(answer))
        else:
            results.append(answer)
    return results


def _set_me_too(deed: Deed, card_id: int, person: int, *, wanted: bool) -> bool:
    """Whether this changed anything. Asked with RETURNING: an INSERT's row count is -1 on one of
    the databases, which reads as yes."""
    me_too = tables.me_too
    if wanted:
        inserted = deed.connection.execute(
            insert_unless_there(deed.connection, me_too)
            .values(card_id=card_id, participant_id=person)
            .returning(me_too.c.card_id)
        )
        return inserted.first() is not None
    deleted = deed.connection.execute(
        delete(me_too)
        .where(me_too.c.card_id == card_id, me_too.c.participant_id == person)
        .returning(me_too.c.card_id)
    )
    return deleted.first() is not None


def _touch(deed: Deed, card_id: int) -> None:
    deed.connection.execute(
        update(tables.card).where(tables.card.c.id == card_id).values(changed=deed.revision)
    )

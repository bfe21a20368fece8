"""What leaders commit themselves to in front of the others, and whether it was kept."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select, update

from workshop.domain.errors import CommitmentUnknown, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.leaders import Level
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import check_own
from workshop.services.meetings import check_day
from workshop.services.transaction import Deed, change
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """Who of which level promises what, by when. ``kept_on``: None while it is open.

    ``proof``: what shows, or will show, that it was kept.
    """

    level: str
    who: str
    what: str
    due: date | None = None
    proof: str = ""
    kept_on: date | None = None


def add_commitment(house: House, actor: Facilitating, draft: CommitmentDraft) -> int:
    """Write a commitment down; gives its id. Raises ValueUnknown, TextEmpty, TextTooLong, DayAhead.

    The same one again changes nothing: a second press must not make a leader promise twice.
    """
    values = clean_commitment(draft)
    commitment = tables.commitment
    with change(house, actor, Gesture.ADD_COMMITMENT) as deed:
        _check_kept(house, draft)
        there: int | None = deed.connection.scalar(
            select(commitment.c.id).where(
                commitment.c.workshop_id == deed.workshop.id,
                *(commitment.c[name] == values[name] for name in ("level", "who", "what")),
            )
        )
        if there is not None:
            return there
        commitment_id: int = deed.connection.execute(
            insert(commitment)
            .values(workshop_id=deed.workshop.id, rank=house.draw(), **values)
            .returning(commitment.c.id)
        ).scalar_one()
        return commitment_id


def save_commitment(
    house: House, actor: Facilitating, commitment_id: int, draft: CommitmentDraft
) -> None:
    """Say it otherwise, or that it was kept.

    Raises CommitmentUnknown, and what ``add_commitment`` raises.
    """
    values = clean_commitment(draft)
    commitment = tables.commitment
    with change(house, actor, Gesture.SAVE_COMMITMENT) as deed:
        _check_kept(house, draft)
        _find(deed, commitment_id)
        deed.connection.execute(
            update(commitment).where(commitment.c.id == commitment_id).values(**values)
        )


def remove_commitment(house: House, actor: Facilitating, commitment_id: int) -> None:
    """Take a commitment away. Raises CommitmentUnknown."""
    commitment = tables.commitment
    with change(house, actor, Gesture.REMOVE_COMMITMENT) as deed:
        _find(deed, commitment_id)
        deed.connection.execute(delete(commitment).where(commitment.c.id == commitment_id))


def clean_commitment(draft: CommitmentDraft) -> dict[str, object]:
    """Its columns, fit to be stored. Raises ValueUnknown, TextEmpty, TextTooLong."""
    if draft.level not in tuple(Level):
        raise ValueUnknown(field="level", value=draft.level)
    return {
        "level": draft.level,
        "who": clean_text(draft.who, limit=TITLE_LIMIT),
        "what": clean_text(draft.what, limit=NOTE_LIMIT),
        "due": draft.due,
        "proof": clean_optional(draft.proof, limit=NOTE_LIMIT),
        "kept_on": draft.kept_on,
    }


def _check_kept(house: House, draft: CommitmentDraft) -> None:
    if draft.kept_on is not None:
        check_day(house, draft.kept_on)


def _find(deed: Deed, commitment_id: int) -> None:
    check_own(deed, tables.commitment, commitment_id, CommitmentUnknown(commitment=commitment_id))

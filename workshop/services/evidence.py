"""Proofs: facts that show what the programme has changed, one of them the success of the week."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, update

from workshop.domain.errors import EvidenceUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, clean_text
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import ACTION, MEASURE, check_own, find_id
from workshop.services.meetings import check_day
from workshop.services.transaction import Deed, change, set_workshop
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """A fact and its day. ``action``, ``measure``: labels of what it rests on, None without."""

    fact: str
    seen_on: date
    action: str | None = None
    measure: str | None = None


def add_evidence(house: House, actor: Facilitating, draft: EvidenceDraft) -> int:
    """A new proof; gives its id.

    Raises TextEmpty, TextTooLong, DayAhead, ActionUnknown, MeasureUnknown.
    """
    values = clean_evidence(draft)
    with change(house, actor, Gesture.ADD_EVIDENCE) as deed:
        check_day(house, draft.seen_on)
        evidence_id: int = deed.connection.execute(
            insert(tables.evidence)
            .values(
                workshop_id=deed.workshop.id,
                rank=house.draw(),
                of_the_week=False,
                **values,
                **_ties(deed, draft),
            )
            .returning(tables.evidence.c.id)
        ).scalar_one()
        return evidence_id


def save_evidence(
    house: House, actor: Facilitating, evidence_id: int, draft: EvidenceDraft
) -> None:
    """Say it otherwise. Raises EvidenceUnknown, and what ``add_evidence`` raises."""
    values = clean_evidence(draft)
    with change(house, actor, Gesture.SAVE_EVIDENCE) as deed:
        check_day(house, draft.seen_on)
        _find(deed, evidence_id)
        deed.connection.execute(
            update(tables.evidence)
            .where(tables.evidence.c.id == evidence_id)
            .values(**values, **_ties(deed, draft))
        )


def remove_evidence(house: House, actor: Facilitating, evidence_id: int) -> None:
    """Take a proof off the wall. Raises EvidenceUnknown."""
    with change(house, actor, Gesture.REMOVE_EVIDENCE) as deed:
        _find(deed, evidence_id)
        deed.connection.execute(delete(tables.evidence).where(tables.evidence.c.id == evidence_id))


def choose_success(house: House, actor: Facilitating, evidence_id: int | None) -> None:
    """This proof is the success of the week, and no other; None: there is none.

    Raises EvidenceUnknown.
    """
    evidence = tables.evidence
    with change(house, actor, Gesture.CHOOSE_SUCCESS) as deed:
        if evidence_id is not None:
            _find(deed, evidence_id)
        deed.connection.execute(
            update(evidence)
            .where(evidence.c.workshop_id == deed.workshop.id)
            .values(of_the_week=evidence.c.id == evidence_id)
        )


def set_badges(house: House, actor: Facilitating, *, wanted: bool) -> None:
    """Whether domains are told that they keep their promises."""
    with change(house, actor, Gesture.SET_BADGES) as deed:
        set_workshop(deed, badges=bool(wanted))


def clean_evidence(draft: EvidenceDraft) -> dict[str, object]:
    """Its own columns, fit to be stored. Raises TextEmpty, TextTooLong."""
    return {"fact": clean_text(draft.fact, limit=NOTE_LIMIT), "seen_on": draft.seen_on}


def _ties(deed: Deed, draft: EvidenceDraft) -> dict[str, int | None]:
    return {
        "action_id": find_id(deed, ACTION, draft.action) if draft.action else None,
        "measure_id": find_id(deed, MEASURE, draft.measure) if draft.measure else None,
    }


def _find(deed: Deed, evidence_id: int) -> None:
    check_own(deed, tables.evidence, evidence_id, EvidenceUnknown(evidence=evidence_id))

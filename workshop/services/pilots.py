"""Pilots: tried with a small group, measured on both sides, then decided (METHOD.md, phase 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select, update

from workshop.domain.errors import (
    DatesReversed,
    PilotMeasureRead,
    PilotOpen,
    PilotSidePays,
    PilotUnread,
    ValueUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import PilotDecision
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import (
    ACTION,
    MEASURE,
    PILOT,
    PROJECT,
    find_id,
    find_ids,
    find_row,
    issue,
)
from workshop.services.readings import find_open_pilot
from workshop.services.transaction import Deed, change
from workshop.services.views.pilots import outcome_of
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class PilotDraft:
    """What a form says of a pilot.

    ``tried_with``: the small group. ``action``, ``project``: labels, None where it tries neither.
    ``measures``: labels, at least one of each side before anything is read.
    """

    title: str
    tried_with: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    action: str | None = None
    project: str | None = None
    measures: tuple[str, ...] = ()


def add_pilot(house: House, actor: Facilitating, draft: PilotDraft) -> str:
    """A new pilot; gives its label.

    Raises ActionUnknown, ProjectUnknown, MeasureUnknown, and what ``clean_pilot`` raises.
    """
    values = clean_pilot(draft)
    with change(house, actor, Gesture.ADD_PILOT) as deed:
        number = issue(deed, PILOT)
        pilot_id: int = deed.connection.execute(
            insert(tables.pilot)
            .values(
                workshop_id=deed.workshop.id,
                number=number,
                rank=house.draw(),
                decision="",
                because="",
                changed=deed.revision,
                **values,
                **_tried(deed, draft),
            )
            .returning(tables.pilot.c.id)
        ).scalar_one()
        _measure_by(deed, pilot_id, draft.measures)
        return f"E{number}"


def save_pilot(house: House, actor: Facilitating, label: str, draft: PilotDraft) -> None:
    """Replace everything a pilot says, until it is decided.

    Raises PilotUnknown, PilotDecided, PilotMeasureRead (a measure that was read for it would
    leave), and what ``add_pilot`` raises.
    """
    values = clean_pilot(draft)
    with change(house, actor, Gesture.SAVE_PILOT) as deed:
        pilot_id = find_open_pilot(deed, label).id
        deed.connection.execute(
            update(tables.pilot)
            .where(tables.pilot.c.id == pilot_id)
            .values(changed=deed.revision, **values, **_tried(deed, draft))
        )
        _measure_by(deed, pilot_id, draft.measures)


def remove_pilot(house: House, actor: Facilitating, label: str) -> None:
    """Remove a pilot with what was read for it; its measures stay. Raises PilotUnknown."""
    with change(house, actor, Gesture.REMOVE_PILOT) as deed:
        pilot_id = find_id(deed, PILOT, label)
        deed.connection.execute(delete(tables.pilot).where(tables.pilot.c.id == pilot_id))


def decide_pilot(
    house: House, actor: Facilitating, label: str, *, decision: str, because: str
) -> None:
    """Generalise, correct or stop, and why.

    What makes a side worse off, or leaves nobody able to tell, is not generalised.
    Raises PilotUnknown, PilotDecided, PilotSidePays, PilotUnread, ValueUnknown (decision),
    TextEmpty, TextTooLong (because).
    """
    if decision not in tuple(PilotDecision):
        raise ValueUnknown(field="decision", value=decision)
    said = clean_text(because, limit=NOTE_LIMIT)
    with change(house, actor, Gesture.DECIDE_PILOT) as deed:
        deed.trace.says(after=decision)
        row = find_open_pilot(deed, label)
        if decision == PilotDecision.GENERALISE:
            pilot = f"E{row.number}"
            outcome = outcome_of(deed.connection, deed.workshop, pilot)
            if outcome.a_side_pays:
                raise PilotSidePays(pilot=pilot)
            if outcome.is_unread:
                raise PilotUnread(pilot=pilot)
        deed.connection.execute(
            update(tables.pilot)
            .where(tables.pilot.c.id == row.id)
            .values(
                decision=decision,
                because=said,
                decided_on=house.clock().date(),
                changed=deed.revision,
            )
        )


def reopen_pilot(house: House, actor: Facilitating, label: str) -> None:
    """Take the decision back, to read more or to decide otherwise.

    Raises PilotUnknown, PilotOpen.
    """
    with change(house, actor, Gesture.REOPEN_PILOT) as deed:
        row = find_row(deed, PILOT, label)
        if not row.decision:
            raise PilotOpen(pilot=label)
        deed.connection.execute(
            update(tables.pilot)
            .where(tables.pilot.c.id == row.id)
            .values(decision="", because="", decided_on=None, changed=deed.revision)
        )


def clean_pilot(draft: PilotDraft) -> dict[str, object]:
    """Its own columns, fit to be stored. Raises TextEmpty, TextTooLong, DatesReversed."""
    title = clean_text(draft.title, limit=TITLE_LIMIT)
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise DatesReversed(name=title)
    return {
        "title": title,
        "tried_with": clean_optional(draft.tried_with, limit=NOTE_LIMIT),
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
    }


def _tried(deed: Deed, draft: PilotDraft) -> dict[str, int | None]:
    """The action and the project that are tried."""
    return {
        "action_id": find_id(deed, ACTION, draft.action) if draft.action else None,
        "project_id": find_id(deed, PROJECT, draft.project) if draft.project else None,
    }


def _measure_by(deed: Deed, pilot_id: int, labels: Sequence[str]) -> None:
    """Judge the pilot by these measures and by no other."""
    tie, reading, measure = tables.pilot_measure, tables.reading, tables.measure
    wanted = find_ids(deed, MEASURE, labels)
    read = deed.connection.execute(
        select(measure.c.id, measure.c.number)
        .join(reading, reading.c.measure_id == measure.c.id)
        .where(reading.c.pilot_id == pilot_id)
    )
    for row in read:
        if row.id not in wanted:
            raise PilotMeasureRead(measure=f"M{row.number}")
    deed.connection.execute(delete(tie).where(tie.c.pilot_id == pilot_id))
    if wanted:
        deed.connection.execute(
            insert(tie),
            [{"pilot_id": pilot_id, "measure_id": measure_id} for measure_id in wanted],
        )

"""Measures: what is counted of a side, of pilots and of the whole programme (articles A and C)."""

import math
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from workshop.domain.errors import FigureUnusable, MeasureInUse, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.text import TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import Better, Side
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import MEASURE, find_id, issue
from workshop.services.transaction import Deed, change
from workshop.storage import tables

UNIT_LIMIT = 40  # characters: it stands behind each figure
MOST_FIGURE = 1e12
"""Of any figure, on either side of 0: the squares of such figures are numbers still."""


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """What a form says of a measure.

    ``side``: a Side. ``better``: a Better, whether more of it is better or less. ``matters_from``:
    the smallest change that counts, in ``unit``, more than 0.
    """

    side: str
    name: str
    unit: str = ""
    better: str = Better.UP
    matters_from: float = 0.5


def add_measure(house: House, actor: Facilitating, draft: MeasureDraft) -> str:
    """A new measure; gives its label.

    Raises TextEmpty, TextTooLong, ValueUnknown, FigureUnusable.
    """
    values = clean_measure(draft)
    with change(house, actor, Gesture.ADD_MEASURE) as deed:
        number = issue(deed, MEASURE)
        deed.connection.execute(
            insert(tables.measure).values(
                workshop_id=deed.workshop.id,
                number=number,
                rank=house.draw(),
                changed=deed.revision,
                **values,
            )
        )
        return f"M{number}"


def save_measure(house: House, actor: Facilitating, label: str, draft: MeasureDraft) -> None:
    """Replace everything a measure says.

    Once a pilot uses it, it stays with its side; once it was read for one, its direction and what
    counts stay too: nobody moves the goal after the ball. Raises MeasureUnknown, MeasureInUse,
    and what ``add_measure`` raises.
    """
    values = clean_measure(draft)
    with change(house, actor, Gesture.SAVE_MEASURE) as deed:
        measure_id = find_id(deed, MEASURE, label)
        _keep_the_goal(deed, measure_id, values)
        deed.connection.execute(
            update(tables.measure)
            .where(tables.measure.c.id == measure_id)
            .values(changed=deed.revision, **values)
        )


def remove_measure(house: House, actor: Facilitating, label: str) -> None:
    """Remove a measure with its readings. Raises MeasureUnknown, MeasureInUse (by pilots)."""
    with change(house, actor, Gesture.REMOVE_MEASURE) as deed:
        measure_id = find_id(deed, MEASURE, label)
        if pilots := _pilots_of(deed, measure_id, read=False):
            raise MeasureInUse(measure=label, pilots=", ".join(pilots))
        deed.connection.execute(delete(tables.measure).where(tables.measure.c.id == measure_id))


def clean_measure(draft: MeasureDraft) -> dict[str, object]:
    """Its columns, fit to be stored.

    Raises TextEmpty, TextTooLong, ValueUnknown (side, better), FigureUnusable (matters_from).
    """
    if draft.side not in tuple(Side):
        raise ValueUnknown(field="side", value=draft.side)
    if draft.better not in tuple(Better):
        raise ValueUnknown(field="better", value=draft.better)
    name = clean_text(draft.name, limit=TITLE_LIMIT)  # the form's first field is refused first
    if not draft.matters_from > 0:
        raise FigureUnusable(field="matters_from")
    return {
        "side": draft.side,
        "name": name,
        "unit": clean_optional(draft.unit, limit=UNIT_LIMIT),
        "better": draft.better,
        "matters_from": clean_figure("matters_from", draft.matters_from),
    }


def clean_figure(field: str, value: float) -> float:
    """A number that can be computed with. Raises FigureUnusable (NaN, infinite, beyond 1e12)."""
    if not math.isfinite(value) or abs(value) > MOST_FIGURE:
        raise FigureUnusable(field=field)
    return float(value)


def _keep_the_goal(deed: Deed, measure_id: int, values: dict[str, object]) -> None:
    measure = tables.measure
    stands = deed.connection.execute(select(measure).where(measure.c.id == measure_id)).one()
    goal = (stands.better, stands.matters_from)
    if stands.side != values["side"]:
        pilots = _pilots_of(deed, measure_id, read=False)
    elif goal != (values["better"], values["matters_from"]):
        pilots = _pilots_of(deed, measure_id, read=True)
    else:
        return
    if pilots:
        raise MeasureInUse(measure=f"M{stands.number}", pilots=", ".join(pilots))


def _pilots_of(deed: Deed, measure_id: int, *, read: bool) -> list[str]:
    """The labels of the pilots that use a measure, or (``read``) for which it was read."""
    pilot = tables.pilot
    link = tables.reading if read else tables.pilot_measure
    numbers = deed.connection.scalars(
        select(pilot.c.number)
        .where(pilot.c.id.in_(select(link.c.pilot_id).where(link.c.measure_id == measure_id)))
        .order_by(pilot.c.number)
    )
    return [f"E{number}" for number in numbers]

"""A step as it is kept: what a form or a file says of it, made fit, and its rows."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, update

from workshop.domain.errors import ModeMixed, NumberOutOfRange, ValueUnknown
from workshop.domain.journey import Channel, Kpi
from workshop.domain.text import TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import Backing, JourneyMode, Known, Lane, Push, VolumePeriod, VolumeUnit
from workshop.services.templates import StepDraft
from workshop.storage import tables

LIST_LIMIT = 12
MOST_VOLUME = 10**12
"""Of one channel in a period: more is a slip of the finger."""

E = TypeVar("E", bound=StrEnum)

_LISTS = (tables.step_role, tables.step_channel, tables.step_tool, tables.step_kpi)


def clean_step(draft: StepDraft) -> StepDraft:
    """What a form or a file says of a step, fit to be stored.

    Raises TextEmpty, TextTooLong, ValueUnknown, NumberOutOfRange.
    """
    return StepDraft(
        client_title=clean_text(draft.client_title, limit=TITLE_LIMIT),
        employee_title=clean_optional(draft.employee_title, limit=TITLE_LIMIT),
        moment_of_truth=bool(draft.moment_of_truth),
        lane=_one_of(Lane, "lane", draft.lane),
        front=_clean_list(draft.front),
        back=_clean_list(draft.back),
        channels=_clean_channels(draft.channels),
        tools=_clean_list(draft.tools),
        kpis=_clean_kpis(draft.kpis),
        backed=_one_of(Backing, "backed", draft.backed),
        client_choice=_one_of(Known, "client_choice", draft.client_choice),
        human_moment=bool(draft.human_moment),
    )


def _clean_list(names: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_optional(name, limit=TITLE_LIMIT) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))[:LIST_LIMIT]


def _clean_channels(channels: Iterable[Channel]) -> tuple[Channel, ...]:
    """Those that have a name, the first of each, as many as a step may list."""
    kept: dict[str, Channel] = {}
    for channel in map(_clean_channel, channels):
        if channel.name:
            kept.setdefault(channel.name, channel)
    return tuple(kept.values())[:LIST_LIMIT]


def _clean_kpis(kpis: Iterable[Kpi]) -> tuple[Kpi, ...]:
    """The same; one name may stand under several departments, who share it then."""
    kept: dict[tuple[str, str], Kpi] = {}
    for kpi in map(_clean_kpi, kpis):
        if kpi.name:
            kept.setdefault((kpi.name, kpi.department), kpi)
    return tuple(kept.values())[:LIST_LIMIT]


def _clean_channel(channel: Channel) -> Channel:
    volume = channel.volume
    if volume is not None and not (type(volume) is int and 0 <= volume <= MOST_VOLUME):
        raise NumberOutOfRange(field="volume", low=0, high=MOST_VOLUME)
    return Channel(
        name=clean_optional(channel.name, limit=TITLE_LIMIT),
        volume=volume,
        unit=_one_of(VolumeUnit, "unit", channel.unit),
        period=_one_of(VolumePeriod, "period", channel.period),
        findable=_one_of(Known, "findable", channel.findable),
        figure_from=clean_optional(channel.figure_from, limit=TITLE_LIMIT),
        figure_on=channel.figure_on,
    )


def _clean_kpi(kpi: Kpi) -> Kpi:
    return Kpi(
        name=clean_optional(kpi.name, limit=TITLE_LIMIT),
        department=clean_optional(kpi.department, limit=TITLE_LIMIT),
        client=_one_of(Push, "client", kpi.client),
        employee=_one_of(Push, "employee", kpi.employee),
    )


def _one_of(words: type[E], field: str, value: str) -> E:
    """Raises ValueUnknown for what is no word of the list."""
    try:
        return words(value)
    except ValueError as unknown:
        raise ValueUnknown(field=field, value=value) from unknown


def fit_mode(draft: StepDraft, mode: JourneyMode) -> StepDraft:
    """The draft as a step of a journey of this mode: a step of no side in particular is the
    client's where each side has its own.

    Raises ModeMixed (``steps``: 1) for a step that this mode has no lane for.
    """
    if mode is JourneyMode.MIRROR:
        fits = draft.lane is not Lane.EMPLOYEE
        lane = Lane.BOTH
    else:
        fits = not draft.employee_title
        lane = Lane.CLIENT if draft.lane is Lane.BOTH else draft.lane
    if not fits:
        raise ModeMixed(steps=1)
    return replace(draft, lane=lane)


def insert_steps(
    connection: Connection, workshop_id: int, drafts: Iterable[StepDraft], *, start: int = 0
) -> list[int]:
    """Inside an open transaction: append steps from ``start`` on; gives their ids in order."""
    ids = []
    for position, draft in enumerate(drafts, start):
        step_id: int = connection.execute(
            insert(tables.step)
            .values(
                workshop_id=workshop_id,
                position=position,
                **_own(draft),
            )
            .returning(tables.step.c.id)
        ).scalar_one()
        _insert_lists(connection, step_id, draft)
        ids.append(step_id)
    return ids


def write_step(connection: Connection, step_id: int, draft: StepDraft) -> None:
    """Inside an open transaction: a step says this, which was cleaned, from now on."""
    connection.execute(update(tables.step).where(tables.step.c.id == step_id).values(**_own(draft)))
    for table in _LISTS:
        connection.execute(delete(table).where(table.c.step_id == step_id))
    _insert_lists(connection, step_id, draft)


def _own(draft: StepDraft) -> dict[str, Any]:
    """What a step keeps in its own row."""
    return {
        "client_title": draft.client_title,
        "employee_title": draft.employee_title,
        "moment_of_truth": draft.moment_of_truth,
        "lane": draft.lane,
        "backed": draft.backed,
        "client_choice": draft.client_choice,
        "human_moment": draft.human_moment,
    }


def _insert_lists(connection: Connection, step_id: int, draft: StepDraft) -> None:
    roles = [("front", name) for name in draft.front] + [("back", name) for name in draft.back]
    listed: tuple[list[dict[str, Any]], ...] = (
        [{"office": office, "name": name} for office, name in roles],
        [asdict(channel) for channel in draft.channels],
        [{"name": name} for name in draft.tools],
        [
            {
                "name": kpi.name,
                "department": kpi.department,
                "client_push": kpi.client,
                "employee_push": kpi.employee,
            }
            for kpi in draft.kpis
        ],
    )
    for table, rows in zip(_LISTS, listed, strict=True):
        if rows:
            connection.execute(
                insert(table),
                [
                    {"step_id": step_id, "position": position, **row}
                    for position, row in enumerate(rows)
                ],
            )

"""Both journeys: their steps, and what each carries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, select, update

from workshop.domain.errors import ScreenStale, StepHasCards, StepUnknown, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import (
    Backing,
    CardStatus,
    Known,
    Lane,
    Push,
    Side,
    VolumePeriod,
    VolumeUnit,
)
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.steps import clean_step, fit_mode, insert_steps, write_step
from workshop.services.templates import StepDraft
from workshop.services.transaction import Deed, change, set_workshop, tell_phones
from workshop.storage import tables

ANY_STEP = "any"
"""The step "everywhere": a card about no step in particular."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it is stored; see ``StepDraft`` for what it says.

    ``position`` counts from 1 over both lanes, the team's own steps last; ``number`` counts
    from 1 in the step's own lane.
    """

    id: int
    position: int
    client_title: str
    employee_title: str = ""
    moment_of_truth: bool = False
    lane: Lane = Lane.BOTH
    front: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    tools: tuple[str, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    backed: Backing = Backing.NONE
    client_choice: Known = Known.UNKNOWN
    number: int = 1
    human_moment: bool = False

    @property
    def channel_names(self) -> tuple[str, ...]:
        return tuple(channel.name for channel in self.channels)

    @property
    def draft(self) -> StepDraft:
        """What the step says, for another workshop."""
        return StepDraft(
            client_title=self.client_title,
            employee_title=self.employee_title,
            moment_of_truth=self.moment_of_truth,
            lane=self.lane,
            front=self.front,
            back=self.back,
            channels=self.channels,
            tools=self.tools,
            kpis=self.kpis,
            backed=self.backed,
            client_choice=self.client_choice,
            human_moment=self.human_moment,
        )


@dataclass(frozen=True, slots=True)
class StepName:
    """A step as phones choose it: its titles and whose it is, and nothing of its figures."""

    id: int
    position: int
    number: int
    client_title: str
    employee_title: str
    lane: Lane

    def is_of(self, side: Side) -> bool:
        """Whether this side lives the step: each its own where there are two life cycles."""
        return self.lane in (Lane.BOTH, Lane(side))


def read_step_names(connection: Connection, workshop_id: int) -> tuple[StepName, ...]:
    """The steps of a workshop in order, in one query, for whoever needs no more than names."""
    rows = _in_order(connection, workshop_id)
    numbers = _numbers(rows)
    return tuple(
        StepName(row.id, index, number, row.client_title, row.employee_title, Lane(row.lane))
        for index, (row, number) in enumerate(zip(rows, numbers, strict=True), 1)
    )


def _in_order(connection: Connection, workshop_id: int) -> list[Row[Any]]:
    """The rows of the steps; the team's own come last, so that a place names one step."""
    step = tables.step
    rows = connection.execute(
        select(step).where(step.c.workshop_id == workshop_id).order_by(step.c.position, step.c.id)
    ).all()
    return sorted(rows, key=lambda row: bool(row.lane == Lane.EMPLOYEE))


def _numbers(rows: Sequence[Row[Any]]) -> list[int]:
    """The number of each row in its own lane, from 1."""
    ahead = sum(row.lane != Lane.EMPLOYEE for row in rows)
    return [
        index - ahead if row.lane == Lane.EMPLOYEE else index for index, row in enumerate(rows, 1)
    ]


def read_steps(connection: Connection, workshop_id: int) -> tuple[Step, ...]:
    """The steps of a workshop in order, in five queries however many there are."""
    rows = _in_order(connection, workshop_id)
    numbers = _numbers(rows)
    roles: dict[tuple[int, str], list[str]] = {}
    for found in _listed(connection, workshop_id, tables.step_role):
        roles.setdefault((found.step_id, found.office), []).append(found.name)
    tools: dict[int, list[str]] = {}
    for found in _listed(connection, workshop_id, tables.step_tool):
        tools.setdefault(found.step_id, []).append(found.name)
    channels: dict[int, list[Channel]] = {}
    for found in _listed(connection, workshop_id, tables.step_channel):
        channels.setdefault(found.step_id, []).append(
            Channel(
                name=found.name,
                volume=found.volume,
                unit=VolumeUnit(found.unit),
                period=VolumePeriod(found.period),
                findable=Known(found.findable),
                figure_from=found.figure_from,
                figure_on=found.figure_on,
            )
        )
    kpis: dict[int, list[Kpi]] = {}
    for found in _listed(connection, workshop_id, tables.step_kpi):
        kpis.setdefault(found.step_id, []).append(
            Kpi(found.name, found.department, Push(found.client_push), Push(found.employee_push))
        )
    return tuple(
        Step(
            id=row.id,
            position=index,
            number=number,
            client_title=row.client_title,
            employee_title=row.employee_title,
            moment_of_truth=row.moment_of_truth,
            lane=Lane(row.lane),
            front=tuple(roles.get((row.id, "front"), ())),
            back=tuple(roles.get((row.id, "back"), ())),
            channels=tuple(channels.get(row.id, ())),
            tools=tuple(tools.get(row.id, ())),
            kpis=tuple(kpis.get(row.id, ())),
            backed=Backing(row.backed),
            client_choice=Known(row.client_choice),
            human_moment=row.human_moment,
        )
        for index, (row, number) in enumerate(zip(rows, numbers, strict=True), 1)
    )


def _listed(connection: Connection, workshop_id: int, table: Table) -> Sequence[Row[Any]]:
    """What a table lists under the steps of a workshop, in order."""
    step = tables.step
    return connection.execute(
        select(table)
        .join(step)
        .where(step.c.workshop_id == workshop_id)
        .order_by(table.c.step_id, table.c.position)
    ).all()


def read_links(connection: Connection, workshop_id: int) -> tuple[tuple[int, int], ...]:
    """Which client step meets which step of the team's, by their ids: life-cycle mode only."""
    link, step = tables.step_link, tables.step
    return tuple(
        (row.client_step_id, row.employee_step_id)
        for row in connection.execute(
            select(link)
            .join(step, step.c.id == link.c.client_step_id)
            .where(step.c.workshop_id == workshop_id)
            .order_by(link.c.client_step_id, link.c.employee_step_id)
        )
    )


def find_step(connection: Connection, workshop_id: int, step: str | int) -> Step:
    """The step with this id in this workshop, whatever a client claims. Raises StepUnknown."""
    for found in read_steps(connection, workshop_id):
        if str(found.id) == str(step):
            return found
    raise StepUnknown(step=step)


class StepFinder:
    """The steps of a workshop by what phones and screens call them, read once."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._ids: dict[str, int | None] = {str(step_id): step_id for step_id in ids}
        self._ids[ANY_STEP] = None

    def __call__(self, step: str) -> int | None:
        """A step's id; None for everywhere. Raises StepUnknown."""
        if step not in self._ids:
            raise StepUnknown(step=step)
        return self._ids[step]


def step_finder(deed: Deed) -> StepFinder:
    """What finds this workshop's steps, in one statement."""
    step = tables.step
    return StepFinder(
        deed.connection.scalars(select(step.c.id).where(step.c.workshop_id == deed.workshop.id))
    )


def add_step(house: House, actor: Facilitating, draft: StepDraft) -> int:
    """Append a step with all it says and give its id.

    Raises ModeMixed, TextEmpty, TextTooLong, ValueUnknown, NumberOutOfRange.
    """
    cleaned = clean_step(draft)
    with change(house, actor, Gesture.ADD_STEP, room=True) as deed:
        return append_step(deed, cleaned)


def append_step(deed: Deed, draft: StepDraft) -> int:
    """Inside an open transaction: a step behind all others, whatever was removed; gives its id.

    Raises ModeMixed.
    """
    draft = fit_mode(draft, deed.workshop.mode)
    last = deed.connection.scalar(
        select(func.max(tables.step.c.position)).where(
            tables.step.c.workshop_id == deed.workshop.id
        )
    )
    start = 0 if last is None else last + 1
    [step_id] = insert_steps(deed.connection, deed.workshop.id, [draft], start=start)
    return step_id


def save_step(
    house: House,
    actor: Facilitating,
    step_id: int,
    draft: StepDraft,
    *,
    seen: StepDraft | None = None,
) -> None:
    """Replace everything a step says. ``seen``: what the screen had shown of it.

    Raises StepUnknown, ModeMixed, TextEmpty, TextTooLong, ValueUnknown, NumberOutOfRange, and
    ScreenStale when the step does not say what was seen any more: somebody else's words would
    vanish unread. Whose step it is does not change.
    """
    cleaned = clean_step(draft)
    with change(house, actor, Gesture.SAVE_STEP) as deed:
        found = find_step(deed.connection, deed.workshop.id, step_id)
        if seen is not None and found.draft != seen:
            raise ScreenStale()
        kept = fit_mode(replace(cleaned, lane=found.lane), deed.workshop.mode)
        write_step(deed.connection, found.id, kept)
        if (kept.client_title, kept.employee_title) != (found.client_title, found.employee_title):
            tell_phones(deed)


def reorder_steps(house: House, actor: Facilitating, step_ids: Sequence[int]) -> None:
    """Put the steps in this order; those of one lane are enough.

    Raises ValueUnknown unless it is all of them, or all of a lane, once each.
    """
    with change(house, actor, Gesture.REORDER_STEPS, room=True) as deed:
        lanes: dict[Lane, set[int]] = {}
        steps = read_steps(deed.connection, deed.workshop.id)
        for step in steps:
            lanes.setdefault(step.lane, set()).add(step.id)
        wholes = [*lanes.values(), {step.id for step in steps}]
        if len(step_ids) != len(set(step_ids)) or set(step_ids) not in wholes:
            raise ValueUnknown(field="steps", value=list(step_ids))
        for position, step_id in enumerate(step_ids):
            deed.connection.execute(
                update(tables.step).where(tables.step.c.id == step_id).values(position=position)
            )


def remove_step(
    house: House, actor: Facilitating, step_id: int, *, cards_to: str | None = None
) -> None:
    """Remove a step; ``cards_to`` says where its cards go: another step's id, or ``any``.

    Raises StepHasCards (``cards``: how many) when it has cards and nothing is said.
    """
    card = tables.card
    with change(house, actor, Gesture.REMOVE_STEP, room=True) as deed:
        step_id = find_step(deed.connection, deed.workshop.id, step_id).id
        cards = deed.connection.scalar(
            select(func.count()).where(
                card.c.step_id == step_id, card.c.status != CardStatus.WITHDRAWN
            )
        )
        if cards:
            if cards_to is None:
                raise StepHasCards(cards=cards)
            target = _other_step(deed, step_id, cards_to)
            deed.connection.execute(
                update(card)
                .where(card.c.step_id == step_id)
                .values(step_id=target, changed=deed.revision)
            )
        deed.connection.execute(delete(tables.step).where(tables.step.c.id == step_id))
        if deed.workshop.focus_step == str(step_id):
            set_workshop(deed, focus_step="")


def _other_step(deed: Deed, step_id: int, cards_to: str) -> int | None:
    if cards_to == ANY_STEP:
        return None
    target = find_step(deed.connection, deed.workshop.id, cards_to)
    if target.id == step_id:
        raise StepUnknown(step=cards_to)
    return target.id

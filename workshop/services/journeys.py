"""Both journeys: their steps, and what each carries."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from workshop.domain.errors import (
    ModeMixed,
    NumberOutOfRange,
    ScreenStale,
    StepHasCards,
    StepUnknown,
    ValueUnknown,
)
from workshop.domain.journey import Channel, Kpi
from workshop.domain.text import TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import (
    Backing,
    CardStatus,
    JourneyMode,
    Known,
    Lane,
    Push,
    Side,
    VolumePeriod,
    VolumeUnit,
)
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.templates import StepDraft
from workshop.services.transaction import Deed, change, set_workshop, tell_phones
from workshop.storage import tables

ANY_STEP = "any"
"""The step "everywhere": a card about no step in particular."""

LIST_LIMIT = 12
MOST_VOLUME = 10**12
"""Of one channel in a period: more is a slip of the finger."""

E = TypeVar("E", bound=StrEnum)


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


def add_step(house: House, actor: Facilitating, draft: StepDraft) -> int:
    """Append a step with all it says and give its id.

    Raises ModeMixed, TextEmpty, TextTooLong, ValueUnknown, NumberOutOfRange.
    """
    cleaned = clean_step(draft)
    with change(house, actor, room=True) as deed:
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
    with change(house, actor) as deed:
        found = find_step(deed.connection, deed.workshop.id, step_id)
        if seen is not None and found.draft != seen:
            raise ScreenStale()
        kept = fit_mode(replace(cleaned, lane=found.lane), deed.workshop.mode)
        write_step(deed.connection, found.id, kept)
        if (kept.client_title, kept.employee_title) != (found.client_title, found.employee_title):
            tell_phones(deed)


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


def write_step(connection: Connection, step_id: int, draft: StepDraft) -> None:
    """Inside an open transaction: a step says this, which was cleaned, from now on."""
    connection.execute(update(tables.step).where(tables.step.c.id == step_id).values(**_own(draft)))
    for table in _LISTS:
        connection.execute(delete(table).where(table.c.step_id == step_id))
    _insert_lists(connection, step_id, draft)


def reorder_steps(house: House, actor: Facilitating, step_ids: Sequence[int]) -> None:
    """Put the steps in this order; those of one lane are enough.

    Raises ValueUnknown unless it is all of them, or all of a lane, once each.
    """
    with change(house, actor, room=True) as deed:
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
    with change(house, actor, room=True) as deed:
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


_LISTS = (tables.step_role, tables.step_channel, tables.step_tool, tables.step_kpi)


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

"""Both journeys in mirror mode: client steps, and under each what the team does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop.domain.errors import StepHasCards, StepUnknown, ValueUnknown
from workshop.domain.text import TITLE_LIMIT, clean_optional, clean_text
from workshop.domain.words import CardStatus
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.templates import StepDraft
from workshop.services.transaction import Deed, change, set_workshop
from workshop.storage import tables

ANY_STEP = "any"
"""The step "everywhere": a card about no step in particular."""

LIST_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the client's journey and the team's lane under it. ``position`` counts from 1."""

    id: int
    position: int
    client_title: str
    employee_title: str
    moment_of_truth: bool
    front: tuple[str, ...]
    back: tuple[str, ...]
    channels: tuple[str, ...]
    tools: tuple[str, ...]

    @property
    def draft(self) -> StepDraft:
        """What the step says, for another workshop."""
        return StepDraft(
            client_title=self.client_title,
            employee_title=self.employee_title,
            moment_of_truth=self.moment_of_truth,
            front=self.front,
            back=self.back,
            channels=self.channels,
            tools=self.tools,
        )


def read_steps(connection: Connection, workshop_id: int) -> tuple[Step, ...]:
    """The steps of a workshop in order, in four queries however many there are."""
    step = tables.step
    rows = connection.execute(
        select(step).where(step.c.workshop_id == workshop_id).order_by(step.c.position, step.c.id)
    ).all()
    roles: dict[tuple[int, str], list[str]] = {}
    role = tables.step_role
    for found in connection.execute(
        select(role.c.step_id, role.c.office, role.c.name)
        .join(step)
        .where(step.c.workshop_id == workshop_id)
        .order_by(role.c.position)
    ):
        roles.setdefault((found.step_id, found.office), []).append(found.name)
    names: dict[tuple[int, str], list[str]] = {}
    for table in (tables.step_channel, tables.step_tool):
        for step_id, name in connection.execute(
            select(table.c.step_id, table.c.name)
            .join(step)
            .where(step.c.workshop_id == workshop_id)
            .order_by(table.c.position)
        ):
            names.setdefault((step_id, table.name), []).append(name)
    return tuple(
        Step(
            id=row.id,
            position=index,
            client_title=row.client_title,
            employee_title=row.employee_title,
            moment_of_truth=row.moment_of_truth,
            front=tuple(roles.get((row.id, "front"), ())),
            back=tuple(roles.get((row.id, "back"), ())),
            channels=tuple(names.get((row.id, "step_channel"), ())),
            tools=tuple(names.get((row.id, "step_tool"), ())),
        )
        for index, row in enumerate(rows, 1)
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
                client_title=draft.client_title,
                employee_title=draft.employee_title,
                moment_of_truth=draft.moment_of_truth,
            )
            .returning(tables.step.c.id)
        ).scalar_one()
        _insert_lists(connection, step_id, draft)
        ids.append(step_id)
    return ids


def add_step(house: House, actor: Facilitating, draft: StepDraft) -> int:
    """Append a step with all it says and give its id. Raises TextEmpty, TextTooLong."""
    cleaned = clean_step(draft)
    with change(house, actor, room=True) as deed:
        return append_step(deed, cleaned)


def append_step(deed: Deed, draft: StepDraft) -> int:
    """Inside an open transaction: a step behind all others, whatever was removed; gives its id."""
    last = deed.connection.scalar(
        select(func.max(tables.step.c.position)).where(
            tables.step.c.workshop_id == deed.workshop.id
        )
    )
    start = 0 if last is None else last + 1
    [step_id] = insert_steps(deed.connection, deed.workshop.id, [draft], start=start)
    return step_id


def save_step(house: House, actor: Facilitating, step_id: int, draft: StepDraft) -> None:
    """Replace everything a step says. Raises StepUnknown, TextEmpty, TextTooLong."""
    cleaned = clean_step(draft)
    with change(house, actor, room=True) as deed:
        step_id = find_step(deed.connection, deed.workshop.id, step_id).id
        deed.connection.execute(
            update(tables.step)
            .where(tables.step.c.id == step_id)
            .values(
                client_title=cleaned.client_title,
                employee_title=cleaned.employee_title,
                moment_of_truth=cleaned.moment_of_truth,
            )
        )
        for table in (tables.step_role, tables.step_channel, tables.step_tool):
            deed.connection.execute(delete(table).where(table.c.step_id == step_id))
        _insert_lists(deed.connection, step_id, cleaned)


def reorder_steps(house: House, actor: Facilitating, step_ids: Sequence[int]) -> None:
    """Put the steps in this order. Raises ValueUnknown unless it is all of them, once each."""
    with change(house, actor, room=True) as deed:
        known = {step.id for step in read_steps(deed.connection, deed.workshop.id)}
        if len(step_ids) != len(known) or set(step_ids) != known:
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
    """What a form or a file says of a step, fit to be stored. Raises TextEmpty, TextTooLong."""
    return StepDraft(
        client_title=clean_text(draft.client_title, limit=TITLE_LIMIT),
        employee_title=clean_optional(draft.employee_title, limit=TITLE_LIMIT),
        moment_of_truth=bool(draft.moment_of_truth),
        front=_clean_list(draft.front),
        back=_clean_list(draft.back),
        channels=_clean_list(draft.channels),
        tools=_clean_list(draft.tools),
    )


def _clean_list(names: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_optional(name, limit=TITLE_LIMIT) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))[:LIST_LIMIT]


def _insert_lists(connection: Connection, step_id: int, draft: StepDraft) -> None:
    roles = [("front", name) for name in draft.front] + [("back", name) for name in draft.back]
    if roles:
        connection.execute(
            insert(tables.step_role),
            [
                {"step_id": step_id, "position": position, "office": office, "name": name}
                for position, (office, name) in enumerate(roles)
            ],
        )
    for table, names in ((tables.step_channel, draft.channels), (tables.step_tool, draft.tools)):
        if names:
            connection.execute(
                insert(table),
                [
                    {"step_id": step_id, "position": position, "name": name}
                    for position, name in enumerate(names)
                ],
            )

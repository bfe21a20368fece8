"""The two modes of the journeys, and what links two life cycles step to step."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from workshop.domain.errors import ModeMixed, StepUnknown, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import JourneyMode, Lane, Side
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import ANY_STEP, Step, find_step, read_links, read_steps
from workshop.services.participants import insert_unless_there
from workshop.services.steps import insert_steps
from workshop.services.templates import StepDraft
from workshop.services.transaction import Deed, change, set_workshop
from workshop.storage import tables


def set_mode(house: House, actor: Facilitating, mode: str) -> None:
    """Change between two lanes over one list of steps and two life cycles; loses nothing.

    To life cycles: each step becomes the client's, with all it carries and its cards; what the
    team does meanwhile becomes a step of the team's own, linked to it. Back: the team's steps
    become what the team does under the client step that each is linked to, with its cards.

    Raises ValueUnknown, and ModeMixed (``steps``: how many of the team's steps would be lost)
    when one has no client step of its own alone, or carries anything besides its title and cards.
    """
    if mode not in tuple(JourneyMode):
        raise ValueUnknown(field="mode", value=mode)
    with change(house, actor, Gesture.SET_MODE, room=True) as deed:
        deed.trace.says(after=mode)
        if deed.workshop.mode == mode:
            return
        steps = read_steps(deed.connection, deed.workshop.id)
        if mode == JourneyMode.LIFE_CYCLE:
            _part(deed, steps)
        else:
            _join(deed, steps)
        set_workshop(deed, mode=mode)


def _part(deed: Deed, steps: Sequence[Step]) -> None:
    """Give each lane steps of its own."""
    step = tables.step
    spoken = [found for found in steps if found.employee_title]
    drafts = [StepDraft(found.employee_title, lane=Lane.EMPLOYEE) for found in spoken]
    made = insert_steps(deed.connection, deed.workshop.id, drafts, start=len(steps))
    pairs = [(found.id, own) for found, own in zip(spoken, made, strict=True)]
    insert_links(deed.connection, pairs)
    _follow(deed, {str(client): str(own) for client, own in pairs})
    deed.connection.execute(
        update(step)
        .where(step.c.workshop_id == deed.workshop.id, step.c.lane == Lane.BOTH)
        .values(lane=Lane.CLIENT, employee_title="")
    )


def _follow(deed: Deed, own_steps: Mapping[str, str]) -> None:
    """The step that the room speaks of is now of one side: of that which it speaks of, if any."""
    step, side = deed.workshop.focus_step, deed.workshop.focus_side
    if step in ("", ANY_STEP):
        return
    if side == Side.EMPLOYEE:
        set_workshop(deed, focus_step=own_steps.get(step, ""))
    else:
        set_workshop(deed, focus_side=Side.CLIENT)


def _join(deed: Deed, steps: Sequence[Step]) -> None:
    """Put the team's steps under the client's. Raises ModeMixed."""
    step, card, connection = tables.step, tables.card, deed.connection
    links = read_links(connection, deed.workshop.id)
    meets, met = Counter(own for _, own in links), Counter(client for client, _ in links)
    under = {own: client for client, own in links if meets[own] == met[client] == 1}
    own_steps = [found for found in steps if found.lane is Lane.EMPLOYEE]
    asked = set(
        connection.scalars(
            select(tables.question.c.step_id).where(
                tables.question.c.workshop_id == deed.workshop.id,
                tables.question.c.step_id.is_not(None),
            )
        )
    )
    lost = [
        found
        for found in own_steps
        if found.id not in under
        or found.id in asked
        or found.draft != StepDraft(found.client_title, lane=Lane.EMPLOYEE)
    ]
    if lost:
        raise ModeMixed(steps=len(lost))
    for found in own_steps:
        client = under[found.id]
        connection.execute(
            update(step).where(step.c.id == client).values(employee_title=found.client_title)
        )
        connection.execute(
            update(card)
            .where(card.c.step_id == found.id)
            .values(step_id=client, changed=deed.revision)
        )
        if deed.workshop.focus_step == str(found.id):
            set_workshop(deed, focus_step=str(client))
    connection.execute(
        delete(step).where(step.c.workshop_id == deed.workshop.id, step.c.lane == Lane.EMPLOYEE)
    )
    connection.execute(
        update(step).where(step.c.workshop_id == deed.workshop.id).values(lane=Lane.BOTH)
    )


def insert_links(connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Inside an open transaction: pairs of a client step and a step of the team's meet."""
    if pairs:
        connection.execute(
            insert(tables.step_link),
            [{"client_step_id": client, "employee_step_id": own} for client, own in pairs],
        )


def link_steps(
    house: House, actor: Facilitating, client_step: int | str, employee_step: int | str
) -> None:
    """Say that these two steps meet; once is enough, and saying it again changes nothing.

    Raises StepUnknown, also for a step of the wrong lane.
    """
    with change(house, actor, Gesture.LINK_STEPS) as deed:
        pair = _pair(deed, client_step, employee_step)
        deed.connection.execute(
            insert_unless_there(deed.connection, tables.step_link).values(**pair)
        )


def unlink_steps(
    house: House, actor: Facilitating, client_step: int | str, employee_step: int | str
) -> None:
    """These two steps do not meet, or not any more. Raises StepUnknown."""
    link = tables.step_link
    with change(house, actor, Gesture.UNLINK_STEPS) as deed:
        pair = _pair(deed, client_step, employee_step)
        deed.connection.execute(
            delete(link).where(
                link.c.client_step_id == pair["client_step_id"],
                link.c.employee_step_id == pair["employee_step_id"],
            )
        )


def _pair(deed: Deed, client_step: int | str, employee_step: int | str) -> dict[str, int]:
    found = []
    for step, lane in ((client_step, Lane.CLIENT), (employee_step, Lane.EMPLOYEE)):
        one = find_step(deed.connection, deed.workshop.id, step)
        if one.lane is not lane:
            raise StepUnknown(step=step)
        found.append(one.id)
    return {"client_step_id": found[0], "employee_step_id": found[1]}

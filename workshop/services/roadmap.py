"""The roadmap: an action's place, short to long term in a domain, and what it needs before it."""

from sqlalchemy import Connection, delete, insert, select, update

from workshop.domain.codes import read_label
from workshop.domain.dependencies import circle_closed
from workshop.domain.errors import DependencyCircle, ValueUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Term
from workshop.services.actors import Facilitating
from workshop.services.domains import find_domain
from workshop.services.house import House
from workshop.services.labels import ACTION, find_id, find_row
from workshop.services.rows import Workshop
from workshop.services.transaction import Deed, change
from workshop.storage import tables


def place_action(house: House, actor: Facilitating, label: str, term: str, domain: str) -> None:
    """Give an action its place on the roadmap; ``term`` and ``domain`` "" for none.

    Raises ActionUnknown, DomainUnknown (``domain`` is a name), ValueUnknown (``term``).
    """
    if term and term not in tuple(Term):
        raise ValueUnknown(field="term", value=term)
    action = tables.action
    with change(house, actor, Gesture.PLACE_ACTION) as deed:
        action_id = find_id(deed, ACTION, label)
        domain_id = find_domain(deed, domain) if domain else None
        deed.connection.execute(
            update(action)
            .where(action.c.id == action_id)
            .values(term=term, domain_id=domain_id, changed=deed.revision)
        )


def need_action(house: House, actor: Facilitating, label: str, needs: str) -> None:
    """An action (label) cannot be finished before another one, ``needs`` (label).

    Raises ActionUnknown, and DependencyCircle with the way round, as labels (``path``) and with
    what they say (``way``).
    """
    tie = tables.action_dependency
    with change(house, actor, Gesture.NEED_ACTION) as deed:
        (action_id, action), (needs_id, needed) = _find(deed, label), _find(deed, needs)
        there = read_needs(deed.connection, deed.workshop)
        if needed in there.get(action, ()):
            return
        circle = circle_closed(there, action, needed)
        if circle is not None:
            raise DependencyCircle(path=list(circle), way=_way(deed, circle))
        deed.connection.execute(insert(tie).values(action_id=action_id, needs_id=needs_id))
        _touch(deed, action_id)


def free_action(house: House, actor: Facilitating, label: str, needs: str) -> None:
    """An action needs that other one no more. Raises ActionUnknown."""
    tie = tables.action_dependency
    with change(house, actor, Gesture.FREE_ACTION) as deed:
        (action_id, _), (needs_id, _) = _find(deed, label), _find(deed, needs)
        deed.connection.execute(
            delete(tie).where(tie.c.action_id == action_id, tie.c.needs_id == needs_id)
        )
        _touch(deed, action_id)


def read_needs(connection: Connection, workshop: Workshop) -> dict[str, tuple[str, ...]]:
    """What each action that needs another one needs: labels, in the order of their numbers."""
    tie, action, needed = tables.action_dependency, tables.action, tables.action.alias("needed")
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(
        select(action.c.number, needed.c.number.label("needs"))
        .select_from(
            tie.join(action, action.c.id == tie.c.action_id).join(
                needed, needed.c.id == tie.c.needs_id
            )
        )
        .where(action.c.workshop_id == workshop.id)
        .order_by(action.c.number, needed.c.number)
    ):
        label = f"A{row.number}"
        found[label] = (*found.get(label, ()), f"A{row.needs}")
    return found


def _way(deed: Deed, circle: tuple[str, ...]) -> str:
    action = tables.action
    numbers = [read_label(label, "A") for label in circle]
    said = {
        f"A{row.number}": row.what
        for row in deed.connection.execute(
            select(action.c.number, action.c.what).where(
                action.c.workshop_id == deed.workshop.id, action.c.number.in_(numbers)
            )
        )
    }
    return " → ".join(f"{label} {said[label]}" for label in circle)


def _touch(deed: Deed, action_id: int) -> None:
    action = tables.action
    deed.connection.execute(
        update(action).where(action.c.id == action_id).values(changed=deed.revision)
    )


def _find(deed: Deed, label: str) -> tuple[int, str]:
    """The id of an action, and its label as we write it."""
    row = find_row(deed, ACTION, label)
    return row.id, f"A{row.number}"

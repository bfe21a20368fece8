"""What became of each action, day by day: handed over, accepted, moved on, spoken of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from workshop.domain.words import ActionDeed
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class ActionEvent:
    """A line of it. ``by``: a person's name, "" for the facilitator.

    ``before`` and ``after``: names for what was handed over or accepted, codes of ActionStatus for
    what moved on ("" before an action that began as a commitment).
    """

    on: date
    deed: ActionDeed
    by: str
    before: str
    after: str
    says: str


@dataclass(frozen=True, slots=True)
class History:
    """By the labels of actions, the newest line first; one without any is absent."""

    revision: int
    events: Mapping[str, tuple[ActionEvent, ...]] = field(default_factory=dict)

    def of(self, label: str) -> tuple[ActionEvent, ...]:
        return self.events.get(label, ())


def read_history(house: House, actor: Facilitating) -> History:
    """The history of all actions, for the facilitator. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        return History(seen.workshop.revision, read_events(seen.connection, seen.workshop))


def read_events(
    connection: Connection, workshop: Workshop
) -> Mapping[str, tuple[ActionEvent, ...]]:
    """The same inside an open snapshot."""
    event, action = tables.action_event, tables.action
    found: dict[str, list[ActionEvent]] = {}
    for row in connection.execute(
        select(event, action.c.number)
        .join_from(event, action)
        .where(action.c.workshop_id == workshop.id)
        .order_by(event.c.happened_on.desc(), event.c.id.desc())
    ):
        found.setdefault(f"A{row.number}", []).append(
            ActionEvent(
                on=row.happened_on,
                deed=ActionDeed(row.deed),
                by=row.by,
                before=row.before,
                after=row.after,
                says=row.says,
            )
        )
    return {label: tuple(events) for label, events in found.items()}

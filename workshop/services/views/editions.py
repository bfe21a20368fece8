"""What became of the actions of the edition before: the first thing that the next one looks at."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from workshop.domain.codes import label_of
from workshop.domain.pilots import PilotVerdict
from workshop.domain.words import FINISHED, ActionStatus, PilotDecision
from workshop.services.actors import Facilitating
from workshop.services.editions import find_previous
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.pilots import PilotLine, pilots_of
from workshop.storage import tables

_ORDER = (
    ActionStatus.DONE,
    ActionStatus.OPEN,
    ActionStatus.BLOCKED,
    ActionStatus.DRAFT,
    ActionStatus.DROPPED,
)
"""What was kept first: then what still waits, what never began, what was given up."""


@dataclass(frozen=True, slots=True)
class LastPilot:
    """A try of an action or of its project. ``decision``: None until there is one."""

    label: str
    title: str
    verdict: PilotVerdict
    decision: PilotDecision | None


@dataclass(frozen=True, slots=True)
class LastAction:
    """An action of the edition before, as it stands there today.

    ``carried``: the label of the draft that takes it up here, None so far. ``late``: not finished,
    and its date is past.
    """

    label: str
    what: str
    owner: str
    due: date | None
    status: ActionStatus
    done_on: date | None
    late: bool
    pilots: tuple[LastPilot, ...]
    carried: str | None

    @property
    def finished(self) -> bool:
        """True where there is nothing to take up."""
        return self.status in FINISHED


@dataclass(frozen=True, slots=True)
class LastEdition:
    """The edition before. ``shown``: frame and projector still begin with it."""

    code: str
    title: str
    edition: int
    created_at: datetime
    shown: bool
    actions: tuple[LastAction, ...]

    def of(self, *statuses: ActionStatus) -> tuple[LastAction, ...]:
        """Its actions that stand so."""
        return tuple(line for line in self.actions if line.status in statuses)


def read_last_edition(house: House, actor: Facilitating) -> LastEdition | None:
    """The edition before this workshop, None where there is none. Raises WorkshopUnknown.

    The right asked for is that of this workshop: whoever leads it may know how its own last
    promises were kept, and nothing else of the edition before.
    """
    with snapshot(house, actor) as seen:
        before = find_previous(seen.connection, seen.workshop)
        if before is None:
            return None
        today = house.clock().date()
        return LastEdition(
            code=before.code,
            title=before.title,
            edition=before.edition,
            created_at=before.created_at,
            shown=seen.workshop.looks_back,
            actions=_actions(seen.connection, seen.workshop, before, today),
        )


def _actions(
    connection: Connection, here: Workshop, before: Workshop, today: date
) -> tuple[LastAction, ...]:
    action, project = tables.action, tables.project
    carried = {
        row.carried_from: f"A{row.number}"
        for row in connection.execute(
            select(action.c.number, action.c.carried_from).where(
                action.c.workshop_id == here.id, action.c.carried_from.is_not(None)
            )
        )
    }
    pilots = pilots_of(connection, before)
    lines = [
        LastAction(
            label=f"A{row.number}",
            what=row.what,
            owner=row.owner or row.to_confirm_with,
            due=row.due,
            status=ActionStatus(row.status),
            done_on=row.done_on,
            late=row.status not in FINISHED and row.due is not None and row.due < today,
            pilots=_tried(pilots, f"A{row.number}", row.project),
            carried=carried.get(row.number),
        )
        for row in connection.execute(
            select(action, project.c.number.label("project"))
            .select_from(action.outerjoin(project, project.c.id == action.c.project_id))
            .where(action.c.workshop_id == before.id)
            .order_by(action.c.number)
        )
    ]
    return tuple(sorted(lines, key=_place))


def _place(line: LastAction) -> tuple[int, bool, date]:
    return _ORDER.index(line.status), line.due is None, line.due or date.max


def _tried(
    pilots: tuple[PilotLine, ...], action: str, project: int | None
) -> tuple[LastPilot, ...]:
    """What was tried of an action; of its project where the try names no action."""
    of_project = label_of("J", project)
    return tuple(
        LastPilot(line.label, line.title, line.outcome.verdict, line.decision)
        for line in pilots
        if action == line.action or (not line.action and of_project and of_project == line.project)
    )

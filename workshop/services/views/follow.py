"""The weeks after a workshop as the facilitator reads them: minutes, board, readiness, proofs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from workshop.domain.codes import label_of
from workshop.domain.promises import Badge, Promise, badges
from workshop.domain.rhythm import Task, Week, days_since_board, next_board, week_of
from workshop.domain.words import (
    ActionStatus,
    Axis,
    ItemDecision,
    ItemReason,
    MeetingKind,
    Priority,
)
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.meetings import MeetingDraft
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.leaders import NOBODY, Leaders, read_leaders
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """Minutes that were kept."""

    id: int
    said: MeetingDraft

    @property
    def kind(self) -> MeetingKind:
        return MeetingKind(self.said.kind)

    @property
    def held_on(self) -> date:
        return self.said.held_on


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Something new. ``importance``: 1 to 3, None before it is qualified.

    ``decision``: None while it waits; ``action``: the label of what it became; ``decided_on``:
    the day of the board.
    """

    label: str
    what: str
    reason: ItemReason
    came_from: str
    asked_on: date
    importance: int | None
    priority: Priority
    needed_by: date | None
    resources: str
    decision: ItemDecision | None
    because: str
    decided_on: date | None
    action: str | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """Asked of the sponsor; ``answered_on`` None while it waits."""

    id: int
    what: str
    asked_on: date
    answer: str
    answered_by: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """How ready the programme was on a day; None where nobody could say."""

    taken_on: date
    levels: Mapping[Axis, int | None]
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A proof. ``action``, ``measure``: labels; ``rests_on``: that action or measure in words."""

    id: int
    fact: str
    seen_on: date
    action: str | None
    measure: str | None
    rests_on: str
    of_the_week: bool


@dataclass(frozen=True, slots=True)
class FollowView:
    """One reading of what follows a workshop; newest first, wherever there are days.

    ``measures``: label and name of each, for what a proof rests on.
    """

    revision: int
    wants_badges: bool
    meetings: tuple[MeetingLine, ...]
    items: tuple[ItemLine, ...]
    decisions: tuple[DecisionLine, ...]
    readiness: tuple[ReadinessLine, ...]
    evidence: tuple[EvidenceLine, ...]
    measures: tuple[tuple[str, str], ...] = ()
    tasks: tuple[Task, ...] = ()
    promises: tuple[Promise, ...] = field(default=(), repr=False)
    leaders: Leaders = NOBODY

    def held(self, kind: MeetingKind) -> tuple[MeetingLine, ...]:
        """The meetings of one kind."""
        return tuple(line for line in self.meetings if line.kind is kind)

    def items_at(self, board: MeetingLine) -> tuple[ItemLine, ...]:
        """What a change board decided: there is one a day."""
        return tuple(line for line in self.decided if line.decided_on == board.held_on)

    def answers_at(self, review: MeetingLine) -> tuple[DecisionLine, ...]:
        """What a review decided: there is one a day."""
        return tuple(line for line in self.answered if line.answered_on == review.held_on)

    def week(self, today: date) -> Week:
        """What a weekly point held today begins with: since the last one of an earlier day."""
        before = [line.held_on for line in self.held(MeetingKind.WEEKLY) if line.held_on < today]
        return week_of(self.tasks, today=today, since=max(before, default=None))

    @property
    def waiting(self) -> tuple[ItemLine, ...]:
        """What the next board decides: new, or put off; what presses and matters most first."""
        open_ones = [line for line in self.items if line.decision in (None, ItemDecision.LATER)]
        return tuple(sorted(open_ones, key=_urgency))

    @property
    def decided(self) -> tuple[ItemLine, ...]:
        """The log of decisions, the newest first; what was put off is in it too."""
        settled = [line for line in self.items if line.decision is not None]
        return tuple(
            sorted(
                settled, key=lambda line: (line.decided_on or date.min, line.label), reverse=True
            )
        )

    def next_board(self, today: date) -> date:
        """The day of the monthly change board."""
        return next_board([line.held_on for line in self.held(MeetingKind.BOARD)], today)

    def board_too_soon(self, day: date) -> int | None:
        """How many days ago the last board was, where that is too few; else None."""
        return days_since_board((line.held_on for line in self.held(MeetingKind.BOARD)), day)

    def badges(self, today: date) -> tuple[Badge, ...]:
        """Domains that keep their promises; none unless the facilitator wants them."""
        return badges(self.promises, today) if self.wants_badges else ()

    @property
    def success(self) -> EvidenceLine | None:
        """The success of the week."""
        return next((line for line in self.evidence if line.of_the_week), None)

    @property
    def asked(self) -> tuple[DecisionLine, ...]:
        """What waits for the sponsor, the oldest first."""
        return asked_of(self.decisions)

    @property
    def answered(self) -> tuple[DecisionLine, ...]:
        """What the sponsor has decided, the newest first."""
        return answered_of(self.decisions)


def asked_of(decisions: Sequence[DecisionLine]) -> tuple[DecisionLine, ...]:
    """Of decisions, the newest first: what waits for an answer, the oldest first."""
    return tuple(line for line in reversed(decisions) if line.answered_on is None)


def answered_of(decisions: Sequence[DecisionLine]) -> tuple[DecisionLine, ...]:
    """Of decisions: what was answered, the newest answer first."""
    settled = [line for line in decisions if line.answered_on is not None]
    return tuple(
        sorted(settled, key=lambda line: (line.answered_on or date.min, line.id), reverse=True)
    )


def read_follow(house: House, actor: Facilitating) -> FollowView:
    """What follows the workshop, from one snapshot. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        return follow_picture(seen.connection, seen.workshop)


def follow_picture(connection: Connection, workshop: Workshop) -> FollowView:
    """The same inside an open reading."""
    tasks, promises = _tasks(connection, workshop)
    return FollowView(
        revision=workshop.revision,
        wants_badges=workshop.badges,
        meetings=_meetings(connection, workshop),
        items=_items(connection, workshop),
        decisions=read_decisions(connection, workshop),
        readiness=read_readiness(connection, workshop),
        evidence=read_evidence(connection, workshop),
        measures=_measures(connection, workshop),
        tasks=tasks,
        promises=promises,
        leaders=read_leaders(connection, workshop),
    )


def read_evidence(connection: Connection, workshop: Workshop) -> tuple[EvidenceLine, ...]:
    """The proofs, the newest first; those of one day in their random rank."""
    evidence, action, measure = tables.evidence, tables.action, tables.measure
    rows = connection.execute(
        select(
            evidence,
            action.c.number.label("action"),
            action.c.what,
            measure.c.number.label("measure"),
            measure.c.name,
        )
        .select_from(
            evidence.outerjoin(action, action.c.id == evidence.c.action_id).outerjoin(
                measure, measure.c.id == evidence.c.measure_id
            )
        )
        .where(evidence.c.workshop_id == workshop.id)
        .order_by(evidence.c.seen_on.desc(), evidence.c.rank)
    )
    return tuple(
        EvidenceLine(
            id=row.id,
            fact=row.fact,
            seen_on=row.seen_on,
            action=label_of("A", row.action),
            measure=label_of("M", row.measure),
            rests_on=row.what or row.name or "",
            of_the_week=row.of_the_week,
        )
        for row in rows
    )


def read_readiness(connection: Connection, workshop: Workshop) -> tuple[ReadinessLine, ...]:
    """How ready the programme was, the newest first."""
    readiness = tables.readiness
    return tuple(
        ReadinessLine(
            taken_on=row.taken_on,
            levels={axis: row._mapping[str(axis)] for axis in Axis},
            note=row.note,
        )
        for row in connection.execute(
            select(readiness)
            .where(readiness.c.workshop_id == workshop.id)
            .order_by(readiness.c.taken_on.desc())
        )
    )


def read_decisions(connection: Connection, workshop: Workshop) -> tuple[DecisionLine, ...]:
    """What was asked of the sponsor, the newest first."""
    decision = tables.decision
    return tuple(
        DecisionLine(
            id=row.id,
            what=row.what,
            asked_on=row.asked_on,
            answer=row.answer,
            answered_by=row.answered_by,
            answered_on=row.answered_on,
        )
        for row in connection.execute(
            select(decision)
            .where(decision.c.workshop_id == workshop.id)
            .order_by(decision.c.asked_on.desc(), decision.c.id.desc())
        )
    )


def read_promises(connection: Connection, workshop: Workshop) -> tuple[Promise, ...]:
    """The actions of functional domains, as promises."""
    return _tasks(connection, workshop)[1]


def _meetings(connection: Connection, workshop: Workshop) -> tuple[MeetingLine, ...]:
    meeting = tables.meeting
    return tuple(
        MeetingLine(
            row.id,
            MeetingDraft(
                kind=row.kind,
                held_on=row.held_on,
                progress=row.progress,
                successes=row.successes,
                blockers=row.blockers,
                next_steps=row.next_steps,
                minutes=row.minutes,
            ),
        )
        for row in connection.execute(
            select(meeting)
            .where(meeting.c.workshop_id == workshop.id)
            .order_by(meeting.c.held_on.desc(), meeting.c.id.desc())
        )
    )


def _items(connection: Connection, workshop: Workshop) -> tuple[ItemLine, ...]:
    item, meeting, action = tables.change_item, tables.meeting, tables.action
    rows = connection.execute(
        select(item, meeting.c.held_on, action.c.number.label("action"))
        .select_from(
            item.outerjoin(meeting, meeting.c.id == item.c.meeting_id).outerjoin(
                action, action.c.id == item.c.action_id
            )
        )
        .where(item.c.workshop_id == workshop.id)
        .order_by(item.c.number.desc())
    )
    return tuple(
        ItemLine(
            label=f"N{row.number}",
            what=row.what,
            reason=ItemReason(row.reason),
            came_from=row.came_from,
            asked_on=row.asked_on,
            importance=row.importance,
            # A file may leave it out until the item is qualified.
            priority=Priority(row.priority or Priority.NORMAL),
            needed_by=row.needed_by,
            resources=row.resources,
            decision=ItemDecision(row.decision) if row.decision else None,
            because=row.because,
            decided_on=row.held_on,
            action=label_of("A", row.action),
        )
        for row in rows
    )


def _tasks(
    connection: Connection, workshop: Workshop
) -> tuple[tuple[Task, ...], tuple[Promise, ...]]:
    action, domain = tables.action, tables.functional_domain
    rows = connection.execute(
        select(action, domain.c.name.label("domain"))
        .select_from(action.outerjoin(domain, domain.c.id == action.c.domain_id))
        .where(action.c.workshop_id == workshop.id)
        .order_by(action.c.number)
    ).all()
    tasks = tuple(
        Task(f"A{row.number}", ActionStatus(row.status), row.due, row.done_on) for row in rows
    )
    promises = tuple(
        Promise(row.domain, row.owner, ActionStatus(row.status), row.due, row.done_on)
        for row in rows
        if row.domain
    )
    return tasks, promises


def _measures(connection: Connection, workshop: Workshop) -> tuple[tuple[str, str], ...]:
    measure = tables.measure
    return tuple(
        (f"M{row.number}", row.name)
        for row in connection.execute(
            select(measure.c.number, measure.c.name)
            .where(measure.c.workshop_id == workshop.id)
            .order_by(measure.c.number)
        )
    )


_PRESSING = tuple(Priority)


def _urgency(line: ItemLine) -> tuple[int, int, date, int]:
    return (
        _PRESSING.index(line.priority),
        -(line.importance or 0),
        line.needed_by or date.max,
        int(line.label[1:]),
    )

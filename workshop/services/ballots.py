"""Ballots: points that phones give, or that are typed in from paper.

The bank of a participant: the points given + the points left = the budget, at every reading.
Points on a merged topic stand on the one it went into (``services.standing``); those on a
dissolved one are free again, and come back with it as far as they were not spent elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, func, select

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    TargetUnknown,
    VoteClosed,
    VoteCodeNeeded,
    VoteUnknown,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.phases import PhoneGesture
from workshop.domain.votes import Purse
from workshop.domain.words import Origin, Subject
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.participants import add_voice, settle
from workshop.services.rows import Round
from workshop.services.slips import who_claimed
from workshop.services.standing import Standing
from workshop.services.transaction import Deed, change
from workshop.services.votes import check_number, find_rounds, find_vote, targets_of
from workshop.services.writer import Done
from workshop.storage import tables
from workshop.storage.upsert import insert_or_update


@dataclass(frozen=True, slots=True)
class PointsGiven:
    """``points``: the participant's total on that target from now on; "0" takes it back."""

    token: str = field(repr=False)
    session: str
    target: str
    points: str


def vote_by_hand(house: House, actor: Facilitating, label: str, points: Mapping[str, int]) -> None:
    """One ballot on paper, typed in until the reveal: one voice more, within the same limits.

    ``points``: by the target's label. Raises VoteUnknown, VoteClosed (revealed), TargetUnknown,
    NumberOutOfRange (``points`` below 0, or none given at all), VoteCapReached, VoteBudgetSpent.
    """
    with change(house, actor, Gesture.VOTE_BY_HAND) as deed:
        found = find_vote(deed, label)
        if found.revealed:
            raise VoteClosed(session=found.label)
        targets = targets_of(deed, [found])[found.id]
        purse = Purse(found.budget, found.cap, targets.by_id)
        for typed, given in points.items():
            target = find_target(targets, typed)
            if target is None:
                raise TargetUnknown(target=typed)
            check_number("points", given, low=0, high=found.cap)
            purse.put(target, purse.on(target) + given)
        if not purse.held:
            raise NumberOutOfRange(field="points", low=1, high=found.budget)
        person = add_voice(deed, origin=Origin.HAND)
        save_ballots(deed, found, {(person, target): total for target, total in purse.held.items()})


def give_points(deed: Deed, gestures: Sequence[PointsGiven]) -> list[object]:
    """Apply points in order (for ``Writer.submit``), in as many statements for many as for one.

    Each gives ``{"session", "target", "points", "left"}``; the same total again changes nothing,
    even once the round is over. Refusals: PhaseClosed, DoorClosed, VoteUnknown, VoteClosed,
    TargetUnknown, NumberOutOfRange, VoteCodeNeeded, VoteCapReached, VoteBudgetSpent.
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    desk = _Desk(deed, {gesture.session for gesture in gestures}, list(people.values()))
    results: list[object] = []
    for gesture in gestures:
        try:
            results.append(desk.give(gesture, people.get(gesture.token)))
        except WorkshopError as refused:
            results.append(refused)
    desk.save()
    return results


class _Desk:
    """Where the points of one batch are counted: read once, changed in order, written once."""

    def __init__(self, deed: Deed, labels: Iterable[str], people: Sequence[int]) -> None:
        self._deed = deed
        self._rounds = find_rounds(deed, labels)
        self._by_id = {found.id: found for found in self._rounds.values()}
        rounds = self._by_id.values()
        self._targets = targets_of(deed, rounds)
        self._claimed = who_claimed(deed, rounds, people)
        self._before = _held(deed, rounds, people)
        self._purses = {
            (found.id, person): Purse(
                found.budget,
                found.cap,
                self._targets[found.id].by_id,
                dict(self._before.get((found.id, person), {})),
            )
            for found in rounds
            for person in people
        }

    def give(self, gesture: PointsGiven, person: int | None) -> object:
        """The answer to one gesture, ``Done`` when it changed something. Raises its refusal."""
        found = self._rounds.get(gesture.session)
        target = find_target(self._targets[found.id], gesture.target) if found else None
        total = _read_points(gesture.points)
        purse = self._purses[found.id, person] if found and person else None
        if found and purse and target and total and purse.on(target) == total:
            # Sent again, perhaps after the round is over: the answer stays the same.
            return self._answer(found, target, purse)
        if not self._deed.workshop.may(PhoneGesture.VOTE):
            raise PhaseClosed(phase=self._deed.workshop.phase)
        if person is None:
            raise DoorClosed()
        if found is None or purse is None:
            raise VoteUnknown(session=gesture.session)
        if not found.is_open:
            raise VoteClosed(session=found.label)
        if target is None:
            raise TargetUnknown(target=gesture.target)
        if total is None:
            raise NumberOutOfRange(field="points", low=0, high=found.cap)
        if found.with_codes and (found.id, person) not in self._claimed:
            raise VoteCodeNeeded()
        if not total and not purse.on(target):
            return self._answer(found, target, purse)
        purse.put(target, total)
        return Done(self._answer(found, target, purse))

    def _answer(self, found: Round, target: int, purse: Purse) -> dict[str, object]:
        return {
            "session": found.label,
            "target": self._targets[found.id].labels[target],
            "points": purse.on(target),
            "left": purse.left,
        }

    def save(self) -> None:
        """Write what changed: of each round what is gone in one statement, the rest in another."""
        changed: dict[int, dict[tuple[int, int], int]] = {session: {} for session in self._by_id}
        gone: dict[int, list[tuple[int, int]]] = {session: [] for session in self._by_id}
        for (session, person), purse in self._purses.items():
            before = self._before.get((session, person), {})
            gone[session] += [(person, target) for target in before.keys() - purse.held.keys()]
            changed[session].update(
                ((person, target), points)
                for target, points in purse.held.items()
                if before.get(target) != points
            )
        for session, found in self._by_id.items():
            save_ballots(self._deed, found, changed[session], gone=gone[session])


def find_target(targets: Standing, label: str) -> int | None:
    """The id of what stands for this label among the targets, or None."""
    return targets.by_number.get(read_label(label, targets.letter) or 0)


def _held(
    deed: Deed, rounds: Iterable[Round], people: Sequence[int]
) -> dict[tuple[int, int], dict[int, int]]:
    """By round and participant: their points, by what they were given to."""
    ballot = tables.ballot
    held: dict[tuple[int, int], dict[int, int]] = {}
    for row in deed.connection.execute(
        select(
            ballot.c.session_id,
            ballot.c.participant_id,
            func.coalesce(ballot.c.topic_id, ballot.c.solution_id).label("target"),
            ballot.c.points,
        ).where(
            ballot.c.session_id.in_([found.id for found in rounds]),
            ballot.c.participant_id.in_(people),
        )
    ):
        held.setdefault((row.session_id, row.participant_id), {})[row.target] = row.points
    return held


def save_ballots(
    deed: Deed,
    found: Round,
    points: Mapping[tuple[int, int], int],
    *,
    gone: Iterable[tuple[int, int]] = (),
) -> None:
    """Write ballots by participant and target: totals that replace the older, and those gone."""
    ballot = tables.ballot
    column = ballot.c.topic_id if found.subject is Subject.TOPICS else ballot.c.solution_id
    if away := [{"person": person, "target": target} for person, target in gone]:
        deed.connection.execute(
            delete(ballot).where(
                ballot.c.session_id == found.id,
                ballot.c.participant_id == bindparam("person"),
                column == bindparam("target"),
            ),
            away,
        )
    if points:
        keys = [ballot.c.session_id, ballot.c.participant_id, column]
        deed.connection.execute(
            insert_or_update(deed.connection, ballot, keys, [ballot.c.points]),
            [
                {
                    "session_id": found.id,
                    "participant_id": person,
                    "rank": deed.house.draw(),
                    column.name: target,
                    "points": total,
                }
                for (person, target), total in points.items()
            ],
        )


def _read_points(typed: str) -> int | None:
    """A total as a phone sends it, or None for what is no whole number from 0."""
    digits = typed.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 4 else None

"""Voting rounds: opened, closed, revealed; points given by phones and by hand; paper codes.

The bank of a participant: the points given + the points left = the budget, at every reading.
Points on a merged topic stand on the one it went into (``services.standing``); those on a
dissolved one are free again, and come back with it as far as they were not spent elsewhere.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, func, insert, select, update

from workshop.domain.codes import new_vote_code, read_label, read_vote_code
from workshop.domain.errors import (
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    SolutionUnknown,
    TargetUnknown,
    TopicUnknown,
    ValueUnknown,
    VoteClosed,
    VoteCodeNeeded,
    VoteCodeRefused,
    VoteOpen,
    VoteUnknown,
    WorkshopError,
)
from workshop.domain.phases import PhoneGesture
from workshop.domain.text import TITLE_LIMIT, clean_optional
from workshop.domain.votes import BUDGET, BUDGET_LIMIT, CAP, Purse
from workshop.domain.words import Origin, Subject
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import VOTE, issue
from workshop.services.participants import add_voice, hash_participant, settle
from workshop.services.rows import Round, read_round
from workshop.services.standing import Standing, read_standing
from workshop.services.transaction import Deed, change
from workshop.services.writer import Done
from workshop.storage import tables
from workshop.storage.upsert import insert_or_update

CODES_LIMIT = 500


@dataclass(frozen=True, slots=True)
class NewVote:
    """A round to open.

    ``chosen``: labels of the topics or solutions voted on; none for all, later ones too.
    ``with_codes``: each phone needs a code from a printed slip. ``follows``: the label of an
    earlier round on the same subject, to show the shift.
    """

    title: str = ""
    subject: str = Subject.TOPICS
    budget: int = BUDGET
    cap: int = CAP
    chosen: tuple[str, ...] = ()
    with_codes: bool = False
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class PointsGiven:
    """``points``: the participant's total on that target from now on; "0" takes it back."""

    token: str = field(repr=False)
    session: str
    target: str
    points: str


@dataclass(frozen=True, slots=True)
class ClaimCode:
    """A participant types the code of their slip of paper."""

    token: str = field(repr=False)
    session: str
    code: str = field(repr=False)


# --- the facilitator's rounds ---------------------------------------------------------------------


def open_vote(house: House, actor: Facilitating, new: NewVote) -> str:
    """Open a round; gives its label, such as ``V1``.

    Raises ValueUnknown (``subject``), NumberOutOfRange (``budget`` 1–20, ``cap`` 1–budget),
    TextTooLong, VoteOpen, TopicUnknown, SolutionUnknown, VoteUnknown (``follows``).
    """
    if new.subject not in tuple(Subject):
        raise ValueUnknown(field="subject", value=new.subject)
    _check_number("budget", new.budget, high=BUDGET_LIMIT)
    _check_number("cap", new.cap, high=new.budget)
    title = clean_optional(new.title, limit=TITLE_LIMIT)
    subject = Subject(new.subject)
    with change(house, actor, room=True) as deed:
        _refuse_a_second(deed)
        return _insert(
            deed,
            title=title,
            subject=subject,
            chosen=_chosen(deed, subject, new.chosen),
            budget=new.budget,
            cap=new.cap,
            with_codes=new.with_codes,
            follows_id=_followed(deed, subject, new.follows),
        )


def begin_vote(deed: Deed) -> None:
    """The phase ``vote`` begins: where there is no round yet, one on all topics opens."""
    session = tables.vote_session
    here = session.c.workshop_id == deed.workshop.id
    if not deed.connection.scalar(select(func.count()).where(here)):
        _insert(deed)


def close_vote(house: House, actor: Facilitating, label: str) -> None:
    """The round takes no more points; nothing is shown yet. Raises VoteUnknown."""
    with change(house, actor, room=True) as deed:
        _update(deed, find_vote(deed, label), is_open=False)


def reopen_vote(house: House, actor: Facilitating, label: str) -> None:
    """The round takes points again, and its results are secret again.

    Raises VoteUnknown, VoteOpen.
    """
    with change(house, actor, room=True) as deed:
        found = find_vote(deed, label)
        _refuse_a_second(deed, beside=found)
        _update(deed, found, is_open=True, revealed=False)


def reveal_vote(house: House, actor: Facilitating, label: str) -> None:
    """Close the round and show its results, on phones too. Raises VoteUnknown."""
    with change(house, actor, room=True) as deed:
        _update(deed, find_vote(deed, label), is_open=False, revealed=True)


def remove_vote(house: House, actor: Facilitating, label: str) -> None:
    """Remove a round with its ballots and codes. Raises VoteUnknown."""
    session = tables.vote_session
    with change(house, actor, room=True) as deed:
        found = find_vote(deed, label)
        deed.connection.execute(delete(session).where(session.c.id == found.id))


def new_codes(house: House, actor: Facilitating, label: str, count: int) -> list[str]:
    """So many more one-use codes for a round, told this once: only their hashes are stored.

    From now on the round asks for a code: points given without one count when their owner types
    theirs. Raises VoteUnknown, NumberOutOfRange (``count`` 1–500).
    """
    _check_number("count", count, high=CODES_LIMIT)
    chance = secrets.SystemRandom()
    with change(house, actor, room=True) as deed:
        found = find_vote(deed, label)
        codes = [new_vote_code(chance) for _ in range(count)]
        _update(deed, found, with_codes=True)
        deed.connection.execute(
            insert(tables.vote_code),
            [
                {"session_id": found.id, "code_hash": _hash_code(deed, found, code)}
                for code in codes
            ],
        )
        return codes


def vote_by_hand(house: House, actor: Facilitating, label: str, points: Mapping[str, int]) -> None:
    """One ballot on paper, typed in until the reveal: one voice more, within the same limits.

    ``points``: by the target's label. Raises VoteUnknown, VoteClosed (revealed), TargetUnknown,
    NumberOutOfRange (``points`` below 0, or none given at all), VoteCapReached, VoteBudgetSpent.
    """
    with change(house, actor) as deed:
        found = find_vote(deed, label)
        if found.revealed:
            raise VoteClosed(session=found.label)
        targets = _targets(deed, [found])[found.id]
        purse = Purse(found.budget, found.cap, targets.by_id)
        for typed, given in points.items():
            target = _find_target(targets, typed)
            if target is None:
                raise TargetUnknown(target=typed)
            _check_number("points", given, low=0, high=found.cap)
            purse.put(target, purse.on(target) + given)
        if not purse.held:
            raise NumberOutOfRange(field="points", low=1, high=found.budget)
        person = add_voice(deed, origin=Origin.HAND)
        _save(deed, found, {(person, target): total for target, total in purse.held.items()})


# --- what phones send -----------------------------------------------------------------------------


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


def claim_codes(deed: Deed, gestures: Sequence[ClaimCode]) -> list[object]:
    """Apply codes of slips in order (for ``Writer.submit``): a code serves one participant once.

    Each gives ``{"session", "accepted": True}``, also to a participant who has a code already.
    Refusals: PhaseClosed, DoorClosed, VoteUnknown, VoteClosed, VoteCodeRefused.
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    rounds = _find_rounds(deed, {gesture.session for gesture in gestures})
    claimed = _claimed(deed, rounds.values(), list(people.values()))
    hashes = {
        (gesture.session, gesture.code): _hash_code(deed, found, gesture.code)
        for gesture in gestures
        if (found := rounds.get(gesture.session))
    }
    slips = _free_slips(deed, rounds.values(), list(hashes.values()))
    taken: list[dict[str, int]] = []
    results: list[object] = []
    for gesture in gestures:
        found, person = rounds.get(gesture.session), people.get(gesture.token)
        if not deed.workshop.may(PhoneGesture.VOTE):
            results.append(PhaseClosed(phase=deed.workshop.phase))
        elif person is None:
            results.append(DoorClosed())
        elif found is None:
            results.append(VoteUnknown(session=gesture.session))
        elif (found.id, person) in claimed:
            results.append({"session": found.label, "accepted": True})
        elif not found.is_open:
            results.append(VoteClosed(session=found.label))
        elif slip := slips.pop((found.id, hashes[gesture.session, gesture.code]), None):
            claimed.add((found.id, person))
            taken.append({"slip": slip, "person": person})
            results.append(Done({"session": found.label, "accepted": True}))
        else:
            results.append(VoteCodeRefused())
    if taken:
        code = tables.vote_code
        deed.connection.execute(
            update(code)
            .where(code.c.id == bindparam("slip"))
            .values(participant_id=bindparam("person")),
            taken,
        )
    return results


class _Desk:
    """Where the points of one batch are counted: read once, changed in order, written once."""

    def __init__(self, deed: Deed, labels: Iterable[str], people: Sequence[int]) -> None:
        self._deed = deed
        self._rounds = _find_rounds(deed, labels)
        self._by_id = {found.id: found for found in self._rounds.values()}
        rounds = self._by_id.values()
        self._targets = _targets(deed, rounds)
        self._claimed = _claimed(deed, rounds, people)
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
        target = _find_target(self._targets[found.id], gesture.target) if found else None
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
            _save(self._deed, found, changed[session], gone=gone[session])


# --- inside an open change ------------------------------------------------------------------------


def find_vote(deed: Deed, label: str) -> Round:
    """The round with this label in this workshop. Raises VoteUnknown."""
    found = _find_rounds(deed, [label])
    if label not in found:
        raise VoteUnknown(session=label)
    return found[label]


def _find_rounds(deed: Deed, labels: Iterable[str]) -> dict[str, Round]:
    """The rounds of these labels, as they were written; unknown ones are missing."""
    session = tables.vote_session
    numbers = {label: read_label(label, "V") for label in labels}
    rows = {
        row.number: read_round(row)
        for row in deed.connection.execute(
            select(session).where(
                session.c.workshop_id == deed.workshop.id,
                session.c.number.in_([number for number in numbers.values() if number]),
            )
        )
    }
    return {label: rows[number] for label, number in numbers.items() if number in rows}


def _insert(
    deed: Deed,
    *,
    title: str = "",
    subject: Subject = Subject.TOPICS,
    chosen: Sequence[int] = (),
    budget: int = BUDGET,
    cap: int = CAP,
    with_codes: bool = False,
    follows_id: int | None = None,
) -> str:
    session = tables.vote_session
    number = issue(deed, VOTE)
    deed.connection.execute(
        insert(session).values(
            workshop_id=deed.workshop.id,
            number=number,
            title=title,
            subject=subject,
            chosen=list(chosen),
            budget=budget,
            cap=cap,
            is_open=True,
            revealed=False,
            with_codes=with_codes,
            follows_id=follows_id,
        )
    )
    return f"V{number}"


def _update(deed: Deed, found: Round, **values: bool) -> None:
    session = tables.vote_session
    deed.connection.execute(update(session).where(session.c.id == found.id).values(values))


def _refuse_a_second(deed: Deed, *, beside: Round | None = None) -> None:
    session = tables.vote_session
    number = deed.connection.scalar(
        select(session.c.number).where(
            session.c.workshop_id == deed.workshop.id,
            session.c.is_open,
            session.c.id != (beside.id if beside else 0),
        )
    )
    if number is not None:
        raise VoteOpen(session=f"V{number}")


def _chosen(deed: Deed, subject: Subject, labels: Sequence[str]) -> list[int]:
    """The numbers of what is voted on. Raises TopicUnknown, SolutionUnknown."""
    if not labels:
        return []
    standing = read_standing(deed.connection, deed.workshop.id, subject)
    numbers = []
    for label in labels:
        number = read_label(label, standing.letter)
        if number is None or standing.by_number.get(number) is None:
            if subject is Subject.TOPICS:
                raise TopicUnknown(topic=label)
            raise SolutionUnknown(solution=label)
        numbers.append(number)
    return list(dict.fromkeys(numbers))


def _followed(deed: Deed, subject: Subject, label: str | None) -> int | None:
    if label is None:
        return None
    found = find_vote(deed, label)
    if found.subject is not subject:
        raise VoteUnknown(session=label)
    return found.id


def _targets(deed: Deed, rounds: Iterable[Round]) -> dict[int, Standing]:
    """What each round votes on, by its id; one query a subject."""
    here = list(rounds)
    standing = {
        subject: read_standing(deed.connection, deed.workshop.id, subject)
        for subject in Subject
        if any(found.subject is subject for found in here)
    }
    return {found.id: standing[found.subject].among(found.chosen) for found in here}


def _find_target(targets: Standing, label: str) -> int | None:
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


def _save(
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


def _claimed(deed: Deed, rounds: Iterable[Round], people: Sequence[int]) -> set[tuple[int, int]]:
    """Which of these participants have typed a code: pairs of round and participant."""
    code = tables.vote_code
    rows = deed.connection.execute(
        select(code.c.session_id, code.c.participant_id).where(
            code.c.session_id.in_([found.id for found in rounds]),
            code.c.participant_id.in_(people),
        )
    )
    return {(row.session_id, row.participant_id) for row in rows}


def _free_slips(
    deed: Deed, rounds: Iterable[Round], hashes: Sequence[str]
) -> dict[tuple[int, str], int]:
    """The codes nobody has used yet, by round and hash."""
    code = tables.vote_code
    rows = deed.connection.execute(
        select(code.c.session_id, code.c.code_hash, code.c.id).where(
            code.c.session_id.in_([found.id for found in rounds]),
            code.c.code_hash.in_(hashes),
            code.c.participant_id.is_(None),
        )
    )
    return {(row.session_id, row.code_hash): row.id for row in rows}


def _hash_code(deed: Deed, found: Round, code: str) -> str:
    """Keyed by the workshop's secret: neither a table of codes nor a sealed workshop tells who
    held which slip."""
    return hash_participant(deed.workshop, f"{found.label} {read_vote_code(code)}")


def _read_points(typed: str) -> int | None:
    """A total as a phone sends it, or None for what is no whole number from 0."""
    digits = typed.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 4 else None


def _check_number(name: str, number: int, *, low: int = 1, high: int) -> None:
    # A form's number may be 1.5 or not a number at all, whatever the hint says.
    if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
        raise NumberOutOfRange(field=name, low=low, high=high)

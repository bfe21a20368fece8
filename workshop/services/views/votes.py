"""Voting rounds as screens show them: secret until the reveal, then with their results."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

from workshop.domain.phases import PhoneGesture
from workshop.domain.votes import Purse
from workshop.domain.words import Origin, Subject
from workshop.services.places import Reading, read_voices
from workshop.services.rows import Round, Workshop, read_round
from workshop.services.standing import Standing, is_counted, read_standing, standing_topics
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class TargetResult:
    """What a target got. ``points``: a participant's on merged topics at most to the cap.

    ``voters``: distinct participants. ``previous_points``: in the round that this one follows,
    None without one that is revealed, or where this was no target; ``shift``: points − those.
    ``controversy``: of a topic, on the side that disagrees most; 0 of a solution, and on phones.
    """

    label: str
    title: str
    points: int
    voters: int
    previous_points: int | None = None
    shift: int | None = None
    controversy: float = 0.0


@dataclass(frozen=True, slots=True)
class VoteTarget:
    """A topic or a solution that points may be given to."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A round as the facilitator sees it; ``results`` is empty until the reveal, best first after.

    ``chosen``: labels of what is voted on, none for all. ``targets``: what that is today.
    ``follows``: a round's label.
    ``voters``, ``by_hand``, ``points_given``: distinct ballots, those of them on paper, points.
    """

    label: str
    number: int
    title: str
    subject: Subject
    budget: int
    cap: int
    chosen: tuple[str, ...]
    is_open: bool
    revealed: bool
    with_codes: bool
    codes: int
    codes_used: int
    follows: str | None
    voters: int
    by_hand: int
    points_given: int
    targets: tuple[VoteTarget, ...]
    results: tuple[TargetResult, ...]

    @property
    def state(self) -> str:
        """``open``, ``closed`` or ``revealed``."""
        if self.revealed:
            return "revealed"
        return "open" if self.is_open else "closed"


@dataclass(frozen=True, slots=True)
class PhoneVote:
    """The round that phones see; ``results`` is empty until the reveal, best first after."""

    label: str
    title: str
    number: int
    subject: Subject
    budget: int
    cap: int
    is_open: bool
    revealed: bool
    with_codes: bool
    targets: tuple[VoteTarget, ...]
    results: tuple[TargetResult, ...]


@dataclass(frozen=True, slots=True)
class OwnVote:
    """What one participant has given in the round that phones see, and may still give."""

    points: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    code_claimed: bool = False


def read_votes(
    connection: Connection, workshop: Workshop, readings: Mapping[int, Reading] | None = None
) -> tuple[VoteLine, ...]:
    """Every round of a workshop, the first one first.

    ``readings``: of all topics, when the caller has read them already (for the controversy).
    """
    rounds = read_rounds(connection, workshop)
    if not rounds:
        return ()
    targets = _targets(connection, workshop, rounds)
    turnout = _turnout(connection, workshop, rounds, targets)
    codes = _codes(connection, rounds)
    results = _results(connection, workshop, rounds, targets, readings)
    labels = {found.id: found.label for found in rounds}
    letters = {found.id: targets[found.id].letter for found in rounds}
    return tuple(
        VoteLine(
            label=found.label,
            number=found.number,
            title=found.title,
            subject=found.subject,
            budget=found.budget,
            cap=found.cap,
            chosen=tuple(f"{letters[found.id]}{number}" for number in found.chosen),
            is_open=found.is_open,
            revealed=found.revealed,
            with_codes=found.with_codes,
            codes=codes.get(found.id, (0, 0))[0],
            codes_used=codes.get(found.id, (0, 0))[1],
            follows=labels.get(found.follows_id) if found.follows_id else None,
            voters=turnout.get(found.id, _NOBODY).voters,
            by_hand=turnout.get(found.id, _NOBODY).by_hand,
            points_given=turnout.get(found.id, _NOBODY).points,
            targets=_named(targets[found.id]),
            results=results.get(found.id, ()),
        )
        for found in rounds
    )


def read_phone_vote(connection: Connection, workshop: Workshop) -> PhoneVote | None:
    """The newest round that is revealed, or open while phones may vote; None without one."""
    rounds = read_rounds(connection, workshop)
    shown = _on_phones(workshop, rounds)
    if shown is None:
        return None
    targets = _targets(connection, workshop, rounds)
    results = _results(connection, workshop, rounds, targets, {}, only=shown)
    here = targets[shown.id]
    return PhoneVote(
        label=shown.label,
        title=shown.title,
        number=shown.number,
        subject=shown.subject,
        budget=shown.budget,
        cap=shown.cap,
        is_open=shown.is_open,
        revealed=shown.revealed,
        with_codes=shown.with_codes,
        targets=_named(here),
        results=results.get(shown.id, ()),
    )


def _named(here: Standing) -> tuple[VoteTarget, ...]:
    return tuple(VoteTarget(label, here.titles[id_]) for id_, label in here.labels.items())


def read_own_vote(connection: Connection, workshop: Workshop, person_id: int) -> OwnVote:
    """What a participant has given in the round that phones see; 0 for somebody unknown."""
    shown = _on_phones(workshop, read_rounds(connection, workshop))
    if shown is None:
        return OwnVote()
    here = _targets(connection, workshop, [shown])[shown.id]
    asked = {"round": shown.id, "person": person_id}
    rows = connection.execute(_OWN_POINTS, asked)
    purse = Purse(shown.budget, shown.cap, here.by_id, {row.target: row.points for row in rows})
    claimed = connection.scalar(_OWN_CODE, asked)
    return OwnVote(
        points={label: purse.on(id_) for id_, label in here.labels.items() if purse.on(id_)},
        left=purse.left,
        code_claimed=claimed is not None,
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """Points, revealed or not: of all rounds, and by topic in the newest round on topics."""

    given: int = 0
    topics: Mapping[str, int] = field(default_factory=dict)


def read_tally(connection: Connection, workshop: Workshop) -> Tally:
    """The points given so far, secret rounds included: never for a screen."""
    rounds = read_rounds(connection, workshop)
    targets = _targets(connection, workshop, rounds)
    turnout = _turnout(connection, workshop, rounds, targets)
    newest = [found for found in rounds if found.subject is Subject.TOPICS][-1:]
    points = _points(connection, workshop, newest, targets)
    return Tally(
        given=sum(counted.points for counted in turnout.values()),
        topics={
            targets[found.id].labels[target]: total
            for found in newest
            for target, (total, _) in points[found.id].items()
        },
    )


def read_rounds(connection: Connection, workshop: Workshop) -> list[Round]:
    """The rounds of a workshop in the order of their labels."""
    rows = connection.execute(_ROUNDS, {"workshop": workshop.id})
    return [read_round(row) for row in rows]


# Made once: a thousand phones ask at once when the phase changes.
_ROUNDS = (
    select(tables.vote_session)
    .where(tables.vote_session.c.workshop_id == bindparam("workshop"))
    .order_by(tables.vote_session.c.number)
)
_OWN_POINTS = select(
    func.coalesce(tables.ballot.c.topic_id, tables.ballot.c.solution_id).label("target"),
    tables.ballot.c.points,
).where(
    tables.ballot.c.session_id == bindparam("round"),
    tables.ballot.c.participant_id == bindparam("person"),
)
_OWN_CODE = select(tables.vote_code.c.id).where(
    tables.vote_code.c.session_id == bindparam("round"),
    tables.vote_code.c.participant_id == bindparam("person"),
)


def _on_phones(workshop: Workshop, rounds: Iterable[Round]) -> Round | None:
    voting = workshop.may(PhoneGesture.VOTE)
    shown = [found for found in rounds if found.revealed or (found.is_open and voting)]
    return shown[-1] if shown else None


def _targets(
    connection: Connection, workshop: Workshop, rounds: Sequence[Round]
) -> dict[int, Standing]:
    standing = {
        subject: read_standing(connection, workshop.id, subject)
        for subject in Subject
        if any(found.subject is subject for found in rounds)
    }
    return {found.id: standing[found.subject].among(found.chosen) for found in rounds}


# --- counting -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Turnout:
    voters: int = 0
    by_hand: int = 0
    points: int = 0


_NOBODY = _Turnout()


def _given(
    workshop: Workshop, subject: Subject, rounds: Sequence[Round], targets: Mapping[int, Standing]
) -> Subquery:
    """What counts: a row for each round, target that stands and participant, with their points."""
    ballot, session, person = tables.ballot, tables.vote_session, tables.participant
    source = ballot.join(session).join(person)
    target: ColumnElement[int]
    if subject is Subject.TOPICS:
        standing = standing_topics(workshop.id)
        source, target = (
            source.join(standing, standing.c.id == ballot.c.topic_id),
            standing.c.stands,
        )
    else:
        target = ballot.c.solution_id
    whole = [found.id for found in rounds if not found.chosen]
    parts = [
        and_(session.c.id == found.id, target.in_(list(targets[found.id].labels)))
        for found in rounds
        if found.chosen
    ]
    return (
        select(
            session.c.id.label("session_id"),
            session.c.cap,
            target.label("target"),
            person.c.id.label("person"),
            person.c.origin,
            func.sum(ballot.c.points).label("points"),
        )
        .select_from(source)
        .where(or_(session.c.id.in_(whole), *parts), is_counted())
        .group_by(session.c.id, target, person.c.id)
        .subquery()
    )


def _by_subject(rounds: Sequence[Round]) -> Iterator[tuple[Subject, list[Round]]]:
    for subject in Subject:
        about = [found for found in rounds if found.subject is subject]
        if about:
            yield subject, about


def _turnout(
    connection: Connection,
    workshop: Workshop,
    rounds: Sequence[Round],
    targets: Mapping[int, Standing],
) -> dict[int, _Turnout]:
    """By round: how many voted, how many of them on paper, and the points they gave."""
    found = {}
    for subject, about in _by_subject(rounds):
        given = _given(workshop, subject, about, targets)
        by_hand = case((given.c.origin == Origin.HAND, given.c.person))
        for row in connection.execute(
            select(
                given.c.session_id,
                func.count(given.c.person.distinct()).label("voters"),
                func.count(by_hand.distinct()).label("by_hand"),
                func.sum(given.c.points).label("points"),
            ).group_by(given.c.session_id)
        ):
            found[row.session_id] = _Turnout(row.voters, row.by_hand, int(row.points))
    return found


def _points(
    connection: Connection,
    workshop: Workshop,
    rounds: Sequence[Round],
    targets: Mapping[int, Standing],
) -> dict[int, dict[int, tuple[int, int]]]:
    """By round and target: its points, and by how many participants.

    On a merged topic a participant counts once, with at most the cap.
    """
    counted: dict[int, dict[int, tuple[int, int]]] = {found.id: {} for found in rounds}
    for subject, about in _by_subject(rounds):
        given = _given(workshop, subject, about, targets)
        within = case((given.c.points > given.c.cap, given.c.cap), else_=given.c.points)
        for row in connection.execute(
            select(
                given.c.session_id,
                given.c.target,
                func.sum(within).label("points"),
                func.count().label("voters"),
            ).group_by(given.c.session_id, given.c.target)
        ):
            counted[row.session_id][row.target] = (int(row.points), row.voters)
    return counted


def _results(
    connection: Connection,
    workshop: Workshop,
    rounds: Sequence[Round],
    targets: Mapping[int, Standing],
    readings: Mapping[int, Reading] | None,
    *,
    only: Round | None = None,
) -> dict[int, tuple[TargetResult, ...]]:
    """The results of the revealed rounds, best first; of the others nothing is even read."""
    revealed = {found.id: found for found in rounds if found.revealed}
    shown = [found for found in revealed.values() if only is None or found.id == only.id]
    if not shown:
        return {}
    if readings is None and any(found.subject is Subject.TOPICS for found in shown):
        readings = read_voices(connection, workshop.id)
    points = _points(connection, workshop, list(revealed.values()), targets)
    found_results = {}
    for found in shown:
        follows = revealed.get(found.follows_id) if found.follows_id else None
        here = targets[found.id]
        lines = []
        for target, label in here.labels.items():
            total, voters = points[found.id].get(target, (0, 0))
            previous = None
            if follows and target in targets[follows.id].labels:
                previous = points[follows.id].get(target, (0, 0))[0]
            reading = (readings or {}).get(target) if found.subject is Subject.TOPICS else None
            lines.append(
                TargetResult(
                    label=label,
                    title=here.titles[target],
                    points=total,
                    voters=voters,
                    previous_points=previous,
                    shift=None if previous is None else total - previous,
                    controversy=_controversy(reading),
                )
            )
        found_results[found.id] = tuple(
            sorted(lines, key=lambda line: (-line.points, -line.voters, int(line.label[1:])))
        )
    return found_results


def _controversy(reading: Reading | None) -> float:
    if reading is None:
        return 0.0
    return max(side.placing.controversy for side in (reading.client, reading.employee))


def _codes(connection: Connection, rounds: Sequence[Round]) -> dict[int, tuple[int, int]]:
    """By round: how many codes there are, and how many have been typed."""
    code = tables.vote_code
    rows = connection.execute(
        select(code.c.session_id, func.count(), func.count(code.c.participant_id))
        .where(code.c.session_id.in_([found.id for found in rounds]))
        .group_by(code.c.session_id)
    )
    return {session: (all_, used) for session, all_, used in rows}

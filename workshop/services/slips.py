"""Slips of paper: one-use codes for a voting round in which each person has one vote."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, insert, select, update

from workshop.domain.codes import new_vote_code, read_vote_code
from workshop.domain.errors import (
    DoorClosed,
    PhaseClosed,
    VoteClosed,
    VoteCodeRefused,
    VoteUnknown,
    WorkshopSealed,
)
from workshop.domain.gestures import Gesture
from workshop.domain.phases import PhoneGesture
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.participants import hash_participant, settle
from workshop.services.rows import Round
from workshop.services.transaction import Deed, change
from workshop.services.votes import check_number, find_rounds, find_vote, update_round
from workshop.services.writer import Done
from workshop.storage import tables

CODES_LIMIT = 500


@dataclass(frozen=True, slots=True)
class ClaimCode:
    """A participant types the code of their slip of paper."""

    token: str = field(repr=False)
    session: str
    code: str = field(repr=False)


def new_codes(house: House, actor: Facilitating, label: str, count: int) -> list[str]:
    """So many more one-use codes for a round, told this once: only their hashes are stored.

    From now on the round asks for a code: points given without one count when their owner types
    theirs. Raises VoteUnknown, NumberOutOfRange (``count`` 1–500), WorkshopSealed.
    """
    check_number("count", count, high=CODES_LIMIT)
    chance = secrets.SystemRandom()
    with change(house, actor, Gesture.NEW_CODES, room=True) as deed:
        found = find_vote(deed, label)
        if deed.workshop.is_sealed:
            raise WorkshopSealed()
        codes = [new_vote_code(chance) for _ in range(count)]
        update_round(deed, found, with_codes=True)
        deed.connection.execute(
            insert(tables.vote_code),
            [
                {"session_id": found.id, "code_hash": _hash_code(deed, found, code)}
                for code in codes
            ],
        )
        return codes


def claim_codes(deed: Deed, gestures: Sequence[ClaimCode]) -> list[object]:
    """Apply codes of slips in order (for ``Writer.submit``): a code serves one participant once.

    Each gives ``{"session", "accepted": True}``, also to a participant who has a code already.
    Refusals: PhaseClosed, DoorClosed, VoteUnknown, VoteClosed, VoteCodeRefused.
    """
    people = settle(deed, (gesture.token for gesture in gestures))
    rounds = find_rounds(deed, {gesture.session for gesture in gestures})
    claimed = who_claimed(deed, rounds.values(), list(people.values()))
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


def who_claimed(deed: Deed, rounds: Iterable[Round], people: Sequence[int]) -> set[tuple[int, int]]:
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

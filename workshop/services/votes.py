"""Voting rounds: opened, closed, revealed; their points are in ``ballots``, codes in ``slips``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    NumberOutOfRange,
    SolutionUnknown,
    TopicUnknown,
    ValueUnknown,
    VoteOpen,
    VoteUnknown,
)
from workshop.domain.gestures import Gesture
from workshop.domain.text import TITLE_LIMIT, clean_optional
from workshop.domain.votes import BUDGET, BUDGET_LIMIT, CAP
from workshop.domain.words import Subject
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import VOTE, issue
from workshop.services.rows import Round, read_round
from workshop.services.standing import Standing, read_standing
from workshop.services.transaction import Deed, change
from workshop.storage import tables


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


# --- the facilitator's rounds ---------------------------------------------------------------------


def open_vote(house: House, actor: Facilitating, new: NewVote) -> str:
    """Open a round; gives its label, such as ``V1``.

    Raises ValueUnknown (``subject``), NumberOutOfRange (``budget`` 1–20, ``cap`` 1–budget),
    TextTooLong, VoteOpen, TopicUnknown, SolutionUnknown, VoteUnknown (``follows``).
    """
    if new.subject not in tuple(Subject):
        raise ValueUnknown(field="subject", value=new.subject)
    check_number("budget", new.budget, high=BUDGET_LIMIT)
    check_number("cap", new.cap, high=new.budget)
    title = clean_optional(new.title, limit=TITLE_LIMIT)
    subject = Subject(new.subject)
    with change(house, actor, Gesture.OPEN_VOTE, room=True) as deed:
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
    with change(house, actor, Gesture.CLOSE_VOTE, room=True) as deed:
        update_round(deed, find_vote(deed, label), is_open=False)


def reopen_vote(house: House, actor: Facilitating, label: str) -> None:
    """The round takes points again, and its results are secret again.

    Raises VoteUnknown, VoteOpen.
    """
    with change(house, actor, Gesture.REOPEN_VOTE, room=True) as deed:
        found = find_vote(deed, label)
        _refuse_a_second(deed, beside=found)
        update_round(deed, found, is_open=True, revealed=False)


def reveal_vote(house: House, actor: Facilitating, label: str) -> None:
    """Close the round and show its results, on phones too. Raises VoteUnknown."""
    with change(house, actor, Gesture.REVEAL_VOTE, room=True) as deed:
        update_round(deed, find_vote(deed, label), is_open=False, revealed=True)


def remove_vote(house: House, actor: Facilitating, label: str) -> None:
    """Remove a round with its ballots and codes. Raises VoteUnknown."""
    session = tables.vote_session
    with change(house, actor, Gesture.REMOVE_VOTE, room=True) as deed:
        found = find_vote(deed, label)
        deed.connection.execute(delete(session).where(session.c.id == found.id))


# --- inside an open change ------------------------------------------------------------------------


def find_vote(deed: Deed, label: str) -> Round:
    """The round with this label in this workshop. Raises VoteUnknown."""
    found = find_rounds(deed, [label])
    if label not in found:
        raise VoteUnknown(session=label)
    deed.trace.found(found[label].label)
    return found[label]


def find_rounds(deed: Deed, labels: Iterable[str]) -> dict[str, Round]:
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


def update_round(deed: Deed, found: Round, **values: bool) -> None:
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


def targets_of(deed: Deed, rounds: Iterable[Round]) -> dict[int, Standing]:
    """What each round votes on, by its id; one query a subject."""
    here = list(rounds)
    standing = {
        subject: read_standing(deed.connection, deed.workshop.id, subject)
        for subject in Subject
        if any(found.subject is subject for found in here)
    }
    return {found.id: standing[found.subject].among(found.chosen) for found in here}


def check_number(name: str, number: int, *, low: int = 1, high: int) -> None:
    # A form's number may be 1.5 or not a number at all, whatever the hint says.
    if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
        raise NumberOutOfRange(field=name, low=low, high=high)

"""Labels such as ``A12``: a letter for the noun, and a number that a workshop gives once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, select, update

from workshop.domain.codes import read_label
from workshop.domain.errors import (
    ActionUnknown,
    CauseUnknown,
    ItemUnknown,
    MeasureUnknown,
    NotFound,
    PersonUnknown,
    PilotUnknown,
    ProjectUnknown,
    QuestionUnknown,
    SolutionUnknown,
    TopicUnknown,
    VoteUnknown,
)
from workshop.services.transaction import Deed
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class Noun:
    """What bears labels of one ``letter``: a row of ``table`` each.

    ``issued``: where the workshop keeps the last number it gave. ``unknown``: the refusal of a
    label that nothing bears, which it names as its fact ``fact``.
    """

    letter: str
    table: Table
    issued: Column[Any]
    unknown: type[NotFound]
    fact: str


_LAST = tables.workshop.c

ACTION = Noun("A", tables.action, _LAST.actions_issued, ActionUnknown, "action")
CAUSE = Noun("R", tables.cause, _LAST.causes_issued, CauseUnknown, "cause")
ITEM = Noun("N", tables.change_item, _LAST.items_issued, ItemUnknown, "item")
MEASURE = Noun("M", tables.measure, _LAST.measures_issued, MeasureUnknown, "measure")
PERSON = Noun("P", tables.person, _LAST.people_issued, PersonUnknown, "person")
PILOT = Noun("E", tables.pilot, _LAST.pilots_issued, PilotUnknown, "pilot")
PROJECT = Noun("J", tables.project, _LAST.projects_issued, ProjectUnknown, "project")
QUESTION = Noun("Q", tables.question, _LAST.questions_issued, QuestionUnknown, "question")
SOLUTION = Noun("S", tables.solution, _LAST.solutions_issued, SolutionUnknown, "solution")
TOPIC = Noun("T", tables.topic, _LAST.topics_issued, TopicUnknown, "topic")
VOTE = Noun("V", tables.vote_session, _LAST.votes_issued, VoteUnknown, "session")


def issue(deed: Deed, noun: Noun, count: int = 1) -> int:
    """Inside an open change: take the next ``count`` numbers of a noun; gives the last of them.

    A number is never given twice, even when what bore it is gone.
    """
    workshop = tables.workshop
    last: int = deed.connection.execute(
        update(workshop)
        .where(workshop.c.id == deed.workshop.id)
        .values({noun.issued: noun.issued + count})
        .returning(noun.issued)
    ).scalar_one()
    if count == 1:
        deed.trace.made(f"{noun.letter}{last}")
    return last


def find_id(deed: Deed, noun: Noun, label: str, *also: ColumnElement[bool]) -> int:
    """The id of the row with this label in this workshop, where ``also`` holds.

    Raises the noun's own refusal (``ActionUnknown`` for ACTION).
    """
    table = noun.table
    found: int | None = deed.connection.scalar(
        select(table.c.id).where(*_is(deed, noun, label), *also)
    )
    if found is None:
        raise _unknown(noun, label)
    _trace(deed, noun, label)
    return found


def find_row(deed: Deed, noun: Noun, label: str) -> Row[Any]:
    """The row with this label in this workshop. Raises the noun's own refusal."""
    row = deed.connection.execute(select(noun.table).where(*_is(deed, noun, label))).one_or_none()
    if row is None:
        raise _unknown(noun, label)
    _trace(deed, noun, label)
    return row


def find_ids(deed: Deed, noun: Noun, labels: Iterable[str]) -> list[int]:
    """The ids of the rows with these labels, in their order, each once.

    One query, however many labels somebody sends. Raises the noun's own refusal for the first
    label that no row of this workshop bears.
    """
    numbers = {label: read_label(label, noun.letter) for label in labels}
    if not numbers:
        return []
    there = ids_by_number(deed, noun)
    found: dict[int, None] = {}
    for label, number in numbers.items():
        if number is None or number not in there:
            raise _unknown(noun, label)
        found[there[number]] = None
    return list(found)


def ids_by_number(deed: Deed, noun: Noun) -> dict[int, int]:
    """The ids of all rows of a noun in this workshop, by the numbers in their labels."""
    table = noun.table
    return {
        row.number: row.id
        for row in deed.connection.execute(
            select(table.c.number, table.c.id).where(table.c.workshop_id == deed.workshop.id)
        )
    }


def check_own(deed: Deed, table: Table, row_id: object, refusal: NotFound) -> None:
    """What bears no label is known by its id: raise ``refusal`` of one that is not a row of
    ``table`` in this workshop.
    """
    found = deed.connection.scalar(
        select(table.c.id).where(table.c.id == row_id, table.c.workshop_id == deed.workshop.id)
    )
    if found is None:
        raise refusal


def _is(deed: Deed, noun: Noun, label: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    table = noun.table
    return (
        table.c.workshop_id == deed.workshop.id,
        table.c.number == read_label(label, noun.letter),
    )


def _trace(deed: Deed, noun: Noun, label: str) -> None:
    """The log of deeds names what a gesture was done to."""
    deed.trace.found(f"{noun.letter}{read_label(label, noun.letter)}")


def _unknown(noun: Noun, label: str) -> NotFound:
    return noun.unknown(**{noun.fact: label})

"""The log of deeds, the newest first: who did what, when, and about what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select, true, union_all

from workshop.domain.codes import read_label
from workshop.domain.gestures import Gesture, GestureKind
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.labels import (
    ACTION,
    CAUSE,
    ITEM,
    MEASURE,
    PERSON,
    PILOT,
    PROJECT,
    QUESTION,
    SOLUTION,
    TOPIC,
    VOTE,
)
from workshop.services.transaction import Deed, snapshot
from workshop.storage import tables

_TITLES = {
    noun.letter: (noun, title)
    for noun, title in (
        (ACTION, tables.action.c.what),
        (CAUSE, tables.cause.c.title),
        (ITEM, tables.change_item.c.what),
        (MEASURE, tables.measure.c.name),
        (PERSON, tables.person.c.name),
        (PILOT, tables.pilot.c.title),
        (PROJECT, tables.project.c.title),
        (QUESTION, tables.question.c.text),
        (SOLUTION, tables.solution.c.title),
        (TOPIC, tables.topic.c.title),
        (VOTE, tables.vote_session.c.title),
    )
}
"""What bears a label and what it is called. Cards are not among them: their words are the room's
and no business of a log."""


@dataclass(frozen=True, slots=True)
class DeedLine:
    """A line of it. ``at``: to the minute. ``who``: an account's address or the code of a Hand.

    ``about``: a label, "" for the workshop; ``title``: what bears it now, "" once it is gone.
    ``before``, ``after``: codes, "" where the gesture has none.
    """

    at: datetime
    who: str
    what: Gesture
    about: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DeedsView:
    """Lines, the newest first, and whether there are earlier ones; the workshop's language."""

    language: str
    lines: tuple[DeedLine, ...]
    goes_on: bool


def read_deeds(
    house: House,
    actor: Facilitating,
    *,
    kind: GestureKind | None = None,
    limit: int | None = None,
) -> DeedsView:
    """The log of one kind of gestures, of all for None; at most ``limit`` lines.

    Raises WorkshopUnknown.
    """
    deed = tables.deed
    wanted = select(deed).order_by(deed.c.id.desc())
    if kind is not None:
        wanted = wanted.where(deed.c.what.in_([one for one in Gesture if one.kind is kind]))
    if limit is not None:
        wanted = wanted.limit(limit + 1)
    with snapshot(house, actor) as seen:
        rows = seen.connection.execute(wanted.where(deed.c.workshop_id == seen.workshop.id)).all()
        shown = rows[:limit]
        titles = _titles(seen, (row.about for row in shown))
    lines = tuple(
        DeedLine(
            at=row.at,
            who=row.who,
            what=Gesture[row.what.upper()],
            about=row.about,
            title=titles.get(row.about, ""),
            before=row.before,
            after=row.after,
        )
        for row in shown
    )
    return DeedsView(seen.workshop.language, lines, goes_on=len(rows) > len(shown))


def _titles(seen: Deed, labels: Iterable[str]) -> Mapping[str, str]:
    """What is called how today, in one statement."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for label in labels:
        letter = label[:1]
        number = read_label(label, letter) if letter in _TITLES else None
        if number is not None:
            numbers[letter].add(number)
    if not numbers:
        return {}
    named = union_all(*(_named(seen, letter, those) for letter, those in numbers.items()))
    return {f"{row.letter}{row.number}": row.title for row in seen.connection.execute(named)}


def _named(seen: Deed, letter: str, numbers: Iterable[int]) -> Select[Any]:
    noun, title = _TITLES[letter]
    columns = noun.table.c
    stands = columns.removed.is_(False) if "removed" in columns else true()
    return select(
        literal(letter).label("letter"), columns.number.label("number"), title.label("title")
    ).where(columns.workshop_id == seen.workshop.id, columns.number.in_(sorted(numbers)), stands)

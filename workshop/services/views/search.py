"""What can be found by its words in a workshop, for its facilitators: one flat list."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, literal, select

from workshop.domain.words import CardStatus
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.storage import tables

LONGEST = 400
"""Characters of one thing that are kept: more is found by nobody, and would be sent each time."""


@dataclass(frozen=True, slots=True)
class Thing:
    """``kind``: topic, card, aside (a card that is not on the wall), step, idea, cause, action,
    project, person, measure or pilot.

    ``label``: C12, or the id of a step, which has no label. ``also``: other words that find it,
    such as who carries an action.
    """

    kind: str
    label: str
    words: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything that has words, kind by kind in the order of the road, then by number."""

    revision: int
    things: tuple[Thing, ...]


def read_search(house: House, actor: Facilitating) -> SearchView:
    """What a facilitator may find, but for withdrawn cards. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        things = _steps(seen.connection, seen.workshop), _cards(seen.connection, seen.workshop)
        rest = (
            _labelled(seen.connection, seen.workshop, kind, letter, listed)
            for kind, letter, listed in _LABELLED
        )
        return SearchView(
            seen.workshop.revision, tuple(thing for found in (*things, *rest) for thing in found)
        )


def _steps(connection: Connection, workshop: Workshop) -> list[Thing]:
    step = tables.step
    rows = connection.execute(
        select(step.c.id, step.c.client_title, step.c.employee_title)
        .where(step.c.workshop_id == workshop.id)
        .order_by(step.c.position)
    )
    return [Thing("step", str(row.id), row.client_title, row.employee_title) for row in rows]


def _cards(connection: Connection, workshop: Workshop) -> list[Thing]:
    card = tables.card
    rows = connection.execute(
        select(card.c.number, card.c.text, card.c.status)
        .where(card.c.workshop_id == workshop.id, card.c.status != CardStatus.WITHDRAWN)
        .order_by(card.c.number)
    )
    return [
        Thing(
            "card" if row.status == CardStatus.SHOWN else "aside",
            f"C{row.number}",
            row.text[:LONGEST],
        )
        for row in rows
    ]


def _labelled(
    connection: Connection, workshop: Workshop, kind: str, letter: str, listed: Select[Any]
) -> list[Thing]:
    """``listed``: rows of a number, the words and what else finds them, of all workshops."""
    number = listed.selected_columns.number
    here = listed.selected_columns.workshop_id == workshop.id
    return [
        Thing(kind, f"{letter}{row.number}", row.words[:LONGEST], row.also)
        for row in connection.execute(listed.where(here).order_by(number))
    ]


def _listed(table: Table, words: str, also: str = "") -> Select[Any]:
    columns = table.c
    return select(
        columns.number,
        columns.workshop_id,
        columns[words].label("words"),
        (columns[also] if also else literal("")).label("also"),
    )


_LABELLED = (
    ("topic", "T", _listed(tables.topic, "title").where(tables.topic.c.removed.is_(False))),
    ("cause", "R", _listed(tables.cause, "title")),
    ("idea", "S", _listed(tables.solution, "title")),
    ("action", "A", _listed(tables.action, "what", "owner")),
    ("project", "J", _listed(tables.project, "title", "owner")),
    ("person", "P", _listed(tables.person, "name", "job")),
    ("pilot", "E", _listed(tables.pilot, "title", "tried_with")),
    ("measure", "M", _listed(tables.measure, "name")),
)
"""Kind, letter of the label, and what lists it."""

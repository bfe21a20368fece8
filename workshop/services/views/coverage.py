"""Who is on the map of the journeys, and who of them is in the room (METHOD.md, phase 1)."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from workshop.services.journeys import Step
from workshop.services.rows import Workshop
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """A role of the map. ``steps``: at how many it serves; ``present``: somebody who has not been
    removed has joined under that name. How many they are is nobody's business here.
    """

    name: str
    office: Literal["front", "back"]
    steps: int
    present: bool


def read_coverage(
    connection: Connection, workshop: Workshop, steps: Sequence[Step]
) -> tuple[RoleCoverage, ...]:
    """Front office first, each role once, in the order in which the journeys name them."""
    person = tables.participant
    families = connection.scalars(
        select(person.c.family)
        .distinct()
        .where(
            person.c.workshop_id == workshop.id,
            person.c.removed.is_(False),
            person.c.family != "",
        )
    )
    return cover(steps, families)


def cover(steps: Sequence[Step], families: Iterable[str]) -> tuple[RoleCoverage, ...]:
    """The roles of these steps against the families of those who are in the room."""
    here = {folded(family) for family in families}
    return tuple(line for office in ("front", "back") for line in _of_office(steps, office, here))


def _of_office(
    steps: Sequence[Step], office: Literal["front", "back"], here: set[str]
) -> list[RoleCoverage]:
    names: dict[str, str] = {}
    serves: dict[str, int] = {}
    for step in steps:
        listed = step.front if office == "front" else step.back
        for name in listed:
            names.setdefault(folded(name), name)
        for key in {folded(name) for name in listed}:
            serves[key] = serves.get(key, 0) + 1
    return [RoleCoverage(names[key], office, serves[key], key in here) for key in names]


def folded(name: str) -> str:
    """A role as people write it: any case, accents and spaces."""
    bare = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(letters.split()).casefold()

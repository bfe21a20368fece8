"""A workshop as tables, one a noun: what the files for spreadsheets are written from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workshop.exports.cells import Cell
from workshop.exports.csv_tables import all_tables
from workshop.exports.trail_table import trail_table
from workshop.i18n import Words, words
from workshop.services.actors import Facilitating
from workshop.services.archive.reading import read_archive
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot
from workshop.services.views.trail import web_of
from workshop.services.views.workshop import picture

Table = Sequence[Sequence[Cell]]
"""The header, then a row a thing."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of one snapshot, by name, in the words of the workshop; ``read_at``: when."""

    workshop: Workshop
    say: Words
    by_name: dict[str, Table]
    read_at: datetime


def read_tables(house: House, actor: Facilitating) -> Tables:
    """The nouns, then how they lead to each other; rows in the order of their random rank.

    Raises WorkshopUnknown.
    """
    with snapshot(house, actor) as seen:
        view, archive = picture(seen), read_archive(seen)
        web = web_of(seen, view)
    workshop = view.workshop
    say = words(workshop.language, workshop.client_name, workshop.team_name)
    tables = {
        **all_tables(web.view, archive, web.pilots, say),
        "trail": trail_table(web, archive, say),
    }
    by_name: dict[str, Table] = {name: list(table) for name, table in tables.items()}
    return Tables(workshop, say, by_name, house.clock())

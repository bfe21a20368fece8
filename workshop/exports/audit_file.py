"""``audit.csv``: the log of deeds, the newest line first, as a plain table.

It tells of facilitators alone, to the minute of their own clock (services/views/deeds.py). A title
that a spreadsheet would run as a formula is made harmless.
"""

import csv
import io

from workshop.exports.csv_file import harmless
from workshop.i18n import words
from workshop.pictures.deed_words import change_said, what_said, who_said
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.views.deeds import read_deeds

_COLUMNS = ("when", "who", "kind", "what", "label", "title", "change")


def produce(house: House, actor: Facilitating) -> bytes:
    """The table, in the workshop's language. Raises WorkshopUnknown."""
    log = read_deeds(house, actor)
    t = words(log.language)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(t(f"audit.column.{name}") for name in _COLUMNS)
    for line in log.lines:
        table.writerow(
            [
                line.at.astimezone().isoformat(sep=" ", timespec="minutes"),
                harmless(who_said(t, line)),
                t(f"audit.kind.{line.what.kind}"),
                what_said(t, line),
                line.about,
                harmless(line.title),
                change_said(t, line),
            ]
        )
    return text.getvalue().encode("utf-8-sig")

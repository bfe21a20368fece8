"""The kit on paper: sheets to print when the network is gone or nobody has a phone, as one PDF.

They hold the workshop's own words, and carry the numbers and labels by which the sheets are typed
in afterwards (services/paper_sheets.py).
"""

from collections.abc import Callable, Mapping, Sequence

from workshop.domain.words import Role
from workshop.exports.paper_words import SHEETS, kit_told
from workshop.exports.report_file import MEDIA_TYPE, set_pdf
from workshop.i18n import words
from workshop.services.actors import Facilitating
from workshop.services.downloads import Download
from workshop.services.house import House
from workshop.services.views.workshop import WorkshopView, read_workshop_view

LAYOUT = "paper.typ"


def paper_downloads() -> Mapping[str, Download]:
    """The kit: made of the workshop's words, and no file of its results."""
    return {"paper.pdf": Download(MEDIA_TYPE, produce, frozenset({Role.FACILITATOR}))}


def produce(house: House, actor: Facilitating) -> bytes:
    """All sheets, in the workshop's language. Raises WorkshopUnknown."""
    return some(SHEETS)(house, actor)


def some(sheets: Sequence[str]) -> Callable[[House, Facilitating], bytes]:
    """These sheets (of ``SHEETS``), in their own order; the file raises WorkshopUnknown."""

    def produce(house: House, actor: Facilitating) -> bytes:
        return set_kit(read_workshop_view(house, actor), sheets)

    return produce


def set_kit(view: WorkshopView, sheets: Sequence[str] = SHEETS) -> bytes:
    """The pages of these sheets."""
    workshop = view.workshop
    t = words(workshop.language, workshop.client_name, workshop.team_name)
    return set_pdf(LAYOUT, kit_told(view, t, sheets))

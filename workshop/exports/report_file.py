"""The report as a PDF, whole or on two pages, and the matrix to print for the wall.

Set by Typst, tagged for readers who do not see it (PDF/UA-1 where fonts allow). What people typed
goes to the layout as data, never as its markup.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import typst

from workshop.exports.report_words import Told, report_told
from workshop.i18n import Words, words
from workshop.pictures.letters import printable
from workshop.pictures.matrix import matrix_svg
from workshop.pictures.matrix_words import matrix_said
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.transaction import snapshot
from workshop.services.views.sponsor import SponsorView, results_of
from workshop.services.views.workshop import WorkshopView, picture, read_workshop_view

MEDIA_TYPE = "application/pdf"

SUMMARY_PAGES = 2
SUMMARY_ROWS = (12, 8, 5, 3, 1)
"""Ideas, and as many actions: the first number that leaves room is taken."""

_LAYOUTS = Path(__file__).parent / "layouts"
_A_SERIES = (1920, 1358)
"""Pixels of a picture as wide to its height as A3 and A0 are, lying on their side."""


def produce(house: House, actor: Facilitating) -> bytes:
    """The whole report, in the workshop's language. Raises WorkshopUnknown."""
    view, results, t = _read(house, actor)
    return set_pdf("report.typ", report_told(view, results, t))


def produce_summary(house: House, actor: Facilitating) -> bytes:
    """The same on two pages: as many ideas and actions as have their place, the others counted.

    Raises WorkshopUnknown.
    """
    view, results, t = _read(house, actor)
    for most in SUMMARY_ROWS:
        told = report_told(view, results, t, most=most)
        if pages_of("report.typ", told) <= SUMMARY_PAGES:
            break
    return set_pdf("report.typ", told)


def _read(house: House, actor: Facilitating) -> tuple[WorkshopView, SponsorView, Words]:
    with snapshot(house, actor) as seen:
        view = picture(seen)
        results = results_of(seen, view)
    return view, results, words(results.language, results.client_name, results.team_name)


def wall(paper: str) -> Callable[[House, Facilitating], bytes]:
    """The download of the matrix on one sheet, "a3" or "a0"; it raises WorkshopUnknown."""

    def produce(house: House, actor: Facilitating) -> bytes:
        view = read_workshop_view(house, actor)
        workshop = view.workshop
        t = words(workshop.language, workshop.client_name, workshop.team_name)
        wide, high = _A_SERIES
        told = {
            "language": workshop.language,
            "title": workshop.title,
            "paper": paper,
            "svg": matrix_svg(view, t, title=workshop.title, wide=wide, high=high),
            "says": matrix_said(t, view),
        }
        return set_pdf("wall.typ", told)

    return produce


def set_pdf(layout: str, told: Told) -> bytes:
    """A layout of ours, filled with what is told, as a tagged file."""
    try:
        return _compile(layout, told, ["ua-1"])
    except typst.TypstError:
        # The standard asks for a font for every letter, and emoji or Arabic may have none here: the
        # file is then tagged all the same, and only does not claim the standard.
        return _compile(layout, told, [])


def _compile(layout: str, told: Told, standards: list[Literal["ua-1"]]) -> bytes:
    content = typst.compile(
        _LAYOUTS / layout, format="pdf", sys_inputs=_inputs(told), pdf_standards=[*standards]
    )
    assert isinstance(content, bytes)
    return content


def pages_of(layout: str, told: Told) -> int:
    """How many pages a layout takes, without making the file."""
    found = typst.query(
        _LAYOUTS / layout, "<pages>", field="value", one=True, sys_inputs=_inputs(told)
    )
    return int(json.loads(found))


def _inputs(told: Told) -> dict[str, str]:
    return {"told": json.dumps(_printable(told), ensure_ascii=False)}


def _printable(told: Any) -> Any:
    """The same without what no page can show."""
    if isinstance(told, str):
        return printable(told)
    if isinstance(told, dict):
        return {name: _printable(value) for name, value in told.items()}
    return [_printable(value) for value in told] if isinstance(told, list) else told

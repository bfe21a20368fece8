"""Files that leave a workshop, and those that come back in."""

from collections.abc import Mapping

from workshop.domain.words import Role
from workshop.exports import (
    audit_file,
    calendar_file,
    csv_file,
    json_file,
    note_file,
    report_file,
    xlsx_file,
)
from workshop.exports.picture_files import draw_map, draw_matrix, png_of, svg_of
from workshop.i18n import languages
from workshop.services.actors import Facilitating
from workshop.services.downloads import Download, PersonalDownload
from workshop.services.house import House

_FACILITATOR = frozenset({Role.FACILITATOR})
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def downloads() -> Mapping[str, Download]:
    """The downloads of ``/x/{code}/{file}``, by the name of the file."""
    return {
        "workshop.json": Download("application/json", json_file.produce, _FACILITATOR),
        "workshop.xlsx": Download(xlsx_file.MEDIA_TYPE, xlsx_file.produce, _FACILITATOR),
        "report.pdf": Download(report_file.MEDIA_TYPE, report_file.produce, _FACILITATOR),
        "summary.pdf": Download(report_file.MEDIA_TYPE, report_file.produce_summary, _FACILITATOR),
        "slides.pptx": Download(_SLIDES, _slides, _FACILITATOR),
        "workshop-csv.zip": Download("application/zip", csv_file.produce, _FACILITATOR),
        "actions.ics": Download(calendar_file.MEDIA_TYPE, calendar_file.produce, _FACILITATOR),
        "map.svg": Download("image/svg+xml", svg_of(draw_map), _FACILITATOR),
        "map.png": Download("image/png", png_of(draw_map), _FACILITATOR),
        "matrix.svg": Download("image/svg+xml", svg_of(draw_matrix), _FACILITATOR),
        "matrix.png": Download("image/png", png_of(draw_matrix), _FACILITATOR),
        "matrix-a3.pdf": Download(report_file.MEDIA_TYPE, report_file.wall("a3"), _FACILITATOR),
        "matrix-a0.pdf": Download(report_file.MEDIA_TYPE, report_file.wall("a0"), _FACILITATOR),
    }


def log_downloads() -> Mapping[str, Download]:
    """The log of what facilitators did: no file of the workshop's results, told apart from them."""
    return {"audit.csv": Download("text/csv; charset=utf-8", audit_file.produce, _FACILITATOR)}


def privacy_downloads() -> Mapping[str, Download]:
    """The note on data, in each language: of the workshop's settings, not of its results."""
    return {
        f"privacy-note-{language}.pdf": Download(
            report_file.MEDIA_TYPE, note_file.in_language(language), _FACILITATOR
        )
        for language in languages()
    }


def personal_downloads() -> Mapping[str, PersonalDownload]:
    """The downloads of ``/mine/{code}/{file}``, a named person's own, by the name of the file."""
    return {"actions.ics": PersonalDownload(calendar_file.MEDIA_TYPE, calendar_file.produce_mine)}


def _slides(house: House, actor: Facilitating) -> bytes:
    """As ``slides_file.produce``, whose library takes longer to load than a command may last."""
    from workshop.exports import slides_file

    return slides_file.produce(house, actor)

"""What happens after the workshop, part by part."""

from workshop.ui.change_board import draw_board
from workshop.ui.evidence import draw_evidence
from workshop.ui.measures import draw_measures
from workshop.ui.parts import parts
from workshop.ui.pilots import draw_pilots
from workshop.ui.readiness import draw_readiness
from workshop.ui.review import draw_review
from workshop.ui.shell import Visit
from workshop.ui.week import draw_week


def draw_follow(visit: Visit) -> None:
    """The part that was asked for; the weekly point first."""
    parts(
        visit,
        "follow",
        {
            "week": draw_week,
            "pilots": draw_pilots,
            "measures": draw_measures,
            "board": draw_board,
            "review": draw_review,
            "readiness": draw_readiness,
            "evidence": draw_evidence,
        },
    )

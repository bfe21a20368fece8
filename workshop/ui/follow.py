"""What happens after the workshop, part by part."""

from workshop.ui.change_board import draw_board
from workshop.ui.evidence import draw_evidence
from workshop.ui.parts import parts
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
            "board": draw_board,
            "review": draw_review,
            "readiness": draw_readiness,
            "evidence": draw_evidence,
        },
    )

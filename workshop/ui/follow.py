"""What happens after the workshop, part by part."""

from workshop.ui.change_board import draw_board
from workshop.ui.parts import parts
from workshop.ui.shell import Visit
from workshop.ui.week import draw_week


def draw_follow(visit: Visit) -> None:
    """The part that was asked for; the weekly point first."""
    parts(visit, "follow", {"week": draw_week, "board": draw_board})

"""What the projector shows of pilots: the verdict, and both sides under it."""

from typing import Any

from workshop.domain.words import Side
from workshop.services.views.pilots import PilotLine, read_pilots
from workshop.ui import cache
from workshop.ui.pilot_words import TONES, joined, verdict_said
from workshop.ui.shell import Visit

PILOTS_SHOWN = 3
"""The newest ones: what has changed besides must have room under them."""


def pilot_lines(visit: Visit) -> list[dict[str, Any]]:
    """The pilots, the newest first, each with what both sides say in words. No figure: the mean
    of a handful of people would be their own.
    """
    t = visit.words
    pilots = cache.part_view(visit.house, visit.facilitator, read_pilots).pilots
    return [
        {
            "label": line.label,
            "title": line.title,
            "tone": TONES[line.outcome.verdict],
            "note": verdict_said(line.outcome, t),
            "under": joined(*_sides(visit, line)),
        }
        for line in reversed(pilots[-PILOTS_SHOWN:])
    ]


def _sides(visit: Visit, line: PilotLine) -> list[str]:
    t = visit.words
    reads = {Side.CLIENT: line.outcome.client, Side.EMPLOYEE: line.outcome.employee}
    return [
        t("ui.projector.pilots.side", side=t(f"side.label.{side}"), read=t(f"pilot.read.{read}"))
        for side, read in reads.items()
    ]

"""What a step carries, as short words for pictures and lists."""

from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import Known, Push, Side
from workshop.i18n import Words
from workshop.services.journeys import Step

ARROWS = {Push.UP: "↑", Push.DOWN: "↓", Push.NONE: "=", Push.UNKNOWN: "?"}
"""Where a KPI pushes a side; the words stand in the legend."""


def numbered(step: Step) -> str:
    """A step as menus name it: its number in its own lane, and its title."""
    return f"{step.number} · {step.client_title}"


def channel_words(channel: Channel, words: Words) -> str:
    """A channel with its volume, "?" where nobody knows it, and a mark when clients miss it."""
    if channel.volume is None:
        volume = "?"
    else:
        volume = words(
            f"journeys.volume.{channel.period}",
            number=words.number(channel.volume),
            unit=words(f"journeys.unit.{channel.unit}"),
        )
    missed = " ⊘" if channel.findable is Known.NO else ""
    return f"{channel.name} ({volume}){missed}"


def kpi_words(kpi: Kpi, words: Words) -> str:
    """A KPI with its department, and where it pushes each side."""
    whose = f" ({kpi.department})" if kpi.department else ""
    pushes = " ".join(
        f"{words(f'side.label.{side}')} {ARROWS[kpi.push(side)]}"
        for side in Side
        if kpi.push(side) is not Push.UNKNOWN
    )
    return f"{kpi.name}{whose}" + (f" · {pushes}" if pushes else "")

"""What a step carries, as short words for pictures and lists."""

from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import Known, Push, Side
from workshop.i18n import Words
from workshop.services.journeys import Step

ARROWS = {Push.UP: "↑", Push.DOWN: "↓", Push.NONE: "="}
"""Where a KPI pushes a side; the words stand in the legend."""


def numbered(step: Step) -> str:
    """A step as menus name it: its number in its own lane, and its title."""
    return f"{step.number} · {step.client_title}"


def channel_words(channel: Channel, words: Words) -> tuple[str, str]:
    """A channel, and its volume: "?" where nobody knows it; a mark where clients miss it."""
    if channel.volume is None:
        volume = "?"
    else:
        volume = words(
            f"journeys.volume.{channel.period}",
            number=words.number(channel.volume),
            unit=words(f"journeys.unit.{channel.unit}"),
        )
    return channel.name, f"{volume} ⊘" if channel.findable is Known.NO else volume


def kpi_words(kpi: Kpi, words: Words) -> tuple[str, str]:
    """A KPI, and where it pushes whom; "" where nobody has said."""
    pushes = {side: kpi.push(side) for side in Side if kpi.push(side) is not Push.UNKNOWN}
    if len(pushes) == len(Side) and len(set(pushes.values())) == 1:
        return kpi.name, f"{ARROWS[kpi.client]} {words('ui.journeys.push.both')}"
    said = (f"{ARROWS[push]} {words(f'side.label.{side}')}" for side, push in pushes.items())
    return kpi.name, " · ".join(said)

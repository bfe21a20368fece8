"""Where a topic is drawn when only its quadrant and its two valences are known."""

from workshop.domain.words import QUADRANTS, Quadrant

HALF_WAY = 0.5
"""Where on an axis a topic stands that was put into its quadrant by hand, without a valence."""

_CLIENT_HURTS = (Quadrant.PRIORITY, Quadrant.INDICATORS)
_TEAM_HURTS = (Quadrant.PRIORITY, Quadrant.TREAT_NEXT)


def stand_at(
    quadrant: Quadrant, employee: float | None, client: float | None
) -> tuple[float, float]:
    """Across (the team's side) and down (the client's), in [−1, 1].

    Always inside the quadrant, also for a topic moved by hand, as far out as its valences say;
    a contested one stands where they are.
    """
    if quadrant not in QUADRANTS:
        return employee or 0.0, client or 0.0
    across, down = abs(employee or HALF_WAY), abs(client or HALF_WAY)
    return (
        -across if quadrant in _TEAM_HURTS else across,
        -down if quadrant in _CLIENT_HURTS else down,
    )

"""What makes an action a commitment: the five that it says before it leaves its draft (METHOD.md,
phase 11).
"""

from datetime import date


def missing_of(
    *,
    owner: str,
    to_confirm_with: str,
    confirm_before: date | None,
    due: date | None,
    measure: str,
    in_quadrant: bool,
) -> tuple[str, ...]:
    """Which of them are not said yet, by the names of their fields, in the order of the form.

    What it is about is always said. ``owner``: who accepted, or who is asked together with the one
    in ``to_confirm_with``; whoever is still to be asked is given a day.
    """
    there = {
        "owner": owner or to_confirm_with,
        "confirm_before": confirm_before or not to_confirm_with,
        "due": due,
        "measure": measure,
        "quadrant": in_quadrant,
    }
    return tuple(name for name, is_there in there.items() if not is_there)

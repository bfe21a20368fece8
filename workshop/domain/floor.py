"""Which parts of a figure may be shown beside the whole (METHOD.md, "Privacy"; TRUST.md)."""

from collections.abc import Mapping


def splits_shown(counts: Mapping[str, int], floor: int) -> frozenset[str]:
    """The groups whose own figure may stand beside that of everybody.

    ``counts``: how many people of each group the whole figure rests on; everyone is in one group,
    and those who named none are one too. A group below ``floor`` is hidden. So is the smallest
    one shown, and the next, as long as what is hidden in all would be fewer people than the floor:
    the whole less what is shown would tell their figure.
    """
    shown = {group for group, people in counts.items() if people >= floor}
    hidden = sum(people for group, people in counts.items() if group not in shown)
    for group in sorted(shown, key=lambda name: (counts[name], name)):
        if hidden == 0 or hidden >= floor:
            break
        shown.remove(group)
        hidden += counts[group]
    return frozenset(shown)

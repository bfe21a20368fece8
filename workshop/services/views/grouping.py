"""What undo would take back and what redo would do again, so that both can say it first."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select

from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.transaction import snapshot
from workshop.storage import tables

Gesture = Literal["made", "sorted", "split", "merged", "dissolved", "renamed", "moved"]


@dataclass(frozen=True, slots=True)
class GroupingStep:
    """One change of the grouping. ``title``: of the topic concerned, "" when cards only moved;
    ``count``: the topics made at once (by a split, or of free cards) or merged away, else the
    cards that changed topic."""

    gesture: Gesture
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupingSteps:
    """The change that undo takes back and the one that redo does again; None without one."""

    undo: GroupingStep | None
    redo: GroupingStep | None


def read_grouping_steps(house: House, actor: Facilitating) -> GroupingSteps:
    """The two ends of the history of the grouping. Raises WorkshopUnknown."""
    done = tables.grouping_change
    with snapshot(house, actor) as seen:
        ends = [
            seen.connection.execute(
                select(done.c.before, done.c.after)
                .where(done.c.workshop_id == seen.workshop.id, done.c.undone.is_(undone))
                .order_by(done.c.sequence if undone else done.c.sequence.desc())
                .limit(1)
            ).one_or_none()
            for undone in (False, True)
        ]
    undo, redo = (None if row is None else _step(row.before, row.after) for row in ends)
    return GroupingSteps(undo=undo, redo=redo)


def _step(before: dict[str, Any], after: dict[str, Any]) -> GroupingStep:
    made, gone, renamed = [], [], []
    for key, (title, removed, merged_into) in after["topics"].items():
        removed_before = before["topics"][key][1]
        if removed_before and not removed:
            made.append(title)
        elif removed and not removed_before:
            gone.append((title, merged_into))
        else:  # nothing else of a topic changes while it stays
            renamed.append(title)
    cards = len(after["cards"])
    if len(made) > 1:
        of_free_cards = None in before["cards"].values()
        return GroupingStep("sorted" if of_free_cards else "split", made[0], len(made))
    if made:
        return GroupingStep("made", made[0], cards)
    if gone and gone[0][1] is not None:
        return GroupingStep("merged", gone[0][0], len(gone))
    if gone:
        return GroupingStep("dissolved", gone[0][0], cards)
    if renamed:
        return GroupingStep("renamed", renamed[0], cards)
    return GroupingStep("moved", "", cards)

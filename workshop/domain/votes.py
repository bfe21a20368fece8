"""What one participant may spend in a voting round, and what they have spent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workshop.domain.errors import VoteBudgetSpent, VoteCapReached

BUDGET, CAP = 5, 3
"""Points of a participant, and at most so many on one target, unless the round says otherwise."""

BUDGET_LIMIT = 20


@dataclass(slots=True)
class Purse:
    """The points of one participant: those given + those left = the budget, at every reading.

    ``targets``: for each id that can be voted on, the id that stands for it today (merged topics
    share one). ``held``: points by the id they were given to. Points on what is no target any
    more are free again; they come back with it as far as they were not spent elsewhere.
    """

    budget: int
    cap: int
    targets: Mapping[int, int]
    held: dict[int, int] = field(default_factory=dict)

    def on(self, target: int) -> int:
        """The points on a target, those on all that was merged into it together."""
        return sum(points for id_, points in self.held.items() if self.targets.get(id_) == target)

    @property
    def given(self) -> int:
        return sum(points for id_, points in self.held.items() if id_ in self.targets)

    @property
    def left(self) -> int:
        return self.budget - self.given

    def put(self, target: int, total: int) -> None:
        """``total`` points on a target from now on, whatever lay behind it; 0 takes all back.

        Raises VoteCapReached, VoteBudgetSpent.
        """
        if total > self.cap:
            raise VoteCapReached(cap=self.cap)
        if total - self.on(target) > self.left:
            raise VoteBudgetSpent(budget=self.budget, left=self.left)
        kept = {id_: n for id_, n in self.held.items() if self.targets.get(id_) != target}
        if total:
            kept[target] = total
        if sum(kept.values()) > self.budget:
            # What is no target any more was free, and is spent now: undoing its removal must not
            # bring back more than the budget.
            kept = {id_: n for id_, n in kept.items() if id_ in self.targets}
        self.held = kept


def deal_points(points: Mapping[int, int], voters: int) -> list[dict[int, int]]:
    """The points of a tally as ballots, one for each of ``voters``, as even as can be.

    ``points``: totals by target. No ballot has more on one target than the total over the voters,
    rounded up, nor more in all: what is within ``voters`` times the budget and the cap stays
    within both on each ballot.
    """
    ballots: list[dict[int, int]] = [{} for _ in range(voters)]
    turn = 0
    for target, total in points.items():
        for _ in range(total):
            held = ballots[turn % voters]
            held[target] = held.get(target, 0) + 1
            turn += 1
    return ballots

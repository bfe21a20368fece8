"""Pain transfer: does a solution relieve one side at the other's expense (METHOD.md, article A)?"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from workshop.domain.words import Side, Transfer

RATING_LOW, RATING_HIGH = -2, 2
PAYS_AT = -0.5
GAINS_AT = 0.5


@dataclass(frozen=True, slots=True)
class Rating:
    """One ballot on a solution: effects from −2 to +2, by somebody who speaks for ``by``."""

    by: Side
    client: int
    employee: int
    usability: int

    def effect_on(self, side: Side) -> int:
        return self.client if side is Side.CLIENT else self.employee


@dataclass(frozen=True, slots=True)
class Effect:
    """What a side expects: the mean of its own ballots, and of the others' beside it."""

    own: float | None
    own_ballots: int
    others: float | None
    others_ballots: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict, with the effects it rests on.

    ``payer``: of a red solution, the side that loses most (the client's when both lose alike).
    ``unheard``: of an amber one, a side without a ballot of its own.
    """

    transfer: Transfer
    client: Effect
    employee: Effect
    payer: Side | None = None
    unheard: Side | None = None


def _effect(ratings: list[Rating], side: Side) -> Effect:
    own = [rating.effect_on(side) for rating in ratings if rating.by is side]
    others = [rating.effect_on(side) for rating in ratings if rating.by is not side]
    return Effect(
        own=fmean(own) if own else None,
        own_ballots=len(own),
        others=fmean(others) if others else None,
        others_ballots=len(others),
    )


def judge(ratings: Iterable[Rating]) -> Verdict:
    """Red when a side says it pays, green when one gains and the other does not lose.

    Amber otherwise, and whenever a side has no ballot of its own: silence is never consent.
    """
    ballots = list(ratings)
    client, employee = (_effect(ballots, side) for side in (Side.CLIENT, Side.EMPLOYEE))
    known = {Side.CLIENT: client.own, Side.EMPLOYEE: employee.own}
    payers = sorted(
        (value, side) for side, value in known.items() if value is not None and value <= PAYS_AT
    )
    if payers:
        return Verdict(Transfer.RED, client, employee, payer=payers[0][1])
    unheard = next((side for side, value in known.items() if value is None), None)
    means = [value for value in known.values() if value is not None]
    if unheard is None and max(means) >= GAINS_AT and min(means) >= 0:
        return Verdict(Transfer.GREEN, client, employee)
    return Verdict(Transfer.AMBER, client, employee, unheard=unheard)

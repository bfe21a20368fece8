"""Pain transfer: does a solution relieve one side at the other's expense (METHOD.md, article A)?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from workshop.domain.errors import ThresholdOutOfRange
from workshop.domain.floor import splits_shown
from workshop.domain.words import Beyond, Side, Transfer

RATING_LOW, RATING_HIGH = -2, 2
PAYS_AT = -0.5
GAINS_AT = 0.5

PAYS_RANGE = (-1.9, -0.1)
GAINS_RANGE = (0.1, 2.0)
"""Where a workshop may put its own thresholds: a side that stays at 0 neither pays nor gains."""

FLOOR = 5
"""Ballots below which no role family is told apart, where a workshop sets nothing else."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One ballot on a solution: effects from −2 to +2, by somebody who speaks for ``by``.

    ``suppliers``, ``citizens``: None where it says nothing of them. ``family``: the role family
    that the voter named, "" for none.
    """

    by: Side
    client: int
    employee: int
    usability: int
    suppliers: int | None = None
    citizens: int | None = None
    family: str = ""

    def effect_on(self, side: Side) -> int:
        return self.client if side is Side.CLIENT else self.employee


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean effect, −2 … 2, and how many ballots it rests on."""

    value: float
    ballots: int


@dataclass(frozen=True, slots=True)
class FamilyMean:
    """What one role family expects of a solution for its own side."""

    family: str
    mean: float
    ballots: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a side expects: the mean of its own ballots, and of the others' beside it.

    ``lowest``: of the role families that may be told apart there, the one that expects least;
    None where all of them expect the same, or none may be told.
    """

    own: float | None
    own_ballots: int
    others: float | None
    others_ballots: int
    lowest: FamilyMean | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict, with the effects it rests on.

    ``payer``: of a red solution, the side that loses most (the client's when both lose alike).
    ``unheard``: of an amber one, a side without a ballot of its own. ``usability``: of the tool,
    all ballots together; ``beyond``: of those whom some ballot speaks of.
    """

    transfer: Transfer
    client: Effect
    employee: Effect
    payer: Side | None = None
    unheard: Side | None = None
    usability: Mean | None = None
    beyond: Mapping[Beyond, Mean] = field(default_factory=dict)

    def effect_on(self, side: Side) -> Effect:
        return self.client if side is Side.CLIENT else self.employee

    @property
    def families(self) -> Mapping[Side, FamilyMean]:
        """The lowest role family of each side, where it may be told."""
        return {side: low for side in Side if (low := self.effect_on(side).lowest) is not None}

    @property
    def win_win(self) -> bool:
        """One side gains and the other does not lose, each by its own ballots (article A)."""
        known = [effect.own for effect in (self.client, self.employee) if effect.own is not None]
        return len(known) == len(Side) and min(known) >= 0 and max(known) > 0


def judge(
    ratings: Iterable[Rating],
    *,
    pays_at: float = PAYS_AT,
    gains_at: float = GAINS_AT,
    floor: int = FLOOR,
) -> Verdict:
    """Red when a side says it pays, green when one gains and the other does not lose.

    Amber otherwise, and whenever a side has no ballot of its own: silence is never consent.
    ``pays_at``, ``gains_at``: where a side's mean says so. ``floor``: ballots below which no role
    family is told apart.
    """
    ballots = list(ratings)
    client, employee = (_effect(ballots, side, floor) for side in (Side.CLIENT, Side.EMPLOYEE))
    known = {Side.CLIENT: client.own, Side.EMPLOYEE: employee.own}
    payers = sorted(
        (value, side) for side, value in known.items() if value is not None and value <= pays_at
    )
    unheard = next((side for side, value in known.items() if value is None), None)
    means = [value for value in known.values() if value is not None]
    transfer = Transfer.AMBER
    if payers:
        transfer, unheard = Transfer.RED, None
    elif unheard is None and max(means) >= gains_at and min(means) >= 0:
        transfer = Transfer.GREEN
    return Verdict(
        transfer,
        client,
        employee,
        payer=payers[0][1] if payers else None,
        unheard=unheard,
        usability=_mean([rating.usability for rating in ballots]),
        beyond=_beyond(ballots),
    )


def check_thresholds(*, pays_at: float, gains_at: float) -> None:
    """Raises ThresholdOutOfRange (``pays_at``, ``gains_at``) for what is no threshold."""
    for name, value, (low, high) in (
        ("pays_at", pays_at, PAYS_RANGE),
        ("gains_at", gains_at, GAINS_RANGE),
    ):
        # Of a form or a file: it may be anything, and no comparison holds of "not a number".
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high:
            raise ThresholdOutOfRange(field=name)


def _effect(ratings: Sequence[Rating], side: Side, floor: int) -> Effect:
    own = [rating for rating in ratings if rating.by is side]
    others = [rating.effect_on(side) for rating in ratings if rating.by is not side]
    return Effect(
        own=fmean(rating.effect_on(side) for rating in own) if own else None,
        own_ballots=len(own),
        others=fmean(others) if others else None,
        others_ballots=len(others),
        lowest=_lowest(own, side, floor),
    )


def _lowest(own: Sequence[Rating], side: Side, floor: int) -> FamilyMean | None:
    """Of the families that may be told, the one below the others; the first by name of equals."""
    said: dict[str, list[int]] = {}
    for rating in own:
        said.setdefault(rating.family, []).append(rating.effect_on(side))
    shown = splits_shown({family: len(effects) for family, effects in said.items()}, floor)
    means = [FamilyMean(name, fmean(said[name]), len(said[name])) for name in shown if name]
    lowest = min(means, key=lambda found: (found.mean, found.family), default=None)
    if lowest is None or lowest.mean >= fmean(rating.effect_on(side) for rating in own):
        return None
    return lowest


def _mean(effects: Sequence[int]) -> Mean | None:
    return Mean(fmean(effects), len(effects)) if effects else None


def _beyond(ratings: Sequence[Rating]) -> dict[Beyond, Mean]:
    said = {
        Beyond.SUPPLIERS: [rating.suppliers for rating in ratings],
        Beyond.CITIZENS: [rating.citizens for rating in ratings],
    }
    means = {
        whom: _mean([effect for effect in of if effect is not None]) for whom, of in said.items()
    }
    return {whom: mean for whom, mean in means.items() if mean is not None}

"""A try with a small group: did both sides gain, or did one pay (METHOD.md, phase 13, article A)?

Each measure is read twice, before and after. What is read out of it is never the two means alone:
a mean of few voices moves by chance, so the change stands with its range, and the rule asks the
range. Why so: docs/adr/0009-pilots.md.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from workshop.domain.words import Better, PilotDecision

CERTAINTY = 0.9
"""The share of ranges that hold the true change: one side's loss escapes 1 time in 20 at most."""

VOICES_NEEDED = 8
"""Voices before, and voices after, below which a measure is never read."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a measure said: its mean in its own unit, the standard deviation of the voices, and
    how many there were; None where nobody knows.
    """

    mean: float
    spread: float | None = None
    voices: int | None = None

    @property
    def is_enough(self) -> bool:
        """True when a change from or to it can be read."""
        return self.spread is not None and (self.voices or 0) >= VOICES_NEEDED


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a mean, in the unit of the measure; above 0 is better, whatever way that is.

    ``low``, ``high``: the range that holds the true change 9 times out of 10.
    """

    low: float
    high: float
    estimate: float


class Read(StrEnum):
    """What a change says of a side.

    ``up``: better, by what matters at least; ``not_worse``: no loss that matters, perhaps a gain;
    ``same``: no change that matters; ``unclear``: it may have lost, or not; ``down``: worse, by
    what matters at least; ``too_few``: not read on both days by enough voices.
    """

    UP = "up"
    NOT_WORSE = "not_worse"
    SAME = "same"
    UNCLEAR = "unclear"
    TOO_FEW = "too_few"
    DOWN = "down"


UNREAD = frozenset({Read.UNCLEAR, Read.TOO_FEW})
"""Nobody can tell yet what became of the side."""


class PilotVerdict(StrEnum):
    """What a pilot comes to."""

    SUCCESS = "success"
    NOT_A_SUCCESS = "not_a_success"
    UNDECIDED = "undecided"


class Why(StrEnum):
    """The reason of a verdict."""

    BOTH_GAIN = "both_gain"
    CLIENT_GAINS = "client_gains"
    EMPLOYEE_GAINS = "employee_gains"
    CLIENT_PAYS = "client_pays"
    EMPLOYEE_PAYS = "employee_pays"
    BOTH_PAY = "both_pay"
    NOTHING_CHANGED = "nothing_changed"
    CLIENT_UNREAD = "client_unread"
    EMPLOYEE_UNREAD = "employee_unread"
    BOTH_UNREAD = "both_unread"
    NO_GAIN_YET = "no_gain_yet"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict, what each side says, why, and what the method would do; None: measure on."""

    verdict: PilotVerdict
    client: Read
    employee: Read
    why: Why
    suggests: PilotDecision | None

    @property
    def a_side_pays(self) -> bool:
        return Read.DOWN in (self.client, self.employee)

    @property
    def is_unread(self) -> bool:
        """True while nobody can tell what became of a side."""
        return bool({self.client, self.employee} & UNREAD)


def change(before: Sample, after: Sample, better: Better) -> Change | None:
    """The change and its range by Welch's interval; None where a reading is not enough.

    The two groups need be neither equally large nor equally spread. Where the same people answered
    both times the range is wider than it had to be: the voices carry no name to pair them by.
    """
    if not (before.is_enough and after.is_enough):
        return None
    estimate = after.mean - before.mean
    if better is Better.DOWN:
        estimate = -estimate
    half = _half(before, after)
    return Change(low=estimate - half, high=estimate + half, estimate=estimate)


def range_of_mean(sample: Sample) -> tuple[float, float] | None:
    """The range of one mean, for pictures; None without a spread or with too few voices."""
    if not sample.is_enough:
        return None
    assert sample.spread is not None
    assert sample.voices is not None
    half = student(sample.voices - 1) * sample.spread / math.sqrt(sample.voices)
    return sample.mean - half, sample.mean + half


def _half(before: Sample, after: Sample) -> float:
    """Half of the width of Welch's interval."""
    shares = [
        (sample.spread * sample.spread / sample.voices, sample.voices - 1)
        for sample in (before, after)
        if sample.spread is not None and sample.voices is not None
    ]
    variance = sum(share for share, _ in shares)
    if variance == 0:  # everybody said the same both times
        return 0.0
    # Shares of the variance: their squares neither overflow nor vanish.
    degrees = 1 / sum((share / variance) ** 2 / free for share, free in shares)
    return student(degrees) * math.sqrt(variance)


def student(degrees: float) -> float:
    """The two-sided quantile of Student's distribution at ``CERTAINTY``.

    The standard library has the normal distribution only; Cornish and Fisher's expansion leads
    from one to the other, within 0.1 % from 4 degrees of freedom on. With the normal quantile
    itself, ranges of eight voices would be a fifteenth too narrow.
    """
    z = NormalDist().inv_cdf((1 + CERTAINTY) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / degrees**power for power, term in enumerate(terms, 1))


def read_change(found: Change | None, matters_from: float) -> Read:
    """What a change says; ``matters_from``: the smallest one that counts, in the same unit, > 0."""
    if found is None:
        return Read.TOO_FEW
    if found.low > 0 and found.estimate >= matters_from:
        return Read.UP
    if found.high < 0 and found.estimate <= -matters_from:
        return Read.DOWN
    if found.low <= -matters_from:
        return Read.UNCLEAR
    return Read.SAME if found.high < matters_from else Read.NOT_WORSE


def read_side(reads: Iterable[Read]) -> Read:
    """What all measures of a side say together: a loss in one is a loss, and one that nobody can
    tell leaves the side untold; then a gain in one is a gain. No measure at all tells nothing.
    """
    found = set(reads) or {Read.TOO_FEW}
    order = (Read.DOWN, Read.TOO_FEW, Read.UNCLEAR, Read.UP, Read.NOT_WORSE, Read.SAME)
    return next(read for read in order if read in found)


def judge_pilot(client: Iterable[Read], employee: Iterable[Read]) -> Outcome:
    """The verdict out of what the measures of both sides say.

    A success only where a side gains and the other does not lose. Where a side is down it is none,
    whatever the other side gains; where a side is untold it is undecided.
    """
    sides = read_side(client), read_side(employee)
    verdict, why, suggests = _verdict(*sides)
    return Outcome(verdict, *sides, why=why, suggests=suggests)


def _verdict(client: Read, employee: Read) -> tuple[PilotVerdict, Why, PilotDecision | None]:
    down = client is Read.DOWN, employee is Read.DOWN
    if any(down):
        why = _of_sides(down, (Why.CLIENT_PAYS, Why.EMPLOYEE_PAYS, Why.BOTH_PAY))
        # Nobody gains, or nobody can yet: what one side pays is for nothing.
        lost = {client, employee} <= {Read.DOWN, Read.SAME}
        return (
            PilotVerdict.NOT_A_SUCCESS,
            why,
            (PilotDecision.STOP if lost else PilotDecision.CORRECT),
        )
    unread = client in UNREAD, employee in UNREAD
    if any(unread):
        why = _of_sides(unread, (Why.CLIENT_UNREAD, Why.EMPLOYEE_UNREAD, Why.BOTH_UNREAD))
        return PilotVerdict.UNDECIDED, why, None
    up = client is Read.UP, employee is Read.UP
    if any(up):
        why = _of_sides(up, (Why.CLIENT_GAINS, Why.EMPLOYEE_GAINS, Why.BOTH_GAIN))
        return PilotVerdict.SUCCESS, why, PilotDecision.GENERALISE
    if client is employee is Read.SAME:
        return PilotVerdict.NOT_A_SUCCESS, Why.NOTHING_CHANGED, PilotDecision.CORRECT
    return PilotVerdict.UNDECIDED, Why.NO_GAIN_YET, None


def _of_sides(which: tuple[bool, bool], whys: tuple[Why, Why, Why]) -> Why:
    """The reason for the client's side, for the team's, or for both."""
    client, employee, both = whys
    if all(which):
        return both
    return client if which[0] else employee

"""Pilots of which the truth is known: how often the rule of ``domain/pilots.py`` finds it.

    python -m benchmarks.pilots [--trials 4000] [--seed 11] [--measures 1] [--steps]

Everything is in units of the smallest change that counts: single answers spread over twice that
(standard deviation), and an effect is twice that, up or down. So many voices before, as many
others after, on each side. ``--steps``: answers are whole steps of a scale of five instead.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.house import headline
from workshop.domain.pilots import PilotVerdict, Read, change, judge_pilot, read_change
from workshop.domain.samples import sample_of
from workshop.domain.words import Better

SPREAD = 2.0
EFFECT = 2.0
SIZES = (4, 6, 8, 12, 20, 30, 50, 100)

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Truth:
    """What a pilot really does to both sides, in steps that count, and the verdict it deserves."""

    name: str
    client: float
    employee: float
    right: PilotVerdict

    def is_wrong(self, verdict: PilotVerdict) -> bool:
        """True for the opposite of what it deserves; undecided is no error."""
        return verdict not in (self.right, PilotVerdict.UNDECIDED)


TRUTHS = (
    Truth("both_gain", EFFECT, EFFECT, PilotVerdict.SUCCESS),
    Truth("one_gains", EFFECT, 0.0, PilotVerdict.SUCCESS),
    Truth("one_pays", EFFECT, -EFFECT, PilotVerdict.NOT_A_SUCCESS),
    # The other side loses just what counts: the hardest loss to see, and the rule's own promise.
    Truth("pays_a_little", EFFECT, -1.0, PilotVerdict.NOT_A_SUCCESS),
    Truth("nothing", 0.0, 0.0, PilotVerdict.NOT_A_SUCCESS),
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Shares of trials, in [0, 1]; the rest was left undecided."""

    right: float
    wrong: float


def exact(value: float) -> float:
    return value


def five_steps(value: float) -> float:
    """An answer on a scale from 1 to 5 of which half a step counts; its middle is untouched."""
    return float(min(5, max(1, round(3 + value / SPREAD))))


def rates(
    truth: Truth,
    voices: int,
    *,
    trials: int,
    chance: random.Random,
    measures: int = 1,
    scale: Scale = exact,
) -> Rate:
    """How often so many voices lead to the right verdict, and to the opposite one."""
    found: Counter[PilotVerdict] = Counter()
    for _ in range(trials):
        outcome = judge_pilot(
            _reads(truth.client, voices, measures, scale, chance),
            _reads(truth.employee, voices, measures, scale, chance),
        )
        found[outcome.verdict] += 1
    wrong = sum(times for verdict, times in found.items() if truth.is_wrong(verdict))
    return Rate(found[truth.right] / trials, wrong / trials)


def _reads(
    effect: float, voices: int, measures: int, scale: Scale, chance: random.Random
) -> Iterator[Read]:
    matters = 1.0 if scale is exact else 1.0 / SPREAD
    for _ in range(measures):
        before, after = (
            sample_of([scale(chance.gauss(mean, SPREAD)) for _ in range(voices)])
            for mean in (0.0, effect)
        )
        yield read_change(change(before, after, Better.UP), matters)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--trials", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--measures", type=int, default=1, help="of each side")
    parser.add_argument("--steps", action="store_true", help="whole answers from 1 to 5")
    options = parser.parse_args()
    print(headline())
    print(f"{options.trials} pilots a figure; right / wrong, the rest undecided, in %\n")
    print(f"{'voices':<8}" + "".join(f"{truth.name:>16}" for truth in TRUTHS))
    for voices in SIZES:
        print(f"{voices:<8}", end="")
        for truth in TRUTHS:
            chance = random.Random(f"{options.seed} {voices} {truth.name}")
            rate = rates(
                truth,
                voices,
                trials=options.trials,
                chance=chance,
                measures=options.measures,
                scale=five_steps if options.steps else exact,
            )
            print(f"{100 * rate.right:>9.1f} /{100 * rate.wrong:>5.1f}", end="")
            sys.stdout.flush()
        print()


if __name__ == "__main__":
    main()

"""What the ballots on a solution come to: the verdict, and benefit and effort as ranges."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from workshop.domain.transfer import Rating, Verdict, judge
from workshop.domain.weighing import Range, range_of
from workshop.domain.words import Side
from workshop.services.rows import Workshop
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class Weighed:
    """``ballots``: how many there are; ``benefit``, ``effort``: None with too few who say them."""

    verdict: Verdict
    benefit: Range | None
    effort: Range | None
    ballots: int


def read_weighed(
    connection: Connection, workshop: Workshop, solution_ids: Collection[int]
) -> dict[int, Weighed]:
    """What becomes of each of these solutions (ids), in one query."""
    rating, person = tables.rating, tables.participant
    ballots: dict[int, list[Rating]] = {solution_id: [] for solution_id in solution_ids}
    ranges: dict[tuple[int, str], tuple[list[int], list[int]]] = {}
    for row in connection.execute(
        select(rating, person.c.speaks_for, person.c.family)
        .join_from(rating, person)
        .where(rating.c.solution_id.in_(ballots))
    ):
        ballots[row.solution_id].append(_rating(row))
        for name, low, high in (
            ("benefit", row.benefit_low, row.benefit_high),
            ("effort", row.effort_low, row.effort_high),
        ):
            if low is not None:
                lows, highs = ranges.setdefault((row.solution_id, name), ([], []))
                lows.append(low)
                highs.append(high)
    return {
        solution_id: Weighed(
            judge(
                given,
                pays_at=workshop.pays_at,
                gains_at=workshop.gains_at,
                floor=workshop.floor,
            ),
            range_of(*ranges.get((solution_id, "benefit"), ((), ()))),
            range_of(*ranges.get((solution_id, "effort"), ((), ()))),
            len(given),
        )
        for solution_id, given in ballots.items()
    }


def _rating(row: Row[Any]) -> Rating:
    return Rating(
        Side(row.speaks_for),
        row.client,
        row.employee,
        row.usability,
        row.suppliers,
        row.citizens,
        row.family,
    )

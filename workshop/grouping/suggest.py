"""What the machine proposes while cards come in: topics, and pairs that may say the same."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workshop.grouping.answers import heard, read_links
from workshop.grouping.clusters import cluster, mean_certainty
from workshop.grouping.lexicon import Lexicon
from workshop.grouping.likeness import likeness
from workshop.grouping.sayings import Answer, Pair, Proposal, Saying, Suggestion
from workshop.grouping.titles import titles

__all__ = ["Answer", "Pair", "Proposal", "Saying", "Suggestion", "suggest"]

Matrix = NDArray[np.floating[Any]]

NEAREST = 10
CERTAIN_ENOUGH = 0.2


def suggest(
    sayings: Sequence[Saying],
    lexicon: Lexicon,
    *,
    answers: Sequence[Answer] = (),
    topics: int | None = None,
    per_step: bool = False,
    vectors: Matrix | None = None,
) -> Suggestion:
    """Topics and pairs, the same whatever the order of ``sayings``.

    ``topics``: exactly so many (no more than cards), holding every card; None lets the machine
    decide and leave alone the cards it is not sure of. ``answers``: what the room has said of
    pairs, wrong ones included; those about cards that are not there are left out.
    ``per_step``: no topic across two steps. ``vectors``: one row a saying.
    """
    order = sorted(range(len(sayings)), key=lambda place: _natural(sayings[place].label))
    ordered = [sayings[place] for place in order]
    rows = None if vectors is None else np.asarray(vectors)[order]
    place = {saying.label: at for at, saying in enumerate(ordered)}
    certainty = heard(likeness(ordered, lexicon, rows), read_links(answers, place), topics)
    kinds = [saying.step for saying in ordered] if per_step else None
    groups = cluster(certainty, topics, kinds)
    if topics is None:
        groups = [group for group in groups if len(group) > 1]
    typical = [_most_alike_first(certainty, group) for group in groups]
    named = titles([[ordered[place] for place in group] for group in typical], lexicon.language)
    proposals = [
        Proposal(title, tuple(ordered[place].label for place in group), sure)
        for title, group, sure in zip(
            named, groups, (mean_certainty(certainty, group) for group in groups), strict=True
        )
    ]
    proposals.sort(key=lambda proposal: (-proposal.certainty, -len(proposal.cards), proposal.cards))
    return Suggestion(tuple(proposals), _pairs(ordered, certainty))


def _most_alike_first(certainty: Matrix, group: Sequence[int]) -> list[int]:
    inside = certainty[np.ix_(group, group)].sum(axis=1)
    return [group[at] for at in np.argsort(-inside.round(9), kind="stable")]


def _natural(label: str) -> tuple[int, str]:
    return (len(label), label)


def _pairs(sayings: Sequence[Saying], certainty: Matrix) -> tuple[Pair, ...]:
    count = len(sayings)
    if count < 2:
        return ()
    wanted = certainty >= CERTAIN_ENOUGH
    others = certainty - 2 * np.eye(count)
    nearest = np.argsort(-others, axis=1, kind="stable")[:, : min(NEAREST, count - 1)]
    np.put_along_axis(wanted, nearest, True, axis=1)
    ones, twos = np.nonzero(np.triu(wanted | wanted.T, 1))
    values = certainty[ones, twos]
    ranked = np.lexsort((twos, ones, -values))
    return tuple(
        Pair(sayings[ones[at]].label, sayings[twos[at]].label, float(values[at])) for at in ranked
    )

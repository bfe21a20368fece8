"""What is grouped and what comes of it: cards as the grouping sees them, answers, proposals."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saying:
    """What is compared of a card: its label, its sentence, and where it was said."""

    label: str
    text: str
    side: str = ""
    kind: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the room answered about one pair of cards: how many said same, how many not."""

    a: str
    b: str
    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards by label, and the certainty in [0, 1] that they are of one subject."""

    a: str
    b: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Cards that may make one topic, under a title of their own words."""

    title: str
    cards: tuple[str, ...]
    certainty: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The most certain first."""

    topics: tuple[Proposal, ...]
    pairs: tuple[Pair, ...]

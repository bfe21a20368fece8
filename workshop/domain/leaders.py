"""What leaders owe a workshop: commitments of each level, and answers to three prompts."""

from collections.abc import Iterable
from enum import StrEnum


class Level(StrEnum):
    """The levels that have to commit themselves for change to last, from the top down."""

    GENERAL = "general"
    DIRECTOR = "director"
    MANAGER = "manager"
    TEAM = "team"


class Prompt(StrEnum):
    """What leaders are asked: how to get the best out of their teams (article C)."""

    SUPPORT = "support"
    OBSTACLE = "obstacle"
    LISTEN = "listen"


def silent_levels(levels: Iterable[Level]) -> tuple[Level, ...]:
    """The levels that nobody of has committed to anything, from the top down."""
    heard = set(levels)
    return tuple(level for level in Level if level not in heard)

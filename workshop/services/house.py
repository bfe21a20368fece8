"""What every gesture needs around it: the database, the clock, chance and the hub."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from workshop.live import Hub
from workshop.live import hub as process_hub
from workshop.storage.engine import Database


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """One installation as services see it; tests bring their own clock, chance and hub."""

    database: Database
    clock: Callable[[], datetime] = _now
    chance: random.Random = field(default_factory=random.SystemRandom)
    hub: Hub = process_hub

    def draw(self) -> int:
        """A random rank: positive, and exact in JSON and JavaScript too (below 2**53)."""
        return self.chance.randrange(1, 2**53)


_current: list[House] = []


def set_house(house: House | None) -> None:
    """Say which installation this process serves; the lifespan does, and tests."""
    _current[:] = [house] if house is not None else []


def current_house() -> House:
    """The installation this process serves. Raises RuntimeError before the lifespan began."""
    if not _current:
        raise RuntimeError("no installation is open in this process")
    return _current[0]

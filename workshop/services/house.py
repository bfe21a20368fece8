"""What every gesture needs around it: the database, the clock, chance, the hub and the tally."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from workshop.live import Hub, Tally
from workshop.live import hub as process_hub
from workshop.live import tally as process_tally
from workshop.storage.engine import Database

RANDOM_LIMIT = 2**53
"""Numbers below it are exact in JSON and JavaScript too."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """One installation as services see it; tests bring their own clock, chance and hub."""

    database: Database
    clock: Callable[[], datetime] = _now
    chance: random.Random = field(default_factory=random.SystemRandom)
    hub: Hub = process_hub
    tally: Tally = process_tally

    def draw(self) -> int:
        """A random rank or voice: positive, and below ``RANDOM_LIMIT``."""
        return self.chance.randrange(1, RANDOM_LIMIT)

    def new_uuid(self) -> str:
        """An id such as phones make for what they send, for what comes from elsewhere."""
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))


_current: list[House] = []


def set_house(house: House | None) -> None:
    """Say which installation this process serves; the lifespan does, and tests."""
    _current[:] = [house] if house is not None else []


def current_house() -> House:
    """The installation this process serves. Raises RuntimeError before the lifespan began."""
    if not _current:
        raise RuntimeError("no installation is open in this process")
    return _current[0]

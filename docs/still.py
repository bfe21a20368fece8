"""The command line on a day that stands still: pictures change with the screens, not with the date.

python -m docs.still serve --port 8090
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Self
from unittest.mock import patch

from workshop.services import house
from workshop.ui import doctor

NOW = datetime(2026, 11, 24, 13, 40, tzinfo=UTC)


class StillDatetime(datetime):
    """A ``datetime`` whose now is always the same."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(NOW.timestamp(), tz)


def clock() -> datetime:
    return NOW


def stand_still(run: Callable[[], int]) -> int:
    """Run with the installation's clock stopped at ``NOW``."""
    with (
        patch.object(house, "datetime", StillDatetime),
        patch.object(doctor, "datetime", StillDatetime),
    ):
        return run()


if __name__ == "__main__":
    from workshop.cli import main

    sys.exit(stand_still(main))

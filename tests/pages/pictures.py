"""What our drawn components are given, where the test wants no browser."""

from typing import Any

import pytest

from workshop.ui import live


class Sent:
    """What a component sent: each trigger once."""

    def __init__(self, **triggers: Any) -> None:
        self._triggers = triggers

    def __getattr__(self, name: str) -> Any:
        return self._triggers.pop(name, None)


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Components by key: what they were given to draw; put a ``Sent`` at ``key!`` to answer."""
    seen: dict[str, Any] = {}

    def draw(name: str, data: Any, *, key: str, on: tuple[str, ...] = ()) -> Any:
        seen[key] = data
        return seen.get(f"{key}!", Sent())

    monkeypatch.setattr(live, "draw", draw)
    return seen

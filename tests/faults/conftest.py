"""A server of its own for each drill."""

from collections.abc import Iterator

import pytest

from benchmarks.house import Server


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running

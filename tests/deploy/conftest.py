"""Caddy, where there is one; and the Chromium of the browser tests."""

import pytest

from run import find_caddy
from tests.browser.conftest import browser as browser


@pytest.fixture(scope="session")
def caddy() -> str:
    """The path of Caddy; tests that need one are skipped without."""
    found = find_caddy()
    if found is None:
        pytest.skip("Caddy is not installed: the lines for the reverse proxy are not tried")
    return found

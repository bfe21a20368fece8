"""A real server, a real Chromium: what the room would meet."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from benchmarks.house import Server
from run import find_chromium

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")  # its event loop must not outlive the browser tests
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path is not None, "no Chromium: python run.py test installs or asks for one"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(path), args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One for all: each test leads a workshop of its own. Who kills a server starts another one."""
    with Server() as running:
        yield running

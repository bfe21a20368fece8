"""In through an organisation: its provider on loopback, the app before it, and a browser's way.

The provider is a library's own (``provider.py``).
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from tests.web.conftest import Browser
from tests.web.provider import CLIENT, SECRET, StrictProvider, running_provider
from workshop.i18n import words
from workshop.services import signin
from workshop.services.house import House
from workshop.settings import Organisation
from workshop.web.entrance import Entrance
from workshop.web.organisation import OrganisationDoor
from workshop.web.routes import all_rooms

PUBLIC = "https://rc.example"
ZOE = "zoe@example.org"
KEY = RSAKey.generate_key(2048, auto_kid=True)
FR = words("fr")

Reopen = Callable[..., OrganisationDoor]


@pytest.fixture(scope="module")
def served() -> Iterator[StrictProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(served: StrictProvider) -> StrictProvider:
    """The one of this file, saying nothing but the truth; Zoe is known to it."""
    served.published = served.key = KEY
    served.facts, served.claims, served.fails = {}, {}, {}
    served.forge = served.hangs = None
    served.asked.clear()
    served.handed_out.clear()
    served.ways.clear()
    served.knows("zoe", email=ZOE, email_verified=True)
    return served


@pytest.fixture
def later() -> list[timedelta]:
    """How far the app's own clock is ahead; the last one counts."""
    return [timedelta()]


@pytest.fixture
def reopen(
    house: House, entrance: Entrance, provider: StrictProvider, later: list[timedelta]
) -> Reopen:
    """Opens the house anew, as another process or with other settings would."""

    def open_it(**settings: Any) -> OrganisationDoor:
        told = {"issuer": provider.base, "client_id": CLIENT, "client_secret": SECRET} | settings
        clocked = replace(house, clock=lambda: datetime.now(UTC) + later[-1])
        door = OrganisationDoor(clocked, Organisation(**told), PUBLIC)
        rooms = all_rooms(
            clocked, entrance, phones=[], downloads={}, personal={}, organisation=door
        )
        entrance.open(clocked, rooms)
        return door

    open_it()
    return open_it


@pytest.fixture
def zoe(browser: Browser, house: House, reopen: Reopen) -> httpx.AsyncClient:
    """The browser of somebody with an account."""
    signin.add_account(house, email=ZOE, password=None)
    return browser(base=PUBLIC)


async def leave(client: httpx.AsyncClient, next_page: str = "/") -> str:
    answer = await client.get(f"/signin/organisation?{urlencode({'next': next_page})}")
    assert answer.status_code == 303
    return str(answer.headers["location"])


async def dance(
    client: httpx.AsyncClient, provider: StrictProvider, name: str = "zoe", next_page: str = "/"
) -> httpx.Response:
    there = await leave(client, next_page)
    back = await asyncio.to_thread(provider.sign_in, there, name)
    return await client.get(back)


def why(answer: httpx.Response) -> str:
    """The reason for which somebody is back on the sign-in page, and no session was opened."""
    assert answer.status_code == 303
    assert answer.cookies.get("session") is None
    place = urlsplit(answer.headers["location"])
    assert (place.scheme, place.netloc, place.path) == ("", "", "/signin")
    return parse_qs(place.query)["because"][0]


def email_of(house: House, answer: httpx.Response) -> str | None:
    found = signin.who_is(house, answer.cookies.get("session"))
    return None if found is None else found.email

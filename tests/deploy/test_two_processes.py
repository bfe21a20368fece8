"""Two app processes on one PostgreSQL behind our Caddyfile: what a room notices when one dies."""

import hashlib
import hmac
import http.client
import json
import ssl
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from benchmarks.house import Server, free_port, several
from tests.browser.room import SLOW
from tests.deploy.proxy import Proxy
from workshop.checkup.findings import Level
from workshop.checkup.wayin import WayIn
from workshop.storage import tables
from workshop.storage.engine import open_database

PHONES = 6
CARDS_AFTER = 5
"""That each phone has received a receipt for once its process is dead."""
PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class House:
    """Everything that runs, and one workshop in the phase "capture"."""

    servers: list[Server]
    proxy: Proxy
    code: str
    facilitator_url: str

    def tell(self, *command: str) -> str:
        return self.servers[0].workshop(*command)

    def server_of(self, context: BrowserContext) -> Server:
        """The process that a browser stays with, as its cookie says."""
        value = next(
            cookie["value"]
            for cookie in context.cookies()
            if cookie.get("name") == "workshop_process"
        )
        return next(
            server
            for server in self.servers
            if hmac.new(b"", f"127.0.0.1:{server.port}".encode(), hashlib.sha256).hexdigest()
            == value
        )

    def texts(self) -> Counter[str]:
        """The words of the cards in the database, with how often each is there."""
        card, workshop = tables.card, tables.workshop
        query = select(card.c.text).join(workshop).where(workshop.c.code == self.code)
        database = open_database(self.servers[0].environment["WORKSHOP_DATABASE_URL"])
        try:
            with database.reading() as connection:
                return Counter(connection.scalars(query))
        finally:
            database.dispose()


@pytest.fixture(scope="module")  # the last test kills one of its processes
def house(caddy: str, postgres_url: str) -> Iterator[House]:
    ports, port = [free_port(), free_port()], free_port()
    url = f"https://localhost:{port}"
    with (
        several(2, server_url=postgres_url, ports=ports, public_url=url, pace="off") as servers,
        Proxy(caddy, ports, port=port) as proxy,
    ):
        new = servers[0].ask("new", "--title", "Deux", "--template", "contact-centre")
        servers[0].workshop("phase", new["code"], "capture")
        assert new["facilitator_url"].startswith(proxy.url)
        yield House(servers, proxy, new["code"], new["facilitator_url"])


def test_phones_join_by_any_process_and_hear_at_once(house: House) -> None:
    page = house.proxy.ask(f"/j/{house.code}", headers={"Accept-Encoding": "gzip"})
    assert page.status == 200
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Secure" in page.cookie("participant")
    assert page.headers["Strict-Transport-Security"]
    cookie = {"Cookie": page.cookie("participant").split(";")[0], "Accept-Encoding": "gzip"}

    lines = [house.proxy.line() for _ in range(4)]  # two a process, as the fewest streams have it
    streams = []
    for line in lines:
        line.request("GET", f"/j/{house.code}/events", headers=cookie)
        streams.append(line.getresponse())
    for stream in streams:
        assert stream.headers["Content-Encoding"] is None
        assert next_event(stream)["phase"] == "capture"
    house.tell("phase", house.code, "group")
    for stream in streams:
        assert next_event(stream)["phase"] == "group"
    for line in lines:
        line.close()
    house.tell("phase", house.code, "capture")


def test_the_doctor_finds_the_way_in_through_the_proxy_in_order(house: House) -> None:
    way = WayIn(
        house.proxy.url,
        trust=ssl.create_default_context(cafile=house.proxy.authority),
        plain_port=house.proxy.plain_port,
    )
    found = [*way.check(), way.check_redirect()]
    assert [finding.level for finding in found] == [Level.OK] * 4, found
    [untrusted] = WayIn(house.proxy.url).check()
    assert untrusted.key == "check.way.certificate"


def next_event(stream: http.client.HTTPResponse) -> Any:
    """The data of the next event; waits for it."""
    while line := stream.readline():
        if line.startswith(b"data:"):
            return json.loads(line[5:])
    raise AssertionError("the stream ended")


@pytest.mark.parametrize("path", ["/j/{code}/cards", "/signin"])
def test_a_form_of_another_site_and_a_forged_host_are_refused(house: House, path: str) -> None:
    place = path.format(code=house.code)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    forged = {
        "Origin": "https://evil.example",
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "host=evil.example;proto=https",
    }
    refused = house.proxy.ask(place, method="POST", body=b"text=x", headers={**form, **forged})
    assert refused.status == 403
    page = house.proxy.ask("/signin", headers={name: forged[name] for name in list(forged)[1:]})
    assert page.status == 200
    assert b"evil.example" not in page.body
    away = house.proxy.ask("/matrix?w=ABCDEF", headers={"X-Forwarded-Host": "evil.example"})
    assert away.headers["Location"] == "/signin?next=/matrix%3Fw%3DABCDEF"


def test_a_killed_process_costs_the_room_no_card_and_the_facilitator_no_more_than_a_moment(
    browser: Browser, house: House
) -> None:
    context = browser.new_context(ignore_https_errors=True, locale="fr-FR")
    page = context.new_page()
    page.goto(house.facilitator_url)
    expect(page.locator("h1").first).to_be_visible(timeout=SLOW)
    open_wall(page, house)
    killed = house.server_of(context)

    dead = Event()
    acknowledged: Counter[str] = Counter()
    with ThreadPoolExecutor(PHONES) as phones:
        posting = [phones.submit(play_phone, house, dead) for _ in range(PHONES)]
        expect(page.locator(".rc-wall .rc-card").first).to_be_visible(timeout=SLOW)
        killed.kill()
        dead.set()
        for phone in posting:
            acknowledged.update(phone.result(PATIENCE_SECONDS))

    assert house.texts() == acknowledged
    assert set(acknowledged.values()) == {1}
    open_wall(page, house)
    assert house.server_of(context) is not killed
    expect(page.locator(".rc-wall .rc-card")).to_have_count(len(acknowledged), timeout=2 * SLOW)
    page.locator(".st-key-next-phase").get_by_role("button").first.click()
    expect(page).not_to_have_url(wall_of(house), timeout=SLOW)
    assert json.loads(house.tell("show", house.code, "--json"))["phase"] == "group"
    context.close()


def wall_of(house: House) -> str:
    return f"{house.proxy.url}/capture?w={house.code}"


def open_wall(page: Page, house: House) -> None:
    page.goto(wall_of(house))
    expect(page.locator("h1").first).to_be_visible(timeout=SLOW)
    expect(page.locator(".rc-wall").first).to_be_attached(timeout=SLOW)


def play_phone(house: House, dead: Event) -> list[str]:
    """Send cards through the proxy, each until it is acknowledged, as the outbox of a phone does.

    Gives the words of those that were, once some were sent after a process had died.
    """
    joined = house.proxy.ask(f"/j/{house.code}")
    headers = {
        "Cookie": joined.cookie("participant").split(";")[0],
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": house.proxy.url,
    }
    acknowledged: list[str] = []
    left = CARDS_AFTER
    while left:
        left -= dead.is_set()
        card = str(uuid.uuid4())
        fields = {"card_id": card, "side": "client", "kind": "irritant", "step": "any"}
        send(house, headers, urlencode({**fields, "text": card}).encode())
        acknowledged.append(card)
    return acknowledged


def send(house: House, headers: dict[str, str], body: bytes) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            answer = house.proxy.ask(
                f"/j/{house.code}/cards", method="POST", body=body, headers=headers
            )
        except (OSError, http.client.HTTPException):
            continue
        if answer.status in (200, 201):
            return
        assert answer.status >= 500, answer.body
        time.sleep(0.1)  # as a phone waits before it sends again
    raise AssertionError("never acknowledged")

"""The log of a workshop in which much goes wrong: what happened, once, and nobody in it."""

import asyncio
import json
import re
import socket
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.web.broken import QUOTED
from tests.web.running import Running, free_port, running, serve_command
from tests.web.test_server import SENTENCE, TITLE, House1, ask, furnish
from workshop.live import Hub
from workshop.services import signin
from workshop.services.house import House
from workshop.settings import CHECKOUT
from workshop.storage.engine import open_database

AGENT = "Zeppelin/7.7"
ADDRESS = "203.0.113.77"
LOCAL = "127.0.0.77"
TYPED = "Valparaiso 4714"
LINK = "SECRETLINK4715"
METRICS = "of-the-operator-4716-4716"
HEADERS = {"user-agent": AGENT, "x-forwarded-for": ADDRESS, "forwarded": f"for={ADDRESS}"}
MISHAP = re.compile(rb"\(code ([A-Z0-9]{5})\)")
PATIENCE_SECONDS = 30
SCRIPTS = sorted((CHECKOUT / "pages").glob("*/*.py"))
ADDRESSES = {"home": "", "results": "sponsor"}
"""Where a page is not called as its script."""


@dataclass(frozen=True)
class Place:
    """A server on a workshop, with the owner of the computer at the door."""

    server: Running
    home: House1
    laptop: str
    broken: Path

    def lines(self) -> list[dict[str, Any]]:
        """Every record so far; all that is no JSON is what ``serve`` says of itself."""
        lines = self.server.output().splitlines()
        records = [json.loads(line) for line in lines if line.startswith("{")]
        assert len(lines) - len(records) == 2, lines
        return records

    async def page(self, name: str, cookie: str) -> bytes:
        return await ask(self.server, f"session={cookie}", query=f"w={self.home.code}", name=name)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("log")
    home = furnish(folder)
    database = open_database(home.url)
    house = House(database, hub=Hub())
    laptop = signin.use_signin_link(house, signin.new_signin_link(house))
    database.dispose()
    broken = folder / "broken"
    broken.write_text("none", encoding="utf-8")
    port = free_port()
    command = ["-m", "tests.web.broken", *serve_command(port)[2:]]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("WORKSHOP_LOG", "json"),
            ("WORKSHOP_METRICS_TOKEN", METRICS),
            ("BROKEN_PAGE", str(broken)),
            ("LC_ALL", "C"),
        ):
            patch.setenv(name, value)
        patch.delenv("WORKSHOP_DEBUG", raising=False)
        with running(command, port=port, database_url=home.url, folder=folder) as server:
            server.wait_until_open()
            yield Place(server, home, laptop, broken)


async def test_of_each_page_that_raises_one_line_tells_its_code(place: Place) -> None:
    """And whoever is on another page, or holds a phone, does not notice."""
    codes = []
    for script in SCRIPTS:
        place.broken.write_text(script.stem, encoding="utf-8")
        other = "frame" if script.stem != "frame" else "capture"
        got, beside = await asyncio.gather(
            place.page(ADDRESSES.get(script.stem, script.stem), place.laptop),
            place.page(other, place.home.alice),
        )
        found = MISHAP.search(got)
        assert found, script.stem
        assert QUOTED.encode() not in got
        assert TITLE.encode() in beside or other == "capture", script.stem
        assert not MISHAP.search(beside), script.stem
        codes.append(found[1].decode())
    async with httpx.AsyncClient(base_url=place.server.base) as phone:
        assert (await phone.get(f"/j/{place.home.code}")).status_code == 200
    place.broken.write_text("none", encoding="utf-8")
    raised = [line for line in place.lines() if line["message"] == "a page raised"]
    assert [line["code"] for line in raised] == codes
    for line, script in zip(raised, SCRIPTS, strict=True):
        assert (line["level"], line["logger"], line["error"]) == (
            "error",
            "workshop",
            ["RuntimeError"],
        )
        assert line["trace"][-1] == f"{script.relative_to(CHECKOUT)}:1 in <module>"
    assert QUOTED not in place.server.output()
    assert sum("RuntimeError" in json.dumps(line) for line in place.lines()) == len(SCRIPTS)


async def test_a_log_names_nobody(place: Place) -> None:
    server, home = place.server, place.home
    await _speak_nonsense(server.port, home)
    async with httpx.AsyncClient(
        base_url=server.base,
        headers={**HEADERS, "cookie": f"session={home.alice}"},
        transport=httpx.AsyncHTTPTransport(local_address=LOCAL),
    ) as client:
        file = home.url.removeprefix("sqlite:///")
        _rename(file, "card", "card_away")
        try:
            await _send_card(client, home.code)
            for path in (f"/j/{home.code}", f"/x/{home.code}/workshop.json", f"/?q={TYPED}"):
                await client.get(path)
            await place.page("capture", home.alice)
        finally:
            _rename(file, "card_away", "card")
        for path in (
            *(f"/f/{LINK}", f"/s/{LINK}", f"/p/{LINK}", f"/signin?key={LINK}", f"/{LINK}"),
            *(f"/oauth2callback?code={LINK}", f"/auth/callback?state={LINK}", f"/media/{LINK}"),
            *(f"/j/{LINK}", f"/live/{home.code}/events/{LINK}"),
        ):
            await client.get(path)
        await client.request("BREW", f"/{TYPED}", content=TYPED.encode())
        await client.get("/metrics", headers={"authorization": f"Bearer {METRICS}"})
        await client.post("/signin", data={"email": "nadia@example.org", "password": TYPED})
        with pytest.raises(InvalidStatus):
            await _open_socket(server.port)
    told = json.dumps(place.lines(), ensure_ascii=False)
    assert "OperationalError" in told  # so much for the faults being there
    everything = told + place.server.output()
    secrets = (
        *(AGENT, "Zeppelin", ADDRESS, LOCAL, "testclient", TYPED, SENTENCE, TITLE, LINK, METRICS),
        *(home.alice, home.sam, place.laptop, home.code, "nadia", "session=", "signin?key"),
        *("SELECT", "INSERT", "/f/", "/s/", "/p/"),
    )
    for secret in secrets:
        assert secret not in everything, secret


async def _speak_nonsense(port: int, home: House1) -> None:
    """What no browser sends, each on a connection of its own."""
    for sent in (
        f"{TYPED}\r\n\r\n",
        f"GET /{LINK} HTTP/9.9\r\nhost: localhost\r\n\r\n",
        f"GET /f/{LINK} HTTP/1.1\r\nhost: {TYPED}\r\nuser-agent: {AGENT}\r\n\r\n",
        f"POST /j/{home.code}/cards HTTP/1.1\r\nhost: localhost:{port}\r\n"
        f"content-length: 99\r\nuser-agent: {AGENT}\r\n\r\n{TYPED}",
        f"GET /_stcore/stream HTTP/1.1\r\nhost: localhost:{port}\r\nupgrade: websocket\r\n"
        f"connection: upgrade\r\nsec-websocket-key: {LINK}\r\n\r\n",
    ):
        with closing(socket.create_connection(("127.0.0.1", port), 5, (LOCAL, 0))) as line:
            line.sendall(sent.encode())
            line.shutdown(socket.SHUT_WR)
            line.settimeout(PATIENCE_SECONDS)
            await asyncio.to_thread(_read_to_end, line)


def _read_to_end(line: socket.socket) -> None:
    try:
        while line.recv(65536):
            continue
    except ConnectionError:
        return


async def _send_card(client: httpx.AsyncClient, code: str) -> None:
    card = {
        "card_id": str(uuid.uuid4()),
        "side": "client",
        "kind": "irritant",
        "step": "any",
        "text": TYPED,
    }
    origin = str(client.base_url).rstrip("/")
    answer = await client.post(f"/j/{code}/cards", data=card, headers={"origin": origin})
    assert answer.status_code == 503


async def _open_socket(port: int) -> None:
    address = f"ws://localhost:{port}/_stcore/stream?{LINK}"
    async with connect(address, additional_headers={**HEADERS, "Cookie": f"session={LINK}"}):
        return


def _rename(file: str, table: str, name: str) -> None:
    with closing(sqlite3.connect(file, timeout=PATIENCE_SECONDS)) as connection:
        connection.execute("PRAGMA legacy_alter_table=ON")  # what points at it stays as it is
        connection.execute(f"ALTER TABLE {table} RENAME TO {name}")
        connection.commit()


def test_in_json_no_link_that_signs_in_is_printed(place: Place) -> None:
    assert "/j" in place.server.output()
    assert "key=" not in place.server.output()

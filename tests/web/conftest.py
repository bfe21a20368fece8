"""A house with its cast, behind a front door; Streamlit is played by an app that says so."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workshop.domain.words import Role
from workshop.live import Hub
from workshop.services import signin, workshops
from workshop.services.actors import Console
from workshop.services.downloads import Download, PersonalDownload
from workshop.services.house import House
from workshop.settings import Pace, Settings
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare
from workshop.web.entrance import Entrance
from workshop.web.front_door import FrontDoor
from workshop.web.hosts import Hosts
from workshop.web.routes import all_rooms
from workshop.web.streamlit_page import StreamlitPage

INDEX = """<!DOCTYPE html>
<html lang="en"><head><title>Streamlit</title><link rel="icon" href="./favicon.png" />
<link rel="service-desc" href="./_stcore/agent/openapi.json" />
<script>window.prerenderReady = false</script></head>
<body><noscript>You need it.</noscript><div id="root"></div></body></html>
"""


@dataclass
class Streamlit:
    """What stands behind the door: remembers who got through."""

    reached: list[str] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    fails: bool = False
    error: Exception = field(
        default_factory=lambda: RuntimeError("SELECT secret FROM /home/facilitator")
    )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope["path"])
        self.scopes.append(scope)
        if self.fails:
            raise self.error
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
        else:
            # As Streamlit's font route does; nobody else may read anything of ours.
            headers = {"Access-Control-Allow-Origin": "*", "X-Frame-Options": "ALLOWALL"}
            await PlainTextResponse("streamlit", headers=headers)(scope, receive, send)


@dataclass(frozen=True)
class Cast:
    """Alice leads, Sam is her sponsor, Oscar leads another workshop, Rita's link was revoked."""

    code: str
    other_code: str
    revoked_code: str
    revoked_link: str
    laptop: str
    alice: str
    sam: str
    oscar: str
    rita: str
    facilitator_link: str
    sponsor_link: str
    recovery_code: str


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    """A database with the whole cast, made once: each test gets a copy."""
    file = tmp_path_factory.mktemp("played") / "workshops.sqlite3"
    database = open_database(f"sqlite:///{file}")
    prepare(database)
    cast = _play(House(database, hub=Hub()))
    database.empty_journal()
    database.dispose()
    return file, cast


@pytest.fixture
def house(played: tuple[Path, Cast], tmp_path: Path) -> Iterator[House]:
    file = shutil.copy(played[0], tmp_path / "workshops.sqlite3")
    database = open_database(f"sqlite:///{file}")
    yield House(database, hub=Hub())
    database.dispose()


@pytest.fixture
def cast(played: tuple[Path, Cast]) -> Cast:
    return played[1]


def _play(house: House) -> Cast:
    new = workshops.create_workshop(house, title="Chez Alice", template_slug="contact-centre")
    other = workshops.create_workshop(house, title="Chez Oscar", template_slug="online-shop")
    me = Console(new.code)
    revoked = workshops.create_workshop(house, title="Chez Rita", template_slug="online-shop")

    def cookie(link: str, role: Role) -> str:
        return signin.open_link(house, link_token=link, role=role, token=None).token

    rita = cookie(revoked.facilitator_token, Role.FACILITATOR)
    workshops.revoke_links(house, Console(revoked.code), Role.FACILITATOR)
    workshops.open_to_sponsor(house, me, is_open=True)
    return Cast(
        code=new.code,
        other_code=other.code,
        revoked_code=revoked.code,
        revoked_link=revoked.facilitator_token,
        laptop=signin.use_signin_link(house, signin.new_signin_link(house)),
        alice=cookie(new.facilitator_token, Role.FACILITATOR),
        sam=cookie(new.sponsor_token, Role.SPONSOR),
        oscar=cookie(other.facilitator_token, Role.FACILITATOR),
        rita=rita,
        facilitator_link=new.facilitator_token,
        sponsor_link=new.sponsor_token,
        recovery_code=new.recovery_code,
    )


@pytest.fixture
def settings() -> Settings:
    return Settings(database_url="", public_url="https://rc.example", pace=Pace())


@pytest.fixture
def entrance(tmp_path: Path, settings: Settings, house: House) -> Entrance:
    (tmp_path / "index.html").write_text(INDEX, encoding="utf-8")
    hosts = Hosts(settings, look=lambda: ("localhost", "127.0.0.1", "::1", "192.168.7.7"))
    entrance = Entrance(hosts, StreamlitPage(tmp_path))
    rooms = all_rooms(
        house,
        entrance,
        phones=[Route("/j", _join), Route("/j/{code}", _join)],
        downloads={
            "workshop.json": Download(
                "application/json",
                lambda house, actor: f'{{"code": "{actor.code}"}}'.encode(),
                frozenset({Role.FACILITATOR}),
            )
        },
        personal={
            "actions.ics": PersonalDownload(
                "text/calendar",
                lambda house, actor: f"own of {actor.code}".encode(),
            )
        },
    )
    entrance.open(house, rooms)
    return entrance


@pytest.fixture
def streamlit() -> Streamlit:
    return Streamlit()


@pytest.fixture
def door(entrance: Entrance, streamlit: Streamlit) -> FrontDoor:
    return FrontDoor(streamlit, entrance=entrance)


Browser = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def browser(door: FrontDoor) -> AsyncIterator[Browser]:
    """Opens browsers: ``browser()`` is a stranger, ``browser(cast.alice)`` is Alice."""
    opened: list[httpx.AsyncClient] = []

    def new(session: str | None = None, *, base: str = "http://localhost") -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=door, raise_app_exceptions=True)
        client = httpx.AsyncClient(transport=transport, base_url=base)
        if session is not None:
            client.headers["cookie"] = f"session={session}"
        opened.append(client)
        return client

    yield new
    for client in opened:
        await client.aclose()


async def _join(request: Request) -> PlainTextResponse:
    return PlainTextResponse("phone")


async def open_websocket(
    app: ASGIApp,
    headers: dict[str, str],
    *,
    path: str = "/_stcore/stream",
    deny: bool = True,
) -> list[Message]:
    """What a websocket upgrade is answered; ``deny``: the server can answer with a status."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    scope = {
        "type": "websocket",
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "extensions": {"websocket.http.response": {}} if deny else {},
        "scheme": "ws",
    }
    await app(scope, receive, send)
    return sent

"""Real processes: how the app starts, whom it answers right after, and how it stops."""

import asyncio
import socket
import sqlite3
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from tests.databases import fresh_sqlite_url
from tests.web.running import Running, free_port, running, serve_command, uvicorn_command
from workshop.domain.errors import PortForbidden, PortTaken
from workshop.domain.words import Role
from workshop.live import Hub
from workshop.server import listen
from workshop.services import capture, signin, workshops
from workshop.services.access import hash_token
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.writer import Writer
from workshop.settings import CHECKOUT
from workshop.storage.engine import open_database
from workshop.storage.schema import prepare

TITLE = "Zanzibar 4711"
SENTENCE = "Ouagadougou 4712"
STOP_SECONDS = 10.0


@dataclass(frozen=True)
class House1:
    """Where a test's workshop lies, and the cookies of those who knock."""

    url: str
    code: str
    alice: str
    sam: str
    oscar: str
    rita: str


def furnish(folder: Path) -> House1:
    """A workshop in its capture phase with one card: below the floor of a sponsor."""
    url = fresh_sqlite_url(folder)
    database = open_database(url)
    prepare(database)
    house = House(database, hub=Hub())
    new = workshops.create_workshop(house, title=TITLE, template_slug="contact-centre")
    other = workshops.create_workshop(house, title="Ailleurs", template_slug="online-shop")
    me = Console(new.code)
    workshops.set_phase(house, me, "capture")
    workshops.open_to_sponsor(house, me, is_open=True)
    writer = Writer(house)
    card = capture.CardSent("voice", str(uuid.uuid4()), "client", "irritant", "any", SENTENCE)
    writer.submit(new.code, capture.add_cards, card).result(10)
    writer.close()

    def cookie(link: str, role: Role) -> str:
        return signin.open_link(house, link_token=link, role=role, token=None).token

    gone = workshops.new_link(house, me, Role.FACILITATOR)
    rita = cookie(gone, Role.FACILITATOR)
    workshops.revoke_links(house, me, Role.FACILITATOR)
    found = House1(
        url=url,
        code=new.code,
        alice=cookie(workshops.new_link(house, me, Role.FACILITATOR), Role.FACILITATOR),
        sam=cookie(new.sponsor_token, Role.SPONSOR),
        oscar=cookie(other.facilitator_token, Role.FACILITATOR),
        rita=rita,
    )
    database.dispose()
    return found


# --- right after a cold start --------------------------------------------------------------------


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, House1]]:
    """A bare ASGI server that nobody has opened a page of; started from another folder."""
    folder = tmp_path_factory.mktemp("cold")
    home = furnish(folder)
    port = free_port()
    command = uvicorn_command(port)
    with running(
        command,
        port=port,
        database_url=home.url,
        folder=folder,
        cwd=folder,
        public_url="https://rc.example",
    ) as server:
        server.wait_until_open()
        yield server, home


async def ask(
    server: Running,
    cookie: str,
    *,
    query: str,
    name: str = "",
    hash_: str = "",
    origin: str | None = None,
) -> bytes:
    """All that Streamlit sends to a raw websocket that asks for one page."""
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = name
    request.rerun_script.page_script_hash = hash_
    got = b""
    async with connect(
        f"ws://localhost:{server.port}/_stcore/stream",
        additional_headers={"Cookie": cookie},
        subprotocols=[Subprotocol("streamlit")],
        origin=None if origin is None else Origin(origin),
        max_size=None,
    ) as socket:
        await socket.send(request.SerializeToString())
        async with asyncio.timeout(30):
            async for piece in socket:
                assert isinstance(piece, bytes)
                got += piece
                message = ForwardMsg()
                message.ParseFromString(piece)
                if message.WhichOneof("type") == "script_finished":
                    return got
    return got


def pages() -> list[str]:
    """The file names of all pages, which are their addresses but for a few."""
    names = {path.stem for path in (CHECKOUT / "pages").glob("*/*.py")}
    return sorted(names | {"sponsor"})


@pytest.mark.parametrize("who", ["nobody", "participant", "rita", "garbage"])
async def test_a_stranger_opens_no_websocket_right_after_the_start(
    cold: tuple[Running, House1], who: str
) -> None:
    server, home = cold
    cookies = {
        "nobody": "other=1",
        "participant": f"participant={'a' * 43}",
        "rita": f"session={home.rita}",
        "garbage": "session=garbage; _streamlit_session=x",
    }
    with pytest.raises(InvalidStatus) as refused:
        await ask(server, cookies[who], query=f"w={home.code}", name="matrix")
    assert refused.value.response.status_code == 401


async def test_a_page_of_another_site_opens_no_websocket(cold: tuple[Running, House1]) -> None:
    server, home = cold
    for origin in ("http://evil.example", "http://localhost:1", "null"):
        with pytest.raises(InvalidStatus) as refused:
            await ask(server, f"session={home.alice}", query="", origin=origin)
        assert refused.value.response.status_code == 403


async def test_the_public_address_opens_it_though_a_proxy_rewrites_the_host(
    cold: tuple[Running, House1],
) -> None:
    server, home = cold
    for origin in ("https://rc.example", server.base):
        got = await ask(
            server, f"session={home.alice}", query=f"w={home.code}", name="frame", origin=origin
        )
        assert TITLE.encode() in got


async def test_no_protected_word_by_address_name_or_hash(cold: tuple[Running, House1]) -> None:
    server, home = cold
    query = f"w={home.code}"
    for name in pages():
        script = next((CHECKOUT / "pages").glob(f"*/{name}.py"), Path(name))
        for cookie in (home.oscar, home.sam):
            for asked in (
                {"name": name},
                {"hash_": calc_hash(name)},
                {"hash_": calc_hash(str(script))},
            ):
                got = await ask(server, f"session={cookie}", query=query, **asked)
                assert SENTENCE.encode() not in got, (name, asked)
                if cookie == home.oscar:
                    assert TITLE.encode() not in got, (name, asked)


async def test_the_facilitator_gets_them(cold: tuple[Running, House1]) -> None:
    server, home = cold
    got = b""
    for name in pages():
        got += await ask(server, f"session={home.alice}", query=f"w={home.code}", name=name)
    assert TITLE.encode() in got
    assert SENTENCE.encode() in got


async def test_nobody_takes_over_the_session_of_another_browser(
    cold: tuple[Running, House1],
) -> None:
    server, home = cold
    begun = await session_id(server, home.alice)
    assert await session_id(server, home.alice, known=begun) == begun  # a network that came back
    assert await session_id(server, home.sam, known=begun) != begun
    claimed = {"X-Workshop-Browser": hash_token(home.alice)}
    assert await session_id(server, home.sam, known=begun, **claimed) != begun


async def session_id(server: Running, cookie: str, *, known: str = "", **sent: str) -> str:
    """The id of the session that this browser gets, when it says that it had ``known``."""
    names = ["streamlit", "xsrf", *([known] if known else [])]
    async with connect(
        f"ws://localhost:{server.port}/_stcore/stream",
        additional_headers={"Cookie": f"session={cookie}", **sent},
        subprotocols=[Subprotocol(name) for name in names],
        max_size=None,
    ) as socket:
        request = BackMsg()
        request.rerun_script.query_string = ""
        await socket.send(request.SerializeToString())
        async with asyncio.timeout(30):
            async for piece in socket:
                assert isinstance(piece, bytes)
                message = ForwardMsg()
                message.ParseFromString(piece)
                if message.WhichOneof("type") == "new_session":
                    return str(message.new_session.initialize.session_id)
    raise AssertionError("no session")


def test_no_protected_word_over_http(cold: tuple[Running, House1]) -> None:
    server, home = cold
    paths = [
        *(f"/{name}?w={home.code}" for name in pages()),
        *("/", "/_stcore/health", "/_stcore/metrics", "/media/x", "/_stcore/agent/interact"),
        *(f"/live/{home.code}/events", f"/x/{home.code}/workshop.json", f"/j/{home.code}"),
    ]
    for cookie in ("", f"session={home.rita}", f"session={home.oscar}"):
        with httpx.Client(base_url=server.base, headers={"cookie": cookie}) as client:
            for path in paths:
                answer = client.get(path)
                assert SENTENCE not in answer.text
                if not path.startswith("/j/"):  # a room tells its title to its phones
                    assert TITLE not in answer.text


def test_the_log_holds_no_address_and_no_secret_link(cold: tuple[Running, House1]) -> None:
    server, _ = cold
    httpx.get(f"{server.base}/f/SECRETLINK")
    httpx.get(f"{server.base}/signin?key=SECRETLINK")
    assert "SECRETLINK" not in server.output()


# --- every way of starting -----------------------------------------------------------------------


@pytest.mark.parametrize("way", ["serve", "app.py", "streamlit"])
def test_every_way_of_starting_starts(tmp_path: Path, way: str) -> None:
    port = free_port()
    command = {
        "serve": serve_command(port),
        "app.py": [str(CHECKOUT / "app.py"), *serve_command(port)[3:]],
        "streamlit": ["-m", "streamlit", "run", "app.py", "--server.port", str(port)],
    }[way]
    url = fresh_sqlite_url(tmp_path)
    with running(command, port=port, database_url=url, folder=tmp_path) as server:
        server.wait_until_open()
        assert httpx.get(f"{server.base}/j").status_code == 200
        assert httpx.get(f"{server.base}/_stcore/health").status_code == 401
        code, seconds = server.stop()
        # Streamlit's own runner lets the signal end the process, as bare servers do.
        assert code == (-15 if way == "streamlit" else 0)
        assert seconds < STOP_SECONDS
        assert "Traceback" not in server.output()


def test_a_wrong_option_stops_the_start_with_one_clear_line(tmp_path: Path) -> None:
    port = free_port()
    command = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--runner.postScriptGC", "true", "--server.maxUploadSize", "200"]
    url = fresh_sqlite_url(tmp_path)
    with running(command, port=port, database_url=url, folder=tmp_path) as server:
        assert server.process.wait(60) != 0
        assert "runner.postScriptGC = True, must be False" in server.output()
        assert "server.maxUploadSize = 200, must be 20" in server.output()
        assert "Traceback" not in server.output()


@pytest.mark.parametrize("way", ["serve", "uvicorn"])
def test_a_newer_database_is_refused_in_one_line(tmp_path: Path, way: str) -> None:
    home = furnish(tmp_path)
    with closing(sqlite3.connect(home.url.removeprefix("sqlite:///"))) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    port = free_port()
    command = serve_command(port) if way == "serve" else uvicorn_command(port)
    with running(command, port=port, database_url=home.url, folder=tmp_path) as server:
        assert server.process.wait(60) != 0
        assert "9999" in server.output()
        assert "Traceback" not in server.output()


def test_a_taken_port_is_refused_and_no_other_is_taken(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            listen("127.0.0.1", port)
        assert refused.value.facts == {"port": port}
        url = fresh_sqlite_url(tmp_path)
        with running(serve_command(port), port=port, database_url=url, folder=tmp_path) as server:
            assert server.process.wait(60) != 0
            assert str(port) in server.output()
            assert len(server.output().strip().splitlines()) == 1


def test_an_address_of_somebody_else_is_refused() -> None:
    for host in ("192.0.2.77", "no such host"):
        with pytest.raises(PortForbidden):
            listen(host, 0)


# --- the stop ------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_room_is_not_as_small_as_the_limit_of_a_shell(tmp_path: Path) -> None:
    port = free_port()
    limited = "import resource as r, sys; from workshop.cli import main; "
    limited += "r.setrlimit(r.RLIMIT_NOFILE, (256, r.getrlimit(r.RLIMIT_NOFILE)[1])); "
    command = ["-c", limited + "sys.exit(main(sys.argv[1:]))", *serve_command(port)[2:]]
    with running(
        command, port=port, database_url=fresh_sqlite_url(tmp_path), folder=tmp_path
    ) as server:
        server.wait_until_open()
        with ExitStack() as streams:
            for _ in range(300):
                phone = streams.enter_context(socket.create_connection(("localhost", port)))
                phone.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert httpx.get(f"{server.base}/healthz").status_code == 200


def test_a_stop_finishes_what_was_sent_and_ends_every_stream(tmp_path: Path) -> None:
    home = furnish(tmp_path)
    port = free_port()
    with running(serve_command(port), port=port, database_url=home.url, folder=tmp_path) as server:
        server.wait_until_open()
        acknowledged: list[str] = []
        ended: list[str] = []
        health: list[int] = []
        asking = threading.Event()
        threads = [
            threading.Thread(target=_post_cards, args=(server, home.code, acknowledged)),
            threading.Thread(target=_post_cards, args=(server, home.code, acknowledged)),
            threading.Thread(
                target=_hear,
                args=(server, f"/live/{home.code}/events", f"session={home.alice}", ended),
            ),
            threading.Thread(target=_hear, args=(server, f"/j/{home.code}/events", "", ended)),
            threading.Thread(target=_hold_websocket, args=(server, home, ended)),
            threading.Thread(target=_ask_health, args=(server, health, asking)),
        ]
        for thread in threads:
            thread.start()
        time.sleep(2.0)  # everything is open and in full swing
        assert ended == []
        assert acknowledged
        code, seconds = server.stop()
        asking.set()
        for thread in threads:
            thread.join(10)
        assert code == 0
        assert seconds < STOP_SECONDS
        assert sorted(ended) == ["event stream", "event stream", "websocket"]
        assert 503 in health
        assert "Traceback" not in server.output()
    with closing(sqlite3.connect(home.url.removeprefix("sqlite:///"))) as file:
        kept = [row[0] for row in file.execute("SELECT card_id FROM card")]
    assert len(kept) == len(set(kept))
    assert set(acknowledged) <= set(kept)


def _post_cards(server: Running, code: str, acknowledged: list[str]) -> None:
    """One phone after the other, until nobody answers."""
    with httpx.Client(base_url=server.base, headers={"accept": "application/json"}) as phone:
        try:
            phone.get(f"/j/{code}")
            while True:
                card = str(uuid.uuid4())
                answer = phone.post(
                    f"/j/{code}/cards",
                    data={
                        "card_id": card,
                        "side": "client",
                        "kind": "irritant",
                        "step": "any",
                        "text": "on attend vingt minutes",
                    },
                )
                if answer.status_code == 201:
                    acknowledged.append(card)
        except httpx.TransportError:
            return


def _hear(server: Running, path: str, cookie: str, ended: list[str]) -> None:
    with httpx.Client(base_url=server.base, timeout=60) as client:
        if not cookie:
            client.get(path.removesuffix("/events"))
        headers = {"cookie": cookie} if cookie else {}
        with client.stream("GET", path, headers=headers) as answer:
            assert answer.status_code == 200
            try:
                for _ in answer.iter_raw():
                    pass
            except httpx.TransportError:
                return
            ended.append("event stream")


def _hold_websocket(server: Running, home: House1, ended: list[str]) -> None:
    async def hold() -> None:
        async with connect(
            f"ws://localhost:{server.port}/_stcore/stream",
            additional_headers={"Cookie": f"session={home.alice}"},
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
        ) as socket:
            request = BackMsg()
            request.rerun_script.query_string = f"w={home.code}"
            await socket.send(request.SerializeToString())
            with suppress(ConnectionClosed):
                async for _ in socket:
                    pass
        ended.append("websocket")

    asyncio.run(hold())


def _ask_health(server: Running, health: list[int], enough: threading.Event) -> None:
    while not enough.is_set():
        try:
            health.append(httpx.get(f"{server.base}/healthz").status_code)
        except httpx.TransportError:
            time.sleep(0.02)

"""The Caddyfile we ship, in a real Caddy, before two things that say what they were asked."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.deploy.proxy import Answer, Proxy
from tests.deploy.stub import Stub

PATIENCE_SECONDS = 60
STICKY_PATHS = (
    "/",
    "/matrix?w=ABCDEF",
    "/media/picture.png",
    "/_stcore/stream",
    "/_stcore/upload_file/session/file",
    "/component/frame/index.html",
)
SECRET = "a-link-that-is-a-secret"
FORGED = {
    "Forwarded": "for=192.0.2.7;host=evil.example;proto=http",
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Real-IP": "192.0.2.7",
    "X-Workshop-Browser": "somebody-else",
}


@pytest.fixture
def stubs() -> Iterator[tuple[Stub, Stub]]:
    with Stub() as first, Stub() as second:
        yield first, second


@pytest.fixture(scope="module")
def lasting(caddy: str) -> Iterator[Proxy]:
    """A proxy before two that live: for the tests that kill neither."""
    with Stub() as first, Stub() as second, Proxy(caddy, [first.port, second.port]) as running:
        yield running


@pytest.fixture
def proxy(caddy: str, stubs: tuple[Stub, Stub]) -> Iterator[Proxy]:
    with Proxy(caddy, [stub.port for stub in stubs]) as running:
        yield running


def told(answer: Answer) -> Any:
    assert answer.status == 200
    return json.loads(answer.body)


def test_what_a_visitor_says_of_the_way_it_came_is_not_passed_on(lasting: Proxy) -> None:
    for path in ("/j/ABCDEF", "/", "/signin"):
        arrived = told(lasting.ask(path, headers=FORGED))["headers"]
        assert arrived["host"] == f"localhost:{lasting.port}"
        assert not {name.lower() for name in FORGED} & arrived.keys()


def test_a_streamlit_browser_stays_with_one_process_and_a_phone_does_not(lasting: Proxy) -> None:
    given = lasting.ask("/").cookie("workshop_process")
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    sticking = {"Cookie": f"session=x; {given.split(';')[0]}"}
    answers = [lasting.ask(path, headers=sticking) for path in STICKY_PATHS for _ in range(4)]
    assert len({told(answer)["port"] for answer in answers}) == 1
    assert not any(answer.cookie("workshop_process") for answer in answers)

    phones = [lasting.ask("/j/ABCDEF", headers=sticking) for _ in range(40)]
    assert len({told(answer)["port"] for answer in phones}) == 2
    assert not any(answer.cookie("workshop_process") for answer in phones)


@pytest.mark.parametrize("path", ["/j/ABCDEF/events", "/live/ABCDEF/events"])
def test_an_event_arrives_while_the_next_one_is_not_yet_written(
    proxy: Proxy, stubs: tuple[Stub, Stub], path: str
) -> None:
    line = proxy.line()
    line.request("GET", path, headers={"Accept-Encoding": "gzip, zstd"})
    answer = line.getresponse()
    assert answer.headers["Content-Encoding"] is None
    assert answer.readline() == b"data: first\n"
    for stub in stubs:
        stub.release.set()
    assert answer.read() == b"\ndata: second\n\n"
    line.close()


@pytest.mark.parametrize("path", ["/j/ABCDEF", "/matrix"])
@pytest.mark.parametrize("wanted", ["gzip", "zstd"])
def test_pages_come_compressed(lasting: Proxy, path: str, wanted: str) -> None:
    answer = lasting.ask(path, headers={"Accept-Encoding": wanted})
    assert answer.headers["Content-Encoding"] == wanted
    assert len(answer.body) < 2048


def test_a_file_of_twenty_megabytes_passes_and_a_larger_one_does_not(lasting: Proxy) -> None:
    largest = 20 * 2**20
    sent = lasting.ask("/_stcore/upload_file/a/b", method="POST", body=b"x" * largest)
    assert told(sent)["length"] == largest
    try:
        refused = lasting.ask("/j/ABCDEF/cards", method="POST", body=b"x" * (largest + 2 * 2**20))
    except OSError:  # hung up before the end
        return
    assert refused.status >= 400


def test_figures_of_a_process_are_not_passed_on(lasting: Proxy) -> None:
    for path in ("/metrics", "/metrics?name=x"):
        assert lasting.ask(path).status == 404, path


def test_uploads_that_are_refused_leave_no_process_out(lasting: Proxy) -> None:
    for _ in range(4):
        with suppress(OSError):  # hung up before the end
            lasting.ask("/j/ABCDEF/cards", method="POST", body=b"x" * 23_000_000)
    assert [lasting.ask("/j/ABCDEF").status for _ in range(4)] == [200] * 4


def test_a_dead_process_is_left_out_at_once(proxy: Proxy, stubs: tuple[Stub, Stub]) -> None:
    first, second = stubs
    first.die()
    for _ in range(20):
        assert told(proxy.ask("/j/ABCDEF"))["port"] == second.port


def test_a_gesture_sent_to_a_dead_process_passes_when_it_is_sent_again(
    proxy: Proxy, stubs: tuple[Stub, Stub]
) -> None:
    first, second = stubs
    first.die()
    for _ in range(20):
        until = time.monotonic() + PATIENCE_SECONDS
        answer = proxy.ask("/j/ABCDEF/cards", method="POST", body=b"text=x")
        while answer.status == 502 and time.monotonic() < until:
            answer = proxy.ask("/j/ABCDEF/cards", method="POST", body=b"text=x")
        assert told(answer)["port"] == second.port
        assert told(answer)["length"] == len(b"text=x")


def test_a_browser_whose_process_died_is_given_another_one(
    proxy: Proxy, stubs: tuple[Stub, Stub]
) -> None:
    first, second = stubs
    of_first = hmac.new(b"", f"127.0.0.1:{first.port}".encode(), hashlib.sha256).hexdigest()
    cookie = {"Cookie": f"workshop_process={of_first}"}
    assert told(proxy.ask("/", headers=cookie))["port"] == first.port
    first.die()
    moved = proxy.ask("/", headers=cookie)
    assert told(moved)["port"] == second.port
    assert of_first not in (moved.headers.get_all("Set-Cookie") or [""])[-1]


def test_a_process_that_is_about_to_stop_is_sent_nobody(
    proxy: Proxy, stubs: tuple[Stub, Stub]
) -> None:
    first, second = stubs
    first.is_well = False
    in_a_row, until = 0, time.monotonic() + PATIENCE_SECONDS
    while in_a_row < 20 and time.monotonic() < until:
        is_left_out = told(proxy.ask("/j/ABCDEF"))["port"] == second.port
        in_a_row = in_a_row + 1 if is_left_out else 0
    assert in_a_row == 20


def test_what_goes_wrong_is_logged_without_addresses_and_paths(caddy: str) -> None:
    with Stub() as lonely, Proxy(caddy, [lonely.port]) as proxy:
        proxy.ask(f"/f/{SECRET}")
        lonely.die()
        marked = {"User-Agent": "a-marked-agent", "Cookie": "session=a-marked-cookie"}
        answer = proxy.ask(f"/f/{SECRET}?key={SECRET}", headers=marked)
        assert answer.status in (502, 503)
        assert answer.headers["Retry-After"] == "2"
        log = proxy.log()
    assert "health_checker" in log
    for mark in (SECRET, "a-marked", "remote", "session="):
        assert mark not in log


def test_plain_http_is_led_to_https(lasting: Proxy) -> None:
    line = http.client.HTTPConnection("localhost", lasting.plain_port, timeout=60)
    line.request("GET", "/j/ABCDEF")
    answer = line.getresponse()
    assert answer.status in (301, 308)
    # Without the port: whoever gives it another one sends 443 there.
    assert answer.headers["Location"] == "https://localhost/j/ABCDEF"
    line.close()

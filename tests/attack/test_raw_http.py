"""Raw HTTP on a real connection: no request is answered with more than its sender may know."""

import re
import socket
from contextlib import ExitStack

import httpx
import pytest

from tests.attack.conftest import Target
from tests.attack.rules import OUTSIDE
from tests.attack.scene import PROTECTED
from tests.attack.talking import request, statuses, talk

pytestmark = pytest.mark.usefixtures("target")

CHUNKED = b"Transfer-Encoding: chunked"
UNREADABLE = {
    "no address": b"GET\r\n\r\n",
    "every byte": bytes(range(256)),
    "a version nobody has": request(b"GET /j HTTP/9.9"),
    "NUL in the address": request(b"GET /\0 HTTP/1.1"),
    "small letters": request(b"get /j HTTP/1.1"),
    "the beginning of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a tunnel": request(b"CONNECT evil.example:443 HTTP/1.1"),
    "a name with a space": b"GET /j HTTP/1.1\r\nHost : localhost\r\n\r\n",
    "a folded line": request(b"GET /j HTTP/1.1", headers=[b"X: a\r\n b"]),
    "bare line feeds": b"GET /j HTTP/1.1\nHost: localhost\nConnection: close\n\n",
    "a letter beyond ASCII": request("GET /é HTTP/1.1".encode()),
    "a broken chunk": request(b"POST /signin HTTP/1.1", headers=[CHUNKED], body=b"ZZ\r\n"),
}
SECOND = request(b"GET /j HTTP/1.1")
SMUGGLED = {
    "both lengths": [b"Content-Length: 5", CHUNKED],
    "both lengths, the other way round": [CHUNKED, b"Content-Length: 5"],
    "two lengths": [b"Content-Length: 5", b"Content-Length: 6"],
    "a list of lengths": [b"Content-Length: 5, 6"],
    "a length below nothing": [b"Content-Length: -1"],
    "a length with a sign": [b"Content-Length: +5"],
    "a length beyond numbers": [b"Content-Length: 99999999999999999999999"],
    "an unknown coding": [b"Transfer-Encoding: xchunked"],
    "a coding after the last": [b"Transfer-Encoding: chunked, identity"],
    "a coding behind a tab": [b"Transfer-Encoding:\x0bchunked"],
    "two codings": [CHUNKED, b"Transfer-Encoding: identity"],
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_is_no_request_is_refused_and_hung_up_on(target: Target, what: str) -> None:
    assert statuses(talk(target.port, UNREADABLE[what] + SECOND)) == [400]


@pytest.mark.parametrize("what", SMUGGLED)
def test_no_request_hides_in_the_body_of_another(target: Target, what: str) -> None:
    first = request(
        b"POST /signout HTTP/1.1", headers=SMUGGLED[what], body=b"0\r\n\r\n" + SECOND
    ).replace(b"Connection: close\r\n", b"", 1)
    assert statuses(talk(target.port, first)) == [400]


@pytest.mark.parametrize(
    ("line", "hosts", "status"),
    [
        (
            b"GET http://evil.example/j HTTP/1.1",
            [b"localhost"],
            200,
        ),  # it goes by Host, and only so
        (b"GET http://localhost/j HTTP/1.1", [b"evil.example"], 421),
        (b"GET /j HTTP/1.1", [b"localhost", b"evil.example"], 421),
        (b"GET /j HTTP/1.1", [b"evil.example", b"localhost"], 421),
        (b"GET /j HTTP/1.1", [b"localhost", b"localhost"], 421),
        (b"GET /j HTTP/1.1", [], 421),
        (b"GET /j HTTP/1.0", [], 421),
        (b"GET /j HTTP/1.1", [b""], 421),
        (b"GET /j HTTP/1.1", [b"localhost.evil.example"], 421),
        (b"GET /j HTTP/1.1", [b"evil.example#localhost"], 421),
        (b"GET /j HTTP/1.1", [b"localhost@evil.example"], 421),
        (b"GET /j HTTP/1.1", [b"2130706433"], 421),
        (b"GET /j HTTP/1.1", [b"0x7f.1"], 421),
        (b"GET /j HTTP/1.1", [b"[::ffff:8.8.8.8]"], 421),
        (b"GET /j HTTP/1.1", [b"LOCALHOST.:1"], 200),
    ],
)
def test_only_under_our_own_names(
    target: Target, line: bytes, hosts: list[bytes], status: int
) -> None:
    said = b"".join(b"Host: " + host + b"\r\n" for host in hosts)
    sent = line + b"\r\n" + said + b"Connection: close\r\n\r\n"
    assert statuses(talk(target.port, sent)) == [status]


FILE = "/x/{code}/workshop.json"
TRICKS = [
    *(f"/{FILE}", FILE.replace("/{", "//{"), f"/.{FILE}", f"/j/..{FILE}", f"/j/%2e%2e{FILE}"),
    *(f"/static/..%2f{FILE}", FILE.upper().replace("CODE", "code"), f"{FILE}/", f"{FILE}."),
    *(f"{FILE}%00", f"{FILE};a=b", "/x/{code}/%77orkshop.json", "/x/{code}%2fworkshop.json"),
    *("/%78/{code}/workshop.json", f"/;{FILE}", f"{FILE}?.js", f"{FILE}%23.js", f"{FILE}/x.js"),
    *("/static/../_stcore/metrics", "/static/%2e%2e/%2e%2e/%2e%2e/pyproject.x.png"),
    *("/static/js/..%5c..%5cx.js", "/static/../x/{code}/cards.js", "/static/..;/x/{code}/a.js"),
    *("/web-static/..%2f..%2fsettings.py", "/web-static/%2e%2e/%2e%2e/settings.py"),
    *("/web-static/../templates/signin.html", "/phone-static/..%2fphone.css"),
    *("/_stcore/health/", "/_STCORE/health", "/_stcore%2fhealth", "/_stcore;/health"),
    *("/media/../../etc/passwd", "/media/%2e%2e%2fx", "/component/x/..%2f..%2f..%2fetc/passwd"),
    *("/app/static/..%2fx", "/matrix/?w={code}", "/matrix%00?w={code}", "/matrix.?w={code}"),
    *("/MATRIX?w={code}", "/matrix;x?w={code}", "/%6datrix?w={code}", "//matrix?w={code}"),
    *("/j//", "/j//evil.example/", "/j/%0d%0aSet-Cookie:x=1/", "/j/%00", "/j/%E2%80%AE/"),
    *("/\\evil.example", "/%5cevil.example", "/%2f%2fevil.example", "/%2fevil.example/", "//"),
    *("/mine/%00/x", "/f/%00", "/live/%00/events", "/x/%00/%00", "/a%0d%0aX:y", "/%", "/%zz"),
    *("/signin?next=//evil.example&lang=en", "/signin?next=/%5cevil.example&lang=en"),
    *("/signin?lang=en&next=%2f%2fevil.example", "/signin?lang=en&next=%2f%09%2fevil.example"),
    *("/matrix?w=//evil.example", "/matrix?w=%0d%0aSet-Cookie:x", "/x/{code}/trail-%00.html"),
    *("/x/{code}/project-%00.html", "/x/{code}/project-J1%27--.html", "*"),
]


@pytest.mark.parametrize("role", [*OUTSIDE, "facilitator", "sponsor"])
def test_no_spelling_of_an_address_opens_what_is_shut(target: Target, role: str) -> None:
    cookie = target.stage.cookies[role]
    for trick in TRICKS:
        address = trick.format(code=target.stage.code)
        got = talk(target.port, request(b"GET " + address.encode() + b" HTTP/1.1", cookie=cookie))
        [status] = statuses(got)
        assert status < 500, address
        if role in OUTSIDE:
            assert not [word for word in PROTECTED if word.encode() in got], address
        assert b"[tool." not in got, address
        assert b"def read_settings" not in got, address
        head = got.split(b"\r\n\r\n")[0]
        assert b"\r\nSet-Cookie:x" not in head, address
        # Of this site, and from its root: browsers read both slashes alike.
        for leads in re.findall(rb"(?i)\r\nlocation: ?([^\r]*)", head):
            assert re.match(rb"/(?![/\\])", leads), (address, leads)


@pytest.mark.parametrize(
    "sent",
    [
        [b"GET /j HTTP/1.1\r\nHost: localhost\r\nX: ", *[b"a" * 65536] * 40],
        [b"GET /j?", *[b"a" * 65536] * 40],
        [b"GET /j HTTP/1.1\r\nHost: localhost\r\n", *[b"X: a\r\n" * 10_000] * 40],
        [b"GET /j HTTP/1.1\r\nHost: localhost\r\nCookie: ", *[b"a=b; " * 13_000] * 40],
    ],
)
def test_a_head_without_an_end_is_cut_off(target: Target, sent: list[bytes]) -> None:
    assert statuses(talk(target.port, *sent)) in ([400], [])  # hung up on, read or not


@pytest.mark.parametrize("address", ["/signin", "/j/{code}/cards", "/mine/{code}/say"])
def test_a_body_without_an_end_is_cut_off(target: Target, address: str) -> None:
    said = b"POST " + address.format(code=target.stage.code).encode() + b" HTTP/1.1"
    cookie = target.stage.cookies["person"]
    chunk = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
    endless = request(said, cookie=cookie, headers=[CHUNKED])
    assert statuses(talk(target.port, endless, *[chunk] * 400)) in ([413], [])
    announced = request(said, cookie=cookie, headers=[b"Content-Length: 100000000"])
    assert statuses(talk(target.port, announced, *[b"a" * 0x4000] * 20)) in ([413], [])


def test_headers_behind_a_body_without_an_end_are_cut_off(target: Target) -> None:
    begun = request(b"POST /signin HTTP/1.1", headers=[CHUNKED], body=b"1\r\na\r\n0\r\n")
    for endless in (b"X: a\r\n" * 10_000, b"a" * 65536):
        assert statuses(talk(target.port, begun, *[endless] * 40)) in ([400], [])


def test_those_who_are_slow_keep_nobody_waiting(target: Target) -> None:
    code = target.stage.code
    half = request(b"POST /signin HTTP/1.1", headers=[b"Content-Length: 50"], body=b"a")
    beginnings = [b"", b"GET /j HT", half, half.replace(b"/signin", f"/j/{code}/cards".encode())]
    with ExitStack() as lines:
        for beginning in beginnings * 40:
            line = lines.enter_context(socket.create_connection(("127.0.0.1", target.port)))
            line.sendall(beginning)
        for _ in range(20):
            answer = httpx.get(f"{target.server.base}/j/{code}/state", timeout=60)
            assert answer.status_code == 200
    assert "ClientDisconnect" not in target.server.output()  # no line for each that left


ODD_BODIES = {
    "application/json": [b"[]", b"null", b'{"text":', b"[" * 60_000, b'{"a":1e999}', b'"\\ud800"'],
    "multipart/form-data": [b"--x\r\n\r\n"],
    "multipart/form-data; boundary=x": [
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 900 + b"--x--",
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n\r\n' * 800,
        b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--",
    ],
    "multipart/form-data; boundary=x; charset=no-such": [b"--x\r\n\r\n--x--", b"\xff" * 100],
    "application/x-www-form-urlencoded": [b"&" * 60_000, b"a=" * 30_000, b"\xff%00%ff=%", b"a;b"],
    "text/plain; charset=utf-16": ["text=é".encode("utf-16")],
    "": [b"text=x"],
}


@pytest.mark.parametrize("packed", ["", "gzip"])
def test_no_kind_of_body_makes_a_failure(target: Target, packed: str) -> None:
    # Not at the sign-in, which reads its form as the second one does, and slows down who guesses.
    addresses = (f"/j/{target.stage.code}/cards", f"/mine/{target.stage.code}/say")
    with httpx.Client(base_url=target.server.base, timeout=60) as client:
        client.headers["cookie"] = target.stage.cookies["person"]
        for address in addresses:
            for kind, bodies in ODD_BODIES.items():
                for body in bodies:
                    headers = {"content-type": kind} | (
                        {"content-encoding": packed} if packed else {}
                    )
                    answer = client.post(address, content=body, headers=headers)
                    assert answer.status_code < 500, (address, kind, body[:40])
                    assert answer.status_code != 201, (address, kind, body[:40])

"""Nobody without a live cookie gets anything of Streamlit's (TRUST.md, "Who may do what")."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import OperationalError
from starlette.types import Message

from tests.web.conftest import Browser, Cast, Streamlit, open_websocket
from workshop.domain.errors import SchemaNewer
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import signin
from workshop.services.house import House
from workshop.web.entrance import Entrance
from workshop.web.front_door import FrontDoor
from workshop.web.uploads import MOST_BYTES, MOST_FILES

PAGES = ["/matrix", "/sponsor", "/journeys", "/exports", "/a/deep/link", "/index.html/x"]
INSIDE = [
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/upload_file/session/file",
    "/_stcore/bidi-components/x/y.js",
    "/media/abc.csv",
    "/component/streamlit_sortables.sortable_items/index.html",
    "/app/static/x.png",
    "/manifest.json",
    "/index.html",
    "/matrix/_stcore/health",
    "/_stcore/stream",
]
CLOSED = [
    "/auth/login",
    "/oauth2callback",
    "/_stcore/metrics",
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/matrix/_stcore/agent/mcp",
    "/_stcore/script-health-check",
]
STRANGERS = ["nobody", "participant", "rita", "garbage", "endless"]


def cookie_of(who: str, cast: Cast) -> dict[str, str]:
    return {
        "nobody": {},
        "participant": {"cookie": "participant=" + "a" * 43},
        "rita": {"cookie": f"session={cast.rita}"},
        "garbage": {"cookie": "session=%00'; DROP TABLE browser"},
        "endless": {"cookie": "session=" + "a" * 5000},
    }[who]


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("path", INSIDE)
async def test_strangers_get_401_inside(
    browser: Browser, cast: Cast, streamlit: Streamlit, who: str, path: str
) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
        answer = await browser().request(method, path, headers=cookie_of(who, cast))
        assert answer.status_code == 401
    assert streamlit.reached == []


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("path", PAGES)
async def test_strangers_are_shown_the_way_in_instead_of_a_page(
    browser: Browser, cast: Cast, streamlit: Streamlit, who: str, path: str
) -> None:
    answer = await browser().get(f"{path}?w=K7M4QX", headers=cookie_of(who, cast))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/signin?next={path}%3Fw%3DK7M4QX"
    assert (await browser().post(path, headers=cookie_of(who, cast))).status_code == 401
    assert streamlit.reached == []


@pytest.mark.parametrize("path", CLOSED)
async def test_what_nobody_needs_is_closed_to_all(
    browser: Browser, cast: Cast, streamlit: Streamlit, path: str
) -> None:
    for session in (None, cast.laptop, cast.alice, cast.sam):
        assert (await browser(session).get(path)).status_code == 404
        assert (await browser(session).post(path)).status_code == 404
    assert streamlit.reached == []


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/matrix", "/a\\b"])
async def test_an_address_that_could_lead_elsewhere_is_refused(
    browser: Browser, cast: Cast, path: str
) -> None:
    answer = await browser(cast.alice).get(f"http://localhost{path}")
    assert answer.status_code == 400


async def test_those_who_may_open_something_get_through(
    browser: Browser, cast: Cast, streamlit: Streamlit
) -> None:
    for session in (cast.laptop, cast.alice, cast.sam, cast.oscar):
        for path in ("/_stcore/health", "/media/abc.csv"):
            assert (await browser(session).get(path)).text == "streamlit"
    assert len(streamlit.reached) == 8


async def test_sponsors_bring_no_files_accounts_and_facilitators_do(
    browser: Browser, cast: Cast, streamlit: Streamlit
) -> None:
    path = "/_stcore/upload_file/session/file"
    assert (await browser(cast.sam).put(path, content=b"x")).status_code == 404
    assert (await browser(cast.rita).put(path, content=b"x")).status_code == 401
    assert streamlit.reached == []
    for session in (cast.laptop, cast.alice):
        assert (await browser(session).put(path, content=b"x")).text == "streamlit"


async def test_files_of_links_are_as_small_as_tables_and_not_endless(
    browser: Browser, cast: Cast, house: House, streamlit: Streamlit
) -> None:
    path = "/_stcore/upload_file/session/file"
    alice = browser(cast.alice)

    async def endless() -> AsyncIterator[bytes]:
        yield b"x"

    assert (await alice.put(path, content=endless())).status_code == 411
    assert (await alice.put(path, content=bytes(MOST_BYTES + 1))).status_code == 413
    assert streamlit.reached == []
    for _ in range(MOST_FILES):
        assert (await alice.put(path, content=b"x")).text == "streamlit"
    assert (await alice.put(path, content=b"x")).status_code == 429
    # The same link in a new browser brings no more.
    again = signin.open_link(
        house, link_token=cast.facilitator_link, role=Role.FACILITATOR, token=None
    )
    assert (await browser(again.token).put(path, content=b"x")).status_code == 429
    assert (await alice.delete(path)).text == "streamlit"
    assert (await browser(cast.laptop).put(path, content=bytes(MOST_BYTES + 1))).status_code == 200


async def test_signing_out_shuts_the_door_at_once(
    browser: Browser, cast: Cast, house: House
) -> None:
    alice = browser(cast.alice)
    assert (await alice.get("/media/x.csv")).status_code == 200
    signin.sign_out(house, cast.alice)
    assert (await alice.get("/media/x.csv")).status_code == 401


async def test_streamlits_own_scripts_are_open_and_nothing_else_below_static(
    browser: Browser, streamlit: Streamlit
) -> None:
    stranger = browser()
    assert (await stranger.get("/static/js/index.DormvYxC.js")).status_code == 200
    assert (await stranger.get("/static/media/SourceSans.ttf.x.woff2")).status_code == 200
    assert (await stranger.post("/static/js/index.js")).status_code == 401
    for path in ("/static/../workshop.sqlite3", "/static/js/", "/static/index.html", "/static"):
        assert (await stranger.get(path)).status_code in (303, 401)
    assert len(streamlit.reached) == 2


async def test_the_home_of_a_stranger_is_the_form_for_a_room(
    browser: Browser, cast: Cast, streamlit: Streamlit
) -> None:
    assert (await browser().get("/")).text == "phone"
    assert (await browser(cast.rita).get("/")).text == "phone"
    assert '<div id="root">' in (await browser(cast.alice).get("/")).text
    assert streamlit.reached == []


async def test_a_page_named_like_a_phones_route_is_streamlits(browser: Browser, cast: Cast) -> None:
    page = await browser(cast.alice).get(f"/journeys?w={cast.code}")
    assert '<div id="root">' in page.text
    assert (await browser().get("/j/K7M4QX")).text == "phone"


@pytest.mark.parametrize(
    ("sent", "spoken"),
    [
        ({"accept-language": "en-GB,en;q=0.9"}, "en"),
        ({"accept-language": "de, fr;q=0.5"}, "fr"),
        ({"cookie": "language=en", "accept-language": "fr"}, "en"),
        ({"cookie": "language=xx"}, "fr"),
        ({}, "fr"),
    ],
)
async def test_streamlits_page_speaks_the_chosen_language_on_deep_links_too(
    browser: Browser, cast: Cast, sent: dict[str, str], spoken: str
) -> None:
    cookie = "; ".join([f"session={cast.alice}", *([sent["cookie"]] if "cookie" in sent else [])])
    for path in ("/", f"/matrix?w={cast.code}"):
        page = await browser().get(
            path, headers={**sent, "cookie": cookie, "accept-encoding": "gzip"}
        )
        assert page.status_code == 200
        assert f'<html lang="{spoken}">' in page.text
        assert "<title>Regards croisés</title>" in page.text
        assert "agent" not in page.text
        assert page.headers["cache-control"] == "no-store"


# --- the websocket -------------------------------------------------------------------------------


def status(sent: list[Message]) -> object:
    return sent[0].get("status", sent[0]["type"])


@pytest.mark.parametrize("who", STRANGERS)
async def test_strangers_open_no_websocket(
    door: FrontDoor, cast: Cast, streamlit: Streamlit, who: str
) -> None:
    cookies = cookie_of(who, cast)
    assert status(await open_websocket(door, {"host": "localhost", **cookies})) == 401
    closed = await open_websocket(door, {"host": "localhost", **cookies}, deny=False)
    assert closed == [{"type": "websocket.close", "code": 1008}]
    assert streamlit.reached == []


@pytest.mark.parametrize(
    ("host", "origin", "expected"),
    [
        ("localhost:8080", "http://localhost:8080", "websocket.accept"),
        ("localhost:8080", None, "websocket.accept"),
        ("127.0.0.1", "https://rc.example", "websocket.accept"),  # a proxy rewrote Host
        ("localhost:8080", "http://localhost:9090", 403),
        ("localhost:8080", "http://evil.example", 403),
        ("localhost:8080", "null", 403),
        ("localhost:8080", "file://", 403),
        ("evil.example", "http://evil.example", 421),
    ],
)
async def test_only_our_own_pages_open_a_websocket(
    door: FrontDoor, cast: Cast, host: str, origin: str | None, expected: object
) -> None:
    headers = {"host": host, "cookie": f"session={cast.alice}"}
    if origin is not None:
        headers["origin"] = origin
    assert status(await open_websocket(door, headers)) == expected


async def test_there_is_one_websocket_only(door: FrontDoor, cast: Cast) -> None:
    for path in ("/", "/matrix/_stcore/stream", "/live/K7M4QX/events", "/_stcore/streams"):
        sent = await open_websocket(
            door, {"host": "localhost", "cookie": f"session={cast.alice}"}, path=path
        )
        assert status(sent) == 404


async def test_streamlit_sees_the_host_that_the_browser_sees(
    door: FrontDoor, cast: Cast, streamlit: Streamlit
) -> None:
    await open_websocket(
        door,
        {
            "host": "127.0.0.1:8080",
            "origin": "https://rc.example",
            "cookie": f"session={cast.alice}",
        },
    )
    assert (b"host", b"rc.example") in streamlit.scopes[0]["headers"]


async def test_a_websocket_stays_shut_while_the_database_is_away(
    door: FrontDoor, cast: Cast, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(house: House, token: str) -> None:
        raise OSError("disk")

    monkeypatch.setattr("workshop.web.front_door.who_is", away)
    sent = await open_websocket(door, {"host": "localhost", "cookie": f"session={cast.alice}"})
    assert status(sent) == 401


# --- hosts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "192.168.7.7", "RC.Example"],
)
async def test_own_names_are_answered(browser: Browser, host: str) -> None:
    assert (await browser().get("/j", headers={"host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "", "localhost:8080@evil", "a b", "[::1", "8.8.8.8"],
)
async def test_other_names_are_not(browser: Browser, cast: Cast, host: str) -> None:
    for path in ("/", "/j", "/healthz", "/signin", "/static/js/x.js", "/media/x"):
        answer = await browser(cast.alice).get(path, headers={"host": host})
        assert answer.status_code == 421


# --- headers -------------------------------------------------------------------------------------


async def test_every_answer_carries_the_headers(browser: Browser, cast: Cast) -> None:
    for session in (None, cast.alice):
        for path in (
            *("/", "/j", "/signin", "/healthz", "/favicon.ico", "/web-static/web.css", "/nowhere"),
            *("/live/K7M4QX/events", "/x/K7M4QX/workshop.json", "/f/x", "/s/x", "/media/x"),
            *("/_stcore/health", "/_stcore/metrics", "/static/js/x.js", "/component/a/b", "/j/a/b"),
        ):
            answer = await browser(session).get(path)
            headers = answer.headers
            assert headers["x-content-type-options"] == "nosniff", path
            assert headers["referrer-policy"] == "no-referrer", path
            assert headers["cross-origin-opener-policy"] == "same-origin", path
            assert "camera=()" in headers["permissions-policy"], path
            assert "access-control-allow-origin" not in headers, path
            assert "strict-transport-security" not in headers, path
            policy = headers["content-security-policy"]
            assert "unsafe-eval" not in policy, path
            assert "default-src 'none'" in policy, path
            framed = path.startswith("/component/")
            assert f"frame-ancestors {chr(39)}{'self' if framed else 'none'}" in policy, path
            assert headers.get_list("x-frame-options") == ["SAMEORIGIN" if framed else "DENY"], path


async def test_our_pages_allow_nothing_inline(browser: Browser) -> None:
    for path in ("/j", "/signin", "/f/unknown"):
        policy = (await browser().get(path)).headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "style-src 'self';" in policy
        assert "unsafe" not in policy


async def test_streamlits_page_allows_its_one_inline_script_by_hash(
    browser: Browser, cast: Cast
) -> None:
    policy = (await browser(cast.alice).get("/")).headers["content-security-policy"]
    hashed = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
    assert "script-src 'self' blob: 'sha256-" in policy
    assert hashed not in policy  # the page of this test is not Streamlit's: computed, not written
    assert "connect-src 'self' ws://localhost wss://localhost;" in policy
    assert "https:" not in policy


async def test_the_opener_policy_is_sent_only_where_browsers_heed_it(browser: Browser) -> None:
    policy = "cross-origin-opener-policy"
    for base in ("http://localhost:8080", "http://127.0.0.1", "https://rc.example"):
        assert (await browser(base=base).get("/signin")).headers[policy] == "same-origin"
    # On a phone's plain address each page would complain on its console.
    assert policy not in (await browser(base="http://192.168.7.7:8080").get("/signin")).headers


async def test_https_is_kept_once_it_was_used(browser: Browser) -> None:
    direct = await browser(base="https://localhost").get("/signin")
    behind_a_proxy = await browser(base="http://rc.example").get("/signin")
    assert direct.headers["strict-transport-security"].startswith("max-age=")
    assert behind_a_proxy.headers["strict-transport-security"].startswith("max-age=")


async def test_a_failure_shows_no_detail_and_keeps_the_headers(
    browser: Browser, cast: Cast, streamlit: Streamlit, caplog: pytest.LogCaptureFixture
) -> None:
    streamlit.fails = True
    for accept in ("*/*", "text/html"):
        answer = await browser(cast.alice).get("/media/secret", headers={"accept": accept})
        assert answer.status_code == 500
        assert "SELECT" not in answer.text
        assert "home" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        (record,) = caplog.records
        assert f"code {record.__dict__['code']}" in answer.text  # one leads to the other
        assert record.getMessage() == "GET /media failed"
        caplog.clear()


async def test_a_database_that_is_away_is_said_and_asked_for_again(
    browser: Browser, cast: Cast, streamlit: Streamlit
) -> None:
    streamlit.fails = True
    streamlit.error = OperationalError("SELECT", {}, Exception("no server at /home/secret"))
    for accept in ("*/*", "text/html"):
        answer = await browser(cast.alice).get("/media/x", headers={"accept": accept})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "secret" not in answer.text
    assert words("fr")("web.away.title") in answer.text


# --- start and stop ------------------------------------------------------------------------------


async def lifespan(door: FrontDoor) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    await door({"type": "lifespan"}, receive, send)
    return sent


async def test_a_refusal_to_start_is_one_line(entrance: Entrance) -> None:
    async def refuses(scope: object, receive: object, send: object) -> None:
        await send({"type": "lifespan.startup.failed", "message": "Traceback"})  # type: ignore[operator]
        raise SchemaNewer(found="0009", known="0001")

    sent = await lifespan(FrontDoor(refuses, entrance=entrance))
    assert [message["type"] for message in sent] == ["lifespan.startup.failed"]
    assert sent[0]["message"].count("\n") == 0
    assert "Traceback" not in sent[0]["message"]
    assert "0009" in sent[0]["message"]


async def test_before_and_after_the_house_is_open_the_door_says_so(
    browser: Browser, entrance: Entrance, cast: Cast
) -> None:
    entrance.close()
    assert (await browser().get("/healthz")).status_code == 503
    assert (await browser(cast.alice).get("/")).status_code == 503
    assert (await browser(cast.alice).get("/media/x")).status_code == 401


@pytest.mark.parametrize(
    ("who", "path", "leads_to"),
    [
        ("alice", "/matrix?w={other}", "/?w={other}"),
        ("alice", "/matrix", "/"),
        ("alice", "/no-such-page?w={code}", "/?w={code}"),
        ("alice", "/home?w={code}", "/?w={code}"),
        ("sam", "/matrix?w={code}", "/?w={code}"),
        ("sam", "/sponsor?w={other}", "/?w={other}"),
        ("alice", "/matrix?w=//evil.example", "/?w=//EVIL"),
    ],
)
async def test_a_page_one_may_not_open_leads_home(
    browser: Browser, cast: Cast, who: str, path: str, leads_to: str
) -> None:
    names = {"code": cast.code, "other": cast.other_code}
    answer = await browser(getattr(cast, who)).get(path.format(**names))
    assert answer.status_code == 303
    assert answer.headers["location"] == leads_to.format(**names)


@pytest.mark.parametrize("path", ["/matrix", "/sponsor", "/projector"])
async def test_a_facilitator_opens_each_page_of_the_workshop(
    browser: Browser, cast: Cast, path: str
) -> None:
    assert (await browser(cast.alice).get(f"{path}?w={cast.code.lower()}")).status_code == 200

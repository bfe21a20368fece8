"""Coming in: codes, the cookie, the closed door, foreign pages, bodies that are too large."""

from collections.abc import AsyncIterator, Iterator, MutableMapping
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from starlette.routing import BaseRoute, Router

from tests.phone.conftest import JSON, NewPhone, TheRoom
from workshop.phone.door import COOKIE_DAYS
from workshop.services import workshops
from workshop.services.transaction import glance
from workshop.storage import tables


@pytest.mark.parametrize("path", ["/j", "/j?code="])
async def test_the_form_for_the_code_is_there(phone: httpx.AsyncClient, path: str) -> None:
    answer = await phone.get(path)
    assert answer.status_code == 200
    assert 'action="/j"' in answer.text
    assert 'href="/signin"' in answer.text
    assert 'lang="fr"' in answer.text


async def test_the_form_speaks_the_browsers_language(new_phone: NewPhone) -> None:
    assert 'lang="en"' in (await new_phone("en-GB,en;q=0.9").get("/j")).text


async def test_a_code_typed_in_any_way_leads_to_its_room(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    typed = f" {room.code[:3].lower()}-{room.code[3:].lower()} "
    answer = await phone.get("/j", params={"code": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{room.code}")


async def test_a_code_that_can_be_none_is_kept_in_the_form(phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/j", params={"code": '"><b>'})
    assert answer.status_code == 404
    assert 'value="&#34;&gt;&lt;b&gt;"' in answer.text


async def test_an_unknown_code_is_404_with_the_form(phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/j/ABCDEF")
    assert answer.status_code == 404
    assert 'name="code"' in answer.text
    assert "Aucun atelier" in answer.text
    assert "set-cookie" not in answer.headers


async def test_a_code_in_small_letters_is_led_to_its_one_address(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    answer = await phone.get(f"/j/{room.code.lower()}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/j/{room.code}")


async def test_a_slash_too_many_is_forgiven_and_other_addresses_are_unknown(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    answer = await phone.get(f"/j/{room.code}/")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/j/{room.code}")
    assert (await phone.get(f"/j/{room.code}/nothing/here")).status_code == 404
    unknown = await phone.post(f"/j/{room.code}/nothing", headers=JSON)
    assert (unknown.status_code, unknown.json()["error"]) == (404, "page_unknown")


def cookie_of(answer: httpx.Response) -> dict[str, str]:
    parsed: SimpleCookie = SimpleCookie(answer.headers["set-cookie"])
    found = parsed["participant"]
    return {"value": found.value, **{name: str(value) for name, value in found.items()}}


async def test_the_cookie_is_random_long_lived_and_for_this_room_alone(
    new_phone: NewPhone, room: TheRoom
) -> None:
    first = cookie_of(await new_phone().get(f"/j/{room.code}"))
    second = cookie_of(await new_phone().get(f"/j/{room.code}"))
    assert first["value"] != second["value"]
    assert len(first["value"]) == 64  # 256 random bits and our mark
    assert first["path"] == f"/j/{room.code}"
    assert first["httponly"] == "True"
    assert first["samesite"].lower() == "lax"
    assert int(first["max-age"]) == COOKIE_DAYS * 86_400
    assert first["secure"] == ""


async def test_behind_https_the_cookie_is_secure(new_phone: NewPhone, room: TheRoom) -> None:
    phone = new_phone(base="https://room.test")
    assert cookie_of(await phone.get(f"/j/{room.code}"))["secure"] == "True"
    claimed = await new_phone().get(f"/j/{room.code}", headers={"X-Forwarded-Proto": "https"})
    assert cookie_of(claimed)["secure"] == ""


async def test_a_cookie_is_given_once(phone: httpx.AsyncClient, room: TheRoom) -> None:
    await phone.get(f"/j/{room.code}")
    assert "set-cookie" not in (await phone.get(f"/j/{room.code}")).headers


async def test_a_cookie_that_is_no_token_is_replaced(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    answer = await phone.get(f"/j/{room.code}", headers={"Cookie": "participant=me"})
    assert len(cookie_of(answer)["value"]) == 64


async def test_a_closed_door_answers_newcomers_like_an_unknown_code(
    new_phone: NewPhone, room: TheRoom
) -> None:
    workshops.set_door(room.house, room.console, is_open=False)
    for path in ("", "/state", "/similar", "/privacy"):
        closed = await new_phone().get(f"/j/{room.code}{path}")
        unknown = await new_phone().get(f"/j/ABCDEF{path}")
        assert closed.status_code == unknown.status_code == 404
        assert closed.text.replace(room.code, "ABCDEF") == unknown.text
        assert "set-cookie" not in closed.headers
    for path, fields in (("cards", room.card()), ("me", {"speaks_for": "client"})):
        closed = await new_phone().post(f"/j/{room.code}/{path}", data=fields, headers=JSON)
        unknown = await new_phone().post(f"/j/ABCDEF/{path}", data=fields, headers=JSON)
        assert closed.status_code == unknown.status_code == 404
        assert closed.text.replace(room.code, "ABCDEF") == unknown.text


async def test_whoever_had_opened_the_page_stays_behind_a_closed_door(
    new_phone: NewPhone, room: TheRoom
) -> None:
    here, sender, stranger = new_phone(), new_phone(), new_phone()
    await here.get(f"/j/{room.code}")
    await sender.post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
    workshops.set_door(room.house, room.console, is_open=False)
    for phone in (here, sender):
        assert (await phone.get(f"/j/{room.code}")).status_code == 200
        assert (await phone.get(f"/j/{room.code}/state")).status_code == 200
        sent = await phone.post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
        assert sent.status_code == 201
    made_up = {"Cookie": f"participant={'a' * 43}"}
    assert (await stranger.get(f"/j/{room.code}", headers=made_up)).status_code == 404


async def test_looking_at_the_page_writes_nothing(new_phone: NewPhone, room: TheRoom) -> None:
    before = room.house.hub.known(room.code)
    for _ in range(20):
        phone = new_phone()
        for path in ("", "/state", ""):
            await phone.get(f"/j/{room.code}{path}")
    with glance(room.house) as connection:
        people = connection.scalar(select(func.count()).select_from(tables.participant))
    assert people == 0
    assert room.house.hub.known(room.code) == before


@pytest.mark.parametrize(
    "said",
    [
        *({"Origin": origin} for origin in ("https://evil.test", "http://room.test.evil.test")),
        *({"Origin": origin} for origin in ("null", "http://[", "file://")),
        *({"Sec-Fetch-Site": site} for site in ("cross-site", "same-site")),
    ],
)
async def test_a_foreign_page_cannot_send(
    phone: httpx.AsyncClient, room: TheRoom, said: dict[str, str]
) -> None:
    headers = {**JSON, **said}
    answer = await phone.post(f"/j/{room.code}/cards", data=room.card(), headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (403, "foreign_origin")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://room.test"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}],
)
async def test_our_own_page_and_no_page_at_all_may_send(
    phone: httpx.AsyncClient, room: TheRoom, headers: dict[str, str]
) -> None:
    answer = await phone.post(
        f"/j/{room.code}/cards", data=room.card(), headers={**JSON, **headers}
    )
    assert answer.status_code == 201


async def test_a_body_beyond_64_kb_is_413_announced_or_not(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(70):
            yield b"x" * 1024

    whole = await phone.post(f"/j/{room.code}/cards", content=b"x" * 65_537, headers=JSON)
    chunked = await phone.post(f"/j/{room.code}/cards", content=parts(), headers=JSON)
    assert (whole.status_code, chunked.status_code) == (413, 413)
    assert whole.json()["error"] == "body_too_large"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("application/json", b'{"a":' * 3000),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=b", b"--b\r\nnonsense\r\n\r\n--b--"),
        ("application/x-www-form-urlencoded", b"a=1&" * 500),
    ],
)
async def test_a_body_that_cannot_be_read_is_422(
    phone: httpx.AsyncClient, room: TheRoom, kind: str, body: bytes
) -> None:
    answer = await phone.post(
        f"/j/{room.code}/cards", content=body, headers={**JSON, "Content-Type": kind}
    )
    assert (answer.status_code, answer.json()["error"]) == (422, "body_unreadable")


async def test_a_phone_that_hangs_up_halfway_is_no_failure_of_ours(
    routes: list[BaseRoute], room: TheRoom, caplog: pytest.LogCaptureFixture
) -> None:
    pieces: Iterator[MutableMapping[str, Any]] = iter(
        [
            {"type": "http.request", "body": b"text=on+at", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )

    async def receive() -> MutableMapping[str, Any]:
        return next(pieces)

    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    path = f"/j/{room.code}/cards"
    scope = {"type": "http", "method": "POST", "path": path, "headers": [], "query_string": b""}
    await Router(routes)(scope, receive, send)
    assert sent[0]["status"] == 422
    assert caplog.records == []

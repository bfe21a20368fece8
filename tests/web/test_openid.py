"""What a provider says, and when it is not believed: lies, forgeries, and one out of order."""

import asyncio
import base64
import hmac
import threading
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.web.conftest import Browser, Cast
from tests.web.dancing import (
    FR,
    KEY,
    PUBLIC,
    Reopen,
    dance,
    later,
    leave,
    provider,
    reopen,
    served,
    why,
    zoe,
)
from tests.web.provider import CLIENT, SECRET, StrictProvider, packed
from tests.web.running import free_port
from workshop.web import openid
from workshop.web import organisation as desk

__all__ = ["later", "provider", "reopen", "served", "zoe"]

NEW_KEY = RSAKey.generate_key(2048, auto_kid=True)
NOW = datetime.now(UTC).timestamp()
LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "expired": {"exp": int(NOW) - 300, "iat": int(NOW) - 600},
    "no end": {"exp": None},
    "not yet": {"nbf": int(NOW) + 3600},
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "another app"},
    "another audience, although by our leave": {"aud": "another app", "azp": CLIENT},
    "several audiences by another's leave": {"aud": [CLIENT, "another"], "azp": "another"},
    "no audience": {"aud": None},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "nobody": {"sub": None},
    "nonsense": {"exp": "soon"},
}


async def test_an_id_token_that_is_not_for_us_now_opens_nothing(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    for lie, claims in LIES.items():
        provider.claims = claims
        assert why(await dance(zoe, provider)) == "refused", lie
    provider.claims = {}
    assert (await dance(zoe, provider)).cookies.get("session")


def with_another_key(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims, NEW_KEY)


def with_nothing(claims: dict[str, Any]) -> str:
    return f"{packed({'alg': 'none', 'kid': KEY.kid})}.{packed(claims)}."


def with_a_shared_secret(claims: dict[str, Any], secret: bytes = SECRET.encode()) -> str:
    signed = f"{packed({'alg': 'HS256', 'kid': KEY.kid})}.{packed(claims)}"
    made = hmac.digest(secret, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def with_the_public_key_as_a_secret(claims: dict[str, Any]) -> str:
    return with_a_shared_secret(claims, KEY.as_pem(private=False))


def with_no_token_at_all(claims: dict[str, Any]) -> str:
    return "nonsense"


FORGERIES = (
    with_another_key,
    with_nothing,
    with_a_shared_secret,
    with_the_public_key_as_a_secret,
    with_no_token_at_all,
)


async def test_an_id_token_that_the_provider_did_not_sign_opens_nothing(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    provider.facts = {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
    for forge in FORGERIES:
        provider.forge = forge
        assert why(await dance(zoe, provider)) == "refused", forge.__name__


async def test_a_provider_that_signs_with_a_shared_secret_only_is_not_believed(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    provider.facts = {"id_token_signing_alg_values_supported": ["HS256", "none"]}
    assert why(await dance(zoe, provider)) == "down"


async def test_a_provider_may_change_its_keys_at_any_time(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    assert (await dance(zoe, provider)).cookies.get("session")
    provider.published = provider.key = NEW_KEY
    assert (await dance(zoe, provider)).cookies.get("session")
    assert provider.asked["/jwks"] == 2
    assert (await dance(zoe, provider)).cookies.get("session")
    assert provider.asked["/jwks"] == 2


async def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(
    zoe: httpx.AsyncClient, provider: StrictProvider, reopen: Reopen
) -> None:
    await dance(zoe, provider)
    provider.facts = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    reopen()
    assert (await dance(zoe, provider)).cookies.get("session")
    assert provider.ways == ["header", "body"]


async def test_what_the_provider_says_instead_of_a_code(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    for said, expected in (
        ({"error": "access_denied"}, "declined"),
        ({"error": "temporarily_unavailable"}, "down"),
        ({"error": "invalid_scope", "error_description": "<script>"}, "refused"),
        ({"error": "x\ny: z"}, "refused"),
        ({}, "refused"),
        ({"code": "x", "iss": "https://evil.example"}, "refused"),
        ({"code": "x"}, "refused"),
    ):
        state = parse_qs(urlsplit(await leave(zoe)).query)["state"][0]
        answer = await zoe.get(f"/signin/callback?{urlencode({**said, 'state': state})}")
        assert why(answer) == expected, said


# --- a provider that is out of order -------------------------------------------------------------


BROKEN: tuple[dict[str, Any], ...] = (
    {"fails": {"/.well-known/openid-configuration": 503}},
    {"fails": {"/.well-known/openid-configuration": 200}},
    {"fails": {"/jwks": 500}},
    {"facts": {"issuer": "https://evil.example"}},
    {"facts": {"token_endpoint": "http://id.example.org/token"}},
    {"facts": {"authorization_endpoint": None}},
    {"facts": {"jwks_uri": "http://[broken"}},
)


async def test_a_provider_out_of_order_is_said_and_is_asked_again_the_next_time(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    for broken in BROKEN:
        provider.fails, provider.facts = broken.get("fails", {}), broken.get("facts", {})
        answer = await zoe.get("/signin/organisation?next=/matrix")
        assert why(answer) == "down", broken
    page = await zoe.get(answer.headers["location"])
    assert page.status_code == 200
    assert FR("web.signin.because.down") in page.text
    provider.fails, provider.facts = {}, {}
    assert (await dance(zoe, provider)).cookies.get("session")


async def test_a_provider_that_fails_on_the_way_back_is_said(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    for status in (502, 200):
        back = provider.sign_in(await leave(zoe), "zoe")
        provider.fails = {"/oauth2/token": status}
        assert why(await zoe.get(back)) == "down"


async def test_a_provider_that_is_not_there_is_said(browser: Browser, reopen: Reopen) -> None:
    reopen(issuer=f"http://localhost:{free_port()}")
    assert why(await browser(base=PUBLIC).get("/signin/organisation")) == "down"


async def test_a_provider_that_hangs_is_given_up(
    zoe: httpx.AsyncClient, provider: StrictProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openid, "READ_SECONDS", 0.5)
    provider.hangs = threading.Event()
    try:
        assert why(await zoe.get("/signin/organisation")) == "down"
    finally:
        provider.hangs.set()


async def test_a_provider_that_hangs_holds_nobody_else_up(
    zoe: httpx.AsyncClient,
    provider: StrictProvider,
    monkeypatch: pytest.MonkeyPatch,
    cast: Cast,
) -> None:
    monkeypatch.setattr(openid, "READ_SECONDS", 60.0)
    monkeypatch.setattr(desk, "MOST_WAITING", 2)
    provider.hangs = threading.Event()
    asking = {asyncio.create_task(zoe.get("/signin/organisation")) for _ in range(5)}
    try:
        refused: list[str] = []
        while len(refused) < 3:
            done, asking = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
            refused += [why(task.result()) for task in done]
        form = {"code": cast.code, "recovery": cast.recovery_code}
        assert (await zoe.post("/signin", data=form)).status_code == 303
        assert refused == ["busy"] * 3
        assert not any(task.done() for task in asking)
    finally:
        provider.hangs.set()
    for answer in await asyncio.gather(*asking):
        assert answer.headers["location"].startswith(provider.base)

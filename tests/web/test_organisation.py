"""In through an organisation: who comes in, what a browser may not do, and what is never kept.

Each test is one browser's way unless it says otherwise: the sign-in page's button, the provider,
and back.
"""

import logging
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from tests.web.conftest import Browser, Cast
from tests.web.dancing import (
    FR,
    PUBLIC,
    ZOE,
    Reopen,
    dance,
    email_of,
    later,
    leave,
    provider,
    reopen,
    served,
    why,
    zoe,
)
from tests.web.provider import CLIENT, SECRET, StrictProvider
from tests.web.running import free_port
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import signin
from workshop.services.accounts import list_accounts, remove_account
from workshop.services.house import House
from workshop.settings import CHECKOUT
from workshop.web.organisation import REASONS

__all__ = ["later", "provider", "reopen", "served", "zoe"]

EN = words("en")
PLAYED = ("werkzeug", "oidc_provider_mock", "authlib.oauth2.rfc6749", "httpx", "httpcore")
"""Whose logs are those of the provider and of the browser of these tests, not of the app."""
HEAVY = ("authlib", "requests", "joserfc", "cryptography", "httpx")


def _name(cookie: str) -> str:
    return {"signin": "1", "session": "2"}[cookie.partition("=")[0]]


# --- who comes in --------------------------------------------------------------------------------


async def test_whoever_has_an_account_comes_in_and_where_they_wanted(
    zoe: httpx.AsyncClient, provider: StrictProvider, house: House
) -> None:
    answer = await dance(zoe, provider, next_page="/matrix?w=K7M4QX")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/matrix?w=K7M4QX"
    assert answer.headers["cache-control"] == "no-store"
    assert email_of(house, answer) == ZOE
    leaving, session = sorted(answer.headers.get_list("set-cookie"), key=_name)
    for part in ("httponly", "samesite=lax", "secure", "path=/"):
        assert part in session.lower()
    assert leaving.startswith('signin="";')
    assert "max-age=0" in leaving.lower()
    assert (await zoe.get("/media/x")).status_code == 200


async def test_the_way_out_is_bound_to_the_browser_and_says_no_secret(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    answer = await zoe.get("/signin/organisation?next=/matrix")
    place = urlsplit(answer.headers["location"])
    assert f"{place.scheme}://{place.netloc}" == provider.base
    asked = {name: value for name, [value] in parse_qs(place.query).items()}
    assert asked.pop("state") != asked.pop("nonce")
    assert len(asked.pop("code_challenge")) == 43
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": f"{PUBLIC}/signin/callback",
        "scope": "openid email",
        "code_challenge_method": "S256",
    }
    cookie = answer.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "secure", "path=/signin/callback", "max-age=900"):
        assert part in cookie
    assert (await zoe.get("/signin/organisation")).headers["location"] != place.geturl()


async def test_a_listed_domain_is_let_in_for_the_first_time_and_nobody_else(
    browser: Browser, provider: StrictProvider, reopen: Reopen, house: House
) -> None:
    reopen(domains=("example.org",))
    provider.knows("mallory", email="mallory@example.org.evil.example", email_verified=True)
    assert why(await dance(browser(base=PUBLIC), provider, "mallory")) == "unknown"
    assert list_accounts(house) == []
    answer = await dance(browser(base=PUBLIC), provider)
    assert email_of(house, answer) == ZOE
    assert [each.has_password for each in list_accounts(house)] == [False]


async def test_whoever_has_no_account_is_told_so_and_where_they_wanted_is_kept(
    browser: Browser, provider: StrictProvider, reopen: Reopen, house: House
) -> None:
    client = browser(base=PUBLIC)
    answer = await dance(client, provider, next_page="/matrix")
    assert why(answer) == "unknown"
    page = await client.get(answer.headers["location"])
    assert FR("web.signin.because.unknown") in page.text
    assert "next=%2Fmatrix" in page.text
    assert ZOE not in answer.headers["location"] + page.text
    assert list_accounts(house) == []


async def test_whoever_was_taken_away_is_out_and_does_not_come_back(
    zoe: httpx.AsyncClient, provider: StrictProvider, house: House
) -> None:
    await dance(zoe, provider)
    remove_account(house, email=ZOE)
    assert (await zoe.get("/media/x")).status_code == 401
    assert why(await dance(zoe, provider)) == "unknown"


@pytest.mark.parametrize(
    ("verified", "told", "expected"),
    [
        (False, {}, "unverified"),
        (None, {}, "unverified"),
        ("false", {}, "unverified"),
        ("true", {}, ""),
        (None, {"assumes_verified": True}, ""),
        (False, {"assumes_verified": True}, "unverified"),
    ],
)
async def test_the_provider_has_to_vouch_for_the_address(
    zoe: httpx.AsyncClient,
    provider: StrictProvider,
    reopen: Reopen,
    verified: bool | str | None,
    told: dict[str, Any],
    expected: str,
) -> None:
    reopen(**told)
    said = {} if verified is None else {"email_verified": verified}
    provider.knows("zoe", email=ZOE, **said)
    answer = await dance(zoe, provider)
    if expected:
        assert why(answer) == expected
    else:
        assert answer.cookies.get("session")


async def test_an_address_that_only_userinfo_tells_is_asked_for_there(
    zoe: httpx.AsyncClient, provider: StrictProvider, house: House
) -> None:
    provider.claims = {"email": None, "email_verified": None}
    assert email_of(house, await dance(zoe, provider)) == ZOE
    assert provider.asked["/userinfo"] == 1
    provider.claims["sub"] = "somebody else"
    assert why(await dance(zoe, provider)) == "refused"
    provider.facts = {"userinfo_endpoint": None}


async def test_without_any_address_nobody_comes_in(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    provider.facts = {"userinfo_endpoint": None}
    provider.claims = {"email": None}
    assert why(await dance(zoe, provider)) == "unverified"


# --- a session of one's own ----------------------------------------------------------------------


async def test_the_cookie_is_new_and_a_planted_one_opens_nothing_afterwards(
    zoe: httpx.AsyncClient, provider: StrictProvider, house: House, cast: Cast
) -> None:
    zoe.cookies.set("session", cast.sam, domain="rc.example", path="/")
    answer = await dance(zoe, provider)
    fresh = answer.cookies["session"]
    assert fresh != cast.sam
    assert signin.who_is(house, cast.sam) is None
    # What the browser held before comes along, as with a password.
    assert signin.role_in(house, code=cast.code, token=fresh) is Role.SPONSOR
    assert (await dance(zoe, provider)).cookies["session"] != fresh


async def test_two_browsers_at_once_do_not_mix(
    zoe: httpx.AsyncClient, browser: Browser, provider: StrictProvider, house: House
) -> None:
    signin.add_account(house, email="ali@example.org", password=None)
    provider.knows("ali", email="ali@example.org", email_verified=True)
    other = browser(base=PUBLIC)
    ways = [await leave(zoe), await leave(other)]
    backs = [provider.sign_in(ways[0], "zoe"), provider.sign_in(ways[1], "ali")]
    # Each with the address of the other: refused, and their own still works.
    assert why(await zoe.get(backs[1])) == "stale"
    assert why(await other.get(backs[0])) == "stale"
    assert email_of(house, await other.get(backs[1])) == "ali@example.org"
    assert email_of(house, await zoe.get(backs[0])) == ZOE


async def test_the_way_back_may_end_in_another_process(
    zoe: httpx.AsyncClient, provider: StrictProvider, reopen: Reopen, house: House
) -> None:
    back = provider.sign_in(await leave(zoe), "zoe")
    reopen()
    assert email_of(house, await zoe.get(back)) == ZOE


async def test_signing_out_ends_the_session_here(
    zoe: httpx.AsyncClient, provider: StrictProvider, house: House
) -> None:
    token = (await dance(zoe, provider)).cookies["session"]
    await zoe.post("/signout", headers={"origin": PUBLIC})
    assert signin.who_is(house, token) is None


# --- what is wrong -------------------------------------------------------------------------------


async def test_another_state_no_cookie_or_a_forged_one_asks_the_provider_for_nothing(
    zoe: httpx.AsyncClient, browser: Browser, provider: StrictProvider
) -> None:
    back = provider.sign_in(await leave(zoe), "zoe")
    kept = zoe.cookies["signin"]
    assert why(await zoe.get(back.replace("state=", "state=x"))) == "stale"
    assert why(await zoe.get("/signin/callback?code=x")) == "stale"
    assert why(await browser(base=PUBLIC).get(back)) == "stale"
    for forged in ("", "x", kept[:-2] + "AA", "%C3%A9", "W10." + kept.split(".")[1], "a" * 5000):
        stranger = browser(base=PUBLIC)
        stranger.headers["cookie"] = f"signin={forged}"
        assert why(await stranger.get(back)) == "stale"
    assert provider.asked["/oauth2/token"] == 0
    # None of it has taken the true one away.
    assert (await zoe.get(back)).cookies.get("session")


async def test_a_cookie_signed_with_another_secret_is_none_of_ours(
    zoe: httpx.AsyncClient, provider: StrictProvider, reopen: Reopen
) -> None:
    back = provider.sign_in(await leave(zoe), "zoe")
    reopen(client_secret="another secret, just as long as that")
    assert why(await zoe.get(back)) == "stale"


async def test_whoever_comes_back_too_late_begins_again(
    zoe: httpx.AsyncClient, provider: StrictProvider, later: list[timedelta]
) -> None:
    back = provider.sign_in(await leave(zoe), "zoe")
    later.append(timedelta(minutes=16))
    assert why(await zoe.get(back)) == "stale"


async def test_a_code_works_once_even_for_whoever_copied_everything(
    zoe: httpx.AsyncClient, browser: Browser, provider: StrictProvider
) -> None:
    back = provider.sign_in(await leave(zoe), "zoe")
    thief = browser(base=PUBLIC)
    thief.headers["cookie"] = f"signin={zoe.cookies['signin']}"
    assert (await zoe.get(back)).cookies.get("session")
    assert why(await thief.get(back)) == "refused"


async def test_the_code_of_another_way_is_worth_nothing_without_its_verifier(
    zoe: httpx.AsyncClient, browser: Browser, provider: StrictProvider
) -> None:
    stolen = parse_qs(urlsplit(provider.sign_in(await leave(zoe), "zoe")).query)["code"][0]
    mallory = browser(base=PUBLIC)
    state = parse_qs(urlsplit(await leave(mallory)).query)["state"][0]
    asked = urlencode({"code": stolen, "state": state})
    assert why(await mallory.get(f"/signin/callback?{asked}")) == "refused"


async def test_loading_the_way_back_again_is_no_mistake(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    back = provider.sign_in(await leave(zoe), "zoe")
    await zoe.get(back)
    again = await zoe.get(back)
    assert (again.status_code, again.headers["location"]) == (303, "/")


# --- nothing is kept, nothing leads elsewhere ----------------------------------------------------


async def test_no_token_code_or_secret_is_stored_or_logged(
    zoe: httpx.AsyncClient,
    provider: StrictProvider,
    house: House,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    await dance(zoe, provider)
    provider.claims = {"nonce": "another"}
    await dance(zoe, provider)
    provider.claims, provider.fails = {}, {"/oauth2/token": 502}
    await dance(zoe, provider)
    logged = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith(PLAYED)
    )
    assert "refused, ID token: InvalidClaimError nonce" in logged
    assert len(provider.handed_out) == 7
    file = house.database.file
    assert file is not None
    house.database.empty_journal()
    stored = file.read_bytes()
    for secret in (*provider.handed_out, SECRET):
        assert secret not in logged
        assert secret.encode() not in stored
    assert ZOE not in logged


async def test_next_never_leads_to_another_site(
    zoe: httpx.AsyncClient, provider: StrictProvider
) -> None:
    for wanted in ("//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"):
        provider.claims = {}
        answer = await dance(zoe, provider, next_page=wanted)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        provider.claims = {"nonce": "another"}
        answer = await dance(zoe, provider, next_page=wanted)
        assert answer.headers["location"] == "/signin?because=refused"


# --- the sign-in page ----------------------------------------------------------------------------


async def test_the_page_has_the_button_above_the_password_and_keeps_all_other_ways(
    browser: Browser, house: House, reopen: Reopen
) -> None:
    signin.add_account(house, email=ZOE, password="correct horse battery")
    reopen(name="Mairie d’Ici")
    page = (await browser().get("/signin?next=/matrix")).text
    assert f'href="{PUBLIC}/signin/organisation?next=%2Fmatrix"' in page
    assert FR("web.signin.organisation.send", name="Mairie d’Ici") in page
    assert page.index("/signin/organisation") < page.index('name="password"')
    assert "workshop link" in page
    assert 'name="recovery"' in page
    reopen(name="<b>&")
    assert "<b>" not in (await browser().get("/signin")).text
    reopen()
    assert FR("web.signin.organisation.send_plain") in (await browser().get("/signin")).text


async def test_each_reason_has_its_sentence_and_no_other_word_is_one(
    browser: Browser, reopen: Reopen
) -> None:
    for language, t in (("fr", FR), ("en", EN)):
        sentences = {t(f"web.signin.because.{reason}") for reason in REASONS}
        assert len(sentences) == len(REASONS)
        client = browser()
        client.headers["cookie"] = f"language={language}"
        for reason in REASONS:
            page = await client.get(f"/signin?because={reason}")
            assert t(f"web.signin.because.{reason}") in page.text
    for nonsense in ("title", "", "x", "<script>"):
        page = await browser().get("/signin", params={"because": nonsense})
        assert 'role="alert"' not in page.text


async def test_a_password_still_opens_while_the_provider_is_away(
    browser: Browser, house: House, reopen: Reopen
) -> None:
    signin.add_account(house, email=ZOE, password="correct horse battery")
    reopen(issuer=f"http://localhost:{free_port()}")
    form = {"email": ZOE, "password": "correct horse battery"}
    assert (await browser().post("/signin", data=form)).status_code == 303
    key = signin.new_signin_link(house)
    assert (await browser().get(f"/signin?key={key}")).status_code == 303


async def test_without_a_provider_there_is_no_button_and_no_such_page(browser: Browser) -> None:
    page = await browser().get("/signin?because=down")
    assert "/signin/organisation" not in page.text
    assert 'role="alert"' not in page.text
    for path in ("/signin/organisation", "/signin/callback?code=x&state=x", "/signin/other"):
        assert (await browser().get(path)).status_code == 404


def test_an_app_without_a_provider_never_loads_what_speaks_to_one(tmp_path: Path) -> None:
    script = (
        "import sys, workshop.web.lifespan\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))\n"
        "from workshop.settings import Organisation\n"
        "from workshop.web.organisation import OrganisationDoor\n"
        "OrganisationDoor(None, Organisation('https://x', 'x', 'x' * 16), 'https://y')\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]

"""Signing in by link, password or recovery code, and out again."""

import sys
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from tests.web.conftest import Browser, Cast
from workshop import addresses
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import signin, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.settings import CHECKOUT
from workshop.web import reception as front_desk
from workshop.web.entrance import Entrance
from workshop.web.organisation import OrganisationDoor
from workshop.web.pages import local_path
from workshop.web.reception import Reception
from workshop.web.throttle import Throttle

FR, EN = words("fr"), words("en")
PASSWORD = "correct horse battery"


def session(answer: httpx.Response) -> str | None:
    return answer.cookies.get("session")


# --- the laptop's one-time link ------------------------------------------------------------------


async def test_a_one_time_link_signs_in_once(browser: Browser, house: House) -> None:
    key = signin.new_signin_link(house)
    first = await browser().get(f"/signin?key={key}")
    assert first.status_code == 303
    assert first.headers["location"] == "/"
    assert signin.who_is(house, session(first)) is not None
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "max-age=2592000" in cookie
    assert "secure" not in cookie

    second = await browser().get(f"/signin?key={key}")
    assert second.status_code == 404
    assert session(second) is None
    assert FR("web.link.title") in second.text


async def test_loading_the_link_again_in_the_same_browser_is_no_mistake(
    browser: Browser, house: House
) -> None:
    key = signin.new_signin_link(house)
    alice = browser()
    await alice.get(f"/signin?key={key}")
    again = await alice.get(f"/signin?key={key}&next=/matrix")
    assert again.status_code == 303
    assert again.headers["location"] == "/matrix"


async def test_a_preview_of_the_link_does_not_use_it_up(browser: Browser, house: House) -> None:
    key = signin.new_signin_link(house)
    assert (await browser().head(f"/signin?key={key}")).status_code == 200
    assert (await browser().get(f"/signin?key={key}")).status_code == 303


async def test_behind_https_the_cookie_is_secure(browser: Browser, house: House) -> None:
    for base in ("https://localhost", "http://rc.example"):
        key = signin.new_signin_link(house)
        answer = await browser(base=base).get(f"/signin?key={key}")
        assert "secure" in answer.headers["set-cookie"].lower()


# --- links to one workshop -----------------------------------------------------------------------


@pytest.mark.parametrize(("role", "page"), [("f", "/"), ("s", "/")])
async def test_a_link_opens_its_workshop_and_leaves_the_address(
    browser: Browser, house: House, cast: Cast, role: str, page: str
) -> None:
    link = cast.facilitator_link if role == "f" else cast.sponsor_link
    answer = await browser().get(f"/{role}/{link}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{page}?w={cast.code}"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    expected = Role.FACILITATOR if role == "f" else Role.SPONSOR
    assert signin.role_in(house, code=cast.code, token=session(answer)) is expected
    assert signin.role_in(house, code=cast.other_code, token=session(answer)) is None


async def test_a_second_link_joins_the_first(browser: Browser, house: House, cast: Cast) -> None:
    answer = await browser(cast.oscar).get(f"/f/{cast.facilitator_link}")
    assert session(answer) == cast.oscar
    for code in (cast.code, cast.other_code):
        assert signin.role_in(house, code=code, token=cast.oscar) is Role.FACILITATOR


async def test_a_link_of_the_other_role_a_revoked_or_an_unknown_one_opens_nothing(
    browser: Browser, cast: Cast
) -> None:
    for path in (
        f"/s/{cast.facilitator_link}",
        f"/f/{cast.sponsor_link}",
        f"/f/{cast.revoked_link}",
        "/f/unknown",
        "/s/unknown",
    ):
        answer = await browser().get(path)
        assert answer.status_code == 404
        assert session(answer) is None
        assert FR("web.link.title") in answer.text
        assert answer.headers["cache-control"] == "no-store"


# --- passwords and recovery codes ----------------------------------------------------------------


async def test_a_password_signs_in_and_keeps_the_links_of_the_browser(
    browser: Browser, house: House, cast: Cast
) -> None:
    signin.add_account(house, email="zoe@example.org", password=PASSWORD)
    zoe = browser(cast.oscar)
    page = await zoe.get("/signin")
    assert 'name="password"' in page.text
    answer = await zoe.post(
        "/signin",
        data={"email": " Zoe@Example.org", "password": PASSWORD, "next": "/matrix?w=K7M4QX"},
        headers={"origin": "http://localhost"},
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/matrix?w=K7M4QX"
    token = session(answer)
    assert token != cast.oscar
    found = signin.who_is(house, token)
    assert found is not None
    assert found.email == "zoe@example.org"
    assert signin.role_in(house, code=cast.other_code, token=token) is Role.FACILITATOR


@pytest.mark.parametrize(
    "form",
    [
        {"email": "zoe@example.org", "password": "wrong"},
        {"email": "nobody@example.org", "password": PASSWORD},
        {"email": "", "password": ""},
        {"password": PASSWORD},
        {"code": "K7M4QX", "recovery": "AAAAA-AAAAA-AAAAA-AAAAA"},
        {"code": "nonsense", "recovery": "x"},
        {"recovery": "x"},
        {},
    ],
)
async def test_a_wrong_answer_does_not_say_what_is_wrong(
    browser: Browser, house: House, form: dict[str, str]
) -> None:
    signin.add_account(house, email="zoe@example.org", password=PASSWORD)
    answer = await browser().post("/signin", data=form)
    assert answer.status_code == 422
    assert session(answer) is None
    assert FR("error.signin_refused") in answer.text
    assert f'value="{form.get("email", "")}"' in answer.text
    assert PASSWORD not in answer.text


async def test_the_recovery_code_opens_its_workshop_however_it_is_typed(
    browser: Browser, house: House, cast: Cast
) -> None:
    typed = {"code": cast.code.lower(), "recovery": f" {cast.recovery_code.lower()} "}
    answer = await browser().post("/signin", data=typed)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/?w={cast.code}"
    assert signin.role_in(house, code=cast.code, token=session(answer)) is Role.FACILITATOR


async def test_the_page_asks_for_a_password_only_where_there_are_accounts(
    browser: Browser, house: House
) -> None:
    page = await browser().get("/signin")
    assert 'name="password"' not in page.text
    assert "workshop link" in page.text
    assert 'name="recovery"' in page.text


async def test_the_command_for_a_link_is_the_one_to_type_in_the_projects_folder(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(CHECKOUT / ".venv" / "bin" / "python"))
    monkeypatch.setattr(addresses, "_serving", [8090])
    page = await browser().get("/signin")
    assert f"{Path('.venv/bin/workshop')} link --port 8090" in page.text


async def test_guessing_is_slowed_after_ten_tries_and_never_locks_out(
    browser: Browser, house: House, entrance: Entrance, cast: Cast
) -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    nobody = OrganisationDoor(house, None, "")
    reception = Reception(house, entrance, nobody, Throttle(sleep=wait))
    entrance.open(house, Starlette(routes=reception.routes()))
    wrong = {"code": cast.code, "recovery": "AAAAA"}
    guesser = browser()
    for _ in range(13):
        assert (await guesser.post("/signin", data=wrong)).status_code == 422
    assert waited == [0.5, 1.0, 2.0]
    # Another room is not slowed, and the right answer opens and forgets.
    await guesser.post("/signin", data={"code": cast.other_code, "recovery": "AAAAA"})
    assert len(waited) == 3
    right = {"code": cast.code, "recovery": cast.recovery_code}
    assert (await guesser.post("/signin", data=right)).status_code == 303
    assert waited[3:] == [4.0]
    await guesser.post("/signin", data=wrong)
    assert len(waited) == 4


async def test_too_many_at_once_are_asked_to_come_back(
    browser: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_desk, "MOST_CHECKS", 0)
    answer = await browser().post("/signin", data={"email": "a@b.fr", "password": "x"})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "5"
    assert FR("web.signin.busy") in answer.text
    # However many passwords are guessed, the recovery code goes in by another way.
    right = {"code": cast.code, "recovery": cast.recovery_code}
    assert (await browser().post("/signin", data=right)).status_code == 303


# --- forms of other sites ------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/signin", "/signout"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_a_form_of_another_site_does_nothing(
    browser: Browser, house: House, cast: Cast, path: str, headers: dict[str, str]
) -> None:
    form = {"code": cast.code, "recovery": cast.recovery_code}
    answer = await browser(cast.alice).post(path, data=form, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert signin.who_is(house, cast.alice) is not None


async def test_our_own_form_works_behind_a_proxy_that_rewrites_host(
    browser: Browser, cast: Cast
) -> None:
    form = {"code": cast.code, "recovery": cast.recovery_code}
    headers = {"origin": "https://rc.example", "host": "127.0.0.1:8080"}
    assert (await browser().post("/signin", data=form, headers=headers)).status_code == 303


async def test_an_endless_form_is_refused(browser: Browser) -> None:
    answer = await browser().post("/signin", data={"email": "a" * 10_000})
    assert answer.status_code == 413


# --- out, and in which language ------------------------------------------------------------------


async def test_signing_out_forgets_the_browser(browser: Browser, house: House, cast: Cast) -> None:
    answer = await browser(cast.alice).post("/signout", headers={"origin": "http://localhost"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert signin.who_is(house, cast.alice) is None
    assert (await browser().post("/signout")).status_code == 303
    assert (await browser(cast.alice).get("/signout")).status_code == 405


async def test_the_page_speaks_french_and_english(browser: Browser) -> None:
    page = await browser().get("/signin?next=/matrix")
    assert '<html lang="fr">' in page.text
    assert FR("web.signin.title") in page.text
    switch = await browser().get("/signin?lang=en&next=/signin%3Fnext%3D/matrix")
    assert switch.status_code == 303
    assert switch.headers["location"] == "/signin?next=/matrix"
    assert switch.cookies["language"] == "en"
    page = await browser().get("/signin", headers={"cookie": "language=en"})
    assert '<html lang="en">' in page.text
    assert EN("web.signin.title") in page.text
    unknown = await browser().get("/signin?lang=xx")
    assert "set-cookie" not in unknown.headers


async def test_whoever_is_known_is_told_so(browser: Browser, cast: Cast) -> None:
    known = await browser(cast.alice).get("/signin?next=/matrix")
    assert FR("web.signin.known") in known.text
    assert 'href="/matrix"' in known.text
    assert 'action="/signout"' in known.text
    assert 'action="/signout"' not in (await browser(cast.rita).get("/signin")).text


# --- no open redirect ----------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "evil.example",
    " //evil.example",
    "/" + "a" * 1000,
    "",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
async def test_next_never_leads_to_another_site(
    browser: Browser, house: House, wanted: str
) -> None:
    key = signin.new_signin_link(house)
    answer = await browser().get("/signin", params={"key": key, "next": wanted})
    assert answer.headers["location"] == "/"
    answer = await browser().get("/signin", params={"lang": "en", "next": wanted})
    assert answer.headers["location"] == "/"


@given(st.text(max_size=60))
def test_any_text_leads_to_a_path_of_this_site(wanted: str) -> None:
    path = local_path(wanted)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert path.isascii()
    assert not any(sign.isspace() or ord(sign) < 32 for sign in path)


async def test_text_typed_into_next_is_escaped(browser: Browser) -> None:
    page = await browser().get("/signin", params={"next": '/"><script>alert(1)</script>'})
    assert "<script>" not in page.text


async def test_a_revoked_link_is_shut_out_at_once(
    browser: Browser, house: House, cast: Cast
) -> None:
    alice = browser(cast.alice)
    assert (await alice.get("/media/x")).status_code == 200
    workshops.revoke_links(house, Console(cast.code), Role.FACILITATOR)
    assert (await alice.get("/media/x")).status_code == 401

"""A personal link opens one page, and nothing else opens that page (TRUST.md)."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import select, update
from starlette.applications import Starlette

from tests.web.conftest import Browser, Cast, Streamlit
from tests.web.test_front_door import CLOSED, INSIDE, PAGES
from workshop.domain.ranking import Mark
from workshop.i18n import words
from workshop.services import actions, people, solutions, workshops
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console, Named
from workshop.services.downloads import PersonalDownload
from workshop.services.house import House
from workshop.services.people import LINK_DAYS, PersonDraft
from workshop.services.views.follow import read_follow
from workshop.services.views.mine import MyPage, read_mine
from workshop.services.views.people import read_people
from workshop.storage import tables
from workshop.web import personal, throttle
from workshop.web.entrance import Entrance
from workshop.web.personal import _Sent

FR, EN = words("fr"), words("en")
WHOLE = ActionDraft(
    "Ouvrir un second guichet",
    "Nadia",
    due=date(2030, 5, 1),
    measure="Moins de dix minutes",
    status="open",
    quadrant="priority",
)
HERE = {"origin": "http://localhost"}


@dataclass(frozen=True)
class Crew:
    """Nadia carries A1 and ranks ideas; Paul carries A2; Zoe's link was revoked."""

    code: str
    nadia: str
    paul: str
    zoe: str


@pytest.fixture
def crew(house: House, cast: Cast) -> Crew:
    me = Console(cast.code)
    tokens = {}
    for name, ranks in (("Nadia", True), ("Paul", False), ("Zoe", True)):
        label = people.add_person(house, me, PersonDraft(name, ranks=ranks))
        tokens[name] = people.new_person_link(house, me, label)
    actions.add_action(house, me, WHOLE)
    actions.add_action(house, me, replace(WHOLE, what="L’affaire de Paul", owner="Paul"))
    for title in ("Choisir son canal", "Rappeler dans la journée"):
        solutions.add_solution(house, me, title=title, topics=[])
    people.revoke_person_links(house, me, "P3")
    return Crew(cast.code, tokens["Nadia"], tokens["Paul"], tokens["Zoe"])


def as_person(browser: Browser, token: str, **more: str) -> httpx.AsyncClient:
    client = browser()
    client.headers["cookie"] = "; ".join(
        f"{name}={value}" for name, value in {"person": token, **more}.items()
    )
    return client


def mine(house: House, crew: Crew, token: str = "") -> MyPage:
    return read_mine(house, Named(crew.code, token or crew.nadia))


async def send(
    client: httpx.AsyncClient,
    crew: Crew,
    deed: str,
    form: Mapping[str, str] | None = None,
    *,
    headers: Mapping[str, str] = HERE,
    **more: str,
) -> httpx.Response:
    sent = {**(form or {}), **more}
    return await client.post(f"/mine/{crew.code}/{deed}", data=sent, headers=headers)


# --- the link ------------------------------------------------------------------------------------


async def test_the_link_becomes_a_cookie_of_that_page_alone_and_leaves_the_address(
    browser: Browser, crew: Crew
) -> None:
    answer = await browser().get(f"/p/{crew.nadia}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/mine/{crew.code}")
    cookie = answer.headers["set-cookie"].lower()
    assert f"path=/mine/{crew.code.lower()};" in f"{cookie};"
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert f"max-age={LINK_DAYS * 24 * 60 * 60}" in cookie
    assert "secure" not in cookie
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    page = await as_person(browser, crew.nadia).get(answer.headers["location"])
    assert "Nadia" in page.text
    assert crew.nadia not in page.text


async def test_behind_https_the_cookie_is_secure(browser: Browser, crew: Crew) -> None:
    for base in ("https://localhost", "http://rc.example"):
        answer = await browser(base=base).get(f"/p/{crew.nadia}")
        assert "secure" in answer.headers["set-cookie"].lower()


async def test_a_dead_an_unknown_or_anothers_link_opens_nothing(
    browser: Browser, cast: Cast, crew: Crew
) -> None:
    links = (crew.zoe, "unknown", "%00", "a" * 3000, cast.facilitator_link, cast.sponsor_link)
    for link in links:
        answer = await browser().get(f"/p/{link}")
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers
        assert FR("web.link.title") in answer.text
    for path in (f"/f/{crew.nadia}", f"/s/{crew.nadia}", f"/signin?key={crew.nadia}"):
        answer = await browser().get(path)
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers


async def test_revoking_the_link_closes_a_page_that_is_open(
    browser: Browser, house: House, crew: Crew
) -> None:
    nadia = as_person(browser, crew.nadia)
    assert (await nadia.get(f"/mine/{crew.code}")).status_code == 200
    people.revoke_person_links(house, Console(crew.code), "P1")
    assert (await nadia.get(f"/mine/{crew.code}")).status_code == 401
    assert (await nadia.get(f"/mine/{crew.code}/actions.ics")).status_code == 401
    answer = await send(nadia, crew, "status", action="A1", status="done")
    assert answer.status_code == 401
    assert FR("web.mine.closed.title") in answer.text


async def test_an_old_link_and_one_of_a_deleted_workshop_are_closed(
    browser: Browser, house: House, crew: Crew
) -> None:
    link = tables.person_link
    with house.database.writing() as connection, connection.begin():
        long_ago = datetime(2020, 1, 1, tzinfo=UTC)
        connection.execute(update(link).values(expires_at=long_ago))
    assert (await as_person(browser, crew.paul).get(f"/mine/{crew.code}")).status_code == 401
    workshops.delete_workshop(house, Console(crew.code), typed_title="Chez Alice")
    assert (await as_person(browser, crew.nadia).get(f"/mine/{crew.code}")).status_code == 401
    assert (await browser().get(f"/p/{crew.nadia}")).status_code == 404


# --- roles × routes × verbs ----------------------------------------------------------------------

OTHERS = ["nobody", "participant", "alice", "laptop", "sam", "rita", "zoe", "garbage", "endless"]


def cookie_of(who: str, cast: Cast, crew: Crew) -> str:
    return {
        "nobody": "",
        "participant": "participant=" + "a" * 43,
        "alice": f"session={cast.alice}",
        "laptop": f"session={cast.laptop}",
        "sam": f"session={cast.sam}",
        "rita": f"session={cast.rita}",
        "zoe": f"person={crew.zoe}",
        "garbage": "person=%00'; DROP TABLE person",
        "endless": "person=" + "a" * 5000,
    }[who]


@pytest.mark.parametrize("who", OTHERS)
async def test_the_page_is_closed_to_everybody_else(
    browser: Browser, house: House, cast: Cast, crew: Crew, who: str
) -> None:
    client = browser()
    client.headers["cookie"] = cookie_of(who, cast, crew)
    before = mine(house, crew)
    for code in (crew.code, crew.code.lower(), cast.other_code, "ZZZZZZ", "no"):
        answer = await client.get(f"/mine/{code}")
        assert answer.status_code == 401
        assert "Nadia" not in answer.text
        assert (await client.get(f"/mine/{code}/actions.ics")).status_code == 401
        for deed in ("accept", "status", "hand", "say", "rank", "item", "other"):
            form = {"action": "A1", "status": "done", "says": "x", "to": "Eve", "what": "x"}
            answer = await client.post(f"/mine/{code}/{deed}", data=form, headers=HERE)
            assert answer.status_code == 401
    assert mine(house, crew) == before


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_no_other_verb_does_anything(browser: Browser, crew: Crew, verb: str) -> None:
    nadia = as_person(browser, crew.nadia)
    for path in (f"/p/{crew.nadia}", f"/mine/{crew.code}", f"/mine/{crew.code}/say"):
        assert (await nadia.request(verb, path, headers=HERE)).status_code == 405
    assert (await nadia.post(f"/p/{crew.nadia}", headers=HERE)).status_code == 405
    assert (await nadia.post(f"/mine/{crew.code}", headers=HERE)).status_code == 405


@pytest.mark.parametrize("path", [*INSIDE, *PAGES, *CLOSED])
async def test_a_personal_link_opens_nothing_of_streamlit(
    browser: Browser, streamlit: Streamlit, crew: Crew, path: str
) -> None:
    """Not even as a session: whoever copies it from one cookie into the other."""
    for client in (
        as_person(browser, crew.nadia),
        browser(crew.nadia),
        as_person(browser, crew.nadia, participant="a" * 43),
    ):
        for verb in ("GET", "HEAD", "POST", "PUT", "DELETE"):
            answer = await client.request(verb, path)
            assert answer.status_code in (303, 401, 404)
    assert streamlit.reached == []


async def test_a_personal_link_opens_no_stream_no_file_and_no_home(
    browser: Browser, streamlit: Streamlit, crew: Crew
) -> None:
    for client in (as_person(browser, crew.nadia), browser(crew.nadia)):
        for path in ("workshop.json", "cards.html", "actions.ics", "qr.svg"):
            assert (await client.get(f"/x/{crew.code}/{path}")).status_code == 401
        assert (await client.get(f"/live/{crew.code}/board")).status_code in (401, 404)
        assert (await client.get("/")).text == "phone"
    assert streamlit.reached == []


async def test_another_workshop_knows_nobody_by_that_link(
    browser: Browser, house: House, cast: Cast, crew: Crew
) -> None:
    label = people.add_person(house, Console(cast.other_code), PersonDraft("Nadia"))
    theirs = people.new_person_link(house, Console(cast.other_code), label)
    assert (await as_person(browser, crew.nadia).get(f"/mine/{cast.other_code}")).status_code == 401
    assert (await as_person(browser, theirs).get(f"/mine/{crew.code}")).status_code == 401


async def test_a_person_touches_no_action_of_somebody_else(
    browser: Browser, house: House, crew: Crew
) -> None:
    nadia = as_person(browser, crew.nadia)
    before = mine(house, crew, crew.paul)
    for deed in ("accept", "status", "hand", "say"):
        answer = await send(nadia, crew, deed, action="A2", status="done", says="x", to="Nadia")
        assert answer.status_code == 404
        assert "L’affaire de Paul" not in answer.text
        assert FR("error.action_unknown", action="A2") in answer.text
    assert mine(house, crew, crew.paul) == before


async def test_who_is_not_asked_ranks_nothing(browser: Browser, house: House, crew: Crew) -> None:
    paul = as_person(browser, crew.paul)
    assert 'id="ideas"' not in (await paul.get(f"/mine/{crew.code}")).text
    answer = await send(paul, crew, "rank", {"feasibility-S1": "5", "buy_in-S1": "5"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9"},
        {**HERE, "sec-fetch-site": "cross-site"},
        {**HERE, "sec-fetch-site": "same-site"},
    ],
)
async def test_a_form_of_another_site_does_nothing(
    browser: Browser, house: House, crew: Crew, headers: dict[str, str]
) -> None:
    nadia, before = as_person(browser, crew.nadia), mine(house, crew)
    for deed in ("accept", "status", "hand", "say", "rank", "item", "leave"):
        form = {"action": "A1", "status": "done", "says": "x", "to": "Eve", "what": "x"}
        answer = await send(nadia, crew, deed, form, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    assert mine(house, crew) == before


# --- what it shows -------------------------------------------------------------------------------


async def test_the_page_shows_ones_own_and_nobody_elses(
    browser: Browser, house: House, crew: Crew
) -> None:
    answer = await as_person(browser, crew.nadia).get(f"/mine/{crew.code.lower()}")
    assert answer.status_code == 200
    for said in ("Nadia", "Chez Alice", WHOLE.what, "Moins de dix minutes", "Choisir son canal"):
        assert said in answer.text
    for hidden in ("Paul", "Zoe", ">A2<"):
        assert hidden not in answer.text
    assert ">A1<" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    for inline in ("<script", "<style", "style=", "onclick", "javascript:"):
        assert inline not in answer.text


async def test_what_people_type_is_never_read_as_html(
    browser: Browser, house: House, cast: Cast, crew: Crew
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    me = Console(crew.code)
    people.save_person(house, me, "P1", PersonDraft(f"Nadia {evil}", ranks=True))
    solutions.save_solution(house, me, "S1", title=f"Idea {evil}", topics=[])
    nadia = as_person(browser, crew.nadia)
    await send(nadia, crew, "say", action="A1", says=f'"{evil}')
    text = (await nadia.get(f"/mine/{crew.code}?ok={quote(evil)}&at={quote(evil)}")).text
    assert "<img" not in text
    for typed in ("Nadia", "Idea"):
        assert f"{typed} &lt;img" in text
    assert "&#34;&lt;img" in text
    answer = await send(nadia, crew, "hand", action="A1", to=evil * 9, says=f"</textarea>{evil}")
    assert answer.status_code == 422
    assert "<img" not in answer.text


async def test_the_page_speaks_the_workshops_language_until_another_is_chosen(
    browser: Browser, house: House, crew: Crew
) -> None:
    workshops.save_settings(house, Console(crew.code), language="en")
    nadia = as_person(browser, crew.nadia)
    nadia.headers["accept-language"] = "fr"
    text = (await nadia.get(f"/mine/{crew.code}")).text
    assert '<html lang="en">' in text
    assert EN("web.mine.actions") in text
    assert f"/signin?lang=fr&amp;next=%2Fmine%2F{crew.code}" in text
    chosen = as_person(browser, crew.nadia, language="fr")
    assert FR("web.mine.actions") in (await chosen.get(f"/mine/{crew.code}")).text


async def test_lateness_and_a_blocked_action_are_said_in_words(
    browser: Browser, house: House, crew: Crew
) -> None:
    me = Console(crew.code)
    actions.save_action(house, me, "A1", replace(WHOLE, due=date(2020, 1, 1), status="blocked"))
    days = (datetime.now(UTC).date() - date(2020, 1, 1)).days
    text = (await as_person(browser, crew.nadia).get(f"/mine/{crew.code}")).text
    assert FR.count("web.mine.late", days) in text
    assert FR("ui.plan.status.blocked") in text
    today = datetime.now(UTC).date()
    actions.save_action(house, me, "A1", replace(WHOLE, due=today))
    text = (await as_person(browser, crew.nadia).get(f"/mine/{crew.code}")).text
    assert FR("web.mine.today") in text


async def test_the_calendar_is_ones_own(browser: Browser, crew: Crew) -> None:
    nadia = as_person(browser, crew.nadia)
    page = (await nadia.get(f"/mine/{crew.code}")).text
    assert f'href="/mine/{crew.code}/actions.ics"' in page
    answer = await nadia.get(f"/mine/{crew.code}/actions.ics")
    assert answer.text == f"own of {crew.code}"
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "no-store"
    disposition = answer.headers["content-disposition"]
    assert disposition == f'attachment; filename="{crew.code}-actions.ics"'
    for name in ("workshop.json", "actions.ics.bak", "%2e%2e"):
        assert (await nadia.get(f"/mine/{crew.code}/{name}")).status_code == 404


# --- gestures ------------------------------------------------------------------------------------


def fields(page: str, deed: str) -> list[str]:
    return re.findall(rf'action="/mine/[A-Z0-9]+/{deed}#\w+"', page)


async def test_an_action_is_finished_and_taken_up_again(
    browser: Browser, house: House, crew: Crew
) -> None:
    nadia = as_person(browser, crew.nadia)
    answer = await send(nadia, crew, "status", action="A1", status="done")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/mine/{crew.code}?ok=status&at=A1"
    page = await nadia.get(answer.headers["location"])
    assert FR("web.mine.ok.status") in page.text
    assert FR("web.mine.actions.none") in page.text
    assert FR.count("web.mine.done", 1) in page.text
    await send(nadia, crew, "status", action="A1", status="open")
    assert [action.status for action in mine(house, crew).under_way] == ["open"]


async def test_a_blocked_action_says_why(browser: Browser, house: House, crew: Crew) -> None:
    nadia = as_person(browser, crew.nadia)
    answer = await send(nadia, crew, "status", action="A1", status="blocked", says=" ")
    assert answer.status_code == 422
    assert FR("error.reason_missing") in answer.text
    assert "<details open>" in answer.text
    await send(nadia, crew, "status", action="A1", status="blocked", says="Pas de budget")
    [action] = mine(house, crew).actions
    assert (action.status, action.said[0].says) == ("blocked", "Pas de budget")
    page = await nadia.get(f"/mine/{crew.code}?ok=status&at=A1")
    assert FR("web.mine.unblock") in page.text
    assert "Pas de budget" in page.text


async def test_an_action_is_handed_over_and_accepted(
    browser: Browser, house: House, crew: Crew
) -> None:
    nadia, paul = as_person(browser, crew.nadia), as_person(browser, crew.paul)
    answer = await send(nadia, crew, "hand", action="A1", to=" ", says="Trop pour moi")
    assert answer.status_code == 422
    assert "Trop pour moi</textarea>" in answer.text
    answer = await send(nadia, crew, "hand", action="A1", to="paul", says="Trop pour moi")
    page = await nadia.get(answer.headers["location"])
    assert FR("web.mine.ok.hand") in page.text
    assert WHOLE.what not in page.text
    page = await paul.get(f"/mine/{crew.code}")
    assert "Trop pour moi" in page.text
    assert len(fields(page.text, "accept")) == 1
    await send(paul, crew, "accept", action="A1")
    assert not any(action.asked for action in mine(house, crew, crew.paul).actions)
    late = await send(nadia, crew, "say", action="A1", says="Encore moi")
    assert late.status_code == 404


async def test_a_form_sent_twice_is_kept_once(browser: Browser, house: House, crew: Crew) -> None:
    nadia = as_person(browser, crew.nadia)
    for _ in range(2):
        for deed, form in (("say", {"action": "A1", "says": "Un mot"}), ("item", {"what": "Neuf"})):
            answer = await send(nadia, crew, deed, form, once=f"key-{deed}")
            assert answer.status_code == 303
    assert [said.says for said in mine(house, crew).actions[0].said] == ["Un mot"]
    with house.database.reading() as connection:
        rows = connection.execute(select(tables.change_item)).all()
    assert [(row.what, row.came_from) for row in rows] == [("Neuf", "Nadia")]


async def test_a_form_sent_anew_after_a_restart_is_kept_once(
    browser: Browser, house: House, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the server remembers of the forms it was sent is gone with it.
    monkeypatch.setattr(personal, "MOST_KEPT", 0)
    await test_a_form_sent_twice_is_kept_once(browser, house, crew)


async def test_what_was_refused_may_be_sent_again_with_the_same_form(
    browser: Browser, house: House, crew: Crew
) -> None:
    nadia = as_person(browser, crew.nadia)
    for says, status in ((" ", 422), ("Un mot", 303)):
        answer = await send(nadia, crew, "say", action="A1", says=says, once="key")
        assert answer.status_code == status
    assert len(mine(house, crew).actions[0].said) == 1


async def test_a_link_that_went_astray_fills_no_board(
    browser: Browser, house: House, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "FREE_TURNS", 3)
    monkeypatch.setattr(throttle, "TURN_SECONDS", 3600.0)
    nadia = as_person(browser, crew.nadia)
    for number in range(3):
        answer = await send(nadia, crew, "item", what=f"Neuf {number}", once=f"{number}" * 9000)
        assert answer.status_code == 303
    refused = await send(nadia, crew, "item", what="Ce qui est tapé reste")
    assert refused.status_code == 429
    assert "Ce qui est tapé reste" in refused.text
    assert FR("error.too_fast", seconds="|").partition("|")[0] in refused.text
    answer = await send(as_person(browser, crew.paul), crew, "item", what="Neuf")
    assert answer.status_code == 303
    with house.database.reading() as connection:
        assert len(connection.execute(select(tables.change_item)).all()) == 4


def test_the_memory_of_sent_forms_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal, "MOST_KEPT", 2)
    sent = _Sent()
    assert [sent.claim(key) for key in ("a", "b", "a", "c", "a")] == [
        True,
        True,
        False,
        True,
        True,
    ]


async def test_ideas_are_ranked_and_the_marks_are_there_again(
    browser: Browser, house: House, crew: Crew
) -> None:
    nadia = as_person(browser, crew.nadia)
    form = {"feasibility-S1": "5", "buy_in-S1": "2", "other": "x"}
    answer = await send(nadia, crew, "rank", form)
    assert answer.headers["location"] == f"/mine/{crew.code}?ok=rank"
    assert [idea.mark for idea in mine(house, crew).ideas] == [Mark(5, 2), None]
    text = (await nadia.get(answer.headers["location"])).text
    assert FR("web.mine.ok.rank") in text
    assert re.findall(r'name="([\w-]+)" value="(\d)" checked', text) == [
        ("feasibility-S1", "5"),
        ("buy_in-S1", "2"),
    ]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"feasibility-S1": "5", "feasibility-S2": "1", "buy_in-S2": "1"}, 422),
        ({"feasibility-S1": "6", "buy_in-S1": "1"}, 422),
        ({"feasibility-S1": "4.5", "buy_in-S1": "1"}, 422),
        ({"feasibility-S9": "4", "buy_in-S9": "1"}, 404),
        ({"feasibility-": "4", "buy_in-": "1"}, 404),
    ],
)
async def test_marks_that_break_a_rule_are_refused_together_and_kept_on_the_page(
    browser: Browser, house: House, crew: Crew, form: dict[str, str], status: int
) -> None:
    answer = await send(as_person(browser, crew.nadia), crew, "rank", form)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    for name, value in form.items():
        if name.endswith(("S1", "S2")) and value in "12345":
            assert f'name="{name}" value="{value}" checked' in answer.text
    assert [idea.mark for idea in mine(house, crew).ideas] == [None, None]


async def test_as_many_ideas_as_were_adopted_are_ranked_at_once(
    browser: Browser, house: House, crew: Crew
) -> None:
    me, many = Console(crew.code), 120
    for number in range(3, many + 1):
        solutions.add_solution(house, me, title=f"Idée {number}", topics=[])
    marks = {f"{name}-S{n}": "4" for n in range(1, many + 1) for name in ("feasibility", "buy_in")}
    assert (await send(as_person(browser, crew.nadia), crew, "rank", marks)).status_code == 303
    with house.database.reading() as connection:
        assert len(connection.execute(select(tables.stakeholder_ballot)).all()) == many


async def test_something_new_goes_to_the_change_board(
    browser: Browser, house: House, crew: Crew
) -> None:
    nadia = as_person(browser, crew.nadia)
    answer = await send(nadia, crew, "item", what="x" * 1001)
    assert answer.status_code == 422
    answer = await send(nadia, crew, "item", what="Le bail se termine", reason="regulation")
    assert FR("web.mine.ok.item") in (await nadia.get(answer.headers["location"])).text
    answer = await send(nadia, crew, "item", what="Un collègue s’en va", reason="gossip")
    assert answer.status_code == 422
    assert "Un collègue s’en va" in answer.text
    await send(nadia, crew, "item", what="Un collègue s’en va", reason="")
    waiting = read_follow(house, Console(crew.code)).waiting
    assert {(item.what, item.reason, item.came_from) for item in waiting} == {
        ("Le bail se termine", "regulation", "Nadia"),
        ("Un collègue s’en va", "other", "Nadia"),
    }


async def test_a_form_that_is_too_large_or_has_too_many_fields_is_refused(
    browser: Browser, crew: Crew
) -> None:
    nadia = as_person(browser, crew.nadia)
    assert (await send(nadia, crew, "say", says="x" * 40_000)).status_code == 413
    many = {f"{n}": "" for n in range(2500)}
    assert (await send(nadia, crew, "rank", many)).status_code == 413
    assert (await send(nadia, crew, "other")).status_code == 404


async def test_the_address_of_a_refused_form_leads_back_to_the_page(
    browser: Browser, crew: Crew
) -> None:
    nadia = as_person(browser, crew.nadia)
    for deed in ("rank", "say", "item"):
        answer = await nadia.get(f"/mine/{crew.code}/{deed}")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/mine/{crew.code}")


async def test_a_device_forgets_whose_page_it_was(browser: Browser, crew: Crew) -> None:
    answer = await send(as_person(browser, crew.nadia), crew, "leave")
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert 'person=""' in cookie
    assert "max-age=0" in cookie
    assert f"path=/mine/{crew.code.lower()};" in f"{cookie};"
    assert FR("web.mine.left.title") in answer.text


# --- in between ----------------------------------------------------------------------------------


async def test_a_link_that_is_revoked_in_between_does_nothing(
    browser: Browser, house: House, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the first look and the gesture: the transaction looks again."""

    def late(house: House, actor: Named) -> MyPage:
        page = read_mine(house, actor)
        people.revoke_person_links(house, Console(crew.code), "P1")
        return page

    monkeypatch.setattr(personal, "read_mine", late)
    answer = await send(as_person(browser, crew.nadia), crew, "status", action="A1", status="done")
    assert answer.status_code == 401
    with house.database.reading() as connection:
        status = connection.scalar(
            select(tables.action.c.status).where(tables.action.c.number == 1)
        )
    assert status == "open"


async def test_a_file_is_not_made_for_a_link_that_is_revoked_in_between(
    house: House, entrance: Entrance, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(house: House, actor: Named) -> MyPage:
        page = read_mine(house, actor)
        people.revoke_person_links(house, Console(crew.code), "P1")
        return page

    def produce(house: House, actor: Named) -> bytes:
        return repr(read_mine(house, actor)).encode()

    made = PersonalDownload("text/calendar", produce)
    monkeypatch.setattr(personal, "read_mine", late)
    pages = personal.PersonalPages(house, entrance, {"actions.ics": made})
    transport = httpx.ASGITransport(app=Starlette(routes=pages.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        client.headers["cookie"] = f"person={crew.nadia}"
        assert (await client.get(f"/mine/{crew.code}/actions.ics")).status_code == 401


async def test_no_token_reaches_the_log(
    browser: Browser,
    house: House,
    crew: Crew,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("away")

    with caplog.at_level(logging.DEBUG):
        monkeypatch.setattr(personal, "open_person_link", broken)
        assert (await browser().get(f"/p/{crew.nadia}")).status_code == 500
        monkeypatch.setattr(personal, "read_mine", broken)
        assert (await as_person(browser, crew.nadia).get(f"/mine/{crew.code}")).status_code == 500
    ours = [record for record in caplog.records if record.name.startswith("workshop")]
    assert [record.getMessage() for record in ours] == ["GET /p failed", "GET /mine failed"]
    assert crew.nadia not in "".join(record.getMessage() for record in ours)


async def test_links_are_stored_as_hashes(house: House, crew: Crew) -> None:
    with house.database.reading() as connection:
        stored = [row.token_hash for row in connection.execute(select(tables.person_link))]
    assert all(re.fullmatch(r"[0-9a-f]{64}", found) for found in stored)
    assert crew.nadia not in repr(read_people(house, Console(crew.code)))

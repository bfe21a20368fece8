"""Links, and what is left once a workshop is deleted; who opens what else: ``tests/attack``."""

import httpx
import pytest

from tests.web.conftest import Browser, Cast
from workshop.services import actions, people, projects, workshops
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.people import PersonDraft
from workshop.services.projects import ProjectDraft

Asked = tuple[str, str]

FACILITATORS: dict[Asked, str] = {
    ("GET", "/x/{code}/cards.html"): "/x/{code}/cards.html",
    ("GET", "/x/{code}/project-{label}.html"): "/x/{code}/project-J1.html",
    ("GET", "/x/{code}/trail-{label}.html"): "/x/{code}/trail-A1.html",
    ("GET", "/x/{code}/{file}"): "/x/{code}/workshop.json",
}
"""One workshop's facilitators and nobody else, not even its sponsor."""

PERSONAL: dict[Asked, str] = {
    ("GET", "/mine/{code}"): "/mine/{code}",
    ("GET", "/mine/{code}/{file}"): "/mine/{code}/actions.ics",
    ("POST", "/mine/{code}/{deed}"): "/mine/{code}/accept",
}
"""Whoever holds the personal link, by its own cookie; no facilitator."""


@pytest.fixture
def link(house: House, cast: Cast) -> str:
    """Nadia's, who carries an action; there is a project too."""
    me = Console(cast.code)
    people.add_person(house, me, PersonDraft("Nadia", ranks=True))
    actions.add_action(house, me, ActionDraft("Rappeler", "Nadia"))
    projects.add_project(house, me, ProjectDraft("Guichet"))
    return people.new_person_link(house, me, "P1")


async def ask(client: httpx.AsyncClient, asked: Asked, path: str) -> httpx.Response:
    headers = {"origin": "http://localhost"} if asked[0] == "POST" else {}
    return await client.request(asked[0], path, headers=headers)


def cookies(cast: Cast, link: str) -> dict[str, str]:
    sessions = {
        "alice": cast.alice,
        "laptop": cast.laptop,
        "sam": cast.sam,
        "oscar": cast.oscar,
        "rita": cast.rita,
        "link as session": link,
    }
    return {
        "nobody": "",
        "participant": "participant=" + "a" * 43,
        "nadia": f"person={link}",
        "alice as person": f"person={cast.alice}",
        "sponsor link as person": f"person={cast.sponsor_link}",
        **{who: f"session={token}" for who, token in sessions.items()},
    }


async def test_a_link_opens_its_own_door_alone(browser: Browser, cast: Cast, link: str) -> None:
    doors = {
        "/p/{token}": link,
        "/f/{token}": cast.facilitator_link,
        "/s/{token}": cast.sponsor_link,
    }
    for path, own in doors.items():
        for token in (*doors.values(), cast.revoked_link, "x", own[:-1], own + "a", own.swapcase()):
            answer = await browser().get(path.format(token=token))
            assert answer.status_code == (303 if token == own else 404)
            assert token not in answer.headers.get("location", "")
            assert answer.headers["cache-control"] == "no-store"


async def test_a_deleted_workshop_leaves_no_open_door(
    browser: Browser, house: House, cast: Cast, link: str
) -> None:
    workshops.delete_workshop(house, Console(cast.code), typed_title="Chez Alice")
    for cookie in cookies(cast, link).values():
        client = browser()
        client.headers["cookie"] = cookie
        for table in (FACILITATORS, PERSONAL):
            for asked, path in table.items():
                answer = await ask(client, asked, path.format(code=cast.code))
                assert answer.status_code == 401
    assert (await browser().get(f"/p/{link}")).status_code == 404

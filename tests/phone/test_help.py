"""Help with an idea: the one named gesture of a phone, and ideas on the topic that is pushed."""

import re
import uuid

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.services import causes, rights, solutions
from workshop.services.views.workshop import read_workshop_view

FLOOR = 5
NAME = "Ada Martin"
IDEA = "Rappeler avant midi"


async def see(phone: httpx.AsyncClient, room: TheRoom) -> str:
    return (await phone.get(f"/j/{room.code}")).text


async def see_ideas(phone: httpx.AsyncClient, room: TheRoom) -> str:
    """The page with the room's ideas on it, as its link asks for it."""
    return (await phone.get(f"/j/{room.code}", params={"more": "help"})).text


async def spoke(new_phone: NewPhone, room: TheRoom, voices: int = FLOOR) -> None:
    """So many phones have each sent a card."""
    room.phase("capture")
    for _ in range(voices):
        answer = await new_phone().post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
        assert answer.status_code == 201


@pytest.fixture
async def idea(new_phone: NewPhone, room: TheRoom) -> str:
    """The label of an idea in a room where enough have spoken, in ideate."""
    await spoke(new_phone, room)
    label = solutions.add_solution(room.house, room.console, title=IDEA)
    room.phase("ideate")
    return label


def helpers(room: TheRoom) -> list[tuple[str, ...]]:
    return [line.helpers for line in read_workshop_view(room.house, room.console).solutions]


async def offer(
    phone: httpx.AsyncClient, room: TheRoom, label: str, name: str = NAME, on: str = "yes"
) -> httpx.Response:
    fields = {"solution": label, "name": name, "on": on}
    return await phone.post(f"/j/{room.code}/help", data=fields, headers=JSON)


async def test_an_offer_is_kept_repeated_and_taken_back(
    phone: httpx.AsyncClient, room: TheRoom, idea: str
) -> None:
    first = await offer(phone, room, idea)
    again = await offer(phone, room, idea)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json() == {"solution": idea, "on": True, "name": NAME}
    assert helpers(room) == [(NAME,)]
    back = await offer(phone, room, idea, on="no")
    assert back.json() == {"solution": idea, "on": False, "name": ""}
    assert helpers(room) == [()]


async def test_the_buttons_of_a_plain_form_say_idea_and_answer_in_one(
    phone: httpx.AsyncClient, room: TheRoom, idea: str
) -> None:
    page = await see(phone, room)
    assert IDEA not in page
    assert 'href="?more=help#help"' in page
    assert f'value="{idea} yes" aria-pressed="false"' in await see_ideas(phone, room)
    answer = await phone.post(
        f"/j/{room.code}/help", data={"name": NAME, "on": f"{idea} yes"}, headers={}
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/j/{room.code}#help%3A{idea}"
    page = await see(phone, room)
    assert f'value="{idea} no" aria-pressed="true"' in page
    assert f'value="{NAME}"' in page


async def test_a_name_that_is_missing_is_asked_for_in_its_place(
    phone: httpx.AsyncClient, room: TheRoom, idea: str
) -> None:
    page = await phone.post(f"/j/{room.code}/help", data={"name": " ", "on": f"{idea} yes"})
    assert page.status_code == 422
    said = words("fr")("error.text_empty")
    assert said in page.text.split(f'id="help:{idea}"')[1].split("</li>")[0]


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"solution": "S9"}, 404, "solution_unknown"),
        ({"solution": "T1"}, 404, "solution_unknown"),
        ({"name": ""}, 422, "text_empty"),
        ({"name": "x" * 61}, 422, "text_too_long"),
    ],
)
async def test_what_is_not_usable_is_refused(
    phone: httpx.AsyncClient,
    room: TheRoom,
    idea: str,
    change: dict[str, str],
    status: int,
    error: str,
) -> None:
    fields = {"solution": idea, "name": NAME, "on": "yes", **change}
    answer = await phone.post(f"/j/{room.code}/help", data=fields, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert helpers(room) == [()]


async def test_help_is_offered_in_ideate_and_weigh_only(
    phone: httpx.AsyncClient, room: TheRoom, idea: str
) -> None:
    room.phase("weigh")
    assert (await offer(phone, room, idea)).status_code == 200
    room.phase("plan")
    refused = await offer(phone, room, idea, on="no")
    assert (refused.status_code, refused.json()["error"]) == (409, "phase_closed")
    assert 'id="help"' not in await see(phone, room)


async def test_nobody_s_name_reaches_another_phone_or_the_room_s_state(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom, idea: str
) -> None:
    await offer(phone, room, idea)
    for other in (new_phone(), new_phone()):
        state = await other.get(f"/j/{room.code}/state", headers=JSON)
        assert state.json()["help"] == [{"solution": idea, "title": IDEA, "name": None}]
        assert NAME not in state.text + await see_ideas(other, room)
    mine = await phone.get(f"/j/{room.code}/state", headers=JSON)
    assert mine.json()["help"] == [{"solution": idea, "title": IDEA, "name": NAME}]


async def test_the_room_s_ideas_are_read_from_the_floor_on(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    await spoke(new_phone, room, FLOOR - 1)
    solutions.add_solution(room.house, room.console, title=IDEA)
    room.phase("ideate")
    assert IDEA not in await see_ideas(phone, room)
    await spoke(new_phone, room, 1)
    room.phase("ideate")
    assert IDEA in await see_ideas(phone, room)
    rights.set_rights(room.house, room.console, "ideate", may=("help",), sees="count")
    assert IDEA not in await see_ideas(phone, room)


async def test_a_phone_s_idea_names_its_topics_and_causes(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    [topic] = room.topics("L’attente")
    cause = causes.add_cause(room.house, room.console, title="Deux outils", topics=[topic])
    room.phase("ideate")
    fields = {"solution_id": str(uuid.uuid4()), "text": IDEA, "topics": topic, "causes": cause}
    answer = await phone.post(f"/j/{room.code}/solutions", data=fields, headers=JSON)
    assert answer.status_code == 201
    [line] = read_workshop_view(room.house, room.console).solutions
    assert (line.topics, line.causes) == ((topic,), (cause,))
    fields |= {"solution_id": str(uuid.uuid4()), "causes": "R9"}
    page = await phone.post(f"/j/{room.code}/solutions", data=fields)
    assert page.status_code == 404
    assert words("fr")("error.cause_unknown", cause="R9") in page.text


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_phones_are_asked_about_the_topic_that_is_pushed(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room(language=language)
    first, second = room.topics("L’attente", "Les formulaires")
    own = causes.add_cause(room.house, room.console, title="Deux outils", topics=[second])
    other = causes.add_cause(room.house, room.console, title="Trop peu de monde", topics=[first])
    room.phase("ideate")
    page = await see(phone, room)
    assert 'type="checkbox" name="topics"' in page
    assert f'name="causes" value="{other}"' in page
    solutions.focus_topic(room.house, room.console, second)
    page = await see(phone, room)
    assert 'type="checkbox" name="topics"' not in page
    assert f'type="hidden" name="topics" value="{second}"' in page
    assert f'name="causes" value="{own}"' in page
    assert f'name="causes" value="{other}"' not in page
    state = (await phone.get(f"/j/{room.code}/state", headers=JSON)).json()
    assert state["focus_topic"] == second
    [asked] = [topic for topic in state["topics"] if topic["label"] == second]
    assert "Les formulaires" in asked["prompt"]
    assert asked["prompt"] in re.sub(r"&#3[49];", "'", page)
    solutions.focus_topic(room.house, room.console, None)
    assert 'type="checkbox" name="topics"' in await see(phone, room)


async def test_the_page_stays_light_with_a_room_s_worth_of_ideas(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    await spoke(new_phone, room)
    room.topics(*(f"Un sujet de longueur ordinaire {number}" for number in range(12)))
    for number in range(12):
        title = f"Une idée de longueur ordinaire, qui commence par un verbe {number}"
        solutions.add_solution(room.house, room.console, title=title)
    room.phase("ideate")
    page = await phone.get(f"/j/{room.code}")
    total = len(page.content)
    for file in re.findall(r'"(/phone-static/[^"]+)"', page.text):
        total += len((await phone.get(file)).content)
    assert total <= 40_000

"""Two life cycles on a phone: each side's own steps and personas, chosen and refused."""

import re

import httpx
import pytest

from tests.phone.conftest import JSON, OpenRoom, TheRoom
from workshop.domain.journey import Persona
from workshop.domain.words import Lane, Side
from workshop.services import journeys, lanes, personas, workshops
from workshop.services.templates import StepDraft
from workshop.services.views.room import read_room
from workshop.services.views.workshop import read_workshop_view

NAMES = {Side.CLIENT: ("Nadia, pressée", "Paul, perdu"), Side.EMPLOYEE: ("Sam, nouveau venu",)}


@pytest.fixture
def two(open_room: OpenRoom) -> TheRoom:
    """A room in capture with two life cycles, and personas on both sides."""
    room = open_room()
    lanes.set_mode(room.house, room.console, "life_cycle")
    journeys.add_step(room.house, room.console, StepDraft("Être recruté", lane=Lane.EMPLOYEE))
    for side, names in NAMES.items():
        found = [Persona(side, name) for name in names]
        personas.save_personas(room.house, room.console, side, found)
    return room


def _groups(page: str, menu: str) -> dict[str, list[str]]:
    """The options of a menu by the side of their group."""
    [inside] = re.findall(rf'<select id="{menu}".*?</select>', page, flags=re.S)
    return {
        side: re.findall(r"<option[^>]*>([^<]+)", options)
        for side, options in re.findall(
            r'<optgroup[^>]*data-side="(\w+)">(.*?)</optgroup>', inside, flags=re.S
        )
    }


async def test_each_side_finds_its_own_steps_counted_from_one(
    phone: httpx.AsyncClient, two: TheRoom
) -> None:
    found = _groups((await phone.get(f"/j/{two.code}")).text, "step")
    assert list(found) == ["client", "employee"]
    assert found["client"][0].startswith("1 · ")
    assert found["employee"][0].startswith("1 · ")
    assert found["employee"][-1].endswith("Être recruté")


async def test_a_side_that_is_pushed_leaves_its_own_steps_and_personas_alone(
    phone: httpx.AsyncClient, two: TheRoom
) -> None:
    workshops.push_focus(two.house, two.console, step="", side="employee")
    page = (await phone.get(f"/j/{two.code}")).text
    assert list(_groups(page, "step")) == ["employee"]
    assert _groups(page, "persona") == {"employee": list(NAMES[Side.EMPLOYEE])}


async def test_in_mirror_mode_the_steps_are_for_both_sides(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    personas.save_personas(room.house, room.console, "client", [])
    personas.save_personas(room.house, room.console, "employee", [])
    page = (await phone.get(f"/j/{room.code}")).text
    assert _groups(page, "step") == {}
    assert 'name="persona"' not in page
    state = (await phone.get(f"/j/{room.code}/state")).json()
    assert "personas" not in state


async def test_the_state_tells_whose_each_step_is_and_who_may_be_meant(
    phone: httpx.AsyncClient, two: TheRoom
) -> None:
    state = (await phone.get(f"/j/{two.code}/state")).json()
    assert {step["lane"] for step in state["steps"]} == {"client", "employee"}
    assert [(one["side"], one["name"]) for one in state["personas"]] == [
        (side, name) for side, names in NAMES.items() for name in names
    ]


async def test_a_card_is_about_a_persona_or_about_nobody(
    phone: httpx.AsyncClient, two: TheRoom
) -> None:
    nadia, _, sam = (one.id for one in read_room(two.house, two.code).personas)
    sent = {}
    for persona, kept in ((nadia, nadia), ("", ""), (sam, "")):  # Sam is of the other side
        card = two.card(step="any", persona=persona)
        answer = await phone.post(f"/j/{two.code}/cards", data=card, headers=JSON)
        assert answer.status_code == 201
        sent[answer.json()["label"]] = kept
    view = read_workshop_view(two.house, two.console)
    assert {card.label: card.persona for card in view.cards} == sent


@pytest.mark.parametrize("persona", ["0", "x", "999999999999999999999", "1 or 1=1"])
async def test_an_unknown_persona_is_refused(
    phone: httpx.AsyncClient, two: TheRoom, persona: str
) -> None:
    card = two.card(step="any", persona=persona)
    answer = await phone.post(f"/j/{two.code}/cards", data=card, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (404, "persona_unknown")


async def test_a_phone_is_told_nothing_of_the_figures_of_a_step(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    page = (await phone.get(f"/j/{room.code}")).text
    state = (await phone.get(f"/j/{room.code}/state")).text
    for step in read_workshop_view(room.house, room.console).steps:
        for kpi in step.kpis:
            assert kpi.name not in page + state

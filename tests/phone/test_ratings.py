"""The ballots of phones on ideas: the reference case over HTTP, ranges, and who else is touched."""

import re

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, TheRoom
from tests.reference import CHOOSE, RAISE, TEN, of_clients
from workshop.domain.weighing import Range
from workshop.services import solutions, workshops
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import read_workshop_view

EFFECTS = {"client": "1", "employee": "0", "usability": "0"}


def lines(room: TheRoom) -> dict[str, SolutionLine]:
    return {line.title: line for line in read_workshop_view(room.house, room.console).solutions}


@pytest.fixture
def idea(room: TheRoom) -> str:
    label = solutions.add_solution(room.house, room.console, title="Rappeler avant midi")
    room.phase("weigh")
    return label


async def send(phone: httpx.AsyncClient, room: TheRoom, **fields: object) -> httpx.Response:
    return await phone.post(f"/j/{room.code}/ratings", data=fields, headers=JSON)


@pytest.mark.parametrize(
    ("everybody", "transfers"),
    [(True, {RAISE: "red", CHOOSE: "green"}), (False, {RAISE: "amber", CHOOSE: "amber"})],
)
async def test_ten_phones_make_the_reference_case(
    room: TheRoom, new_phone: NewPhone, everybody: bool, transfers: dict[str, str]
) -> None:
    labels = {title: solutions.add_solution(room.house, room.console, title=title) for title in TEN}
    room.phase("weigh")
    phones: dict[int, httpx.AsyncClient] = {}
    for title, ballots in TEN.items():
        for number, said in enumerate(ballots if everybody else of_clients(ballots)):
            if number not in phones:
                phone = phones[number] = new_phone()
                await phone.get(f"/j/{room.code}")
                me = {"speaks_for": said.by}
                assert (await phone.post(f"/j/{room.code}/me", data=me, headers=JSON)).is_success
            ballot = said._asdict()
            del ballot["by"]
            answer = await send(phones[number], room, solution=labels[title], **ballot)
            assert answer.json() == {"solution": labels[title], **ballot}
    found = lines(room)
    assert {title: line.verdict.transfer for title, line in found.items()} == transfers
    assert {line.ballots for line in found.values()} == {len(phones)}


async def test_ticked_numbers_make_a_range_from_the_lowest_to_the_highest(
    room: TheRoom, idea: str, new_phone: NewPhone
) -> None:
    for ticked in (["3"], ["2", "3", "4"], ["4", "2"]):
        phone = new_phone()
        answer = await send(phone, room, solution=idea, **EFFECTS, benefit=ticked, effort="1")
        told = answer.json()
        assert (told["benefit_low"], told["benefit_high"]) == (int(min(ticked)), int(max(ticked)))
    [line] = lines(room).values()
    assert (line.benefit, line.effort) == (Range(2, 4, 3), Range(1, 1, 3))


async def test_both_ends_may_be_named(room: TheRoom, idea: str, phone: httpx.AsyncClient) -> None:
    answer = await send(
        phone, room, solution=idea, **EFFECTS, benefit_low="2", benefit_high="3", effort_low="5"
    )
    ends = {"benefit_low": 2, "benefit_high": 3, "effort_low": 5, "effort_high": 5}
    assert answer.json().items() >= ends.items()
    state = (await phone.get(f"/j/{room.code}/state")).json()
    [task] = state["ratings"]
    assert (task["benefit"], task["effort"]) == ([2, 3], [5, 5])
    assert "suppliers" not in task


@pytest.mark.parametrize("wrong", [{"benefit": "6"}, {"effort": ["2", "x"]}, {"benefit_low": "10"}])
async def test_a_range_that_is_none_is_refused(
    room: TheRoom, idea: str, phone: httpx.AsyncClient, wrong: dict[str, object]
) -> None:
    answer = await send(phone, room, solution=idea, **EFFECTS, **wrong)
    assert (answer.status_code, answer.json()["error"]) == (422, "number_out_of_range")
    assert lines(room)["Rappeler avant midi"].ballots == 0


async def test_the_page_asks_about_others_only_where_the_workshop_does(
    room: TheRoom, idea: str, phone: httpx.AsyncClient
) -> None:
    page = (await phone.get(f"/j/{room.code}")).text
    assert "name=usability" in page
    assert "name=suppliers" not in page
    workshops.save_settings(room.house, room.console, also_asks=["suppliers"])
    page = (await phone.get(f"/j/{room.code}")).text
    assert "name=suppliers" in page
    assert "name=citizens" not in page
    await send(phone, room, solution=idea, **EFFECTS, suppliers="-2")
    [task] = (await phone.get(f"/j/{room.code}/state")).json()["ratings"]
    assert task["suppliers"] == -2


async def test_without_the_script_the_form_shows_what_was_ticked(
    room: TheRoom, idea: str, phone: httpx.AsyncClient
) -> None:
    fields = {"solution": idea, **EFFECTS, "benefit": ["3", "4"]}
    answer = await phone.post(f"/j/{room.code}/ratings", data=fields)
    assert answer.status_code == 303
    page = (await phone.get(f"/j/{room.code}")).text
    ticked = re.findall(r"name=(benefit|effort) value=(\d) checked", page)
    assert ticked == [("benefit", "3"), ("benefit", "4")]


async def test_a_phone_has_one_idea_before_its_eyes_and_chooses_another(
    room: TheRoom, phone: httpx.AsyncClient
) -> None:
    for title in ("Rappeler avant midi", "Une seule fiche", "Un accueil debout"):
        solutions.add_solution(room.house, room.console, title=title)
    room.phase("weigh")

    async def open_forms(query: str = "") -> list[str]:
        page = (await phone.get(f"/j/{room.code}{query}")).text
        assert len(re.findall(r'id="ratings:S\d"', page)) == 3
        return re.findall(r'name="solution" value="(S\d)"', page)

    assert await open_forms() == ["S1"]
    assert await open_forms("?more=S3") == ["S3"]
    assert await open_forms("?more=S9") == ["S1"]
    await send(phone, room, solution="S1", **EFFECTS)
    assert await open_forms() == ["S2"]
    assert await open_forms("?more=S1") == ["S1"]
    refused = await phone.post(
        f"/j/{room.code}/ratings", data={"solution": "S3", **EFFECTS, "client": "9"}
    )
    assert 'name="solution" value="S3"' in refused.text
    for label in ("S2", "S3"):
        await send(phone, room, solution=label, **EFFECTS)
    assert await open_forms() == ["S1"]

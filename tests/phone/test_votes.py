"""The vote on phones: the bank in sight, results after the reveal and not before, paper codes."""

import re

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.services import rights, slips, solutions, topics, votes, workshops
from workshop.services.votes import NewVote

TITLES = ("L’attente", "Les formulaires", "Les mercis")


@pytest.fixture
def room(open_room: OpenRoom) -> TheRoom:
    room = open_room()
    room.topics(*TITLES)
    room.phase("vote")
    return room


async def give(
    phone: httpx.AsyncClient, room: TheRoom, target: str, points: int, session: str = "V1"
) -> httpx.Response:
    fields = {"session": session, "target": target, "points": str(points)}
    return await phone.post(f"/j/{room.code}/votes", data=fields, headers=JSON)


async def see(phone: httpx.AsyncClient, room: TheRoom) -> str:
    return (await phone.get(f"/j/{room.code}")).text


def free(page: str) -> int:
    found = re.search(r'data-left="(\d+)"', page)
    assert found
    return int(found[1])


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_page_says_the_budget_the_cap_and_one_vote_per_device(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room(language=language)
    room.topics(*TITLES)
    room.phase("vote")
    page = await see(phone, room)
    spoken = words(language)
    assert free(page) == 5
    for key, facts in (
        ("phone.vote.topics", {}),
        ("phone.vote.left", {}),
        ("phone.vote.of", {"budget": 5}),
        ("phone.vote.cap", {"cap": 3}),
        ("phone.vote.device", {}),
    ):
        assert spoken(key, **facts) in page
    assert [title for title in TITLES if title in page] == list(TITLES)


async def test_points_left_are_said_after_each_vote_and_points_come_back(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await see(phone, room)
    told = [
        (await give(phone, room, target, points)).json()["left"]
        for target, points in (("T1", 2), ("T2", 3), ("T1", 0), ("T1", 1))
    ]
    assert told == [3, 0, 2, 1]
    page = await see(phone, room)
    assert free(page) == 1
    assert re.findall(r"<output>(\d)</output>", page) == ["1", "3", "0"]
    state = (await phone.get(f"/j/{room.code}/state")).json()["vote"]
    assert (state["budget"], state["left"]) == (5, 1)
    assert [target["points"] for target in state["targets"]] == [1, 3, 0]
    assert sum(target["points"] for target in state["targets"]) + state["left"] == state["budget"]


async def test_a_spent_budget_refuses_and_says_what_is_left(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await give(phone, room, "T1", 3)
    refused = await give(phone, room, "T2", 3)
    told = refused.json()
    assert (refused.status_code, told["error"]) == (409, "vote_budget_spent")
    assert (told["budget"], told["left"]) == (5, 2)
    page = await phone.post(f"/j/{room.code}/votes", data={"session": "V1", "give": "T2 3"})
    assert page.status_code == 409
    row = page.text.split("<li id=votes:T2")[1].split("</li>")[0]
    assert told["message"] in row
    assert free(page.text) == 2


async def test_without_a_script_a_button_says_target_and_total_in_one(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    page = await see(phone, room)
    [more] = re.findall(r'<button name=give value="(T2 1)"', page)
    answer = await phone.post(f"/j/{room.code}/votes", data={"session": "V1", "give": more})
    assert answer.headers["location"] == f"/j/{room.code}#votes%3AT2"
    page = await see(phone, room)
    assert '<button name=give value="T2 0"' in page
    assert '<button name=give value="T2 2"' in page


async def test_a_button_that_can_do_nothing_says_so(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    page = await see(phone, room)
    assert page.count("aria-disabled=true") == 3  # nothing to take back anywhere
    await give(phone, room, "T1", 3)
    row = (await see(phone, room)).split("<li id=votes:T1")[1].split("</li>")[0]
    assert row.count("aria-disabled=true") == 1  # the cap
    await give(phone, room, "T2", 2)
    assert (await see(phone, room)).count("aria-disabled=true") == 1 + 3


async def test_results_are_in_the_bytes_after_the_reveal_and_not_before(
    new_phone: NewPhone, phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await see(phone, room)
    for number in range(3):
        other = new_phone()
        await see(other, room)
        await give(other, room, "T2", 3)
        await give(other, room, "T3", number)
    before = [await see(phone, room), (await phone.get(f"/j/{room.code}/state")).text]
    assert not any("results" in told or "9 points" in told or "voters" in told for told in before)
    votes.reveal_vote(room.house, room.console, "V1")
    page = await see(phone, room)
    assert re.findall(r"<li><p><b>(.*?)</b>", page) == [
        "Les formulaires",
        "Les mercis",
        "L’attente",
    ]
    assert "9 points · 3 personnes" in page
    assert "3 points · 2 personnes" in page
    assert 'width="33%"' in page
    assert 'id="bank"' not in page
    results = (await phone.get(f"/j/{room.code}/state")).json()["vote"]["results"]
    assert [(line["label"], line["points"], line["voters"]) for line in results] == [
        ("T2", 9, 3),
        ("T3", 3, 2),
        ("T1", 0, 0),
    ]
    late = await give(phone, room, "T1", 1)
    assert (late.status_code, late.json()["error"]) == (409, "vote_closed")


async def test_one_s_own_points_stand_beside_the_results(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await see(phone, room)
    await give(phone, room, "T1", 2)
    votes.reveal_vote(room.house, room.console, "V1")
    page = await see(phone, room)
    assert page.count("de vous\u00a0: 2") == 1


async def test_a_second_round_says_its_number_and_the_shift_after_its_reveal(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await see(phone, room)
    await give(phone, room, "T1", 3)
    votes.reveal_vote(room.house, room.console, "V1")
    votes.open_vote(room.house, room.console, NewVote(follows="V1"))
    page = await see(phone, room)
    assert "Tour 2\u00a0: Par où commencer" in page
    assert "depuis le tour d’avant" not in page
    await give(phone, room, "T1", 1, session="V2")
    await give(phone, room, "T3", 2, session="V2")
    votes.reveal_vote(room.house, room.console, "V2")
    page = await see(phone, room)
    assert "−2 depuis le tour d’avant" in page
    assert "+2 depuis le tour d’avant" in page


async def test_a_round_that_is_closed_and_not_revealed_shows_nothing(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await see(phone, room)
    await give(phone, room, "T1", 2)
    votes.close_vote(room.house, room.console, "V1")
    page = await see(phone, room)
    assert words("fr")("phone.up") in page
    assert "L’attente" not in page
    assert "vote" not in (await phone.get(f"/j/{room.code}/state")).json()
    late = await give(phone, room, "T1", 1)
    assert (late.status_code, late.json()["error"]) == (409, "vote_closed")


async def test_a_round_s_results_leave_the_phones_with_their_phase(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await give(phone, room, "T1", 2)
    votes.reveal_vote(room.house, room.console, "V1")
    room.phase("causes")
    assert "2 points" not in await see(phone, room)
    assert "vote" not in (await phone.get(f"/j/{room.code}/state")).json()


async def test_a_round_with_codes_asks_for_one_first(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    votes.close_vote(room.house, room.console, "V1")
    votes.open_vote(room.house, room.console, NewVote(with_codes=True, title="Un par personne"))
    [code] = slips.new_codes(room.house, room.console, "V2", 1)
    page = await see(phone, room)
    assert "Un par personne" in page
    assert 'name="code"' in page
    assert "L’attente" not in page
    needed = await give(phone, room, "T1", 1, session="V2")
    assert (needed.status_code, needed.json()["error"]) == (409, "vote_code_needed")
    path = f"/j/{room.code}/votes/code"
    wrong = await phone.post(path, data={"session": "V2", "code": "AAAA BBBB"})
    assert wrong.status_code == 409
    assert 'value="AAAA BBBB" aria-invalid="true"' in wrong.text
    taken = await phone.post(path, data={"session": "V2", "code": code.lower()}, headers=JSON)
    assert (taken.status_code, taken.json()["accepted"]) == (200, True)
    again = await phone.post(path, data={"session": "V2", "code": code}, headers=JSON)
    assert again.status_code == 200
    page = await see(phone, room)
    assert 'name="code"' not in page
    assert words("fr")("phone.vote.device") not in page  # it is one per person now
    assert (await give(phone, room, "T1", 1, session="V2")).json()["left"] == 4
    other = new_phone()
    await see(other, room)
    stolen = await other.post(path, data={"session": "V2", "code": code}, headers=JSON)
    assert (stolen.status_code, stolen.json()["error"]) == (409, "vote_code_refused")


async def test_a_topic_s_new_name_reaches_phones_that_vote(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    before = (await phone.get(f"/j/{room.code}/state")).json()
    topics.rename_topic(room.house, room.console, "T1", title="Le téléphone")
    after = (await phone.get(f"/j/{room.code}/state")).json()
    assert after["room_revision"] > before["room_revision"]
    assert after["look"] != before["look"]
    page = await see(phone, room)
    assert "Le téléphone" in page
    assert "L’attente" not in page
    topics.merge_topics(room.house, room.console, ["T2"], into="T1")
    assert "Les formulaires" not in await see(phone, room)


async def test_ideas_are_voted_on_in_the_same_way(phone: httpx.AsyncClient, room: TheRoom) -> None:
    solutions.add_solution(room.house, room.console, title="Rappeler avant midi")
    votes.close_vote(room.house, room.console, "V1")
    votes.open_vote(room.house, room.console, NewVote(subject="solutions", budget=2, cap=1))
    page = await see(phone, room)
    assert words("fr")("phone.vote.solutions") in page
    assert "Rappeler avant midi" in page
    assert "L’attente" not in page
    assert (await give(phone, room, "S1", 1, session="V2")).json()["left"] == 1


async def test_a_phase_without_the_right_shows_no_vote(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    rights.set_rights(room.house, room.console, "vote", may=(), sees="everything")
    page = await see(phone, room)
    assert "L’attente" not in page
    assert "vote" not in (await phone.get(f"/j/{room.code}/state")).json()


async def test_votes_do_not_make_the_room_be_read_again(
    phone: httpx.AsyncClient, room: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await see(phone, room)

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("workshop.phone.rooms.read_room", never)
    for points in (1, 2, 3):
        assert (await give(phone, room, "T1", points)).status_code == 200
        state = (await phone.get(f"/j/{room.code}/state")).json()
        assert state["vote"]["left"] == 5 - points


async def test_the_sealed_look_of_a_room_is_not_moved_by_votes(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    """A phone that looks whether anything changed must not draw its page anew for a vote."""
    path = f"/j/{room.code}/state?me=no"
    before = (await phone.get(path)).json()
    await give(phone, room, "T1", 1)
    assert (await phone.get(path)).json() == before
    assert "left" not in before["vote"]
    workshops.set_phase(room.house, room.console, "causes")
    assert (await phone.get(path)).json()["look"] != before["look"]

"""What was right once, sent again; and what is guessed."""

import asyncio

import pytest
from starlette.types import ASGIApp

from tests.attack.asking import Answer, ask
from tests.attack.scene import Stage
from workshop.domain.codes import CODE_ALPHABET
from workshop.phone.pace import LONGEST_DELAY_SECONDS, WRONG_CODES_FREE, WrongCodes
from workshop.services import signin

MANY = 20


def cookie_of(answer: Answer) -> str:
    return answer.headers.get("set-cookie", "").partition(";")[0]


async def test_a_link_for_signing_in_lets_one_in(stage: Stage, door: ASGIApp) -> None:
    key = signin.new_signin_link(stage.house)
    there = f"/signin?key={key}"
    answers = await asyncio.gather(*(ask(door, "GET", there) for _ in range(MANY)))
    assert sorted(answer.status for answer in answers) == [303] + [404] * (MANY - 1)
    [inside] = [cookie_of(answer) for answer in answers if answer.status == 303]
    opened = await ask(door, "GET", f"/x/{stage.code}/workshop.json", cookie=inside)
    assert opened.status == 200
    # Known again by the cookie, not by the link; a stranger is not.
    assert (await ask(door, "GET", there, cookie=inside)).status == 303
    again = await ask(door, "GET", there)
    assert (again.status, cookie_of(again)) == (404, "")


async def test_a_cookie_opens_nothing_once_its_browser_has_left(
    stage: Stage, door: ASGIApp
) -> None:
    inside = stage.cookies["laptop"]
    places = (f"/x/{stage.code}/workshop.json", f"/live/{stage.code}/events", "/media/x")
    for place in places:
        assert (await ask(door, "GET", place, cookie=inside)).status == 200
    left = await ask(
        door, "POST", "/signout", cookie=inside, headers={"origin": "http://localhost"}
    )
    assert left.status == 303
    for place in places:
        assert (await ask(door, "GET", place, cookie=inside)).status == 401


async def test_guessing_rooms_slows_the_guesses_and_no_room(
    stage: Stage, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All within one moment, however long this computer takes for it.
    monkeypatch.setattr("workshop.phone.door.WrongCodes", lambda: WrongCodes(now=lambda: 100.0))
    door: ASGIApp = request.getfixturevalue("door")
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("workshop.phone.door.asyncio.sleep", wait)
    alphabet = CODE_ALPHABET.replace(stage.code[0], "")
    guesses = [f"{sign}{stage.code[1:]}" for sign in alphabet] * 4
    wrong = [one for one in guesses if one != stage.there.code]
    for number, guess in enumerate(wrong):
        # By page, by stream and by gesture: one counter for all.
        address = f"/j/{guess}" + ("", "/events", "/state", "/similar")[number % 4]
        assert (await ask(door, "GET", address)).status == 404
    assert len(waited) == len(wrong)
    slowed = [seconds for seconds in waited if seconds > 0]
    assert len(slowed) == len(wrong) - WRONG_CODES_FREE
    assert max(slowed) == LONGEST_DELAY_SECONDS
    for address in (f"/j/{stage.code}", f"/j/{stage.code}/state", f"/j/{stage.there.code}"):
        assert (await ask(door, "GET", address)).status == 200
    assert len(waited) == len(wrong)

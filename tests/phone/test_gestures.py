"""What holds for every gesture of a phone: accepted, repeated, refused, told in both languages."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest

from tests.phone.conftest import JSON, OpenRoom, TheRoom
from workshop.i18n import words
from workshop.services import capture, questions, rights, rounds, solutions, workshops
from workshop.services.capture import CardRow
from workshop.services.questions import QuestionDraft

Fields = dict[str, str]
Prepare = Callable[[TheRoom], Fields]


def for_votes(room: TheRoom) -> Fields:
    target = room.topics("L’attente", "Les formulaires")[0]
    room.phase("vote")
    return {"session": "V1", "target": target, "points": "2"}


def for_mirror(room: TheRoom) -> Fields:
    [topic] = room.topics("L’attente")
    room.phase("group")
    return {"topic": topic, "side": "employee", "value": "irritant"}


def for_moods(room: TheRoom) -> Fields:
    room.phase("mood")
    asked = room.now.questions[0]
    return {"step": asked.step, "side": "client", "value": "-1"}


def for_answers(room: TheRoom) -> Fields:
    draft = QuestionDraft("Est-ce juste ?", "scale")
    label = questions.add_question(room.house, room.console, draft)
    questions.push_question(room.house, room.console, label)
    return {"question": label, "value": "1"}


def for_ratings(room: TheRoom) -> Fields:
    label = solutions.add_solution(room.house, room.console, title="Rappeler avant midi")
    room.phase("weigh")
    return {"solution": label, "client": "2", "employee": "-1", "usability": "0"}


def for_places(room: TheRoom) -> Fields:
    [topic] = room.topics("L’attente")
    room.phase("matrix")
    rounds.open_topic_round(room.house, room.console)
    return {"topic": topic, "client": "-2", "employee": "skip"}


def for_same(room: TheRoom) -> Fields:
    rows = [
        CardRow("on attend", "client", "irritant", ""),
        CardRow("rien", "client", "irritant", ""),
    ]
    a, b = sorted(capture.import_cards(room.house, room.console, rows))
    room.phase("group")
    return {"a": a, "b": b, "value": "yes"}


def for_ready(room: TheRoom) -> Fields:
    return {"wanted": "yes"}


def for_me(room: TheRoom) -> Fields:
    return {"speaks_for": "client", "role": "", "origin": "table", "where": "away"}


def for_solutions(room: TheRoom) -> Fields:
    room.phase("ideate")
    return {"solution_id": str(uuid.uuid4()), "text": "Rappeler avant midi"}


def for_cards(room: TheRoom) -> Fields:
    return room.card()


@dataclass(frozen=True)
class Case:
    """One gesture: what must be there, what it answers, where a plain form comes back to.

    ``wrong``: changes to its fields, with the status and the code of the refusal.
    """

    path: str
    prepare: Prepare
    told: Callable[[Fields], dict[str, object]]
    anchor: str = ""
    wrong: tuple[tuple[Fields, int, str], ...] = ()
    closed_in: str = ""
    first: int = 200


CASES = [
    Case(
        "places",
        for_places,
        lambda sent: {**sent},
        anchor="#places%3AT1",
        wrong=(
            ({"topic": "T9"}, 404, "topic_unknown"),
            ({"client": "3"}, 422, "number_out_of_range"),
            ({"employee": ""}, 422, "number_out_of_range"),
        ),
        closed_in="vote",
    ),
    Case(
        "same",
        for_same,
        lambda sent: dict(sent),
        anchor="#same%3AC",
        wrong=(
            ({"a": "C99"}, 404, "card_unknown"),
            ({"b": "T1"}, 404, "card_unknown"),
            ({"value": "maybe"}, 422, "value_unknown"),
        ),
        closed_in="vote",
    ),
    Case(
        "cards",
        for_cards,
        lambda sent: {"card_id": sent["card_id"]},
        wrong=(
            ({"text": "  "}, 422, "text_empty"),
            ({"step": "999999"}, 404, "step_unknown"),
            ({"question": "Q9"}, 409, "question_closed"),
        ),
        closed_in="group",
        first=201,
    ),
    Case(
        "votes",
        for_votes,
        lambda sent: {**sent, "points": 2, "left": 3},
        anchor="#votes%3AT1",
        wrong=(
            ({"target": "T9"}, 404, "target_unknown"),
            ({"session": "V9"}, 404, "vote_unknown"),
            ({"points": "-1"}, 422, "number_out_of_range"),
            ({"points": "two"}, 422, "number_out_of_range"),
            ({"points": "4"}, 409, "vote_cap_reached"),
        ),
        closed_in="causes",
    ),
    Case(
        "mirror",
        for_mirror,
        lambda sent: dict(sent),
        anchor="#mirror%3AT1",
        wrong=(
            ({"topic": "T9"}, 404, "topic_unknown"),
            ({"value": "perhaps"}, 422, "value_unknown"),
            ({"side": "sponsor"}, 422, "value_unknown"),
            ({"topic": "", "card": "C9"}, 404, "card_unknown"),
        ),
        closed_in="causes",
    ),
    Case(
        "moods",
        for_moods,
        lambda sent: {**sent, "value": -1},
        anchor="#moods%3A",
        wrong=(
            ({"step": "999999"}, 404, "step_unknown"),
            ({"side": "sponsor"}, 422, "value_unknown"),
            ({"value": "3"}, 422, "number_out_of_range"),
        ),
        closed_in="capture",
    ),
    Case(
        "answers",
        for_answers,
        lambda sent: {"question": sent["question"], "value": 1, "text": ""},
        anchor="#answers%3AQ1",
        wrong=(
            ({"question": "Q9"}, 404, "question_unknown"),
            ({"value": "3"}, 422, "number_out_of_range"),
            ({"text": "a" * 281}, 422, "text_too_long"),
        ),
    ),
    Case(
        "ratings",
        for_ratings,
        lambda sent: {"solution": "S1", "client": 2, "employee": -1, "usability": 0},
        anchor="#ratings%3AS1",
        wrong=(
            ({"solution": "S9"}, 404, "solution_unknown"),
            ({"usability": ""}, 422, "number_out_of_range"),
        ),
        closed_in="plan",
    ),
    Case("ready", for_ready, lambda sent: {"ready": True}, anchor="#ready"),
    Case(
        "me",
        for_me,
        lambda sent: dict(sent),
        wrong=(
            ({"speaks_for": "sponsor"}, 422, "value_unknown"),
            ({"role": "astronaute"}, 422, "value_unknown"),
            ({"origin": "file"}, 422, "value_unknown"),
            ({"where": "moon"}, 422, "value_unknown"),
        ),
    ),
    Case(
        "solutions",
        for_solutions,
        lambda sent: {"solution_id": sent["solution_id"], "label": "S1"},
        wrong=(
            ({"text": ""}, 422, "text_empty"),
            ({"topics": "T9"}, 404, "topic_unknown"),
        ),
        closed_in="weigh",
        first=201,
    ),
]

each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)


async def post(
    phone: httpx.AsyncClient, room: TheRoom, case: Case, fields: Fields
) -> httpx.Response:
    return await phone.post(f"/j/{room.code}/{case.path}", data=fields, headers=JSON)


@each
async def test_it_is_accepted_and_the_same_again_answers_the_same(
    phone: httpx.AsyncClient, room: TheRoom, case: Case
) -> None:
    fields = case.prepare(room)
    await phone.get(f"/j/{room.code}")
    first = await post(phone, room, case, fields)
    again = await post(phone, room, case, fields)
    assert (first.status_code, again.status_code) == (case.first, 200)
    assert first.json() == again.json()
    assert case.told(fields).items() <= first.json().items()
    assert first.headers["cache-control"] == "no-store"


@each
async def test_a_json_body_says_the_same_as_a_form(
    phone: httpx.AsyncClient, room: TheRoom, case: Case
) -> None:
    fields = case.prepare(room)
    sent: dict[str, object] = {
        name: int(value) if value.lstrip("-").isdecimal() else value
        for name, value in fields.items()
    }
    answer = await phone.post(f"/j/{room.code}/{case.path}", json=sent, headers=JSON)
    assert answer.status_code == case.first
    assert case.told(fields).items() <= answer.json().items()


@each
async def test_a_plain_form_comes_back_to_its_place_on_the_page(
    phone: httpx.AsyncClient, room: TheRoom, case: Case
) -> None:
    fields = case.prepare(room)
    await phone.get(f"/j/{room.code}")
    answer = await phone.post(f"/j/{room.code}/{case.path}", data=fields)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/j/{room.code}{case.anchor}")
    if not case.anchor:
        assert answer.headers["location"] == f"/j/{room.code}"


@each
async def test_what_is_not_usable_is_refused_with_code_and_sentence(
    phone: httpx.AsyncClient, room: TheRoom, case: Case
) -> None:
    right = case.prepare(room)
    for change, status, error in case.wrong:
        answer = await post(phone, room, case, {**right, **change})
        assert (answer.status_code, answer.json()["error"]) == (status, error), change
        assert answer.json()["message"] not in ("", f"error.{error}")


@each
async def test_a_refusal_is_shown_on_the_page_of_a_plain_form(
    phone: httpx.AsyncClient, room: TheRoom, case: Case
) -> None:
    right = case.prepare(room)
    await phone.get(f"/j/{room.code}")
    for change, status, error in case.wrong:
        fields = {**right, **change}
        page = await phone.post(f"/j/{room.code}/{case.path}", data=fields)
        told = (await post(phone, room, case, fields)).json()
        assert (page.status_code, told["error"]) == (status, error)
        assert told["message"] in page.text
        assert page.text.count(f">{told['message']}<") == 1


@pytest.mark.parametrize("language", ["fr", "en"])
@each
async def test_another_phase_refuses_in_the_language_of_the_workshop(
    phone: httpx.AsyncClient, open_room: OpenRoom, case: Case, language: str
) -> None:
    if not case.closed_in:
        return  # always open: an invitation, or who one is
    room = open_room(language=language)
    fields = case.prepare(room)
    room.phase(case.closed_in)
    answer = await post(phone, room, case, fields)
    assert (answer.status_code, answer.json()["error"]) == (409, "phase_closed")
    expected = words(language)("error.phase_closed")
    assert answer.json()["message"] == expected
    page = await phone.post(f"/j/{room.code}/{case.path}", data=fields)
    assert page.status_code == 409
    assert expected in page.text


@each
async def test_rights_that_lack_it_refuse_it(
    phone: httpx.AsyncClient, room: TheRoom, case: Case
) -> None:
    if not case.closed_in:
        return
    fields = case.prepare(room)
    phase = room.now.phase
    rights.set_rights(room.house, room.console, phase, may=(), sees="everything")
    answer = await post(phone, room, case, fields)
    assert (answer.status_code, answer.json()["error"]) == (409, "phase_closed")
    rights.reset_rights(room.house, room.console, phase)
    assert (await post(phone, room, case, fields)).status_code == case.first


@each
async def test_a_stranger_behind_a_closed_door_finds_no_room(
    phone: httpx.AsyncClient, room: TheRoom, case: Case
) -> None:
    fields = case.prepare(room)
    workshops.set_door(room.house, room.console, is_open=False)
    answer = await post(phone, room, case, fields)
    assert (answer.status_code, answer.json()["error"]) == (404, "workshop_unknown")


@each
async def test_ten_at_once_and_then_one_each_two_seconds(
    phone: httpx.AsyncClient, room: TheRoom, case: Case
) -> None:
    fields = case.prepare(room)
    await phone.get(f"/j/{room.code}")
    answers = [await post(phone, room, case, fields) for _ in range(11)]
    assert [answer.status_code for answer in answers[1:]] == [200] * 9 + [429]
    assert answers[-1].json()["error"] == "too_fast"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 2
    other = "ready" if case.path != "ready" else "me"
    fields = {"wanted": "yes", "speaks_for": "client"}
    free = await phone.post(f"/j/{room.code}/{other}", data=fields, headers=JSON)
    assert free.status_code == 200  # each kind keeps its own pace

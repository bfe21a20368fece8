"""The page in each phase, what it keeps, and how fresh it is."""

import re
import uuid
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import update

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.domain.words import Phase
from workshop.i18n import words
from workshop.services import moderation, topics, workshops
from workshop.services.writer import Writer
from workshop.storage import tables


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("phase", list(Phase))
async def test_every_phase_has_its_page(
    phone: httpx.AsyncClient, open_room: OpenRoom, phase: Phase, language: str
) -> None:
    room = open_room(phase, language)
    answer = await phone.get(f"/j/{room.code}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    shown = re.sub(r"/phone-static/[\w.]+", "", answer.text)
    assert not re.search(r"\b(?:phone|phase|kind)\.[a-z]", shown)  # a key without its words
    spoken = words(language)
    if phase is Phase.CAPTURE:
        assert spoken("phone.capture.hurts") in answer.text
    elif phase is Phase.IDEATE:
        assert spoken("phone.ideate.title") in answer.text
    elif phase is Phase.MOOD:
        assert spoken("phone.moods.title") in answer.text
    elif phase is Phase.VOTE:
        assert spoken("phone.vote.topics") in answer.text
    elif phase is Phase.CLOSE:
        assert answer.text.count('<section class="prompt">') == 2
    elif phase is Phase.FOLLOW:
        assert spoken("phone.receipt.title") in answer.text
    else:
        assert spoken("phone.up") in answer.text
        assert spoken(f"phone.phase.{phase}") in answer.text
        assert 'name="text"' not in answer.text


async def test_nothing_inline_and_nothing_from_elsewhere(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    for path in (f"/j/{room.code}", f"/j/{room.code}/privacy", "/j"):
        page = (await phone.get(path)).text
        assert " style=" not in page
        assert " on" not in "".join(re.findall(r"<[a-z][^>]*(\son\w+=)", page))
        assert "<script>" not in page
        assert not re.findall(r'(?:src|href)="(?!/|data:image/svg)', page)


async def test_files_come_packed_and_unknown_ones_not_at_all(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    page = (await phone.get(f"/j/{room.code}")).text
    for file in re.findall(r'"(/phone-static/[^"]+)"', page):
        answer = await phone.get(file, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert "phone" in file
    assert (await phone.get("/phone-static/phone.css")).status_code == 404
    assert (await phone.get("/phone-static/..%2Froutes.py")).status_code == 404


async def test_the_words_of_the_workshop_name_both_sides(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    workshops.frame(
        room.house, room.console, {"client_name": "l’usager", "team_name": "nous, les agents"}
    )
    page = (await phone.get(f"/j/{room.code}")).text
    assert "L’usager" in page
    assert "Nous, les agents" in page
    assert "Le client<" not in page


async def test_each_stranger_gets_a_card_id_of_their_own(
    new_phone: NewPhone, room: TheRoom
) -> None:
    ids = set()
    for _ in range(3):
        page = (await new_phone().get(f"/j/{room.code}")).text
        found = re.search(r'name="card_id" value="([^"]+)"', page)
        assert found
        ids.add(uuid.UUID(found[1]))
    assert len(ids) == 3


async def test_what_the_facilitator_pushes_is_fixed_on_phones(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    step = room.now.steps[2]
    workshops.push_focus(room.house, room.console, step=str(step.id), side="employee")
    page = (await phone.get(f"/j/{room.code}")).text
    assert f'type="hidden" name="step" value="{step.id}"' in page
    assert 'type="hidden" name="side" value="employee"' in page
    assert '<select id="step"' not in page
    assert step.client_title in page
    assert page.count('name="kind"') == 2


async def test_the_sponsor_is_announced_once_the_results_are_open(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    assert "Un sponsor verra" not in (await phone.get(f"/j/{room.code}")).text
    workshops.open_to_sponsor(room.house, room.console, is_open=True)
    assert "Un sponsor verra" in (await phone.get(f"/j/{room.code}")).text
    assert "Un sponsor voit aussi" in (await phone.get(f"/j/{room.code}/privacy")).text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_notice_has_80_words_at_most(language: str) -> None:
    spoken = words(language)
    notice = f"{spoken('phone.notice')} {spoken('phone.notice.sponsor')}"
    assert len(notice.split()) <= 80


async def test_the_page_and_the_state_are_fresh_after_each_announcement(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    for phase in ("group", "capture", "ideate", "close", "capture"):
        room.phase(phase)
        page = (await phone.get(f"/j/{room.code}")).text
        state = (await phone.get(f"/j/{room.code}/state")).json()
        assert f'data-phase="{phase}"' in page
        assert state["phase"] == phase
        assert f'data-look="{state["look"]}"' in page
        assert state["room_revision"] == room.now.room_revision


async def test_a_room_is_not_read_again_while_nothing_changes(
    phone: httpx.AsyncClient, room: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await phone.get(f"/j/{room.code}/state")

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("workshop.phone.rooms.read_room", never)
    for _ in range(2):  # a card moves the revision, but nothing that phones see
        sent = await phone.post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
        assert sent.status_code == 201
        assert (await phone.get(f"/j/{room.code}/state")).status_code == 200


async def test_a_deleted_room_is_gone_at_once(phone: httpx.AsyncClient, room: TheRoom) -> None:
    await phone.get(f"/j/{room.code}")
    workshops.delete_workshop(room.house, room.console, typed_title="Service client")
    assert (await phone.get(f"/j/{room.code}")).status_code == 404
    assert (await phone.get(f"/j/{room.code}/state")).status_code == 404


async def test_the_state_tells_what_the_contract_says(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    state = (await phone.get(f"/j/{room.code}/state")).json()
    assert state["phase"] == "capture"
    assert state["phase_title"] == "Cartes"
    assert state["closes_at"] is None
    assert state["prompts"] == []
    assert state["steps"][0].keys() == {"id", "client_title", "employee_title"}
    assert "topics" not in state


async def test_the_time_left_is_told_in_seconds(phone: httpx.AsyncClient, room: TheRoom) -> None:
    end = datetime(2100, 1, 1, tzinfo=UTC)
    with room.house.database.writing() as connection, connection.begin():
        connection.execute(update(tables.workshop).values(closes_at=end))
    workshops.set_door(room.house, room.console, is_open=True)
    page = (await phone.get(f"/j/{room.code}")).text
    found = re.search(r'data-left="(\d+)"', page)
    assert found
    assert int(found[1]) > 1_000_000
    assert (await phone.get(f"/j/{room.code}/state")).json()["closes_at"].startswith("2100-01-01")


async def test_a_participant_says_for_whom_they_speak(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    family = room.now.families[0]
    await phone.get(f"/j/{room.code}")
    fields = {"speaks_for": "client", "role": family}
    told = await phone.post(f"/j/{room.code}/me", data=fields, headers=JSON)
    assert (told.status_code, told.json()) == (200, {**fields, "origin": "phone", "where": "room"})
    page = (await phone.get(f"/j/{room.code}")).text
    assert 'name="speaks_for" value="client" checked' in page
    assert f"<option selected>{family}</option>" in page
    wrong = await phone.post(f"/j/{room.code}/me", data={"speaks_for": "sponsor"}, headers=JSON)
    assert (wrong.status_code, wrong.json()["error"]) == (422, "value_unknown")
    plain = await phone.post(f"/j/{room.code}/me", data={"speaks_for": "employee"})
    assert plain.status_code == 303


async def someone_writes(new_phone: NewPhone, room: TheRoom, *texts: str) -> list[str]:
    """Each text by another phone; gives the labels."""
    labels = []
    for text in texts:
        fields = room.card(text=text)
        answer = await new_phone().post(f"/j/{room.code}/cards", data=fields, headers=JSON)
        labels.append(answer.json()["label"])
    return labels


SAID = ("attente au téléphone", "attente trop longue", "téléphone muet", "mot de passe", "bravo")


async def test_similar_cards_are_three_at_most_and_never_ones_own(
    new_phone: NewPhone, phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await someone_writes(new_phone, room, *SAID)
    own = room.card(text="attente interminable au téléphone")
    await phone.post(f"/j/{room.code}/cards", data=own, headers=JSON)
    query = {"step": room.step, "text": "longue attente au téléphone"}
    found = (await phone.get(f"/j/{room.code}/similar", params=query)).json()["cards"]
    assert {card["text"] for card in found} == set(SAID[:3])
    assert found[0].keys() == {"label", "side", "kind", "text", "said"}


async def test_similar_cards_are_for_the_phases_that_show_cards(
    new_phone: NewPhone, phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await someone_writes(new_phone, room, *SAID)
    room.phase("matrix")
    query = {"step": room.step, "text": "attente"}
    answer = await phone.get(f"/j/{room.code}/similar", params=query)
    assert (answer.status_code, answer.json()) == (200, {"cards": []})


async def test_me_too_is_said_once_and_taken_back(
    new_phone: NewPhone, phone: httpx.AsyncClient, room: TheRoom
) -> None:
    [label] = await someone_writes(new_phone, room, "attente")
    await phone.get(f"/j/{room.code}")
    path = f"/j/{room.code}/me-too"
    for wanted, said in (("yes", True), ("yes", True), ("no", False), ("no", False)):
        answer = await phone.post(path, data={"card": label, "wanted": wanted}, headers=JSON)
        assert (answer.status_code, answer.json()) == (200, {"card": label, "me_too": said})
    unknown = await phone.post(path, data={"card": "C999"}, headers=JSON)
    assert (unknown.status_code, unknown.json()["error"]) == (404, "card_unknown")
    assert (await phone.post(path, data={"card": label})).status_code == 303
    room.phase("group")
    late = await phone.post(path, data={"card": label}, headers=JSON)
    assert (late.status_code, late.json()["error"]) == (409, "phase_closed")


async def test_another_workshops_card_cannot_be_joined(
    new_phone: NewPhone, phone: httpx.AsyncClient, room: TheRoom, open_room: OpenRoom
) -> None:
    labels = await someone_writes(new_phone, room, *[f"carte {n}" for n in range(3)])
    other = open_room()
    for label in labels:
        answer = await phone.post(f"/j/{other.code}/me-too", data={"card": label}, headers=JSON)
        assert answer.status_code == 404


async def test_ideas_are_sent_with_their_topics(
    new_phone: NewPhone, phone: httpx.AsyncClient, room: TheRoom
) -> None:
    cards = await someone_writes(new_phone, room, "attente", "mot de passe")
    room.phase("ideate")
    await phone.get(f"/j/{room.code}")
    labels = [
        topics.make_topic(room.house, room.console, title=title, cards=[card])
        for title, card in zip(("L’attente", "Les accès"), cards, strict=True)
    ]
    page = (await phone.get(f"/j/{room.code}")).text  # topics came after the page was first drawn
    assert "L’attente" in page
    assert "Les accès" in page
    state = (await phone.get(f"/j/{room.code}/state")).json()
    assert [topic["label"] for topic in state["topics"]] == labels
    fields = {"solution_id": str(uuid.uuid4()), "text": "rappeler", "topics": labels}
    path = f"/j/{room.code}/solutions"
    first = await phone.post(path, data=fields, headers=JSON)
    again = await phone.post(path, json=fields, headers=JSON)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"solution_id": fields["solution_id"], "label": "S1"}
    assert "rappeler" in (await phone.get(f"/j/{room.code}")).text
    wrong = {**fields, "solution_id": str(uuid.uuid4()), "topics": ["T99"]}
    refused = await phone.post(path, data=wrong)
    assert refused.status_code == 404
    assert ">rappeler</textarea>" in refused.text


async def test_ideas_come_after_the_map(phone: httpx.AsyncClient, room: TheRoom) -> None:
    fields = {"solution_id": str(uuid.uuid4()), "text": "rappeler"}
    answer = await phone.post(f"/j/{room.code}/solutions", data=fields, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (409, "phase_closed")


async def test_a_stopping_server_asks_to_come_back(
    phone: httpx.AsyncClient, room: TheRoom, writer: Writer
) -> None:
    writer.close()
    assert (await phone.get(f"/j/{room.code}")).status_code == 200
    fields = room.card(text="gardez-moi")
    answer = await phone.post(f"/j/{room.code}/cards", data=fields, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "2"
    plain = await phone.post(f"/j/{room.code}/cards", data=fields)
    assert plain.status_code == 503
    assert ">gardez-moi</textarea>" in plain.text


async def test_a_queue_that_is_full_asks_to_come_back_without_a_word_in_the_log(
    phone: httpx.AsyncClient,
    room: TheRoom,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fields = room.card()
    with monkeypatch.context() as full:
        full.setattr("workshop.services.writer.MOST_WAITING", 0)
        answer = await phone.post(f"/j/{room.code}/cards", data=fields, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "2"
    assert caplog.records == []
    again = await phone.post(f"/j/{room.code}/cards", data=fields, headers=JSON)
    assert again.status_code == 201


async def test_a_database_that_does_not_answer_is_said_without_its_name(
    phone: httpx.AsyncClient,
    room: TheRoom,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise OSError("/secret/path.sqlite3")

    monkeypatch.setattr("workshop.phone.rooms.read_room", broken)
    page = await phone.get(f"/j/{room.code}")
    state = await phone.get(f"/j/{room.code}/state", headers=JSON)
    assert (page.status_code, state.status_code) == (503, 503)
    assert "secret" not in page.text + state.text + caplog.text


async def test_own_cards_stay_readable_after_capture(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    await phone.get(f"/j/{room.code}")
    await phone.post(f"/j/{room.code}/cards", data=room.card(text="gardée"), headers=JSON)
    room.phase("matrix")
    page = (await phone.get(f"/j/{room.code}")).text
    assert "gardée" in page
    assert "/withdraw" not in page


async def test_said_cards_follow_a_plain_form(
    new_phone: NewPhone, phone: httpx.AsyncClient, room: TheRoom
) -> None:
    labels = await someone_writes(new_phone, room, *SAID)
    await phone.get(f"/j/{room.code}")
    await phone.post(f"/j/{room.code}/cards", data=room.card(text="à moi"))
    page = (await phone.get(f"/j/{room.code}")).text
    shown = re.findall(r'id="me-too:(C\d+)"', page)
    assert len(shown) == 3
    assert set(shown) <= set(labels)
    moderation.set_aside(room.house, room.console, shown[0], reason="other")
    page = (await phone.get(f"/j/{room.code}")).text
    assert f'value="{shown[0]}"' not in page

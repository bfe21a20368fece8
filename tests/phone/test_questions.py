"""Questions on phones: moods, prompts one at a time, the exit vote; results after the reveal."""

import re

import httpx
import pytest

from tests.phone.conftest import JSON, NewPhone, OpenRoom, TheRoom
from workshop.domain.words import Deck
from workshop.i18n import words
from workshop.services import moods, questions, rights, tools
from workshop.services.questions import QuestionDraft
from workshop.services.views.workshop import read_workshop_view


def ask(room: TheRoom, text: str, kind: str, **values: object) -> str:
    draft = QuestionDraft(text, kind, **values)  # type: ignore[arg-type]
    label = questions.add_question(room.house, room.console, draft)
    questions.push_question(room.house, room.console, label)
    return label


async def see(phone: httpx.AsyncClient, room: TheRoom) -> str:
    return (await phone.get(f"/j/{room.code}")).text


async def answer(
    phone: httpx.AsyncClient, room: TheRoom, label: str, value: str = "", text: str = ""
) -> httpx.Response:
    fields = {"question": label, "value": value, "text": text}
    return await phone.post(f"/j/{room.code}/answers", data=fields, headers=JSON)


async def feel(
    phone: httpx.AsyncClient, room: TheRoom, step: str, value: str, side: str = "client"
) -> httpx.Response:
    fields = {"step": step, "side": side, "value": value}
    return await phone.post(f"/j/{room.code}/moods", data=fields, headers=JSON)


def form(page: str, key: str) -> str:
    return page.split(f'id="{key}"')[1].split("</form>")[0]


def pressed(markup: str) -> list[str]:
    """The values of the buttons that are pressed, in order."""
    found = re.findall(r'value="?(-?\w+)"? aria-pressed="?true', markup)
    return list(found)


# --- prompts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_scale_is_five_faces_with_their_words_and_a_way_to_skip(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("journeys", language)
    label = ask(room, "Is it right ?", "scale")
    page = await see(phone, room)
    markup = form(page, f"answers:{label}")
    assert re.findall(r"value=(-?\d)", markup) == ["-2", "-1", "0", "1", "2"]
    spoken = words(language)
    for word in ("worst", "bad", "even", "good", "best"):
        assert spoken(f"phone.scale.agree.{word}") in markup
    assert "<legend>Is it right ?</legend>" in markup
    assert spoken("phone.skip") in markup
    assert spoken("phone.up") not in page


async def test_the_last_answer_stays_pressed(phone: httpx.AsyncClient, room: TheRoom) -> None:
    label = ask(room, "Est-ce juste ?", "scale")
    for value in ("-1", "2"):
        assert (await answer(phone, room, label, value)).json()["value"] == int(value)
        assert pressed(form(await see(phone, room), f"answers:{label}")) == [value]
    assert (await answer(phone, room, label, "skip")).json()["value"] is None
    assert pressed(form(await see(phone, room), f"answers:{label}")) == ["skip"]


async def test_a_choice_is_a_button_for_each_option(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    label = ask(room, "Par où ?", "choice", options=("Le téléphone", "Le guichet"))
    markup = form(await see(phone, room), f"answers:{label}")
    assert "<button name=value value=1 aria-pressed=false>Le guichet</button>" in markup
    await answer(phone, room, label, "1")
    assert pressed(form(await see(phone, room), f"answers:{label}")) == ["1"]
    outside = await answer(phone, room, label, "2")
    assert (outside.status_code, outside.json()["error"]) == (422, "number_out_of_range")


async def test_a_short_text_is_kept_in_its_field(phone: httpx.AsyncClient, room: TheRoom) -> None:
    label = ask(room, "En un mot ?", "text")
    await answer(phone, room, label, text="le <nombre> d’appels")
    markup = form(await see(phone, room), f"answers:{label}")
    assert "le &lt;nombre&gt; d’appels</textarea>" in markup
    assert words("fr")("phone.js.noted") in markup


async def test_what_was_typed_survives_its_refusal(phone: httpx.AsyncClient, room: TheRoom) -> None:
    label = ask(room, "En un mot ?", "text")
    long = "trop long " * 40
    page = await phone.post(f"/j/{room.code}/answers", data={"question": label, "text": long})
    assert page.status_code == 422
    assert long.strip() in form(page.text, f"answers:{label}")


async def test_a_card_question_is_the_card_form_with_its_side_and_step(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("journeys")
    step = room.now.steps[2]
    label = ask(room, "Qu’est-ce qui retient ?", "card", side="employee", step=str(step.id))
    page = await see(phone, room)
    assert '<h1 class="asked">Qu’est-ce qui retient ?</h1>' in page
    assert 'type="hidden" name="side" value="employee"' in page
    assert f'type="hidden" name="step" value="{step.id}"' in page
    sent = await phone.post(
        f"/j/{room.code}/cards", data=room.card(question=label, side=""), headers=JSON
    )
    assert sent.status_code == 201  # an invitation, in a phase that takes no cards
    [card] = read_workshop_view(room.house, room.console).cards
    assert (card.side, card.step, card.question) == ("employee", str(step.id), label)
    outside = await phone.post(f"/j/{room.code}/cards", data=room.card(), headers=JSON)
    assert outside.json()["error"] == "phase_closed"


async def test_a_card_question_that_was_passed_gives_way_to_the_phase(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    label = ask(room, "Qu’est-ce qui retient ?", "card")
    page = await see(phone, room)
    assert f'name="question" value="{label}"' in page
    passed = await phone.post(f"/j/{room.code}/answers", data={"question": label, "value": "skip"})
    assert passed.status_code == 303
    page = await see(phone, room)
    assert "Qu’est-ce qui retient" not in page
    assert words("fr")("phone.capture.hurts") in page


async def test_a_question_that_was_closed_refuses_and_leaves_the_phones(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    first = ask(room, "Est-ce juste ?", "scale")
    second = ask(room, "En un mot ?", "text")
    page = await see(phone, room)
    assert ("Est-ce juste" in page, "En un mot" in page) == (False, True)
    late = await answer(phone, room, first, "1")
    assert (late.status_code, late.json()["error"]) == (409, "question_closed")
    questions.close_question(room.house, room.console, second)
    assert "En un mot" not in await see(phone, room)
    assert (await phone.get(f"/j/{room.code}/state")).json()["prompts"] == []


async def test_the_state_tells_the_questions_and_one_s_own_answers(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    label = ask(room, "Est-ce juste ?", "scale")
    await phone.get(f"/j/{room.code}")
    [asked] = (await phone.get(f"/j/{room.code}/state")).json()["prompts"]
    assert asked == {
        "question": label,
        "kind": "scale",
        "text": "Est-ce juste ?",
        "step": "",
        "side": "",
        "options": [],
    }
    await answer(phone, room, label, "-2")
    [asked] = (await phone.get(f"/j/{room.code}/state")).json()["prompts"]
    assert asked["value"] == -2
    await answer(phone, room, label, "skip")
    [asked] = (await phone.get(f"/j/{room.code}/state")).json()["prompts"]
    assert asked["value"] == "skip"
    [shared] = (await phone.get(f"/j/{room.code}/state?me=no")).json()["prompts"]
    assert "value" not in shared


async def test_results_are_in_the_bytes_after_the_reveal_and_from_the_floor_on(
    phone: httpx.AsyncClient, new_phone: NewPhone, room: TheRoom
) -> None:
    label = ask(room, "Par où ?", "choice", options=("Le téléphone", "Le guichet"))
    people = [new_phone() for _ in range(5)]
    for person in people:
        await person.get(f"/j/{room.code}")
    for person in people[:4]:
        await answer(person, room, label, "1")
    questions.reveal_question(room.house, room.console, label, revealed=True)
    assert "bar" not in form(await see(phone, room), f"answers:{label}")  # four voices: below
    questions.reveal_question(room.house, room.console, label, revealed=False)
    await answer(people[4], room, label, "0")
    state = (await phone.get(f"/j/{room.code}/state")).text
    assert "spread" not in state
    assert "bar" not in form(await see(phone, room), f"answers:{label}")
    questions.reveal_question(room.house, room.console, label, revealed=True)
    markup = form(await see(phone, room), f"answers:{label}")
    assert re.findall(r'width="(\d+)%"', markup) == ["20", "80"]
    assert "5 réponses" in markup
    [asked] = (await phone.get(f"/j/{room.code}/state")).json()["prompts"]
    assert (asked["spread"], asked["answers"]) == ([1, 4], 5)


# --- moods ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_moods_ask_both_sides_of_the_chosen_steps(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("journeys", language)
    chosen = [str(step.id) for step in room.now.steps[1:3]]
    moods.choose_moods(room.house, room.console, chosen)
    room.phase("mood")
    page = await see(phone, room)
    assert re.findall(r'id="moods:(\d+):(\w+)"', page) == [
        (step, side) for step in chosen for side in ("client", "employee")
    ]
    spoken = words(language)
    assert spoken("phone.moods.title") in page
    assert spoken("phone.scale.feeling.worst") in page
    assert page.count("<legend>") >= 4
    felt = (await phone.get(f"/j/{room.code}/state")).json()["moods"]
    assert {(mood["step"], mood["side"], mood["aspect"]) for mood in felt} >= {
        (chosen[0], "client", "feeling"),
        (chosen[1], "employee", "help"),
    }


async def test_a_mood_is_saved_by_one_tap_changed_and_skipped(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("mood")
    step = room.now.questions[0].step
    for value in ("-2", "1", "skip"):
        assert (await feel(phone, room, step, value)).status_code == 200
        assert pressed(form(await see(phone, room), f"moods:{step}:client")) == [value]
    asked = next(
        mood
        for mood in (await phone.get(f"/j/{room.code}/state")).json()["moods"]
        if (mood["step"], mood["side"], mood["aspect"]) == (step, "client", "feeling")
    )
    assert asked["value"] == "skip"


async def test_those_who_speak_for_the_team_are_asked_three_more_about_a_step(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("mood")
    step = room.now.questions[0].step
    page = await see(phone, room)
    assert f'href="/j/{room.code}?more={step}#more"' in page
    opened = (await phone.get(f"/j/{room.code}", params={"more": step})).text
    part = opened.split('<div id="more"')[1].split("</section>")[0]
    assert part.count("<form") == 3
    assert part.count("<textarea") == 2
    labels = re.findall(r'name="question" value="(Q\d+)"', part)
    assert (await answer(phone, room, labels[0], "-1")).status_code == 200
    assert (await answer(phone, room, labels[1], text="deux outils")).status_code == 200
    await phone.post(f"/j/{room.code}/me", data={"speaks_for": "client"})
    page = (await phone.get(f"/j/{room.code}", params={"more": step})).text
    assert "more=" not in page
    assert '<div id="more"' not in page


async def test_a_mood_everywhere_has_its_own_place(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("journeys")
    moods.choose_moods(room.house, room.console, ["any"], ["client"])
    room.phase("mood")
    page = await see(phone, room)
    assert 'id="moods:any:client"' in page
    assert (await feel(phone, room, "any", "2")).json() == {
        "step": "any",
        "side": "client",
        "value": 2,
    }


async def test_the_mood_of_the_room_is_told_after_the_reveal(
    phone: httpx.AsyncClient, new_phone: NewPhone, open_room: OpenRoom
) -> None:
    room = open_room("mood")
    step = room.now.questions[0].step
    for value in ("-2", "-1", "-1", "0", "-1"):
        person = new_phone()
        await person.get(f"/j/{room.code}")
        await feel(person, room, step, value)
    before = [await see(phone, room), (await phone.get(f"/j/{room.code}/state")).text]
    assert not any("−1 · 5" in told or "mean" in told for told in before)
    rights.reveal(room.house, room.console, shown=True)
    assert "−1 · 5 réponses" in form(await see(phone, room), f"moods:{step}:client")
    moods = (await phone.get(f"/j/{room.code}/state")).json()["moods"]
    assert [(mood["mean"], mood["answers"]) for mood in moods if "mean" in mood] == [(-1, 5)]


async def test_moods_leave_the_phones_with_their_phase(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("mood")
    room.phase("capture")
    assert "moods:" not in await see(phone, room)
    assert "moods" not in (await phone.get(f"/j/{room.code}/state")).json()


# --- the close ------------------------------------------------------------------------------------


async def test_the_close_asks_its_two_questions_once(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("close")
    page = await see(phone, room)
    labels = re.findall(r'id="answers:(Q\d+)"', page)
    assert len(labels) == 2
    assert all(asked.deck is Deck.EXIT for asked in room.now.questions)
    assert (await answer(phone, room, labels[0], "2")).status_code == 200
    assert (await answer(phone, room, labels[1], text="vos appels")).status_code == 200
    page = await see(phone, room)
    assert pressed(form(page, f"answers:{labels[0]}")) == ["2"]
    assert "vos appels" in page


async def test_a_question_in_the_workshop_s_own_words_names_its_sides(
    phone: httpx.AsyncClient, room: TheRoom
) -> None:
    label = questions.add_deck(room.house, room.console, "guest")[0]
    questions.push_question(room.house, room.console, label)
    page = await see(phone, room)
    assert "{client}" not in page
    assert words("fr")("side.label.client") in page.split('<p class="focus">')[1].split("</p>")[0]


async def test_a_thousand_answers_read_the_room_once(
    phone: httpx.AsyncClient, room: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = ask(room, "Est-ce juste ?", "scale")
    await phone.get(f"/j/{room.code}")

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("workshop.phone.rooms.read_room", never)
    for value in ("1", "2"):
        assert (await answer(phone, room, label, value)).status_code == 200
        await see(phone, room)


# --- tools and expectations -----------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_tools_and_levels_are_rated_beside_the_moods_and_kept(
    phone: httpx.AsyncClient, open_room: OpenRoom, language: str
) -> None:
    room = open_room("mood", language)
    view = read_workshop_view(room.house, room.console)
    step = next(step for step in view.steps if step.tools)
    tools.ask_tools(room.house, room.console, [step.tools[0]])
    moods.ask_expectations(room.house, room.console, [str(step.id)])
    asked = [
        line
        for line in read_workshop_view(room.house, room.console).questions
        if line.deck is Deck.TOOLS or line.aspect in moods.COMPARED
    ]
    assert len(asked) == 3
    spoken = words(language)
    page = await see(phone, room)
    assert spoken("phone.moods.tools") in page
    for line in asked:
        own = form(page, f"answers:{line.label}")
        level = "ease" if line.deck is Deck.TOOLS else "level"
        for word in ("worst", "bad", "even", "good", "best"):
            assert spoken(f"phone.scale.{level}.{word}") in own
        assert (await answer(phone, room, line.label, "1")).status_code == 200
        assert pressed(form(await see(phone, room), f"answers:{line.label}")) == ["1"]
    state = (await phone.get(f"/j/{room.code}/state")).json()
    [tool] = [line for line in asked if line.deck is Deck.TOOLS]
    assert [one["question"] for one in state["tools"]] == [tool.label]
    assert tool.label not in {one["question"] for one in state["prompts"]}


async def test_tools_are_not_on_the_phones_of_another_phase(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("capture")
    view = read_workshop_view(room.house, room.console)
    tool = next(name for step in view.steps for name in step.tools)
    tools.ask_tools(room.house, room.console, [tool])
    [line] = [
        line
        for line in read_workshop_view(room.house, room.console).questions
        if line.deck is Deck.TOOLS
    ]
    assert f"answers:{line.label}" not in await see(phone, room)
    assert "tools" not in (await phone.get(f"/j/{room.code}/state")).json()
    assert (await answer(phone, room, line.label, "1")).status_code == 409


async def test_what_is_asked_on_the_way_out_leaves_with_the_way_out(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("close")
    labels = re.findall(r'id="answers:(Q\d+)"', await see(phone, room))
    room.phase("plan")
    assert "answers:" not in await see(phone, room)
    assert (await answer(phone, room, labels[0], "1")).status_code == 200  # sent before, heard now
    room.phase("follow")
    assert f'id="answers:{labels[0]}"' in await see(phone, room)


async def test_the_notice_is_in_full_until_something_is_said_then_folded(
    phone: httpx.AsyncClient, open_room: OpenRoom
) -> None:
    room = open_room("capture", "fr")
    t = words("fr")
    label = ask(room, "Une question ?", "text")
    before = await see(phone, room)
    assert t("phone.notice.read") in before
    await answer(phone, room, label, text="Un mot")
    after = await see(phone, room)
    assert t("phone.notice.read") not in after
    assert f"<summary>{t('phone.notice.more')}</summary>" in after

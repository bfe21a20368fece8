"""A model that compares the cards is told of before anybody writes, and only where there is one."""

import httpx
import pytest

from tests.phone.conftest import TheRoom
from workshop.domain.words import QuestionKind
from workshop.i18n import words
from workshop.services import questions
from workshop.services.questions import QuestionDraft


@pytest.fixture(params=["", "sent", "here"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("WORKSHOP_EMBEDDINGS_URL", raising=False)
    monkeypatch.delenv("WORKSHOP_EMBEDDINGS_FOLDER", raising=False)
    if request.param == "sent":
        monkeypatch.setenv("WORKSHOP_EMBEDDINGS_URL", "https://models.example.org/v1")
    if request.param == "here":
        monkeypatch.setenv("WORKSHOP_EMBEDDINGS_FOLDER", "/models/small")
    return str(request.param)


async def test_joining_capture_and_privacy_pages_say_where_sentences_go(
    phone: httpx.AsyncClient, room: TheRoom, kind: str
) -> None:
    t = words("fr")
    told = {
        "/j": "phone.notice.model",
        f"/j/{room.code}": "phone.notice.model",
        f"/j/{room.code}/privacy": "phone.privacy.model",
    }
    for path, key in told.items():
        page = (await phone.get(path)).text
        for possible in ("sent", "here"):
            sentence = t(f"{key}.{possible}", host="models.example.org")
            assert (sentence in page) == (possible == kind), (path, possible)
        assert ("models.example.org" in page) == (kind == "sent")


@pytest.mark.parametrize("phase", ["frame", "mood", "capture", "ideate"])
async def test_with_a_question_on_the_phones_too_people_are_told_before_the_first_field(
    phone: httpx.AsyncClient, room: TheRoom, phase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_URL", "https://models.example.org/v1")
    room.phase(phase)
    draft = QuestionDraft(text="What surprised you?", kind=QuestionKind.TEXT)
    label = questions.add_question(room.house, room.console, draft)
    questions.push_question(room.house, room.console, label)
    page = (await phone.get(f"/j/{room.code}")).text
    assert page.count("models.example.org") == 1
    assert page.index("models.example.org") < page.index("<textarea")

"""A model that compares the cards is told of before anybody writes, and only where there is one."""

import httpx
import pytest

from tests.phone.conftest import TheRoom
from workshop.i18n import words


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

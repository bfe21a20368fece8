"""Before the first field: who runs it, why, who sees what, how long, optional, "name nobody".

At most eighty words, whatever else there is to say (TRUST.md, "Privacy").
"""

import re

import httpx
import pytest

from tests.phone.conftest import OpenRoom
from workshop.i18n import languages, words
from workshop.services import workshops

MOST_WORDS = 80
NOTICE = re.compile(r'<p class="notice">(.*?)</p>', re.DOTALL)
FIELD = re.compile(r'<textarea|<input type="text"|<select')
TOLD = {
    "fr": (
        *("Votre animateur", "pour trouver quoi améliorer", "est libre", "à l’écran"),
        *("compte rendu", "sans auteur", "jusqu’à la suppression", "Ne citez personne"),
    ),
    "en": (
        *("Your facilitator", "to find out what to improve", "up to you", "on the screen"),
        *("report", "no author", "until the workshop is deleted", "don’t name anyone"),
    ),
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("phase", ["mood", "capture", "ideate"])
async def test_at_most_eighty_words_say_all_of_it_before_the_first_field(
    open_room: OpenRoom,
    phone: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    phase: str,
) -> None:
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_URL", "https://models.example.org/v1")
    monkeypatch.setenv("WORKSHOP_EMBEDDINGS_MODEL", "a-model")
    room = open_room(phase, language)
    workshops.open_to_sponsor(room.house, room.console, is_open=True)
    page = (await phone.get(f"/j/{room.code}")).text
    found = NOTICE.search(page)
    assert found
    field = FIELD.search(page)
    assert field is None or found.start() < field.start()
    said = " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())
    t = words(language)
    told = (
        *TOLD[language],
        t("phone.notice.sponsor"),
        "models.example.org",
        t("phone.notice.more"),
    )
    assert [one for one in told if " ".join(one.split()) not in said] == []
    assert sum(any(sign.isalnum() for sign in word) for word in said.split()) <= MOST_WORDS

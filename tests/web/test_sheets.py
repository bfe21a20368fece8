"""Blank cards on paper: in the workshop's words, for its facilitators only."""

import httpx

from tests.web.conftest import Browser, Cast
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import journeys, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.templates import StepDraft
from workshop.web.sheets import CARDS_A_PAGE, STEPS_TO_TICK


async def sheet(browser: Browser, cast: Cast) -> httpx.Response:
    return await browser(cast.alice).get(f"/x/{cast.code.lower()}/cards.html")


async def test_a_page_holds_eight_cards_in_the_words_of_the_workshop(
    browser: Browser, house: House, cast: Cast
) -> None:
    workshops.frame(house, Console(cast.code), {"client_name": "l’usager", "team_name": "nous"})
    answer = await sheet(browser, cast)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.count('class="blank"') == CARDS_A_PAGE
    for said in ("L’usager", "Nous", cast.code, "/j"):
        assert said in answer.text
    assert "<script" not in answer.text


async def test_steps_are_ticked_while_they_fit_and_written_down_when_they_do_not(
    browser: Browser, house: House, cast: Cast
) -> None:
    console = Console(cast.code)
    journeys.add_step(house, console, StepDraft("Étape ajoutée"))
    assert "Étape ajoutée" in (await sheet(browser, cast)).text
    for number in range(STEPS_TO_TICK):
        journeys.add_step(house, console, StepDraft(f"Étape n° {number}"))
    crowded = (await sheet(browser, cast)).text
    assert "Étape ajoutée" not in crowded
    assert 'class="ticks steps written"' in crowded


async def test_the_sheet_speaks_the_language_of_the_workshop(
    browser: Browser, house: House, cast: Cast
) -> None:
    for language in ("fr", "en"):
        workshops.save_settings(house, Console(cast.code), language=language)
        text = (await sheet(browser, cast)).text
        assert f'<html lang="{language}">' in text
        assert words(language)("web.cards.sentence") in text


async def test_a_typed_title_is_never_read_as_html(
    browser: Browser, house: House, cast: Cast
) -> None:
    workshops.frame(house, Console(cast.code), {"title": "<b>Accueil</b>"})
    assert "<b>Accueil" not in (await sheet(browser, cast)).text


async def test_nobody_else_gets_the_sheet(browser: Browser, house: House, cast: Cast) -> None:
    path = f"/x/{cast.code}/cards.html"
    for session in (None, cast.oscar, cast.rita, cast.sam, "garbage"):
        assert (await browser(session).get(path)).status_code == 401
    assert (await browser(cast.alice).get("/x/ZZZZZZ/cards.html")).status_code == 401
    assert (await browser(cast.alice).get("/x/no/cards.html")).status_code == 401
    assert (await browser(cast.alice).post(path)).status_code == 405
    workshops.revoke_links(house, Console(cast.code), Role.FACILITATOR)
    assert (await browser(cast.alice).get(path)).status_code == 401

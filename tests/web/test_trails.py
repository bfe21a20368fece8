"""The trail of an action on paper: in the workshop's words, for its facilitators only."""

import httpx
import pytest

from tests.web.conftest import Browser, Cast
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import actions, capture, topics, workshops
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.capture import CardRow
from workshop.services.house import House


@pytest.fixture
def told(house: House, cast: Cast) -> Cast:
    """A card with a topic and an action, all of which try to be HTML."""
    console = Console(cast.code)
    card = CardRow("<b>on attend</b>", "client", "irritant", "")
    labels = capture.import_cards(house, console, [card])
    topic = topics.make_topic(house, console, title="<i>Attente</i>", cards=labels)
    actions.add_action(house, console, ActionDraft("<u>Rappeler</u>", topic=topic))
    return cast


async def trail(browser: Browser, cast: Cast, label: str = "A1") -> httpx.Response:
    return await browser(cast.alice).get(f"/x/{cast.code.lower()}/trail-{label}.html")


async def test_the_trail_is_printed_in_the_words_of_the_workshop(
    browser: Browser, house: House, told: Cast
) -> None:
    for language in ("fr", "en"):
        workshops.save_settings(house, Console(told.code), language=language)
        answer = await trail(browser, told)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert f'<html lang="{language}">' in answer.text
        for said in ("on attend", "Attente", "Rappeler"):
            assert said in answer.text
        assert words(language)("trail.pilots.none") in answer.text


async def test_what_was_typed_is_never_read_as_html(browser: Browser, told: Cast) -> None:
    text = (await trail(browser, told)).text
    for tag in ("<b>on", "<i>Attente", "<u>", "<script"):
        assert tag not in text


async def test_nobody_else_gets_it_and_what_leaves_no_trail_is_not_found(
    browser: Browser, house: House, told: Cast
) -> None:
    path = f"/x/{told.code}/trail-A1.html"
    for session in (None, told.oscar, told.rita, told.sam, "garbage"):
        assert (await browser(session).get(path)).status_code == 401
    for label in ("A2", "C1", "x"):
        assert (await trail(browser, told, label)).status_code == 404
    assert (await browser(told.alice).get("/x/ZZZZZZ/trail-A1.html")).status_code == 401
    assert (await browser(told.alice).get("/x/no/trail-A1.html")).status_code == 401
    workshops.revoke_links(house, Console(told.code), Role.FACILITATOR)
    assert (await browser(told.alice).get(path)).status_code == 401

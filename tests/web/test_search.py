"""What the palette finds, for the workshop's facilitators only."""

import json

from tests.web.conftest import Browser, Cast
from workshop.services import journeys, workshops
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.templates import StepDraft


async def test_a_facilitator_is_told_everything_that_has_words(
    browser: Browser, house: House, cast: Cast
) -> None:
    added = journeys.add_step(
        house, Console(cast.code), StepDraft("Étape <b>ajoutée</b>", "Chez nous")
    )
    answer = await browser(cast.alice).get(f"/live/{cast.code.lower()}/search")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["cache-control"] == "no-store"
    told = json.loads(answer.text)
    assert ["step", str(added), "Étape <b>ajoutée</b>", "Chez nous"] in told["things"]
    workshops.frame(house, Console(cast.code), {"title": "Autrement"})
    later = json.loads((await browser(cast.alice).get(f"/live/{cast.code}/search")).text)
    assert later["revision"] > told["revision"]


async def test_nobody_else_is_told_anything(browser: Browser, cast: Cast) -> None:
    for token in (cast.sam, cast.oscar, cast.rita, "forged", None):
        answer = await browser(token).get(f"/live/{cast.code}/search")
        assert (answer.status_code, answer.text) == (401, "unauthorized\n")
    assert (await browser(cast.alice).get("/live/nobody/search")).status_code == 401

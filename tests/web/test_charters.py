"""The charter of a project on paper: in the workshop's words, for its facilitators only."""

from datetime import date

import httpx

from tests.web.conftest import Browser, Cast
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import actions, measures, projects, readings, workshops
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.measures import MeasureDraft
from workshop.services.projects import PhaseDraft, ProjectDraft
from workshop.services.readings import ReadingDraft

BEGIN, END = date(2026, 4, 1), date(2026, 9, 1)


def bundle(house: House, code: str, **said: object) -> str:
    values: dict[str, object] = {"title": "Un seul dossier", **said}
    return projects.add_project(house, Console(code), ProjectDraft(**values))  # type: ignore[arg-type]  # what a test says of it


async def charter(browser: Browser, cast: Cast, label: str = "J1") -> httpx.Response:
    return await browser(cast.alice).get(f"/x/{cast.code.lower()}/project-{label}.html")


async def test_a_charter_says_everything_that_the_project_says(
    browser: Browser, house: House, cast: Cast
) -> None:
    console = Console(cast.code)
    action = actions.add_action(house, console, ActionDraft("Réunir les équipes", due=END))
    by = measures.add_measure(house, console, MeasureDraft("client", "Délai", "jours"))
    bundle(
        house,
        cast.code,
        owner="Nadia",
        domain="Accueil",
        objectives="Que personne ne répète",
        benefits="Moins d’attente",
        budget="Dix jours",
        people="Deux de l’accueil",
        starts_on=BEGIN,
        ends_on=END,
        criteria=("Neuf sur dix", "Une seule saisie"),
        phases=(PhaseDraft("Maquette", ends_on=END), PhaseDraft("Essai", BEGIN)),
        actions=(action,),
        measures=(by,),
    )
    projects.tick_criterion(house, console, "J1", 1, True)
    assert words("fr")("ui.project.baseline.none") in (await charter(browser, cast)).text
    read = ReadingDraft(measure=by, moment="follow", taken_on=BEGIN, mean=4.25)
    readings.record_reading(house, console, read)
    answer = await charter(browser, cast)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    for said in (
        *("Un seul dossier", "Nadia", "Accueil", "Que personne ne répète", "Moins d’attente"),
        *("Dix jours", "Deux de l’accueil", "Neuf sur dix", "Une seule saisie", "Maquette"),
        *("Essai", "Réunir les équipes", "Délai (jours)", cast.code),
        words("fr")("ui.project.baseline", mean="4,2", date=words("fr").date(BEGIN)),
    ):
        assert said in answer.text
    assert answer.text.count("<i>✓</i>") == 1
    assert "<script" not in answer.text


async def test_what_nobody_has_said_yet_is_left_to_be_filled_in(
    browser: Browser, house: House, cast: Cast
) -> None:
    bundle(house, cast.code)
    text = (await charter(browser, cast)).text
    spoken = words("fr")
    assert spoken("web.charter.nobody") in text
    assert text.count(spoken("web.charter.unknown")) == 6


async def test_the_charter_speaks_the_language_of_the_workshop(
    browser: Browser, house: House, cast: Cast
) -> None:
    bundle(house, cast.code)
    for language in ("fr", "en"):
        workshops.save_settings(house, Console(cast.code), language=language)
        text = (await charter(browser, cast)).text
        assert f'<html lang="{language}">' in text
        assert words(language)("ui.project.status.draft") in text


async def test_what_was_typed_is_never_read_as_html(
    browser: Browser, house: House, cast: Cast
) -> None:
    bundle(house, cast.code, title="<b>Dossier</b>", objectives="<script>x</script>")
    text = (await charter(browser, cast)).text
    assert "<b>Dossier" not in text
    assert "<script" not in text


async def test_nobody_else_gets_it_and_other_projects_are_not_found(
    browser: Browser, house: House, cast: Cast
) -> None:
    bundle(house, cast.code)
    path = f"/x/{cast.code}/project-J1.html"
    for session in (None, cast.oscar, cast.rita, cast.sam, "garbage"):
        assert (await browser(session).get(path)).status_code == 401
    assert (await charter(browser, cast, "J2")).status_code == 404
    assert (await charter(browser, cast, "A1")).status_code == 404
    assert (await browser(cast.alice).get("/x/ZZZZZZ/project-J1.html")).status_code == 401
    assert (await browser(cast.alice).get("/x/no/project-J1.html")).status_code == 401
    workshops.revoke_links(house, Console(cast.code), Role.FACILITATOR)
    assert (await browser(cast.alice).get(path)).status_code == 401

"""What may be taken out of a workshop, and by whom."""

import httpx
import pytest
from starlette.applications import Starlette

from tests.web.conftest import Browser, Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import Role
from workshop.exports import downloads, log_downloads, privacy_downloads
from workshop.exports.paper_file import paper_downloads
from workshop.i18n import words
from workshop.services import signin, workshops
from workshop.services.actors import Console
from workshop.services.downloads import Download
from workshop.services.house import House
from workshop.settings import Settings
from workshop.web.downloads import SAVED, Counter, qr_code, saved_as


async def test_the_facilitator_saves_the_file(browser: Browser, cast: Cast) -> None:
    for session in (cast.alice, cast.laptop):
        answer = await browser(session).get(f"/x/{cast.code.lower()}/workshop.json")
        assert answer.status_code == 200
        assert answer.json() == {"code": cast.code}
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "no-store"
        disposition = answer.headers["content-disposition"]
        assert disposition == f'attachment; filename="{cast.code}-atelier.json"'


@pytest.mark.parametrize(
    ("name", "french", "english"),
    [
        ("workshop-csv.zip", "atelier-csv.zip", "workshop-csv.zip"),
        ("summary.pdf", "resume.pdf", "summary.pdf"),
        ("slides.pptx", "diapositives.pptx", "slides.pptx"),
        ("matrix-a3.pdf", "matrice-a3.pdf", "matrix-a3.pdf"),
        ("privacy-note-en.pdf", "note-donnees-en.pdf", "privacy-note-en.pdf"),
        ("another.txt", "another.txt", "another.txt"),
    ],
)
def test_a_file_is_called_in_the_language_of_its_workshop(
    name: str, french: str, english: str
) -> None:
    assert (saved_as(words("fr"), name), saved_as(words("en"), name)) == (french, english)


def test_each_file_that_may_be_taken_has_a_name_of_ours() -> None:
    there = [*downloads(), *log_downloads(), *privacy_downloads(), *paper_downloads(), "qr.svg"]
    assert [name for name in there if not name.startswith(SAVED)] == []


async def test_nobody_else_gets_it(browser: Browser, cast: Cast) -> None:
    path = f"/x/{cast.code}/workshop.json"
    for session in (None, cast.oscar, cast.rita, "garbage"):
        assert (await browser(session).get(path)).status_code == 401
    assert (await browser(cast.sam).get(path)).status_code == 404  # not a sponsor's file
    assert (await browser(cast.alice).post(path)).status_code == 405


async def test_only_named_files_are_handed_out(browser: Browser, cast: Cast) -> None:
    alice = browser(cast.alice)
    for name in ("other.json", "workshop.json.bak", "%2e%2e%2fapp.py", "..%5capp.py"):
        assert (await alice.get(f"/x/{cast.code}/{name}")).status_code == 404
    assert (await alice.get("/x/ZZZZZZ/workshop.json")).status_code == 401
    assert (await alice.get(f"/x/{cast.code}/a/b")).status_code == 404


async def test_a_revoked_link_takes_nothing_more(
    browser: Browser, house: House, cast: Cast
) -> None:
    workshops.revoke_links(house, Console(cast.code), Role.FACILITATOR)
    assert signin.role_in(house, code=cast.code, token=cast.alice) is None
    assert (await browser(cast.alice).get(f"/x/{cast.code}/workshop.json")).status_code == 401


async def test_a_right_that_ends_while_the_file_is_made_gives_no_file(
    house: House, cast: Cast
) -> None:
    def gone(house: House, actor: object) -> bytes:
        raise WorkshopUnknown(code=cast.code)

    counter = Counter(house, {"x": Download("text/plain", gone, frozenset({Role.FACILITATOR}))})
    transport = httpx.ASGITransport(app=Starlette(routes=counter.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        client.headers["cookie"] = f"session={cast.alice}"
        assert (await client.get(f"/x/{cast.code}/x")).status_code == 401


def test_the_qr_code_is_a_drawing_without_a_script(house: House, cast: Cast) -> None:
    settings = Settings(database_url="", public_url="https://rc.example", pace=None)
    drawing = qr_code(settings).produce(house, Console(cast.code))
    assert drawing.startswith(b"<?xml")
    assert b"<path" in drawing
    assert b"script" not in drawing
    assert qr_code(settings).roles == {Role.FACILITATOR}

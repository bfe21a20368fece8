"""The list of files on the page Close: a word while one is made, and one where it is refused."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from workshop.i18n import words
from workshop.ui.live import _SHARED
from workshop.ui.shell import STATIC

ORIGIN = "http://workshop.test"
PAGE = """<!doctype html><main></main><script type="module">
import draw from "/files.js";
const data = await (await fetch("/data.json")).json();
draw({ data, parentElement: document.querySelector("main") });
</script>"""


@pytest.fixture(params=["fr", "en"])
def says(request: pytest.FixtureRequest) -> dict[str, str]:
    say = words(request.param)
    return {
        "making": say("ui.files.making"),
        "started": say("ui.files.started"),
        "signed_out": say("ui.files.signed_out"),
        "failed": say("ui.files.failed"),
    }


@pytest.fixture
def asked(browser: Browser, says: dict[str, str]) -> tuple[Page, list[Route]]:
    """The component alone, and the requests for its files: each waits until it is answered here."""
    page = browser.new_page()
    waiting: list[Route] = []
    files = [{"name": f"File {n}", "href": f"/x/ABC234/{n}.pdf"} for n in (1, 2)]
    parts = (*_SHARED, "files.js", "ending.js")
    script = "".join((STATIC / part).read_text(encoding="utf-8") for part in parts)
    script = script.replace("export default function", "function drawComponent", 1)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path == "/":
            route.fulfill(body=PAGE, content_type="text/html")
        elif path == "/files.js":
            route.fulfill(body=script, content_type="text/javascript")
        elif path == "/data.json":
            route.fulfill(json={"files": files, "says": says})
        else:
            waiting.append(route)

    page.route(re.compile(f"{ORIGIN}/.*"), answer)
    page.goto(ORIGIN)
    return page, waiting


def test_a_file_says_that_it_is_made_until_it_is_there_and_why_it_is_not(
    asked: tuple[Page, list[Route]], says: dict[str, str]
) -> None:
    page, waiting = asked
    link, said = page.locator("a").first, page.locator("[role=status]").first
    link.focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text(says["making"])
    expect(link).to_have_attribute("aria-busy", "true")
    page.keyboard.press("Enter")  # a second press asks for no second file
    expect(link).to_be_focused()
    with page.expect_download() as saved:
        disposition = {"Content-Disposition": 'attachment; filename="ABC234-1.pdf"'}
        waiting.pop().fulfill(body="%PDF", content_type="application/pdf", headers=disposition)
    assert saved.value.suggested_filename == "ABC234-1.pdf"
    expect(said).to_have_text(says["started"])
    assert waiting == []
    for status, reason in ((401, "signed_out"), (500, "failed"), (0, "failed")):
        link.click()
        expect(said).to_have_text(says["making"])
        waiting.pop().fulfill(status=status) if status else waiting.pop().abort()
        expect(said).to_have_text(says[reason])
        expect(link).not_to_have_attribute("aria-busy", "true")
    page.close()

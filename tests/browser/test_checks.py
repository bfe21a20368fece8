"""The checks that each picture of the documentation passes through find what is planted."""

import pytest
from playwright.sync_api import Browser

from docs.checks import findings

FINE = """<html lang="fr"><body><h1>Un titre</h1>
<p style="width: 90px; overflow: hidden">court</p>
<p style="width: 90px; height: 40px; overflow: auto">ce que l’on fait défiler n’est pas coupé</p>
<p style="position: absolute; width: 1px; height: 1px; overflow: hidden">dit à voix haute</p>
</body></html>"""

PLANTED = {
    "ellipsis": """<p style="width: 60px; overflow: hidden; white-space: nowrap;
        text-overflow: ellipsis">une phrase bien trop longue</p>""",
    "below": """<div style="height: 20px; overflow: hidden"><p>une</p><p>deux</p></div>""",
    "shadow": """<div id="host"></div><script>
        document.querySelector("#host").attachShadow({mode: "open"}).innerHTML =
          "<p style='width: 40px; overflow: hidden; white-space: nowrap'>bien trop long</p>";
        </script>""",
    "wider": """<div style="width: 3000px">large</div>""",
    "furniture": """<div data-testid="stStatusWidget">Running</div>""",
}
KINDS = {"wider": "wider than", "furniture": "furniture: "}


def test_a_page_as_it_should_be_passes(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(FINE)
    assert findings(page, "fr") == []
    assert findings(page, "en") == ["lang is 'fr'"]
    page.close()


@pytest.mark.parametrize("fault", sorted(PLANTED))
def test_what_is_planted_is_found(browser: Browser, fault: str) -> None:
    page = browser.new_page()
    page.set_content(FINE.replace("</body>", PLANTED[fault] + "</body>"))
    found = findings(page, "fr")
    assert found
    assert all(one.startswith(KINDS.get(fault, "cut: ")) for one in found)
    page.close()

"""What people type in the weeks after is words on every page: no image, no tag, no directive."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.exports.test_hostile_files import WORDS
from tests.pages.stage import Stage
from workshop.exports import json_file

EVIL = "![x](http://evil.example/p.png) :red[z] $x$"
PAGES = (
    *(("facilitator/frame", ""), ("facilitator/causes", ""), ("facilitator/ideate", "")),
    *(("facilitator/weigh", ""), ("facilitator/close", ""), ("facilitator/projector", "")),
    *(("facilitator/plan", name) for name in ("prioritise", "actions", "projects")),
    *(("facilitator/plan", name) for name in ("roadmap", "trail")),
    *(("facilitator/follow", name) for name in ("week", "pilots", "measures", "board")),
    *(("facilitator/follow", name) for name in ("review", "readiness", "evidence")),
    ("sponsor/results", ""),
)
PLAIN = {
    *("Html.body", "BidiComponent.json", "VegaLiteChart.spec", "ArrowVegaLiteChart.spec"),
    *("MultiSelect.options", "Selectbox.options", "Selectbox.raw_value", "Selectbox.id"),
    *("TextArea.default", "TextInput.default", "Text.body", "Arrow.data"),
}
"""Sinks that read no Markdown: our own escaped lines, charts, components, fields and lists."""


@pytest.fixture
def poisoned(demo: Stage) -> str:
    """The code of a workshop whose every sentence tries to be something else."""
    whole = json.loads(json_file.produce(demo.house, demo.console))
    whole["workshop"].update(code="", title=EVIL, ambition=EVIL, client_goal=EVIL)
    for noun, fields in WORDS.items():
        for place, record in enumerate(whole[noun]):
            said = [field for field in fields if record[field] and field != "unit"]
            record.update(dict.fromkeys(said, f"{EVIL} {place}"))
    for project in whole["projects"]:
        for part, field in (("criteria", "text"), ("phases", "title")):
            for place, record in enumerate(project[part]):
                record[field] = f"{EVIL} {place}"
    return json_file.import_workshop(demo.house, json.dumps(whole).encode()).code


def texts(message: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text in what the browser is sent, with the place where it stands."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else (value,):
            if hasattr(one, "ListFields"):
                yield from texts(one, f"{path}.{field.name}")
            elif isinstance(one, str):
                yield f"{path}.{field.name}", one


def sent(node: Any) -> Iterator[tuple[str, str]]:
    """The same of everything on a page."""
    for child in getattr(node, "children", {}).values():
        proto = getattr(child, "proto", None)
        if hasattr(proto, "ListFields"):
            yield from texts(proto, type(proto).__name__)
        yield from sent(child)


@pytest.mark.parametrize("demo", ["fr"], indirect=True)
def test_no_page_reads_markdown_in_what_was_typed(demo: Stage, poisoned: str) -> None:
    demo.new = replace(demo.new, code=poisoned)
    seen = 0
    for page, part in PAGES:
        app = demo.open(page, part)
        assert not app.exception
        for place, text in sent(app._tree):
            seen += EVIL in text
            if place not in PLAIN:
                assert EVIL not in text, (page, part, place)
    assert seen > len(PAGES)

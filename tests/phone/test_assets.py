"""What a cold phone loads: few requests, few bytes, the same script however it is written down."""

import re

import httpx
import pytest

from tests.phone.conftest import OpenRoom
from workshop.phone import assets
from workshop.services import questions, solutions, timer
from workshop.services.questions import QuestionDraft

TOPICS = 16


def fullest(open_room: OpenRoom, phase: str) -> str:
    """A room in this phase with as much on its phones as a workshop has; gives its code."""
    room = open_room()
    room.topics(*(f"Un sujet de longueur ordinaire {number}" for number in range(TOPICS)))
    for number in range(4):
        solutions.add_solution(room.house, room.console, title=f"Une idée pour le sujet {number}")
    if phase != "mood":
        draft = QuestionDraft("Est-ce que cela ressemble à ce que vous vivez ?", "scale")
        label = questions.add_question(room.house, room.console, draft)
        questions.push_question(room.house, room.console, label)
    timer.start_timer(room.house, room.console, minutes=5)
    room.phase(phase)
    return room.code


@pytest.mark.parametrize(
    "phase",
    ["frame", "mood", "capture", "group", "matrix", "vote", "causes", "ideate", "weigh", "close"],
)
async def test_the_cold_page_weighs_less_than_40_kb_in_three_requests(
    phone: httpx.AsyncClient, open_room: OpenRoom, phase: str
) -> None:
    page = await phone.get(f"/j/{fullest(open_room, phase)}")
    assert page.status_code == 200
    total = len(page.content)
    files = re.findall(r'"(/phone-static/[^"]+)"', page.text)
    assert len(files) == 2
    for file in files:
        found = await phone.get(file, headers={"Accept-Encoding": "identity"})
        assert found.status_code == 200
        assert "immutable" in found.headers["cache-control"]
        total += len(found.content)
    assert total <= 40_000  # not even packed


def test_the_script_travels_without_what_only_its_readers_need() -> None:
    script = assets.script()
    assert not re.search(r"^\s*//|^\s|\s//\s", script, flags=re.MULTILINE)
    assert "\n\n" not in script
    for name in assets.SCRIPTS:
        written = (assets.STATIC / name).read_text("utf-8")
        for text in re.findall(
            r'"[^"\n]*"|`[^`\n]*`', re.sub(r"^\s*//.*$", "", written, flags=re.M)
        ):
            assert text in script  # the words of the script stay as they are


@pytest.mark.parametrize("name", assets.SCRIPTS)
def test_no_text_of_the_script_runs_over_the_end_of_a_line(name: str) -> None:
    for line in (assets.STATIC / name).read_text("utf-8").splitlines():
        assert line.count("`") % 2 == 0
        assert line.count('"') % 2 == 0
        assert "'" not in line or line.lstrip().startswith("//") or "//" in line


def test_every_file_of_the_folder_travels() -> None:
    names = {path.name for path in assets.STATIC.iterdir()}
    assert names == {*assets.SCRIPTS, "phone.css"}


def test_the_style_keeps_its_colours_under_short_names() -> None:
    style = assets.style()
    assert "/*" not in style
    defined = set(re.findall(r"(--\w+):", style))
    used = set(re.findall(r"var\((--\w+)\)", style))
    assert used <= defined
    assert len(style) < len((assets.STATIC / "phone.css").read_text("utf-8"))


async def test_the_name_of_a_file_changes_with_its_content() -> None:
    assert assets.address("phone.js") == assets.address("phone.js")
    assert re.fullmatch(r"/phone-static/phone\.[0-9a-f]{10}\.css", assets.address("phone.css"))


def test_only_variables_of_the_script_get_short_names() -> None:
    script = assets.script()
    short = set(re.findall(r"\$[0-9a-f]+\b", script))
    declared = set(re.findall(r"\b(?:function|let) (\$[0-9a-f]+)\b", script))
    assert short == declared
    assert not re.search(r"[^.]\.\$", script)
    assert {"localStorage", "textContent", "dataset", "fields"} <= set(re.findall(r"\w+", script))

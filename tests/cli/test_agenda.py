"""``agenda``: shown, chosen, and begun with."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Type

SHORT = ["frame", "mood", "capture", "group", "matrix", "vote", "plan", "close"]


@pytest.fixture
def code(workshop: Type) -> str:
    made: str = workshop("new", "--title", "Counter", "--lang", "en", "--json").json["code"]
    return made


def test_a_workshop_without_an_agenda_says_so(workshop: Type, code: str) -> None:
    assert "whole road" in workshop("agenda", code).line
    assert workshop("agenda", code, "--json").json == []


def test_an_agenda_is_chosen_shown_and_taken_away(workshop: Type, code: str) -> None:
    chosen = workshop("agenda", code, "--template", "half_day")
    assert chosen.exit_code == 0
    lines = chosen.out.splitlines()
    assert lines[-1] == "180 min in all"
    assert "Break" in lines[4]
    assert workshop("agenda", code.lower()).out == chosen.out
    slots = workshop("agenda", code, "--json").json
    assert sum(slot["minutes"] for slot in slots) == 180
    assert [slot["cut"] for slot in slots] == [0] * len(slots)
    assert workshop("agenda", code, "--template", "none", "--json").json == []


def test_a_workshop_begins_with_an_agenda(workshop: Type) -> None:
    made = workshop("new", "--title", "T", "--agenda", "short", "--json").json
    slots = workshop("agenda", made["code"], "--json").json
    assert [slot["phase"] for slot in slots] == SHORT
    assert sum(slot["minutes"] for slot in slots) == 60


def test_what_was_cut_is_said(workshop: Type, code: str, tmp_path: Path) -> None:
    file = tmp_path / "workshop.json"
    workshop("agenda", code, "--template", "short")
    workshop("export", code, "--format", "json", "-o", str(file))
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["workshop"]["agenda"][5] |= {"minutes": 0, "cut": 5}
    whole["workshop"]["code"] = ""
    file.write_text(json.dumps(whole), encoding="utf-8")
    copy = workshop("import", str(file)).out.split()[-1]
    said = workshop("agenda", copy).out
    assert "(5 min cut)" in said
    assert "55 min in all" in said


@pytest.mark.parametrize(
    "words",
    [
        ("agenda",),
        ("agenda", "K7M4QX"),
        ("agenda", "K7M4QX", "--template", "week"),
        ("agenda", "K7M4QX", "--template"),
        ("new", "--title", "T", "--agenda", "week"),
        ("new", "--title", "T", "--agenda", "none"),
    ],
)
def test_bad_input_is_refused_in_one_line(workshop: Type, words: tuple[str, ...]) -> None:
    assert workshop(*words).refusal

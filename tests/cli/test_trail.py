"""``trail``: what led to an action and what it leads to, in words and as JSON."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def code(workshop: Type, tmp_path: Path) -> str:
    """A workshop with one chain from two cards to an action."""
    code: str = workshop("new", "--title", "Counter", "--lang", "en", "--json").json["code"]
    file = tmp_path / "cards.csv"
    file.write_text("text,side,kind\nWe wait,client,irritant\nWe rush,employee,irritant\n")
    labels = workshop("cards", code, file, "--json").json["labels"]
    workshop("topic", code, "--title", "Waiting", "--cards", ",".join(labels))
    workshop("solution", code, "--title", "Call back", "--topics", "T1")
    workshop("rate", code, "S1", "--by", "client", "--client", "2", "--employee", "-2")
    named = (
        "--owner",
        "Dora",
        "--due",
        "2099-03-01",
        "--measure",
        "Fewer calls",
        "--quadrant",
        "priority",
    )
    assert workshop("action", code, "--what", "Try it", "--solution", "S1", *named).line == "A1"
    return code


def test_the_trail_is_told_chapter_by_chapter(workshop: Type, code: str) -> None:
    told = workshop("trail", code.lower(), "a1").out
    order = ("What the room said", "We wait", "T1", "S1", "A1", "Nothing has been tried yet.")
    places = [told.index(word, 10) for word in order]
    assert places == sorted(places)
    assert "Priority, to confirm" in told


def test_as_json_it_leads_from_cards_to_measures(workshop: Type, code: str) -> None:
    told = workshop("trail", code, "S1", "--json").json
    assert (told["label"], told["title"]) == ("S1", "Call back")
    assert {card["text"] for card in told["cards"]} == {"We wait", "We rush"}
    assert told["topics"][0]["quadrant"] == "priority"
    assert told["solutions"][0]["transfer"] == "amber"
    [action] = told["actions"]
    assert (action["label"], action["owner"], action["solution"]) == ("A1", "Dora", "S1")
    assert action["due"] == "2099-03-01"
    for name in ("causes", "projects", "pilots", "measures", "evidence"):
        assert told[name] == []


@pytest.mark.parametrize("label", ["A9", "C1", "x"])
def test_what_leaves_no_trail_is_refused_in_one_line(workshop: Type, code: str, label: str) -> None:
    assert label in workshop("trail", code, label).refusal


def test_an_unknown_workshop_is_refused(workshop: Type) -> None:
    assert "code" in workshop("trail", "222222", "A1").refusal

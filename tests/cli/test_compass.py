"""``compass``: the hints of a workshop, in words and as JSON."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def code(workshop: Type, tmp_path: Path) -> str:
    """A workshop with a topic of which one side has spoken, in its matrix."""
    made: str = workshop("new", "--title", "Counter", "--lang", "en", "--json").json["code"]
    file = tmp_path / "cards.csv"
    file.write_text("text,side,kind\nWe wait,client,irritant\n")
    [card] = workshop("cards", made, file, "--json").json["labels"]
    workshop("topic", made, "--title", "Waiting", "--cards", card)
    return made


def test_nothing_is_said_until_there_is_something_to_say(workshop: Type, code: str) -> None:
    assert workshop("compass", code, "--json").json == []
    assert "nothing" in workshop("compass", code).line


def test_a_hint_is_said_with_why_and_as_json_with_what_it_rests_on(
    workshop: Type, code: str
) -> None:
    workshop("phase", code, "matrix")
    said, why = workshop("compass", code.lower()).out.splitlines()
    assert "mirror" in said
    assert why.startswith("  ")
    [hint] = workshop("compass", code, "--json").json
    assert hint == {
        "code": "no_mirror",
        "about": ["T1"],
        "rests_on": ["T1 · Waiting"],
        "figures": {"topics": 1},
        "side": None,
        "method": "group",
        "goes_to": "matrix",
    }


def test_an_unknown_workshop_is_refused(workshop: Type) -> None:
    assert workshop("compass", "ABC234").refusal

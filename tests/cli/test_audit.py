"""``audit``: who did what and when, in words and as JSON."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def code(workshop: Type, tmp_path: Path) -> str:
    """A workshop with a card that lies in a topic."""
    made: str = workshop("new", "--title", "Counter", "--lang", "en", "--json").json["code"]
    file = tmp_path / "cards.csv"
    file.write_text("text,side,kind\nWe wait,client,irritant\n")
    [card] = workshop("cards", made, file, "--json").json["labels"]
    assert workshop("topic", made, "--title", "Waiting", "--cards", card).line == "T1"
    return made


def test_the_newest_line_comes_first(workshop: Type, code: str) -> None:
    newest, _, oldest = workshop("audit", code.lower()).out.splitlines()
    assert "T1" in newest
    assert "Waiting" in newest
    assert "Waiting" not in oldest


def test_as_json_it_holds_codes(workshop: Type, code: str) -> None:
    made, _, created = workshop("audit", code, "--json").json
    assert (made["who"], made["what"], made["about"]) == ("console", "make_topic", "T1")
    assert (created["who"], created["what"], created["kind"]) == (
        "laptop", "create_workshop", "access"
    )  # fmt: skip


def test_one_kind_is_shown_alone(workshop: Type, code: str) -> None:
    told = workshop("audit", code, "--kind", "topics", "--json").json
    assert [line["what"] for line in told] == ["make_topic"]
    assert workshop("audit", code, "--kind", "votes", "--json").json == []
    assert "room" in workshop("audit", code, "--kind", "weather").refusal


def test_an_unknown_workshop_is_refused(workshop: Type) -> None:
    assert workshop("audit", "ABC234").refusal

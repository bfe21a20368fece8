"""``solution``: an idea tied to topics or causes, with what it is to those who live with it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type
from workshop.domain.errors import CauseUnknown
from workshop.i18n import words
from workshop.services.actors import Console
from workshop.services.causes import add_cause
from workshop.services.house import House
from workshop.storage.engine import open_database


@pytest.fixture
def code(workshop: Type, database_url: str, tmp_path: Path) -> str:
    """A workshop with a topic and a cause."""
    code: str = workshop("new", "--title", "Counter", "--json").json["code"]
    file = tmp_path / "cards.csv"
    file.write_text("text,side,kind\nWe wait,client,irritant\n")
    labels = workshop("cards", code, file, "--json").json["labels"]
    workshop("topic", code, "--title", "Waiting", "--cards", *labels)
    house = House(open_database(database_url))
    add_cause(house, Console(code), title="Old tool", tag="tool")
    house.database.dispose()
    return code


def test_a_cause_alone_is_enough_and_ticks_are_told(workshop: Type, code: str) -> None:
    ticks = ("--ticks", "Timely", "simple")
    assert workshop("solution", code, "--title", "Renew it", "--causes", "r1", *ticks).line == "S1"
    both = ("--topics", "T1", "--causes", "R1")
    assert workshop("solution", code, "--title", "Call back", *both).line == "S2"
    kept = ("label", "topics", "causes", "ticks")
    told = workshop("show", code, "--json").json["solutions"]
    assert [tuple(line[name] for name in kept) for line in told] == [
        ("S1", [], ["R1"], ["simple", "timely"]),
        ("S2", ["T1"], ["R1"], []),
    ]


def test_an_idea_that_answers_nothing_is_refused(workshop: Type, code: str) -> None:
    for ties in ((), ("--topics", ","), ("--causes", " ")):
        refused = workshop("solution", code, "--title", "Renew it", *ties)
        assert "--causes R1" in refused.refusal
        assert refused.exit_code == 1
    renewed = ("solution", code, "--title", "Renew it")
    unknown = workshop(*renewed, "--causes", "R9").refusal
    assert unknown == words("en").error(CauseUnknown(cause="R9"))
    assert "quick" in workshop(*renewed, "--causes", "R1", "--ticks", "quick").refusal
    assert workshop("show", code, "--json").json["solutions"] == []

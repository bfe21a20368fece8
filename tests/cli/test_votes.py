"""``vote``: rounds from the command line, and what ``show`` tells of them."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Type
from workshop.services.actors import Console
from workshop.services.ballots import vote_by_hand
from workshop.services.house import House
from workshop.storage.engine import open_database

SLIP = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")


@pytest.fixture
def code(workshop: Type, tmp_path: Path) -> str:
    """A workshop with two topics of one card each, and an idea."""
    code: str = workshop("new", "--title", "Counter", "--json").json["code"]
    file = tmp_path / "cards.csv"
    file.write_text("text,side,kind\nWaiting,client,irritant\nForms,employee,irritant\n")
    labels = workshop("cards", code, file, "--json").json["labels"]
    for title, label in zip(("Waiting", "Forms"), labels, strict=True):
        workshop("topic", code, "--title", title, "--cards", label)
    workshop("solution", code, "--title", "Call back", "--topics", "T1")
    return code


@pytest.fixture
def house(workshop: Type) -> Iterator[House]:
    database = open_database(os.environ["WORKSHOP_DATABASE_URL"])
    yield House(database)
    database.dispose()


def test_a_round_is_opened_closed_and_revealed(workshop: Type, code: str) -> None:
    assert workshop("vote", code.lower(), "open", "--budget", "3", "--cap", "1").line == "V1"
    assert "already open" in workshop("vote", code, "open").refusal
    assert workshop("vote", code, "close").line == "V1"
    assert "workshop vote CODE open" in workshop("vote", code, "close").refusal
    assert workshop("vote", code, "reveal").line == "V1"
    assert "workshop vote CODE open" in workshop("vote", code, "reveal").refusal
    assert workshop("vote", code, "open", "--on", "solutions").line == "V2"
    assert workshop("vote", code, "reveal").line == "V2"


def test_codes_follow_the_label_one_a_line(workshop: Type, code: str) -> None:
    label, *codes = workshop("vote", code, "open", "--codes", "12").out.splitlines()
    assert label == "V1"
    assert len(set(codes)) == 12
    assert all(SLIP.fullmatch(slip) for slip in codes)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--budget", "0"), "20"),
        (("--budget", "2", "--cap", "3"), "2"),
        (("--codes", "-1"), "--codes"),
        (("--codes", "501"), "500"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused_and_none_is_opened(
    workshop: Type, code: str, options: tuple[str, ...], says: str
) -> None:
    assert says in workshop("vote", code, "open", *options).refusal
    assert workshop("vote", code, "open").line == "V1"


def test_what_is_not_understood_exits_with_2(workshop: Type, code: str) -> None:
    for typed in (("open", "--on", "cards"), ("count",), ("open", "--cap", "x"), ()):
        assert workshop("vote", code, *typed).exit_code == 2


def test_show_counts_the_points_of_all_rounds_before_any_reveal(
    workshop: Type, code: str, house: House
) -> None:
    workshop("vote", code, "open")
    vote_by_hand(house, Console(code), "V1", {"T1": 3, "T2": 1})
    vote_by_hand(house, Console(code), "V1", {"T2": 1})
    shown = workshop("show", code, "--json").json
    assert shown["counts"]["votes"] == 5
    assert {topic["label"]: topic["votes"] for topic in shown["topics"]} == {"T1": 3, "T2": 2}
    workshop("vote", code, "reveal")
    workshop("vote", code, "open", "--on", "solutions")
    vote_by_hand(house, Console(code), "V2", {"S1": 2})
    shown = workshop("show", code, "--json").json
    assert shown["counts"]["votes"] == 7
    assert {topic["label"]: topic["votes"] for topic in shown["topics"]} == {"T1": 3, "T2": 2}
    workshop("vote", code, "close")
    workshop("vote", code, "open")
    shown = workshop("show", code, "--json").json
    assert {topic["label"]: topic["votes"] for topic in shown["topics"]} == {"T1": 0, "T2": 0}
    assert "7 points" in workshop("show", code).out

"""The reference case of the method from the command line: ``solution``, ``rate``, ``show``."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type
from tests.reference import CHOOSE, RAISE, TEN, Ballot, of_clients


@pytest.fixture
def code(workshop: Type, tmp_path: Path) -> str:
    """A workshop with a topic that both ideas answer."""
    code: str = workshop("new", "--title", "Calls", "--json").json["code"]
    file = tmp_path / "cards.csv"
    file.write_text("text,side,kind\nWaiting,client,irritant\n")
    [label] = workshop("cards", code, file, "--json").json["labels"]
    workshop("topic", code, "--title", "Waiting", "--cards", label)
    return code


def _rate(workshop: Type, code: str, label: str, ballots: tuple[Ballot, ...]) -> None:
    for said in ballots:
        options = [f"--{name}={value}" for name, value in said._asdict().items()]
        assert workshop("rate", code, label, *options).exit_code == 0


def _transfers(workshop: Type, code: str) -> dict[str, tuple[str, str]]:
    found = workshop("show", code, "--json").json["solutions"]
    return {line["title"]: (line["transfer"], line["status"]) for line in found}


def test_ten_ballots_make_one_red_and_the_other_green(workshop: Type, code: str) -> None:
    for title, ballots in TEN.items():
        label = workshop("solution", code, "--title", title, "--topics", "T1").line
        _rate(workshop, code, label, ballots)
    assert _transfers(workshop, code) == {
        RAISE: ("red", "proposed"),
        CHOOSE: ("green", "proposed"),
    }


def test_with_nobody_from_the_paying_side_it_is_amber_and_never_green(
    workshop: Type, code: str
) -> None:
    for title, ballots in TEN.items():
        label = workshop("solution", code, "--title", title, "--topics", "T1").line
        _rate(workshop, code, label, of_clients(ballots))
    assert {transfer for transfer, _ in _transfers(workshop, code).values()} == {"amber"}


def test_a_ballot_may_say_ranges_and_who_else_is_touched(workshop: Type, code: str) -> None:
    label = workshop("solution", code, "--title", "Call back", "--topics", "T1").line
    rate = ("rate", code, label, "--by", "client", "--client", "1", "--employee", "0")
    assert workshop(*rate, "--benefit", "2-4", "--effort", "3", "--suppliers", "-1").exit_code == 0
    assert "5" in workshop(*rate, "--benefit", "2-6").refusal
    assert "2" in workshop(*rate, "--citizens", "3").refusal
    assert "--effort" in workshop(*rate, "--effort", "a lot").refusal

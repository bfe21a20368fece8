"""``suggest``: what the machine proposes, told and not made."""

from itertools import combinations
from pathlib import Path

import pytest

from tests.cli.conftest import Type

TEXTS = (
    "On attend des heures au téléphone",
    "L’attente au téléphone est interminable",
    "Vingt minutes d’attente avant d’avoir quelqu’un",
    "Le formulaire est trop long",
    "Un formulaire de six pages pour une adresse",
    "Formulaire incompréhensible",
    "Le conseiller était très aimable",
)


@pytest.fixture
def code(workshop: Type, tmp_path: Path) -> str:
    code: str = workshop("new", "--title", "Accueil", "--json").json["code"]
    file = tmp_path / "cards.csv"
    lines = [f"{text},client,irritant" for text in TEXTS]
    file.write_text("text,side,kind\n" + "\n".join(lines), encoding="utf-8")
    workshop("cards", code, file)
    return code


def test_it_prints_the_contract_and_changes_nothing(workshop: Type, code: str) -> None:
    workshop("topic", code, "--title", "Attente", "--cards", "C1")
    before = workshop("show", code, "--json").json
    found = workshop("suggest", code, "--json").json
    assert workshop("show", code, "--json").json == before
    assert set(found) == {"topics", "pairs", "seconds"}
    assert found["seconds"] >= 0
    for topic in found["topics"]:
        assert set(topic) == {"title", "cards", "certainty"}
        assert topic["title"]
        assert len(topic["cards"]) > 1
        assert 0 <= topic["certainty"] <= 1


def test_pairs_are_of_different_cards_once_each_the_most_certain_first(
    workshop: Type, code: str
) -> None:
    pairs = workshop("suggest", code, "--json").json["pairs"]
    named = [frozenset((pair["a"], pair["b"])) for pair in pairs]
    # Seven cards: the ten nearest of each are all the others.
    labels = {label for pair in named for label in pair}
    assert len(labels) == len(TEXTS)
    assert set(named) == {frozenset(pair) for pair in combinations(labels, 2)}
    assert len(named) == len(set(named))
    certainties = [pair["certainty"] for pair in pairs]
    assert certainties == sorted(certainties, reverse=True)


@pytest.mark.parametrize("wanted", [1, 2, 3, 7])
def test_so_many_topics_as_asked_hold_every_card(workshop: Type, code: str, wanted: int) -> None:
    found = workshop("suggest", code, "--topics", wanted, "--json").json
    assert len(found["topics"]) == wanted
    held = [card for topic in found["topics"] for card in topic["cards"]]
    assert len(held) == len(set(held)) == len(TEXTS)
    titles = [topic["title"] for topic in found["topics"]]
    assert len(set(titles)) == wanted


@pytest.mark.parametrize("wanted", ["0", "8", "-1"])
def test_more_topics_than_cards_or_none_is_refused(workshop: Type, code: str, wanted: str) -> None:
    assert "between 1 and 7" in workshop("suggest", code, "--topics", wanted).refusal


def test_without_a_card_there_is_nothing_to_propose(workshop: Type) -> None:
    code = workshop("new", "--title", "Bare", "--json").json["code"]
    found = workshop("suggest", code, "--json").json
    assert (found["topics"], found["pairs"]) == ([], [])
    assert workshop("suggest", code, "--topics", "2").refusal


def test_without_json_each_topic_is_told_with_its_cards(workshop: Type, code: str) -> None:
    head, *lines = workshop("suggest", code, "--topics", "2").out.splitlines()
    assert head == "2 topics proposed"
    assert len(lines) == 4
    assert "certainty: " in lines[0]
    assert "C" in lines[1]


def test_an_unknown_workshop_is_one_line(on_sqlite: Type) -> None:
    assert "No open workshop" in on_sqlite("suggest", "ABC234").refusal

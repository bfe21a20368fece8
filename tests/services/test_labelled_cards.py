"""Forty hand-labelled cards: each unambiguous topic lies where its label says, and turning one
side's cards around moves exactly that topic."""

from dataclasses import replace

import pytest

from tests.services.cast import Cast
from workshop.services import capture, topics, workshops
from workshop.services.actors import Console
from workshop.services.capture import CardRow
from workshop.services.views.workshop import TopicLine, read_workshop_view

# title: (client delights, client irritants, team delights, team irritants), its quadrant by hand
LABELLED = {
    "Vingt minutes d’attente": ((0, 4, 0, 4), "priority"),
    "Le numéro introuvable": ((0, 3, 3, 0), "indicators"),
    "Le cousu main de Léa": ((3, 0, 0, 3), "treat_next"),
    "Le rappel tenu": ((4, 0, 4, 0), "capitalise"),
    "Le technicien": ((0, 3, 0, 2), "priority"),
    "Le serveur vocal": ((1, 1, 1, 0), "contested"),
    "Le mot de passe": ((0, 4, 0, 0), "one_side_missing"),
}
SIDES = ("client", "employee")
TURNED = {
    ("priority", "client"): "treat_next",
    ("priority", "employee"): "indicators",
    ("indicators", "client"): "capitalise",
    ("indicators", "employee"): "priority",
    ("treat_next", "client"): "priority",
    ("treat_next", "employee"): "capitalise",
    ("capitalise", "client"): "indicators",
    ("capitalise", "employee"): "treat_next",
}
"""Where a topic goes when one side says the contrary; the two others stay what they are."""


def matrix(cast: Cast, *, turned: str = "", side: str = "") -> dict[str, TopicLine]:
    """The topics by title; ``turned``: the one whose cards of ``side`` say the contrary."""
    new = workshops.create_workshop(cast.house, title="Forty", language="en")
    actor = Console(new.code)
    for title, (counts, _) in LABELLED.items():
        rows = []
        for place, count in enumerate(counts):
            here, delights = SIDES[place // 2], place % 2 == 0
            if (title, here) == (turned, side):
                delights = not delights
            kind = "enchantment" if delights else "irritant"
            rows += [CardRow(f"{title} {n}", here, kind, "") for n in range(count)]
        cards = capture.import_cards(cast.house, actor, rows)
        topics.make_topic(cast.house, actor, title=title, cards=cards)
    view = read_workshop_view(cast.house, actor)
    assert len(view.cards) == 40
    # The labels of the cards are drawn by lot.
    return {topic.title: replace(topic, cards=()) for topic in view.topics}


def test_each_topic_lies_where_its_label_says(cast: Cast) -> None:
    found = {title: topic.quadrant.value for title, topic in matrix(cast).items()}
    assert found == {title: quadrant for title, (_, quadrant) in LABELLED.items()}


@pytest.mark.parametrize("side", SIDES)
def test_turning_one_side_around_moves_exactly_that_topic(cast: Cast, side: str) -> None:
    before = matrix(cast)
    for title, (_, quadrant) in LABELLED.items():
        after = matrix(cast, turned=title, side=side)
        assert after[title].quadrant == TURNED.get((quadrant, side), quadrant), title
        assert {name: line for name, line in after.items() if name != title} == {
            name: line for name, line in before.items() if name != title
        }

"""What a facilitator finds by its words."""

import json

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.services import (
    actions,
    capture,
    causes,
    measures,
    moderation,
    people,
    pilots,
    projects,
    solutions,
    topics,
)
from workshop.services.actions import ActionDraft
from workshop.services.measures import MeasureDraft
from workshop.services.people import PersonDraft
from workshop.services.pilots import PilotDraft
from workshop.services.projects import ProjectDraft
from workshop.services.views.search import LONGEST, Thing, read_search

MOST_BYTES = 300_000
"""Of 500 cards of usual length, a letter of French up to two bytes."""


def found(cast: Cast) -> dict[str, Thing]:
    return {
        f"{thing.kind} {thing.label}": thing for thing in read_search(cast.house, cast.alice).things
    }


def test_everything_that_has_words_is_found_by_its_label(cast: Cast) -> None:
    house, alice = cast.house, cast.alice
    card = cast.card(text="Nobody answers")
    topic = topics.make_topic(house, alice, title="Waiting", cards=[card])
    causes.add_cause(house, alice, title="One line only", topics=[topic])
    solutions.add_solution(house, alice, title="Call back", topics=[topic])
    actions.add_action(house, alice, ActionDraft("Try it", "Ann", topic=topic))
    projects.add_project(house, alice, ProjectDraft(title="New desk", owner="Ann"))
    people.add_person(house, alice, PersonDraft("Ben", job="Head"))
    pilot = PilotDraft("First try", "Ten people")
    pilots.add_pilot(house, alice, pilot)
    measures.add_measure(house, alice, MeasureDraft("client", "Minutes"))
    things = read_search(house, alice).things
    kinds = dict.fromkeys(thing.kind for thing in things)
    road = "step card topic cause idea action project person pilot measure"
    assert list(kinds) == road.split()
    by_label = {thing.label: thing for thing in things}  # P1 is Ann, who carries A1
    assert by_label[card] == Thing("card", card, "Nobody answers")
    assert by_label[str(cast.steps[0])] == Thing(
        "step", str(cast.steps[0]), "Arrive", "Arrive, our side"
    )
    assert by_label["A1"] == Thing("action", "A1", "Try it", "Ann")
    assert by_label["P2"] == Thing("person", "P2", "Ben", "Head")
    assert by_label["E1"] == Thing("pilot", "E1", "First try", "Ten people")
    assert [by_label[label].words for label in ("T1", "R1", "S1", "J1", "M1")] == [
        "Waiting",
        "One line only",
        "Call back",
        "New desk",
        "Minutes",
    ]


def test_a_card_off_the_wall_says_so_and_a_withdrawn_one_is_not_found(cast: Cast) -> None:
    sent = cast.sent("you")
    aside, gone = cast.card("me"), cast.send(capture.add_cards, sent).label
    moderation.set_aside(cast.house, cast.alice, aside, reason="twice")
    assert f"card {gone}" in found(cast)
    cast.send(capture.edit_own_cards, capture.CardEdit("you", sent.card_id, None))
    assert f"aside {aside}" in found(cast)
    assert not [name for name in found(cast) if name.endswith(f" {gone}")]


def test_a_topic_that_was_removed_is_not_found(cast: Cast) -> None:
    topic = topics.make_topic(cast.house, cast.alice, title="Waiting", cards=cast.cards(1))
    assert f"topic {topic}" in found(cast)
    topics.dissolve_topic(cast.house, cast.alice, topic)
    assert f"topic {topic}" not in found(cast)


def test_the_revision_is_that_of_what_was_read(cast: Cast) -> None:
    before = read_search(cast.house, cast.alice).revision
    cast.card()
    assert read_search(cast.house, cast.alice).revision > before


def test_only_facilitators_find_anything(cast: Cast) -> None:
    for nobody in (cast.sam, cast.charlie):
        with pytest.raises(WorkshopUnknown):
            read_search(cast.house, nobody)
    assert read_search(cast.house, cast.bob).things


def test_five_hundred_cards_are_a_light_list(cast: Cast) -> None:
    rows = [
        capture.CardRow(
            text=f"Carte n° {n} : " + "é" * 140, side="client", kind="irritant", step=""
        )
        for n in range(500)
    ]
    capture.import_cards(cast.house, cast.alice, rows)
    things = read_search(cast.house, cast.alice).things
    assert len(things) > 500
    assert max(len(thing.words) for thing in things) <= LONGEST
    told = [[thing.kind, thing.label, thing.words, thing.also] for thing in things]
    assert len(json.dumps(told, ensure_ascii=False).encode()) < MOST_BYTES

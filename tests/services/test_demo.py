"""The demo workshop: one of each treatment, in both languages."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from tests.services.cast import Clock
from workshop.domain.errors import HumanUnanswered, ValueUnknown
from workshop.domain.leaders import Level
from workshop.live import Hub
from workshop.services.actors import Console
from workshop.services.adoption import adopt_solution
from workshop.services.archive.reading import read_archive
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.templates import demo
from workshop.services.transaction import snapshot
from workshop.services.views.follow import read_follow
from workshop.services.views.roadmap import read_roadmap
from workshop.services.views.trail import read_web
from workshop.services.views.workshop import read_workshop_view

QUADRANTS = [
    *["priority"] * 3,
    *["indicators"] * 2,
    *["treat_next"] * 2,
    *["capitalise"] * 2,
    "priority",
    "contested",
    "one_side_missing",
]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demo_shows_each_treatment(house: House, clock: Clock, language: str) -> None:
    new = create_demo(house, language)
    view = read_workshop_view(house, Console(new.code))
    topics = {topic.label: topic for topic in view.topics}
    assert [topics[f"T{number}"].quadrant for number in range(1, 13)] == QUADRANTS
    assert [label for label, topic in topics.items() if topic.computed.to_confirm] == ["T10"]
    transfers = [solution.verdict.transfer for solution in view.solutions]
    assert transfers == ["red", "green", "green", "green", "amber", "amber"]
    assert view.workshop.phase == "matrix"
    assert view.workshop.language == language
    assert view.workshop.template == "demo"
    assert view.workshop.title == demo(language)["title"]
    assert view.participants == 24
    assert len(view.cards) == 68
    assert len(view.steps) == 7
    assert [action.due for action in view.actions] == [
        clock.now.date() + timedelta(days=days) for days in (45, 120, 75, 30)
    ]
    assert all(action.status == "open" for action in view.actions)


def test_nobody_rates_a_solution_twice_and_each_speaks_for_their_side(house: House) -> None:
    new = create_demo(house, "fr")
    with snapshot(house, Console(new.code)) as seen:
        archive = read_archive(seen)
    twice = Counter((rating.solution, rating.voice) for rating in archive.ratings)
    assert max(twice.values()) == 1
    speaks_for = {person.voice: person.speaks_for for person in archive.participants}
    expected = Counter(
        (f"S{number}", rating["by"])
        for number, solution in enumerate(demo("fr")["solutions"], 1)
        for rating in solution["ratings"]
    )
    assert Counter((r.solution, speaks_for[r.voice]) for r in archive.ratings) == expected


def test_each_step_has_its_moods_each_by_another_who_speaks_for_that_side(house: House) -> None:
    view = read_workshop_view(house, Console(create_demo(house, "fr").code))
    assert len(view.moods) == 7
    assert {(mood.client_voices, mood.employee_voices) for mood in view.moods} == {(6, 18)}
    worn = view.moods[4]  # the client is delighted, the team is not
    assert worn.client is not None
    assert worn.client >= 1
    assert worn.employee is not None
    assert worn.employee <= -1
    assert [question.answers for question in view.questions if question.about] == [18] * 4


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_roadmap_of_the_demo_has_an_arrow_and_dated_gates(house: House, language: str) -> None:
    roadmap = read_roadmap(house, Console(create_demo(house, language).code))
    assert {line.label: line.needs for line in roadmap.actions if line.needs} == {"A2": ("A4",)}
    assert roadmap.problems == ()
    assert len(roadmap.gates) == 3
    assert all(gate.ends_on for gate in roadmap.gates)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_idea_asks_what_stays_human_and_cannot_be_adopted_unanswered(
    house: House, language: str
) -> None:
    console = Console(create_demo(house, language).code)
    view = read_workshop_view(house, console)
    [asked] = [line for line in view.solutions if line.automates]
    assert asked.human_steps == (view.steps[5].client_title,)
    assert [line.label for line in view.solutions if line.human_steps and line.automates] == ["S5"]
    with pytest.raises(HumanUnanswered):
        adopt_solution(house, console, asked.label)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demo_goes_from_every_cause_and_measure_to_what_it_belongs_to(
    house: House, language: str
) -> None:
    web = read_web(house, Console(create_demo(house, language).code))
    assert all(web.trail(cause.label).solutions for cause in web.view.causes)
    assert all(line.baseline and line.latest for line in web.measures)
    whole = web.trail("A1")
    parts = (whole.cards, whole.topics, whole.causes, whole.solutions)
    assert all(parts)
    assert all((whole.projects, whole.pilots, whole.measures, whole.evidence))


def test_two_levels_have_committed_themselves_in_the_demo(house: House) -> None:
    leaders = read_follow(house, Console(create_demo(house, "fr").code)).leaders
    assert leaders.silent == (Level.DIRECTOR, Level.TEAM)
    assert [line.kept_on is None for line in leaders.commitments] == [True, False]


def test_each_call_makes_another_demo(house: House) -> None:
    assert create_demo(house, "fr").code != create_demo(house, "fr").code


def test_a_language_we_do_not_have_is_refused(house: House) -> None:
    with pytest.raises(ValueUnknown):
        create_demo(house, "de")


def test_cards_come_in_a_random_order_with_dealt_labels(house: House) -> None:
    other = House(house.database, chance=random.Random(8), hub=Hub())
    orders = []
    for home in (house, other):
        view = read_workshop_view(home, Console(create_demo(home, "en").code))
        orders.append([card.text for card in view.cards])
        assert sorted(int(card.label[1:]) for card in view.cards)[:64] == list(range(1, 65))
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]

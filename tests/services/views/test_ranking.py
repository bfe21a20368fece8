"""The room's order of ideas beside the stakeholders', and what benefit and effort say."""

import pytest

from tests.services.cast import Cast
from workshop.domain.ranking import Mark, Places
from workshop.domain.weighing import Crossing
from workshop.services import ballots, people, ratings, solutions, votes, workshops
from workshop.services.actors import Named
from workshop.services.people import PersonDraft
from workshop.services.stakeholders import rank_solutions
from workshop.services.views.ranking import Basis, RankingView, read_ranking
from workshop.services.votes import NewVote


@pytest.fixture
def ruth(cast: Cast) -> Named:
    return stakeholder(cast, "Ruth")


def stakeholder(cast: Cast, name: str) -> Named:
    label = people.add_person(cast.house, cast.alice, PersonDraft(name, ranks=True))
    return Named(cast.code, people.new_person_link(cast.house, cast.alice, label))


def ideas(cast: Cast, count: int) -> None:
    for n in range(count):
        solutions.add_solution(cast.house, cast.alice, title=f"Idea {n + 1}", topics=[])


def weigh(cast: Cast, label: str, benefit: int, effort: int, *, scorers: int = 3) -> None:
    for _ in range(scorers):
        ratings.rate(
            cast.house,
            cast.alice,
            label,
            by="client",
            client=0,
            employee=0,
            usability=0,
            benefit=(benefit, benefit),
            effort=(effort, effort),
        )


def vote(cast: Cast, points: dict[str, int], *, chosen: list[str] | None = None) -> None:
    workshops.set_phase(cast.house, cast.alice, "vote")
    votes.close_vote(cast.house, cast.alice, "V1")  # the phase has opened one on topics
    new = NewVote(subject="solutions", chosen=tuple(chosen or ()), budget=10)
    label = votes.open_vote(cast.house, cast.alice, new)
    ballots.vote_by_hand(cast.house, cast.alice, label, points)
    votes.reveal_vote(cast.house, cast.alice, label)


def view(cast: Cast) -> RankingView:
    return read_ranking(cast.house, cast.alice)


def order(cast: Cast) -> list[tuple[str, float | None]]:
    return [(idea.line.label, idea.score) for idea in view(cast).ideas]


def test_without_votes_or_ranges_the_room_has_no_order(cast: Cast, ruth: Named) -> None:
    ideas(cast, 2)
    rank_solutions(cast.house, ruth, {"S1": Mark(5, 5)})
    seen = view(cast)
    assert seen.basis is Basis.NOTHING
    assert order(cast) == [("S1", None), ("S2", None)]
    assert [idea.places for idea in seen.ideas] == [None, None]
    assert [idea.gap for idea in seen.ideas] == [0, 0]


def test_the_room_puts_first_what_brings_most_for_the_least(cast: Cast) -> None:
    ideas(cast, 3)
    weigh(cast, "S1", benefit=2, effort=4)
    weigh(cast, "S2", benefit=5, effort=2)
    weigh(cast, "S3", benefit=5, effort=1, scorers=2)  # two people are no room
    assert order(cast) == [("S2", 3), ("S1", -2), ("S3", None)]
    seen = view(cast)
    assert seen.basis is Basis.RANGES
    assert [idea.line.label for idea in seen.worth(Crossing.QUICK_WIN)] == ["S2"]
    assert [idea.line.label for idea in seen.worth(Crossing.LEAVE)] == ["S1"]
    assert seen.worth(Crossing.BIG_BET) == ()


def test_votes_count_before_ranges_and_an_idea_without_points_comes_last(cast: Cast) -> None:
    ideas(cast, 3)
    weigh(cast, "S3", benefit=5, effort=1)
    vote(cast, {"S1": 1, "S2": 3})
    assert view(cast).basis is Basis.VOTES
    assert order(cast) == [("S2", 3), ("S1", 1), ("S3", 0)]


def test_an_idea_that_was_not_voted_on_has_no_place_in_the_rooms_order(cast: Cast) -> None:
    ideas(cast, 3)
    vote(cast, {"S1": 1, "S2": 3}, chosen=["S1", "S2"])
    assert order(cast) == [("S2", 3), ("S1", 1), ("S3", None)]


def test_gaps_say_how_far_apart_the_two_orders_put_an_idea(cast: Cast, ruth: Named) -> None:
    ideas(cast, 4)
    vote(cast, {"S1": 1, "S2": 2, "S3": 3})
    ballot = {"S1": Mark(5, 5), "S2": Mark(3, 4), "S3": Mark(1, 2)}
    rank_solutions(cast.house, ruth, ballot)
    seen = view(cast)
    assert {idea.line.label: idea.places for idea in seen.ideas} == {
        "S3": Places(1, 3),
        "S2": Places(2, 2),
        "S1": Places(3, 1),
        "S4": None,
    }
    assert [(idea.line.label, idea.gap) for idea in seen.gaps] == [("S3", -2), ("S1", 2)]


def test_who_has_not_answered_for_every_idea_is_named(cast: Cast, ruth: Named) -> None:
    ideas(cast, 2)
    paul = stakeholder(cast, "Paul")
    stakeholder(cast, "Zoe")
    rank_solutions(cast.house, ruth, {"S1": Mark(5, 5), "S2": Mark(1, 1)})
    rank_solutions(cast.house, paul, {"S1": Mark(5, 5)})
    seen = view(cast)
    assert seen.asked == 2
    assert [(who.name, who.answered) for who in seen.stakeholders] == [
        ("Ruth", 2),
        ("Paul", 1),
        ("Zoe", 0),
    ]
    assert [who.name for who in seen.silent] == ["Paul", "Zoe"]

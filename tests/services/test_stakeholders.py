"""Named stakeholders rank ideas: who may, what they may say, and about which ideas."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import (
    MarkMissing,
    NumberOutOfRange,
    SolutionUnknown,
    StakeholderUnknown,
    WorkshopUnknown,
)
from workshop.domain.ranking import Mark, Opinion
from workshop.services import (
    adoption,
    ballots,
    people,
    ratings,
    solutions,
    stakeholders,
    topics,
    votes,
    workshops,
)
from workshop.services.actors import Named
from workshop.services.people import PersonDraft
from workshop.services.stakeholders import rank_solutions
from workshop.services.views.mine import read_mine
from workshop.services.views.ranking import read_ranking
from workshop.services.votes import NewVote


@pytest.fixture
def ruth(cast: Cast) -> Named:
    return stakeholder(cast, "Ruth")


def stakeholder(cast: Cast, name: str, *, ranks: bool = True) -> Named:
    label = people.add_person(cast.house, cast.alice, PersonDraft(name, ranks=ranks))
    return Named(cast.code, people.new_person_link(cast.house, cast.alice, label))


def ideas(cast: Cast, count: int) -> list[str]:
    topic = topics.make_topic(cast.house, cast.alice, title="Topic", cards=cast.cards(1))
    return [
        solutions.add_solution(cast.house, cast.alice, title=f"Idea {n + 1}", topics=[topic])
        for n in range(count)
    ]


def marks(cast: Cast, actor: Named) -> dict[str, Mark | None]:
    return {idea.label: idea.mark for idea in read_mine(cast.house, actor).ideas}


def opinion(cast: Cast, label: str) -> Opinion | None:
    [found] = [
        idea for idea in read_ranking(cast.house, cast.alice).ideas if idea.line.label == label
    ]
    return found.opinion


def test_a_stakeholder_says_what_can_be_done_and_what_they_stand_behind(
    cast: Cast, ruth: Named
) -> None:
    ideas(cast, 2)
    rank_solutions(cast.house, ruth, {"S1": Mark(4, 2)})
    assert marks(cast, ruth) == {"S1": Mark(4, 2), "S2": None}
    assert read_mine(cast.house, ruth).ranked == 1
    assert opinion(cast, "S1") == Opinion(4, 2, 1)


def test_the_last_word_counts_and_each_stakeholder_once(cast: Cast, ruth: Named) -> None:
    ideas(cast, 2)
    paul = stakeholder(cast, "Paul")
    rank_solutions(cast.house, ruth, {"S1": Mark(5, 5), "S2": Mark(1, 1)})
    rank_solutions(cast.house, ruth, {"S1": Mark(3, 2)})
    rank_solutions(cast.house, paul, {"S1": Mark(4, 5)})
    rank_solutions(cast.house, paul, {})
    assert opinion(cast, "S1") == Opinion(3.5, 3.5, 2)
    assert marks(cast, ruth) == {"S1": Mark(3, 2), "S2": Mark(1, 1)}
    assert marks(cast, paul) == {"S1": Mark(4, 5), "S2": None}


@pytest.mark.parametrize("mark", [Mark(0, 3), Mark(3, 6), Mark(True, 3), Mark(3, 2.5)])  # type: ignore[arg-type]
def test_a_mark_out_of_range_is_refused_with_all_that_came_with_it(
    cast: Cast, ruth: Named, mark: Mark
) -> None:
    ideas(cast, 2)
    with pytest.raises(NumberOutOfRange):
        rank_solutions(cast.house, ruth, {"S1": Mark(3, 3), "S2": mark})
    assert marks(cast, ruth) == {"S1": None, "S2": None}


@pytest.mark.parametrize("label", ["S9", "T1", "", "S1\x00", "s1"])
def test_an_unknown_idea_is_refused_with_all_that_came_with_it(
    cast: Cast, ruth: Named, label: str
) -> None:
    ideas(cast, 1)
    with pytest.raises(SolutionUnknown):
        rank_solutions(cast.house, ruth, {"S1": Mark(3, 3), label: Mark(3, 3)})
    assert marks(cast, ruth) == {"S1": None}


def test_only_those_who_are_asked_rank(cast: Cast, ruth: Named) -> None:
    ideas(cast, 1)
    nadia = stakeholder(cast, "Nadia", ranks=False)
    with pytest.raises(StakeholderUnknown):
        rank_solutions(cast.house, nadia, {"S1": Mark(3, 3)})
    assert read_mine(cast.house, nadia).ideas == ()
    people.revoke_person_links(cast.house, cast.alice, "P1")
    with pytest.raises(WorkshopUnknown):
        rank_solutions(cast.house, ruth, {"S1": Mark(3, 3)})
    assert opinion(cast, "S1") is None


def test_who_is_not_asked_any_more_counts_no_more(cast: Cast, ruth: Named) -> None:
    ideas(cast, 1)
    rank_solutions(cast.house, ruth, {"S1": Mark(3, 3)})
    people.save_person(cast.house, cast.alice, "P1", PersonDraft("Ruth"))
    assert opinion(cast, "S1") is None
    assert read_ranking(cast.house, cast.alice).stakeholders == ()


def test_an_idea_that_was_left_aside_is_asked_about_no_more(cast: Cast, ruth: Named) -> None:
    ideas(cast, 2)
    rank_solutions(cast.house, ruth, {"S2": Mark(3, 3)})
    adoption.set_aside_solution(cast.house, cast.alice, "S2")
    assert marks(cast, ruth) == {"S1": None}
    with pytest.raises(SolutionUnknown):
        rank_solutions(cast.house, ruth, {"S2": Mark(4, 4)})
    assert [idea.line.label for idea in read_ranking(cast.house, cast.alice).ideas] == ["S1"]


def test_stakeholders_are_asked_about_the_ideas_with_most_ballots(cast: Cast, ruth: Named) -> None:
    labels = ideas(cast, 10)
    for label in labels[2:]:
        ratings.rate(cast.house, cast.alice, label, by="client", client=1, employee=0, usability=0)
    assert list(marks(cast, ruth)) == labels[2:]


def test_once_the_room_has_voted_they_are_asked_about_the_ideas_with_points(
    cast: Cast, ruth: Named
) -> None:
    ideas(cast, 4)
    workshops.set_phase(cast.house, cast.alice, "vote")
    votes.close_vote(cast.house, cast.alice, "V1")  # the phase has opened one on topics
    label = votes.open_vote(cast.house, cast.alice, NewVote(subject="solutions"))
    ballots.vote_by_hand(cast.house, cast.alice, label, {"S2": 2, "S4": 1})
    assert list(marks(cast, ruth)) == ["S1", "S2", "S3", "S4"]
    votes.reveal_vote(cast.house, cast.alice, label)
    assert list(marks(cast, ruth)) == ["S2", "S4"]


def test_an_adopted_idea_is_always_asked_about(cast: Cast, ruth: Named) -> None:
    labels = ideas(cast, 10)
    for label in labels[2:]:
        ratings.rate(cast.house, cast.alice, label, by="client", client=1, employee=0, usability=0)
    adoption.adopt_solution(cast.house, cast.alice, "S1")
    assert list(marks(cast, ruth)) == ["S1", *labels[2:]]


def test_two_stakeholders_at_once_are_both_heard(cast: Cast) -> None:
    ideas(cast, 3)
    crowd = [stakeholder(cast, f"Person {n}") for n in range(6)]
    ballot = {f"S{n}": Mark(n + 1, 5) for n in (1, 2, 3)}
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda actor: rank_solutions(cast.house, actor, ballot), crowd * 3))
    assert opinion(cast, "S2") == Opinion(3, 5, 6)
    assert read_ranking(cast.house, cast.alice).silent == ()


def test_a_mark_from_elsewhere_is_checked_alike() -> None:
    assert stakeholders.clean_mark(Mark(1, 5)) == Mark(1, 5)
    with pytest.raises(NumberOutOfRange) as refused:
        stakeholders.clean_mark(Mark(1, 6))
    assert refused.value.facts == {"field": "buy_in", "low": 1, "high": 5}


def test_marks_are_read_from_a_form_two_by_two() -> None:
    sent = {
        "once": "x",
        "feasibility-S1": "5",
        "buy_in-S1": "2",
        "feasibility-S2": "",
        "buy_in-S2": "",
        "other-S3": "4",
        "feasibility-S4": "6",
        "buy_in-S4": "x",
    }
    assert stakeholders.read_marks(sent) == {"S1": Mark(5, 2), "S4": Mark(0, 0)}
    for half in ("feasibility", "buy_in"):
        with pytest.raises(MarkMissing) as refused:
            stakeholders.read_marks({f"{half}-S1": "3"})
        assert refused.value.facts == {"solution": "S1"}

"""A person's own page: their actions and marks, and nobody else's."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.cast import Cast, Clock
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.ranking import Mark
from workshop.domain.words import ActionDeed, Transfer
from workshop.services import actions, handling, people, ratings, solutions
from workshop.services.actions import ActionDraft
from workshop.services.actors import Named
from workshop.services.people import PersonDraft
from workshop.services.stakeholders import rank_solutions
from workshop.services.views.mine import MyPage, Said, read_mine

WHOLE = ActionDraft(
    "Open a second counter",
    "Nadia",
    due=date(2026, 3, 20),
    measure="Waiting under ten minutes",
    status="open",
    quadrant="priority",
)


def person(cast: Cast, name: str, *, ranks: bool = False) -> Named:
    label = people.add_person(cast.house, cast.alice, PersonDraft(name, ranks=ranks))
    return Named(cast.code, people.new_person_link(cast.house, cast.alice, label))


@pytest.fixture
def nadia(cast: Cast) -> Named:
    return person(cast, "Nadia")


def page(cast: Cast, actor: Named) -> MyPage:
    return read_mine(cast.house, actor)


def test_the_page_says_whose_it_is_and_of_which_workshop(cast: Cast, nadia: Named) -> None:
    seen = page(cast, nadia)
    assert (seen.code, seen.title, seen.language, seen.name) == (
        cast.code,
        "Counter",
        "en",
        "Nadia",
    )
    assert (seen.actions, seen.ideas, seen.ranks, seen.ranked) == ((), (), False, 0)
    assert seen.today == date(2026, 3, 12)


def test_only_ones_own_committed_actions_are_there(cast: Cast, nadia: Named) -> None:
    actions.add_action(cast.house, cast.alice, WHOLE)
    actions.add_action(cast.house, cast.alice, replace(WHOLE, owner="Paul"))
    actions.add_action(cast.house, cast.alice, replace(WHOLE, status="draft"))
    [mine] = page(cast, nadia).actions
    assert (mine.label, mine.what, mine.measure, mine.due) == (
        "A1",
        WHOLE.what,
        WHOLE.measure,
        WHOLE.due,
    )
    assert (mine.status, mine.asked, mine.days_late, mine.said) == ("open", False, 0, ())


def test_what_is_late_comes_first_and_what_is_done_apart(
    cast: Cast, nadia: Named, clock: Clock
) -> None:
    for day, status in ((25, "open"), (18, "blocked"), (14, "done"), (15, "dropped")):
        draft = replace(WHOLE, due=date(2026, 3, day), status=status)
        actions.add_action(cast.house, cast.alice, draft)
    clock.go_on(days=8)
    actions.add_action(cast.house, cast.alice, replace(WHOLE, status="done"))
    seen = page(cast, nadia)
    assert [(mine.label, mine.days_late) for mine in seen.under_way] == [("A2", 2), ("A1", 0)]
    assert [(mine.label, mine.days_late) for mine in seen.done] == [("A5", 0), ("A3", 0)]


def test_an_action_that_waits_for_a_yes_says_until_when(cast: Cast, nadia: Named) -> None:
    paul = person(cast, "Paul")
    actions.add_action(cast.house, cast.alice, WHOLE)
    handling.hand_over(cast.house, nadia, "A1", "paul", "You know the counter better.")
    assert page(cast, nadia).actions == ()
    [mine] = page(cast, paul).actions
    assert (mine.asked, mine.answer_by) == (True, date(2026, 3, 19))
    assert mine.said == (
        Said(date(2026, 3, 12), ActionDeed.HANDED_OVER, "Nadia", "You know the counter better."),
    )
    handling.accept_action(cast.house, paul, "A1")
    assert not page(cast, paul).actions[0].asked


def test_the_last_words_on_an_action_are_there(cast: Cast, nadia: Named) -> None:
    actions.add_action(cast.house, cast.alice, WHOLE)
    for word in ("One", "Two", "Three", "Four"):
        handling.say_of_action(cast.house, nadia, "A1", word)
    [mine] = page(cast, nadia).actions
    assert [said.says for said in mine.said] == ["Four", "Three", "Two"]


def test_a_stakeholder_reads_the_rooms_verdict_beside_each_idea(cast: Cast) -> None:
    ruth = person(cast, "Ruth", ranks=True)
    paid, fresh = (
        solutions.add_solution(cast.house, cast.alice, title=title, topics=[])
        for title in ("Raise productivity", "Let the client choose")
    )
    for by, client, employee in (("client", 1, 0), ("employee", 1, -2)):
        ratings.rate(
            cast.house, cast.alice, paid, by=by, client=client, employee=employee, usability=0
        )
    rank_solutions(cast.house, ruth, {fresh: Mark(5, 4)})
    seen = page(cast, ruth)
    assert [(idea.label, idea.transfer, idea.payer, idea.mark) for idea in seen.ideas] == [
        (paid, Transfer.RED, "employee", None),
        (fresh, None, None, Mark(5, 4)),
    ]
    assert (seen.ranks, seen.ranked) == (True, 1)


def test_a_dead_link_reads_nothing(cast: Cast, nadia: Named) -> None:
    people.revoke_person_links(cast.house, cast.alice, "P1")
    with pytest.raises(WorkshopUnknown):
        page(cast, nadia)

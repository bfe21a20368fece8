"""Which ideas the room goes on with, and what must be answered before."""

import threading
from collections.abc import Callable

import pytest

from tests.services.cast import Cast
from workshop.domain.errors import (
    HumanUnanswered,
    PainUnanswered,
    SolutionUnknown,
    SolutionUntied,
    TextTooLong,
    WorkshopError,
)
from workshop.domain.text import NOTE_LIMIT
from workshop.domain.words import Side, SolutionStatus, Source, Transfer
from workshop.services import adoption, causes, journeys, ratings, solutions, topics, workshops
from workshop.services.capture import CardRow, import_cards
from workshop.services.ratings import read_rating_tasks
from workshop.services.templates import StepDraft
from workshop.services.transaction import find_workshop, glance
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import read_workshop_view


@pytest.fixture
def idea(cast: Cast) -> str:
    """An idea that answers a topic of one card."""
    topic = topics.make_topic(cast.house, cast.alice, title="Waiting", cards=[cast.card()])
    return solutions.add_solution(cast.house, cast.alice, title="Call back", topics=[topic])


def _line(cast: Cast, label: str) -> SolutionLine:
    view = read_workshop_view(cast.house, cast.alice)
    return next(line for line in view.solutions if line.label == label)


def _rate(cast: Cast, label: str, by: str, *, client: int = 0, employee: int = 0) -> None:
    ratings.rate(
        cast.house, cast.alice, label, by=by, client=client, employee=employee, usability=0
    )


def _make_red(cast: Cast, label: str) -> None:
    _rate(cast, label, "client", client=2)
    _rate(cast, label, "employee", employee=-2)


def _human_topic(cast: Cast, *, steps: int = 1) -> str:
    """A topic whose cards are about steps at which people meet."""
    cards = []
    for number in range(steps):
        step = journeys.add_step(
            cast.house, cast.alice, StepDraft(f"Tell bad news {number}", human_moment=True)
        )
        cards.append(cast.card(step=step))
    return topics.make_topic(cast.house, cast.alice, title="Told by a letter", cards=cards)


def test_an_idea_is_proposed_adopted_set_aside_and_proposed_again(cast: Cast, idea: str) -> None:
    assert _line(cast, idea).status is SolutionStatus.PROPOSED
    adoption.adopt_solution(cast.house, cast.alice, idea)
    assert _line(cast, idea).status is SolutionStatus.ADOPTED
    adoption.set_aside_solution(cast.house, cast.bob, idea)
    assert _line(cast, idea).status is SolutionStatus.SET_ASIDE
    adoption.reopen_solution(cast.house, cast.alice, idea)
    assert _line(cast, idea).status is SolutionStatus.PROPOSED


def test_an_idea_that_answers_nothing_is_not_adopted(cast: Cast) -> None:
    free = solutions.add_solution(cast.house, cast.alice, title="Paint it blue")
    with pytest.raises(SolutionUntied):
        adoption.adopt_solution(cast.house, cast.alice, free)
    assert _line(cast, free).status is SolutionStatus.PROPOSED


def test_a_cause_is_enough(cast: Cast) -> None:
    cause = causes.add_cause(cast.house, cast.alice, title="Two tools", tag="tool", topics=[])
    label = solutions.add_solution(cast.house, cast.alice, title="One tool", causes=[cause])
    adoption.adopt_solution(cast.house, cast.alice, label)
    assert _line(cast, label).status is SolutionStatus.ADOPTED


def test_an_idea_whose_only_topic_was_dissolved_answers_nothing(cast: Cast, idea: str) -> None:
    topics.dissolve_topic(cast.house, cast.alice, "T1")
    with pytest.raises(SolutionUntied):
        adoption.adopt_solution(cast.house, cast.alice, idea)


def test_a_topic_that_was_merged_is_answered_where_it_went(cast: Cast, idea: str) -> None:
    other = topics.make_topic(cast.house, cast.alice, title="Queue", cards=[cast.card()])
    topics.merge_topics(cast.house, cast.alice, ["T1"], into=other)
    adoption.adopt_solution(cast.house, cast.alice, idea)
    assert _line(cast, idea).status is SolutionStatus.ADOPTED


def test_a_red_idea_needs_a_written_answer_to_the_side_that_pays(cast: Cast, idea: str) -> None:
    _make_red(cast, idea)
    assert _line(cast, idea).verdict.transfer is Transfer.RED
    with pytest.raises(PainUnanswered) as refused:
        adoption.adopt_solution(cast.house, cast.alice, idea, pain_answer="  \n")
    assert refused.value.facts == {"solution": idea, "side": Side.EMPLOYEE}
    assert _line(cast, idea).status is SolutionStatus.PROPOSED
    adoption.adopt_solution(cast.house, cast.alice, idea, pain_answer="Two more people")
    line = _line(cast, idea)
    assert (line.status, line.pain_answer) == (SolutionStatus.ADOPTED, "Two more people")
    assert not line.answer_owed


def test_an_answer_given_once_is_kept(cast: Cast, idea: str) -> None:
    _make_red(cast, idea)
    adoption.adopt_solution(cast.house, cast.alice, idea, pain_answer="Two more people")
    adoption.reopen_solution(cast.house, cast.alice, idea)
    adoption.adopt_solution(cast.house, cast.alice, idea)
    assert _line(cast, idea).pain_answer == "Two more people"
    adoption.adopt_solution(cast.house, cast.alice, idea, pain_answer="Three")
    assert _line(cast, idea).pain_answer == "Three"


def test_a_verdict_that_turns_red_after_adoption_owes_its_answer(cast: Cast, idea: str) -> None:
    adoption.adopt_solution(cast.house, cast.alice, idea)
    _make_red(cast, idea)
    line = _line(cast, idea)
    assert (line.status, line.answer_owed) == (SolutionStatus.ADOPTED, True)
    adoption.adopt_solution(cast.house, cast.alice, idea, pain_answer="We meet them on Monday")
    assert not _line(cast, idea).answer_owed


def test_the_workshop_s_own_threshold_says_when_an_answer_is_needed(cast: Cast, idea: str) -> None:
    _make_red(cast, idea)
    for _ in range(3):
        _rate(cast, idea, "employee")
    workshops.save_settings(cast.house, cast.alice, pays_at=-0.6)
    adoption.adopt_solution(cast.house, cast.alice, idea)
    workshops.save_settings(cast.house, cast.alice, pays_at=-0.5)
    assert _line(cast, idea).answer_owed


def test_a_machine_at_a_human_moment_needs_to_say_what_stays_human(cast: Cast) -> None:
    topic = _human_topic(cast)
    label = solutions.add_solution(cast.house, cast.alice, title="A robot", topics=[topic])
    assert _line(cast, label).human_steps == ("Tell bad news 0",)
    adoption.set_automates(cast.house, cast.alice, label, True)
    with pytest.raises(HumanUnanswered) as refused:
        adoption.adopt_solution(cast.house, cast.alice, label)
    assert refused.value.facts["steps"] == ("Tell bad news 0",)
    adoption.adopt_solution(cast.house, cast.alice, label, human_answer="Somebody calls first")
    line = _line(cast, label)
    assert (line.status, line.human_answer) == (SolutionStatus.ADOPTED, "Somebody calls first")


def test_an_idea_that_takes_nobody_s_place_is_not_asked(cast: Cast) -> None:
    label = solutions.add_solution(
        cast.house, cast.alice, title="A quiet room", topics=[_human_topic(cast)]
    )
    adoption.adopt_solution(cast.house, cast.alice, label)
    assert not _line(cast, label).answer_owed
    adoption.set_automates(cast.house, cast.alice, label, True)
    assert _line(cast, label).answer_owed
    adoption.set_automates(cast.house, cast.alice, label, False)
    assert not _line(cast, label).answer_owed


def test_only_the_main_step_of_a_topic_makes_a_moment_human(cast: Cast) -> None:
    human = journeys.add_step(cast.house, cast.alice, StepDraft("Comfort", human_moment=True))
    # Data never outweighs the room, however much there is of it; nor do cards about no step.
    rows = [CardRow(f"It hurts {number}", "client", "irritant", "Comfort") for number in range(3)]
    data = import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    topic = topics.make_topic(
        cast.house, cast.alice, title="Waiting", cards=[cast.card(step=cast.steps[0]), *data]
    )
    label = solutions.add_solution(cast.house, cast.alice, title="Faster", topics=[topic])
    adoption.set_automates(cast.house, cast.alice, label, True)
    view = read_workshop_view(cast.house, cast.alice)
    assert view.topics[0].main_step == str(cast.steps[0])
    assert _line(cast, label).human_steps == ()
    adoption.adopt_solution(cast.house, cast.alice, label)
    own = topics.make_topic(cast.house, cast.alice, title="Alone", cards=[cast.card(step=human)])
    other = solutions.add_solution(cast.house, cast.alice, title="A robot", topics=[topic, own])
    assert _line(cast, other).human_steps == ("Comfort",)


def test_phones_rate_no_idea_that_was_set_aside(cast: Cast, idea: str) -> None:
    def asked() -> list[str]:
        with glance(cast.house) as connection:
            tasks = read_rating_tasks(connection, find_workshop(connection, cast.code), "phone")
        return [task.solution for task in tasks]

    workshops.set_phase(cast.house, cast.alice, "weigh")
    assert asked() == [idea]
    before = read_workshop_view(cast.house, cast.alice).workshop.room_revision
    adoption.set_aside_solution(cast.house, cast.alice, idea)
    assert asked() == []
    assert read_workshop_view(cast.house, cast.alice).workshop.room_revision > before


@pytest.mark.parametrize("label", ["S9", "T1", "", "S" + "9" * 30])
def test_an_unknown_idea_is_refused(cast: Cast, idea: str, label: str) -> None:
    for decide in (
        adoption.adopt_solution, adoption.set_aside_solution, adoption.reopen_solution
    ):  # fmt: skip
        with pytest.raises(SolutionUnknown):
            decide(cast.house, cast.alice, label)
    with pytest.raises(SolutionUnknown):
        adoption.set_automates(cast.house, cast.alice, label, True)


def test_an_answer_has_its_length(cast: Cast, idea: str) -> None:
    with pytest.raises(TextTooLong):
        adoption.adopt_solution(cast.house, cast.alice, idea, pain_answer="x" * (NOTE_LIMIT + 1))
    assert adoption.clean_answer(" yes\u202e ") == "yes"


def test_one_adopts_while_the_other_removes(cast: Cast, idea: str) -> None:
    """Two facilitators at once: one wins, and the other is told."""
    told: list[WorkshopError | None] = []
    start = threading.Barrier(2)

    def run(gesture: Callable[[], object]) -> None:
        start.wait()
        try:
            gesture()
            told.append(None)
        except WorkshopError as refused:
            told.append(refused)

    gestures: list[Callable[[], object]] = [
        lambda: adoption.adopt_solution(cast.house, cast.alice, idea),
        lambda: solutions.remove_solution(cast.house, cast.bob, idea),
    ]
    threads = [threading.Thread(target=run, args=(gesture,)) for gesture in gestures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_workshop_view(cast.house, cast.alice).solutions == ()
    assert all(refused is None or isinstance(refused, SolutionUnknown) for refused in told)
    assert len(told) == 2

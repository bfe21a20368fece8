"""Tools and expectations: asked beside the moods, and answered as these are."""

from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import NumberOutOfRange, PhaseClosed, StepUnknown, ValueUnknown
from workshop.domain.words import Deck, JourneyMode, Lane, Period, QuestionStatus
from workshop.services import answers, journeys, lanes, moods, tools, workshops
from workshop.services.answers import AnswerSent
from workshop.services.moods import MoodSent
from workshop.services.templates import StepDraft
from workshop.services.views.questions import QuestionLine
from workshop.services.views.room import read_room
from workshop.services.views.workshop import WorkshopView, read_workshop_view


@pytest.fixture
def at_mood(cast: Cast) -> Cast:
    """The room is at its moods; the first step is served with two tools."""
    first = StepDraft("Arrive", tools=("Diary", "CRM"))
    journeys.save_step(cast.house, cast.alice, cast.steps[0], first)
    workshops.set_phase(cast.house, cast.alice, "mood")
    return cast


def _view(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def _of_tools(cast: Cast) -> list[QuestionLine]:
    return [line for line in _view(cast).questions if line.deck is Deck.TOOLS]


def _compared(cast: Cast) -> list[QuestionLine]:
    return [line for line in _view(cast).questions if line.aspect in moods.COMPARED]


def _answer(cast: Cast, label: str, value: str, token: str = "phone") -> Any:
    return cast.send(answers.answer_questions, AnswerSent(token, label, value))


# --- tools ------------------------------------------------------------------------------------


def test_a_tool_is_asked_about_by_its_name(at_mood: Cast) -> None:
    tools.ask_tools(at_mood.house, at_mood.alice, ["Diary"])
    [line] = _of_tools(at_mood)
    assert (line.about, line.status, line.side) == ("Diary", QuestionStatus.OPEN, "employee")
    assert "“Diary”" in line.text
    [shown] = [one for one in read_room(at_mood.house, at_mood.code).questions if one.about]
    assert (shown.about, shown.label) == ("Diary", line.label)


def test_other_tools_leave_the_phones_and_their_answers_stay(at_mood: Cast) -> None:
    tools.ask_tools(at_mood.house, at_mood.alice, ["Diary", "Diary", "CRM"])
    diary, crm = _of_tools(at_mood)
    _answer(at_mood, diary.label, "2")
    tools.ask_tools(at_mood.house, at_mood.alice, ["CRM"])
    assert [line.status for line in _of_tools(at_mood)] == [
        QuestionStatus.CLOSED,
        QuestionStatus.OPEN,
    ]
    tools.ask_tools(at_mood.house, at_mood.alice, ["Diary"])
    assert [line.answers for line in _of_tools(at_mood)] == [1, 0]
    tools.ask_tools(at_mood.house, at_mood.alice, [])
    assert {line.status for line in _of_tools(at_mood)} == {QuestionStatus.CLOSED}
    assert {diary.label, crm.label} == {line.label for line in _of_tools(at_mood)}


def test_a_tool_that_no_step_names_is_not_asked_about(at_mood: Cast) -> None:
    with pytest.raises(ValueUnknown):
        tools.ask_tools(at_mood.house, at_mood.alice, ["Diary", "Abacus"])
    assert _of_tools(at_mood) == []


def test_two_facilitators_who_ask_at_once_ask_once(at_mood: Cast) -> None:
    helpers = (at_mood.alice, at_mood.bob)
    together(4, lambda turn: tools.ask_tools(at_mood.house, helpers[turn % 2], ["Diary", "CRM"]))
    assert sorted(line.about for line in _of_tools(at_mood)) == ["CRM", "Diary"]


def test_tools_are_told_where_moods_are(at_mood: Cast) -> None:
    tools.ask_tools(at_mood.house, at_mood.alice, ["Diary"])
    [line] = _of_tools(at_mood)
    with pytest.raises(NumberOutOfRange):
        _answer(at_mood, line.label, "5")
    workshops.set_phase(at_mood.house, at_mood.alice, "capture")
    assert read_room(at_mood.house, at_mood.code).questions == ()
    with pytest.raises(PhaseClosed):
        _answer(at_mood, line.label, "1")


def test_other_words_for_the_sides_leave_the_tools_alone(at_mood: Cast) -> None:
    tools.ask_tools(at_mood.house, at_mood.alice, ["Diary"])
    [before] = _of_tools(at_mood)
    workshops.frame(at_mood.house, at_mood.alice, {"client_name": "patients"})
    [after] = _of_tools(at_mood)
    assert after.text == before.text


# --- what is offered and what is expected -----------------------------------------------------


def test_both_questions_are_asked_of_the_sides_that_are_chosen(at_mood: Cast) -> None:
    step = str(at_mood.steps[1])
    moods.ask_expectations(at_mood.house, at_mood.alice, [step])
    assert [(line.step, line.side, line.aspect) for line in _compared(at_mood)] == [
        (step, "client", "offered"),
        (step, "client", "expected"),
    ]
    moods.ask_expectations(at_mood.house, at_mood.alice, [step, "any"], ["employee"])
    asked = [line for line in _compared(at_mood) if line.status is QuestionStatus.OPEN]
    assert [(line.step, line.side) for line in asked] == [(step, "employee")] * 2 + [
        ("", "employee")
    ] * 2
    moods.ask_expectations(at_mood.house, at_mood.alice, [])
    assert {line.status for line in _compared(at_mood)} == {QuestionStatus.CLOSED}


def test_moods_and_expectations_do_not_take_each_other_off_the_phones(at_mood: Cast) -> None:
    first, second, _ = map(str, at_mood.steps)
    moods.ask_expectations(at_mood.house, at_mood.alice, [first])
    moods.choose_moods(at_mood.house, at_mood.alice, [second], ["client"])
    asked = read_room(at_mood.house, at_mood.code).questions
    assert [(one.step, one.aspect) for one in asked] == [
        (second, "feeling"),
        (first, "offered"),
        (first, "expected"),
    ]


def test_expectations_alone_do_not_stand_for_the_moods_of_the_phase(cast: Cast) -> None:
    moods.ask_expectations(cast.house, cast.alice, ["any"])
    workshops.set_phase(cast.house, cast.alice, "mood")
    asked = {one.aspect for one in read_room(cast.house, cast.code).questions}
    assert asked == {*moods.LIVED, *moods.COMPARED}


def test_moods_that_are_all_closed_are_asked_again_when_the_phase_comes_back(
    at_mood: Cast,
) -> None:
    _feel(at_mood, at_mood.steps[0], 1)
    moods.choose_moods(at_mood.house, at_mood.alice, [])
    workshops.set_phase(at_mood.house, at_mood.alice, "capture")
    workshops.set_phase(at_mood.house, at_mood.alice, "mood")
    asked = read_room(at_mood.house, at_mood.code).questions
    assert {one.step for one in asked} == set(map(str, at_mood.steps))
    assert _view(at_mood).moods[0].employee_voices == 5


def test_expectations_of_unknown_steps_and_sides_are_not_asked(at_mood: Cast) -> None:
    with pytest.raises(StepUnknown):
        moods.ask_expectations(at_mood.house, at_mood.alice, [str(at_mood.their_step)])
    with pytest.raises(ValueUnknown):
        moods.ask_expectations(at_mood.house, at_mood.alice, ["any"], ["both"])
    assert _compared(at_mood) == []


# --- before and after -------------------------------------------------------------------------


def _feel(cast: Cast, step: int, value: int) -> None:
    for phone in range(5):
        sent = MoodSent(f"phone-{phone}", str(step), "employee", str(value))
        cast.send(moods.set_moods, sent)


def test_a_mood_of_before_stays_beside_the_one_of_after(at_mood: Cast) -> None:
    step = at_mood.steps[0]
    for period, value in ((Period.BEFORE, -1), (Period.AFTER, 2)):
        moods.choose_moods(at_mood.house, at_mood.alice, [str(step)], period=period)
        _feel(at_mood, step, value)
    [mood] = _view(at_mood).moods[:1]
    assert (mood.employee, mood.employee_first, mood.employee_voices) == (2, -1, 5)
    assert (mood.client, mood.client_first) == (None, None)


def test_a_mood_goes_to_the_period_that_is_asked_now(at_mood: Cast) -> None:
    step = at_mood.steps[0]
    for period in (Period.BEFORE, Period.AFTER, Period.BEFORE):
        moods.choose_moods(at_mood.house, at_mood.alice, [str(step)], period=period)
    _feel(at_mood, step, 1)
    answered = [line for line in _view(at_mood).questions if line.answers]
    assert [line.period for line in answered] == [Period.BEFORE]


def test_until_the_later_one_has_enough_answers_the_earlier_one_counts(at_mood: Cast) -> None:
    step = at_mood.steps[0]
    moods.choose_moods(at_mood.house, at_mood.alice, [str(step)], period=Period.BEFORE)
    _feel(at_mood, step, -1)
    moods.choose_moods(at_mood.house, at_mood.alice, [str(step)], period=Period.AFTER)
    at_mood.send(moods.set_moods, MoodSent("phone-0", str(step), "employee", "2"))
    [mood] = _view(at_mood).moods[:1]
    assert (mood.employee, mood.employee_first) == (-1, None)


def test_a_period_that_is_none_is_refused(at_mood: Cast) -> None:
    with pytest.raises(ValueUnknown):
        moods.choose_moods(at_mood.house, at_mood.alice, ["any"], period="sometimes")


# --- two life cycles --------------------------------------------------------------------------


def test_a_step_of_a_life_cycle_is_rated_by_the_side_that_lives_it(cast: Cast) -> None:
    for step in cast.steps:
        journeys.remove_step(cast.house, cast.alice, step, cards_to="any")
    lanes.set_mode(cast.house, cast.alice, JourneyMode.LIFE_CYCLE)
    client, team = (
        str(journeys.add_step(cast.house, cast.alice, StepDraft(title, lane=lane)))
        for title, lane in (("Visit", Lane.CLIENT), ("Be hired", Lane.EMPLOYEE))
    )
    workshops.set_phase(cast.house, cast.alice, "mood")
    moods.choose_moods(cast.house, cast.alice, [client, team, "any"], four=False)
    asked = read_room(cast.house, cast.code).questions
    assert {(one.step, str(one.side)) for one in asked} == {
        (client, "client"),
        (team, "employee"),
        ("", "client"),
        ("", "employee"),
    }

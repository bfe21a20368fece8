"""The map of both journeys: its figures, its alarms with their reasons, and who is shown what."""

import pytest

from tests.services.cast import Cast
from workshop.domain.figures import Dissonance, GoodwillAlarm, volume_of
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import JourneyMode, Kind, Known, Lane, Push, Quadrant, Side, Source
from workshop.services import (
    answers,
    capture,
    journeys,
    lanes,
    moods,
    participants,
    questions,
    rights,
    tools,
    topics,
    workshops,
)
from workshop.services.answers import AnswerSent
from workshop.services.capture import CardRow
from workshop.services.moods import MoodSent
from workshop.services.participants import Introduction
from workshop.services.questions import QuestionDraft
from workshop.services.templates import StepDraft
from workshop.services.views.map import (
    Audience,
    MapCards,
    MapLevel,
    MapLink,
    MapMood,
    MapStep,
    MapTool,
    MapView,
    gap_of,
    map_of,
)
from workshop.services.views.workshop import read_workshop_view

ARRIVE, ASK, LEAVE = range(3)


@pytest.fixture
def felt(cast: Cast) -> Cast:
    """The room is at its moods, which are asked of all three steps."""
    workshops.set_phase(cast.house, cast.alice, "mood")
    return cast


def _map(cast: Cast, audience: Audience = Audience.FACILITATOR) -> MapView:
    return map_of(read_workshop_view(cast.house, cast.alice), audience)


def _step(cast: Cast, place: int, audience: Audience = Audience.FACILITATOR) -> MapStep:
    return _map(cast, audience).steps[place]


def _feel(cast: Cast, step: int, side: str, *values: int) -> None:
    for phone, value in enumerate(values):
        cast.send(moods.set_moods, MoodSent(f"phone-{phone}", str(step), side, str(value)))


def _save(cast: Cast, place: int, draft: StepDraft) -> None:
    journeys.save_step(cast.house, cast.alice, cast.steps[place], draft)


def _answer(cast: Cast, label: str, *values: int) -> None:
    for phone, value in enumerate(values):
        cast.send(answers.answer_questions, AnswerSent(f"phone-{phone}", label, str(value)))


# --- moods, gap, balance ----------------------------------------------------------------------


def test_a_gap_is_known_where_both_sides_have_enough_voices(felt: Cast) -> None:
    _feel(felt, felt.steps[ARRIVE], "client", *[-1] * 5)
    _feel(felt, felt.steps[ARRIVE], "employee", *[1] * 5)
    _feel(felt, felt.steps[ASK], "client", *[2] * 5)
    _feel(felt, felt.steps[ASK], "employee", *[2] * 4)
    found = _map(felt)
    first, second, third = found.steps
    assert (first.gap, first.client.voices, first.employee.voices) == (-2, 5, 5)
    assert (second.gap, second.employee) == (None, MapMood(voices=4))
    assert third.mood(Side.CLIENT) == third.mood(Side.EMPLOYEE) == MapMood()
    assert (found.balance.index, found.balance.steps) == (0.5, 1)
    assert found.widest == (first, first)
    assert [step.id for step in found.felt.steps] == [first.id, second.id]


def test_before_anything_is_rated_there_is_no_gap_and_no_balance(cast: Cast) -> None:
    found = _map(cast)
    assert (found.widest, found.balance.index) == (None, None)
    assert [step.id for step in found.felt.steps] == [step.id for step in found.steps]
    assert not any(step.channels or step.tools or step.kpis for step in found.felt.steps)
    assert found.step("elsewhere") is None


def test_a_client_s_side_that_the_team_tells_is_marked(felt: Cast) -> None:
    _feel(felt, felt.steps[ARRIVE], "client", *[1] * 5)
    assert _step(felt, ARRIVE).client.by_team
    felt.send(participants.introduce, Introduction("phone-0", "client", ""))
    assert not _step(felt, ARRIVE).client.by_team


def test_the_room_sees_no_answer_before_the_reveal(felt: Cast) -> None:
    _feel(felt, felt.steps[ARRIVE], "client", *[1] * 5)
    hidden = _map(felt, Audience.ROOM)
    assert not hidden.answers_shown
    assert hidden.steps[ARRIVE].client == MapMood()
    rights.reveal(felt.house, felt.alice, shown=True)
    shown = _map(felt, Audience.ROOM)
    assert shown.answers_shown
    assert shown.steps[ARRIVE].client.mean == 1


# --- what the steps carry ---------------------------------------------------------------------


def test_cards_are_counted_by_side_and_kind_and_data_apart(cast: Cast) -> None:
    step = cast.steps[ASK]
    cast.cards(2, step=step)
    cast.card(step=step, side="employee", kind="enchantment")
    cast.card()
    rows = [CardRow("Always engaged", "client", "irritant", "Ask")]
    capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    found = _map(cast)
    cards = found.steps[ASK].cards
    assert cards.of(Side.CLIENT, Kind.IRRITANT) == 2
    assert cards.of(Side.EMPLOYEE, Kind.ENCHANTMENT) == 1
    assert cards.of(Side.CLIENT, Kind.IRRITANT, Source.DATA) == 1
    assert (cards.total, cards.data_total) == (3, 1)
    assert found.everywhere.total == 1
    assert _step(cast, ASK, Audience.ROOM).cards.total == 3  # the capture shows everything


def test_the_room_is_not_told_how_many_cards_there_are_where_it_sees_nothing(cast: Cast) -> None:
    cast.cards(2, step=cast.steps[ASK])
    workshops.set_phase(cast.house, cast.alice, "journeys")
    assert _step(cast, ASK, Audience.ROOM).cards == MapCards()
    assert _step(cast, ASK).cards.total == 2


def test_the_ease_of_a_tool_is_told_from_one_to_five_above_the_floor(felt: Cast) -> None:
    _save(felt, ASK, StepDraft("Ask", tools=("Diary", "CRM", "Abacus")))
    tools.ask_tools(felt.house, felt.alice, ["Diary", "CRM"])
    [diary, crm] = [
        line for line in read_workshop_view(felt.house, felt.alice).questions if line.about
    ]
    _answer(felt, diary.label, -2, -2, -2, -2, 2)
    _answer(felt, crm.label, 1, 1)
    questions.add_question(felt.house, felt.alice, QuestionDraft("Why?", "text"))
    assert _step(felt, ASK).tools == (
        MapTool("Diary", 1.8, 5),
        MapTool("CRM", None, 2),
        MapTool("Abacus"),
    )


def test_what_is_offered_stands_beside_what_is_expected(felt: Cast) -> None:
    moods.ask_expectations(felt.house, felt.alice, [str(felt.steps[ASK])])
    offered, expected = [
        line
        for line in read_workshop_view(felt.house, felt.alice).questions
        if line.aspect in moods.COMPARED
    ]
    _answer(felt, offered.label, *[-1] * 5)
    _answer(felt, expected.label, *[2] * 4)
    [level] = _step(felt, ASK).levels
    assert level == MapLevel(Side.CLIENT, -1, 5, None, 4)
    assert level.gap is None
    _answer(felt, expected.label, *[2] * 5)
    assert _step(felt, ASK).levels[0].gap == -3


# --- the reference cases of the sources -------------------------------------------------------


def test_a_hidden_phone_number_is_to_look_closer_at_and_the_map_shows_it(cast: Cast) -> None:
    """Article D: the team may be at ease because the client cannot reach it."""
    phone = Channel("Phone", 900, findable=Known.NO)
    _save(cast, ARRIVE, StepDraft("Find how to reach us", channels=(phone, Channel("Post"))))
    step = cast.steps[ARRIVE]
    held = [
        *cast.cards(3, text="The number is nowhere", step=step),
        *cast.cards(3, text="Quiet mornings", side="employee", kind="enchantment", step=step),
    ]
    label = topics.make_topic(cast.house, cast.alice, title="Hidden number", cards=held)
    view = read_workshop_view(cast.house, cast.alice)
    topic = view.topic(label)
    assert topic is not None
    assert topic.quadrant is Quadrant.INDICATORS
    found = _step(cast, ARRIVE)
    assert found.hidden_channels == (phone,)
    assert found.stands_out
    assert found.volume == volume_of(found.channels)
    assert found.volume.at_least


def test_calls_a_day_are_flagged_at_the_step_of_care_and_satisfaction_is_not(felt: Cast) -> None:
    calls = Kpi("Calls per day", "Operations", Push.DOWN, Push.DOWN)
    happy = Kpi("Satisfaction", "Quality", Push.UP, Push.UP)
    for place in (ASK, LEAVE):
        _save(felt, place, StepDraft("A step", kpis=(calls, happy)))
    _feel(felt, felt.steps[ASK], "client", *[-1] * 5)
    _feel(felt, felt.steps[LEAVE], "client", *[1] * 5)
    care, leaving = _step(felt, ASK), _step(felt, LEAVE)
    assert [(kpi.kpi.name, kpi.why) for kpi in care.kpis] == [
        ("Calls per day", (Dissonance.CLIENT_DOWN,)),
        ("Satisfaction", ()),
    ]
    assert [kpi.kpi.name for kpi in care.dissonant] == ["Calls per day"]
    assert not leaving.dissonant
    assert not leaving.stands_out


def test_a_delighted_client_with_a_worn_out_employee_raises_the_alarm(felt: Cast) -> None:
    for place, volume in ((ARRIVE, 100), (ASK, 9_000), (LEAVE, None)):
        _save(felt, place, StepDraft("A step", channels=(Channel("Phone", volume),)))
        _feel(felt, felt.steps[place], "client", *[2] * 5)
        _feel(felt, felt.steps[place], "employee", *[-2] * 5)
    assert [step.goodwill for step in _map(felt).steps] == [
        GoodwillAlarm.TO_CHECK,
        GoodwillAlarm.FIRM,
        GoodwillAlarm.TO_CHECK,
    ]
    assert _step(felt, ASK).median == 4_550


# --- two life cycles --------------------------------------------------------------------------


@pytest.fixture
def cycles(cast: Cast) -> Cast:
    """Each side has steps of its own: two of the client's, three of the team's."""
    for step in cast.steps:
        journeys.remove_step(cast.house, cast.alice, step, cards_to="any")
    lanes.set_mode(cast.house, cast.alice, JourneyMode.LIFE_CYCLE)
    for title, lane in (
        ("Visit", Lane.CLIENT),
        ("Stay", Lane.CLIENT),
        ("Be hired", Lane.EMPLOYEE),
        ("Learn", Lane.EMPLOYEE),
        ("Go", Lane.EMPLOYEE),
    ):
        journeys.add_step(cast.house, cast.alice, StepDraft(title, lane=lane))
    workshops.set_phase(cast.house, cast.alice, "mood")
    return cast


def _ids(cast: Cast) -> list[int]:
    return [int(step.id) for step in _map(cast).steps]


def test_in_two_life_cycles_the_gap_stands_on_the_links(cycles: Cast) -> None:
    visit, stay, hired, learn, _ = _ids(cycles)
    for client, team in ((visit, hired), (visit, learn), (stay, learn)):
        lanes.link_steps(cycles.house, cycles.alice, client, team)
    _feel(cycles, visit, "client", *[2] * 5)
    _feel(cycles, hired, "employee", *[-2] * 5)
    _feel(cycles, learn, "employee", *[1] * 5)
    found = _map(cycles)
    assert not found.is_mirror
    assert set(found.links) == {
        MapLink(str(visit), str(hired), 4),
        MapLink(str(visit), str(learn), 1),
        MapLink(str(stay), str(learn), None),
    }
    assert (found.balance.steps, found.balance.index) == (2, 1 - 2.5 / 4)
    first = found.lane(Lane.CLIENT)[0]
    assert first.gap is None
    assert first.goodwill is GoodwillAlarm.TO_CHECK
    widest = found.widest
    assert widest is not None
    assert (widest[0].title, widest[1].title, gap_of(*widest)) == ("Visit", "Be hired", 4)
    assert [step.title for step in found.felt.steps] == ["Visit", "Be hired", "Learn"]
    assert len(found.felt.links) == 2

"""The compass of real workshops: each fact in, and the same workshop without it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.cast import Cast
from workshop.domain.agenda import Slot
from workshop.domain.compass import Hint, HintCode
from workshop.domain.figures import GoodwillAlarm
from workshop.domain.journey import Kpi
from workshop.domain.phases import ROAD
from workshop.domain.words import Lane, Phase, Push, Side, Source
from workshop.services import (
    actions,
    capture,
    causes,
    journeys,
    moods,
    questions,
    rights,
    sealing,
    solutions,
    timer,
    topics,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.capture import CardRow
from workshop.services.house import House
from workshop.services.mirror import MirrorSent, answer_mirror
from workshop.services.moods import MoodSent, set_moods
from workshop.services.participants import Introduction, introduce
from workshop.services.ratings import RatingSent, rate_solutions
from workshop.services.templates import template_slugs
from workshop.services.views.compass import figures_of, hints_of, read_compass
from workshop.services.views.workshop import WorkshopView, read_workshop_view


def told(cast: Cast, phase: Phase | str | None = None) -> dict[HintCode, Hint]:
    """The hints of Alice's workshop, in a phase of her choice."""
    if phase is not None:
        workshops.set_phase(cast.house, cast.alice, phase)
    return {hint.code: hint for hint in read_compass(cast.house, cast.alice).hints}


def view_of(cast: Cast) -> WorkshopView:
    return read_workshop_view(cast.house, cast.alice)


def both_sides(cast: Cast, count: int, **values: object) -> list[str]:
    """So many cards of each side."""
    return [label for side in Side for label in cast.cards(count, side=side, **values)]


@pytest.mark.parametrize("slug", [None, *template_slugs()])
def test_a_workshop_just_made_is_told_nothing_in_any_phase(house: House, slug: str | None) -> None:
    made = workshops.create_workshop(house, title="New", language="fr", template_slug=slug)
    view = read_workshop_view(house, Console(made.code))
    tomorrow = house.clock() + timedelta(days=1)
    # Whoever tries the phases out the evening before begins the agenda too.
    began = house.clock()
    tried = replace(view.workshop, agenda=(Slot(Phase.FRAME, 10),), agenda_began_at=began)
    for phase in ROAD:
        here = replace(view, workshop=replace(tried, phase=phase, phase_since=began))
        for now in (house.clock(), tomorrow):
            assert hints_of(here, now) == ()


def test_a_step_without_a_card_is_told_until_it_has_one(cast: Cast) -> None:
    arrive, ask, leave = cast.steps
    both_sides(cast, 3, step=arrive)
    both_sides(cast, 3, step=ask)
    rows = [CardRow("text", "client", "irritant", "Leave")]
    capture.import_cards(cast.house, cast.alice, rows, source=Source.DATA)
    found = told(cast)[HintCode.SILENT_STEP]
    assert (found.about, found.figures) == ((str(leave),), {"of": 12})
    cast.card(step=leave)
    assert HintCode.SILENT_STEP not in told(cast)


def test_a_side_of_the_wall_is_told_until_it_speaks(cast: Cast) -> None:
    cast.cards(12)
    assert told(cast)[HintCode.SILENT_SIDE].side is Side.EMPLOYEE
    cast.cards(3, side="employee")
    assert HintCode.SILENT_SIDE not in told(cast)


def test_a_side_that_is_silent_on_one_step_is_told_until_it_speaks_there(cast: Cast) -> None:
    arrive, ask, _ = cast.steps
    cast.cards(6, step=arrive)
    cast.cards(5, step=ask, side="employee")
    found = told(cast)[HintCode.SILENT_SIDE_ON_STEP]
    assert (found.about, found.side) == ((str(arrive),), Side.EMPLOYEE)
    cast.card(step=arrive, side="employee")
    assert HintCode.SILENT_SIDE_ON_STEP not in told(cast)


def test_a_topic_of_one_family_is_told_until_others_carry_it_too(cast: Cast) -> None:
    workshops.frame(cast.house, cast.alice, {}, families=["Desk", "IT"])
    first, *cards = [cast.card(f"me-{n}") for n in range(5)]
    label = topics.make_topic(cast.house, cast.alice, title="Wait", cards=[first, *cards])
    assert HintCode.ONE_FAMILY not in told(cast, "matrix")
    for n in range(5):
        cast.send(introduce, Introduction(f"me-{n}", "employee", "Desk"))
    assert told(cast)[HintCode.ONE_FAMILY].about == (label,)
    workshops.set_phase(cast.house, cast.alice, "capture")
    for n in range(5):
        cast.me_too(f"you-{n}", first)
        cast.send(introduce, Introduction(f"you-{n}", "employee", "IT"))
    assert HintCode.ONE_FAMILY not in told(cast, "matrix")


def test_a_topic_that_heard_one_side_is_told_until_the_mirror_answers(cast: Cast) -> None:
    label = topics.make_topic(cast.house, cast.alice, title="Wait", cards=cast.cards(2))
    assert told(cast, "matrix")[HintCode.NO_MIRROR].about == (label,)
    assert HintCode.NO_MIRROR not in told(cast, "group")
    rights.set_rights(cast.house, cast.alice, "group", may=[], sees="everything")
    assert HintCode.NO_MIRROR in told(cast, "group")
    rights.reset_rights(cast.house, cast.alice, "group")
    cast.send(answer_mirror, MirrorSent("me", "irritant", topic=label))
    assert HintCode.NO_MIRROR not in told(cast, "matrix")


def test_a_topic_on_which_the_room_is_split_is_told_above_the_floor(cast: Cast) -> None:
    cards = [*cast.cards(2), *cast.cards(2, kind="enchantment")]
    label = topics.make_topic(cast.house, cast.alice, title="Wait", cards=cards)
    assert HintCode.CONTROVERSIAL not in told(cast, "matrix")
    workshops.set_phase(cast.house, cast.alice, "capture")
    cast.me_too("someone", cards[0])
    assert told(cast, "matrix")[HintCode.CONTROVERSIAL].about == (label,)
    causes.add_cause(cast.house, cast.alice, title="Why", topics=[label])
    assert HintCode.CONTROVERSIAL not in told(cast)


def test_an_idea_that_one_side_has_not_rated_is_told_from_the_floor_on(cast: Cast) -> None:
    topic = topics.make_topic(cast.house, cast.alice, title="Wait", cards=cast.cards(1))
    label = solutions.add_solution(cast.house, cast.alice, title="Call back", topics=[topic])
    workshops.set_phase(cast.house, cast.alice, "weigh")
    for n in range(5):
        assert HintCode.UNHEARD_PAYER not in told(cast)
        cast.send(rate_solutions, RatingSent(f"team-{n}", label, "2", "1", "1"))
    found = told(cast)[HintCode.UNHEARD_PAYER]
    assert (found.about, found.side) == ((label,), Side.CLIENT)
    cast.send(introduce, Introduction("guest", "client", ""))
    cast.send(rate_solutions, RatingSent("guest", label, "2", "1", "1"))
    assert HintCode.UNHEARD_PAYER not in told(cast)


def test_an_action_says_its_measure_and_a_priority_who_carries_it(cast: Cast) -> None:
    topic = topics.make_topic(cast.house, cast.alice, title="Wait", cards=both_sides(cast, 3))
    draft = ActionDraft("Do", "Ann", due=cast.house.clock().date())
    label = actions.add_action(cast.house, cast.alice, draft)
    found = told(cast, "plan")
    assert found[HintCode.NO_MEASURE].about == (label,)
    assert found[HintCode.UNCARRIED_PRIORITY].about == (topic,)
    actions.save_action(cast.house, cast.alice, label, replace(draft, measure="m", topic=topic))
    assert told(cast) == {}


def _feel(cast: Cast, step: int, client: int, employee: int, people: int) -> None:
    """So many say how both sides feel at a step."""
    moods.choose_moods(cast.house, cast.alice, [str(step)])
    workshops.set_phase(cast.house, cast.alice, "mood")
    for n in range(people):
        for side, value in (("client", client), ("employee", employee)):
            cast.send(set_moods, MoodSent(f"me-{n}", str(step), side, str(value)))


def test_a_team_that_may_be_compensating_is_told_until_something_is_made_of_it(cast: Cast) -> None:
    arrive = cast.steps[0]
    label = topics.make_topic(
        cast.house, cast.alice, title="Smile", cards=cast.cards(1, step=arrive)
    )
    _feel(cast, arrive, 2, -2, people=4)
    assert HintCode.GOODWILL not in told(cast, "causes")
    _feel(cast, arrive, 2, -2, people=5)
    assert told(cast, "causes")[HintCode.GOODWILL].about == (str(arrive),)
    action = actions.add_action(cast.house, cast.alice, ActionDraft("Do", topic=label))
    assert HintCode.GOODWILL not in told(cast)
    actions.remove_action(cast.house, cast.alice, action)
    assert HintCode.GOODWILL in told(cast)
    solutions.add_solution(cast.house, cast.alice, title="Call back", topics=[label])
    assert HintCode.GOODWILL not in told(cast)


def test_two_life_cycles_meet_where_their_steps_are_linked(cast: Cast) -> None:
    client, team, other = cast.steps
    _feel(cast, client, 2, 2, people=5)
    _feel(cast, team, -2, -2, people=5)
    view, now = view_of(cast), cast.house.clock()
    lanes = {client: Lane.CLIENT, team: Lane.EMPLOYEE, other: Lane.CLIENT}
    apart = replace(view, steps=tuple(replace(s, lane=lanes[s.id]) for s in view.steps))
    assert {s.goodwill for s in figures_of(apart, now).steps} == {GoodwillAlarm.NONE}
    linked = replace(apart, links=((client, team), (other, team), (client, other)))
    alarms = [step.goodwill for step in figures_of(linked, now).steps]
    assert alarms == [GoodwillAlarm.TO_CHECK, GoodwillAlarm.NONE, GoodwillAlarm.NONE]


def test_a_contrary_indicator_is_told_on_the_step_of_a_priority(cast: Cast) -> None:
    arrive = cast.steps[0]
    label = topics.make_topic(
        cast.house, cast.alice, title="Wait", cards=both_sides(cast, 3, step=arrive)
    )
    assert HintCode.CONTRARY_KPI not in told(cast, "causes")
    [step] = [step for step in view_of(cast).steps if step.id == arrive]
    kpis = (Kpi("Calls", "", Push.UP, Push.DOWN), Kpi("Visits", "", Push.UP, Push.UP))
    journeys.save_step(cast.house, cast.alice, arrive, replace(step.draft, kpis=kpis))
    assert told(cast)[HintCode.CONTRARY_KPI].about == (str(arrive),)
    causes.add_cause(cast.house, cast.alice, title="Untold", topics=[label])
    assert HintCode.CONTRARY_KPI in told(cast)
    causes.add_cause(cast.house, cast.alice, title="Calls", tag="kpi", topics=[label])
    assert HintCode.CONTRARY_KPI not in told(cast)


def test_roles_of_the_map_are_missed_once_the_room_is_there(cast: Cast) -> None:
    arrive = cast.steps[0]
    workshops.frame(cast.house, cast.alice, {}, families=["Agent"])
    [step] = [step for step in view_of(cast).steps if step.id == arrive]
    draft = replace(step.draft, front=("Agent", "Clerk"), back=("Clerk",))
    journeys.save_step(cast.house, cast.alice, arrive, draft)
    for n in range(5):
        assert HintCode.ABSENT_ROLES not in told(cast)
        cast.send(introduce, Introduction(f"me-{n}", "employee", "Agent"))
    found = told(cast)[HintCode.ABSENT_ROLES]
    assert (found.about, found.figures) == (("Clerk",), {"phones": 5})


def test_tomorrow_is_asked_for_until_its_deck_is_on_the_phones(cast: Cast) -> None:
    both_sides(cast, 6)
    assert HintCode.TOMORROW_UNASKED in told(cast)
    [first, *_] = questions.add_deck(cast.house, cast.alice, "tomorrow")
    assert HintCode.TOMORROW_UNASKED in told(cast)
    questions.push_question(cast.house, cast.alice, first)
    assert HintCode.TOMORROW_UNASKED not in told(cast)


def _open_for(cast: Cast, phase: str, minutes: int) -> dict[HintCode, Hint]:
    """The hints so many minutes after the phase was opened."""
    workshops.set_phase(cast.house, cast.alice, "frame")
    workshops.set_phase(cast.house, cast.alice, phase)
    now = cast.house.clock() + timedelta(minutes=minutes)
    return {hint.code: hint for hint in hints_of(view_of(cast), now)}


def test_phones_that_write_nothing_are_told_after_a_while(cast: Cast) -> None:
    for n in range(5):
        cast.send(introduce, Introduction(f"me-{n}", "employee", ""))
    assert HintCode.PHONES_QUIET not in _open_for(cast, "capture", 4)
    found = _open_for(cast, "capture", 5)[HintCode.PHONES_QUIET]
    assert found.figures == {"phones": 5, "heard": 0, "minutes": 5}
    timer.pause(cast.house, cast.alice, minutes=5)
    now = cast.house.clock() + timedelta(minutes=5)
    assert hints_of(view_of(cast), now) == ()
    timer.resume(cast.house, cast.alice)
    for n in range(3):
        cast.card(f"me-{n}")
    assert HintCode.PHONES_QUIET not in _open_for(cast, "capture", 5)


def test_what_counts_as_taking_part_is_what_the_phase_asks_for(cast: Cast) -> None:
    for n in range(6):
        cast.send(introduce, Introduction(f"me-{n}", "employee", ""))
    assert HintCode.PHONES_QUIET not in _open_for(cast, "group", 9)  # no topic waits
    assert HintCode.PHONES_QUIET in _open_for(cast, "mood", 9)
    for question in view_of(cast).questions:
        questions.close_question(cast.house, cast.alice, question.label)
    now = cast.house.clock() + timedelta(minutes=9)
    assert hints_of(view_of(cast), now) == ()  # no mood is asked any more
    _feel(cast, cast.steps[0], 1, 1, people=1)
    workshops.set_phase(cast.house, cast.alice, "capture")
    topics.make_topic(cast.house, cast.alice, title="Wait", cards=[cast.card("me-0")])
    for phase, heard in (("mood", 1), ("matrix", 0), ("vote", 0)):
        assert _open_for(cast, phase, 9)[HintCode.PHONES_QUIET].figures["heard"] == heard


def test_being_late_is_told_by_the_clock_of_the_agenda(cast: Cast) -> None:
    cast.send(introduce, Introduction("me", "employee", ""))
    view, began = view_of(cast), cast.house.clock()
    agenda = (Slot(Phase.CAPTURE, 10), Slot(Phase.GROUP, 10))
    row = replace(view.workshop, agenda=agenda, agenda_began_at=began, phase_since=began)
    here = replace(view, workshop=row)
    for minutes, late in ((14, []), (15, [HintCode.LATE])):
        now = began + timedelta(minutes=minutes)
        assert [hint.code for hint in hints_of(here, now)] == late


def test_once_a_workshop_is_sealed_nothing_is_said(cast: Cast) -> None:
    cast.cards(12)
    assert told(cast)
    sealing.seal(cast.house, cast.alice, typed_code=cast.code)
    assert told(cast) == {}


def test_the_compass_changes_nothing_whatever_it_says(cast: Cast) -> None:
    cast.cards(12)
    before = view_of(cast)
    assert told(cast)
    assert view_of(cast) == before


def test_every_hint_is_looked_for_in_a_real_workshop() -> None:
    looked_for = Path(__file__).read_text("utf-8")
    assert [code for code in HintCode if f"HintCode.{code.name}" not in looked_for] == []

"""Each hint of the compass: one case in which it is given, and siblings in which it is not."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from workshop.domain.compass import RULES, Hint, HintCode, hints
from workshop.domain.compass_figures import (
    ActionFigures,
    Figures,
    IdeaFigures,
    RoomFigures,
    StepFigures,
    TopicFigures,
)
from workshop.domain.figures import GoodwillAlarm
from workshop.domain.phases import ROAD
from workshop.domain.words import CauseTag, Phase, Quadrant, Side

FLOOR = 5
PRIORITY = TopicFigures("T1", Quadrant.PRIORITY, "1")

Change = Callable[[Figures], Figures]


def at(phase: Phase, **values: object) -> Figures:
    """A workshop in which nothing is worth a word, but for what is said here."""
    return replace(Figures(phase, FLOOR, tomorrow=True), **values)  # type: ignore[arg-type]


def wall(phase: Phase = Phase.CAPTURE, *steps: StepFigures, **values: object) -> Figures:
    """A wall of 20 cards over these steps, ten a side."""
    return at(phase, client=10, employee=10, steps=steps, **values)


def topic(figures: Figures, **values: object) -> Figures:
    """The same with another fact about its first topic."""
    first, *others = figures.topics
    changed = replace(first, **values)  # type: ignore[arg-type]
    return replace(figures, topics=(changed, *others))


def step(figures: Figures, **values: object) -> Figures:
    """The same with another fact about its first step."""
    first, *others = figures.steps
    changed = replace(first, **values)  # type: ignore[arg-type]
    return replace(figures, steps=(changed, *others))


def room(figures: Figures, **values: object) -> Figures:
    """The same with another fact about who is here."""
    return replace(figures, room=replace(figures.room, **values))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Case:
    """A workshop in which the hint is given, and what makes siblings of it that are silent."""

    figures: Figures
    hint: Hint
    siblings: tuple[Change, ...]


QUIET = at(Phase.MOOD, room=RoomFigures(phones=20, heard=9, minutes=5))
PAYER = at(Phase.WEIGH, ideas=(IdeaFigures("S1", 5, Side.CLIENT),))
SPLIT = replace(PRIORITY, controversy=0.5)
CASES = {
    HintCode.PHONES_QUIET: Case(
        QUIET,
        Hint(HintCode.PHONES_QUIET, figures={"phones": 20, "heard": 9, "minutes": 5}),
        (
            lambda it: room(it, heard=10),
            lambda it: room(it, heard=None),
            lambda it: room(it, minutes=4),
            lambda it: room(it, minutes=None),
            lambda it: room(it, phones=4, heard=1),
            lambda it: replace(it, phase=Phase.CAUSES),
        ),
    ),
    HintCode.LATE: Case(
        at(Phase.CAPTURE, room=RoomFigures(phones=1, late=5)),
        Hint(HintCode.LATE, figures={"minutes": 5}, goes_to="agenda"),
        (
            lambda it: room(it, late=4),
            lambda it: room(it, phones=0),
            lambda it: replace(it, phase=Phase.CLOSE),
        ),
    ),
    HintCode.SILENT_SIDE: Case(
        at(Phase.CAPTURE, client=18, employee=2),
        Hint(
            HintCode.SILENT_SIDE,
            figures={"cards": 2, "of": 20},
            side=Side.EMPLOYEE,
            goes_to="capture",
        ),
        (
            lambda it: replace(it, employee=3),
            lambda it: replace(it, client=11, employee=0),
            lambda it: replace(it, phase=Phase.MATRIX),
        ),
    ),
    HintCode.SILENT_STEP: Case(
        wall(Phase.CAPTURE, StepFigures("1"), StepFigures("2", 10, 10)),
        Hint(HintCode.SILENT_STEP, ("1",), {"of": 20}, goes_to="capture"),
        (
            lambda it: step(it, employee=1),
            lambda it: replace(it, client=1),
            lambda it: replace(it, phase=Phase.VOTE),
        ),
    ),
    HintCode.SILENT_SIDE_ON_STEP: Case(
        wall(Phase.GROUP, StepFigures("1", client=6), StepFigures("2", 4, 10)),
        Hint(
            HintCode.SILENT_SIDE_ON_STEP,
            ("1",),
            {"cards": 6},
            side=Side.EMPLOYEE,
            goes_to="capture",
        ),
        (
            lambda it: step(it, employee=1),
            lambda it: step(it, client=5),
            lambda it: step(it, both=False),
            lambda it: replace(it, phase=Phase.PLAN),
        ),
    ),
    HintCode.NO_MIRROR: Case(
        at(Phase.MATRIX, waiting=("T1", "T2")),
        Hint(HintCode.NO_MIRROR, ("T1", "T2"), {"topics": 2}, goes_to="matrix"),
        (
            lambda it: replace(it, waiting=()),
            lambda it: replace(it, mirrored=1),
            lambda it: replace(it, phase=Phase.GROUP, may_mirror=True),
            lambda it: replace(it, phase=Phase.IDEATE),
        ),
    ),
    HintCode.UNHEARD_PAYER: Case(
        PAYER,
        Hint(HintCode.UNHEARD_PAYER, ("S1",), side=Side.CLIENT, goes_to="weigh"),
        (
            lambda it: replace(it, ideas=(IdeaFigures("S1", 5),)),
            lambda it: replace(it, ideas=(IdeaFigures("S1", 4, Side.CLIENT),)),
            lambda it: replace(it, phase=Phase.FOLLOW),
        ),
    ),
    HintCode.UNCARRIED_PRIORITY: Case(
        at(Phase.CLOSE, topics=(PRIORITY,)),
        Hint(HintCode.UNCARRIED_PRIORITY, ("T1",), goes_to="plan"),
        (
            lambda it: topic(it, carried=True),
            lambda it: topic(it, quadrant=Quadrant.CAPITALISE),
            lambda it: replace(it, phase=Phase.PLAN),
        ),
    ),
    HintCode.NO_MEASURE: Case(
        at(Phase.PLAN, actions=(ActionFigures("A1", settled=True),)),
        Hint(HintCode.NO_MEASURE, ("A1",), goes_to="plan"),
        (
            lambda it: replace(it, actions=(ActionFigures("A1", measured=True, settled=True),)),
            lambda it: replace(it, actions=(ActionFigures("A1"),)),
            lambda it: replace(it, phase=Phase.WEIGH),
        ),
    ),
    HintCode.GOODWILL: Case(
        at(Phase.CAUSES, steps=(StepFigures("1", goodwill=GoodwillAlarm.TO_CHECK),)),
        Hint(HintCode.GOODWILL, ("1",), goes_to="causes"),
        (
            lambda it: step(it, goodwill=GoodwillAlarm.NONE),
            lambda it: replace(it, topics=(replace(PRIORITY, worked_on=True),)),
            lambda it: replace(it, phase=Phase.MATRIX),
        ),
    ),
    HintCode.CONTRARY_KPI: Case(
        at(Phase.IDEATE, steps=(StepFigures("1", contrary=("Calls",)),), topics=(PRIORITY,)),
        Hint(HintCode.CONTRARY_KPI, ("1",), goes_to="causes"),
        (
            lambda it: step(it, contrary=()),
            lambda it: topic(it, tags=(CauseTag.KPI,)),
            lambda it: topic(it, quadrant=Quadrant.CAPITALISE),
            lambda it: topic(it, step="2"),
            lambda it: replace(it, phase=Phase.FOLLOW),
        ),
    ),
    HintCode.CONTROVERSIAL: Case(
        at(Phase.MATRIX, topics=(SPLIT,)),
        Hint(HintCode.CONTROVERSIAL, ("T1",), goes_to="matrix"),
        (
            lambda it: topic(it, controversy=0.49),
            lambda it: topic(it, worked_on=True),
            lambda it: replace(it, phase=Phase.PLAN),
        ),
    ),
    HintCode.ONE_FAMILY: Case(
        at(Phase.VOTE, topics=(replace(PRIORITY, family="Agents"),)),
        Hint(HintCode.ONE_FAMILY, ("T1",), goes_to="matrix"),
        (lambda it: topic(it, family=""), lambda it: replace(it, phase=Phase.CAUSES)),
    ),
    HintCode.ABSENT_ROLES: Case(
        at(Phase.FRAME, room=RoomFigures(phones=5, absent=("IT", "Legal"), present=1)),
        Hint(HintCode.ABSENT_ROLES, ("IT", "Legal"), {"phones": 5}, goes_to="frame"),
        (
            lambda it: room(it, absent=(), present=3),
            lambda it: room(it, present=0),
            lambda it: room(it, phones=4),
            lambda it: replace(it, phase=Phase.GROUP),
        ),
    ),
    HintCode.TOMORROW_UNASKED: Case(
        wall(tomorrow=False),
        Hint(HintCode.TOMORROW_UNASKED, figures={"cards": 20}, goes_to="capture"),
        (
            lambda it: replace(it, tomorrow=True),
            lambda it: replace(it, client=1),
            lambda it: replace(it, phase=Phase.IDEATE),
            lambda it: replace(it, phase=Phase.GROUP),
        ),
    ),
}


@pytest.mark.parametrize("code", HintCode)
def test_a_hint_is_given_where_its_fact_is_and_not_without_it(code: HintCode) -> None:
    case = CASES[code]
    assert hints(case.figures) == (case.hint,)
    for sibling in case.siblings:
        assert hints(sibling(case.figures)) == ()


@pytest.mark.parametrize("phase", Phase)
def test_of_an_empty_workshop_nothing_is_said(phase: Phase) -> None:
    assert hints(Figures(phase, FLOOR)) == ()
    untouched = tuple(StepFigures(str(n), contrary=("Calls",)) for n in range(8))
    roles = RoomFigures(absent=("Agent", "IT"), heard=0, minutes=90, late=90)
    assert hints(Figures(phase, FLOOR, steps=untouched, room=roles)) == ()


def test_every_hint_has_a_rule_whose_time_and_page_are_of_the_day() -> None:
    assert set(RULES) == set(HintCode)
    assert Hint(HintCode.NO_MIRROR).method is Phase.GROUP
    for rule in RULES.values():
        assert rule.goes_to in {"", "agenda", *ROAD}
        assert rule.in_time
        assert Phase.FOLLOW not in rule.in_time


def test_the_most_urgent_one_comes_first() -> None:
    figures = room(
        wall(Phase.CAPTURE, StepFigures("1"), StepFigures("2", 6, 0), tomorrow=False),
        phones=20, heard=3, minutes=8, late=9,
    )  # fmt: skip
    assert [hint.code for hint in hints(figures)] == [
        HintCode.PHONES_QUIET,
        HintCode.LATE,
        HintCode.SILENT_STEP,
        HintCode.SILENT_SIDE_ON_STEP,
        HintCode.TOMORROW_UNASKED,
    ]


def test_with_many_steps_the_wall_takes_longer_to_fill() -> None:
    steps = tuple(StepFigures(str(n), 2, 0) for n in range(10))
    figures = at(Phase.CAPTURE, client=20, employee=0, steps=steps)
    assert [hint.code for hint in hints(figures)] == [HintCode.SILENT_SIDE]
    assert hints(replace(figures, steps=(*steps, StepFigures("10", 2, 0)))) == ()


def test_a_side_that_is_silent_everywhere_is_not_told_again_step_by_step() -> None:
    steps = (StepFigures("1", client=9), StepFigures("2", client=9), StepFigures("3", 0, 6))
    figures = at(Phase.CAPTURE, client=60, employee=6, steps=steps)
    silent, there = hints(figures)
    assert (silent.code, silent.side) == (HintCode.SILENT_SIDE, Side.EMPLOYEE)
    assert (there.about, there.side) == (("3",), Side.CLIENT)


def test_the_client_s_side_may_be_the_silent_one() -> None:
    [hint] = hints(at(Phase.GROUP, client=1, employee=19))
    assert hint.side is Side.CLIENT


def test_of_several_steps_the_fullest_one_is_named_first() -> None:
    steps = (StepFigures("1", 6, 0), StepFigures("2", 8, 0), StepFigures("3", 0, 7))
    [hint] = hints(wall(Phase.CAPTURE, *steps))
    assert (hint.about, hint.figures) == (("2", "1"), {"cards": 8})


def test_the_mirror_round_is_missed_where_topics_are_made_once_phones_may_not_take_it() -> None:
    [hint] = hints(at(Phase.GROUP, waiting=("T1",)))
    assert hint.goes_to == "group"
    [later] = hints(at(Phase.VOTE, waiting=("T1",), may_mirror=True))
    assert later.goes_to == "group"


def test_where_the_plan_is_made_owners_are_missed_once_there_is_an_action() -> None:
    done = (ActionFigures("A1", measured=True, settled=True),)
    [hint] = hints(at(Phase.PLAN, topics=(PRIORITY,), actions=done))
    assert hint.code is HintCode.UNCARRIED_PRIORITY


def test_at_the_close_every_action_without_a_measure_is_told() -> None:
    actions = (ActionFigures("A1"), ActionFigures("A2", measured=True), ActionFigures("A3"))
    [hint] = hints(at(Phase.CLOSE, actions=actions))
    assert hint.about == ("A1", "A3")


def test_ideas_miss_tomorrow_once_there_are_a_few() -> None:
    ideas = tuple(IdeaFigures(f"S{n}") for n in range(3))
    [hint] = hints(at(Phase.IDEATE, ideas=ideas, tomorrow=False))
    assert hint.code is HintCode.TOMORROW_UNASKED
    assert hints(at(Phase.IDEATE, ideas=ideas[:2], tomorrow=False)) == ()


def test_ideas_that_lack_the_same_side_are_told_together() -> None:
    ideas = (
        IdeaFigures("S1", 9, Side.EMPLOYEE),
        IdeaFigures("S2", 9, Side.CLIENT),
        IdeaFigures("S3", 9, Side.EMPLOYEE),
    )
    [hint] = hints(at(Phase.PLAN, ideas=ideas))
    assert (hint.about, hint.side) == (("S1", "S3"), Side.EMPLOYEE)

"""Projects: a charter that says when it is done, ticks that stay, phases one after the other."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    ActionUnknown,
    CriterionUnknown,
    DatesReversed,
    MeasureUnknown,
    NamedTwice,
    PhaseGateShut,
    ProjectIncomplete,
    ProjectPhaseUnknown,
    ProjectUnfinished,
    ProjectUnknown,
    ScreenStale,
    TextEmpty,
    TextTooLong,
    TooMany,
    ValueUnknown,
    WorkshopError,
)
from workshop.services import actions, measures, people, projects
from workshop.services.actions import ActionDraft
from workshop.services.measures import MeasureDraft
from workshop.services.people import PersonDraft
from workshop.services.projects import MOST_CRITERIA, MOST_PHASES, PhaseDraft, ProjectDraft
from workshop.services.views.projects import ProjectLine, read_charter, read_projects_view

BEGIN, MIDDLE, END = date(2026, 4, 1), date(2026, 6, 1), date(2026, 9, 1)
WHOLE = ProjectDraft(
    title="One file, one person",
    owner="Nadia",
    domain="Desk",
    objectives="Nobody tells it twice",
    benefits="Less waiting, less copying",
    budget="Ten days",
    people="Two of the desk",
    starts_on=BEGIN,
    ends_on=END,
    status="running",
    criteria=("Nine of ten without hand-over", "One entry only"),
    phases=(PhaseDraft("Sketch", BEGIN, MIDDLE), PhaseDraft("Try", MIDDLE), PhaseDraft("Spread")),
)


def only(cast: Cast) -> ProjectLine:
    (line,) = read_projects_view(cast.house, cast.alice).projects
    return line


def two_measures(cast: Cast) -> tuple[str, ...]:
    return tuple(
        measures.add_measure(
            cast.house,
            cast.alice,
            MeasureDraft(side=side, name=f"Days, {side}", unit="days", better="down"),
        )
        for side in ("employee", "client")
    )


def test_a_charter_says_what_for_who_until_when_and_when_it_is_done(cast: Cast) -> None:
    held = actions.add_action(cast.house, cast.alice, ActionDraft("Do"))
    by = two_measures(cast)
    draft = replace(WHOLE, actions=(held, held), measures=by)
    label = projects.add_project(cast.house, cast.alice, draft)
    charter = read_charter(cast.house, cast.bob, label)
    line = charter.project
    assert line == only(cast)
    assert (line.label, line.title, line.owner, line.domain) == ("J1", WHOLE.title, "Nadia", "Desk")
    assert (line.objectives, line.benefits) == (WHOLE.objectives, WHOLE.benefits)
    assert (line.budget, line.people, line.status) == (WHOLE.budget, WHOLE.people, "running")
    assert (line.starts_on, line.ends_on) == (BEGIN, END)
    assert [one.text for one in line.criteria] == list(WHOLE.criteria)
    assert [(one.title, one.starts_on, one.is_next) for one in line.phases] == [
        ("Sketch", BEGIN, True),
        ("Try", MIDDLE, False),
        ("Spread", None, False),
    ]
    assert (line.actions, line.measures) == ((held,), tuple(sorted(by)))
    assert [one.side for one in charter.measures] == ["client", "employee"]
    assert [one.label for one in charter.actions] == [held]
    assert (charter.workshop, charter.language, charter.target) == ("Counter", "en", "")


def test_whoever_carries_it_becomes_a_person_known_by_name(cast: Cast) -> None:
    people.add_person(cast.house, cast.alice, PersonDraft("Nadia"))
    projects.add_project(cast.house, cast.alice, replace(WHOLE, owner=" nadia "))
    projects.add_project(cast.house, cast.alice, replace(WHOLE, owner="Karim"))
    assert read_projects_view(cast.house, cast.alice).people == ("Karim", "Nadia")


def test_a_draft_needs_only_a_title_and_a_running_project_names_the_rest(cast: Cast) -> None:
    bare = ProjectDraft(" Some\nday ")
    projects.add_project(cast.house, cast.alice, bare)
    assert (only(cast).title, only(cast).domain, only(cast).owner) == ("Some day", None, "")
    for status in ("running", "done"):
        with pytest.raises(ProjectIncomplete) as refused:
            projects.save_project(cast.house, cast.alice, "J1", replace(bare, status=status))
        assert refused.value.facts["missing"] == ["owner", "starts_on", "ends_on", "criteria"]
    projects.save_project(cast.house, cast.alice, "J1", replace(bare, status="stopped"))


def test_a_project_is_done_only_when_each_criterion_is_met(cast: Cast) -> None:
    with pytest.raises(ProjectUnfinished):
        projects.add_project(cast.house, cast.alice, replace(WHOLE, status="done"))
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    projects.tick_criterion(cast.house, cast.alice, label, 1, True)
    done = replace(WHOLE, status="done")
    with pytest.raises(ProjectUnfinished) as refused:
        projects.save_project(cast.house, cast.alice, label, done)
    assert refused.value.facts == {"criteria": ["One entry only"]}
    projects.tick_criterion(cast.house, cast.bob, label, 2, True, text="One entry only")
    projects.save_project(cast.house, cast.alice, label, done)
    line = only(cast)
    assert (line.status, line.met) == ("done", 2)
    assert line.criteria[0].met_on == cast.house.clock().date()
    projects.tick_criterion(cast.house, cast.alice, label, 2, False)
    assert (only(cast).status, only(cast).met) == ("running", 1)


def test_a_tick_stays_while_the_criterion_is_worded_alike(cast: Cast) -> None:
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    projects.tick_criterion(cast.house, cast.alice, label, 2, True)
    projects.tick_criterion(cast.house, cast.alice, label, 2, True)  # the second tap is harmless
    projects.tick_criterion(cast.house, cast.alice, label, 1, False)
    kept = replace(WHOLE, criteria=("One entry only", "Something else"))
    projects.save_project(cast.house, cast.alice, label, kept)
    assert [bool(one.met_on) for one in only(cast).criteria] == [True, False]
    reworded = replace(WHOLE, criteria=("One entry at most",))
    projects.save_project(cast.house, cast.alice, label, reworded)
    assert [bool(one.met_on) for one in only(cast).criteria] == [False]


def test_one_phase_opens_the_next(cast: Cast) -> None:
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    with pytest.raises(PhaseGateShut) as refused:
        projects.finish_phase(cast.house, cast.alice, label, 3, True)
    assert refused.value.facts == {"project": label, "before": "Sketch"}
    for place in (1, 2, 3):
        projects.finish_phase(cast.house, cast.alice, label, place, True)
    assert [one.done for one in only(cast).phases] == [True, True, True]
    assert not any(one.is_next for one in only(cast).phases)
    projects.finish_phase(cast.house, cast.bob, label, 2, False, title="Try")
    assert [(one.done, one.is_next) for one in only(cast).phases] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_a_phase_that_comes_to_stand_before_opens_what_had_ended(cast: Cast) -> None:
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    projects.finish_phase(cast.house, cast.alice, label, 1, True)
    moved = replace(WHOLE, phases=(PhaseDraft("Sketch"), PhaseDraft("Ask"), PhaseDraft("Try")))
    projects.save_project(cast.house, cast.alice, label, moved)
    assert [one.done for one in only(cast).phases] == [True, False, False]
    first = replace(WHOLE, phases=(PhaseDraft("Ask"), PhaseDraft("Sketch")))
    projects.save_project(cast.house, cast.alice, label, first)
    assert [one.done for one in only(cast).phases] == [False, False]


def test_an_action_is_in_one_project_at_most(cast: Cast) -> None:
    labels = [actions.add_action(cast.house, cast.alice, ActionDraft("Do")) for _ in range(3)]
    one = ProjectDraft("One", actions=tuple(labels[:2]))
    first = projects.add_project(cast.house, cast.alice, one)
    two = ProjectDraft("Two", actions=tuple(labels[1:]))
    second = projects.add_project(cast.house, cast.alice, two)
    view = read_projects_view(cast.house, cast.alice)
    assert [line.actions for line in view.projects] == [(labels[0],), tuple(labels[1:])]
    projects.save_project(cast.house, cast.alice, second, replace(two, actions=(labels[2],)))
    projects.remove_project(cast.house, cast.alice, first)
    view = read_projects_view(cast.house, cast.alice)
    assert [line.actions for line in view.projects] == [(labels[2],)]
    assert [line.project for line in view.actions] == [None, None, second]
    assert projects.add_project(cast.house, cast.alice, one) == "J3"


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(WHOLE, title="\u200b"), TextEmpty),
        (replace(WHOLE, title="x" * 121), TextTooLong),
        (replace(WHOLE, objectives="x" * 1001), TextTooLong),
        (replace(WHOLE, status="cancelled"), ValueUnknown),
        (replace(WHOLE, ends_on=date(2026, 3, 31)), DatesReversed),
        (replace(WHOLE, phases=(PhaseDraft("Sketch", MIDDLE, BEGIN),)), DatesReversed),
        (replace(WHOLE, phases=(PhaseDraft(" "),)), TextEmpty),
        (replace(WHOLE, phases=(PhaseDraft("Try"), PhaseDraft("TRY"))), NamedTwice),
        (replace(WHOLE, phases=(PhaseDraft("Try"),) * (MOST_PHASES + 1)), TooMany),
        (replace(WHOLE, criteria=("So", "so")), NamedTwice),
        (replace(WHOLE, criteria=("So",) * (MOST_CRITERIA + 1)), TooMany),
        (replace(WHOLE, criteria=("",)), TextEmpty),
        (replace(WHOLE, measures=("M9",)), MeasureUnknown),
        (replace(WHOLE, measures=("A1",)), MeasureUnknown),
        (replace(WHOLE, actions=("A9",)), ActionUnknown),
    ],
)
def test_a_project_that_breaks_a_rule_is_refused(
    cast: Cast, draft: ProjectDraft, refusal: type[WorkshopError]
) -> None:
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    before = only(cast)
    with pytest.raises(refusal):
        projects.add_project(cast.house, cast.alice, draft)
    with pytest.raises(refusal):
        projects.save_project(cast.house, cast.alice, label, draft)
    assert only(cast) == before


def test_a_form_does_not_write_over_what_a_colleague_changed(cast: Cast) -> None:
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    seen = only(cast).changed
    projects.save_project(cast.house, cast.bob, label, replace(WHOLE, budget="None"), seen=seen)
    with pytest.raises(ScreenStale):
        projects.save_project(cast.house, cast.alice, label, WHOLE, seen=seen)
    assert only(cast).budget == "None"


def test_of_many_who_save_over_the_same_picture_one_wins(cast: Cast) -> None:
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    seen = only(cast).changed

    def work(number: int) -> bool:
        draft = replace(WHOLE, budget=f"{number} days")
        try:
            projects.save_project(cast.house, cast.alice, label, draft, seen=seen)
        except ScreenStale:
            return False
        return True

    assert sum(together(8, work)) == 1


@pytest.mark.parametrize("label", ["J9", "A1", "", "J1\x00"])
def test_an_unknown_project_is_refused(cast: Cast, label: str) -> None:
    projects.add_project(cast.house, cast.alice, WHOLE)
    for gesture in (
        lambda: projects.save_project(cast.house, cast.alice, label, WHOLE),
        lambda: projects.remove_project(cast.house, cast.alice, label),
        lambda: projects.tick_criterion(cast.house, cast.alice, label, 1, True),
        lambda: projects.finish_phase(cast.house, cast.alice, label, 1, True),
        lambda: read_charter(cast.house, cast.alice, label),
    ):
        with pytest.raises(ProjectUnknown):
            gesture()


@pytest.mark.parametrize("place", [0, -1, 9])
def test_a_place_that_is_none_is_refused(cast: Cast, place: int) -> None:
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    with pytest.raises(CriterionUnknown):
        projects.tick_criterion(cast.house, cast.alice, label, place, True)
    with pytest.raises(ProjectPhaseUnknown):
        projects.finish_phase(cast.house, cast.alice, label, place, True)


def test_an_old_screen_ticks_nothing_else(cast: Cast) -> None:
    label = projects.add_project(cast.house, cast.alice, WHOLE)
    with pytest.raises(CriterionUnknown):
        projects.tick_criterion(cast.house, cast.alice, label, 1, True, text="One entry only")
    with pytest.raises(ProjectPhaseUnknown):
        projects.finish_phase(cast.house, cast.alice, label, 1, True, title="Try")
    assert (only(cast).met, only(cast).phases[0].done) == (0, False)

"""The agenda: chosen, begun by leaving its first phase, cut when time slips, given back."""

from datetime import timedelta

import pytest

from tests.services.cast import Cast, Clock
from tests.services.test_races import together
from workshop.domain.agenda import Agenda, Slot
from workshop.domain.agenda_templates import TEMPLATES, agenda_template
from workshop.domain.errors import AgendaOutOfOrder, NumberOutOfRange, ValueUnknown
from workshop.domain.time_needed import (
    IDEAS_RATED,
    SCRIPT_WORDS,
    TAPS_A_VOTE,
    TAPS_MIRROR,
    TAPS_SAME,
)
from workshop.domain.votes import BUDGET
from workshop.domain.words import Phase
from workshop.i18n import languages, words
from workshop.services import agenda, editions, mirror, moods, ratings, same, timer, workshops
from workshop.services.actors import Console
from workshop.services.rows import Workshop
from workshop.services.transaction import snapshot

DAY: Agenda = (
    Slot(Phase.CAPTURE, 20),
    Slot(None, 15),
    Slot(Phase.MATRIX, 15),
    Slot(Phase.VOTE, 10),
    Slot(Phase.PLAN, 30),
)


@pytest.fixture
def day(cast: Cast) -> Cast:
    """Alice's workshop with an agenda whose first phase it is in."""
    agenda.choose_agenda(cast.house, cast.alice, DAY)
    return cast


def row(cast: Cast) -> Workshop:
    with snapshot(cast.house, cast.alice) as seen:
        return seen.workshop


def pass_by(cast: Cast, minutes: float) -> None:
    clock = cast.house.clock
    assert isinstance(clock, Clock)
    clock.go_on(minutes=minutes)


def test_an_agenda_is_chosen_changed_and_taken_away(cast: Cast) -> None:
    assert (row(cast).agenda, row(cast).agenda_began_at) == ((), None)
    agenda.choose_agenda(cast.house, cast.alice, DAY)
    assert row(cast).agenda == DAY
    agenda.begin_agenda(cast.house, cast.alice)
    began = row(cast).agenda_began_at
    agenda.choose_agenda(cast.house, cast.alice, DAY[2:])
    assert (row(cast).agenda, row(cast).agenda_began_at) == (DAY[2:], began)
    agenda.choose_agenda(cast.house, cast.alice, ())
    assert (row(cast).agenda, row(cast).agenda_began_at) == ((), None)


def test_what_is_no_agenda_is_refused_and_changes_nothing(day: Cast) -> None:
    with pytest.raises(AgendaOutOfOrder):
        agenda.choose_agenda(day.house, day.alice, DAY[1:])
    with pytest.raises(NumberOutOfRange):
        agenda.choose_agenda(day.house, day.alice, [Slot(Phase.PLAN, 0)])
    assert row(day).agenda == DAY


@pytest.mark.parametrize("minutes", [1.5, True])
def test_a_cut_to_what_are_no_minutes_is_refused(day: Cast, minutes: float) -> None:
    with pytest.raises(NumberOutOfRange):
        agenda.cut_agenda(day.house, day.alice, {Phase.VOTE: minutes})  # type: ignore[dict-item]
    assert row(day).agenda == DAY


def test_every_change_of_phase_says_since_when(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "group")
    since = cast.house.clock()
    assert row(cast).phase_since == since
    pass_by(cast, 5)
    workshops.set_phase(cast.house, cast.alice, "group")  # it is there already
    assert row(cast).phase_since == since
    workshops.go_on(cast.house, cast.alice, seen=Phase.GROUP)
    assert row(cast).phase_since == cast.house.clock()
    assert row(cast).clock(cast.house.clock()) is None


def test_next_follows_the_agenda_and_its_break_begins_with_it(day: Cast) -> None:
    pass_by(day, 25)
    assert workshops.go_on(day.house, day.alice, seen=Phase.CAPTURE) is Phase.MATRIX
    now, here = day.house.clock(), row(day)
    back = now + timedelta(minutes=15)
    assert (here.paused_until, here.phase_since) == (back, back)
    # Left as if it had taken the minutes it had: what comes before the clock is nobody's delay.
    assert here.agenda_began_at == now - timedelta(minutes=20)
    clock = here.clock(now)
    assert clock is not None
    assert (clock.slot_left, clock.late_minutes) == (15, 0)
    pass_by(day, 15)
    assert workshops.go_on(day.house, day.alice, seen=Phase.MATRIX) is Phase.VOTE
    assert row(day).paused_until is None


def test_a_room_that_is_back_early_has_the_rest_of_the_break(day: Cast) -> None:
    workshops.go_on(day.house, day.alice, seen=Phase.CAPTURE)
    pass_by(day, 5)
    timer.resume(day.house, day.alice)
    here = row(day)
    assert (here.paused_until, here.phase_since) == (None, day.house.clock())
    clock = here.clock(day.house.clock())
    assert clock is not None
    assert clock.promised_end - clock.ends_at == timedelta(minutes=10)


def test_a_pause_within_a_phase_is_time_of_that_phase(day: Cast) -> None:
    workshops.set_phase(day.house, day.alice, "matrix")
    since = row(day).phase_since
    timer.pause(day.house, day.alice, minutes=10)
    pass_by(day, 3)
    timer.resume(day.house, day.alice)
    assert row(day).phase_since == since


def test_a_room_that_goes_back_to_the_first_phase_is_late_and_its_day_goes_on(day: Cast) -> None:
    workshops.go_on(day.house, day.alice, seen=Phase.CAPTURE)
    began = row(day).agenda_began_at
    pass_by(day, 15)
    workshops.set_phase(day.house, day.alice, "capture")
    assert row(day).agenda_began_at == began
    late = row(day).clock(day.house.clock())
    assert late is not None
    assert (late.slot_left, late.late_minutes) == (20, 35)
    workshops.go_on(day.house, day.alice, seen=Phase.CAPTURE)
    assert row(day).agenda_began_at == began


def test_a_day_begins_anew_once_the_last_one_is_long_over(day: Cast) -> None:
    workshops.go_on(day.house, day.alice, seen=Phase.CAPTURE)
    workshops.set_phase(day.house, day.alice, "capture")
    pass_by(day, 60 * 24)
    workshops.go_on(day.house, day.alice, seen=Phase.CAPTURE)
    assert row(day).agenda_began_at == day.house.clock() - timedelta(minutes=20)


def test_no_day_begins_by_a_phase_outside_the_agenda(day: Cast) -> None:
    workshops.set_phase(day.house, day.alice, "group")
    assert row(day).agenda_began_at is None


def test_the_break_is_over_when_its_own_phase_is_opened_again(day: Cast) -> None:
    workshops.go_on(day.house, day.alice, seen=Phase.CAPTURE)
    pass_by(day, 5)
    workshops.set_phase(day.house, day.alice, "matrix")
    assert (row(day).paused_until, row(day).phase_since) == (None, day.house.clock())


def test_the_day_can_be_said_to_begin_now_in_any_phase(day: Cast) -> None:
    workshops.set_phase(day.house, day.alice, "matrix")
    pass_by(day, 60 * 24 * 3)
    assert row(day).clock(day.house.clock()) is None
    agenda.begin_agenda(day.house, day.alice)
    clock = row(day).clock(day.house.clock())
    assert clock is not None
    assert (clock.slot_left, clock.late_minutes) == (15, 0)


def test_without_an_agenda_no_day_begins(cast: Cast) -> None:
    before = row(cast).revision
    agenda.begin_agenda(cast.house, cast.alice)
    assert (row(cast).agenda_began_at, row(cast).revision) == (None, before)


def test_time_that_was_lost_is_made_up_by_cutting_and_given_back(day: Cast) -> None:
    workshops.go_on(day.house, day.alice, seen=Phase.CAPTURE)
    pass_by(day, 40)
    late = row(day).clock(day.house.clock())
    assert late is not None
    assert late.late_minutes == 10
    agenda.cut_agenda(day.house, day.alice, {Phase.VOTE: 0})
    made_up = row(day).clock(day.house.clock())
    assert made_up is not None
    assert (made_up.late_minutes, made_up.promised_end) == (0, late.promised_end)
    assert workshops.go_on(day.house, day.alice, seen=Phase.MATRIX) is Phase.PLAN
    agenda.restore_agenda(day.house, day.alice)
    assert row(day).agenda == DAY


def test_what_is_behind_or_going_on_is_not_cut(day: Cast) -> None:
    workshops.set_phase(day.house, day.alice, "vote")
    agenda.cut_agenda(day.house, day.alice, {Phase.CAPTURE: 5, Phase.VOTE: 0})
    assert row(day).agenda == DAY


def test_a_cut_that_is_never_made_is_refused(day: Cast) -> None:
    for keeps in ({Phase.MATRIX: 5}, {Phase.PLAN: 0}, {Phase.VOTE: -1}):
        with pytest.raises(ValueUnknown):
            agenda.cut_agenda(day.house, day.alice, keeps)
    assert row(day).agenda == DAY


def test_two_facilitators_who_cut_at_once_cut_once(day: Cast) -> None:
    def cut(number: int) -> None:
        actor = (day.alice, day.bob)[number % 2]
        agenda.cut_agenda(day.house, actor, {Phase.VOTE: 0})

    together(6, cut)
    assert row(day).agenda == (*DAY[:3], Slot(Phase.VOTE, 0, cut=10), DAY[4])


def test_two_facilitators_who_go_on_at_once_begin_one_break(day: Cast) -> None:
    def tap(number: int) -> Phase:
        return workshops.go_on(day.house, (day.alice, day.bob)[number], seen=Phase.CAPTURE)

    assert together(2, tap) == [Phase.MATRIX, Phase.MATRIX]


def test_the_next_edition_has_the_same_agenda_whole(day: Cast) -> None:
    agenda.cut_agenda(day.house, day.alice, {Phase.VOTE: 0})
    new = editions.next_edition(day.house, day.alice)
    with snapshot(day.house, Console(new.code)) as seen:
        assert (seen.workshop.agenda, seen.workshop.agenda_began_at) == (DAY, None)


def test_a_whole_day_is_walked_from_its_template(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "frame")
    slots = agenda_template("day").slots
    agenda.choose_agenda(cast.house, cast.alice, slots)
    pass_by(cast, 10)
    walked = [Phase.FRAME]
    while walked[-1] is not Phase.CLOSE:
        walked.append(workshops.go_on(cast.house, cast.alice, seen=walked[-1]))
        here = row(cast)
        assert here.phase_since is not None
        pass_by(cast, (here.phase_since - cast.house.clock()).total_seconds() / 60)
        clock = row(cast).clock(cast.house.clock())
        assert clock is not None
        assert (clock.late_minutes, clock.slot_left) == (0, clock.slot_minutes)
        pass_by(cast, clock.slot_minutes)
    assert walked == [slot.phase for slot in slots if slot.phase]
    assert row(cast).agenda_began_at == cast.house.clock() - timedelta(minutes=390)


def test_the_script_of_the_guide_is_no_longer_than_was_counted() -> None:
    for language in languages():
        t = words(language, "le client d’ici", "nous, l’équipe")
        for phase in Phase:
            assert len(t(f"ui.phase.{phase}.script").split()) <= SCRIPT_WORDS[phase], phase


def test_phones_are_asked_what_was_counted() -> None:
    """The figures are those of the services that hand tasks out to phones."""
    assert (TAPS_SAME, TAPS_MIRROR, TAPS_A_VOTE) == (same.QUESTIONS, mirror.TASKS, BUDGET)
    assert ratings.RATED_BY_EACH == IDEAS_RATED
    for template in TEMPLATES:
        assert template.scale.mood_steps <= moods.MOOD_STEPS
        assert template.scale.weighed <= ratings.LEADING

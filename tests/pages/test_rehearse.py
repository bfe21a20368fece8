"""A rehearsal: begun from the page that looks at the computer, marked on the road's pages."""

from collections.abc import Iterator

import pytest

from tests.pages.stage import PATIENCE_SECONDS, Stage, has, shown
from tests.pages.test_home import home, lines, press
from workshop.domain.words import Role
from workshop.services import simulated
from workshop.services.participants import Introduction, introduce
from workshop.services.rehearsal import join_rehearsal
from workshop.services.simulated import Rehearsals
from workshop.services.workshops import open_to_sponsor
from workshop.services.writer import Writer
from workshop.ui import rehearse

PAGE = "facilitator/doctor"
MARKED = ("capture", "group", "matrix", "room", "moderate")


@pytest.fixture(autouse=True)
def rehearsals(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rehearsals]:
    """Those of this test, in a hurry."""
    here = Rehearsals()
    monkeypatch.setattr(simulated, "SECONDS_BETWEEN", 0.5)
    monkeypatch.setattr(rehearse, "rehearsals", here)
    yield here
    here.stop_all()


def test_it_is_begun_stopped_taken_up_again_and_taken_away(
    demo: Stage, rehearsals: Rehearsals
) -> None:
    t, before = demo.words, demo.view
    app = demo.open(PAGE)
    assert not app.exception
    assert app.button("rehearsal-start").label == t("ui.rehearsal.start")
    assert not has(app, "rehearsal-panel-yes")
    app.button("rehearsal-start").click().run()
    assert not app.exception
    running = rehearsals.running(demo.code)
    assert running is not None
    assert running.phones == rehearse.USUAL_PHONES
    assert not has(app, "rehearsal-start")
    assert demo.view.room.rehearsal == rehearse.USUAL_PHONES
    app.button("rehearsal-stop").click().run()
    assert rehearsals.running(demo.code) is None
    assert app.button("rehearsal-start").label == t("ui.rehearsal.go_on")
    app.button("rehearsal-panel-yes").click().run()
    assert not app.exception
    assert t("ui.rehearsal.removed") in [toast.value for toast in app.toast]
    assert demo.view.room == before.room
    assert demo.view.cards == before.cards


def test_how_many_and_for_how_long_is_chosen(demo: Stage, rehearsals: Rehearsals) -> None:
    app = demo.open(PAGE)
    app.button_group("rehearsal-phones").set_value(10).run()
    app.button_group("rehearsal-minutes").set_value(3).run()
    app.button("rehearsal-start").click().run()
    running = rehearsals.running(demo.code)
    assert running is not None
    assert running.phones == 10
    assert 150 < running.seconds_left <= 180


def test_once_its_time_is_over_another_one_may_be_begun(
    demo: Stage, rehearsals: Rehearsals
) -> None:
    app = demo.open(PAGE)
    app.button("rehearsal-start").click().run()
    rehearsals.stop(demo.code)
    app.button("rehearsal-stop").click().run()
    assert not app.exception
    assert has(app, "rehearsal-start")


@pytest.mark.parametrize("page", MARKED)
def test_each_page_says_that_a_rehearsal_is_on_and_takes_it_away(demo: Stage, page: str) -> None:
    assert not has(demo.open(f"facilitator/{page}"), "rehearsal-mark-yes")
    join_rehearsal(demo.house, demo.console, phones=12)
    demo.become(Role.FACILITATOR)
    app = demo.open(f"facilitator/{page}")
    assert not app.exception
    people = demo.words.count("count.simulated", 12)
    assert demo.words("ui.rehearsal.mark", people=people) in shown(app)
    app.button("rehearsal-mark-yes").click().run()
    assert not app.exception
    assert demo.view.room.rehearsal == 0
    assert not has(app, "rehearsal-mark-yes")
    assert demo.words("ui.rehearsal.removed") in [toast.value for toast in app.toast]


def test_one_press_makes_a_room_to_rehearse_in_and_one_gesture_deletes_it(
    demo: Stage, rehearsals: Rehearsals
) -> None:
    press(home(demo), "rehearse")
    [made] = [line for line in lines(demo) if line.code != demo.code]
    assert made.title == demo.words("ui.rehearsal.new.name")
    running = rehearsals.running(made.code)
    assert running is not None
    assert running.phones == 20
    room = home(demo, w=made.code)
    press(room, "rehearsal-mark-all")
    assert [line.code for line in lines(demo)] == [demo.code]
    assert rehearsals.running(made.code) is None


def somebody_real(stage: Stage, code: str) -> None:
    """A phone of flesh and blood comes into the workshop."""
    writer = Writer(stage.house)
    me = Introduction("a phone", "employee", "")
    writer.submit(code, introduce, me).result(PATIENCE_SECONDS)
    writer.close()


def test_a_rehearsal_that_one_s_own_phone_came_into_is_deleted_in_one_gesture_too(
    demo: Stage, rehearsals: Rehearsals
) -> None:
    press(home(demo), "rehearse")
    [made] = [line for line in lines(demo) if line.code != demo.code]
    rehearsals.stop(made.code)
    warning = demo.words.count("ui.rehearsal.whole.real", 1)
    assert warning not in shown(home(demo, w=made.code))
    somebody_real(demo, made.code)
    room = home(demo, w=made.code)
    assert warning in shown(room)
    press(room, "rehearsal-mark-all")
    assert [line.code for line in lines(demo)] == [demo.code]


def test_a_workshop_made_to_rehearse_in_may_be_kept_without_its_simulated_people(
    demo: Stage, rehearsals: Rehearsals
) -> None:
    press(home(demo), "rehearse")
    [made] = [line for line in lines(demo) if line.code != demo.code]
    somebody_real(demo, made.code)
    room = press(home(demo, w=made.code), "rehearsal-mark-yes")
    assert made.code in [line.code for line in lines(demo)]
    assert rehearsals.running(made.code) is None
    assert not has(room, "rehearsal-mark-all")


def test_the_sponsor_s_page_says_it_too(demo: Stage) -> None:
    open_to_sponsor(demo.house, demo.console, is_open=True)
    join_rehearsal(demo.house, demo.console, phones=2)
    demo.become(Role.SPONSOR)
    app = demo.open("sponsor/results")
    assert not app.exception
    assert demo.words("ui.sponsor.rehearsal") in [box.value for box in app.warning]

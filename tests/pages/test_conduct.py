"""The bar of the room: time, who is ready, reveal, pause, rights of phones, and the keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.people import send, send_cards
from tests.pages.stage import Stage, has, keyed
from tests.pages.test_group import Sent, drawn  # noqa: F401  (a fixture)
from workshop.domain.phases import PhoneGesture, default_rights
from workshop.domain.words import CardStatus, Phase, Role, Sees
from workshop.services import questions, rights, signin, timer, votes, workshops
from workshop.services.house import set_house
from workshop.services.questions import QuestionDraft
from workshop.services.rows import Workshop
from workshop.ui.conduct import MINUTES, MORE, PAUSES
from workshop.ui.keys import KEYS, standing, to_reveal
from workshop.ui.navigation import ROAD

PAGE = "facilitator/capture"
Drawn = dict[str, Any]


def in_phase(stage: Stage, phase: Phase) -> Stage:
    workshops.set_phase(stage.house, stage.console, phase)
    return stage


def press(app: AppTest, key: str) -> AppTest:
    app.button(key).click().run()
    assert not app.exception
    return app


def left(workshop: Workshop, stage: Stage) -> int:
    seconds = workshop.seconds_left(stage.house.clock())
    assert seconds is not None
    return seconds


@pytest.mark.parametrize("phase", ROAD)
def test_every_phase_is_conducted_from_its_page(bare: Stage, phase: Phase) -> None:
    app = in_phase(bare, phase).open(f"facilitator/{phase}")
    assert not app.exception
    for minutes in MINUTES:
        assert has(app, f"conduct-timer-{minutes}")
    for minutes in PAUSES:
        assert has(app, f"conduct-pause-{minutes}")


# --- time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", MINUTES)
def test_the_timer_is_started_for_so_many_minutes(demo: Stage, minutes: int) -> None:
    app = press(demo.open(PAGE), f"conduct-timer-{minutes}")
    assert 60 * minutes - 5 <= left(demo.view.workshop, demo) <= 60 * minutes
    assert not has(app, f"conduct-timer-{minutes}")


def test_a_running_timer_is_given_more_time_and_stopped(demo: Stage) -> None:
    app = press(demo.open(PAGE), "conduct-timer-5")
    for minutes in MORE:
        press(app, f"conduct-more-{minutes}")
    assert left(demo.view.workshop, demo) > 60 * (5 + sum(MORE)) - 10
    press(app, "conduct-stop")
    assert demo.view.workshop.closes_at is None
    assert has(app, "conduct-timer-5")


def test_when_time_is_up_two_minutes_more_are_offered(
    demo: Stage,
    drawn: Drawn,  # noqa: F811
) -> None:
    timer.start_timer(demo.house, demo.console, minutes=0.5)
    demo.house = replace(demo.house, clock=lambda: datetime.now(UTC) + timedelta(minutes=2))
    set_house(demo.house)
    app = demo.open(PAGE)
    assert [has(app, f"conduct-more-{minutes}") for minutes in MORE] == [False, True, False]
    assert demo.words("ui.conduct.more") in [caption.value for caption in app.caption]
    press(app, "conduct-more-2")
    assert 110 < left(demo.view.workshop, demo) <= 120


def test_the_clock_is_given_the_servers_own_time(demo: Stage, drawn: Drawn) -> None:  # noqa: F811
    timer.start_timer(demo.house, demo.console, minutes=3)
    demo.open(PAGE)
    clock = drawn["conduct-clock"]
    assert 0 < clock["closes_at"] - clock["now"] <= 180_000


# --- pause, ready ---------------------------------------------------------------------------------


def test_the_room_is_sent_out_and_called_back(demo: Stage) -> None:
    app = press(demo.open(PAGE), "conduct-pause-15")
    until = demo.view.workshop.paused_until
    assert until is not None
    said = demo.words("ui.conduct.paused", time=demo.words.hour(until))
    assert any(said in caption.value for caption in app.caption)
    press(app, "conduct-resume")
    assert demo.view.workshop.paused_until is None


def test_who_is_ready_is_said_by_count(demo: Stage) -> None:
    in_phase(demo, Phase.CAPTURE)
    send_cards(demo, 3)
    for said in (False, True):
        app = demo.open(PAGE)
        room = demo.view.room
        line = demo.words.count(
            "count.ready", 1, here=demo.words.number(room.here + room.away + room.rehearsal)
        )
        assert (line in [caption.value for caption in app.caption]) is said
        send(demo, timer.say_ready, [timer.Ready("phone-1")])


# --- reveal ---------------------------------------------------------------------------------------


def test_nothing_is_to_be_revealed_where_phones_read_everything(demo: Stage) -> None:
    assert not has(in_phase(demo, Phase.CAPTURE).open(PAGE), "conduct-reveal")
    assert to_reveal(in_phase(demo, Phase.FRAME).view) is None


def test_what_the_room_said_is_revealed_and_hidden_again(demo: Stage) -> None:
    in_phase(demo, Phase.CAPTURE)
    rights.set_rights(demo.house, demo.console, Phase.CAPTURE, may=["add_card"], sees="count")
    app = press(demo.open(PAGE), "conduct-reveal")
    assert demo.view.workshop.revealed
    assert app.button("conduct-reveal").label == demo.words("ui.conduct.reveal.hide")
    press(app, "conduct-reveal")
    assert not demo.view.workshop.revealed


def test_a_vote_is_revealed_once_it_is_closed(demo: Stage) -> None:
    in_phase(demo, Phase.VOTE)
    (vote,) = demo.view.votes
    app = demo.open(PAGE)
    assert app.button("conduct-reveal").disabled
    votes.close_vote(demo.house, demo.console, vote.label)
    press(app.run(), "conduct-reveal")
    assert demo.view.votes[0].revealed


@pytest.mark.parametrize(("phase", "own"), [("vote", "vote-reveal"), ("mood", "mood-reveal")])
def test_where_the_page_reveals_the_bar_has_no_second_button(
    demo: Stage, phase: str, own: str
) -> None:
    app = in_phase(demo, Phase(phase)).open(f"facilitator/{phase}")
    assert has(app, own)
    assert not has(app, "conduct-reveal")


def test_answers_of_the_open_question_are_revealed(demo: Stage) -> None:
    in_phase(demo, Phase.CAPTURE)
    label = questions.add_question(
        demo.house, demo.console, QuestionDraft(text="Une question ?", kind="scale")
    )
    questions.push_question(demo.house, demo.console, label)
    app = demo.open(PAGE)
    assert app.button("conduct-reveal").label == demo.words("ui.conduct.reveal.question")
    press(app, "conduct-reveal")
    assert next(line for line in demo.view.questions if line.label == label).revealed


# --- rights ---------------------------------------------------------------------------------------


def test_what_phones_may_do_is_said_and_changed_and_given_back(demo: Stage) -> None:
    app = in_phase(demo, Phase.CAPTURE).open(PAGE)
    keys = [str(box.key) for box in app.checkbox if str(box.key).startswith("rights-")]
    assert len(keys) == len(PhoneGesture)
    assert app.button("rights-save").disabled
    assert app.button("rights-back").disabled
    app.checkbox(next(key for key in keys if key.startswith("rights-me_too"))).uncheck()
    app.checkbox(next(key for key in keys if key.startswith("rights-add_solution"))).check()
    app.radio(keyed(app, "rights-sees")).set_value(Sees.NOTHING).run()
    press(app, "rights-save")
    now = demo.view.workshop.rights
    assert now.may == {PhoneGesture.ADD_CARD, PhoneGesture.ADD_SOLUTION}
    assert now.sees is Sees.NOTHING
    press(app, "rights-back")
    assert demo.view.workshop.rights == default_rights(Phase.CAPTURE)


def test_questions_on_the_phones_are_said_whatever_the_phase_lets_them_do(bare: Stage) -> None:
    def said(phase: Phase) -> str:
        [label] = [
            popover.proto.popover.label
            for popover in bare.open(f"facilitator/{phase}").get("popover")
            if "conduct-phones" in popover.proto.id
        ]
        return str(label)

    asked = bare.words("ui.conduct.may.answer.short")
    in_phase(bare, Phase.CLOSE)  # which opens the exit questions
    assert asked in said(Phase.CLOSE)
    assert asked not in said(Phase.CAPTURE)


def test_me_too_stays_chosen_while_nobody_may_read_the_cards(demo: Stage) -> None:
    app = in_phase(demo, Phase.CAPTURE).open(PAGE)
    app.radio(keyed(app, "rights-sees")).set_value(Sees.COUNT).run()
    press(app, "rights-save")
    assert PhoneGesture.ME_TOO not in demo.view.workshop.rights.may
    press(app, "conduct-reveal")
    assert PhoneGesture.ME_TOO in demo.view.workshop.rights.may


def test_the_rights_of_another_phase_are_set_ahead(demo: Stage) -> None:
    app = in_phase(demo, Phase.FRAME).open(PAGE)
    said = demo.words("ui.conduct.phones.later", phase=demo.words("phase.capture"))
    assert said in [caption.value for caption in app.caption]
    app.radio(keyed(app, "rights-sees")).set_value(Sees.COUNT).run()
    press(app, "rights-save")
    assert demo.view.workshop.rights == default_rights(Phase.FRAME)
    assert in_phase(demo, Phase.CAPTURE).view.workshop.rights.sees is Sees.COUNT


# --- keys -----------------------------------------------------------------------------------------


def strike(stage: Stage, drawn: Drawn, name: str, *, page: str = PAGE) -> AppTest:  # noqa: F811
    """Press a key in front of what the page shows now."""
    drawn["keys!"] = Sent(**{name: {"at": 1.0, "seen": standing(stage.view)}})
    app = stage.open(page)
    assert not app.exception
    return app


FACTS: dict[str, Callable[[Workshop], bool]] = {
    "timer": lambda workshop: workshop.closes_at is not None,
    "pause": lambda workshop: workshop.paused_until is not None,
    "blank": lambda workshop: workshop.projector_blank,
}


@pytest.mark.parametrize("name", FACTS)
def test_a_key_turns_its_fact_over_and_back(demo: Stage, drawn: Drawn, name: str) -> None:  # noqa: F811
    for now in (True, False):
        strike(demo, drawn, name)
        assert FACTS[name](demo.view.workshop) is now


@pytest.mark.parametrize("name", FACTS)
def test_a_key_pressed_twice_does_its_deed_once(demo: Stage, drawn: Drawn, name: str) -> None:  # noqa: F811
    before = standing(demo.view)
    for _ in range(2):
        drawn["keys!"] = Sent(**{name: {"at": 1.0, "seen": before}})
        demo.open(PAGE)
        assert FACTS[name](demo.view.workshop)


def test_one_more_minute_also_begins_the_time(demo: Stage, drawn: Drawn) -> None:  # noqa: F811
    strike(demo, drawn, "more")
    assert 50 < left(demo.view.workshop, demo) <= 60
    strike(demo, drawn, "more")
    assert 110 < left(demo.view.workshop, demo) <= 120


def test_a_key_opens_closes_and_opens_the_vote_again(demo: Stage, drawn: Drawn) -> None:  # noqa: F811
    in_phase(demo, Phase.VOTE)
    for is_open in (False, True, False):
        strike(demo, drawn, "vote", page="facilitator/vote")
        assert demo.view.votes[0].is_open is is_open
    votes.remove_vote(demo.house, demo.console, demo.view.votes[0].label)
    strike(demo, drawn, "vote", page="facilitator/vote")
    assert demo.view.open_vote is not None


def test_the_vote_is_revealed_by_key_only_when_it_is_closed(demo: Stage, drawn: Drawn) -> None:  # noqa: F811
    in_phase(demo, Phase.VOTE)
    app = strike(demo, drawn, "reveal", page="facilitator/vote")
    assert app.toast[0].value == demo.words("ui.keys.vote_open")
    strike(demo, drawn, "vote", page="facilitator/vote")
    strike(demo, drawn, "reveal", page="facilitator/vote")
    assert demo.view.votes[0].revealed
    app = strike(demo, drawn, "vote", page="facilitator/vote")
    assert app.toast[0].value == demo.words("ui.keys.vote_revealed")
    assert demo.view.open_vote is None


def test_keys_that_mean_nothing_here_say_so(demo: Stage, drawn: Drawn) -> None:  # noqa: F811
    in_phase(demo, Phase.CAPTURE)
    for name, said in (("vote", "no_vote"), ("reveal", "nothing_hidden")):
        assert strike(demo, drawn, name).toast[0].value == demo.words(f"ui.keys.{said}")


def test_a_key_sets_the_last_card_aside(demo: Stage, drawn: Drawn) -> None:  # noqa: F811
    in_phase(demo, Phase.CAPTURE)
    last = send_cards(demo, 2)[-1]
    app = strike(demo, drawn, "hide_last")
    assert app.toast[0].value == demo.words("ui.keys.hid", card=last)
    card = demo.view.card(last)
    assert card is not None
    assert card.status is CardStatus.HIDDEN


def test_without_cards_that_key_says_so(bare: Stage, drawn: Drawn) -> None:  # noqa: F811
    app = strike(bare, drawn, "hide_last")
    assert app.toast[0].value == bare.words("ui.keys.nothing_to_hide")


def test_on_a_page_next_is_the_pages_own_button(demo: Stage, drawn: Drawn) -> None:  # noqa: F811
    in_phase(demo, Phase.CAPTURE).open(PAGE)
    keys = drawn["keys"]
    assert "n" not in keys["keys"]
    assert keys["clicks"]["n"] == ".st-key-next-phase button"
    assert set(keys["keys"].values()) == set(KEYS.values()) - {"next"}


@pytest.mark.parametrize("value", [1.0, "now", {"at": 1.0}, {"seen": "everything"}])
def test_a_key_without_a_picture_counts_as_pressed_now(
    demo: Stage,
    drawn: Drawn,  # noqa: F811
    value: object,
) -> None:
    drawn["keys!"] = Sent(blank=value)
    demo.open(PAGE)
    assert demo.view.workshop.projector_blank


def test_a_dark_screen_is_said_and_lit_again(demo: Stage) -> None:
    workshops.blank_projector(demo.house, demo.console, blank=True)
    app = demo.open(PAGE)
    assert [warning.value for warning in app.warning] == [demo.words("ui.conduct.dark")]
    press(app, "conduct-light")
    assert not demo.view.workshop.projector_blank


def test_whoever_lost_the_right_conducts_nothing(demo: Stage, drawn: Drawn) -> None:  # noqa: F811
    app = demo.open(PAGE)
    signin.sign_out(demo.house, demo.cookie)
    drawn["keys!"] = Sent(timer=1.0)
    app.run()
    assert demo.view.workshop.closes_at is None
    demo.become(Role.SPONSOR)
    assert not has(demo.open(PAGE), "conduct-timer-5")

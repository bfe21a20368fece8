"""The facilitator's side of what leaders give: commitments, and the sponsor's answers."""

import uuid
from datetime import date

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.words import Role
from workshop.services import commitments, decisions, signin, workshops
from workshop.services.actors import Visitor
from workshop.services.commitments import CommitmentDraft
from workshop.services.sponsor_answers import SponsorSaid, answer_as_sponsor
from workshop.services.views.follow import FollowView, read_follow

FOLLOW = "facilitator/follow"


def follow_of(stage: Stage) -> FollowView:
    return read_follow(stage.house, stage.console)


def sponsor_of(stage: Stage) -> Visitor:
    """Whoever holds the sponsor's link, on an open page."""
    workshops.open_to_sponsor(stage.house, stage.console, is_open=True)
    opened = signin.open_link(
        stage.house, link_token=stage.new.sponsor_token, role=Role.SPONSOR, token=None
    )
    return Visitor(opened.code, opened.token, opened.role)


def said(to: int | str, text: str, said_by: str = "") -> SponsorSaid:
    return SponsorSaid(str(uuid.uuid4()), to, text, said_by)


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def save(app: AppTest) -> AppTest:
    """Press the button that keeps the one form on the right."""
    forms = ("commitment-form-", "answer-")
    keys = (str(button.key) for button in app.button)
    return press(app, next(key for key in keys if key.startswith(forms) and key.endswith("-save")))


def test_a_commitment_is_written_down_kept_and_taken_away(bare: Stage) -> None:
    app = press(bare.open(FOLLOW, "review"), "add-commitment")
    app.selectbox(key=keyed(app, "commitment-form-0-0-level")).set_value("manager")
    app.text_input(key="commitment-form-0-0-who").set_value("Dora")
    app.text_area(key="commitment-form-0-0-what").set_value("A morning a month")
    app.date_input(key="commitment-form-0-0-due").set_value(date(2030, 5, 1))
    save(app)
    assert not app.exception
    [line] = follow_of(bare).leaders.commitments
    assert (line.level, line.who, line.what) == ("manager", "Dora", "A morning a month")
    assert (line.due, line.kept_on) == (date(2030, 5, 1), None)
    assert not has(app, "commitment-form-0-0-save")

    press(app, f"edit-commitment-{line.id}")
    app.date_input(key=f"commitment-form-1-{line.id}-kept").set_value(date(2020, 1, 1))
    save(app)
    assert follow_of(bare).leaders.commitments[0].kept_on == date(2020, 1, 1)

    press(app, f"drop-commitment-{line.id}")
    assert follow_of(bare).leaders.commitments == ()


def test_a_commitment_of_nobody_is_refused_and_what_was_typed_stays(bare: Stage) -> None:
    app = press(bare.open(FOLLOW, "review"), "add-commitment")
    app.text_area(key="commitment-form-0-0-what").set_value("A morning a month")
    save(app)
    assert app.error
    assert app.text_area(key="commitment-form-0-0-what").value == "A morning a month"
    press(app, "commitment-form-0-0-leave")
    assert not has(app, "commitment-form-0-0-save")
    assert follow_of(bare).leaders.commitments == ()


def test_words_for_a_commitment_that_a_colleague_took_away_stay_and_are_refused(
    bare: Stage,
) -> None:
    draft = CommitmentDraft("team", "Everybody", "So")
    number = commitments.add_commitment(bare.house, bare.console, draft)
    app = press(bare.open(FOLLOW, "review"), f"edit-commitment-{number}")
    what = f"commitment-form-0-{number}-what"
    commitments.remove_commitment(bare.house, bare.console, number)
    app.text_area(key=what).set_value("A morning a month")
    save(app)
    assert not app.exception
    assert not has(app, f"drop-commitment-{number}")
    assert app.text_area(key=what).value == "A morning a month"
    assert bare.words("error.commitment_unknown") in shown(app)
    press(app, f"commitment-form-0-{number}-leave")
    assert has(app, "save-review")


def test_an_open_form_closes_with_what_is_removed_here(bare: Stage) -> None:
    draft = CommitmentDraft("team", "Everybody", "So")
    number = commitments.add_commitment(bare.house, bare.console, draft)
    asked = decisions.ask_decision(bare.house, bare.console, "May we hire?")
    app = press(bare.open(FOLLOW, "review"), f"edit-commitment-{number}")
    press(app, f"drop-commitment-{number}")
    assert has(app, "save-review")
    press(app, f"answer-{asked}")
    assert not has(app, "save-review")
    press(app, f"drop-decision-{asked}")
    assert has(app, "save-review")


def test_an_answer_of_the_sponsor_is_seen_and_taken_into_the_decision(bare: Stage) -> None:
    number = decisions.ask_decision(bare.house, bare.console, "May we hire?")
    answer_as_sponsor(bare.house, sponsor_of(bare), said(number, "Yes, two", "Sam"))
    app = bare.open(FOLLOW, "review")
    assert "Yes, two" in shown(app)
    [answer] = follow_of(bare).leaders.answers
    press(app, f"take-answer-{answer.id}")
    assert app.text_area(key=f"answer-{number}-{answer.id}-said").value == "Yes, two"
    save(app)
    [decided] = follow_of(bare).answered
    assert (decided.answer, decided.answered_by) == ("Yes, two", "Sam")
    assert 'class="rc-said"' not in shown(app)


def test_an_answer_that_came_after_the_decision_is_read_below_it(bare: Stage) -> None:
    number = decisions.ask_decision(bare.house, bare.console, "May we hire?")
    decisions.answer_decision(bare.house, bare.console, number, "No")
    sam = sponsor_of(bare)
    answer_as_sponsor(bare.house, sam, said(number, "I meant later"))
    answer_as_sponsor(bare.house, sam, said("support", "Time"))
    page = shown(bare.open(FOLLOW, "review"))
    assert "I meant later" in page
    assert bare.words("ui.sponsor.prompt.support") in page
    assert "Time" in page
    assert bare.words("ui.sponsor.prompt.listen") not in page

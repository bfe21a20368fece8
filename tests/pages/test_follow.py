"""Follow: the weekly point, the change board, the review, readiness and proofs, part by part."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from tests.pages.test_group import drawn  # noqa: F401  (a fixture)
from workshop.domain.words import (
    ActionStatus,
    Axis,
    ItemDecision,
    ItemReason,
    MeetingKind,
    Phase,
    Role,
)
from workshop.services import (
    actions,
    board,
    decisions,
    domains,
    evidence,
    measures,
    meetings,
    readiness,
    readings,
    workshops,
)
from workshop.services.actions import ActionDraft
from workshop.services.board import ItemDraft, Qualification
from workshop.services.domains import DomainDraft
from workshop.services.evidence import EvidenceDraft
from workshop.services.measures import MeasureDraft
from workshop.services.meetings import MeetingDraft
from workshop.services.readiness import ReadinessDraft
from workshop.services.readings import ReadingDraft
from workshop.services.transaction import housekeeping
from workshop.services.views.follow import FollowView, read_follow
from workshop.settings import CHECKOUT
from workshop.storage import tables
from workshop.ui import live, week_timer
from workshop.ui.plain import plain

PATIENCE_SECONDS = 30


def part(stage: Stage, name: str, *, page: str = "facilitator/follow") -> AppTest:
    app = AppTest.from_file(
        str(CHECKOUT / "pages" / f"{page}.py"), default_timeout=PATIENCE_SECONDS
    )
    app.query_params["w"] = stage.code
    app.query_params["part"] = name
    found = app.run()
    assert not found.exception
    return found


def follow(stage: Stage) -> FollowView:
    return read_follow(stage.house, stage.console)


def today(stage: Stage) -> date:
    return stage.house.clock().date()


def press(app: AppTest, key: str) -> AppTest:
    app.button(key).click().run()
    assert not app.exception
    return app


def empty(stage: Stage, field: str) -> str:
    """The refusal of a form whose field (the key of its name) needs a word."""
    return plain(stage.words("ui.field_empty", field=stage.words(field)))


def pick(app: AppTest, key: str, value: object) -> None:
    app.button_group(key).set_value(value)


def item(stage: Stage, *, qualified: bool = True) -> str:
    label = board.add_item(stage.house, stage.console, ItemDraft("La loi change", "regulation"))
    if qualified:
        board.qualify_item(stage.house, stage.console, label, Qualification(3, "high"))
    return label


# --- the road ------------------------------------------------------------------------------------


def test_the_close_leads_on_to_the_weeks_after(demo: Stage) -> None:
    workshops.set_phase(demo.house, demo.console, "close")
    app = demo.open("facilitator/close")
    assert has(app, "next-phase")
    assert has(app, "to-readiness")
    workshops.set_phase(demo.house, demo.console, "follow")
    app = part(demo, "week")
    assert not has(app, "next-phase")
    assert demo.view.workshop.phase is Phase.FOLLOW


# --- the weekly point ----------------------------------------------------------------------------


def test_a_point_begins_with_the_facts_and_is_kept(bare: Stage) -> None:
    late = today(bare) - timedelta(days=3)
    coming = today(bare) + timedelta(days=2)
    for what, due in (("Appeler", late), ("Former", coming)):
        draft = ActionDraft(what, "Nadia", due=due, measure="m", status="open", quadrant="priority")
        actions.add_action(bare.house, bare.console, draft)
    app, t = part(bare, "week"), bare.words
    said = t("ui.week.fact.late", what="Appeler", owner="Nadia", due=t.date(late))
    assert app.text_area(keyed(app, "week-blockers")).value == said
    told = t("ui.week.fact.coming", what="Former", owner="Nadia", due=t.date(coming))
    assert app.text_area(keyed(app, "week-next_steps")).value == told
    app.text_area(keyed(app, "week-progress")).set_value("Un\nDeux")
    press(app, "save-week")
    [line] = follow(bare).held(MeetingKind.WEEKLY)
    assert (line.held_on, line.said.progress, line.said.blockers) == (today(bare), "Un\nDeux", said)
    # The point of today is gone on with: a second one would be refused.
    app.text_area(keyed(app, "week-minutes")).set_value("Suite")
    press(app, "save-week")
    assert [one.said.minutes for one in follow(bare).meetings] == ["Suite"]
    assert "Un\nDeux" in shown(app)


def test_an_empty_point_is_not_kept_and_says_so(bare: Stage) -> None:
    app = press(part(bare, "week"), "save-week")
    assert [error.value for error in app.error] == [bare.words("error.text_empty")]
    assert follow(bare).meetings == ()


def test_an_older_point_is_opened_and_removed(bare: Stage) -> None:
    day = today(bare) - timedelta(days=7)
    number = meetings.add_meeting(bare.house, bare.console, MeetingDraft("weekly", day, "Avant"))
    app = press(part(bare, "week"), f"minutes-edit-{number}")
    assert app.text_area(keyed(app, "week-progress")).value == "Avant"
    app.text_area(keyed(app, "week-progress")).set_value("Mieux")
    press(app, "save-week")
    assert follow(bare).meetings[0].said.progress == "Mieux"
    press(app, f"minutes-edit-{number}")
    press(app, "leave-week")
    assert app.text_area(keyed(app, "week-progress")).value == ""
    press(app, f"minutes-remove-{number}")
    assert follow(bare).meetings == ()


def test_what_a_colleague_wrote_meanwhile_is_not_lost(bare: Stage) -> None:
    point = MeetingDraft("weekly", today(bare), "Avant")
    number = meetings.add_meeting(bare.house, bare.console, point)
    app = part(bare, "week")
    theirs = MeetingDraft("weekly", today(bare), "Le collègue", "Une réussite")
    app.text_area(keyed(app, "week-progress")).set_value("Moi")
    meetings.save_meeting(bare.house, bare.console, number, theirs)
    press(app, "save-week")
    assert bare.words("ui.merge.progress") in app.warning[0].value
    assert app.text_area(keyed(app, "week-progress")).value == "Moi"
    assert follow(bare).meetings[0].said == theirs
    press(app, "save-week")
    assert follow(bare).meetings[0].said == replace(theirs, progress="Moi")


@pytest.mark.parametrize(
    ("name", "field", "save"),
    [("week", "week-minutes", "save-week"), ("review", "review-said", "save-review")],
)
def test_of_two_who_begin_the_same_day_nobody_s_words_are_lost(
    bare: Stage, name: str, field: str, save: str
) -> None:
    kind = {"week": "weekly"}.get(name, name)
    app = part(bare, name)
    theirs = MeetingDraft(kind, today(bare), minutes="Le collègue")
    meetings.add_meeting(bare.house, bare.console, theirs)
    app.text_area(keyed(app, field)).set_value("Moi")
    press(app, save)
    assert bare.words("ui.merge.minutes") in app.warning[0].value
    assert app.text_area(keyed(app, field)).value == "Moi"
    # Of another day it is another point: the colleague's stays.
    before = today(bare) - timedelta(days=1)
    app.date_input(keyed(app, f"{name}-day")).set_value(before)
    press(app, save)
    assert [(one.held_on, one.said.minutes) for one in follow(bare).meetings] == [
        (today(bare), "Le collègue"),
        (before, "Moi"),
    ]
    # And what is kept stands in the form of whoever comes back to the page.
    assert app.text_area(keyed(app, field)).value == "Le collègue"


def test_the_minutes_of_a_board_are_not_overwritten_unseen(bare: Stage) -> None:
    held = MeetingDraft("board", today(bare), minutes="Avant")
    number = meetings.add_meeting(bare.house, bare.console, held)
    app = press(part(bare, "board"), f"minutes-edit-{number}")
    theirs = replace(held, minutes="Le collègue")
    meetings.save_meeting(bare.house, bare.console, number, theirs)
    app.text_area(keyed(app, "board-said")).set_value("Moi")
    press(app, "save-board")
    assert bare.words("ui.merge.minutes") in app.warning[0].value
    press(app, "save-board")
    assert [one.said.minutes for one in follow(bare).meetings] == ["Moi"]


def test_the_thirty_minutes_run_on_this_page_and_not_on_phones(bare: Stage) -> None:
    app = press(part(bare, "week"), "week-timer")
    assert has(app, "week-timer-stop")
    assert has(part(bare, "week"), "week-timer-stop")  # another screen, or the page again
    assert bare.view.workshop.closes_at is None
    press(app, "week-timer-stop")
    assert has(app, "week-timer")


def test_a_clock_that_nobody_stopped_is_forgotten(bare: Stage) -> None:
    now = bare.house.clock()
    week_timer.start("AAAAAA", now - timedelta(hours=9))
    assert week_timer.ends_at("AAAAAA", now) is None
    week_timer.start("BBBBBB", now)
    assert week_timer.ends_at("BBBBBB", now) == now + timedelta(minutes=week_timer.MINUTES)
    week_timer.stop("BBBBBB")
    week_timer.stop("AAAAAA")


# --- the change board ----------------------------------------------------------------------------


def test_something_new_is_taken_on_three_pages(bare: Stage) -> None:
    for page in ("plan", "close", "follow"):
        app = bare.open(f"facilitator/{page}")
        app.text_area(keyed(app, "new-item-0-what")).set_value(f"Une loi, vue de {page}")
        app.selectbox(keyed(app, "new-item-0-reason")).set_value(ItemReason.REGULATION)
        press(app, "new-item-add")
    assert [line.what for line in follow(bare).items] == [
        f"Une loi, vue de {page}" for page in ("follow", "close", "plan")
    ]
    assert {line.reason for line in follow(bare).items} == {ItemReason.REGULATION}


def test_a_new_item_without_a_word_is_refused_in_its_form(bare: Stage) -> None:
    app = press(part(bare, "board"), "board-new-item-add")
    assert [error.value for error in app.error] == [empty(bare, "ui.item.what")]
    app.text_area(keyed(app, "board-new-item-0-what")).set_value("Une idée")
    press(app, "board-new-item-add")
    [line] = follow(bare).items
    assert (line.what, line.reason) == ("Une idée", ItemReason.OTHER)


def test_an_item_is_qualified_then_decided(
    bare: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    label = item(bare, qualified=False)
    app = press(part(bare, "board"), f"open-{label}")
    assert drawn["board-form-reach-ear"]["field"] == f"qualify-{label}-importance"
    press(app, f"qualify-{label}-save")
    assert [error.value for error in app.error] == [bare.words("ui.board.importance_first")]
    pick(app, f"qualify-{label}-importance", 3)
    pick(app, f"qualify-{label}-priority", "high")
    press(app, f"qualify-{label}-save")
    assert follow(bare).items[0].importance == 3
    assert drawn["board-form-reach-ear"]["field"] == f"decide-{label}-decision"
    press(app, f"decide-{label}-save")
    [line] = follow(bare).items
    assert (line.decision, line.action) == (ItemDecision.ACCEPTED, "A1")
    assert bare.view.actions[0].status is ActionStatus.DRAFT
    assert bare.words("ui.board.became", action="A1") in shown(app)


def test_putting_off_asks_for_a_reason(bare: Stage) -> None:
    label = item(bare)
    app = press(part(bare, "board"), f"open-{label}")
    pick(app, f"decide-{label}-decision", "refused")
    press(app, f"decide-{label}-save")
    assert [error.value for error in app.error] == [empty(bare, "ui.board.because")]
    app.text_area(f"decide-{label}-because").set_value("Trop cher")
    press(app, f"decide-{label}-save")
    assert follow(bare).items[0].because == "Trop cher"
    press(app, f"reopen-{label}")
    assert follow(bare).items[0].decision is None


def test_an_item_is_corrected_and_taken_off(bare: Stage) -> None:
    label = item(bare)
    app = press(part(bare, "board"), f"open-{label}")
    app.text_area(f"correct-item-{label}-what").set_value("Autre chose")
    press(app, f"correct-item-{label}-save")
    assert follow(bare).items[0].what == "Autre chose"
    press(app, f"correct-item-{label}-remove")
    assert follow(bare).items == ()
    assert has(app, "board-new-item-add")


def test_what_a_colleague_says_of_an_item_meanwhile_is_not_lost(bare: Stage) -> None:
    label = item(bare, qualified=False)
    app = press(part(bare, "board"), f"open-{label}")
    board.qualify_item(bare.house, bare.console, label, Qualification(3, "high", None, "Dix jours"))
    board.save_item(bare.house, bare.console, label, ItemDraft("La leur", "regulation"))
    pick(app, f"qualify-{label}-importance", 1)
    press(app, f"qualify-{label}-save")
    assert bare.words("ui.merge.importance") in app.warning[0].value
    assert follow(bare).items[0].importance == 3
    press(app, f"qualify-{label}-save")
    line = follow(bare).items[0]
    assert (line.importance, line.priority, line.resources) == (1, "high", "Dix jours")
    app.text_area(f"correct-item-{label}-what").set_value("La mienne")
    press(app, f"correct-item-{label}-save")
    assert bare.words("ui.merge.what") in app.warning[0].value
    assert follow(bare).items[0].what == "La leur"
    press(app, f"correct-item-{label}-save")
    assert follow(bare).items[0].what == "La mienne"


def test_a_board_that_comes_too_soon_is_warned_of(bare: Stage) -> None:
    t, day = bare.words, today(bare)
    assert t("ui.board.slot.first") in shown(part(bare, "board"))
    board.decide_item(bare.house, bare.console, item(bare), "later", because="x", held_on=day)
    said = t("ui.board.slot.next", date=t.date(day), next=t.date(day + timedelta(days=28)))
    assert said in shown(part(bare, "board"))
    [held] = follow(bare).meetings
    before = MeetingDraft("board", day - timedelta(days=9), minutes="Dit")
    meetings.save_meeting(bare.house, bare.console, held.id, before)
    app = part(bare, "board")
    due = t.date(day + timedelta(days=19))
    assert [one.value for one in app.warning] == [t.count("ui.board.too_soon", 9, next=due)]
    press(app, f"minutes-edit-{held.id}")
    app.text_area(keyed(app, "board-said")).set_value("Mieux dit")
    press(app, "save-board")
    assert follow(bare).meetings[0].said.minutes == "Mieux dit"


# --- the review ----------------------------------------------------------------------------------


def test_the_sponsor_is_asked_and_the_answer_kept_with_the_review(bare: Stage) -> None:
    app = part(bare, "review")
    app.text_input(keyed(app, "review-question-0-what")).set_value("Peut-on embaucher ?")
    press(app, "ask-decision")
    [asked] = follow(bare).asked
    press(app, f"answer-{asked.id}")
    press(app, f"answer-{asked.id}-save")
    assert [error.value for error in app.error] == [empty(bare, "ui.review.answer.what")]
    app.text_area(f"answer-{asked.id}-said").set_value("Oui")
    app.text_input(f"answer-{asked.id}-who").set_value("Claire")
    press(app, f"answer-{asked.id}-save")
    [line] = follow(bare).answered
    assert (line.answer, line.answered_by, line.answered_on) == ("Oui", "Claire", today(bare))
    app.text_area(keyed(app, "review-said")).set_value("Carte montrée")
    press(app, "save-review")
    [review] = follow(bare).held(MeetingKind.REVIEW)
    assert review.said.minutes == "Carte montrée"
    press(app, f"reask-{asked.id}")
    press(app, f"drop-decision-{asked.id}")
    assert follow(bare).decisions == ()


def test_a_review_begins_with_where_actions_and_measures_stand(bare: Stage) -> None:
    assert not has(part(bare, "review"), "review-measured")
    house, me, day = bare.house, bare.console, today(bare)
    for status, due in (("open", 9), ("open", -1), ("blocked", -1), ("done", 0), ("dropped", 0)):
        draft = ActionDraft(
            *("Rappeler", "Nadia", "", day + timedelta(days=due), "Moins d’appels", status),
            quadrant="priority",
        )
        actions.add_action(house, me, draft)
    label = measures.add_measure(house, me, MeasureDraft("client", "Attente", "minutes", "down", 1))
    for days, values in ((30, "9 9 8 9 9 8 9 8"), (0, "4 5 4 4 5 4 5 4")):
        taken = day - timedelta(days=days)
        readings.record_reading(house, me, ReadingDraft(label, "follow", taken, values=values))
    page = shown(part(bare, "review"))
    for state in ("done", "open", "late", "blocked"):
        assert f"<b>1</b><span>{bare.words.count(f'ui.review.{state}', 1)}</span>" in page
    assert "Attente" in page
    assert bare.words("pilot.read.up") in page
    assert bare.words("ui.review.unmeasured") in page


def test_the_minutes_of_an_older_review_are_opened_and_left(bare: Stage) -> None:
    day = today(bare) - timedelta(days=20)
    draft = MeetingDraft("review", day, minutes="Avant")
    number = meetings.add_meeting(bare.house, bare.console, draft)
    app = press(part(bare, "review"), f"minutes-edit-{number}")
    assert app.text_area(keyed(app, "review-said")).value == "Avant"
    press(app, "leave-review")
    assert app.text_area(keyed(app, "review-said")).value == ""
    app.text_area(keyed(app, "review-said")).set_value("Aujourd’hui")
    press(app, "save-review")
    assert [line.said.minutes for line in follow(bare).meetings] == ["Aujourd’hui", "Avant"]


# --- readiness -----------------------------------------------------------------------------------


def test_six_questions_draw_the_radar_and_say_what_is_missing(bare: Stage) -> None:
    t, app = bare.words, part(bare, "readiness")
    assert t("ui.readiness.none") in shown(app)
    press(app, "save-readiness")
    assert [error.value for error in app.error] == [t("ui.readiness.nothing")]
    pick(app, "readiness-form-0-training", 1)
    pick(app, "readiness-form-0-budget", 4)
    press(app, "save-readiness")
    page = shown(app)
    assert t("ui.readiness.weak", axes=t("ui.readiness.missing.training")) in page
    assert app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    [line] = follow(bare).readiness
    assert sorted(level for level in line.levels.values() if level) == [1, 4]
    # One more answer on the same day: those that were given stand in the form.
    pick(app, "readiness-form-1-returns", 2)
    press(app, "save-readiness")
    [line] = follow(bare).readiness
    assert sorted(level for level in line.levels.values() if level) == [1, 2, 4]
    # And what a colleague answers meanwhile is kept, or said.
    theirs = {**line.levels, Axis.ENGAGEMENT: 5, Axis.BUDGET: 1}
    readiness.record_readiness(bare.house, bare.console, ReadinessDraft(today(bare), theirs))
    pick(app, "readiness-form-2-budget", 3)
    press(app, "save-readiness")
    assert t("ui.merge.budget") in app.warning[0].value
    press(app, "save-readiness")
    [line] = follow(bare).readiness
    assert sorted(level for level in line.levels.values() if level) == [1, 2, 3, 5]
    before = ReadinessDraft(today(bare) - timedelta(days=30), {**line.levels, Axis.TRAINING: 3})
    readiness.record_readiness(bare.house, bare.console, before)
    app = part(bare, "readiness")
    assert f"{t('ui.readiness.the.training')} −2" in shown(app)
    press(app, "readiness-remove")
    assert len(follow(bare).readiness) == 1


# --- proofs --------------------------------------------------------------------------------------


def test_a_proof_goes_on_the_wall_and_is_the_success_of_the_week(bare: Stage) -> None:
    actions.add_action(bare.house, bare.console, ActionDraft("Ouvrir un guichet"))
    app, t = part(bare, "evidence"), bare.words
    press(app, "save-proof")
    assert [error.value for error in app.error] == [empty(bare, "ui.evidence.fact")]
    app.text_area(keyed(app, "proof-fact")).set_value("Six minutes")
    app.selectbox(keyed(app, "proof-action")).set_value("A1")
    press(app, "save-proof")
    [line] = follow(bare).evidence
    assert (line.fact, line.action) == ("Six minutes", "A1")
    press(app, f"star-{line.id}")
    assert follow(bare).success is not None
    assert [toast.value for toast in app.toast] == [t("ui.evidence.starred")]
    assert t("ui.evidence.of_the_week") in shown(app)
    press(app, f"star-{line.id}")
    assert follow(bare).success is None
    press(app, f"edit-proof-{line.id}")
    app.text_area(keyed(app, "proof-fact")).set_value("Cinq minutes")
    press(app, "save-proof")
    assert [one.fact for one in follow(bare).evidence] == ["Cinq minutes"]
    press(app, f"edit-proof-{line.id}")
    theirs = EvidenceDraft("Quatre minutes", line.seen_on)
    evidence.save_evidence(bare.house, bare.console, line.id, theirs)
    app.text_area(keyed(app, "proof-fact")).set_value("Trois minutes")
    press(app, "save-proof")
    assert t("ui.merge.fact") in app.warning[0].value
    assert [one.fact for one in follow(bare).evidence] == ["Quatre minutes"]
    press(app, "leave-proof")
    press(app, f"edit-proof-{line.id}")
    press(app, "remove-proof")
    assert follow(bare).evidence == ()


def keep_promises(stage: Stage) -> None:
    """Three actions of one domain, carried by two people, each done by its day."""
    domains.add_domain(stage.house, stage.console, DomainDraft("Accueil"))
    day = today(stage) - timedelta(days=2)
    for owner in ("Nadia", "Paul", "Nadia"):
        actions.add_action(
            stage.house,
            stage.console,
            ActionDraft(
                "Faire",
                owner,
                due=day,
                measure="m",
                status="done",
                quadrant="priority",
                domain="Accueil",
            ),
        )
    with housekeeping(stage.house) as connection:
        connection.execute(
            update(tables.action).where(tables.action.c.what == "Faire").values(done_on=day)
        )


def test_badges_are_shown_only_where_they_are_wanted(bare: Stage) -> None:
    keep_promises(bare)
    t, app = bare.words, part(bare, "evidence")
    said = t.count("ui.badges.kept", 3, due="3")
    assert said not in shown(app)
    app.toggle("badges-wanted").set_value(True).run()
    assert said in shown(app)
    app.toggle("badges-wanted").set_value(False).run()
    assert follow(bare).wants_badges is False


# --- other screens -------------------------------------------------------------------------------


def test_the_sponsor_reads_what_is_asked_what_changed_and_no_minutes(bare: Stage) -> None:
    house, console, day = bare.house, bare.console, today(bare)
    decisions.ask_decision(house, console, "Peut-on embaucher ?")
    answered = decisions.ask_decision(house, console, "Peut-on acheter ?")
    decisions.answer_decision(house, console, answered, "Non", answered_by="Claire")
    meetings.add_meeting(house, console, MeetingDraft("weekly", day, "Secret de l’équipe"))
    board.add_item(house, console, ItemDraft("Une nouveauté en attente"))
    readiness.record_readiness(house, console, ReadinessDraft(day, {Axis.BUDGET: 1}, "Entre nous"))
    fact = evidence.add_evidence(house, console, EvidenceDraft("Six minutes", day))
    evidence.choose_success(house, console, fact)
    keep_promises(bare)
    evidence.set_badges(house, console, wanted=True)
    workshops.open_to_sponsor(house, console, is_open=True)
    bare.become(Role.SPONSOR)
    app, t = bare.open("sponsor/results"), bare.words
    assert not app.exception
    page = shown(app)
    for there in ("Peut-on embaucher ?", "Peut-on acheter ?", "Claire", "Six minutes", "Accueil"):
        assert there in page
    assert t("ui.evidence.of_the_week") in page
    for hidden in ("Secret de l’équipe", "Une nouveauté en attente", "Entre nous"):
        assert hidden not in page


def test_the_projector_begins_with_the_success_of_the_week(
    bare: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, console, day = bare.house, bare.console, today(bare)
    facts = [
        evidence.add_evidence(house, console, EvidenceDraft(fact, day - timedelta(days=n)))
        for n, fact in enumerate(("Six minutes", "Un merci", "Une lettre", "Un appel"))
    ]
    evidence.choose_success(house, console, facts[3])
    keep_promises(bare)
    evidence.set_badges(house, console, wanted=True)
    for what, owner, status in (("Former", "Nadia", "open"), ("Relier", "", "blocked")):
        actions.add_action(
            house,
            console,
            ActionDraft(
                what,
                owner,
                "" if owner else "Paul",
                due=day - timedelta(days=1),
                measure="m",
                status=status,
                quadrant="priority",
                confirm_before=day,
            ),
        )
    workshops.set_phase(house, console, "follow")
    pictures: list[dict[str, Any]] = []

    def draw(name: str, data: dict[str, Any], **_: object) -> Drawn:
        pictures.append({"name": name, **data})
        return Drawn()

    monkeypatch.setattr(live, "draw", draw)
    assert not bare.open("facilitator/projector").exception
    [slide] = [found for found in pictures if found["name"] == "slide"]
    t, items = bare.words, slide["items"]
    assert [item["title"] for item in items[:6]] == [
        "Un appel", "Accueil", "Six minutes", "Un merci", "Former", "Relier",
    ]  # fmt: skip
    assert items[0]["note"] == f"★ {t('ui.evidence.of_the_week')}"
    assert "note" not in items[4]  # nobody is told to be late in front of all
    assert items[5]["note"] == t("ui.plan.status.blocked")


class Drawn:
    """What a component gives back when nothing was done in it."""

    def __getattr__(self, _: str) -> None:
        return None

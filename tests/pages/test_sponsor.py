"""The sponsor's page: closed until it is opened, then the results and forms that only add."""

from dataclasses import replace
from datetime import date

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, keyed, shown
from workshop.domain.leaders import Level
from workshop.domain.words import Quadrant, Role
from workshop.services import actions, commitments, decisions, workshops
from workshop.services.actions import ActionDraft
from workshop.services.archive.records import FLOOR
from workshop.services.commitments import CommitmentDraft
from workshop.services.views.follow import read_follow
from workshop.services.views.sponsor import PRIORITIES
from workshop.ui.plain import plain

PAGE = "sponsor/results"


def opened(stage: Stage) -> None:
    workshops.open_to_sponsor(stage.house, stage.console, is_open=True)
    stage.become(Role.SPONSOR)


def test_a_closed_page_is_calm_and_tells_nothing(demo: Stage) -> None:
    demo.become(Role.SPONSOR)
    app = demo.open(PAGE)
    assert not app.exception
    assert app.title[0].value == demo.words("ui.sponsor.wait")
    assert "Lumeo" not in shown(app)


def test_the_page_appears_when_it_is_opened_and_goes_when_it_is_closed(demo: Stage) -> None:
    demo.become(Role.SPONSOR)
    app = demo.open(PAGE)
    workshops.open_to_sponsor(demo.house, demo.console, is_open=True)
    assert "Lumeo" in app.run().title[0].value
    workshops.open_to_sponsor(demo.house, demo.console, is_open=False)
    app.run()
    assert app.title[0].value == demo.words("ui.sponsor.wait")
    assert "Lumeo" not in shown(app)


def test_a_revoked_link_shows_the_signed_out_screen(demo: Stage) -> None:
    opened(demo)
    app = demo.open(PAGE)
    workshops.revoke_links(demo.house, demo.console, Role.SPONSOR)
    app.run()
    assert app.title[0].value == demo.words("ui.signed_out.title")
    assert "Lumeo" not in shown(app)


def test_the_results_are_read_from_top_to_bottom(demo: Stage) -> None:
    opened(demo)
    app = demo.open(PAGE)
    assert not app.exception
    page, t = shown(app), demo.words
    parts = ("goal", "asked", "priorities", "prompts", "matrix", "map", "solutions", "actions")
    places = [page.index(f'rc-section">{t(f"ui.sponsor.{part}")}') for part in parts]
    assert places == sorted(places)
    for line in demo.view.actions:
        assert line.what in page
    assert demo.view.workshop.client_goal in page


def test_there_is_nothing_to_press_but_an_answer(demo: Stage) -> None:
    opened(demo)
    app = demo.open(PAGE)
    assert [*app.text_input, *app.text_area, *app.selectbox] == []
    assert all(str(button.key).startswith("sponsor-reply-") for button in app.button)


def test_the_priority_topics_speak_in_the_rooms_words(demo: Stage) -> None:
    opened(demo)
    page = shown(demo.open(PAGE))
    topic = demo.view.in_quadrant(Quadrant.PRIORITY)[0]
    spoken = page.split(demo.words("ui.sponsor.solutions"))[0]  # a pilot's reason is quoted below
    told = demo.view.in_quadrant(Quadrant.PRIORITY)[:PRIORITIES]
    assert spoken.count("rc-quote") == 3 * len(told)
    assert topic.title in page
    assert demo.words("ui.sponsor.floor", n=FLOOR) not in page


def test_a_facilitator_previews_it_while_it_is_closed(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert app.info[0].value == demo.words("ui.sponsor.preview")
    assert "Lumeo" in app.title[0].value


def test_an_empty_workshop_has_calm_empty_parts(bare: Stage) -> None:
    opened(bare)
    app = bare.open(PAGE)
    assert not app.exception
    page = shown(app)
    for part in ("matrix", "priorities", "solutions", "actions"):
        assert bare.words(f"ui.sponsor.{part}.none") in page


def asked_of_sponsor(stage: Stage, what: str = "May we hire?") -> int:
    """An open page on which this waits for the sponsor; gives its id."""
    opened(stage)
    return decisions.ask_decision(stage.house, stage.console, what)


def write(app: AppTest, to: object, text: str) -> AppTest:
    """Open the form of a question and write into it."""
    app.button(key=f"sponsor-reply-{to}").click().run()
    app.text_area(key=keyed(app, "sponsor-answer-")).set_value(text)
    return app


def send(app: AppTest) -> AppTest:
    button = next(b for b in app.button if str(b.key).endswith("-send"))
    return button.click().run()


def answers(stage: Stage) -> list[str]:
    return [line.text for line in read_follow(stage.house, stage.console).leaders.answers]


def test_the_sponsor_answers_what_they_are_asked(bare: Stage) -> None:
    number = asked_of_sponsor(bare)
    app = write(bare.open(PAGE), number, "Yes, <b>two</b>")
    send(app)
    assert not app.exception
    assert answers(bare) == ["Yes, <b>two</b>"]
    assert "Yes, &lt;b&gt;two&lt;/b&gt;" in shown(app)
    assert [*app.text_area] == []
    assert app.button(key=f"sponsor-reply-{number}").label == bare.words("ui.sponsor.answer.more")


def test_a_prompt_for_leaders_is_answered_on_the_page(bare: Stage) -> None:
    opened(bare)
    send(write(bare.open(PAGE), "listen", "Each Monday"))
    assert answers(bare) == ["Each Monday"]


def test_an_empty_answer_is_refused_and_the_form_stays(bare: Stage) -> None:
    number = asked_of_sponsor(bare)
    app = send(write(bare.open(PAGE), number, " "))
    assert app.error
    # The page draws itself anew every two seconds: the reason is there longer than that.
    assert app.run().error
    assert [*app.text_area] != []
    assert answers(bare) == []


def test_too_long_an_answer_is_refused_and_stays_whole(bare: Stage) -> None:
    number, much = asked_of_sponsor(bare), "Yes, but " * 300
    app = send(write(bare.open(PAGE), number, much))
    assert app.error
    assert app.text_area[0].value == much
    assert app.text_area[0].proto.max_chars == 0  # a browser drops a longer paste without a word
    assert answers(bare) == []


def test_a_closed_page_takes_no_answer_and_keeps_what_was_typed(bare: Stage) -> None:
    number = asked_of_sponsor(bare)
    app = write(bare.open(PAGE), number, "Yes, two")
    workshops.open_to_sponsor(bare.house, bare.console, is_open=False)
    send(app)
    assert app.error[0].value == plain(bare.words("error.sponsor_page_closed"))
    assert app.text_area[0].value == "Yes, two"
    assert "May we hire" not in shown(app)
    assert answers(bare) == []


def test_a_question_taken_away_leaves_what_was_typed(bare: Stage) -> None:
    number = asked_of_sponsor(bare)
    app = write(bare.open(PAGE), number, "Yes, two")
    decisions.remove_decision(bare.house, bare.console, number)
    send(app)
    assert app.error[0].value == plain(bare.words("error.decision_unknown"))
    assert app.text_area[0].value == "Yes, two"
    next(b for b in app.button if str(b.key).endswith("-leave")).click().run()
    assert [*app.text_area] == []


def test_a_facilitator_reads_the_page_and_is_told_whose_the_form_is(bare: Stage) -> None:
    workshops.open_to_sponsor(bare.house, bare.console, is_open=True)
    decisions.ask_decision(bare.house, bare.console, "May we hire?")
    app = bare.open(PAGE)
    assert "May we hire?" in shown(app)
    assert bare.words("ui.sponsor.answer.theirs") in shown(app)
    assert [*app.button] == []


def test_the_plan_is_told_by_horizon_and_what_has_none_apart(bare: Stage) -> None:
    for what, term in (("Now", "short"), ("One day", "long"), ("Some time", "")):
        due = date(2030, 5, 1)
        draft = ActionDraft(
            what, "Bob", "", due, "Fewer calls", "open", quadrant="priority", term=term
        )
        actions.add_action(bare.house, bare.console, draft)
    opened(bare)
    page, t = shown(bare.open(PAGE)), bare.words
    places = [
        page.index(said)
        for said in (
            *(t("ui.roadmap.term.short"), "Now", t("ui.roadmap.term.medium")),
            *(t("ui.sponsor.actions.term.none"), t("ui.roadmap.term.long"), "One day"),
            *(t("ui.sponsor.actions.undated"), "Some time"),
        )
    ]
    assert places == sorted(places)


def test_whoever_is_called_as_their_level_is_named_once(bare: Stage) -> None:
    level = bare.words("level.general")
    draft = CommitmentDraft("general", level, "A morning at the counter", date(2030, 1, 1))
    commitments.add_commitment(bare.house, bare.console, draft)
    opened(bare)
    page = shown(bare.open(PAGE))
    assert f"{level} · " in page
    assert f"{level} · {level}" not in page


def test_commitments_are_told_with_the_levels_that_made_none(bare: Stage) -> None:
    draft = CommitmentDraft("director", "Dora", "A morning at the counter", date(2020, 1, 1))
    commitments.add_commitment(bare.house, bare.console, draft)
    kept = replace(draft, level="team", proof="The rota", kept_on=date(2020, 1, 1))
    commitments.add_commitment(bare.house, bare.console, kept)
    opened(bare)
    page, t = shown(bare.open(PAGE)), bare.words
    assert "A morning at the counter" in page
    assert t("ui.plan.chip.late") in page
    assert t("ui.commitments.kept", date=t.date(date(2020, 1, 1))) in page
    silent = [t("ui.commitments.silent", level=t(f"level.{one}")) for one in Level]
    assert [said in page for said in silent] == [True, False, True, False]

"""Close: figures, owners of the priority topics, parked cards, files."""

from typing import Any

from tests.pages.asking import answer, give
from tests.pages.stage import Stage, has, shown
from tests.pages.test_group import drawn  # noqa: F401  (a fixture)
from tests.pages.test_vote import entered
from workshop.domain.words import Deck, Quadrant
from workshop.exports import downloads
from workshop.services import actions, moderation, votes, workshops
from workshop.services.views.questions import QuestionLine

PAGE = "facilitator/close"


def test_the_days_figures_are_those_of_the_workshop(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert not app.exception
    page, view, t = shown(app), demo.view, demo.words
    for what, count in (
        ("cards", len(view.shown_cards)),
        ("topics", len(view.topics)),
        ("solutions", len(view.solutions)),
        ("actions", len(view.actions)),
    ):
        assert f"<b>{count}</b><span>{t.count(f'ui.close.{what}', count)}</span>" in page


def test_every_priority_topic_says_who_carries_it(demo: Stage) -> None:
    page = shown(demo.open(PAGE))
    for line in demo.view.actions:
        assert demo.words("ui.plan.by", name=line.owner) in page
    assert demo.words("ui.close.nobody") not in page


def test_a_priority_topic_without_owner_leads_back_to_the_plan(demo: Stage) -> None:
    carried = next(line for line in demo.view.actions if line.topic)
    assert not has(demo.open(PAGE), "back-to-plan")
    actions.remove_action(demo.house, demo.console, carried.label)
    app = demo.open(PAGE)
    assert demo.words("ui.close.nobody") in shown(app)
    assert has(app, "back-to-plan")


def test_what_became_of_what_the_room_voted_first_is_said_too(demo: Stage) -> None:
    entered(demo)
    wanted = demo.view.in_quadrant(Quadrant.TREAT_NEXT)[0].label
    for line in demo.view.carried(wanted):
        actions.remove_action(demo.house, demo.console, line.label)
    give(demo, "V1", {wanted: 3})
    votes.reveal_vote(demo.house, demo.console, "V1")
    app = demo.open(PAGE)
    assert demo.words("ui.plan.chosen") in shown(app)
    assert demo.words("ui.close.nobody") in shown(app)
    assert has(app, "back-to-plan")


def test_cards_in_no_topic_are_kept(demo: Stage) -> None:
    page = shown(demo.open(PAGE))
    assert demo.view.free_cards
    assert demo.words("ui.close.parked.says") in page
    assert f'data-label="{demo.view.free_cards[0].label}"' in page


def test_parked_cards_stand_open_before_those_without_a_topic(demo: Stage) -> None:
    label = demo.view.free_cards[0].label
    moderation.park(demo.house, demo.console, label)
    page = shown(demo.open(PAGE))
    assert page.index(f'data-label="{label}"') < page.index(
        f'data-label="{demo.view.free_cards[0].label}"'
    )


def test_the_files_of_this_workshop_can_be_downloaded(demo: Stage, drawn: dict[str, Any]) -> None:  # noqa: F811
    demo.open(PAGE)
    told = [drawn[key] for key in ("files", "other-files")]
    links = [file["href"] for part in told for file in part["files"]]
    assert sorted(links) == sorted(f"/x/{demo.code}/{file}" for file in downloads())
    assert {tuple(part["says"]) for part in told} == {("making", "started", "signed_out", "failed")}


def test_the_sponsors_page_is_said_to_be_open_or_closed(demo: Stage) -> None:
    assert demo.words("ui.close.next.sponsor") in shown(demo.open(PAGE))
    workshops.open_to_sponsor(demo.house, demo.console, is_open=True)
    assert demo.words("ui.close.next.sponsor_open") in shown(demo.open(PAGE))


def test_an_empty_day_is_said_plainly(bare: Stage) -> None:
    page = shown(bare.open(PAGE))
    for key in ("no_priority", "next.nodate", "parked.none"):
        assert bare.words(f"ui.close.{key}") in page


def left(stage: Stage) -> list[QuestionLine]:
    """The two questions of the exit vote; the room is at its close."""
    workshops.set_phase(stage.house, stage.console, "close")
    return [line for line in stage.view.questions if line.deck is Deck.EXIT]


def test_before_the_close_the_exit_vote_says_what_will_be_asked(demo: Stage) -> None:
    assert demo.words("ui.exit.none") in shown(demo.open(PAGE))


def test_the_exit_vote_is_counted_and_shown_once_revealed_and_above_the_floor(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    useful, learned = left(demo)
    answer(demo, useful.label, values=["2", "1", "2", "2"])
    answer(demo, learned.label, texts=["Ils attendent aussi"])
    t, app = demo.words, demo.open(PAGE)
    assert app.button(f"exit-reveal-{useful.label}").disabled
    assert t.count("ui.ask.answers", 4) in shown(app)
    answer(demo, useful.label, values=["2", "1", "2", "2", "2"])
    app = demo.open(PAGE)
    assert "rc-spread" not in shown(app)
    app.button(f"exit-reveal-{useful.label}").click().run()
    page = shown(app)
    mean = t(
        "ui.ask.mean",
        mean="+1,8" if demo.language == "fr" else "+1.8",
        answers=t.count("ui.ask.answers", 5),
    )
    assert mean in page
    assert drawn[f"answers-read-{learned.label}"]["turns"] == []
    app.button(f"exit-hide-{useful.label}").click().run()
    assert "rc-spread" not in shown(app)

"""Vote: rounds in secret, the reveal, ballots from paper, codes, and every refusal in words."""

from html import unescape
from typing import Any

from tests.pages.asking import give
from tests.pages.stage import Stage, has, keyed, shown
from tests.pages.test_group import Sent, drawn  # noqa: F401  (a fixture)
from workshop.domain.words import Quadrant
from workshop.services import signin, votes, workshops
from workshop.services.views.votes import VoteLine

PAGE = "facilitator/vote"


def entered(stage: Stage) -> VoteLine:
    """The room is at the vote, whose first round has opened by itself."""
    workshops.set_phase(stage.house, stage.console, "vote")
    return rounds(stage)[0]


def rounds(stage: Stage) -> tuple[VoteLine, ...]:
    return stage.view.votes


def test_a_room_without_a_round_opens_one_on_all_topics(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert not app.exception
    assert app.info[0].value == demo.words("ui.vote.none")
    app.button("vote-turn").click().run()
    (vote,) = rounds(demo)
    assert (vote.subject, vote.budget, vote.cap, vote.chosen, vote.is_open) == (
        "topics",
        5,
        3,
        (),
        True,
    )


def test_nobody_sees_the_points_before_the_reveal_not_even_here(demo: Stage) -> None:
    entered(demo)
    give(demo, "V1", {"T1": 3, "T2": 2}, {"T1": 2})
    page = shown(demo.open(PAGE))
    t = demo.words
    assert "<b>2</b>" in page
    assert f"<b>7</b><span>{t.count('ui.vote.points', 7)}</span>" in page
    assert 'data-label="T1"' not in page
    assert t("ui.vote.one_a_device") in page


def test_the_reveal_shows_who_leads_in_bars_in_a_table_and_in_one_sentence(demo: Stage) -> None:
    entered(demo)
    give(demo, "V1", {"T1": 3, "T2": 2}, {"T1": 2})
    app = demo.open(PAGE)
    app.button("vote-reveal").click().run()
    (vote,) = rounds(demo)
    assert (vote.is_open, vote.revealed) == (False, True)
    page, t = shown(app), demo.words
    first = demo.view.topic("T1")
    assert first is not None
    assert page.index('data-label="T1"') < page.index('data-label="T2"')
    assert 'style="width:100%"' in page
    assert 'style="width:40%"' in page
    one = t("ui.vote.first.one", title=first.title, points=t.count("count.votes", 5))
    assert one in unescape(page)
    assert t.count("ui.vote.silent.topics", 10) in [box.label for box in app.expander]
    assert t("ui.vote.ranks") in [caption.value for caption in app.caption]


def test_a_round_is_closed_and_opened_again(demo: Stage) -> None:
    entered(demo)
    app = demo.open(PAGE)
    app.button("vote-turn").click().run()
    assert not rounds(demo)[0].is_open
    assert demo.words("ui.vote.state.closed") in shown(app)
    app.button("vote-turn").click().run()
    assert rounds(demo)[0].is_open


def test_a_revealed_round_that_opens_again_is_secret_again(demo: Stage) -> None:
    entered(demo)
    votes.reveal_vote(demo.house, demo.console, "V1")
    app = demo.open(PAGE)
    app.button("vote-reopen").click().run()
    (vote,) = rounds(demo)
    assert (vote.is_open, vote.revealed, vote.results) == (True, False, ())


def test_a_second_round_shows_the_shift_in_words(demo: Stage) -> None:
    entered(demo)
    give(demo, "V1", {"T1": 3, "T2": 2})
    votes.reveal_vote(demo.house, demo.console, "V1")
    app = demo.open(PAGE)
    assert demo.words("ui.vote.again.says") in shown(app)  # a hasty second press opens this only
    app.button("vote-again").click().run()
    second = rounds(demo)[1]
    assert (second.follows, second.is_open, second.budget) == ("V1", True, 5)
    give(demo, "V2", {"T1": 2, "T2": 2, "T3": 1})
    votes.reveal_vote(demo.house, demo.console, "V2")
    page, t = shown(demo.open(PAGE)), demo.words
    assert t.count("ui.vote.shift.down", 1) in page
    assert t("ui.vote.shift.same") in page
    assert t.count("ui.vote.shift.up", 1) in page
    assert t("ui.vote.others") in page


def test_a_round_nobody_voted_in_says_so(demo: Stage) -> None:
    entered(demo)
    votes.reveal_vote(demo.house, demo.console, "V1")
    assert demo.words("ui.vote.nobody") in shown(demo.open(PAGE))


def test_a_round_is_removed_only_by_a_second_press_which_says_what_is_lost(demo: Stage) -> None:
    entered(demo)
    give(demo, "V1", {"T1": 3})
    app = demo.open(PAGE)
    assert demo.words.count("ui.vote.remove.says", 1) in [text.value for text in app.markdown]
    app.button("vote-remove-sure").click().run()
    assert rounds(demo) == ()


def test_a_divided_topic_is_said_to_be_lived_in_two_ways(demo: Stage) -> None:
    entered(demo)
    give(demo, "V1", *[{topic.label: 1} for topic in demo.view.topics])
    votes.reveal_vote(demo.house, demo.console, "V1")
    (vote,) = rounds(demo)
    divided = [line for line in vote.results if line.controversy >= 0.5]
    assert divided
    page = shown(demo.open(PAGE))
    assert page.count(demo.words("ui.vote.divided")) == len(divided)


# --- a new round ----------------------------------------------------------------------------------


def fill(stage: Stage, budget: int = 5, cap: int = 3) -> Any:
    app = stage.open(PAGE)
    app.text_input(keyed(app, "vote-new-title")).set_value("Par où ?")
    number(app, "vote-new-budget").set_value(budget)
    number(app, "vote-new-cap").set_value(cap).run()
    return app


def number(app: Any, start: str) -> Any:
    return next(field for field in app.number_input if str(field.key).startswith(start))


def test_a_round_without_points_or_with_a_cap_above_them_is_refused_in_words(demo: Stage) -> None:
    for budget, cap, field in ((0, 3, "budget"), (21, 3, "budget"), (5, 6, "cap"), (5, 0, "cap")):
        app = fill(demo, budget, cap)
        app.button("vote-open").click().run()
        assert not app.exception
        assert demo.words(f"field.{field}")[3:] in app.error[0].value
        assert app.text_input(keyed(app, "vote-new-title")).value == "Par où ?"
        assert number(app, "vote-new-budget").value == budget
        assert rounds(demo) == ()


def test_one_round_at_a_time(demo: Stage) -> None:
    entered(demo)
    app = fill(demo)
    app.button("vote-open").click().run()
    assert [error.value for error in app.error]
    assert len(rounds(demo)) == 1


def test_a_whole_quadrant_is_taken_with_one_tap(demo: Stage) -> None:
    app = fill(demo, 4, 2)
    app.radio(keyed(app, "vote-new-which")).set_value("chosen").run()
    app.button("vote-open").click().run()
    assert app.error[0].value == demo.words("ui.vote.new.nothing_chosen")
    pills = next(group for group in app.get("button_group") if "quadrants" in str(group.key))
    pills.set_value([Quadrant.PRIORITY]).run()
    app.button("vote-open").click().run()
    assert not app.exception
    (vote,) = rounds(demo)
    priority = {topic.label for topic in demo.view.in_quadrant(Quadrant.PRIORITY)}
    assert set(vote.chosen) == priority
    assert (vote.title, vote.budget, vote.cap) == ("Par où ?", 4, 2)
    assert app.text_input(keyed(app, "vote-new-title")).value == ""


def test_ideas_are_voted_on_too(demo: Stage) -> None:
    app = fill(demo)
    app.radio(keyed(app, "vote-new-subject")).set_value("solutions").run()
    app.button("vote-open").click().run()
    (vote,) = rounds(demo)
    assert vote.subject == "solutions"
    assert demo.words("ui.vote.on_all.solutions") in shown(app)
    workshops.set_phase(demo.house, demo.console, "vote")
    give(demo, "V1", {"S1": 3})
    votes.reveal_vote(demo.house, demo.console, "V1")
    assert demo.words("ui.vote.column.solutions") in shown(demo.open(PAGE))


def test_a_round_may_be_compared_with_an_earlier_one(demo: Stage) -> None:
    entered(demo)
    votes.reveal_vote(demo.house, demo.console, "V1")
    app = fill(demo)
    app.selectbox(keyed(app, "vote-new-follows")).set_value("V1").run()
    app.button("vote-open").click().run()
    assert rounds(demo)[1].follows == "V1"


# --- paper ----------------------------------------------------------------------------------------


def test_a_ballot_from_paper_is_counted_and_marked_and_the_fields_are_empty_again(
    demo: Stage,
) -> None:
    entered(demo)
    app = demo.open(PAGE)
    number(app, "vote-hand-V1-T1-").set_value(3).run()
    assert demo.words.count("ui.vote.hand.left", 2) in shown(app)
    number(app, "vote-hand-V1-T2-").set_value(2)
    app.button("vote-hand-save").click().run()
    assert not app.exception
    (vote,) = rounds(demo)
    assert (vote.voters, vote.by_hand, vote.points_given) == (1, 1, 5)
    assert demo.words.count("ui.vote.by_hand", 1) in shown(app)
    assert number(app, "vote-hand-V1-T1-").value == 0


def test_a_ballot_from_paper_keeps_to_the_points_of_the_round(demo: Stage) -> None:
    entered(demo)
    t = demo.words
    for points, said in (
        ({"T1": 3, "T2": 3}, t.count("ui.vote.hand.too_many", 1, budget=t.number(5))),
        ({"T1": 4}, t.count("ui.vote.hand.left", 1)),
        ({}, t.count("ui.vote.hand.left", 5)),
        ({"T1": -1}, t.count("ui.vote.hand.left", 6)),
    ):
        app = demo.open(PAGE)
        for label, given in points.items():
            number(app, f"vote-hand-V1-{label}-").set_value(given)
        app.button("vote-hand-save").click().run()
        assert not app.exception
        assert app.error
        assert said in shown(app)
        for label, given in points.items():
            assert number(app, f"vote-hand-V1-{label}-").value == given
    assert rounds(demo)[0].voters == 0


def test_a_revealed_round_takes_no_paper(demo: Stage) -> None:
    entered(demo)
    votes.reveal_vote(demo.house, demo.console, "V1")
    assert not has(demo.open(PAGE), "vote-hand-save")


def test_a_round_without_any_topic_says_so(bare: Stage) -> None:
    entered(bare)
    assert bare.words("ui.vote.no_target.topics") in shown(bare.open(PAGE))


def test_codes_are_shown_once_on_a_sheet_to_print(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    entered(demo)
    app = demo.open(PAGE)
    app.number_input(key="vote-codes-count").set_value(3)
    app.button("vote-codes-make").click().run()
    assert not app.exception
    sheet = drawn["vote-slips-V1"]
    assert len(sheet["codes"]) == 3
    assert sheet["address"].endswith(f"/j/{demo.code}")
    assert (rounds(demo)[0].with_codes, rounds(demo)[0].codes) == (True, 3)
    app.button("vote-codes-forget").click().run()
    drawn.clear()
    app.run()
    assert "vote-slips-V1" not in drawn
    assert demo.words("ui.vote.coded", used="0", n="3") in shown(app)


def test_codes_are_one_to_five_hundred(demo: Stage) -> None:
    entered(demo)
    for count in (0, 501):
        app = demo.open(PAGE)
        app.number_input(key="vote-codes-count").set_value(count)
        app.button("vote-codes-make").click().run()
        assert not app.exception
        assert "500" in app.error[0].value
        assert app.number_input(key="vote-codes-count").value == count


def test_a_browser_that_signed_out_opens_no_round(demo: Stage) -> None:
    app = demo.open(PAGE)
    signin.sign_out(demo.house, demo.cookie)
    app.button("vote-turn").click().run()
    assert rounds(demo) == ()
    assert app.title[0].value == demo.words("ui.signed_out.title")


def test_a_typed_title_is_neither_html_nor_markdown(demo: Stage) -> None:
    votes.open_vote(
        demo.house, demo.console, votes.NewVote(title="<img src=x> ![a](http://b) [c](http://d)")
    )
    votes.reveal_vote(demo.house, demo.console, "V1")
    votes.open_vote(demo.house, demo.console, votes.NewVote())
    app = demo.open(PAGE)
    assert "<img" not in shown(app)
    assert not [box.label for box in app.expander if "![a](" in box.label]

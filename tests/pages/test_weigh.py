"""Weigh: one opinion at a time, and the verdict with its reason in words."""

from tests.pages.stage import Stage, keyed, shown
from workshop.domain.weighing import Range
from workshop.domain.words import Side, SolutionStatus, Transfer
from workshop.services import adoption, journeys, ratings, solutions, topics, workshops
from workshop.services.capture import CardRow, import_cards
from workshop.services.templates import StepDraft
from workshop.services.views.solutions import SolutionLine
from workshop.ui.plain import plain
from workshop.ui.weigh_words import reasons

PAGE = "facilitator/weigh"


def rated(stage: Stage, *ballots: tuple[str, int, int]) -> str:
    """A new idea with these ballots (by, client, employee); gives its label."""
    label = solutions.add_solution(
        stage.house, stage.console, title="Augmenter la productivité des appels"
    )
    for by, client, employee in ballots:
        ratings.rate(
            stage.house, stage.console, label, by=by, client=client, employee=employee, usability=0
        )
    return label


def tied(stage: Stage, *ballots: tuple[str, int, int], human: bool = False) -> str:
    """An idea with these ballots that answers a topic, about a human moment or not."""
    if human:
        journeys.add_step(stage.house, stage.console, StepDraft("Annoncer", human_moment=True))
    step = "Annoncer" if human else ""
    [card] = import_cards(
        stage.house, stage.console, [CardRow("On attend", "client", "irritant", step)]
    )
    topic = topics.make_topic(stage.house, stage.console, title="L’attente", cards=[card])
    label = rated(stage, *ballots)
    solutions.save_solution(
        stage.house, stage.console, label, title="Une idée", topics=[topic], causes=[]
    )
    return label


def line_of(stage: Stage, label: str) -> SolutionLine:
    return next(line for line in stage.view.solutions if line.label == label)


def why(stage: Stage, label: str) -> list[str]:
    line = next(line for line in stage.view.solutions if line.label == label)
    return reasons(line, stage.words)


def test_without_ideas_the_page_says_what_to_do(bare: Stage) -> None:
    app = bare.open(PAGE)
    assert app.info[0].value == bare.words("ui.weigh.none")


def test_more_calls_an_hour_makes_the_team_pay(bare: Stage) -> None:
    """The reference case of the method: who answers pays for a shorter queue."""
    label = rated(bare, ("client", 1, 0), ("employee", 1, -2), ("employee", 1, -1))
    page = shown(bare.open(PAGE))
    assert f'rc-chip red"><i aria-hidden="true">✕</i>{bare.words("transfer.red")}' in page
    (said,) = why(bare, label)
    assert said == bare.words(
        "ui.weigh.pays",
        side=bare.words("side.label.employee"),
        mean="−1,5" if bare.language == "fr" else "−1.5",
        votes=bare.words.count("ui.weigh.votes", 2),
    )


def test_who_was_not_heard_is_named(bare: Stage) -> None:
    label = rated(bare, ("client", 2, 1))
    assert why(bare, label)[-1] == bare.words(
        "ui.weigh.unheard", side=bare.words("side.label.employee")
    )
    assert bare.words("transfer.amber") in shown(bare.open(PAGE))


def test_an_idea_nobody_rated_says_so(bare: Stage) -> None:
    assert why(bare, rated(bare)) == [bare.words("ui.weigh.nobody")]


def test_a_red_idea_also_says_who_was_not_heard(bare: Stage) -> None:
    assert len(why(bare, rated(bare, ("employee", 2, -2)))) == 2


def test_a_gain_without_a_loss_is_green(bare: Stage) -> None:
    one = rated(bare, ("client", 1, 0), ("employee", 1, 0))
    both = rated(bare, ("client", 1, 0), ("employee", 1, 2))
    assert why(bare, one) == [bare.words("ui.weigh.no_loss")]
    assert why(bare, both) == [bare.words("ui.weigh.both_gain")]


def test_a_small_loss_is_named(bare: Stage) -> None:
    label = rated(bare, ("client", 2, 0), *[("employee", 2, value) for value in (-1, 0, 0)])
    (said,) = why(bare, label)
    assert bare.words("side.label.employee") in said


def test_neither_gain_nor_loss_is_unclear(bare: Stage) -> None:
    label = rated(bare, ("client", 0, 0), ("employee", 0, 0))
    assert why(bare, label) == [bare.words("ui.weigh.unclear")]


def test_an_opinion_is_one_ballot_and_the_sliders_start_again(bare: Stage) -> None:
    label = rated(bare)
    app = bare.open(PAGE)
    app.radio(keyed(app, "ballot-by")).set_value(Side.EMPLOYEE)
    app.select_slider(keyed(app, "ballot-client")).set_value(1)
    app.select_slider(keyed(app, "ballot-employee")).set_value(-2)
    app.button("save-ballot").click().run()
    assert not app.exception
    (line,) = bare.view.solutions
    assert (line.label, line.ballots) == (label, 1)
    assert line.verdict.transfer is Transfer.RED
    assert app.select_slider(keyed(app, "ballot-employee")).value == 0
    assert app.radio(keyed(app, "ballot-by")).value == Side.EMPLOYEE


def test_an_idea_is_chosen_from_its_own_line(bare: Stage) -> None:
    rated(bare)
    second = rated(bare)
    app = bare.open(PAGE)
    app.button(f"rate-{second}").click().run()
    assert app.selectbox(keyed(app, "ballot-solution")).value == second


def test_a_typed_title_is_never_html(bare: Stage) -> None:
    solutions.add_solution(bare.house, bare.console, title="<img src=x> ![a](http://b)")
    assert "<img" not in shown(bare.open(PAGE))


def test_an_opinion_may_say_benefit_and_effort_as_ranges(bare: Stage) -> None:
    label = rated(bare)
    for _ in range(3):
        app = bare.open(PAGE)
        for name, ticked in (("benefit", [3, 4]), ("effort", [2])):
            pills = (one for one in app.button_group if str(one.key).startswith(f"ballot-{name}"))
            next(pills).set_value(ticked)
        app.button("save-ballot").click().run()
        assert not app.exception
    line = line_of(bare, label)
    assert (line.benefit, line.effort) == (Range(3, 4, 3), Range(2, 2, 3))
    page = shown(bare.open(PAGE))
    assert bare.words("worth.quick_win") in page
    assert bare.words("ui.weigh.range", low="3", high="4") in page


def test_whom_the_workshop_asks_about_besides_may_be_left_out(bare: Stage) -> None:
    label = rated(bare)
    workshops.save_settings(bare.house, bare.console, also_asks=["suppliers", "citizens"])
    app = bare.open(PAGE)
    app.selectbox(keyed(app, "ballot-citizens")).set_value(-1)
    app.button("save-ballot").click().run()
    assert not app.exception
    beyond = line_of(bare, label).verdict.beyond
    assert {whom: mean.value for whom, mean in beyond.items()} == {"citizens": -1}
    assert bare.words("ui.weigh.row.citizens") in shown(bare.open(PAGE))


def test_an_idea_that_costs_nobody_is_adopted_at_once(bare: Stage) -> None:
    label = tied(bare, ("client", 1, 0), ("employee", 1, 1))
    app = bare.open(PAGE)
    assert bare.words("ui.weigh.win_win") in shown(app)
    app.button(f"adopt-{label}").click().run()
    assert not app.exception
    assert line_of(bare, label).status is SolutionStatus.ADOPTED
    app.button(f"reopen-{label}").click().run()
    assert line_of(bare, label).status is SolutionStatus.PROPOSED


def test_an_idea_that_answers_nothing_is_not_adopted_and_the_page_says_why(bare: Stage) -> None:
    label = rated(bare)
    app = bare.open(PAGE)
    app.button(f"adopt-{label}").click().run()
    assert app.error[0].value == plain(bare.words("error.solution_untied"))


def test_a_red_idea_is_adopted_with_an_answer_to_the_side_that_pays(bare: Stage) -> None:
    label = tied(bare, ("client", 1, 0), ("employee", 1, -2))
    app = bare.open(PAGE)
    app.button(f"adopt-{label}").click().run()
    app.button("save-adoption").click().run()
    assert app.error[0].value == plain(bare.words("error.pain_unanswered"))
    app.text_area(keyed(app, "pain-answer")).set_value("Deux postes de plus")
    app.button("save-adoption").click().run()
    assert not app.exception
    assert line_of(bare, label).pain_answer == "Deux postes de plus"
    assert bare.words("ui.weigh.said.pain", answer="Deux postes de plus") in shown(app)


def test_the_answer_may_be_left_for_later(bare: Stage) -> None:
    label = tied(bare, ("client", 1, 0), ("employee", 1, -2))
    app = bare.open(PAGE)
    app.button(f"adopt-{label}").click().run()
    app.button("leave-adoption").click().run()
    assert line_of(bare, label).status is SolutionStatus.PROPOSED
    assert app.radio(keyed(app, "ballot-by")).value == Side.CLIENT


def test_a_machine_at_a_human_moment_asks_what_stays_human(bare: Stage) -> None:
    label = tied(bare, ("client", 1, 0), ("employee", 1, 1), human=True)
    app = bare.open(PAGE)
    app.toggle(keyed(app, f"automates-{label}")).set_value(True).run()
    assert line_of(bare, label).automates
    app.button(f"adopt-{label}").click().run()
    app.text_area(keyed(app, "human-answer")).set_value("On rappelle toujours")
    app.button("save-adoption").click().run()
    line = line_of(bare, label)
    assert (line.status, line.human_answer) == (SolutionStatus.ADOPTED, "On rappelle toujours")
    assert line.human_steps == ("Annoncer",)


def test_a_verdict_that_turns_red_later_asks_for_its_answer(bare: Stage) -> None:
    label = tied(bare, ("client", 1, 0), ("employee", 1, 1))
    adoption.adopt_solution(bare.house, bare.console, label)
    for _ in range(3):
        ratings.rate(
            bare.house, bare.console, label, by="employee", client=1, employee=-2, usability=0
        )
    app = bare.open(PAGE)
    assert bare.words("ui.weigh.owed") in shown(app)
    app.button(f"answer-{label}").click().run()
    app.text_area(keyed(app, "pain-answer")).set_value("On en reparle")
    app.button("save-adoption").click().run()
    assert not line_of(bare, label).answer_owed


def test_an_idea_that_is_set_aside_waits_at_the_end(bare: Stage) -> None:
    label = rated(bare)
    app = bare.open(PAGE)
    app.button(f"aside-{label}").click().run()
    assert line_of(bare, label).status is SolutionStatus.SET_ASIDE
    app.button(f"reopen-{label}").click().run()
    assert line_of(bare, label).status is SolutionStatus.PROPOSED

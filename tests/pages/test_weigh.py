"""Weigh: one opinion at a time, and the verdict with its reason in words."""

from tests.pages.stage import Stage, keyed, shown
from workshop.domain.words import Side, Transfer
from workshop.services import ratings, solutions
from workshop.ui.weigh import reasons

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

"""Prioritise: benefit against effort in words, and the room's order beside the stakeholders'."""

from collections.abc import Mapping

from tests.pages.stage import Stage, shown
from workshop.domain.ranking import Mark
from workshop.services import people, ratings, solutions
from workshop.services.actors import Named
from workshop.services.people import PersonDraft
from workshop.services.stakeholders import rank_solutions

PAGE, PART = "facilitator/plan", "prioritise"


def weighed(stage: Stage, title: str, benefit: int, effort: int, *, employee: int = 1) -> str:
    """A new idea that three people have weighed; gives its label."""
    label = solutions.add_solution(stage.house, stage.console, title=title)
    for by in ("client", "employee", "employee"):
        ratings.rate(
            stage.house,
            stage.console,
            label,
            by=by,
            client=1,
            employee=employee,
            usability=0,
            benefit=(benefit, benefit),
            effort=(effort, effort),
        )
    return label


def stakeholder(stage: Stage, name: str, marks: Mapping[str, Mark]) -> None:
    label = people.add_person(stage.house, stage.console, PersonDraft(name, ranks=True))
    token = people.new_person_link(stage.house, stage.console, label)
    rank_solutions(stage.house, Named(stage.code, token), marks)


def page(stage: Stage) -> str:
    app = stage.open(PAGE, PART)
    assert not app.exception
    return shown(app)


def test_without_ideas_the_page_says_where_they_are_found(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    assert app.info[0].value == bare.words("ui.prioritise.none")


def test_an_idea_that_too_few_have_weighed_is_not_placed(bare: Stage) -> None:
    solutions.add_solution(bare.house, bare.console, title="Rappeler")
    said = page(bare)
    assert bare.words("ui.prioritise.few", n=3) in said
    assert bare.words("ui.prioritise.nobody") in said


def test_quick_wins_and_big_bets_are_named(bare: Stage) -> None:
    t = bare.words
    weighed(bare, "Afficher l’attente", 5, 1)
    weighed(bare, "Tout refaire", 5, 5)
    solutions.add_solution(bare.house, bare.console, title="Autre")
    said = page(bare)
    for key, label, title in (
        ("quick_win", "S1", "Afficher l’attente"),
        ("big_bet", "S2", "Tout refaire"),
    ):
        idea = t("ui.prioritise.idea", label=label, title=title)
        assert t(f"ui.prioritise.{key}", ideas=idea) in said
    assert t.count("ui.prioritise.unplaced", 1, needed=3) in said


def test_a_quick_win_that_a_side_pays_for_says_so(bare: Stage) -> None:
    t = bare.words
    weighed(bare, "Plus d’appels", 5, 3, employee=-2)
    weighed(bare, "Vite fait", 4, 1, employee=-2)
    said = page(bare)
    idea = t("ui.prioritise.idea", label="S2", title="Vite fait")
    noted = t("ui.prioritise.noted", idea=idea, notes=t("ui.prioritise.paid"))
    assert t("ui.prioritise.quick_win", ideas=noted) in said
    unsure = f"{t('ui.prioritise.paid')}, {t('ui.prioritise.unsure')}"
    assert unsure in said


def test_the_table_says_what_the_chart_draws(bare: Stage) -> None:
    t = bare.words
    weighed(bare, "Afficher l’attente", 5, 1)
    solutions.add_solution(bare.house, bare.console, title="Autre")
    [table] = bare.open(PAGE, PART).dataframe
    rows = table.value
    assert list(rows[t("ui.prioritise.table.idea")]) == ["S1 · Afficher l’attente", "S2 · Autre"]
    assert list(rows[t("ui.prioritise.table.benefit")]) == ["5", "–"]
    assert list(rows[t("ui.prioritise.table.worth")]) == [t("worth.quick_win"), "–"]
    assert list(rows[t("ui.prioritise.table.verdict")]) == [t("transfer.green"), "–"]


def test_the_stakeholders_order_stands_beside_the_rooms_with_its_gaps(bare: Stage) -> None:
    t = bare.words
    for title, benefit in (("Une", 5), ("Deux", 4), ("Trois", 2)):
        weighed(bare, title, benefit, 1)
    stakeholder(bare, "Ruth", {"S1": Mark(1, 1), "S2": Mark(3, 3), "S3": Mark(5, 5)})
    stakeholder(bare, "Paul", {"S3": Mark(5, 4)})
    stakeholder(bare, "Zoé", {})
    said = page(bare)
    first = t("ui.prioritise.idea", label="S1", title="Une")
    places = t.count("ui.prioritise.places", 2)
    assert t("ui.prioritise.gap.lower", idea=first, places=places) in said
    third = t("ui.prioritise.idea", label="S3", title="Trois")
    assert t("ui.prioritise.gap.higher", idea=third, places=places) in said
    partly = t("ui.prioritise.partly", name="Paul", done=1, all=3)
    assert t("ui.prioritise.silent", names=t.listing([partly, "Zoé"])) in said
    for gap in ("▼ −2", "=", "▲ +2"):
        assert f">{gap}</td>" in said
    assert t("ui.prioritise.basis.ranges") in said


def test_two_orders_alike_are_said_to_be(bare: Stage) -> None:
    t = bare.words
    for title, benefit in (("Une", 5), ("Deux", 4)):
        weighed(bare, title, benefit, 1)
    stakeholder(bare, "Ruth", {"S1": Mark(5, 5), "S2": Mark(3, 3)})
    said = page(bare)
    assert t("ui.prioritise.agreed", n=2) in said
    assert t("ui.prioritise.all_answered") in said


def test_a_typed_title_is_never_read_as_html(bare: Stage) -> None:
    weighed(bare, "<img src=x onerror=alert(1)>", 5, 1)
    stakeholder(bare, "<b>Ruth", {"S1": Mark(5, 5)})
    stakeholder(bare, "<b>Paul", {})
    lines = page(bare)
    assert "<img" not in lines.replace("S1 · <img", "")  # the table's cell is text
    assert "<b>Paul" not in lines

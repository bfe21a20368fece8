"""The roadmap's part of the plan: drag and its twin, circles refused, domains, tomorrow."""

from datetime import date
from typing import Any

from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from tests.pages.people import send_cards
from tests.pages.pictures import Sent, pictures
from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.words import Term
from workshop.domain.workload import AT_ONCE
from workshop.services import actions, domains, roadmap, workshops
from workshop.services.actions import ActionDraft
from workshop.services.domains import DomainDraft
from workshop.services.views.roadmap import RoadmapView, read_roadmap
from workshop.settings import CHECKOUT
from workshop.storage import tables

__all__ = ["pictures"]

BOARD = "roadmap-board-0"


def opened(stage: Stage) -> AppTest:
    app = AppTest.from_file(str(CHECKOUT / "pages" / "facilitator" / "plan.py"), default_timeout=30)
    app.query_params["w"] = stage.code
    app.query_params["part"] = "roadmap"
    return app.run()


def some(stage: Stage) -> list[str]:
    """Three drafts without a place; gives their labels."""
    said = ("Ouvrir un guichet", "Former l’équipe", "Prévenir à temps")
    return [
        actions.add_action(stage.house, stage.console, ActionDraft(what, owner="Nadia"))
        for what in said
    ]


def road(stage: Stage) -> RoadmapView:
    return read_roadmap(stage.house, stage.console)


def place(stage: Stage, label: str) -> tuple[Term | None, str | None]:
    line = road(stage).action(label)
    assert line is not None
    return line.term, line.domain


def test_an_empty_roadmap_says_where_it_comes_from(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    app = opened(bare)
    assert not app.exception
    assert bare.words("ui.roadmap.none") in shown(app)
    assert BOARD not in pictures


def test_an_action_is_dragged_to_its_place(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    domains.add_domain(bare.house, bare.console, DomainDraft("Accueil"))
    label = some(bare)[0]
    pictures[f"{BOARD}!"] = Sent(moved={"label": label, "from": "", "to": "short|Accueil"})
    app = opened(bare)
    assert not app.exception
    assert place(bare, label) == (Term.SHORT, "Accueil")
    assert "roadmap-board-1" in pictures
    assert label in [card["label"] for card in cell(pictures["roadmap-board-1"], 0, 0)]


def cell(drawn: Any, row: int, column: int) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = drawn["rows"][row]["cells"][column]["cards"]
    return held


def test_what_no_component_sends_moves_nothing(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    label = some(bare)[0]
    pictures[f"{BOARD}!"] = Sent(moved="garbage")
    opened(bare)
    pictures[f"{BOARD}!"] = Sent(moved={"label": label, "from": "", "to": "soon|Nowhere"})
    app = opened(bare)
    assert not app.exception
    assert place(bare, label) == (None, None)


def test_the_twin_of_the_drag_places_and_takes_back(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    domains.add_domain(bare.house, bare.console, DomainDraft("Accueil"))
    some(bare)
    app = opened(bare)
    label = str(app.selectbox(key="roadmap-move-action").value)
    app.selectbox(keyed(app, "roadmap-move-term")).set_value(Term.LONG)
    app.selectbox(keyed(app, "roadmap-move-domain")).set_value("Accueil")
    app.button(key="roadmap-move-do").click().run()
    assert not app.exception
    assert place(bare, label) == (Term.LONG, "Accueil")
    app.selectbox(key="roadmap-move-action").set_value(label).run()
    app.selectbox(keyed(app, "roadmap-move-term")).set_value("")
    app.button(key="roadmap-move-do").click().run()
    assert place(bare, label) == (None, "Accueil")


def test_a_circle_is_refused_with_its_path_in_words(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    first, second, _ = some(bare)
    roadmap.need_action(bare.house, bare.console, first, second)
    app = opened(bare)
    app.selectbox(key="roadmap-order-action").set_value(second).run()
    app.selectbox(key="roadmap-order-needs").set_value(first)
    app.button(key="roadmap-order-do").click().run()
    assert not app.exception
    (refused,) = app.error
    what = {line.label: line.what for line in road(bare).actions}
    for label in (first, second):
        assert f"{label} {what[label]}" in refused.value
    assert refused.value.count(second) == 2
    line = road(bare).action(second)
    assert line is not None
    assert line.needs == ()


def test_an_arrow_is_drawn_and_taken_away(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    first, second, _ = some(bare)
    app = opened(bare)
    app.selectbox(key="roadmap-order-action").set_value(second).run()
    app.selectbox(key="roadmap-order-needs").set_value(first)
    app.button(key="roadmap-order-do").click().run()
    assert has(app, f"roadmap-free-{second}-{first}")
    app.button(key=f"roadmap-free-{second}-{first}").click().run()
    assert not has(app, f"roadmap-free-{second}-{first}")
    assert not app.exception


def test_what_is_in_the_wrong_order_is_said_on_top(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    first, second, _ = some(bare)
    roadmap.place_action(bare.house, bare.console, first, "long", "")
    roadmap.place_action(bare.house, bare.console, second, "short", "")
    roadmap.need_action(bare.house, bare.console, second, first)
    assert bare.words("ui.roadmap.problem.title") in shown(opened(bare))


def test_who_carries_too_much_at_once_is_said_on_top(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    draft = ActionDraft(
        *("Rappeler", "Nadia", "", date(2027, 1, 8), "Moins d’appels", "open"),
        quadrant="priority",
        term="short",
    )
    labels = [actions.add_action(bare.house, bare.console, draft) for _ in range(AT_ONCE + 1)]
    t = bare.words
    facts = {"n": t.number(len(labels)), "most": t.number(AT_ONCE), "actions": t.listing(labels)}
    assert t("ui.plan.load", name="Nadia", **facts) in shown(opened(bare))


def test_a_domain_is_made_renamed_ordered_and_removed(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    app = opened(bare)
    for name in ("Accueil", "Facturation"):
        app.text_input(keyed_of(app, "-name")).set_value(name)
        app.text_area(keyed_of(app, "-target")).set_value(f"Mieux, {name}")
        app.button("domain-save").click().run()
    assert not app.exception
    choose(app, "Facturation")
    app.button("domain-up").click().run()
    assert [one.name for one in road(bare).domains] == ["Facturation", "Accueil"]
    choose(app, "Facturation")
    app.text_input(keyed_of(app, "-name")).set_value("accueil")
    app.button("domain-save").click().run()
    assert app.error[0].value == bare.words("error.named_twice", name="accueil")
    app.text_input(keyed_of(app, "-name")).set_value("Factures")
    app.button("domain-save").click().run()
    assert road(bare).domains[0] == DomainDraft("Factures", "Mieux, Facturation")
    choose(app, "Factures")
    app.button("domain-remove").click().run()
    assert [one.name for one in road(bare).domains] == ["Accueil"]


def choose(app: AppTest, name: str) -> None:
    app.selectbox(keyed(app, "domain-which")).set_value(name).run()


def keyed_of(app: AppTest, end: str) -> str:
    """The key of the domain form's field that ends so."""
    fields = (*app.text_input, *app.text_area)
    return next(
        str(one.key)
        for one in fields
        if str(one.key).startswith("domain-form") and str(one.key).endswith(end)
    )


def test_a_wish_for_tomorrow_becomes_a_long_term_draft(
    bare: Stage,
    pictures: dict[str, Any],
) -> None:
    label = tomorrow_card(bare, "Un conseiller qui me rappelle")
    app = opened(bare)
    assert "Un conseiller qui me rappelle" in str(pictures[BOARD]["rows"][-1])
    app.button(f"roadmap-make-{label}").click().run()
    assert not app.exception
    (line,) = road(bare).actions
    assert (line.what, line.term, line.status) == (
        "Un conseiller qui me rappelle", Term.LONG, "draft"
    )  # fmt: skip


def tomorrow_card(stage: Stage, text: str) -> str:
    """A card of the room about tomorrow; gives its label."""
    workshops.set_phase(stage.house, stage.console, "capture")
    (label,) = send_cards(stage, 1)
    with stage.house.database.writing() as connection, connection.begin():
        connection.execute(update(tables.card).values(horizon="tomorrow", text=text))
    return label

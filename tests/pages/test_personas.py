"""Personas on the frame page: added, renamed, taken away, and a colleague's never lost unread."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, keyed, shown
from workshop.domain.journey import Persona
from workshop.domain.words import Side
from workshop.services import personas
from workshop.ui.plain import plain

PAGE = "facilitator/frame"


def names(stage: Stage, side: Side) -> list[str]:
    return [persona.name for persona in stage.view.personas if persona.side is side]


def fill(app: AppTest, stage: Stage, side: Side, place: int, name: str) -> AppTest:
    start = f"personas-{stage.code}-{side}-"
    turn = keyed(app, start).removeprefix(start).split("-")[0]
    app.text_input(f"{start}{turn}-name-{place}").set_value(name)
    return app


def save(app: AppTest, side: Side) -> AppTest:
    app.button(f"personas-save-{side}").click().run()
    assert not app.exception
    return app


def test_personas_are_added_one_after_the_other(bare: Stage) -> None:
    personas.save_personas(bare.house, bare.console, "client", [])
    app = save(fill(bare.open(PAGE), bare, Side.CLIENT, 0, "Nadia"), Side.CLIENT)
    save(fill(app, bare, Side.CLIENT, 1, "Paul"), Side.CLIENT)
    assert names(bare, Side.CLIENT) == ["Nadia", "Paul"]
    folds = [expander.label for expander in bare.open(PAGE).expander]
    assert bare.words.count("ui.persona.title", 2) in folds


def test_a_persona_is_renamed_or_taken_away_by_an_empty_name(bare: Stage) -> None:
    people = [Persona(Side.EMPLOYEE, name, "Depuis peu") for name in ("Sam", "Lou")]
    personas.save_personas(bare.house, bare.console, "employee", people)
    sam, lou = bare.view.personas
    app = fill(bare.open(PAGE), bare, Side.EMPLOYEE, 0, "")
    save(fill(app, bare, Side.EMPLOYEE, 1, "Louise"), Side.EMPLOYEE)
    assert bare.view.personas == (replace(lou, name="Louise"),)
    assert sam not in bare.view.personas


def test_two_of_the_same_name_are_refused_in_words(bare: Stage) -> None:
    app = fill(bare.open(PAGE), bare, Side.CLIENT, 0, "Nadia")
    save(app, Side.CLIENT)
    save(fill(app, bare, Side.CLIENT, 1, "nadia"), Side.CLIENT)
    assert [error.value for error in app.error] == [
        plain(bare.words("error.named_twice", name="nadia"))
    ]
    assert names(bare, Side.CLIENT) == ["Nadia"]


def test_who_saves_after_a_colleague_reads_theirs_and_may_save_again(bare: Stage) -> None:
    app = fill(bare.open(PAGE), bare, Side.CLIENT, 0, "La mienne")
    personas.save_personas(
        bare.house, bare.console, "client", [Persona(Side.CLIENT, "La sienne")], seen=[]
    )
    save(app, Side.CLIENT)
    assert names(bare, Side.CLIENT) == ["La sienne"]
    assert [warning.value for warning in app.warning] == [bare.words("ui.persona.stale")]
    assert "La sienne" in shown(app)
    save(app, Side.CLIENT)
    assert names(bare, Side.CLIENT) == ["La mienne"]


def test_cards_are_said_to_be_about_a_persona_and_about_nobody_again(demo: Stage) -> None:
    page = "facilitator/capture"
    whom = demo.view.personas[0]
    other = next(c for c in demo.view.shown_cards if c.side is whom.side and not c.persona)
    app = demo.open(page)
    app.multiselect(keyed(app, f"card-personas-{demo.code}")).set_value([other.label]).run()
    app.button("card-personas-save").click().run()
    assert not app.exception
    found = demo.view.card(other.label)
    assert found is not None
    assert found.persona == whom.id
    app.selectbox(f"card-personas-{demo.code}-whom").set_value("").run()
    app.multiselect(keyed(app, f"card-personas-{demo.code}")).set_value([other.label]).run()
    app.button("card-personas-save").click().run()
    assert demo.view.card(other.label) == other


def test_without_personas_nobody_is_asked_about_them(bare: Stage) -> None:
    personas.save_personas(bare.house, bare.console, "client", [])
    personas.save_personas(bare.house, bare.console, "employee", [])
    assert bare.words("ui.persona.cards.help") not in shown(bare.open("facilitator/capture"))

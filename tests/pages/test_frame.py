"""Frame: one form, which sends what was changed in it and nothing else."""

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, keyed, shown
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import workshops
from workshop.ui.frame import FIELDS, GOALS, NOTES

PAGE = "facilitator/frame"


def fill(app: AppTest, name: str, text: str) -> None:
    key = keyed(app, f"frame-{name}")
    (app.text_area if name in (*NOTES, *GOALS) else app.text_input)(key).set_value(text)


def test_every_field_is_kept(bare: Stage) -> None:
    app = bare.open(PAGE)
    for name in FIELDS:
        fill(app, name, f"Du neuf pour {name}")
    app.multiselect(keyed(app, "frame-families")).set_value(["Terrain", "Siège"])
    app.button("frame-save").click().run()
    assert not app.exception
    assert not app.error
    kept = bare.view.workshop
    assert [getattr(kept, name) for name in FIELDS] == [f"Du neuf pour {name}" for name in FIELDS]
    assert kept.families == ["Terrain", "Siège"]


def test_a_colleagues_change_is_not_put_back(bare: Stage) -> None:
    app = bare.open(PAGE)
    workshops.frame(bare.house, bare.console, {"scope": "Changé par Bob"}, families=["Bob"])
    fill(app, "ambition", "Changée par Alice")
    app.button("frame-save").click().run()
    kept = bare.view.workshop
    assert (kept.ambition, kept.scope) == ("Changée par Alice", "Changé par Bob")
    assert kept.families == ["Bob"]
    assert app.text_area(keyed(app, "frame-scope")).value == "Changé par Bob"


def test_a_workshop_keeps_its_title_and_what_was_typed_stays(bare: Stage) -> None:
    title = bare.view.workshop.title
    app = bare.open(PAGE)
    fill(app, "title", "   ")
    fill(app, "ambition", "Tapée avant l'erreur")
    app.button("frame-save").click().run()
    (refusal,) = app.error
    assert bare.words("ui.frame.title") in refusal.value
    assert bare.words("ui.frame.client_name") not in refusal.value
    assert bare.view.workshop.title == title
    assert app.text_area(keyed(app, "frame-ambition")).value == "Tapée avant l'erreur"


def test_the_workshops_own_words_are_used_at_once(bare: Stage) -> None:
    app = bare.open(PAGE)
    fill(app, "client_name", "la patiente")
    app.button("frame-save").click().run()
    label = app.text_area(keyed(app, "frame-client_goal")).label
    assert "la patiente" in label


def test_the_double_goal_is_pinned_on_the_other_phases(bare: Stage) -> None:
    goal = bare.view.workshop.client_goal
    assert goal in shown(bare.open("facilitator/journeys"))
    workshops.frame(bare.house, bare.console, {"client_goal": "", "employee_goal": ""})
    assert bare.words("ui.goal") not in shown(bare.open("facilitator/journeys"))


def test_a_stranger_and_the_sponsor_see_nothing_of_the_frame(bare: Stage) -> None:
    ambition = bare.view.workshop.ambition
    bare.become(Role.SPONSOR)
    app = bare.open(PAGE)
    assert [title.value for title in app.title] == [words(bare.language)("ui.not_here.title")]
    assert not app.text_area
    bare.cookie = "nothing"
    app = bare.open(PAGE)
    assert [title.value for title in app.title] == [words(bare.language)("ui.signed_out.title")]
    assert ambition not in shown(app)

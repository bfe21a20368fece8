"""The organisation's words, on the settings page: added, changed, forgotten, refused."""

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.services.lexicons import read_lexicon

PAGE = "facilitator/settings"


def own(stage: Stage) -> dict[str, tuple[str, ...]]:
    found = read_lexicon(stage.house, stage.console)
    return {concept.name: concept.words for concept in found.own}


def write(app: AppTest, words: str, *, name: str | None = None) -> AppTest:
    if name is not None:
        app.text_input(keyed(app, "lexicon-name")).set_value(name)
    app.text_area(keyed(app, "lexicon-words")).set_value(words)
    app.button("lexicon-save").click().run()
    assert not app.exception
    return app


def test_a_new_idea_is_kept_changed_and_forgotten(demo: Stage) -> None:
    app = write(demo.open(PAGE), "SAV\nretour atelier, réparation", name="  Le SAV ")
    assert own(demo) == {"Le SAV": ("SAV", "retour atelier", "réparation")}
    area = app.text_area(keyed(app, "lexicon-words-Le SAV"))
    assert area.value == "SAV\nretour atelier\nréparation"
    app = write(app, "SAV")
    assert own(demo) == {"Le SAV": ("SAV",)}
    app.button("lexicon-remove").click().run()
    assert own(demo) == {}
    assert not has(app, "lexicon-remove")


def test_an_idea_of_the_app_says_what_it_knows_and_takes_more(demo: Stage) -> None:
    idea = read_lexicon(demo.house, demo.console).shipped[0]
    app = demo.open(PAGE)
    app.selectbox(keyed(app, "lexicon-idea")).set_value(idea.name).run()
    assert idea.words[0].removesuffix("*") in shown(app)
    write(app, "hotline maison")
    assert own(demo) == {idea.name: ("hotline maison",)}


def test_what_is_refused_stays_in_the_form(demo: Stage) -> None:
    app = write(demo.open(PAGE), "x" * 61, name="Sigles")
    assert own(demo) == {}
    assert app.error
    assert app.text_area(keyed(app, "lexicon-words")).value == "x" * 61
    assert app.text_input(keyed(app, "lexicon-name")).value == "Sigles"


def test_an_idea_s_name_is_never_read_as_markdown(demo: Stage) -> None:
    app = write(demo.open(PAGE), "mot", name="![x](http://x)")
    options = app.selectbox(keyed(app, "lexicon-idea")).options
    assert not any("![x](http://x)" in option for option in options)

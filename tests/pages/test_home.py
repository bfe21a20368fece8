"""Home: one's own workshops and no other, and the ways to begin one."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.pictures import pictures  # noqa: F401  (a fixture)
from tests.pages.stage import PATIENCE_SECONDS, Stage, has, shown
from workshop.domain.words import Phase, Role
from workshop.exports.json_file import produce
from workshop.i18n import words
from workshop.services import signin, workshops
from workshop.services.access import SignedIn
from workshop.services.actors import Console
from workshop.services.templates import template, template_slugs
from workshop.services.views.home import HomeLine, read_home
from workshop.settings import CHECKOUT
from workshop.ui.plain import plain
from workshop.ui.tour import STEPS

PAGE = "facilitator/home"


def home(stage: Stage, **query: str) -> AppTest:
    """The home page as the whole app runs it, menu and all."""
    main = CHECKOUT / "workshop" / "ui" / "main.py"
    app = AppTest.from_file(str(main), default_timeout=PATIENCE_SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def press(app: AppTest, *keys: str) -> AppTest:
    """Press these together: a dialog is open only in the run of the button that opens it."""
    for key in keys:
        app.button(key).click()
    app.run()
    assert not app.exception
    return app


def browser(stage: Stage) -> SignedIn:
    found = signin.who_is(stage.house, stage.cookie)
    assert found is not None
    return found


def lines(stage: Stage) -> list[HomeLine]:
    return list(read_home(stage.house, browser(stage)))


def only_account(stage: Stage, email: str = "alice@example.org") -> int:
    """Sign a facilitator with a password in, who owns nothing yet; gives the account's id."""
    account = signin.add_account(stage.house, email=email, password="a long password")
    stage.cookie = signin.use_password(
        stage.house, email=email, password="a long password", old_token=None
    )
    return account


def test_each_workshop_shows_its_code_its_phase_and_what_it_holds(demo: Stage) -> None:
    t = demo.words
    page = shown(home(demo))
    counted = [t.count("count.cards", 68), t.count("count.topics", 12)]
    for fact in (demo.code, t("phase.matrix"), *counted):
        assert fact in page


def test_an_empty_home_says_how_to_begin(bare: Stage) -> None:
    only_account(bare)
    app = home(bare)
    assert words(bare.language)("ui.home.none") in shown(app)
    assert bare.code not in shown(app)
    assert has(app, "new")
    assert has(app, "demo")


def test_the_first_visit_comes_by_itself_until_there_is_a_workshop(
    bare: Stage,
    pictures: dict[str, Any],  # noqa: F811
) -> None:
    home(bare)
    assert pictures["tour-steps"]["first"] is False
    only_account(bare)
    app = home(bare)
    assert pictures["tour-steps"]["first"] is True
    assert [step["name"] for step in pictures["tour-steps"]["steps"]] == list(STEPS)
    turn = pictures["tour-steps"]["turn"]
    press(app, "tour")
    assert pictures["tour-steps"]["turn"] > turn


def test_opening_a_workshop_goes_to_its_phase(demo: Stage) -> None:
    app = press(home(demo), f"open-{demo.code}")
    assert [title.value for title in app.title] == [demo.words("phase.matrix")]


def test_opening_a_workshop_that_has_not_begun_goes_to_its_room(bare: Stage) -> None:
    app = press(home(bare), f"open-{bare.code}")
    assert [title.value for title in app.title] == [bare.words("ui.page.room")]


def test_a_facilitators_link_leads_to_the_room(demo: Stage) -> None:
    demo.become(Role.FACILITATOR)
    app = home(demo, w=demo.code)
    assert [title.value for title in app.title] == [demo.words("ui.page.room")]


def test_a_workshop_that_is_not_ours_says_so_and_nothing_else(demo: Stage) -> None:
    only_account(demo)
    app = home(demo, w=demo.code)
    assert words(demo.language)("ui.home.not_open") in shown(app)
    assert demo.view.workshop.title not in shown(app)


def test_the_sponsor_is_told_when_it_is_too_early_and_led_on_when_it_is_open(demo: Stage) -> None:
    demo.become(Role.SPONSOR)
    app = home(demo, w=demo.code)
    assert words(demo.language)("ui.home.not_open") in shown(app)
    assert not has(app, f"delete-{demo.code}")
    assert not has(app, f"open-{demo.code}")
    workshops.open_to_sponsor(demo.house, demo.console, is_open=True)
    app.run()  # as the page does by itself
    assert [title.value for title in app.title][:1] == [plain(demo.view.workshop.title)]


@pytest.mark.parametrize("slug", template_slugs())
def test_a_template_brings_its_title_and_its_steps(bare: Stage, slug: str) -> None:
    app = press(home(bare), "new")
    app.radio("new-template").set_value(slug)
    press(app, "new")
    draft = template(slug, bare.language)
    assert app.text_input(f"new-name-{slug}-{bare.language}").value == draft.title
    press(app, "new", "new-create")
    made = next(line for line in lines(bare) if line.code != bare.code)
    assert made.title == draft.title
    assert made.phase is Phase.FRAME


def test_a_blank_workshop_needs_a_title(bare: Stage) -> None:
    app = press(home(bare), "new")
    app.radio("new-template").set_value("")
    press(app, "new")
    press(app, "new", "new-create")
    assert [error.value for error in app.error] == [words(bare.language)("error.text_empty")]
    assert len(lines(bare)) == 1
    app.text_input(f"new-name--{bare.language}").set_value("Notre essai")
    press(app, "new", "new-create")
    assert {line.title for line in lines(bare)} == {"Notre essai", bare.view.workshop.title}


def test_links_and_recovery_code_are_shown_once(bare: Stage) -> None:
    app = press(home(bare), "new")
    press(app, "new", "new-create")
    made = next(line for line in lines(bare) if line.code != bare.code)
    recovery, facilitator, sponsor = [code.value for code in app.code]
    assert any(made.code in caption.value for caption in app.caption)  # recovering takes both
    assert "/f/" in facilitator
    assert "/s/" in sponsor
    opened = signin.use_recovery_code(
        bare.house, code=made.code, recovery_code=recovery, token=None
    )
    assert opened.code == made.code
    app = press(app, "fresh-open")
    assert [title.value for title in app.title] == [bare.words("ui.page.room")]
    app = home(bare)
    assert recovery not in shown(app)
    assert facilitator not in shown(app)


def test_what_was_made_is_not_shown_to_another_browser(bare: Stage) -> None:
    app = press(home(bare), "new")
    press(app, "new", "new-create")
    recovery = app.code[0].value
    only_account(bare)
    app.run()
    assert recovery not in shown(app)


def test_a_new_workshop_belongs_to_the_account_that_made_it(bare: Stage) -> None:
    only_account(bare)
    app = press(home(bare), "new")
    press(app, "new", "new-create")
    [mine] = lines(bare)
    assert mine.code != bare.code
    only_account(bare, "bob@example.org")
    assert lines(bare) == []


def test_the_demonstration_opens_in_one_click(bare: Stage) -> None:
    app = press(home(bare), "demo")
    assert [title.value for title in app.title] == [bare.words("phase.matrix")]
    assert {line.cards for line in lines(bare)} == {0, 68}


def test_a_link_to_one_workshop_makes_no_others(demo: Stage) -> None:
    demo.become(Role.FACILITATOR)
    app = home(demo)
    assert not any(has(app, key) for key in ("new", "demo", "import"))
    assert has(app, f"open-{demo.code}")


def test_deleting_asks_for_the_exact_title(demo: Stage) -> None:
    title = demo.view.workshop.title
    app = press(home(demo), f"delete-{demo.code}")
    app.text_input("delete-typed").set_value(f"{title} !")
    press(app, f"delete-{demo.code}", "delete-drop")
    said = [error.value for error in app.error]
    assert said == [plain(words(demo.language)("error.title_does_not_match"))]
    assert len(lines(demo)) == 1
    app.text_input("delete-typed").set_value(title)
    app = press(app, f"delete-{demo.code}", "delete-drop")
    assert lines(demo) == []


def test_a_copy_has_the_frame_and_nothing_of_the_room(demo: Stage) -> None:
    demo.become(Role.FACILITATOR)
    app = press(home(demo), f"duplicate-{demo.code}")
    app.text_input("duplicate-name").set_value("La suite")
    press(app, f"duplicate-{demo.code}", "duplicate-make")
    assert len(app.code) == 3
    copy = next(line for line in lines(demo) if line.title == "La suite")
    assert (copy.cards, copy.topics, copy.role) == (0, 0, Role.FACILITATOR)


def test_a_file_comes_back_as_a_workshop(demo: Stage) -> None:
    content = produce(demo.house, demo.console)
    before = demo.view
    workshops.delete_workshop(demo.house, demo.console, typed_title=before.workshop.title)
    app = press(home(demo), "import")
    app.file_uploader("import-file").set_value(("workshop.json", content, "application/json"))
    press(app, "import", "import-bring")
    assert len(app.code) == 3
    [line] = lines(demo)
    assert (line.code, line.cards, line.topics) == (demo.code, len(before.cards), 12)


def test_a_file_that_is_none_is_refused_in_one_sentence_and_leaves_nothing(bare: Stage) -> None:
    app = press(home(bare), "import")
    press(app, "import", "import-bring")
    assert [error.value for error in app.error] == [words(bare.language)("ui.import.nothing")]
    for content in (b"not json", b"{}", produce(bare.house, bare.console)[:-40]):
        app.file_uploader("import-file").set_value(("x.json", content, "application/json"))
        press(app, "import", "import-bring")
        assert len(app.error) == 1
        assert not app.code
    assert [line.code for line in lines(bare)] == [bare.code]


def test_a_title_never_reaches_the_page_as_markdown(bare: Stage) -> None:
    workshops.frame(bare.house, Console(bare.code), {"title": "![x](http://example.org/x.png) <b>"})
    texts = [element.value for element in home(bare).subheader]
    assert texts == ["\\!\\[x\\](http\\:\u2060//example.org/x.png) \\<b\\>"]


def test_signing_out_closes_every_page(demo: Stage) -> None:
    app = press(home(demo), "sign-out")
    assert [title.value for title in app.title] == [words(demo.language)("ui.signed_out.title")]
    assert plain(demo.view.workshop.title) not in shown(app)
    assert signin.who_is(demo.house, demo.cookie) is None


def test_a_stranger_sees_no_workshop(demo: Stage) -> None:
    demo.cookie = "nothing"
    app = demo.open(PAGE)
    assert [title.value for title in app.title] == [words(demo.language)("ui.signed_out.title")]
    assert demo.code not in shown(app)

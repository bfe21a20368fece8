"""The people of the programme: added, changed, removed, and their personal links."""

from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.words import Role
from workshop.services import people, workshops
from workshop.services.actors import Named
from workshop.services.people import PersonDraft, open_person_link
from workshop.services.views.mine import read_mine
from workshop.services.views.people import PersonLine, read_people

PAGE, PART = "facilitator/plan", "people"


def press(app: AppTest, *keys: str) -> None:
    """Press these together: a dialog is open only in the run of the button that opens it."""
    for key in keys:
        app.button(key).click()
    app.run()


def everybody(stage: Stage) -> tuple[PersonLine, ...]:
    return read_people(stage.house, stage.console).people


def test_an_empty_list_says_where_names_come_from(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    assert not app.exception
    assert bare.words("ui.people.none") in shown(app)


def test_a_person_is_added_and_the_form_is_empty_again(bare: Stage) -> None:
    app = bare.open(PAGE, PART)
    app.text_input(keyed(app, "person-name")).set_value(" Ruth  Lemaire ")
    app.text_input(keyed(app, "person-job")).set_value("Direction")
    app.text_input(keyed(app, "person-email")).set_value("ruth@example.org")
    app.checkbox(keyed(app, "person-ranks")).check()
    app.button("person-save").click().run()
    assert not app.exception
    [ruth] = everybody(bare)
    assert (ruth.name, ruth.job, ruth.email, ruth.ranks) == (
        "Ruth Lemaire", "Direction", "ruth@example.org", True
    )  # fmt: skip
    assert app.text_input(keyed(app, "person-name")).value == ""
    said = shown(app)
    assert bare.words("ui.people.rank") in said
    assert bare.words("ui.people.no_link") in said


def test_a_refusal_keeps_what_was_typed(bare: Stage) -> None:
    people.add_person(bare.house, bare.console, PersonDraft("Ruth"))
    app = bare.open(PAGE, PART)
    for name, email, key in (
        ("ruth", "", bare.words("error.named_twice", name="ruth")),
        ("Paul", "paul", bare.words("error.email_malformed", email="paul")),
    ):
        app.text_input(keyed(app, "person-name")).set_value(name)
        app.text_input(keyed(app, "person-email")).set_value(email)
        app.button("person-save").click().run()
        assert app.error[0].value == key
        assert app.text_input(keyed(app, "person-name")).value == name
    assert [person.name for person in everybody(bare)] == ["Ruth"]


def test_a_person_is_changed_left_and_removed(bare: Stage) -> None:
    people.add_person(bare.house, bare.console, PersonDraft("Ruth", job="Direction"))
    app = bare.open(PAGE, PART)
    app.button("edit-P1").click().run()
    assert app.text_input(keyed(app, "person-job")).value == "Direction"
    app.button("person-leave").click().run()
    assert not has(app, "person-remove")
    app.button("edit-P1").click().run()
    app.text_input(keyed(app, "person-job")).set_value("Finances")
    app.button("person-save").click().run()
    assert [person.job for person in everybody(bare)] == ["Finances"]
    app.button("edit-P1").click().run()
    app.button("person-remove").click().run()
    assert not app.exception
    assert everybody(bare) == ()


def test_a_link_is_shown_once_and_opens_the_page_of_that_person(bare: Stage) -> None:
    people.add_person(bare.house, bare.console, PersonDraft("Ruth"))
    app = bare.open(PAGE, PART)
    app.button("link-P1").click().run()
    press(app, "link-P1", "person-link-new")
    assert not app.exception
    address = app.code[0].value
    token = address.rsplit("/p/", 1)[1]
    assert open_person_link(bare.house, token) == bare.code
    assert read_mine(bare.house, Named(bare.code, token)).name == "Ruth"
    drawn = "".join(element.proto.body for element in app.get("html"))
    assert drawn.count('class="rc-person-qr" src="data:image/svg') == 1
    again = bare.open(PAGE, PART)
    assert not again.code
    [ruth] = everybody(bare)
    assert ruth.until is not None
    assert bare.words("ui.people.until", date=bare.words.date(ruth.until)) in shown(again)


def test_all_links_of_a_person_are_closed_at_once(bare: Stage) -> None:
    people.add_person(bare.house, bare.console, PersonDraft("Ruth"))
    app = bare.open(PAGE, PART)
    app.button("link-P1").click().run()
    assert not has(app, "person-link-revoke")
    people.new_person_link(bare.house, bare.console, "P1")
    people.new_person_link(bare.house, bare.console, "P1")
    app = bare.open(PAGE, PART)
    app.button("link-P1").click().run()
    press(app, "link-P1", "person-link-revoke")
    assert not app.exception
    assert [person.links for person in everybody(bare)] == [0]


def test_a_typed_name_is_never_read_as_html_or_markdown(bare: Stage) -> None:
    evil = "![x](//evil.example) <img src=x>"
    people.add_person(bare.house, bare.console, PersonDraft(evil, job="<b>x"))
    app = bare.open(PAGE, PART)
    app.button("link-P1").click().run()
    said = shown(app) + "".join(element.proto.body for element in app.get("html"))
    assert "<img src=x>" not in said
    assert "<b>x" not in said
    assert "![x](" not in "".join(block.value for block in app.markdown)


def test_a_facilitator_whose_link_is_revoked_makes_none(bare: Stage) -> None:
    people.add_person(bare.house, bare.console, PersonDraft("Ruth"))
    bare.become(Role.FACILITATOR)
    app = bare.open(PAGE, PART)
    app.button("link-P1").click().run()
    workshops.revoke_links(bare.house, bare.console, Role.FACILITATOR)
    press(app, "link-P1", "person-link-new")
    assert not app.code
    assert [person.links for person in everybody(bare)] == [0]


def test_what_a_colleague_changes_of_a_person_meanwhile_is_kept(bare: Stage) -> None:
    people.add_person(bare.house, bare.console, PersonDraft("Ruth"))
    app = bare.open(PAGE, PART)
    app.button("edit-P1").click().run()
    people.save_person(bare.house, bare.console, "P1", PersonDraft("Ruth", email="r@example.org"))
    app.text_input(keyed(app, "person-job")).set_value("Direction")
    app.button("person-save").click().run()
    [ruth] = everybody(bare)
    assert (ruth.job, ruth.email) == ("Direction", "r@example.org")
    app.button("edit-P1").click().run()
    people.save_person(bare.house, bare.console, "P1", PersonDraft("Ruth", "Achats"))
    app.text_input(keyed(app, "person-job")).set_value("Ventes")
    app.button("person-save").click().run()
    assert bare.words("ui.merge.job") in app.warning[0].value
    assert [person.job for person in everybody(bare)] == ["Achats"]
    app.button("person-save").click().run()
    assert [person.job for person in everybody(bare)] == ["Ventes"]

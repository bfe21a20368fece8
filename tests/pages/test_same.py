"""What phones compare: how far the room is, what they are asked, and its switch."""

from tests.pages.asking import phones
from tests.pages.stage import Stage, keyed
from workshop.domain.phases import PhoneGesture, rights_of
from workshop.domain.words import Phase
from workshop.services import same, signin, workshops
from workshop.services.same import QUESTIONS


def is_on(stage: Stage) -> bool:
    return PhoneGesture.SAME in rights_of(Phase.GROUP, stage.view.workshop.phone_rights).may


def said(stage: Stage) -> str:
    app = stage.open("facilitator/group")
    assert not app.exception
    texts = [*(text.value for text in app.markdown), *(text.value for text in app.caption)]
    return "\n".join(texts)


def test_comparing_is_on_by_default_and_says_how_far_it_is(demo: Stage) -> None:
    workshops.set_phase(demo.house, demo.console, "group")
    t = demo.words
    assert t("ui.same.none") in said(demo)
    one, other = (card.label for card in demo.view.room_cards[:2])
    answers = [same.SameSent(f"phone-{n}", one, other, "yes") for n in range(3)]
    phones(demo, same.answer_same, answers)
    page = said(demo)
    assert t.count("ui.same.answers", 3, phones=t.count("count.phones", 3)) in page
    assert t("ui.same.asks", most=QUESTIONS) in page


def test_the_switch_leaves_the_mirror_round_as_it_is(demo: Stage) -> None:
    workshops.set_phase(demo.house, demo.console, "capture")
    assert demo.words("ui.same.asks_later", most=QUESTIONS) in said(demo)
    before = rights_of(Phase.GROUP, demo.view.workshop.phone_rights)
    app = demo.open("facilitator/group")
    app.toggle(key=keyed(app, "same-switch")).set_value(False).run()
    assert not app.exception
    assert not is_on(demo)
    off = rights_of(Phase.GROUP, demo.view.workshop.phone_rights)
    assert off.may == before.may - {PhoneGesture.SAME}
    assert demo.words("ui.same.asks_nothing", most=QUESTIONS) in said(demo)
    app.toggle(key=keyed(app, "same-switch")).set_value(True).run()
    assert rights_of(Phase.GROUP, demo.view.workshop.phone_rights) == before


def test_a_browser_that_signed_out_switches_nothing(demo: Stage) -> None:
    app = demo.open("facilitator/group")
    signin.sign_out(demo.house, demo.cookie)
    app.toggle(key=keyed(app, "same-switch")).set_value(False).run()
    assert is_on(demo)
    assert app.title[0].value == demo.words("ui.signed_out.title")

"""The mirror round: how far it is, what phones are asked, and its switch."""

import pytest

from tests.pages.asking import phones
from tests.pages.stage import Stage, keyed
from workshop.domain.phases import PhoneGesture, rights_of
from workshop.domain.words import Phase
from workshop.services import mirror, signin, topics, workshops

PAGES = (Phase.GROUP, Phase.MATRIX)


def is_on(stage: Stage, phase: Phase) -> bool:
    return PhoneGesture.MIRROR in rights_of(phase, stage.view.workshop.phone_rights).may


def said(stage: Stage, phase: Phase) -> str:
    app = stage.open(f"facilitator/{phase}")
    assert not app.exception
    texts = [*(text.value for text in app.markdown), *(text.value for text in app.caption)]
    return "\n".join(texts)


@pytest.mark.parametrize("phase", PAGES)
def test_the_round_is_on_by_default_and_says_how_far_it_is(demo: Stage, phase: Phase) -> None:
    workshops.set_phase(demo.house, demo.console, phase)
    phones(
        demo,
        mirror.answer_mirror,
        [mirror.MirrorSent(f"phone-{n}", "none", topic="T1") for n in range(3)],
    )
    t, page = demo.words, said(demo, phase)
    answers = t.count("ui.mirror.answers", 3, phones=t.count("count.phones", 3))
    waiting = demo.view.mirror.topics_waiting
    expected = t.count("ui.mirror.waiting", waiting) if waiting else t("ui.mirror.complete")
    assert f"{expected} · {answers}" in page
    assert t("ui.mirror.asks") in page


@pytest.mark.parametrize("phase", PAGES)
def test_the_switch_is_for_the_phase_of_the_page_wherever_the_room_is(
    demo: Stage, phase: Phase
) -> None:
    workshops.set_phase(demo.house, demo.console, "capture")
    assert demo.words("ui.mirror.asks_later") in said(demo, phase)
    app = demo.open(f"facilitator/{phase}")
    app.toggle(key=keyed(app, "mirror-")).set_value(False).run()
    assert not app.exception
    assert not is_on(demo, phase)
    assert all(is_on(demo, other) for other in PAGES if other is not phase)
    assert demo.words("ui.mirror.asks_nothing") in said(demo, phase)
    app.toggle(key=keyed(app, "mirror-")).set_value(True).run()
    assert is_on(demo, phase)


def test_topics_that_wait_are_counted(demo: Stage) -> None:
    topics.make_topic(
        demo.house, demo.console, title="Un côté", cards=[demo.view.free_cards[0].label]
    )
    waiting = demo.view.mirror.topics_waiting
    assert waiting
    assert demo.words.count("ui.mirror.waiting", waiting) in said(demo, Phase.MATRIX)


def test_a_browser_that_signed_out_switches_nothing(demo: Stage) -> None:
    app = demo.open("facilitator/matrix")
    signin.sign_out(demo.house, demo.cookie)
    app.toggle(key=keyed(app, "mirror-")).set_value(False).run()
    assert is_on(demo, Phase.MATRIX)
    assert app.title[0].value == demo.words("ui.signed_out.title")

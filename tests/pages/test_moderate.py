"""Moderate: what waits, the wall, the rule and the log, for a second facilitator too."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.people import send_cards
from tests.pages.stage import Stage, has, keyed, shown
from tests.pages.test_group import Sent, drawn  # noqa: F401  (a fixture)
from workshop.domain.errors import TextTooLong
from workshop.domain.words import CardStatus, Phase, Role, SetAside
from workshop.services import moderation, workshops
from workshop.ui.moderate import LOG_SHOWN, RULE_LIMIT
from workshop.ui.plain import plain

PAGE = "facilitator/moderate"


def press(app: AppTest, key: str) -> AppTest:
    app.button(key).click().run()
    assert not app.exception
    return app


def test_the_wall_is_one_list_for_whoever_only_moderates(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
) -> None:
    demo.become(Role.FACILITATOR)  # a colleague, by the link alone
    drawn["wall!"] = Sent(park={"card": "C1", "at": 1})
    demo.open(PAGE)
    assert drawn["wall"]["mode"] == "list"
    card = demo.view.card("C1")
    assert card is not None
    assert card.status is CardStatus.PARKED


def test_cards_wait_once_the_inbox_is_on_and_no_more_once_it_is_off(demo: Stage) -> None:
    workshops.set_phase(demo.house, demo.console, Phase.CAPTURE)
    app = demo.open(PAGE)
    app.toggle("inbox-first-False").set_value(True).run()
    assert app.toast[0].value == demo.words("ui.moderate.inbox.on")
    send_cards(demo, 2)
    assert demo.view.moderation.waiting == 2
    app.toggle("inbox-first-True").set_value(False).run()
    assert not demo.view.workshop.inbox_first
    assert demo.view.moderation.waiting == 2
    assert demo.words.count("count.waiting", 2) in shown(app)


def test_the_rule_is_kept_and_taken_back(demo: Stage) -> None:
    app = demo.open(PAGE)
    for rule in ("Ne citez personne.", ""):
        app.text_area(keyed(app, "rule-")).set_value(rule)
        press(app, "rule-save")
        assert demo.view.workshop.moderation_rule == rule


def test_a_rule_that_is_too_long_is_refused_and_stays_in_its_field(demo: Stage) -> None:
    app, rule = demo.open(PAGE), "x" * (RULE_LIMIT + 1)
    field = app.text_area(keyed(app, "rule-")).set_value(rule)
    press(app, "rule-save")
    said = plain(demo.words.error(TextTooLong(limit=RULE_LIMIT, length=RULE_LIMIT + 1)))
    assert said in [error.value for error in app.error]
    assert app.text_area(str(field.key)).value == rule
    assert demo.view.workshop.moderation_rule == ""


def test_the_log_says_what_why_and_not_when(demo: Stage) -> None:
    assert demo.words("ui.moderate.log.none") in shown(demo.open(PAGE))
    card = demo.view.shown_cards[0]
    moderation.set_aside(
        demo.house, demo.console, card.label, reason="hurtful", note="relu à deux <b>"
    )
    moderation.show_card(demo.house, demo.console, card.label)
    page = shown(demo.open(PAGE))
    t = demo.words
    aside = " · ".join(
        (card.label, t("ui.moderate.deed.set_aside"), t("set_aside.hurtful"), "relu à deux &lt;b")
    )
    assert aside in page
    assert page.index(t("ui.moderate.deed.shown")) < page.index(aside)  # the last deed first


def test_a_long_log_is_folded(demo: Stage) -> None:
    cards = demo.view.shown_cards[: LOG_SHOWN + 1]
    for card in cards:
        moderation.set_aside(demo.house, demo.console, card.label, reason=SetAside.TWICE)
    app = demo.open(PAGE)
    assert [fold.label for fold in app.expander] == [
        demo.words("ui.moderate.log.all", n=LOG_SHOWN + 1)
    ]


@pytest.mark.parametrize("role", [Role.SPONSOR, None])
def test_a_sponsor_and_a_stranger_moderate_nothing(
    demo: Stage,
    drawn: dict[str, Any],  # noqa: F811
    role: Role | None,
) -> None:
    if role is None:
        demo.cookie = "nothing"
    else:
        demo.become(role)
    drawn["wall!"] = Sent(park={"card": "C1", "at": 1})
    app = demo.open(PAGE)
    assert "wall" not in drawn
    assert not has(app, "rule-save")
    card = demo.view.card("C1")
    assert card is not None
    assert card.status is CardStatus.SHOWN

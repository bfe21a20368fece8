"""Settings: what holds for the whole workshop, its files, its copy and its end."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.gestures import GestureKind
from workshop.domain.words import Role, WallPace
from workshop.exports import downloads
from workshop.i18n import words
from workshop.services import topics, workshops
from workshop.ui.audit import SHOWN
from workshop.ui.settings import FILES

PAGE = "facilitator/settings"


def press(app: AppTest, *keys: str) -> AppTest:
    for key in keys:
        app.button(key).click()
    app.run()
    assert not app.exception
    return app


def test_language_pace_and_order_are_kept(demo: Stage) -> None:
    other = "en" if demo.language == "fr" else "fr"
    app = demo.open(PAGE)
    app.radio(keyed(app, "settings-language")).set_value(other)
    app.radio(keyed(app, "settings-pace")).set_value(WallPace.ONE_BY_ONE)
    app.radio(keyed(app, "settings-order")).set_value(True)
    press(app, "settings-save")
    kept = demo.view.workshop
    assert (kept.language, kept.wall_pace, kept.relieve_first) == (
        other, WallPace.ONE_BY_ONE, True
    )  # fmt: skip
    assert [title.value for title in app.title] == [words(other)("ui.page.settings")]


def test_the_floor_and_nicknames_are_kept(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.number_input(keyed(app, "settings-floor")).set_value(8)
    app.checkbox(keyed(app, "settings-nicknames")).check()
    press(app, "settings-save")
    kept = demo.view.workshop
    assert (kept.floor, kept.nicknames) == (8, True)


@pytest.mark.parametrize("floor", [2, 21])
def test_a_floor_outside_its_bounds_is_refused(demo: Stage, floor: int) -> None:
    app = demo.open(PAGE)
    app.number_input(keyed(app, "settings-floor")).set_value(floor)
    press(app, "settings-save")
    assert demo.view.workshop.floor == 5


def test_how_ideas_are_weighed_is_kept(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.number_input(keyed(app, "settings-pays_at")).set_value(-1.0)
    app.number_input(keyed(app, "settings-gains_at")).set_value(0.3)
    app.checkbox(keyed(app, "settings-asks-citizens")).check()
    press(app, "settings-save")
    kept = demo.view.workshop
    assert (kept.pays_at, kept.gains_at, kept.also_asks) == (-1.0, 0.3, ["citizens"])


def test_the_inbox_and_the_rule_are_set_here_too(demo: Stage) -> None:
    app = demo.open(PAGE)
    app.toggle("inbox-first-False").set_value(True).run()
    assert demo.view.workshop.inbox_first
    app.text_area(keyed(app, "rule-")).set_value("Aucun nom propre.")
    press(app, "rule-save")
    assert demo.view.workshop.moderation_rule == "Aucun nom propre."


def test_saving_nothing_new_changes_nothing(demo: Stage) -> None:
    revision = demo.view.workshop.revision
    press(demo.open(PAGE), "settings-save")
    assert demo.view.workshop.revision == revision


def test_the_rooms_screen_is_blanked_and_shown_again(demo: Stage) -> None:
    app = press(demo.open(PAGE), "projector-lit")
    assert demo.view.workshop.projector_blank
    press(app, "projector-blank")
    assert not demo.view.workshop.projector_blank


def test_every_file_offered_is_one_that_is_served(demo: Stage) -> None:
    assert {name for name, _ in FILES} <= set(downloads())
    links = {link.proto.url for link in demo.open(PAGE).get("link_button")}
    assert links >= {f"/x/{demo.code}/{name}" for name, _ in FILES}


def test_the_log_tells_who_did_what_by_day_and_by_kind(demo: Stage) -> None:
    topics.make_topic(demo.house, demo.console, title="**Bold** <b>words</b>")
    workshops.set_phase(demo.house, demo.console, "vote")
    t, app = demo.words, demo.open(PAGE)
    assert t("audit.set_phase") in shown(app)
    assert t("audit.who.console") in shown(app)
    assert "&lt;b&gt;words" in shown(app), "a title is never HTML"
    assert f"/x/{demo.code}/audit.csv" in {link.proto.url for link in app.get("link_button")}
    app.selectbox("audit-kind").set_value(GestureKind.TOPICS).run()
    assert t("audit.make_topic") in shown(app)
    assert t("audit.set_phase") not in shown(app)
    app.selectbox("audit-kind").set_value(GestureKind.JOURNEYS).run()
    assert t("audit.none") in shown(app)


def test_what_is_older_is_shown_when_asked_for(demo: Stage) -> None:
    for n in range(SHOWN):
        topics.make_topic(demo.house, demo.console, title=f"Topic {n}")
    app = demo.open(PAGE)
    assert shown(app).count("rc-log") == SHOWN
    app = press(app, "audit-older")
    assert shown(app).count("rc-log") == SHOWN + 1
    assert demo.words("audit.take_in") in shown(app)
    assert not has(app, "audit-older")


def test_deleting_from_here_asks_for_the_title_too(demo: Stage) -> None:
    app = press(demo.open(PAGE), "settings-delete")
    app.text_input("delete-typed").set_value("autre chose")
    press(app, "settings-delete", "delete-drop")
    assert len(app.error) == 1
    assert demo.view.cards


def test_a_stranger_and_the_sponsor_see_no_setting(demo: Stage) -> None:
    demo.become(Role.SPONSOR)
    app = demo.open(PAGE)
    assert [title.value for title in app.title] == [words(demo.language)("ui.not_here.title")]
    demo.cookie = "nothing"
    app = demo.open(PAGE)
    assert [title.value for title in app.title] == [words(demo.language)("ui.signed_out.title")]
    assert not has(app, "settings-save")
    assert demo.code not in shown(app)

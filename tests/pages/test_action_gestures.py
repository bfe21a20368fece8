"""An action that is open: accepted, handed over, told of; filtered; and each one's reminder."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, keyed, shown
from workshop.domain.errors import MailAddressRefused, MailUnreachable
from workshop.domain.words import ActionStatus
from workshop.post import delivery
from workshop.post.delivery import Refused, Report
from workshop.services import people
from workshop.services.actions import ActionDraft, add_action
from workshop.services.house import House
from workshop.services.people import PersonDraft
from workshop.services.views.actions import ActionLine
from workshop.settings import Settings
from workshop.ui.plain import plain

PAGE, PART = "facilitator/plan", "actions"


def press(app: AppTest, *keys: str) -> None:
    """Press these together: a dialog is open only in the run of the button that opens it."""
    for key in keys:
        app.button(key).click()
    app.run()
    assert not app.exception


def action(stage: Stage, what: str, owner: str, days: int = 10, *, asked: str = "") -> str:
    today = stage.house.clock().date()
    draft = ActionDraft(
        what,
        owner,
        asked,
        today + timedelta(days=days),
        "Moins",
        "open",
        confirm_before=today + timedelta(days=5) if asked else None,
        quadrant="priority",
    )
    return add_action(stage.house, stage.console, draft)


def line(stage: Stage, label: str) -> ActionLine:
    return next(found for found in stage.view.actions if found.label == label)


def opened(stage: Stage, label: str) -> AppTest:
    app = stage.open(PAGE, PART)
    press(app, f"edit-{label}")
    return app


def test_whoever_was_asked_has_said_yes(bare: Stage) -> None:
    label = action(bare, "Rappeler", "", asked="Paul")
    app = opened(bare, label)
    press(app, "accept-action")
    assert (line(bare, label).owner, line(bare, label).to_confirm_with) == ("Paul", "")
    assert not has(app, "accept-action")
    assert bare.words("ui.plan.history.accepted", name="Paul") in shown(app)


def test_an_action_is_handed_over_and_the_trace_is_kept(bare: Stage) -> None:
    label = action(bare, "Rappeler", "Nadia")
    action(bare, "Former", "Paul")
    app = opened(bare, label)
    press(app, "hand-over")
    app.selectbox("hand-over-to").set_value("Paul")
    app.text_input("hand-over-says").set_value("Je pars <b>lundi</b>")
    press(app, "hand-over", "hand-over-do")
    assert line(bare, label).to_confirm_with == "Paul"
    page = shown(app)
    by = bare.words("ui.plan.history.facilitator")
    said = bare.words("ui.plan.history.handed_over", before="Nadia", after="Paul", by=by)
    assert said in page
    assert "Je pars &lt;b&gt;lundi&lt;/b&gt;" in page


def test_the_open_form_says_who_and_does_not_put_back_who_it_was(bare: Stage) -> None:
    label = action(bare, "Rappeler", "Nadia")
    action(bare, "Former", "Paul")
    app = opened(bare, label)
    press(app, "hand-over")
    app.selectbox("hand-over-to").set_value("Paul")
    press(app, "hand-over", "hand-over-do")
    assert app.text_input(keyed(app, "action-owner")).value == "Paul"
    app.text_input(keyed(app, "action-measure")).set_value("Moins d’appels")
    press(app, "commit-action")
    found = line(bare, label)
    assert (found.owner, found.to_confirm_with, found.measure) == ("Paul", "Paul", "Moins d’appels")


def test_to_nobody_it_is_not_handed(bare: Stage) -> None:
    label = action(bare, "Rappeler", "Nadia")
    app = opened(bare, label)
    press(app, "hand-over")
    press(app, "hand-over", "hand-over-do")
    asked = bare.words("ui.plan.hand_over.to")
    said = bare.words("ui.field_empty", field=asked)
    assert [error.value for error in app.error] == [plain(said)]
    assert line(bare, label).owner == "Nadia"


def test_what_blocks_it_is_said(bare: Stage) -> None:
    label = action(bare, "Rappeler", "Nadia")
    app = opened(bare, label)
    press(app, "tell-action")
    app.button_group("tell-status").set_value(ActionStatus.BLOCKED)
    press(app, "tell-action", "tell-do")
    assert [error.value for error in app.error] == [bare.words("error.reason_missing")]
    app.button_group("tell-status").set_value(ActionStatus.BLOCKED)
    app.text_area("tell-says").set_value("Pas de clé")
    press(app, "tell-action", "tell-do")
    assert line(bare, label).status is ActionStatus.BLOCKED
    assert "Pas de clé" in shown(app)
    press(app, "tell-action")
    app.text_area("tell-says").set_value("Toujours pas")
    press(app, "tell-action", "tell-do")
    assert "Toujours pas" in shown(app)


def test_a_draft_says_what_it_lacks(bare: Stage) -> None:
    label = add_action(bare.house, bare.console, ActionDraft("Rappeler", "Nadia"))
    app = opened(bare, label)
    t = bare.words
    missing = t.listing(t(f"field.{name}") for name in ("due", "measure", "quadrant"))
    assert t("ui.plan.missing", missing=missing) in shown(app)
    assert not has(app, "tell-action")


def test_what_the_form_does_not_show_is_kept(bare: Stage) -> None:
    label = add_action(
        bare.house, bare.console, ActionDraft("Rappeler", "Nadia", priority="high", term="short")
    )
    app = opened(bare, label)
    app.text_area(keyed(app, "action-what")).set_value("Rappeler vite")
    press(app, "draft-action")
    changed = line(bare, label)
    assert (changed.what, changed.priority, changed.term) == ("Rappeler vite", "high", "short")


def test_many_actions_are_filtered_by_state_and_by_who_carries_them(bare: Stage) -> None:
    late = action(bare, "Trop tard", "Nadia", -3)
    for number in range(3):
        action(bare, f"Plus tard {number}", "Paul")
    app = bare.open(PAGE, PART)
    assert all(group.key != "plan-state" for group in app.button_group)
    asked = action(bare, "Si oui", "", asked="Léa")
    app = bare.open(PAGE, PART)
    for state, label in (("late", late), ("to_confirm", asked)):
        app.button_group("plan-state").set_value(state).run()
        shown_ones = [button.key for button in app.button if str(button.key).startswith("edit-")]
        assert shown_ones == [f"edit-{label}"]
    app.button_group("plan-state").set_value("draft").run()
    assert bare.words("ui.plan.filter.none") in shown(app)
    app.button_group("plan-state").set_value(None).run()
    app.selectbox("plan-who").set_value(line(bare, late).person).run()
    shown_ones = [button.key for button in app.button if str(button.key).startswith("edit-")]
    assert shown_ones == [f"edit-{late}"]


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A mail server in the settings; nothing is sent to it here."""
    monkeypatch.setenv("WORKSHOP_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("WORKSHOP_SMTP_FROM", "workshop@example.org")
    delivery._last.clear()
    yield
    delivery._last.clear()


def test_without_a_mail_server_only_the_calendar_is_offered(
    bare: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKSHOP_SMTP_HOST", raising=False)
    assert not has(bare.open(PAGE, PART), "plan-digest")
    action(bare, "Rappeler", "Nadia")
    app = bare.open(PAGE, PART)
    assert bare.words("ui.plan.post") in shown(app)
    assert not has(app, "plan-digest")


@pytest.mark.usefixtures("mail")
def test_the_reminders_are_shown_before_they_leave_and_reported_on(
    bare: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    action(bare, "Rappeler", "Nadia")
    action(bare, "Former", "Paul")
    people.save_person(bare.house, bare.console, "P1", PersonDraft("Nadia", email="n@example.org"))
    report = Report(("Nadia",), (Refused("Léa", MailAddressRefused(name="Léa")),), ("Paul",))

    def pretend(house: House, actor: object, settings: Settings, **more: object) -> Report:
        return report

    monkeypatch.setattr(delivery, "send_digest", pretend)
    t, app = bare.words, bare.open(PAGE, PART)
    press(app, "plan-digest")
    said = "\n".join(str(part.proto.body) for part in app.get("html"))
    assert t("ui.plan.post.unreachable", names="Paul") in said
    assert t.count("ui.plan.post.actions", 1) in said
    press(app, "plan-digest", "digest-send")
    app.run()
    assert t("ui.plan.post.sent", names="Nadia") in shown(app)
    assert "Léa" in app.error[0].value
    assert not has(app, "plan-digest")
    press(app, "digest-read")
    assert has(app, "plan-digest")
    assert t("ui.plan.post.sent", names="Nadia") not in shown(app)


@pytest.mark.usefixtures("mail")
def test_while_they_leave_the_page_waits_and_a_refusal_is_a_sentence(
    bare: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    action(bare, "Rappeler", "Nadia")
    under_way = delivery.Delivery()
    delivery._last[bare.code] = under_way
    app = bare.open(PAGE, PART)
    assert not app.exception
    assert not has(app, "plan-digest")
    under_way.outcome = MailUnreachable(host="127.0.0.1", port=587)
    app.run()
    assert "127" in app.error[0].value


@pytest.mark.usefixtures("mail")
def test_with_nobody_to_remind_nothing_can_be_sent(bare: Stage) -> None:
    action(bare, "Rappeler", "Nadia", 60)
    app = bare.open(PAGE, PART)
    press(app, "plan-digest")
    assert not has(app, "digest-send")

"""Before the room: what the computer says of itself, one's own phone, a simulated room."""

from dataclasses import dataclass

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.stage import Stage, has, shown
from workshop import addresses
from workshop.checkup import computer, trial
from workshop.checkup.crowd import Report
from workshop.checkup.trial import Trial
from workshop.domain.errors import TrialFailed, TrialUnderWay
from workshop.domain.words import Role
from workshop.ui import doctor, navigation, shell
from workshop.ui.plain import plain

PAGE = "facilitator/doctor"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop on a Wi-Fi, with this app on it and no trial begun."""
    monkeypatch.setattr("workshop.checkup.rounds.lan_addresses", lambda: ("192.168.1.20",))
    monkeypatch.setattr(computer, "answers", lambda address, port: True)
    monkeypatch.setattr(doctor, "serving_port", lambda: 8151)
    monkeypatch.setattr(doctor, "listen", lambda visit, *, key: None)
    monkeypatch.setattr(trial, "_last", [])
    monkeypatch.delenv("WORKSHOP_PUBLIC_URL", raising=False)


def text_of(app: AppTest) -> str:
    boxes = (*app.success, *app.warning, *app.error, *app.info)
    return "\n".join([shown(app), *(str(box.value) for box in boxes)])


def test_a_ready_computer_is_told_line_by_line(demo: Stage) -> None:
    app = demo.open(PAGE)
    assert not app.exception
    t = demo.words
    assert t("ui.doctor.ready") in [box.value for box in app.success]
    page = shown(app)
    assert t("check.network.answers", url="http://192.168.1.20:8151/j") in page
    assert t("check.port.ours", port="8151") in page
    for key in ("integrity", "journal", "drive", "wifi"):
        assert t(f"check.{key}") in page
    assert "{" not in page


def test_nothing_secret_is_said(demo: Stage) -> None:
    page = text_of(demo.open(PAGE))
    file = demo.house.database.file
    assert file is not None
    assert file.name in page
    assert str(file.parent) not in page


def test_what_must_be_put_right_leads_the_page(
    demo: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.checkup.rounds.lan_addresses", lambda: (addresses.LOOPBACK,))
    app = demo.open(PAGE)
    assert [box.value for box in app.error] == [demo.words.count("ui.doctor.errors", 1)]
    assert demo.words("check.network.none") in shown(app)
    monkeypatch.setenv("WORKSHOP_PUBLIC_URL", "http://workshop.example.org")
    app = demo.open(PAGE)
    assert [box.value for box in app.warning] == [demo.words.count("ui.doctor.warnings", 1)]


def test_a_phone_that_has_come_in_is_seen(demo: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo.words("ui.room.unseen") in text_of(demo.open(PAGE))
    monkeypatch.setattr(demo.house.hub, "phones", lambda code: int(code == demo.code))
    assert demo.words("ui.room.seen") in text_of(demo.open(PAGE))


def test_a_simulated_room_is_begun_waited_for_and_told(
    demo: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    def begin(phones: int) -> Trial:
        begun.append(phones)
        trial._last[:] = [Trial(phones)]
        return trial._last[0]

    monkeypatch.setattr(trial, "begin", begin)
    app = demo.open(PAGE)
    app.button("doctor-trial").click().run()
    assert not app.exception
    assert begun == [doctor.CROWDS[0]]
    assert not has(app, "doctor-trial")
    trial._last[0].outcome = Report(30, 90, 0, 0, 7.4, 12.2)
    app.run()
    assert has(app, "doctor-trial")
    told = demo.words("check.phones", phones="30", kept="90", rate="7", p95="12")
    assert told in shown(app)


def test_a_trial_that_failed_or_runs_elsewhere_is_said(
    demo: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Trial(30)
    ended.outcome = TrialFailed()
    trial._last[:] = [ended]
    app = demo.open(PAGE)
    assert plain(demo.words.error(TrialFailed())) in [box.value for box in app.error]

    def refuse(phones: int) -> Trial:
        raise TrialUnderWay()

    monkeypatch.setattr(trial, "begin", refuse)
    app.button("doctor-trial").click().run()
    assert plain(demo.words.error(TrialUnderWay())) in [box.value for box in app.error]


def test_a_link_to_one_workshop_does_not_open_the_page_of_the_computer(demo: Stage) -> None:
    demo.become(Role.FACILITATOR)
    app = demo.open(PAGE)
    assert [box.value for box in app.info] == [demo.words("ui.doctor.account")]
    assert not app.button
    demo.become(Role.SPONSOR)
    assert demo.words("ui.doctor.line") not in text_of(demo.open(PAGE))


@pytest.mark.parametrize("role", [None, Role.FACILITATOR])
def test_the_page_is_declared_for_accounts_only(
    demo: Stage, monkeypatch: pytest.MonkeyPatch, role: Role | None
) -> None:
    if role is not None:
        demo.become(role)
    declared: list[str] = []
    monkeypatch.setattr(navigation, "_page", lambda script, t, **_: declared.append(script.url))
    monkeypatch.setattr(st, "navigation", lambda sections: None)
    monkeypatch.setattr(shell, "_code_on_the_table", lambda: demo.code)
    navigation.declare(shell.recognise())
    assert ("doctor" in declared) is (role is None)
    assert "room" in declared


@dataclass(frozen=True)
class Declared:
    """What a page was declared as; without a browser, Streamlit keeps none of it."""

    script: object
    title: str
    icon: str | None = None
    url_path: str | None = None
    default: bool = False
    visibility: str = "visible"


@pytest.mark.parametrize("role", [None, *Role])
def test_what_a_browser_may_not_open_says_so_at_its_address(
    demo: Stage, monkeypatch: pytest.MonkeyPatch, role: Role | None
) -> None:
    """Else Streamlit says it, in English and over another page."""
    if role is not None:
        demo.become(role)
    sections: list[dict[str, list[Declared]]] = []
    monkeypatch.setattr(st, "navigation", sections.append)
    monkeypatch.setattr(st, "Page", Declared)
    monkeypatch.setattr(shell, "_code_on_the_table", lambda: demo.code)
    navigation.declare(shell.recognise())
    pages = [page for section in sections[0].values() for page in section]
    around = {script.url for script in navigation.AROUND}
    road = {str(phase) for phase in navigation.ROAD}
    assert {page.url_path or "" for page in pages} == {""} | around | road
    hidden = [page for page in pages if page.visibility == "hidden"]
    closed = {
        None: set[str](),
        Role.FACILITATOR: {"doctor"},
        Role.SPONSOR: around | road,  # whose page waits to be opened, and says so itself
    }
    title = demo.words("ui.not_here.title")
    assert {page.url_path for page in hidden if page.title != title} <= {"sponsor"}
    assert {page.url_path for page in hidden} == closed[role]

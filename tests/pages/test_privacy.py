"""The seal and the note, on the settings and at the close; the terms, at home."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.pages.stage import Stage, has, shown
from tests.pages.test_home import browser, home
from tests.pages.test_settings import press
from workshop.exports import privacy_downloads
from workshop.services import workshops
from workshop.services.actors import Console
from workshop.services.retention import today_of
from workshop.services.sealing import seal
from workshop.services.views.home import read_home
from workshop.ui.home import END_TOLD_DAYS, end_said
from workshop.ui.plain import plain

SETTINGS, CLOSE = "facilitator/settings", "facilitator/close"


def test_only_the_typed_code_seals_and_it_is_said_before_what_goes(demo: Stage) -> None:
    app = press(demo.open(SETTINGS), "settings-seal")
    said = [one.value for kind in (app.markdown, app.warning, app.caption) for one in kind]
    for key in ("text", "early", "backups"):
        assert demo.words(f"ui.privacy.seal.{key}") in said
    app.text_input("seal-typed").set_value("K7M4QX")
    press(app, "settings-seal", "seal-now")
    assert [error.value for error in app.error] == [plain(demo.words("error.code_does_not_match"))]
    assert not demo.view.workshop.is_sealed
    app.text_input("seal-typed").set_value(demo.code)
    press(app, "settings-seal", "seal-now")
    assert demo.view.workshop.is_sealed
    app = demo.open(SETTINGS)
    assert demo.words("ui.privacy.sealed") in shown(app)
    assert not has(app, "settings-seal")


def test_after_the_close_nobody_is_told_that_phones_stop(demo: Stage) -> None:
    workshops.set_phase(demo.house, Console(demo.code), "follow")
    app = press(demo.open(SETTINGS), "settings-seal")
    assert has(app, "seal-now")
    assert [warning.value for warning in app.warning] == []


@pytest.mark.parametrize("page", [SETTINGS, CLOSE])
def test_the_note_is_there_in_both_languages_the_workshop_s_own_first(
    demo: Stage, page: str
) -> None:
    links = [
        link.proto.url.rpartition("/")[2]
        for link in demo.open(page).get("link_button")
        if "privacy-note" in link.proto.url
    ]
    other = "en" if demo.language == "fr" else "fr"
    assert links == [f"privacy-note-{one}.pdf" for one in (demo.language, other)]
    assert {*links} == privacy_downloads().keys()


def test_the_close_says_where_to_seal_until_it_is_done(demo: Stage) -> None:
    assert has(demo.open(CLOSE), "close-seal")
    seal(demo.house, Console(demo.code), typed_code=demo.code)
    app = demo.open(CLOSE)
    assert not has(app, "close-seal")
    assert demo.words("ui.privacy.sealed") in shown(app)


@pytest.mark.parametrize("page", ["facilitator/room", "facilitator/vote", "facilitator/capture"])
def test_a_sealed_workshop_says_that_no_phone_is_heard(demo: Stage, page: str) -> None:
    said = f":material/lock: {demo.words('ui.privacy.mark')}"
    assert said not in [caption.value for caption in demo.open(page).caption]
    seal(demo.house, Console(demo.code), typed_code=demo.code)
    assert said in [caption.value for caption in demo.open(page).caption]


def test_home_tells_what_ends_within_two_months(
    demo: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    t, today = demo.words, today_of(demo.house)
    [line] = read_home(demo.house, browser(demo))
    assert end_said(t, line, today) == ""
    soon, late = (today + timedelta(days=END_TOLD_DAYS + more) for more in (0, 1))
    assert end_said(t, replace(line, seal_on=late, delete_on=late), today) == ""
    sealed, deleted = (t(f"ui.home.ends.{what}", day=t.date(soon)) for what in ("seal", "delete"))
    assert end_said(t, replace(line, seal_on=soon, delete_on=late), today) == sealed
    both = end_said(t, replace(line, seal_on=soon, delete_on=soon), today)
    assert {*both.split(" · ")} == {sealed, deleted}
    monkeypatch.setenv("WORKSHOP_SEAL_DAYS", "7")
    [line] = read_home(demo.house, browser(demo))
    assert end_said(t, line, today) in shown(home(demo))

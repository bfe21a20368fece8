"""The room: the code phones scan, the doors, and keys that are shown once."""

import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from tests.pages.people import send, send_cards
from tests.pages.stage import Stage, has, shown
from workshop import addresses
from workshop.domain.errors import LinkUnknown, SigninRefused
from workshop.domain.words import Role
from workshop.i18n import words
from workshop.services import signin, workshops
from workshop.services.paper import PaperCard, add_by_hand
from workshop.services.participants import Introduction, introduce
from workshop.ui import room

PAGE = "facilitator/room"


@pytest.fixture
def poster(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the page last gave the poster to draw."""
    drawn: dict[str, object] = {}

    def draw(name: str, data: dict[str, object], *, key: str) -> None:
        drawn.clear()
        drawn.update(data)

    monkeypatch.setattr(room, "draw", draw)
    monkeypatch.setattr(room, "listen", lambda visit, *, key: None)
    return drawn


def press(app: AppTest, *keys: str) -> AppTest:
    for key in keys:
        app.button(key).click()
    app.run()
    assert not app.exception
    return app


def test_the_poster_shows_the_address_phones_can_reach(
    demo: Stage, poster: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "lan_addresses", lambda: ("192.168.1.20",))
    monkeypatch.setattr(room, "serving_port", lambda: 8151)
    demo.open(PAGE)
    assert poster["address"] == f"192.168.1.20:8151/j/{demo.code}"
    assert poster["code"] == demo.code
    assert poster["people"] == 24


def test_the_room_s_own_window_is_one_press_away(demo: Stage, poster: dict[str, object]) -> None:
    links = [link.proto.url for link in demo.open(PAGE).get("link_button")]
    assert f"/projector?w={demo.code}" in links


def test_who_is_here_is_said_by_count(demo: Stage, poster: dict[str, object]) -> None:
    workshops.set_phase(demo.house, demo.console, "capture")
    send_cards(demo, 3)
    send(
        demo,
        introduce,
        [
            Introduction("phone-0", "client", origin="table"),
            Introduction("phone-1", "client", where="away"),
        ],
    )
    add_by_hand(
        demo.house,
        demo.console,
        [PaperCard("Une phrase", "client", "irritant")],
        one_person=True,
        speaks_for="client",
    )
    demo.open(PAGE)
    t, room = demo.words, demo.view.room
    said = str(poster["who"]).split(" · ")
    assert said[0] == t.count("count.in_room", room.here)
    for key in ("tables", "away", "by_hand"):
        assert t.count(f"count.{key}", 1) in said
    assert said[-1] == t.count("count.for_client", room.for_client)


def test_an_empty_room_says_nothing_of_who_is_here(bare: Stage, poster: dict[str, object]) -> None:
    app = bare.open(PAGE)
    assert poster["who"] == ""
    sheets = [link.proto.url for link in app.get("link_button")]
    assert f"/x/{bare.code}/paper.pdf" in sheets


def test_the_public_address_wins(
    demo: Stage, poster: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_PUBLIC_URL", "https://atelier.example.org/")
    app = demo.open(PAGE)
    assert poster["address"] == f"atelier.example.org/j/{demo.code}"
    assert not app.selectbox


def test_on_several_networks_the_facilitator_chooses(
    demo: Stage, poster: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "lan_addresses", lambda: ("192.168.1.20", "10.0.0.5"))
    app = demo.open(PAGE)
    other = f"http://10.0.0.5:{addresses.serving_port()}"
    app.selectbox("room-base").set_value(other).run()
    assert str(poster["address"]).startswith("10.0.0.5:")


def test_without_a_network_the_page_says_so(
    demo: Stage, poster: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "lan_addresses", lambda: (addresses.LOOPBACK,))
    assert [warning.value for warning in demo.open(PAGE).warning] == [
        demo.words("ui.room.no_network")
    ]


def test_the_wifi_is_shown_and_forgotten_with_the_session(
    demo: Stage, poster: dict[str, object]
) -> None:
    app = demo.open(PAGE)
    assert poster["wifi"] is None
    app.text_input("wifi-name").set_value("Salle 3")
    app.text_input("wifi-password").set_value("motdepasse")
    press(app, "wifi-show")
    wifi = poster["wifi"]
    assert isinstance(wifi, dict)
    assert wifi["name"] == "Salle 3"
    assert wifi["qr"]["size"] > 20
    demo.open(PAGE)
    assert poster["wifi"] is None


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (Exception("no server at /home/secret"), "ui.database_away"),
        (psycopg.errors.DiskFull("/home/secret"), "ui.disk_full"),
    ],
)
def test_a_database_that_is_away_is_said_where_the_button_is(
    bare: Stage,
    poster: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    cause: Exception,
    said: str,
) -> None:
    app = bare.open(PAGE)

    def away(*_: object, **__: object) -> None:
        raise OperationalError("UPDATE", {}, cause)

    monkeypatch.setattr(workshops, "set_door", away)
    press(app, "door-open")
    assert [error.value for error in app.error] == [bare.words(said)]
    assert bare.view.workshop.door_open


def test_the_door_closes_and_opens_again(bare: Stage, poster: dict[str, object]) -> None:
    app = press(bare.open(PAGE), "door-open")
    assert not bare.view.workshop.door_open
    assert not has(app, "door-open")
    press(app, "door-closed")
    assert bare.view.workshop.door_open


def test_results_are_opened_to_the_sponsor_and_closed(
    bare: Stage, poster: dict[str, object]
) -> None:
    app = press(bare.open(PAGE), "sponsor-closed")
    assert bare.view.workshop.sponsor_open
    press(app, "sponsor-open")
    assert not bare.view.workshop.sponsor_open


@pytest.mark.parametrize("role", list(Role))
def test_a_new_link_works_and_is_shown_once(
    bare: Stage, poster: dict[str, object], role: Role
) -> None:
    app = press(bare.open(PAGE), f"link-new-{role}")
    [link] = [code.value for code in app.code]
    token = link.rsplit("/", 1)[1]
    opened = signin.open_link(bare.house, link_token=token, role=role, token=None)
    assert opened.code == bare.code
    app.run()
    assert not app.code


@pytest.mark.parametrize("role", list(Role))
def test_revoked_links_open_nothing_any_more(
    bare: Stage, poster: dict[str, object], role: Role
) -> None:
    tokens = {
        Role.FACILITATOR: bare.new.facilitator_token,
        Role.SPONSOR: bare.new.sponsor_token,
    }
    app = press(bare.open(PAGE), f"link-revoke-{role}")
    press(app, f"link-revoke-{role}", "revoke-sure")
    with pytest.raises(LinkUnknown):
        signin.open_link(bare.house, link_token=tokens[role], role=role, token=None)


def test_a_new_recovery_code_replaces_the_old_one(bare: Stage, poster: dict[str, object]) -> None:
    app = press(bare.open(PAGE), "recovery-new")
    [fresh] = [code.value for code in app.code]
    with pytest.raises(SigninRefused):
        signin.use_recovery_code(
            bare.house, code=bare.code, recovery_code=bare.new.recovery_code, token=None
        )
    opened = signin.use_recovery_code(bare.house, code=bare.code, recovery_code=fresh, token=None)
    assert opened.role is Role.FACILITATOR


def test_the_sponsor_and_a_revoked_facilitator_see_nothing_of_the_room(
    demo: Stage, poster: dict[str, object]
) -> None:
    demo.become(Role.SPONSOR)
    assert demo.code not in shown(demo.open(PAGE))
    demo.cookie = "nothing"
    app = demo.open(PAGE)
    assert [title.value for title in app.title] == [words(demo.language)("ui.signed_out.title")]
    assert not poster

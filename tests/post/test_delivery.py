"""The digest reaches a real mail server, and says to whom it could not go, and why."""

import re
import socket
import threading
from contextlib import nullcontext
from datetime import timedelta

import pytest

from tests.post.conftest import NAMES, Post, Serve, settings_with
from workshop.domain.errors import (
    MailLoginRefused,
    MailNotConfigured,
    MailUnderWay,
    MailUnreachable,
    WorkshopError,
)
from workshop.post import delivery
from workshop.post.delivery import Report, send_digest
from workshop.services import people
from workshop.services.actions import ActionDraft, add_action
from workshop.services.actors import Console, Named
from workshop.services.handling import set_action_status
from workshop.services.house import House
from workshop.services.people import PersonDraft
from workshop.services.views.mine import read_mine
from workshop.settings import Mail

LINK = re.compile(r"https://workshop\.example\.org/p/([\w-]+)")


def whys(report: Report) -> list[tuple[str, str]]:
    return [(one.name, one.why.code) for one in report.refused]


def test_each_person_gets_their_own_actions_and_a_link_to_their_own_page(
    house: House, me: Console, post: Post, serve: Serve
) -> None:
    report = send_digest(house, me, settings_with(serve()))
    assert (report.sent, report.refused, report.unreachable) == (NAMES, (), ())
    assert [address for address, _ in post.taken] == [f"p{n}@example.org" for n in (1, 2, 3)]
    for name, (_, mail) in zip(NAMES, post.taken, strict=True):
        assert mail["Subject"] == "Vos actions – Guichet « A & B »"
        assert mail["From"] == "Atelier <workshop@example.org>"
        assert name in mail["To"]
        plain, html = (part.get_content() for part in mail.iter_parts())
        assert f"- Rappeler <b>{name}</b> – pour le 11 mars 2026" in plain
        assert f"Rappeler &lt;b&gt;{name}&lt;/b&gt;" in html
        assert not any(other in plain for other in NAMES if other != name)
        [token] = LINK.findall(plain)
        assert LINK.findall(html) == [token]
        assert read_mine(house, Named(me.code, token)).name == name


def test_one_bad_address_keeps_none_of_the_others_back(
    house: House, me: Console, post: Post, serve: Serve
) -> None:
    post.refused_recipients.add("p2@example.org")
    report = send_digest(house, me, settings_with(serve()))
    assert report.sent == ("Nadia", "Léa")
    assert whys(report) == [("Paul", "mail_address_refused")]
    assert len(post.taken) == 2


def test_an_address_that_no_mail_can_bear_is_refused_before_it_leaves(
    house: House, me: Console, post: Post, serve: Serve
) -> None:
    people.save_person(house, me, "P1", PersonDraft("Nadia", email="na..dia@example.org"))
    people.save_person(house, me, "P2", PersonDraft("Paul", email="paül@example.org"))
    report = send_digest(house, me, settings_with(serve()))
    assert whys(report)[0] == ("Nadia", "mail_address_refused")
    assert report.sent[-1] == "Léa"


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_login_is_made_and_a_refused_one_sends_nothing(
    house: House, me: Console, post: Post, serve: Serve
) -> None:
    with pytest.raises(MailLoginRefused):
        send_digest(house, me, settings_with(serve(user="workshop", password="wrong")))
    with pytest.raises(MailLoginRefused):
        send_digest(house, me, settings_with(serve(user="workshop", password="secrét")))
    assert post.taken == []
    send_digest(house, me, settings_with(serve(user="workshop", password="secret")))
    assert len(post.taken) == 3


def test_a_sender_that_is_refused_and_a_line_that_goes_dead_are_said_for_each(
    house: House, me: Console, post: Post, serve: Serve
) -> None:
    post.refuses_sender = True
    report = send_digest(house, me, settings_with(serve()))
    assert whys(report) == [(name, "mail_sender_refused") for name in NAMES]
    post.refuses_sender, post.hangs_up = False, True
    report = send_digest(house, me, settings_with(serve()))
    assert whys(report) == [(name, "mail_broken") for name in NAMES]
    assert report.sent == ()


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_is_not_there_or_not_as_private_as_asked_gets_nothing(
    house: House, me: Console, post: Post, serve: Serve, security: str
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = free.getsockname()[1]
    mail = Mail("127.0.0.1", nobody, "", "", "workshop@example.org", security)
    with pytest.raises(MailUnreachable):
        send_digest(house, me, settings_with(mail))
    if security != "none":
        open_only = serve()
        mail = Mail("127.0.0.1", open_only.port, "", "", "workshop@example.org", security)
        with pytest.raises(MailUnreachable):
            send_digest(house, me, settings_with(mail))
    assert post.taken == []


def test_without_a_server_or_anything_to_say_nobody_is_called(house: House, me: Console) -> None:
    with pytest.raises(MailNotConfigured):
        send_digest(house, me, settings_with(None))
    for label in ("A1", "A2", "A3"):
        set_action_status(house, me, label, "done")
    nowhere = Mail("127.0.0.1", 1, "", "", "workshop@example.org", "none")
    assert send_digest(house, me, settings_with(nowhere)) == Report((), (), ())


def test_all_kinds_of_reminders_stand_in_the_mail(
    house: House, me: Console, post: Post, serve: Serve
) -> None:
    today = house.clock().date()
    set_action_status(house, me, "A1", "blocked", "Pas de clé")
    asked = ActionDraft(
        "Former", "", "Nadia", today + timedelta(days=90), "Deux", "open",
        confirm_before=today + timedelta(days=5), quadrant="priority",
    )  # fmt: skip
    add_action(house, me, asked)
    send_digest(house, me, settings_with(serve()))
    body = post.taken[0][1].get_body(("plain",))
    assert body is not None
    said = body.get_content().replace("\r\n", "\n")
    assert "EN RETARD\n- Rappeler <b>Nadia</b> – pour le 11 mars 2026, bloquée" in said
    assert "- Former – pour le 10 juin 2026, réponse attendue avant le 17 mars 2026" in said


def test_a_second_tap_sends_nothing_twice_and_the_report_waits_to_be_read(
    house: House, me: Console, post: Post, serve: Serve
) -> None:
    settings = settings_with(serve())
    post.may_go_on.clear()
    under_way = delivery.begin(house, me, settings)
    with pytest.raises(MailUnderWay):
        delivery.begin(house, me, settings)
    delivery.put_away(me.code)
    assert delivery.last(me.code) is under_way
    post.may_go_on.set()
    assert _outcome(under_way) == Report(NAMES, (), ())
    assert (under_way.done, under_way.total) == (2, 3)
    assert delivery.last(me.code) is under_way
    delivery.put_away(me.code)
    assert delivery.last(me.code) is None
    assert len(post.taken) == 3


def test_what_another_process_is_sending_is_not_sent_twice(
    house: House, me: Console, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "alone", lambda _database, _what: nullcontext(False))
    with pytest.raises(MailUnderWay):
        send_digest(house, me, settings_with(serve()))


def test_what_goes_wrong_beside_a_screen_is_told_there(
    house: House, me: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Mail("127.0.0.1", 1, "", "", "workshop@example.org", "none")
    refused = _outcome(delivery.begin(house, me, settings_with(nowhere)))
    assert isinstance(refused, MailUnreachable)

    def lost(*asked: object, **more: object) -> Report:
        raise RuntimeError("disk")

    monkeypatch.setattr(delivery, "send_digest", lost)
    broken = _outcome(delivery.begin(house, me, settings_with(nowhere)))
    assert isinstance(broken, WorkshopError)
    assert broken.code == "mail_broken"


def _outcome(under_way: delivery.Delivery) -> Report | WorkshopError | None:
    waited = threading.Event()
    for _ in range(200):
        if under_way.outcome is not None:
            break
        waited.wait(0.05)
    return under_way.outcome

"""What people type stays in its own header, whatever it looks like to a mail program."""

import random
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.policy import default

import pytest

from workshop.post.letter import compose
from workshop.services.digest import Digest, Letter, Reminder

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
HEADERS = {
    *("To", "From", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("MIME-Version", "Content-Type"),
}
BITS = (
    *('"', ",", "<eve@evil.example>", "\\", "é", "(", ")", ";", ":", " ", "@", ".", "'", "\u00a0"),
    *("A" * 30, "é" * 25, '"Eve" <e@evil.example>,', "=?utf-8?q?=0ABcc:_eve@evil.example?="),
    *("=?", "?=", "=?utf-8?b?CkJjYzogZXZlQGV2aWwuZXhhbXBsZQ==?="),
)


def written(name: str, title: str) -> bytes:
    letter = Letter("P1", name, "ann@example.org", late=(Reminder("A1", "x", date.min, False),))
    digest = Digest("AAAAAA", title, "en", "the client", "us", date.max, 1, (letter,), ())
    link = "https://workshop.example.org/p/x"
    return compose(digest, letter, link=link, sender="Atelier <w@example.org>", now=NOW).as_bytes()


def check(name: str, title: str) -> None:
    raw = written(name, title)
    head = raw.partition(b"\r\n\r\n")[0]
    assert b"\n" not in head.replace(b"\r\n", b"")
    mail = message_from_bytes(raw, policy=default)
    assert set(mail.keys()) == HEADERS
    assert len(mail.keys()) == len(HEADERS)
    to = mail["To"]
    assert isinstance(to, AddressHeader)
    assert [one.addr_spec for one in to.addresses] == ["ann@example.org"]


@pytest.mark.parametrize("bit", BITS)
def test_one_bit_makes_no_header_and_no_second_address(bit: str) -> None:
    for name in (bit, f".{bit}", f"Ann {bit} Lee", f"{'Ann ' * 20}{bit} Lee"):
        check(name, name)


def test_no_mixture_of_them_does() -> None:
    chance = random.Random(5)
    for _ in range(400):
        mixed = "".join(chance.choices(BITS, k=chance.randint(1, 7)))
        check(mixed[:120], mixed[:120])


def test_a_usual_name_and_title_come_through_whole() -> None:
    mail = message_from_bytes(
        written("M. Léo d’Arc-Petit", "Guichet « A & B », 2e"), policy=default
    )
    assert mail["To"].addresses[0].display_name == "M. Léo d’Arc-Petit"
    assert str(mail["Subject"]).endswith("Guichet « A & B », 2e")

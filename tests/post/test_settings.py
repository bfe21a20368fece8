"""The mail server of the settings: none without a host, and never a half one."""

import pytest

from workshop.settings import Mail, read_settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "USER", "PASSWORD", "FROM", "SECURITY"):
        monkeypatch.delenv(f"WORKSHOP_SMTP_{name}", raising=False)


def test_without_a_host_no_mail_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_SMTP_FROM", "nonsense")
    assert read_settings().mail is None


@pytest.mark.parametrize(
    ("security", "port", "found"),
    [("", "", ("starttls", 587)), ("TLS", "", ("tls", 465)), ("none", "2525", ("none", 2525))],
)
def test_the_port_follows_from_how_private_the_line_is(
    monkeypatch: pytest.MonkeyPatch, security: str, port: str, found: tuple[str, int]
) -> None:
    monkeypatch.setenv("WORKSHOP_SMTP_HOST", "mail.example.org")
    monkeypatch.setenv("WORKSHOP_SMTP_FROM", "Atelier <workshop@example.org>")
    monkeypatch.setenv("WORKSHOP_SMTP_SECURITY", security)
    monkeypatch.setenv("WORKSHOP_SMTP_PORT", port)
    monkeypatch.setenv("WORKSHOP_SMTP_PASSWORD", "secret")
    mail = read_settings().mail
    assert isinstance(mail, Mail)
    assert (mail.security, mail.port) == found
    assert "secret" not in repr(read_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FROM", ""),
        ("FROM", "workshop"),
        ("FROM", "@example.org"),
        ("FROM", "a@example.org\nBcc: b@example.org"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "smtp"),
        ("SECURITY", "ssl"),
    ],
)
def test_a_half_one_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("WORKSHOP_SMTP_HOST", "mail.example.org")
    monkeypatch.setenv("WORKSHOP_SMTP_FROM", "workshop@example.org")
    monkeypatch.setenv(f"WORKSHOP_SMTP_{name}", value)
    with pytest.raises(ValueError, match=f"WORKSHOP_SMTP_{name}"):
        read_settings()

"""``link`` and ``account add``: who may sign in."""

import getpass
import io
import warnings

import pytest

from tests.cli.conftest import Type
from workshop.cli.serving import signin_url
from workshop.domain.errors import LinkUnknown
from workshop.services import signin
from workshop.services.house import House
from workshop.settings import Settings
from workshop.storage.engine import open_database

PASSWORD = "a long enough password"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What will be typed when a password is asked for."""
    answers: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda prompt: answers.pop(0))
    return answers


def test_a_link_opens_once(workshop: Type, database_url: str) -> None:
    link = workshop("link").line
    base, _, token = link.partition("?key=")
    assert base == "https://workshop.example.org/signin"
    database = open_database(database_url)
    house = House(database)
    assert signin.use_signin_link(house, token)
    with pytest.raises(LinkUnknown):
        signin.use_signin_link(house, token)
    database.dispose()


@pytest.mark.parametrize(
    ("public", "host", "base"),
    [
        ("", "0.0.0.0", "http://localhost:8143"),
        ("", "127.0.0.1", "http://localhost:8143"),
        ("", "::", "http://localhost:8143"),
        ("", "192.168.1.7", "http://192.168.1.7:8143"),
        ("", "fe80::1", "http://[fe80::1]:8143"),
        ("https://workshop.example.org", "127.0.0.1", "https://workshop.example.org"),
    ],
)
def test_the_link_names_a_host_that_the_laptop_reaches(public: str, host: str, base: str) -> None:
    settings = Settings(database_url="", public_url=public, pace=None)
    assert signin_url(settings, host, 8143, "abc") == f"{base}/signin?key=abc"


def test_an_account_is_added_once_its_password_was_typed_twice(
    workshop: Type, typed: list[str], database_url: str
) -> None:
    typed += [PASSWORD, PASSWORD]
    added = workshop("account", "add", " Alice@Example.org ")
    assert added.line == "The account alice@example.org is added."
    database = open_database(database_url)
    house = House(database)
    email = "alice@example.org"
    assert signin.use_password(house, email=email, password=PASSWORD, old_token=None)
    database.dispose()
    typed += [PASSWORD, PASSWORD]
    assert "alice@example.org" in workshop("account", "add", "alice@example.org").refusal


def test_two_passwords_that_differ_add_nobody(on_sqlite: Type, typed: list[str]) -> None:
    typed += [PASSWORD, f"{PASSWORD}!"]
    assert "not the same" in on_sqlite("account", "add", "alice@example.org").refusal


def test_a_short_password_is_refused(on_sqlite: Type, typed: list[str]) -> None:
    typed += ["short", "short"]
    assert "12" in on_sqlite("account", "add", "alice@example.org").refusal


def test_a_password_comes_on_standard_input_too(
    on_sqlite: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\r\nsomething else\n"))
    assert on_sqlite("account", "add", "bob@example.org", "--password-stdin").exit_code == 0


def test_a_password_is_never_asked_where_it_would_be_seen(
    on_sqlite: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    def would_be_seen(prompt: str) -> str:
        warnings.warn("seen", getpass.GetPassWarning, stacklevel=2)
        return PASSWORD

    monkeypatch.setattr(getpass, "getpass", would_be_seen)
    assert "--password-stdin" in on_sqlite("account", "add", "alice@example.org").refusal

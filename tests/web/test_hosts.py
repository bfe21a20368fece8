"""The names under which this computer answers."""

import pytest

from workshop.settings import Settings
from workshop.web.hosts import Hosts, host_name


def hosts(names: list[tuple[str, ...]], *, public: str = "", extra: tuple[str, ...] = ()) -> Hosts:
    settings = Settings(database_url="", public_url=public, pace=None, allowed_hosts=extra)
    return Hosts(settings, look=lambda: names.pop(0) if len(names) > 1 else names[0])


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("LocalHost:8080", "localhost"),
        ("localhost.", "localhost"),
        ("[::1]:8080", "::1"),
        ("10.0.0.1", "10.0.0.1"),
        ("::1", None),
        ("user@localhost", None),
        ("localhost:port", None),
        ("localhost/", None),
        ("", None),
        (None, None),
    ],
)
def test_the_name_is_read_as_a_browser_writes_it(header: str | None, name: str | None) -> None:
    assert host_name(header) == name


def test_the_public_name_and_the_settings_names_are_allowed() -> None:
    found = hosts([("localhost",)], public="https://rc.example:8443", extra=("workshop.lan",))
    assert found.names == ["localhost", "rc.example", "workshop.lan"]
    assert found.allows("rc.example:8443")
    assert found.allows("Workshop.lan:8080")
    assert not found.allows("other.lan")
    assert found.is_public_https("rc.example:8443")
    assert not found.is_public_https("rc.example")
    assert not found.is_public_https("localhost")


def test_a_laptop_that_changes_network_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("workshop.web.hosts.time.monotonic", lambda: now[0])
    found = hosts([("localhost", "10.0.0.7"), ("localhost", "192.168.1.20")])
    told: list[list[str]] = []
    found.when_changed = told.append
    assert not found.allows("192.168.1.20:8080")  # looked a moment ago
    now[0] = 6.0
    assert not found.allows("rebinding.example")  # a name never makes us look
    assert found.allows("192.168.1.20:8080")
    assert told == [["192.168.1.20", "localhost"]]
    assert not found.allows("10.0.0.7")
    now[0] = 12.0
    assert not found.allows("10.0.0.7")
    assert len(told) == 1


@pytest.mark.parametrize("origin", ["http://[", "http://a]b", "http://[::1", "null", "", "x"])
def test_an_origin_that_is_none_is_foreign_and_breaks_nothing(origin: str) -> None:
    assert not hosts([("localhost",)]).same_origin(origin, "localhost:8080")

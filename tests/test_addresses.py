"""Where phones can reach this computer."""

import ipaddress

import pytest

from workshop import addresses
from workshop.settings import DEFAULT_PORT, Settings

SETTINGS = Settings(database_url="", public_url="", pace=None)


@pytest.fixture(autouse=True)
def unknown_port() -> None:
    addresses._serving.clear()


def test_there_is_always_an_address() -> None:
    found = addresses.lan_addresses()
    assert found
    for address in found:
        ipaddress.IPv4Address(address)


def test_private_addresses_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = {
        "192.0.2.1": "203.0.113.5",
        "192.168.255.254": "192.168.1.20",
        "10.255.255.254": "203.0.113.5",
        "172.31.255.254": "172.16.3.4",
    }
    monkeypatch.setattr(addresses, "_own_address", cards.get)
    assert addresses.lan_addresses() == ("192.168.1.20", "172.16.3.4", "203.0.113.5")


def test_without_a_network_only_this_computer_reaches_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "_own_address", lambda *towards: None)
    assert addresses.lan_addresses() == ("127.0.0.1",)
    assert addresses.join_url(SETTINGS, 8081, "K7M4QX") == "http://127.0.0.1:8081/j/K7M4QX"
    assert {"localhost", "127.0.0.1", "::1"} <= set(addresses.own_names())


def test_the_public_address_wins() -> None:
    settings = Settings(database_url="", public_url="https://rc.example", pace=None)
    assert addresses.join_url(settings, 8080, "K7M4QX") == "https://rc.example/j/K7M4QX"
    assert addresses.facilitator_url(settings, None, "key") == "https://rc.example/f/key"
    assert addresses.sponsor_url(settings, None, "key") == "https://rc.example/s/key"
    assert addresses.person_url(settings, None, "key") == "https://rc.example/p/key"


def test_the_port_is_the_one_served_on() -> None:
    assert addresses.serving_port() == DEFAULT_PORT
    addresses.serve_on(9000)
    assert addresses.public_base(SETTINGS).endswith(":9000")
    assert addresses.public_base(SETTINGS, 9001).endswith(":9001")

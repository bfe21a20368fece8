"""What the environment may say of a provider to sign in through, and of connections."""

import pytest

from workshop.settings import read_settings

WHOLE = {
    "OIDC_ISSUER": "https://id.example.org/realms/staff",
    "OIDC_CLIENT_ID": "workshop",
    "OIDC_CLIENT_SECRET": "0123456789abcdef",
    "PUBLIC_URL": "https://workshop.example.org",
}


def say(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "DOMAINS", "NAME", "EMAIL"):
        monkeypatch.delenv(f"WORKSHOP_OIDC_{name}", raising=False)
    monkeypatch.delenv("WORKSHOP_PUBLIC_URL", raising=False)
    for name, value in values.items():
        monkeypatch.setenv(f"WORKSHOP_{name}", value)


def test_without_an_issuer_nobody_signs_in_through_one(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, OIDC_CLIENT_ID="workshop", OIDC_EMAIL="nonsense")
    assert read_settings().organisation is None


def test_a_provider_with_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {
        "OIDC_DOMAINS": " Example.org, example.net ,",
        "OIDC_NAME": " Mairie d’Ici ",
        "OIDC_EMAIL": "Assumed",
    }
    say(monkeypatch, **WHOLE, **more)
    found = read_settings().organisation
    assert found is not None
    assert found.issuer == WHOLE["OIDC_ISSUER"]
    assert found.domains == ("example.org", "example.net")
    assert (found.name, found.assumes_verified) == ("Mairie d’Ici", True)
    assert WHOLE["OIDC_CLIENT_SECRET"] not in repr(read_settings())


@pytest.mark.parametrize(
    "written",
    [
        "https://id.example.org/realms/staff/.well-known/openid-configuration",
        " https://id.example.org/realms/staff ",
    ],
)
def test_the_address_of_its_discovery_does_as_well(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    say(monkeypatch, **{**WHOLE, "OIDC_ISSUER": written})
    found = read_settings().organisation
    assert found is not None
    assert found.issuer == WHOLE["OIDC_ISSUER"]
    assert (found.domains, found.name, found.assumes_verified) == ((), "", False)


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("OIDC_ISSUER", "http://id.example.org", "OIDC_ISSUER"),
        ("OIDC_ISSUER", "id.example.org", "OIDC_ISSUER"),
        ("OIDC_ISSUER", "https://id.example.org/?realm=staff", "OIDC_ISSUER"),
        ("OIDC_ISSUER", "https://[id", "OIDC_ISSUER"),
        ("OIDC_CLIENT_ID", "", "OIDC_CLIENT_ID"),
        ("OIDC_CLIENT_SECRET", "", "OIDC_CLIENT_SECRET"),
        ("OIDC_CLIENT_SECRET", "short", "OIDC_CLIENT_SECRET"),
        ("OIDC_DOMAINS", "zoe@example.org", "OIDC_DOMAINS"),
        ("OIDC_DOMAINS", "localhost", "OIDC_DOMAINS"),
        ("OIDC_EMAIL", "yes", "OIDC_EMAIL"),
        ("PUBLIC_URL", "", "PUBLIC_URL"),
        ("PUBLIC_URL", "http://workshop.example.org", "PUBLIC_URL"),
    ],
)
def test_a_half_provider_is_refused_with_the_name_of_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, named: str
) -> None:
    say(monkeypatch, **{**WHOLE, name: value})
    with pytest.raises(ValueError, match=f"WORKSHOP_{named}") as refused:
        read_settings()
    assert "short" not in str(refused.value)


@pytest.mark.parametrize(("written", "most"), [("", 32), ("10", 10), (" 200 ", 200)])
def test_how_many_connections_a_process_may_hold(
    monkeypatch: pytest.MonkeyPatch, written: str, most: int
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_CONNECTIONS", written)
    assert read_settings().connections == most


@pytest.mark.parametrize("written", ["9", "201", "many", "-20", "1e2", "٣٢"])
def test_too_few_or_too_many_connections_are_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_CONNECTIONS", written)
    with pytest.raises(ValueError, match="WORKSHOP_DATABASE_CONNECTIONS"):
        read_settings()

"""``account list`` and ``account remove``: who may sign in, and who no longer."""

from datetime import UTC, datetime

from tests.cli.conftest import Type


def test_accounts_are_listed_with_how_they_come_in(on_sqlite: Type) -> None:
    assert on_sqlite("account", "list").line == "No account."
    on_sqlite("account", "add", "Zoe@Example.org", "--no-password")
    today = datetime.now(UTC).date().isoformat()
    listed = on_sqlite("account", "list")
    assert listed.line == f"zoe@example.org · 0 workshops · organisation only · {today}"
    assert on_sqlite("account", "list", "--json").json == [
        {"email": "zoe@example.org", "password": False, "workshops": 0, "since": today}
    ]


def test_an_account_is_removed_once_and_may_hand_over(workshop: Type) -> None:
    for name in ("zoe", "ali", "eve"):
        workshop("account", "add", f"{name}@example.org", "--no-password")
    removed = workshop("account", "remove", "Zoe@example.org")
    assert removed.line == (
        "The account zoe@example.org is removed. Workshops without an owner now: 0."
    )
    assert "zoe@example.org" in workshop("account", "remove", "zoe@example.org").refusal
    handed = workshop("account", "remove", "ali@example.org", "--to", "eve@example.org")
    assert handed.line == (
        "The account ali@example.org is removed. Workshops handed over to eve@example.org: 0."
    )
    assert "eve@example.org" in workshop("account", "list").line


def test_a_password_is_read_or_left_out_but_not_both(on_sqlite: Type) -> None:
    refused = on_sqlite("account", "add", "zoe@example.org", "--no-password", "--password-stdin")
    assert refused.exit_code == 2
    assert "do not go together" in refused.refusal

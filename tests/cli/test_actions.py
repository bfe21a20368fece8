"""``action`` and ``digest``: what leaves a draft, and who would be reminded of what."""

from datetime import date, timedelta

import pytest

from tests.cli.conftest import Type
from tests.web.running import free_port
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.people import PersonDraft, save_person
from workshop.services.views.workshop import read_workshop_view
from workshop.settings import read_settings
from workshop.storage.engine import open_database

FIVE = ("--what", "Call back", "--owner", "Nadia", "--measure", "Less", "--quadrant", "priority")


@pytest.fixture
def code(on_sqlite: Type, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("HOST", "PORT", "USER", "PASSWORD", "FROM", "SECURITY"):
        monkeypatch.delenv(f"WORKSHOP_SMTP_{name}", raising=False)
    code: str = on_sqlite("new", "--title", "Counter", "--json").json["code"]
    return code


def today() -> date:
    return House(open_database(read_settings().database_url)).clock().date()


def test_an_action_with_all_five_is_committed(on_sqlite: Type, code: str) -> None:
    assert on_sqlite("action", code, *FIVE, "--due", "2026-05-01").line == "A1"
    asked = ("--confirm-with", "Paul", "--confirm-before", "2026-04-01")
    assert on_sqlite("action", code, *FIVE, "--due", "2026-05-01", *asked).line == "A2"
    database = open_database(read_settings().database_url)
    first, second = read_workshop_view(House(database), Console(code)).actions
    database.dispose()
    assert (first.status, first.quadrant, first.due) == ("open", "priority", date(2026, 5, 1))
    assert (second.to_confirm_with, second.confirm_before) == ("Paul", date(2026, 4, 1))


def test_what_it_lacks_is_said_and_a_draft_may_lack_it(on_sqlite: Type, code: str) -> None:
    refusal = on_sqlite("action", code, "--what", "Call back").refusal
    for lacking in ("who takes it on", "by when", "things are better", "quadrant"):
        assert lacking in refusal
    assert on_sqlite("action", code, "--what", "Call back", "--draft").line == "A1"


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", ""])
def test_a_day_is_written_as_2026_03_31(on_sqlite: Type, code: str, day: str) -> None:
    answer = on_sqlite("action", code, *FIVE, "--due", day)
    assert answer.exit_code == 2
    assert f"“{day}” is not a date for --due: write it as 2026-03-31" in answer.refusal


def test_a_dry_run_says_who_would_be_reminded_and_needs_no_server(
    on_sqlite: Type, code: str
) -> None:
    assert "Nobody" in on_sqlite("digest", code, "--dry-run").line
    due = (today() - timedelta(days=2)).isoformat()
    on_sqlite("action", code, *FIVE, "--due", due)
    on_sqlite("action", code, *FIVE, "--due", due, "--owner", "Paul")
    database = open_database(read_settings().database_url)
    save_person(House(database), Console(code), "P1", PersonDraft("Nadia", email="n@example.org"))
    database.dispose()
    told = on_sqlite("digest", code, "--dry-run")
    assert told.line == "Nadia <n@example.org>: 1 action"
    assert "Paul" in told.err
    assert on_sqlite("digest", code, "--dry-run", "--json").json == {
        "letters": [
            {
                "person": "P1",
                "name": "Nadia",
                "email": "n@example.org",
                "late": ["A1"],
                "to_confirm": [],
                "soon": [],
            }
        ],
        "unreachable": ["Paul"],
    }
    assert "WORKSHOP_SMTP_HOST" in on_sqlite("digest", code).refusal


def test_a_server_that_is_not_there_is_one_line(
    on_sqlite: Type, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("WORKSHOP_SMTP_PORT", str(free_port()))
    monkeypatch.setenv("WORKSHOP_SMTP_FROM", "workshop@example.org")
    monkeypatch.setenv("WORKSHOP_SMTP_SECURITY", "none")
    assert "Nobody" in on_sqlite("digest", code).line  # nothing to say: nobody is called
    on_sqlite("action", code, *FIVE, "--due", today().isoformat())
    database = open_database(read_settings().database_url)
    save_person(House(database), Console(code), "P1", PersonDraft("Nadia", email="n@example.org"))
    database.dispose()
    assert "127.0.0.1" in on_sqlite("digest", code).refusal
    assert "127.0.0.1" in on_sqlite("digest", code, "--json").refusal


def test_a_half_set_server_is_refused_before_anything(
    on_sqlite: Type, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_SMTP_HOST", "mail.example.org")
    assert "WORKSHOP_SMTP_FROM" in on_sqlite("digest", code).refusal

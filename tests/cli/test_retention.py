"""``retention`` and ``seal``: what a timer runs each night, and one workshop by hand."""

import pytest

from tests.cli.conftest import Type
from workshop.services import retention


@pytest.fixture
def code(workshop: Type) -> str:
    made: str = workshop("new", "--title", "Counter", "--lang", "en", "--json").json["code"]
    return made


def test_without_a_setting_it_says_that_nothing_is_done(workshop: Type, code: str) -> None:
    assert "WORKSHOP_SEAL_DAYS" in workshop("retention").line
    assert workshop("retention", "--json").json == []
    assert workshop("show", code).exit_code == 0


def test_what_would_be_done_is_said_first_and_done_then(
    workshop: Type, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_SEAL_DAYS", "1")
    monkeypatch.setenv("WORKSHOP_DELETE_DAYS", "2")
    assert workshop("retention").line == "No workshop has reached its term."
    ends = retention.Term.ends
    monkeypatch.setattr(retention.Term, "ends", lambda term, _: "seal" if term.seal_on else "")
    assert workshop("retention", "--dry-run").line == f"{code} would be sealed: Counter"
    [due] = workshop("retention", "--dry-run", "--json").json
    assert (due["does"], due["code"]) == ("seal", code)
    monkeypatch.setattr(retention.Term, "ends", ends)
    assert workshop("retention", "--json").json == []


def test_a_workshop_is_sealed_by_its_code_typed_twice(workshop: Type, code: str) -> None:
    assert "nothing was sealed" in workshop("seal", code, "--confirm", "K7M4QX").refusal
    assert workshop("seal", code.lower(), "--confirm", code).line == f"{code} is sealed."
    [newest, *_] = workshop("audit", code, "--json").json
    assert (newest["who"], newest["what"]) == ("console", "seal")

"""``workshop digest`` over a real mail server: what it prints, and its exit code."""

import json

import pytest

from tests.post.conftest import Post, Serve
from workshop.cli import main
from workshop.services.actors import Console
from workshop.services.house import House


@pytest.fixture(autouse=True)
def elsewhere(house: House, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = serve()
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", house.database.url)
    monkeypatch.setenv("WORKSHOP_SMTP_HOST", mail.host)
    monkeypatch.setenv("WORKSHOP_SMTP_PORT", str(mail.port))
    monkeypatch.setenv("WORKSHOP_SMTP_FROM", mail.sender)
    monkeypatch.setenv("WORKSHOP_SMTP_SECURITY", "none")
    for name in ("USER", "PASSWORD"):
        monkeypatch.delenv(f"WORKSHOP_SMTP_{name}", raising=False)


def test_it_says_to_whom_it_went_and_to_whom_not(
    me: Console, post: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    post.refused_recipients.add("p2@example.org")
    # The clock of this test stands in the past: what was late then is late today.
    assert main(["digest", me.code]) == 1
    out, err = capsys.readouterr()
    assert out == "Sent to Nadia and Léa.\n"
    assert "Paul" in err
    assert main(["digest", me.code, "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "sent": ["Nadia", "Léa"],
        "refused": [{"name": "Paul", "why": "mail_address_refused"}],
        "unreachable": [],
    }
    assert len(post.taken) == 4


def test_all_is_well_with_nobody_left_out(
    me: Console, post: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", me.code]) == 0
    assert capsys.readouterr().out == "Sent to Nadia, Paul and Léa.\n"

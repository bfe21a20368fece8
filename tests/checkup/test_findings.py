"""Each finding has its sentence in both languages, with every fact in it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workshop.checkup.findings import Level, bad, good, sentence, warning, worst
from workshop.domain.errors import PortTaken
from workshop.i18n import languages, words
from workshop.settings import CHECKOUT

KEY = re.compile(r"\"(check\.[a-z0-9_.]+)\"")


def _sources() -> list[Path]:
    return [*(CHECKOUT / "workshop" / "checkup").glob("*.py"), CHECKOUT / "workshop/cli/doctor.py"]


@pytest.mark.parametrize("language", languages())
def test_every_key_of_a_finding_is_in_the_catalogue(language: str) -> None:
    keys = {key for source in _sources() for key in KEY.findall(source.read_text("utf-8"))}
    keys |= {"check.drive.network", "check.drive.synced"}
    assert len(keys) > 30
    assert [key for key in sorted(keys) if not words(language).has(key)] == []


def test_numbers_moments_and_refusals_are_said_in_the_language() -> None:
    french = words("fr")
    assert "78\u202f202" in sentence(french, good("disk", "check.disk", free=78202))
    now = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
    assert "12/03/2026" in sentence(french, bad("clock", "check.clock.slow", now=now))
    refused = bad("database", "check.database.failed", wrong=PortTaken(port="8080"))
    assert "8080" in sentence(french, refused)
    assert "8080" in sentence(french, good("port", "check.port.free", port="8080"))


def test_the_worst_finding_is_the_verdict() -> None:
    fine, doubt, fault = good("a", "x"), warning("b", "x"), bad("c", "x")
    assert worst([]) is Level.OK
    assert worst([fine, doubt]) is Level.WARNING
    assert worst([fault, doubt, fine]) is Level.ERROR

"""Simulated phones measure a server of their own, and say the truth about it."""

import asyncio
import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workshop.checkup import crowd, trial
from workshop.checkup.crowd import MOST_PHONES, Report, try_crowd
from workshop.checkup.findings import Level
from workshop.domain.errors import TrialFailed, TrialUnderWay

PATIENCE_SECONDS = 30


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same trial, in a second."""
    monkeypatch.setattr(crowd, "JOIN_SECONDS", 0.3)
    monkeypatch.setattr(crowd, "PAUSE_SECONDS", 0.2)


def test_a_crowd_s_cards_are_all_kept_and_nothing_is_left_behind(
    hasty: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "real.sqlite3"
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", f"sqlite:///{elsewhere}")
    monkeypatch.setenv("WORKSHOP_PUBLIC_URL", "https://workshop.example.org")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    report = try_crowd(8, chance=random.Random(7))
    assert (report.phones, report.kept, report.lost, report.failed) == (8, 24, 0, 0)
    assert report.cards_a_second > 0
    assert report.p95_ms > 0
    assert report.finding().level is not Level.ERROR
    assert not elsewhere.exists()
    assert list(tmp_path.glob("regards-*")) == []


def test_a_server_that_does_not_start_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "CHECKOUT", Path(os.sep))
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(TrialFailed):
        try_crowd(1)


def test_phones_that_nobody_answers_are_counted_as_failed(hasty: None) -> None:
    tally = asyncio.run(crowd._crowd(9, "ABCDEF", 3, random.Random(1)))
    report = tally.report(3, set())
    assert (report.failed, report.kept, report.p95_ms) == (9, 0, 0.0)
    assert report.finding().level is Level.ERROR


def test_two_crowds_do_not_measure_each_other() -> None:
    with crowd._one_at_a_time, pytest.raises(TrialUnderWay):
        try_crowd(1)


@pytest.mark.parametrize(
    ("report", "level", "key"),
    [
        (Report(200, 600, 0, 0, 50, 12), Level.OK, "check.phones"),
        (Report(200, 600, 0, 0, 50, 1200), Level.WARNING, "check.phones.slow"),
        (Report(200, 590, 0, 10, 50, 12), Level.ERROR, "check.phones.failed"),
        (Report(200, 598, 2, 0, 50, 12), Level.ERROR, "check.phones.lost"),
    ],
)
def test_a_report_is_a_verdict(report: Report, level: Level, key: str) -> None:
    assert (report.finding().level, report.finding().key) == (level, key)


def test_a_card_that_was_acknowledged_and_is_not_there_is_lost() -> None:
    tally = crowd._Tally()
    tally.note(1.0, 1.1, "C1")
    tally.note(1.5, 2.0, "C2")
    report = tally.report(1, {"C2"})
    assert (report.lost, report.kept) == (1, 1)
    assert report.p95_ms == pytest.approx(500)
    assert report.cards_a_second == pytest.approx(1.0)


@pytest.fixture
def no_trial(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Trials of which none has begun; the event lets the first one end."""
    monkeypatch.setattr(trial, "_last", [])
    ending = threading.Event()
    yield ending
    ending.set()


def _finished(found: trial.Trial) -> trial.Trial:
    until = time.monotonic() + PATIENCE_SECONDS
    while found.outcome is None and time.monotonic() < until:
        time.sleep(0.01)
    return found


def test_a_screen_waits_for_a_trial_beside_it(
    no_trial: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(phones: int) -> Report:
        no_trial.wait(PATIENCE_SECONDS)
        return Report(phones, 3 * phones, 0, 0, 50, 12)

    monkeypatch.setattr(trial, "try_crowd", run)
    assert trial.last() is None
    begun = trial.begin(30)
    assert trial.last() is begun
    assert begun.outcome is None
    assert 0 <= begun.progress < 1
    with pytest.raises(TrialUnderWay):
        trial.begin(30)
    no_trial.set()
    assert isinstance(_finished(begun).outcome, Report)
    assert _finished(trial.begin(40)) is trial.last()


@pytest.mark.parametrize("error", [TrialUnderWay(), OSError("no space left")])
def test_a_trial_that_fails_says_so(
    no_trial: threading.Event, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def run(phones: int) -> Report:
        raise error

    monkeypatch.setattr(trial, "try_crowd", run)
    outcome = _finished(trial.begin(MOST_PHONES)).outcome
    assert isinstance(outcome, TrialUnderWay | TrialFailed)

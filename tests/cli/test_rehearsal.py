"""``rehearse``: simulated participants come, are told of by the minute, and leave."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Type
from tests.cli.test_process import environment_of
from tests.cli.test_process import workshop as in_a_process
from workshop.cli import rehearsal
from workshop.services import simulated
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.rehearsal import join_rehearsal, remove_rehearsal
from workshop.services.views.workshop import WorkshopView, read_workshop_view
from workshop.storage.engine import open_database


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute of half a second, in which a phone does a lot."""
    monkeypatch.setattr(rehearsal, "SECONDS_A_MINUTE", 0.5)
    monkeypatch.setattr(simulated, "SECONDS_BETWEEN", 0.1)
    monkeypatch.setattr(simulated, "TYPING", 0)


def room(workshop: Type, phase: str = "capture") -> str:
    code: str = workshop("new", "--title", "Counter", "--json").json["code"]
    workshop("phase", code, phase)
    return code


def view_of(url: str, code: str) -> WorkshopView:
    database = open_database(url)
    try:
        return read_workshop_view(House(database, chance=random.Random(7)), Console(code))
    finally:
        database.dispose()


@pytest.mark.usefixtures("hasty")
def test_they_come_do_what_phones_do_and_leave_no_trace(workshop: Type, database_url: str) -> None:
    code = room(workshop)
    before = workshop("show", code, "--json").json
    played = workshop("rehearse", code.lower(), "--phones", 5, "--minutes", 2)
    assert (played.exit_code, played.err) == (0, "")
    come, first, second, over = played.out.splitlines()
    assert come == f"In the room {code}: 5 simulated participants. To stop: Ctrl+C."
    assert first.startswith("Minute 1: ")
    assert "card" in first
    assert second.startswith("Minute 2: ")
    assert over.endswith(f"workshop rehearse {code} --remove")
    view = view_of(database_url, code)
    assert (view.room.rehearsal, bool(view.cards)) == (5, True)
    removed = workshop("rehearse", code, "--remove")
    assert removed.line == "5 simulated participants are gone, with all that they said."
    after = workshop("show", code, "--json").json
    assert {**after, "revision": 0} == {**before, "revision": 0}
    again = workshop("rehearse", code, "--remove")
    assert again.line == "There is no simulated participant in this workshop."


@pytest.mark.usefixtures("hasty")
def test_a_phase_without_anything_to_do_says_so(on_sqlite: Type) -> None:
    code = room(on_sqlite, "frame")
    lines = on_sqlite("rehearse", code, "--phones", 1, "--minutes", 3).out.splitlines()
    for minute in (1, 3):
        assert f"Minute {minute}: nothing to do on the phones" in lines


@pytest.mark.usefixtures("hasty")
def test_it_ends_by_itself_once_another_process_took_it_away(
    on_sqlite: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = room(on_sqlite)

    def join_and_leave(house: House, actor: Console, *, phones: int) -> list[str]:
        tokens = join_rehearsal(house, actor, phones=phones)
        remove_rehearsal(house, actor)
        return tokens

    monkeypatch.setattr(rehearsal, "join_rehearsal", join_and_leave)
    lines = on_sqlite("rehearse", code, "--phones", 2, "--minutes", 5).out.splitlines()
    assert lines[1:3] == [
        "Minute 1: nothing to do on the phones",
        "Nobody is left to play: all was taken away, or another rehearsal goes on in its place.",
    ]
    assert len(lines) == 4


def test_what_came_too_late_is_told(on_sqlite: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    def come_too_late(played: simulated.Rehearsal, **times: object) -> bool:
        played.refused = 2
        return True

    code = room(on_sqlite)
    monkeypatch.setattr(simulated.Rehearsal, "play", come_too_late)
    lines = on_sqlite("rehearse", code, "--phones", 1, "--minutes", 1).out.splitlines()
    assert lines[1] == "Minute 1: 2 gestures that came too late"


@pytest.mark.parametrize(
    ("words", "exit_code", "refusal"),
    [
        ((), 2, "Give --phones N or --remove. See “workshop rehearse --help”."),
        (("--phones", 3, "--remove"), 2, "Give --phones N or --remove. See"),
        (("--phones", "many"), 2, "--phones"),
        (("--phones", 0), 1, "The number of phones must be a whole number between 1 and 500."),
        (("--phones", 501), 1, "500"),
        (("--phones", 3, "--minutes", 0), 1, "120"),
        (("--phones", 3, "--minutes", "x"), 2, "--minutes"),
    ],
)
def test_bad_input_is_one_clear_line_and_lets_nobody_in(
    on_sqlite: Type, words: tuple[object, ...], exit_code: int, refusal: str
) -> None:
    code = room(on_sqlite)
    refused = on_sqlite("rehearse", code, *words)
    assert refused.exit_code == exit_code
    assert refusal in refused.refusal
    assert on_sqlite("rehearse", code, "--remove").line.startswith("There is no")


@pytest.mark.parametrize("words", [("--phones", 3), ("--remove",)])
def test_an_unknown_workshop_is_one_clear_line(on_sqlite: Type, words: tuple[object, ...]) -> None:
    on_sqlite("migrate")
    assert on_sqlite("rehearse", "ABC234", *words).exit_code == 1
    assert on_sqlite("rehearse", "nowhere", *words).refusal


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
def test_interrupted_it_ends_cleanly_and_what_was_said_stays(tmp_path: Path) -> None:
    code = json.loads(in_a_process(tmp_path, "new", "--title", "Counter", "--json").stdout)["code"]
    with subprocess.Popen(
        [sys.executable, "-m", "workshop", "rehearse", code, "--phones", "9"],
        cwd=tmp_path,
        env=environment_of(tmp_path, "en_GB.UTF-8"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as playing:
        try:
            assert playing.stdout is not None
            assert playing.stdout.readline().startswith("In the room")
            playing.send_signal(signal.SIGINT)
            out, err = playing.communicate(timeout=20)
        finally:
            playing.kill()
    assert (playing.returncode, err) == (0, "")
    assert out.splitlines()[-1].startswith("The rehearsal is over")
    removed = in_a_process(tmp_path, "rehearse", code, "--remove")
    assert removed.stdout.startswith("9 simulated participants are gone")

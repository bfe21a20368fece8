"""Commitments of leaders: who of which level, what, by when, and whether it was kept."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    CommitmentUnknown,
    DayAhead,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
)
from workshop.domain.leaders import Level
from workshop.services import commitments
from workshop.services.actors import Console
from workshop.services.commitments import CommitmentDraft
from workshop.services.views.follow import read_follow
from workshop.services.views.leaders import Leaders

TODAY = date(2026, 3, 12)
DRAFT = CommitmentDraft("director", "Dora", "One morning a month at the counter", date(2026, 5, 1))


def _add(cast: Cast, **values: Any) -> int:
    return commitments.add_commitment(cast.house, cast.alice, replace(DRAFT, **values))


def _leaders(cast: Cast) -> Leaders:
    return read_follow(cast.house, cast.alice).leaders


def test_a_commitment_says_who_of_which_level_what_and_by_when(cast: Cast) -> None:
    _add(cast, proof="The rota")
    [line] = _leaders(cast).commitments
    assert (line.level, line.who, line.what) == (Level.DIRECTOR, "Dora", DRAFT.what)
    assert (line.due, line.proof, line.kept_on) == (date(2026, 5, 1), "The rota", None)


def test_the_same_commitment_is_made_once_even_by_two_at_once(cast: Cast) -> None:
    ids = together(2, lambda _: _add(cast))
    assert len(set(ids)) == 1
    assert len(_leaders(cast).commitments) == 1


def test_commitments_go_from_the_top_down_and_what_is_due_first_leads(cast: Cast) -> None:
    _add(cast, level="team", who="All teams")
    _add(cast, what="No date", due=None)
    _add(cast)
    _add(cast, level="general", who="Gil")
    assert [(line.who, line.what) for line in _leaders(cast).commitments] == [
        ("Gil", DRAFT.what),
        ("Dora", DRAFT.what),
        ("Dora", "No date"),
        ("All teams", DRAFT.what),
    ]


def test_levels_without_a_commitment_are_known(cast: Cast) -> None:
    _add(cast)
    assert _leaders(cast).silent == (Level.GENERAL, Level.MANAGER, Level.TEAM)


def test_a_commitment_is_late_after_its_day_until_it_is_kept(cast: Cast) -> None:
    number = _add(cast)
    assert not _leaders(cast).commitments[0].late(date(2026, 5, 1))
    assert _leaders(cast).commitments[0].late(date(2026, 5, 2))
    kept = replace(DRAFT, kept_on=TODAY, proof="She was there")
    commitments.save_commitment(cast.house, cast.alice, number, kept)
    [line] = _leaders(cast).commitments
    assert (line.kept_on, line.proof) == (TODAY, "She was there")
    assert not line.late(date(2026, 5, 2))


def test_without_a_day_nothing_is_late(cast: Cast) -> None:
    _add(cast, due=None)
    assert not _leaders(cast).commitments[0].late(date(2036, 5, 2))


def test_a_commitment_can_be_taken_away(cast: Cast) -> None:
    commitments.remove_commitment(cast.house, cast.alice, _add(cast))
    assert _leaders(cast) == Leaders()


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"level": "chief"}, ValueUnknown),
        ({"who": " "}, TextEmpty),
        ({"who": "x" * 121}, TextTooLong),
        ({"what": ""}, TextEmpty),
        ({"what": "x" * 1001}, TextTooLong),
        ({"proof": "x" * 1001}, TextTooLong),
        ({"kept_on": TODAY + timedelta(days=2)}, DayAhead),
    ],
)
def test_what_cannot_be_stored_is_refused_and_changes_nothing(
    cast: Cast, values: dict[str, Any], refused: type[WorkshopError]
) -> None:
    number = _add(cast)
    before = _leaders(cast)
    with pytest.raises(refused):
        _add(cast, **values)
    with pytest.raises(refused):
        commitments.save_commitment(cast.house, cast.alice, number, replace(DRAFT, **values))
    assert _leaders(cast) == before


def test_another_workshop_s_commitment_is_not_found(cast: Cast) -> None:
    number, charlie = _add(cast), Console(cast.theirs.code)
    with pytest.raises(CommitmentUnknown):
        commitments.save_commitment(cast.house, charlie, number, DRAFT)
    with pytest.raises(CommitmentUnknown):
        commitments.remove_commitment(cast.house, charlie, number)
    assert len(_leaders(cast).commitments) == 1

"""Proofs: dated facts, one success of the week at most, and badges only where they are wanted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from tests.services.cast import Cast
from tests.services.test_races import together
from workshop.domain.errors import (
    ActionUnknown,
    DayAhead,
    EvidenceUnknown,
    MeasureUnknown,
    TextEmpty,
    TextTooLong,
    WorkshopError,
)
from workshop.domain.gestures import Gesture
from workshop.domain.promises import Badge
from workshop.services import actions, domains, evidence
from workshop.services.actions import ActionDraft
from workshop.services.actors import Console
from workshop.services.domains import DomainDraft
from workshop.services.evidence import EvidenceDraft
from workshop.services.transaction import change
from workshop.services.views.follow import EvidenceLine, FollowView, read_follow
from workshop.services.views.sponsor import read_sponsor_view
from workshop.storage import tables

TODAY = date(2026, 3, 12)
FACT = EvidenceDraft("Nobody waits more than ten minutes", TODAY)


def _view(cast: Cast) -> FollowView:
    return read_follow(cast.house, cast.alice)


def _wall(cast: Cast) -> tuple[EvidenceLine, ...]:
    return _view(cast).evidence


def _add(cast: Cast, draft: EvidenceDraft = FACT) -> int:
    return evidence.add_evidence(cast.house, cast.alice, draft)


def _measure(cast: Cast) -> str:
    with change(cast.house, cast.alice, Gesture.FRAME) as deed:
        deed.connection.execute(
            insert(tables.measure).values(
                workshop_id=deed.workshop.id,
                number=1,
                rank=1,
                side="client",
                name="Waiting",
                unit="min",
                better="down",
                matters_from=1.0,
                changed=deed.revision,
            )
        )
    return "M1"


def test_a_proof_rests_on_an_action_or_a_measure(cast: Cast) -> None:
    label = actions.add_action(cast.house, cast.alice, ActionDraft("Open a second counter"))
    on_action = _add(cast, replace(FACT, action=label))
    by_measure = EvidenceDraft("8 minutes", TODAY - timedelta(days=1), measure=_measure(cast))
    on_measure = _add(cast, by_measure)
    first, second = _wall(cast)
    assert (first.id, first.action, first.rests_on) == (on_action, "A1", "Open a second counter")
    assert (second.id, second.measure, second.rests_on) == (on_measure, "M1", "Waiting")
    assert _view(cast).measures == (("M1", "Waiting"),)
    actions.remove_action(cast.house, cast.alice, label)
    assert (_wall(cast)[0].action, _wall(cast)[0].rests_on) == (None, "")


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(FACT, fact=" "), TextEmpty),
        (replace(FACT, fact="x" * 1_001), TextTooLong),
        (replace(FACT, seen_on=TODAY + timedelta(days=2)), DayAhead),
        (replace(FACT, action="A9"), ActionUnknown),
        (replace(FACT, action="M1"), ActionUnknown),
        (replace(FACT, measure="M9"), MeasureUnknown),
    ],
)
def test_what_is_no_proof_is_refused(
    cast: Cast, draft: EvidenceDraft, refusal: type[WorkshopError]
) -> None:
    number = _add(cast)
    with pytest.raises(refusal):
        _add(cast, draft)
    with pytest.raises(refusal):
        evidence.save_evidence(cast.house, cast.alice, number, draft)
    assert [line.fact for line in _wall(cast)] == [FACT.fact]


def test_it_is_said_otherwise_and_taken_off(cast: Cast) -> None:
    number = _add(cast)
    evidence.save_evidence(
        cast.house, cast.alice, number, EvidenceDraft("Five minutes", TODAY - timedelta(days=3))
    )
    [line] = _wall(cast)
    assert (line.fact, line.seen_on) == ("Five minutes", TODAY - timedelta(days=3))
    evidence.remove_evidence(cast.house, cast.alice, number)
    assert _wall(cast) == ()


def test_one_proof_at_most_is_the_success_of_the_week(cast: Cast) -> None:
    one, two = _add(cast), _add(cast, replace(FACT, fact="Other"))
    assert _view(cast).success is None
    for chosen in (one, two, two, one):
        evidence.choose_success(cast.house, cast.alice, chosen)
        success = _view(cast).success
        assert success is not None
        assert success.id == chosen
        assert sum(line.of_the_week for line in _wall(cast)) == 1
    evidence.choose_success(cast.house, cast.alice, None)
    assert _view(cast).success is None


def test_of_those_who_choose_at_once_one_is_heard(cast: Cast) -> None:
    numbers = [_add(cast, replace(FACT, fact=str(place))) for place in range(4)]
    together(4, lambda place: evidence.choose_success(cast.house, cast.alice, numbers[place]))
    assert sum(line.of_the_week for line in _wall(cast)) == 1


def test_a_success_elsewhere_stays_one(cast: Cast) -> None:
    theirs = Console(cast.theirs.code)
    number = evidence.add_evidence(cast.house, theirs, FACT)
    evidence.choose_success(cast.house, theirs, number)
    evidence.choose_success(cast.house, cast.alice, _add(cast))
    assert read_follow(cast.house, theirs).success is not None
    gestures: tuple[Callable[[], object], ...] = (
        lambda: evidence.choose_success(cast.house, cast.alice, number),
        lambda: evidence.save_evidence(cast.house, cast.alice, number, FACT),
        lambda: evidence.remove_evidence(cast.house, cast.alice, number),
    )
    for gesture in gestures:
        with pytest.raises(EvidenceUnknown):
            gesture()


def test_a_domain_that_keeps_its_promises_is_told_so_only_where_it_is_wanted(cast: Cast) -> None:
    domains.add_domain(cast.house, cast.alice, DomainDraft("Reception"))
    for owner in ("Nadia", "Paul", "Nadia"):
        actions.add_action(
            cast.house,
            cast.alice,
            ActionDraft(
                "Do",
                owner=owner,
                due=TODAY,
                measure="Done",
                status="done",
                quadrant="priority",
                domain="Reception",
            ),
        )
    later = TODAY + timedelta(days=1)
    assert _view(cast).badges(later) == ()
    evidence.set_badges(cast.house, cast.alice, wanted=True)
    assert _view(cast).badges(later) == (Badge("Reception", 3, 3),)
    sponsors = read_sponsor_view(cast.house, cast.alice).follow
    assert sponsors.badges(later) == _view(cast).badges(later)
    assert _view(cast).badges(TODAY) == ()
    evidence.set_badges(cast.house, cast.alice, wanted=False)
    assert _view(cast).badges(later) == ()
    assert read_sponsor_view(cast.house, cast.alice).follow.promises == ()

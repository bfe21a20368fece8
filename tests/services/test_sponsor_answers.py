"""What a sponsor answers on their own page: added once, and nothing else is touched."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.services.cast import Cast, Clock, by_link
from tests.services.test_races import together
from workshop.domain.errors import (
    AnswersFull,
    DecisionUnknown,
    SponsorLinkEnded,
    SponsorPageClosed,
    TextEmpty,
    TextTooLong,
    ValueUnknown,
    WorkshopError,
    WorkshopUnknown,
)
from workshop.domain.leaders import Prompt
from workshop.domain.words import Role
from workshop.services import decisions, sponsor_answers, workshops
from workshop.services.access import new_token
from workshop.services.actors import Console, Visitor
from workshop.services.sponsor_answers import SponsorSaid, answer_as_sponsor
from workshop.services.views.follow import read_follow
from workshop.services.views.leaders import Leaders
from workshop.services.views.sponsor import read_sponsor_view

TODAY = date(2026, 3, 12)


@pytest.fixture
def asked(cast: Cast) -> int:
    """The id of a decision that waits on a page that is open."""
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    return decisions.ask_decision(cast.house, cast.alice, "May we hire?")


def _said(to: int | str, text: str = "Yes, two", **values: Any) -> SponsorSaid:
    return replace(SponsorSaid(str(uuid.uuid4()), to, text), **values)


def _answer(cast: Cast, said: SponsorSaid) -> bool:
    return answer_as_sponsor(cast.house, cast.sam, said)


def _leaders(cast: Cast) -> Leaders:
    return read_follow(cast.house, cast.alice).leaders


def test_an_answer_reaches_the_facilitator_and_comes_back_to_the_sponsor(
    cast: Cast, asked: int
) -> None:
    assert _answer(cast, _said(asked, said_by="Sam"))
    [line] = _leaders(cast).to_decision(asked)
    assert (line.text, line.said_by, line.said_on) == ("Yes, two", "Sam", TODAY)
    assert read_sponsor_view(cast.house, cast.sam).follow.leaders.to_decision(asked) == (line,)


def test_an_answer_adds_and_touches_neither_the_decision_nor_an_earlier_answer(
    cast: Cast, asked: int
) -> None:
    decisions.answer_decision(cast.house, cast.alice, asked, "Yes, at the review")
    before = read_follow(cast.house, cast.alice)
    _answer(cast, _said(asked))
    _answer(cast, _said(asked, "On second thoughts, three"))
    after = read_follow(cast.house, cast.alice)
    assert (after.decisions, after.meetings) == (before.decisions, before.meetings)
    assert [line.text for line in after.leaders.answers] == [
        "Yes, two",
        "On second thoughts, three",
    ]


def test_a_prompt_for_leaders_is_answered_the_same_way(cast: Cast, asked: int) -> None:
    _answer(cast, _said("support", "Time"))
    [line] = _leaders(cast).to_prompt(Prompt.SUPPORT)
    assert (line.text, line.decision) == ("Time", None)
    assert _leaders(cast).to_prompt(Prompt.LISTEN) == ()
    assert _leaders(cast).to_decision(asked) == ()


def test_a_second_press_or_a_resend_adds_once(cast: Cast, asked: int) -> None:
    said = _said(asked)
    assert sorted(together(4, lambda _: _answer(cast, said))) == [False, False, False, True]
    assert not _answer(cast, replace(said, text="Otherwise"))
    assert [line.text for line in _leaders(cast).answers] == ["Yes, two"]


def test_an_answer_goes_with_the_question_that_is_taken_away(cast: Cast, asked: int) -> None:
    _answer(cast, _said(asked))
    decisions.remove_decision(cast.house, cast.alice, asked)
    assert _leaders(cast).answers == ()


def test_a_question_asked_again_keeps_its_answers(cast: Cast, asked: int) -> None:
    _answer(cast, _said(asked))
    decisions.answer_decision(cast.house, cast.alice, asked, "Yes")
    decisions.reopen_decision(cast.house, cast.alice, asked)
    assert len(_leaders(cast).to_decision(asked)) == 1


def test_a_closed_page_takes_no_answer_and_says_so(cast: Cast, asked: int) -> None:
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=False)
    with pytest.raises(SponsorPageClosed):
        _answer(cast, _said(asked))
    assert _leaders(cast).answers == ()


def test_a_revoked_link_answers_nothing(cast: Cast, asked: int) -> None:
    workshops.revoke_links(cast.house, cast.alice, Role.SPONSOR)
    with pytest.raises(SponsorLinkEnded):
        _answer(cast, _said(asked))
    assert _leaders(cast).answers == ()


def test_an_expired_link_answers_nothing_and_shows_nothing(
    cast: Cast, clock: Clock, asked: int
) -> None:
    clock.go_on(days=400)
    with pytest.raises(SponsorLinkEnded):
        _answer(cast, _said(asked))
    with pytest.raises(WorkshopUnknown):
        read_sponsor_view(cast.house, cast.sam)


def test_the_form_is_the_sponsor_s_alone(cast: Cast, asked: int) -> None:
    """Neither a facilitator, nor another workshop's sponsor, nor a stranger may speak for them."""
    workshops.open_to_sponsor(cast.house, Console(cast.theirs.code), is_open=True)
    other = by_link(cast.house, cast.theirs.sponsor_token, Role.SPONSOR)
    for visitor in (
        cast.alice,
        cast.bob,
        Visitor(cast.code, cast.alice.token, Role.SPONSOR),
        Visitor(cast.code, other.token, Role.SPONSOR),
        Visitor(cast.code, new_token(), Role.SPONSOR),
        Visitor("ZZZZZZ", cast.sam.token, Role.SPONSOR),
    ):
        with pytest.raises(WorkshopUnknown):
            answer_as_sponsor(cast.house, visitor, _said(asked))
    assert _leaders(cast).answers == ()


def test_another_workshop_s_question_is_not_found(cast: Cast, asked: int) -> None:
    theirs = decisions.ask_decision(cast.house, Console(cast.theirs.code), "May they?")
    with pytest.raises(DecisionUnknown):
        _answer(cast, _said(theirs))


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"text": " \u200b"}, TextEmpty),
        ({"text": "x" * 1001}, TextTooLong),
        ({"said_by": "x" * 121}, TextTooLong),
        ({"to": "salary"}, ValueUnknown),
        ({"answer_id": "again"}, ValueUnknown),
        ({"to": 10**6}, DecisionUnknown),
    ],
)
def test_what_cannot_be_stored_is_refused(
    cast: Cast, asked: int, values: dict[str, Any], refused: type[WorkshopError]
) -> None:
    with pytest.raises(refused):
        _answer(cast, replace(_said(asked), **values))
    assert _leaders(cast).answers == ()


def test_a_question_takes_so_many_answers_and_no_more(
    cast: Cast, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sponsor_answers, "MOST_ANSWERS", 2)
    _answer(cast, _said(asked))
    _answer(cast, _said(asked))
    _answer(cast, _said("listen"))
    with pytest.raises(AnswersFull):
        _answer(cast, _said(asked))
    assert len(_leaders(cast).answers) == 3

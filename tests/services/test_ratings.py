"""What phones rate, and what becomes of their ballots."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from tests.services.cast import Cast
from workshop.domain.errors import (
    DoorClosed,
    NumberOutOfRange,
    PhaseClosed,
    SolutionUnknown,
    WorkshopError,
)
from workshop.domain.transfer import FamilyMean, Mean
from workshop.domain.weighing import Crossing, Range, Worth
from workshop.domain.words import Beyond, Origin, Side
from workshop.services import (
    ballots,
    moderation,
    participants,
    ratings,
    slips,
    solutions,
    votes,
    workshops,
)
from workshop.services.ballots import PointsGiven
from workshop.services.participants import Introduction, introduce
from workshop.services.ratings import RatingSent, RatingTask, rate_solutions, read_rating_tasks
from workshop.services.slips import ClaimCode
from workshop.services.transaction import find_workshop, glance
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import read_workshop_view
from workshop.services.votes import NewVote
from workshop.storage import tables


@pytest.fixture(autouse=True)
def _weigh(cast: Cast) -> None:
    for title in ("Call back", "One form", "Open later", "Write less"):
        solutions.add_solution(cast.house, cast.alice, title=title)
    workshops.set_phase(cast.house, cast.alice, "weigh")


def _rating(
    token: str = "phone",
    solution: str = "S1",
    client: str = "2",
    employee: str = "-1",
    usability: str = "0",
) -> RatingSent:
    return RatingSent(token, solution, client, employee, usability)


def _tasks(cast: Cast, token: str = "phone") -> tuple[RatingTask, ...]:
    with glance(cast.house) as connection:
        return read_rating_tasks(connection, find_workshop(connection, cast.code), token)


def _lines(cast: Cast) -> tuple[SolutionLine, ...]:
    return read_workshop_view(cast.house, cast.alice).solutions


def _ballots(cast: Cast) -> dict[str, int]:
    view = read_workshop_view(cast.house, cast.alice)
    return {line.label: line.ballots for line in view.solutions if line.ballots}


def test_a_ballot_counts_once_and_the_last_one_stands(cast: Cast) -> None:
    told = {"solution": "S1", "client": 2, "employee": -1, "usability": 0}
    assert cast.send(rate_solutions, _rating()) == told
    before = read_workshop_view(cast.house, cast.alice).workshop.revision
    assert cast.send(rate_solutions, _rating()) == told
    assert read_workshop_view(cast.house, cast.alice).workshop.revision == before
    assert cast.send(rate_solutions, _rating(client="-2"))["client"] == -2
    assert _ballots(cast) == {"S1": 1}
    [task] = [task for task in _tasks(cast) if task.client is not None]
    assert task == RatingTask("S1", "Call back", -2, -1, 0)


def test_a_ballot_may_also_say_suppliers_citizens_benefit_and_effort(cast: Cast) -> None:
    whole = replace(
        _rating(), suppliers="-1", citizens="2", benefit_low="3", benefit_high="4", effort_high="2"
    )
    told = {"suppliers": -1, "citizens": 2, "benefit_low": 3, "benefit_high": 4}
    answer = cast.send(rate_solutions, whole)
    # One end alone is a range of that one number.
    assert answer.items() >= {**told, "effort_low": 2, "effort_high": 2}.items()
    [task] = [task for task in _tasks(cast) if task.client is not None]
    assert task == RatingTask("S1", "Call back", 2, -1, 0, -1, 2, 3, 4, 2, 2)
    # The last ballot stands as a whole: what it says nothing of is said by nobody any more.
    assert cast.send(rate_solutions, _rating()).keys() == {
        "solution", "client", "employee", "usability"
    }  # fmt: skip


def test_three_people_make_a_range_and_two_do_not(cast: Cast) -> None:
    for number, (low, high) in enumerate((("1", "2"), ("2", "4"), ("2", "5"))):
        [line] = [one for one in _lines(cast) if one.label == "S1"]
        assert (line.benefit, line.effort, line.worth) == (None, None, None)
        ballot = replace(_rating(f"phone-{number}"), benefit_low=low, benefit_high=high)
        cast.send(rate_solutions, replace(ballot, effort_low="4"))
    [line] = [one for one in _lines(cast) if one.label == "S1"]
    assert (line.benefit, line.effort) == (Range(2, 4, 3), Range(4, 4, 3))
    assert line.worth == Worth(Crossing.LEAVE, unsure=True)


def test_the_facilitator_s_ballot_says_all_of_it_too(cast: Cast) -> None:
    ratings.rate(
        cast.house,
        cast.alice,
        "S1",
        by="client",
        client=1,
        employee=0,
        usability=2,
        suppliers=-2,
        benefit=(2, 5),
    )
    [line] = [one for one in _lines(cast) if one.label == "S1"]
    assert line.verdict.beyond == {Beyond.SUPPLIERS: Mean(-2, 1)}
    assert line.verdict.usability == Mean(2, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"benefit": (0, 3)},
        {"benefit": (4, 3)},
        {"effort": (3, 6)},
        {"effort": (1.5, 2)},
        {"citizens": 3},
        {"suppliers": "1"},
        {"client": True},
    ],
)
def test_the_facilitator_s_wrong_numbers_are_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    effects = {"client": 0, "employee": 0, "usability": 0}
    with pytest.raises(NumberOutOfRange):
        ratings.rate(cast.house, cast.alice, "S1", by="client", **{**effects, **wrong})
    assert _ballots(cast) == {}


def test_the_lowest_family_is_told_above_the_floor(cast: Cast) -> None:
    workshops.frame(cast.house, cast.alice, {}, families=["Desk", "Back office"])
    for number in range(10):
        token, family = f"phone-{number}", ("Desk", "Back office")[number % 2]
        cast.send(participants.introduce, participants.Introduction(token, "employee", family))
        employee = "-2" if family == "Desk" else "1"
        cast.send(rate_solutions, _rating(token, employee=employee))
        [line] = [one for one in _lines(cast) if one.label == "S1"]
        assert bool(line.verdict.families) is (number == 9)
    assert line.verdict.families == {Side.EMPLOYEE: FamilyMean("Desk", -2, 5)}


def test_a_ballot_speaks_for_the_side_its_phone_speaks_for(cast: Cast) -> None:
    cast.send(participants.introduce, participants.Introduction("guest", "client"))
    cast.send(rate_solutions, _rating("guest", client="-2"))
    [line] = [line for line in read_workshop_view(cast.house, cast.alice).solutions if line.ballots]
    assert (line.verdict.client.own, line.verdict.client.others) == (-2, None)


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (_rating(solution="S9"), SolutionUnknown),
        (_rating(solution="T1"), SolutionUnknown),
        (_rating(client="3"), NumberOutOfRange),
        (_rating(employee=""), NumberOutOfRange),
        (_rating(usability="1.5"), NumberOutOfRange),
        (_rating(client="+1"), NumberOutOfRange),
        (replace(_rating(), suppliers="3"), NumberOutOfRange),
        (replace(_rating(), citizens="x"), NumberOutOfRange),
        (replace(_rating(), benefit_low="0"), NumberOutOfRange),
        (replace(_rating(), benefit_low="4", benefit_high="3"), NumberOutOfRange),
        (replace(_rating(), effort_high="6"), NumberOutOfRange),
    ],
)
def test_what_cannot_be_a_ballot_is_refused(
    cast: Cast, sent: RatingSent, refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal):
        cast.send(rate_solutions, sent)
    assert _ballots(cast) == {}


def test_phones_rate_only_while_the_room_weighs(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "plan")
    with pytest.raises(PhaseClosed):
        cast.send(rate_solutions, _rating())


def test_a_stranger_behind_a_closed_door_rates_nothing(cast: Cast) -> None:
    workshops.set_door(cast.house, cast.alice, is_open=False)
    with pytest.raises(DoorClosed):
        cast.send(rate_solutions, _rating())


def test_each_phone_gets_three_and_all_solutions_get_their_share(cast: Cast) -> None:
    asked: Counter[str] = Counter()
    for number in range(8):
        token = f"phone-{number}"
        mine = _tasks(cast, token)
        assert len(mine) == 3
        assert mine == _tasks(cast, token)
        for task in mine:
            asked[task.solution] += 1
            cast.send(rate_solutions, _rating(token, task.solution))
        assert {task.solution for task in _tasks(cast, token)} == {task.solution for task in mine}
    assert asked == {f"S{number}": 6 for number in (1, 2, 3, 4)}


def test_the_few_who_speak_for_clients_are_asked_what_no_client_has_weighed_yet(
    cast: Cast,
) -> None:
    # The team weighed the first three, and a client the other one twice.
    for number in range(4):
        for label in ("S1", "S2", "S3"):
            cast.send(rate_solutions, _rating(f"team-{number}", label))
    for number in range(2):
        cast.send(introduce, Introduction(f"client-{number}", "client"))
        cast.send(rate_solutions, _rating(f"client-{number}", "S4"))
    cast.send(introduce, Introduction("guest", "client"))
    assert {task.solution for task in _tasks(cast, "guest")} == {"S1", "S2", "S3"}
    assert "S4" in {task.solution for task in _tasks(cast, "colleague")}


def test_what_the_room_voted_for_is_rated_and_nothing_else(cast: Cast) -> None:
    with cast.house.database.writing() as connection, connection.begin():
        workshop = find_workshop(connection, cast.code)
        session = connection.execute(
            insert(tables.vote_session)
            .values(
                workshop_id=workshop.id,
                number=1,
                title="",
                subject="solutions",
                chosen=[],
                budget=5,
                cap=3,
                is_open=False,
                revealed=False,
                with_codes=False,
            )
            .returning(tables.vote_session.c.id)
        ).scalar_one()
        solution = connection.scalar(
            select(tables.solution.c.id).where(
                tables.solution.c.workshop_id == workshop.id, tables.solution.c.number == 4
            )
        )
        person = connection.execute(
            insert(tables.participant)
            .values(
                workshop_id=workshop.id,
                key_hash="somebody",
                voice=1,
                speaks_for="employee",
                origin=Origin.PHONE,
            )
            .returning(tables.participant.c.id)
        ).scalar_one()
        connection.execute(
            insert(tables.ballot).values(
                session_id=session, participant_id=person, rank=1, solution_id=solution, points=2
            )
        )
    assert len(_tasks(cast)) == 3  # secret until the reveal
    with cast.house.database.writing() as connection, connection.begin():
        connection.execute(update(tables.vote_session).values(revealed=True))
    assert [task.title for task in _tasks(cast)] == ["Write less"]


def test_points_that_do_not_count_lead_nothing_to_the_phones(cast: Cast) -> None:
    workshops.set_phase(cast.house, cast.alice, "capture")
    rude = cast.card("rude")
    workshops.set_phase(cast.house, cast.alice, "vote")
    votes.close_vote(cast.house, cast.alice, "V1")
    label = votes.open_vote(cast.house, cast.alice, NewVote(subject="solutions"))
    for token, target in (("rude", "S1"), ("calm", "S2"), ("coded", "S3")):
        cast.send(ballots.give_points, PointsGiven(token, label, target, "3"))
    votes.reveal_vote(cast.house, cast.alice, label)
    workshops.set_phase(cast.house, cast.alice, "weigh")
    assert {task.solution for task in _tasks(cast)} == {"S1", "S2", "S3"}
    moderation.remove_device(cast.house, cast.alice, rude, set_cards_aside=False)
    assert {task.solution for task in _tasks(cast)} == {"S2", "S3"}
    [code] = slips.new_codes(cast.house, cast.alice, label, 1)
    workshops.set_phase(cast.house, cast.alice, "vote")
    votes.reopen_vote(cast.house, cast.alice, label)
    cast.send(slips.claim_codes, ClaimCode("coded", label, code))
    votes.reveal_vote(cast.house, cast.alice, label)
    workshops.set_phase(cast.house, cast.alice, "weigh")
    assert [task.solution for task in _tasks(cast)] == ["S3"]

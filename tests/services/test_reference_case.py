"""The reference case of the method, by the gestures of phones and of the facilitator."""

import pytest

from tests.reference import CHOOSE, RAISE, TEN, Ballot, of_clients
from tests.services.cast import Cast
from workshop.domain.errors import PainUnanswered
from workshop.domain.words import Side, Transfer
from workshop.services import adoption, ratings, solutions, topics, workshops
from workshop.services.participants import Introduction, introduce
from workshop.services.ratings import RatingSent, rate_solutions
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import read_workshop_view


@pytest.fixture
def ideas(cast: Cast) -> dict[str, str]:
    """The label of each idea, by its title, while the room weighs."""
    topic = topics.make_topic(cast.house, cast.alice, title="Waiting", cards=[cast.card()])
    labels = {
        title: solutions.add_solution(cast.house, cast.alice, title=title, topics=[topic])
        for title in TEN
    }
    workshops.set_phase(cast.house, cast.alice, "weigh")
    return labels


def _by_phones(cast: Cast, label: str, ballots: tuple[Ballot, ...]) -> None:
    for number, said in enumerate(ballots):
        token = f"phone-{said.by}-{number}"
        cast.send(introduce, Introduction(token, said.by))
        effects = (str(said.client), str(said.employee), str(said.usability))
        cast.send(rate_solutions, RatingSent(token, label, *effects))


def _by_hand(cast: Cast, label: str, ballots: tuple[Ballot, ...]) -> None:
    for said in ballots:
        ratings.rate(cast.house, cast.alice, label, **said._asdict())


def _lines(cast: Cast) -> dict[str, SolutionLine]:
    return {line.title: line for line in read_workshop_view(cast.house, cast.alice).solutions}


@pytest.mark.parametrize("give", [_by_phones, _by_hand])
def test_ten_ballots_make_one_red_and_the_other_green(
    cast: Cast, ideas: dict[str, str], give: object
) -> None:
    assert callable(give)
    for title, label in ideas.items():
        give(cast, label, TEN[title])
    found = _lines(cast)
    assert {title: line.ballots for title, line in found.items()} == {RAISE: 10, CHOOSE: 10}
    assert (found[RAISE].verdict.transfer, found[RAISE].verdict.payer) == (
        Transfer.RED, Side.EMPLOYEE
    )  # fmt: skip
    assert found[CHOOSE].verdict.transfer is Transfer.GREEN
    assert (found[RAISE].win_win, found[CHOOSE].win_win) == (False, True)
    with pytest.raises(PainUnanswered):
        adoption.adopt_solution(cast.house, cast.alice, ideas[RAISE])
    adoption.adopt_solution(cast.house, cast.alice, ideas[CHOOSE])


@pytest.mark.parametrize("give", [_by_phones, _by_hand])
def test_with_nobody_from_the_paying_side_it_is_amber_and_never_green(
    cast: Cast, ideas: dict[str, str], give: object
) -> None:
    assert callable(give)
    for title, label in ideas.items():
        give(cast, label, of_clients(TEN[title]))
    for line in _lines(cast).values():
        assert (line.verdict.transfer, line.verdict.unheard) == (Transfer.AMBER, Side.EMPLOYEE)
        assert not line.win_win

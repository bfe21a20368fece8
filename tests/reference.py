"""The reference case of the method (METHOD.md, "Weigh"; article A): ten people rate two ideas."""

from typing import NamedTuple


class Ballot(NamedTuple):
    """By somebody who speaks for ``by``; the effects on both sides and on the tool."""

    by: str
    client: int
    employee: int
    usability: int


RAISE = "Raise the call centre's productivity"
CHOOSE = "Let the client choose app, web or advisor"

TEN = {
    # Clients wait less and are glad of it; whoever answers pays for it with every call.
    RAISE: (
        Ballot("client", 1, 0, 0),
        Ballot("client", 2, 1, 0),
        Ballot("client", 1, 0, 0),
        Ballot("client", 0, 0, 0),
        Ballot("employee", 1, -2, -1),
        Ballot("employee", 2, -2, 0),
        Ballot("employee", 0, -1, -1),
        Ballot("employee", 1, -2, 0),
        Ballot("employee", 1, -1, 0),
        Ballot("employee", 2, 0, 0),
    ),
    CHOOSE: (
        Ballot("client", 2, 0, 1),
        Ballot("client", 2, 1, 1),
        Ballot("client", 1, 0, 1),
        Ballot("client", 1, 0, 0),
        Ballot("employee", 2, 1, 1),
        Ballot("employee", 2, 1, 0),
        Ballot("employee", 1, 0, 0),
        Ballot("employee", 1, 2, 1),
        Ballot("employee", 2, 1, 0),
        Ballot("employee", 1, 0, 1),
    ),
}
"""The ballots of the same ten people, in the same order, on each idea."""


def of_clients(ballots: tuple[Ballot, ...]) -> tuple[Ballot, ...]:
    """Those of people who speak for clients: nobody of the team is heard."""
    return tuple(ballot for ballot in ballots if ballot.by == "client")

"""Voting rounds and their ballots."""

from workshop.domain.errors.base import NotFound, Refused


class VoteUnknown(NotFound):
    """There is no such voting round in this workshop."""

    code = "vote_unknown"


class TargetUnknown(NotFound):
    """``target`` is not among what this round votes on."""

    code = "target_unknown"


class VoteClosed(Refused):
    """This voting round takes no points any more."""

    code = "vote_closed"


class VoteOpen(Refused):
    """One voting round at a time: ``session`` is still open."""

    code = "vote_open"


class VoteBudgetSpent(Refused):
    """``left`` points of ``budget`` are left, fewer than asked."""

    code = "vote_budget_spent"


class VoteCapReached(Refused):
    """No more than ``cap`` points on one target."""

    code = "vote_cap_reached"


class VoteCodeNeeded(Refused):
    """This round asks for one of the paper codes first."""

    code = "vote_code_needed"


class VoteCodeRefused(Refused):
    """Not one of the round's codes, or somebody else has used it."""

    code = "vote_code_refused"

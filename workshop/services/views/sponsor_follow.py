"""What a sponsor sees of the weeks after: what they are asked, what they decided, what changed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from workshop.domain.promises import Badge, Promise, badges
from workshop.services.rows import Workshop
from workshop.services.views.follow import (
    DecisionLine,
    EvidenceLine,
    answered_of,
    asked_of,
    read_decisions,
    read_evidence,
    read_promises,
)
from workshop.services.views.leaders import NOBODY, Leaders, read_leaders


@dataclass(frozen=True, slots=True)
class SponsorFollow:
    """No minutes, no new item of the change board, no answer on readiness: they are the team's.

    ``asked``: what waits for an answer, the oldest first; ``answered`` and ``evidence``: the
    newest first.
    """

    asked: tuple[DecisionLine, ...] = ()
    answered: tuple[DecisionLine, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    promises: tuple[Promise, ...] = ()
    leaders: Leaders = NOBODY

    def badges(self, today: date) -> tuple[Badge, ...]:
        """Domains that keep their promises, where the facilitator wants it said."""
        return badges(self.promises, today)


def sponsor_follow(connection: Connection, workshop: Workshop) -> SponsorFollow:
    """The same inside an open reading."""
    decisions = read_decisions(connection, workshop)
    return SponsorFollow(
        asked=asked_of(decisions),
        answered=answered_of(decisions),
        evidence=read_evidence(connection, workshop),
        promises=read_promises(connection, workshop) if workshop.badges else (),
        leaders=read_leaders(connection, workshop),
    )

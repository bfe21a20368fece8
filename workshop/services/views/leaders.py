"""What leaders gave: their commitments, and the answers of the sponsor."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workshop.domain.leaders import Level, Prompt, silent_levels
from workshop.services.rows import Workshop
from workshop.storage import tables


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment; ``kept_on``: None while it is open."""

    id: int
    level: Level
    who: str
    what: str
    due: date | None
    proof: str
    kept_on: date | None

    def late(self, today: date) -> bool:
        """Promised for an earlier day, and not kept yet."""
        return self.kept_on is None and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class SponsorAnswerLine:
    """What a sponsor wrote. ``decision``: the id of what it answers, None for a prompt's."""

    id: int
    decision: int | None
    prompt: Prompt | None
    text: str
    said_by: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Leaders:
    """Commitments from the top down, what is due first; answers in the order they came."""

    commitments: tuple[CommitmentLine, ...] = ()
    answers: tuple[SponsorAnswerLine, ...] = ()

    @property
    def silent(self) -> tuple[Level, ...]:
        """The levels that have committed to nothing yet."""
        return silent_levels(line.level for line in self.commitments)

    def to_decision(self, decision_id: int) -> tuple[SponsorAnswerLine, ...]:
        """What the sponsor answered to one decision."""
        return tuple(line for line in self.answers if line.decision == decision_id)

    def to_prompt(self, prompt: Prompt) -> tuple[SponsorAnswerLine, ...]:
        """What the sponsor answered to one prompt."""
        return tuple(line for line in self.answers if line.prompt is prompt)


NOBODY = Leaders()


def read_leaders(connection: Connection, workshop: Workshop) -> Leaders:
    """Inside an open reading: all that leaders gave."""
    commitment, answer = tables.commitment, tables.sponsor_answer
    order = tuple(Level)
    commitments = [
        CommitmentLine(row.id, Level(row.level), row.who, row.what, row.due, row.proof, row.kept_on)
        for row in connection.execute(
            select(commitment)
            .where(commitment.c.workshop_id == workshop.id)
            .order_by(commitment.c.rank, commitment.c.id)
        )
    ]
    commitments.sort(key=lambda line: (order.index(line.level), line.due or date.max))
    answers = tuple(
        SponsorAnswerLine(
            row.id,
            row.decision_id,
            Prompt(row.prompt) if row.prompt else None,
            row.text,
            row.said_by,
            row.said_on,
        )
        for row in connection.execute(
            select(answer).where(answer.c.workshop_id == workshop.id).order_by(answer.c.id)
        )
    )
    return Leaders(tuple(commitments), answers)

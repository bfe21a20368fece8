"""Who asks. An actor is a claim; the transaction checks it against the database each time."""

from dataclasses import dataclass, field

from workshop.domain.words import Role


@dataclass(frozen=True, slots=True)
class Console:
    """The command line: whoever may open the database may do what a facilitator does."""

    code: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser that shows the cookie ``session`` for one workshop, in one role."""

    code: str
    token: str = field(repr=False)  # a log of who asked must not open the door
    role: Role


@dataclass(frozen=True, slots=True)
class Participant:
    """A phone: the room's code and the random token of its cookie."""

    code: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """A person with the link to a page of their own: their actions, and what they rank."""

    code: str
    token: str = field(repr=False)


Facilitating = Console | Visitor
"""Whoever may act as facilitator, if the transaction agrees."""

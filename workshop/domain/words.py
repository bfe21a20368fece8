"""The words of the method, each with the code that databases, files and phones use."""

from enum import StrEnum


class Side(StrEnum):
    """Whose experience: the client's or the team's."""

    CLIENT = "client"
    EMPLOYEE = "employee"

    @property
    def other(self) -> "Side":
        return Side.EMPLOYEE if self is Side.CLIENT else Side.CLIENT


class Kind(StrEnum):
    """What a card tells: something that hurts or something that delights."""

    IRRITANT = "irritant"
    ENCHANTMENT = "enchantment"


class Source(StrEnum):
    """Who says it: the room, or data imported before the workshop (never summed)."""

    ROOM = "room"
    DATA = "data"


class CardStatus(StrEnum):
    """``shown`` everywhere, ``hidden`` by the facilitator, or ``withdrawn`` by its author."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class Quadrant(StrEnum):
    """Where a topic lies; the last two are not places but the reason for having none."""

    PRIORITY = "priority"
    INDICATORS = "indicators"
    TREAT_NEXT = "treat_next"
    CAPITALISE = "capitalise"
    CONTESTED = "contested"
    ONE_SIDE_MISSING = "one_side_missing"


QUADRANTS = (
    Quadrant.PRIORITY,
    Quadrant.INDICATORS,
    Quadrant.TREAT_NEXT,
    Quadrant.CAPITALISE,
)
"""The four crossings, in the order of treatment (METHOD.md, article D)."""


class Transfer(StrEnum):
    """The verdict of the pain-transfer test on a solution."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Role(StrEnum):
    """The audiences who open a screen of one workshop with a link."""

    FACILITATOR = "facilitator"
    SPONSOR = "sponsor"


class ActionStatus(StrEnum):
    """A draft lacks a what, an owner, a due date or a measure; the others are commitments."""

    DRAFT = "draft"
    OPEN = "open"
    DONE = "done"


class WallPace(StrEnum):
    """How cards reach the projector: shuffled batches, or one by one as they come."""

    BATCHES = "batches"
    ONE_BY_ONE = "one_by_one"


class Phase(StrEnum):
    """The road of a workshop, in order."""

    FRAME = "frame"
    JOURNEYS = "journeys"
    MOOD = "mood"
    CAPTURE = "capture"
    GROUP = "group"
    MATRIX = "matrix"
    VOTE = "vote"
    CAUSES = "causes"
    IDEATE = "ideate"
    WEIGH = "weigh"
    PLAN = "plan"
    CLOSE = "close"
    FOLLOW = "follow"

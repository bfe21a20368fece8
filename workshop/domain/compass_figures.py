"""The plain figures of a workshop from which the compass is read (``domain.compass``)."""

from dataclasses import dataclass, field

from workshop.domain.figures import GoodwillAlarm
from workshop.domain.words import CauseTag, Phase, Quadrant, Side

CARDS_TO_JUDGE = 12
"""Cards of the room before anything is said of what is missing on the wall: with fewer, any of
its corners may be empty by chance."""

CARDS_A_STEP = 2
"""And as many for each step, on average: along ten steps twelve cards leave half of them empty."""


@dataclass(frozen=True, slots=True)
class StepFigures:
    """``step``: an id. Cards of the room by side; ``both``: both sides live it.

    ``contrary``: the names of its KPIs that work against a side.
    """

    step: str
    client: int = 0
    employee: int = 0
    both: bool = True
    goodwill: GoodwillAlarm = GoodwillAlarm.NONE
    contrary: tuple[str, ...] = ()

    @property
    def cards(self) -> int:
        return self.client + self.employee

    @property
    def silent(self) -> Side | None:
        """Of a step with cards, the side that lives it and has none."""
        if not self.both or bool(self.client) is bool(self.employee):
            return None
        return Side.EMPLOYEE if self.client else Side.CLIENT


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """``step``: the id of its main one. ``controversy``: the larger of its two sides, 0 on a side
    below the floor. ``family``: the role family that carries it, where that may be said.
    ``worked_on``: it has a cause, an idea or an action. ``carried``: somebody has an action of it.
    """

    label: str
    quadrant: Quadrant
    step: str = ""
    controversy: float = 0.0
    family: str = ""
    tags: tuple[CauseTag, ...] = ()
    worked_on: bool = False
    carried: bool = False


@dataclass(frozen=True, slots=True)
class IdeaFigures:
    """An idea that is not set aside. ``unheard``: of an amber one, the side without a ballot."""

    label: str
    ballots: int = 0
    unheard: Side | None = None


@dataclass(frozen=True, slots=True)
class ActionFigures:
    """An action that is not dropped; ``settled``: it says who and when."""

    label: str
    measured: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class RoomFigures:
    """``phones``: that took part; ``heard``: of them, those who did what the phase asks, None
    where it asks nothing that could be told. ``minutes``: since the phase is open, None unknown.
    ``absent``, ``present``: roles of the map, ``late``: minutes behind the agenda, 0 without one.
    """

    phones: int = 0
    heard: int | None = None
    minutes: int | None = None
    absent: tuple[str, ...] = ()
    present: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the compass knows of a workshop; ``floor``: voices below which nothing is said.

    Cards are the room's, those about no step too. ``waiting``: topics of which a side has not
    spoken; ``mirrored``: answers to the mirror round; ``may_mirror``: it is on the phones now.
    ``tomorrow``: that deck was asked, or a card speaks of tomorrow.
    """

    phase: Phase
    floor: int
    client: int = 0
    employee: int = 0
    steps: tuple[StepFigures, ...] = ()
    topics: tuple[TopicFigures, ...] = ()
    ideas: tuple[IdeaFigures, ...] = ()
    actions: tuple[ActionFigures, ...] = ()
    room: RoomFigures = field(default_factory=RoomFigures)
    waiting: tuple[str, ...] = ()
    mirrored: int = 0
    may_mirror: bool = False
    tomorrow: bool = False

    @property
    def cards(self) -> int:
        return self.client + self.employee

    @property
    def is_empty(self) -> bool:
        """Nobody has come, and nothing was said: the workshop is only being prepared."""
        said = self.cards or self.topics or self.ideas or self.actions
        return not said and not self.room.phones

    @property
    def wall_is_full(self) -> bool:
        """Enough cards to say what is missing among them."""
        return self.cards >= max(CARDS_TO_JUDGE, CARDS_A_STEP * len(self.steps))

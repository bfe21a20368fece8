"""Where a topic lies in the cross matrix, and why (METHOD.md, "Figures"; article D)."""

from dataclasses import dataclass
from fractions import Fraction

from workshop.domain.words import Quadrant

VOICES_TO_BE_SURE = 3
VALENCE_TO_BE_SURE = Fraction(1, 3)
CONTROVERSY_TO_BE_SHARED = 0.5


def controversy(in_favour: int, against: int, total: int) -> float:
    """``2·min(for, against) / (for + against + max(1, 0.1·n))``, from 0 to just below 1.

    ``total``: n, all who answered, those in between too (METHOD.md, "Figures").
    """
    return 2 * min(in_favour, against) / (in_favour + against + max(1.0, 0.1 * total))


@dataclass(frozen=True, slots=True)
class Voices:
    """What distinct voices say of a topic on one side, from one source.

    ``enchantments``, ``irritants``, ``none``: distinct voices behind each, counted once per kind.
    ``people``: distinct voices in all (one who says both good and bad counts once here).
    ``tables``: how many of them are devices that a whole table shares.
    """

    enchantments: int = 0
    irritants: int = 0
    none: int = 0
    people: int = 0
    tables: int = 0

    @property
    def valence(self) -> Fraction | None:
        """``(E − I) / (E + I + N)`` in [−1, 1]; None where this side has no voice."""
        total = self.enchantments + self.irritants + self.none
        if total == 0:
            return None
        return Fraction(self.enchantments - self.irritants, total)

    @property
    def controversy(self) -> float:
        """How much these voices disagree, from 0 to just below 1."""
        total = self.enchantments + self.irritants + self.none
        return controversy(self.enchantments, self.irritants, total)


@dataclass(frozen=True, slots=True)
class SideReading:
    """One side of a topic: the room's voices and the imported data, never summed."""

    room: Voices = Voices()
    data: Voices = Voices()

    @property
    def from_data(self) -> bool:
        """True when only data speaks on this side, so that data places the topic."""
        return self.room.valence is None and self.data.valence is not None

    @property
    def placing(self) -> Voices:
        """The voices that place the topic: the room's, or the data's where the room is silent."""
        return self.data if self.from_data else self.room

    @property
    def data_disagrees(self) -> bool:
        """True when room and data both speak and pull in opposite directions."""
        room, data = self.room.valence, self.data.valence
        return room is not None and data is not None and room * data < 0


@dataclass(frozen=True, slots=True)
class Place:
    """The computed place of a topic.

    ``to_confirm``: fewer than 3 voices on a side, or a valence closer to 0 than a third.
    ``shared``: for a contested topic only, True when voices disagree ("partagé"), False when
    they say no effect ("neutre").
    """

    quadrant: Quadrant
    to_confirm: bool = False
    shared: bool = False


def place(client: SideReading, employee: SideReading) -> Place:
    """The quadrant of a topic, from the signs of its two valences."""
    readings = (client.placing, employee.placing)
    client_valence, employee_valence = client.placing.valence, employee.placing.valence
    if client_valence is None or employee_valence is None:
        return Place(Quadrant.ONE_SIDE_MISSING)
    if client_valence == 0 or employee_valence == 0:
        shared = any(
            voices.valence == 0 and voices.controversy >= CONTROVERSY_TO_BE_SHARED
            for voices in readings
        )
        return Place(Quadrant.CONTESTED, shared=shared)
    few = min(voices.people for voices in readings) < VOICES_TO_BE_SURE
    faint = min(abs(client_valence), abs(employee_valence)) < VALENCE_TO_BE_SURE
    if client_valence < 0:
        quadrant = Quadrant.PRIORITY if employee_valence < 0 else Quadrant.INDICATORS
    else:
        quadrant = Quadrant.TREAT_NEXT if employee_valence < 0 else Quadrant.CAPITALISE
    return Place(quadrant, to_confirm=few or faint)


def rank_key(
    *, votes: int, client: SideReading, employee: SideReading, number: int
) -> tuple[int, ...]:
    """Sorting key inside a quadrant: votes, then the voices of the smaller side, then the label."""
    return (-votes, -min(client.placing.people, employee.placing.people), number)

"""Where a topic lies in the cross matrix, and why (METHOD.md, "Figures"; article D)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from workshop.domain.floor import splits_shown
from workshop.domain.words import Quadrant

VOICES_TO_BE_SURE = 3
VALENCE_TO_BE_SURE = Fraction(1, 3)
CONTROVERSY_TO_BE_SHARED = 0.5
SHARE_TO_CARRY = Fraction(3, 4)


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


def added(several: Iterable[Voices]) -> Voices:
    """The voices of groups of which nobody is in two."""
    total = Voices()
    for some in several:
        total = Voices(
            total.enchantments + some.enchantments,
            total.irritants + some.irritants,
            total.none + some.none,
            total.people + some.people,
            total.tables + some.tables,
        )
    return total


RATINGS = range(-2, 3)
"""What a participant may say of a topic on a side, from very hard to very pleasant."""


@dataclass(frozen=True, slots=True)
class SideReading:
    """One side of a topic: the room's voices and the imported data, never summed.

    ``rated``: the room's voices are the ratings of a rating round; ``counted`` then holds what
    cards, me-toos and the mirror round say. ``spread``: how many rated −2, −1, 0, 1 and 2, () where
    nobody did or too few to say. ``split``: the room's voices by role family, "" for those who
    named none. ``weighed``: the families whose valences weigh the same here, () while each voice
    does.
    """

    room: Voices = Voices()
    data: Voices = Voices()
    rated: bool = False
    counted: Voices = Voices()
    spread: tuple[int, ...] = ()
    split: Mapping[str, Voices] = field(default_factory=dict)
    weighed: tuple[str, ...] = ()

    @property
    def from_data(self) -> bool:
        """True when only data speaks on this side, so that data places the topic."""
        return self.room.valence is None and self.data.valence is not None

    @property
    def placing(self) -> Voices:
        """The voices that place the topic: the room's, or the data's where the room is silent."""
        return self.data if self.from_data else self.room

    @property
    def valence(self) -> Fraction | None:
        """What places the topic on this side, in [−1, 1]; None where nobody spoke."""
        said = [self.split[family].valence for family in self.weighed]
        leans = [valence for valence in said if valence is not None]
        if leans:
            return sum(leans, Fraction(0)) / len(leans)
        return self.placing.valence

    @property
    def mean(self) -> float | None:
        """The mean of the ratings, −2 … 2; None without a spread."""
        total = sum(self.spread)
        if not total:
            return None
        return sum(value * n for value, n in zip(RATINGS, self.spread, strict=True)) / total

    @property
    def data_disagrees(self) -> bool:
        """True when room and data both speak and pull in opposite directions."""
        room, data = self.room.valence, self.data.valence
        return room is not None and data is not None and room * data < 0

    def above(self, floor: int) -> "SideReading":
        """The same with only what so many voices allow to say of ratings and of families."""
        people = {family: voices.people for family, voices in self.split.items()}
        shown = splits_shown(people, floor)
        return replace(
            self,
            spread=self.spread if sum(self.spread) >= floor else (),
            split={family: self.split[family] for family in sorted(shown)},
        )

    def of_family(self, family: str) -> "SideReading":
        """What one role family says; nothing where it may not be shown."""
        alone = self.split.get(family)
        return SideReading(alone or Voices(), rated=self.rated and alone is not None)

    @property
    def evened(self) -> "SideReading":
        """The families that may be shown, each with the same weight; whoever named none, and
        data, are left out. Nothing where no family may be shown.
        """
        families = {family: said for family, said in self.split.items() if family}
        return SideReading(
            added(families.values()),
            rated=self.rated and bool(families),
            split=families,
            weighed=tuple(families),
        )


def carrier(client: SideReading, employee: SideReading, floor: int) -> str | None:
    """The role family that holds three quarters of the voices of a topic, None without one.

    Told from nothing but what may be shown of each side: voices there that may not be told by
    family count for nobody, or the name alone would say whose the two voices of a small side are.
    """
    sides = (client.above(floor).split, employee.above(floor).split)
    everybody = sum(voices.people for side in (client, employee) for voices in side.split.values())
    for family in sorted({family for side in sides for family in side if family}):
        there = sum(side[family].people for side in sides if family in side)
        if there >= SHARE_TO_CARRY * everybody:
            return family
    return None


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
    client_valence, employee_valence = client.valence, employee.valence
    if client_valence is None or employee_valence is None:
        return Place(Quadrant.ONE_SIDE_MISSING)
    if client_valence == 0 or employee_valence == 0:
        shared = any(
            side.valence == 0 and side.placing.controversy >= CONTROVERSY_TO_BE_SHARED
            for side in (client, employee)
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
    *,
    votes: int,
    client: SideReading,
    employee: SideReading,
    number: int,
    volume: int | None = None,
) -> tuple[int, ...]:
    """Sorting key inside a quadrant: votes, the voices of the smaller side, volume, label.

    ``volume``: what comes through the main step in a month, None where it is unknown: behind
    whatever is known, and never taken for 0.
    """
    voices = min(client.placing.people, employee.placing.people)
    return (-votes, -voices, volume is None, -(volume or 0), number)

"""The map of both journeys: each step with its figures, its moods and what stands out, and why.

Made of the facilitator's picture alone, so that it reads nothing twice. The room is told only what
has been revealed to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import product

from workshop.domain.figures import (
    Balance,
    Dissonance,
    GoodwillAlarm,
    StepVolume,
    balance_index,
    dissonance,
    experience_gap,
    goodwill,
    median_volume,
    perception_gap,
    volume_of,
)
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import (
    Aspect,
    Backing,
    Deck,
    JourneyMode,
    Kind,
    Known,
    Lane,
    Sees,
    Side,
    Source,
)
from workshop.services.answers import SCALE_LOW
from workshop.services.journeys import ANY_STEP, Step
from workshop.services.views.questions import QuestionLine, StepMood
from workshop.services.views.workshop import WorkshopView


class Audience(StrEnum):
    """Who looks: the facilitator, or the room, which sees no answer before its reveal."""

    FACILITATOR = "facilitator"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class MapMood:
    """How a side lives a step, −2 … +2; None below the floor.

    ``by_team``: of the client's side, told by the team alone. ``first``: what was said in an
    earlier period, None where nothing was.
    """

    mean: float | None = None
    voices: int = 0
    by_team: bool = False
    first: float | None = None


@dataclass(frozen=True, slots=True)
class MapLevel:
    """What a side is offered at a step and what it expects, −2 … +2 each; None below the floor."""

    side: Side
    offered: float | None
    offered_voices: int
    expected: float | None
    expected_voices: int

    @property
    def gap(self) -> float | None:
        """Offered − expected: below 0, less than expected."""
        return perception_gap(self.offered, self.expected)


@dataclass(frozen=True, slots=True)
class MapTool:
    """A tool and how easy the team finds it, 1 … 5; None below the floor."""

    name: str
    ease: float | None = None
    voices: int = 0


@dataclass(frozen=True, slots=True)
class MapKpi:
    """A KPI of a step, and why it works against a side; nothing where it does not."""

    kpi: Kpi
    why: tuple[Dissonance, ...] = ()


@dataclass(frozen=True, slots=True)
class MapCards:
    """How many cards tell of a step, by side and kind; data is counted apart."""

    room: tuple[tuple[Side, Kind, int], ...] = ()
    data: tuple[tuple[Side, Kind, int], ...] = ()

    def of(self, side: Side, kind: Kind, source: Source = Source.ROOM) -> int:
        counted = self.room if source is Source.ROOM else self.data
        return next((n for s, k, n in counted if (s, k) == (side, kind)), 0)

    @property
    def total(self) -> int:
        """Those of the room alone."""
        return sum(n for _, _, n in self.room)

    @property
    def data_total(self) -> int:
        return sum(n for _, _, n in self.data)


@dataclass(frozen=True, slots=True)
class MapStep:
    """A step of the map. ``number``: in its own lane. ``team_title``: mirror mode only.

    ``gap``: client − team, in life-cycle mode None (it stands on the links). ``goodwill`` of a
    client step: the firmest of what it and its links say. ``median``: of the known volumes of the
    journey in the unit of ``volume``, in a month.
    """

    id: str
    number: int
    lane: Lane
    title: str
    team_title: str
    moment_of_truth: bool
    human_moment: bool
    backed: Backing
    front: tuple[str, ...]
    back: tuple[str, ...]
    channels: tuple[Channel, ...]
    volume: StepVolume
    median: Fraction | None
    kpis: tuple[MapKpi, ...]
    tools: tuple[MapTool, ...]
    client: MapMood
    employee: MapMood
    gap: float | None
    levels: tuple[MapLevel, ...]
    cards: MapCards
    goodwill: GoodwillAlarm

    def mood(self, side: Side) -> MapMood:
        return self.client if side is Side.CLIENT else self.employee

    @property
    def felt(self) -> "MapStep":
        """The step without what serves it and what it is measured by."""
        return replace(self, channels=(), volume=volume_of(()), kpis=(), tools=())

    @property
    def hidden_channels(self) -> tuple[Channel, ...]:
        """The channels that the client cannot find (article D)."""
        return tuple(channel for channel in self.channels if channel.findable is Known.NO)

    @property
    def dissonant(self) -> tuple[MapKpi, ...]:
        return tuple(kpi for kpi in self.kpis if kpi.why)

    @property
    def stands_out(self) -> bool:
        """True for a step that somebody ought to look at."""
        return bool(
            self.goodwill is not GoodwillAlarm.NONE or self.dissonant or self.hidden_channels
        )


@dataclass(frozen=True, slots=True)
class MapLink:
    """A client step that meets a step of the team's (ids), and the gap between their moods."""

    client: str
    employee: str
    gap: float | None = None


@dataclass(frozen=True, slots=True)
class MapView:
    """Both journeys in one picture. ``everywhere``: the cards of no step in particular.

    ``answers_shown``: False for a room that is not shown yet what it has said.
    """

    mode: JourneyMode
    steps: tuple[MapStep, ...]
    links: tuple[MapLink, ...]
    balance: Balance
    everywhere: MapCards
    floor: int
    answers_shown: bool = True

    def step(self, step: str) -> MapStep | None:
        return next((found for found in self.steps if found.id == step), None)

    def lane(self, lane: Lane) -> tuple[MapStep, ...]:
        """The steps of one life cycle; in mirror mode all are of ``both``."""
        return tuple(step for step in self.steps if step.lane is lane)

    @property
    def felt(self) -> "MapView":
        """Moods alone: of the steps of which one is known (all where none is), without what they
        are served and measured by.
        """
        known = {
            step.id
            for step in self.steps
            if step.client.mean is not None or step.employee.mean is not None
        }
        kept = known or {step.id for step in self.steps}
        return replace(
            self,
            steps=tuple(step.felt for step in self.steps if step.id in kept),
            links=tuple(link for link in self.links if {link.client, link.employee} <= kept),
        )

    @property
    def is_mirror(self) -> bool:
        return self.mode is JourneyMode.MIRROR

    @property
    def pairs(self) -> tuple[tuple[MapStep, MapStep], ...]:
        """Where the client meets the team: a step with itself, or both ends of a link."""
        if self.is_mirror:
            return tuple((step, step) for step in self.steps)
        found = ((self.step(link.client), self.step(link.employee)) for link in self.links)
        return tuple((client, team) for client, team in found if client and team)

    @property
    def widest(self) -> tuple[MapStep, MapStep] | None:
        """Where client and team are furthest apart; None where no gap is known."""
        known = [pair for pair in self.pairs if gap_of(*pair) is not None]
        return max(known, key=lambda pair: abs(gap_of(*pair) or 0.0), default=None)


def gap_of(client: MapStep, team: MapStep) -> float | None:
    """The experience gap where the client's step meets the team's."""
    return experience_gap(client.client.mean, team.employee.mean)


def map_of(view: WorkshopView, audience: Audience = Audience.FACILITATOR) -> MapView:
    """The map that belongs to a picture of the workshop, for this audience."""
    shown = audience is Audience.FACILITATOR or view.workshop.rights.sees is Sees.EVERYTHING
    answers = _Answers(view) if shown else _Answers(None)
    links = tuple((str(client), str(team)) for client, team in view.links)
    volumes = {step.id: volume_of(step.channels) for step in view.steps}
    steps = tuple(_step(step, volumes, answers, links) for step in view.steps)
    by_id = {step.id: step for step in steps}
    map_links = tuple(
        MapLink(client, team, gap_of(by_id[client], by_id[team])) for client, team in links
    )
    mode = view.workshop.mode
    if mode is JourneyMode.MIRROR:
        moods = [(step.client.mean, step.employee.mean) for step in steps]
    else:
        moods = [(by_id[one].client.mean, by_id[two].employee.mean) for one, two in links]
    return MapView(
        mode=mode,
        steps=steps,
        links=map_links,
        balance=balance_index(moods),
        everywhere=answers.cards(ANY_STEP),
        floor=view.workshop.floor,
        answers_shown=shown,
    )


class _Answers:
    """What the room and the data say, by step; nothing at all where it is not to be shown."""

    def __init__(self, view: WorkshopView | None) -> None:
        self._moods: Mapping[str, StepMood] = {}
        self._levels: dict[tuple[str, Side | None, Aspect | None], QuestionLine] = {}
        self._tools: dict[str, QuestionLine] = {}
        self._cards: dict[tuple[str, Source, Side, Kind], int] = {}
        if view is None:
            return
        self._moods = {mood.step: mood for mood in view.moods}
        for line in view.questions:
            if line.deck is Deck.MOOD:
                self._levels[line.step, line.side, line.aspect] = line
            elif line.deck is Deck.TOOLS:
                self._tools[line.about] = line
        for card in view.shown_cards:
            key = (card.step, card.source, card.side, card.kind)
            self._cards[key] = self._cards.get(key, 0) + 1

    def mood(self, step: str, side: Side) -> MapMood:
        mood = self._moods.get(step)
        if mood is None:
            return MapMood()
        if side is Side.CLIENT:
            return MapMood(mood.client, mood.client_voices, mood.client_by_team, mood.client_first)
        return MapMood(mood.employee, mood.employee_voices, first=mood.employee_first)

    def levels(self, step: str) -> tuple[MapLevel, ...]:
        """Of each side that was asked."""
        found = []
        for side in Side:
            offered = self._levels.get((step, side, Aspect.OFFERED))
            expected = self._levels.get((step, side, Aspect.EXPECTED))
            if offered and expected:
                found.append(
                    MapLevel(side, offered.mean, offered.answers, expected.mean, expected.answers)
                )
        return tuple(found)

    def tool(self, name: str) -> MapTool:
        line = self._tools.get(name)
        if line is None:
            return MapTool(name)
        ease = None if line.mean is None else line.mean - SCALE_LOW + 1
        return MapTool(name, ease, line.answers)

    def cards(self, step: str) -> MapCards:
        room, data = (
            tuple(
                (side, kind, n)
                for side, kind in product(Side, Kind)
                if (n := self._cards.get((step, source, side, kind), 0))
            )
            for source in (Source.ROOM, Source.DATA)
        )
        return MapCards(room, data)


def _step(
    step: Step,
    volumes: Mapping[int, StepVolume],
    answers: _Answers,
    links: Iterable[tuple[str, str]],
) -> MapStep:
    code = str(step.id)
    client, employee = answers.mood(code, Side.CLIENT), answers.mood(code, Side.EMPLOYEE)
    volume = volumes[step.id]
    median = median_volume(volumes.values(), volume.unit)
    mirrored = step.lane is Lane.BOTH
    met = (
        [employee]
        if mirrored
        else [answers.mood(team, Side.EMPLOYEE) for one, team in links if one == code]
    )
    alarms = {goodwill(client.mean, other.mean, volume.total, median) for other in met}
    return MapStep(
        id=code,
        number=step.number,
        lane=step.lane,
        title=step.client_title,
        team_title=step.employee_title,
        moment_of_truth=step.moment_of_truth,
        human_moment=step.human_moment,
        backed=step.backed,
        front=step.front,
        back=step.back,
        channels=step.channels,
        volume=volume,
        median=median,
        kpis=tuple(MapKpi(kpi, dissonance(kpi, client.mean, employee.mean)) for kpi in step.kpis),
        tools=tuple(answers.tool(name) for name in step.tools),
        client=client,
        employee=employee,
        gap=experience_gap(client.mean, employee.mean) if mirrored else None,
        levels=answers.levels(code),
        cards=answers.cards(code),
        goodwill=next((alarm for alarm in _FIRMEST if alarm in alarms), GoodwillAlarm.NONE),
    )


_FIRMEST = (GoodwillAlarm.FIRM, GoodwillAlarm.TO_CHECK)

"""The trail: from an action back to what the room said, and forward to what is measured."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from workshop.domain.errors import TrailUnknown
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.rows import Workshop
from workshop.services.transaction import Deed, snapshot
from workshop.services.views.actions import ActionLine
from workshop.services.views.causes import CauseLine
from workshop.services.views.follow import read_evidence
from workshop.services.views.history import ActionEvent, read_events
from workshop.services.views.measures import MeasureLine, measures_of
from workshop.services.views.pilots import PilotLine, pilots_of
from workshop.services.views.projects import ProjectLine, read_projects
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import (
    CardLine,
    PlaceMove,
    TopicLine,
    WorkshopView,
    picture,
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact of the evidence wall. ``action``, ``measure``: labels of what it rests on."""

    fact: str
    seen_on: date
    action: str | None
    measure: str | None


@dataclass(frozen=True, slots=True)
class Trail:
    """What belongs together with one thing; each list in the order of its labels.

    ``start``: the label that was asked for, ``title``: its words. ``cards``: those of the topics,
    ``moves``: places that were given them by hand, newest first. ``events``: what became of the
    actions, by label. ``needed_by``: by an action's label, those that wait for it.
    """

    start: str
    title: str
    cards: tuple[CardLine, ...] = ()
    topics: tuple[TopicLine, ...] = ()
    moves: tuple[PlaceMove, ...] = ()
    causes: tuple[CauseLine, ...] = ()
    solutions: tuple[SolutionLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    events: dict[str, tuple[ActionEvent, ...]] = field(default_factory=dict)
    needed_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    projects: tuple[ProjectLine, ...] = ()
    pilots: tuple[PilotLine, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    evidence: tuple[Proof, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Everything on it from which a trail begins as well."""
        parts: tuple[Iterable[_Labelled], ...] = (
            self.topics,
            self.causes,
            self.solutions,
            self.actions,
            self.projects,
            self.pilots,
            self.measures,
        )
        return tuple(line.label for part in parts for line in part)


@dataclass(frozen=True, slots=True)
class Web:
    """Everything of a workshop that leaves a trail, from one snapshot."""

    view: WorkshopView
    events: dict[str, tuple[ActionEvent, ...]]
    projects: tuple[ProjectLine, ...]
    pilots: tuple[PilotLine, ...]
    measures: tuple[MeasureLine, ...]
    evidence: tuple[Proof, ...]

    @property
    def revision(self) -> int:
        return self.view.workshop.revision

    @property
    def names(self) -> dict[str, str]:
        """In words, by label, whatever a trail begins from; actions first."""
        view = self.view
        return {
            **{line.label: line.what for line in view.actions},
            **{line.label: line.title for line in self.projects},
            **{line.label: line.title for line in self.pilots},
            **{line.label: line.name for line in self.measures},
            **{line.label: line.title for line in view.solutions},
            **{line.label: line.title for line in view.causes},
            **{line.label: line.title for line in view.topics_in_order},
        }

    def trail(self, label: str) -> Trail:
        """The trail of an action, an idea, a topic, a cause, a project, a pilot or a measure.

        Raises TrailUnknown.
        """
        start = label.strip().upper()
        title = self.names.get(start)
        if title is None:
            raise TrailUnknown(label=label)
        found = _Found(self)
        found.begin(start)
        found.go_back(start)
        found.go_on()
        return found.told(start, title)


def read_web(house: House, actor: Facilitating) -> Web:
    """What belongs together in a workshop. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        return web_of(seen, picture(seen))


def web_of(seen: Deed, view: WorkshopView) -> Web:
    """The same inside an open snapshot whose picture is taken."""
    connection, workshop = seen.connection, seen.workshop
    return Web(
        view=view,
        events=dict(read_events(connection, workshop)),
        projects=read_projects(connection, workshop),
        pilots=pilots_of(connection, workshop),
        measures=measures_of(connection, workshop),
        evidence=_evidence(connection, workshop),
    )


def _evidence(connection: Connection, workshop: Workshop) -> tuple[Proof, ...]:
    """The proofs, the oldest first."""
    proofs = sorted(read_evidence(connection, workshop), key=lambda proof: proof.seen_on)
    return tuple(Proof(line.fact, line.seen_on, line.action, line.measure) for line in proofs)


class _Labelled(Protocol):
    @property
    def label(self) -> str: ...


L = TypeVar("L", bound=_Labelled)


class _Found:
    """The labels that belong together, gathered from one of them."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._of: dict[str, set[str]] = {letter: set() for letter in "TRSAJEM"}

    def begin(self, start: str) -> None:
        """From the start to its actions, whatever it is; on the way only what leads there."""
        view, of = self._web.view, self._of
        of[start[0]].add(start)
        if start[0] == "M":
            of["E"].update(line.label for line in self._web.pilots if _reads(line, of["M"]))
            of["J"].update(line.label for line in self._web.projects if of["M"] & {*line.measures})
        for pilot in self._web.pilots:
            if pilot.label in of["E"] and pilot.action:
                of["A"].add(pilot.action)
            elif pilot.label in of["E"] and pilot.project:
                of["J"].add(pilot.project)
        for cause in view.causes:
            if cause.label in of["R"]:
                of["T"].update(cause.topics)
        of["S"].update(
            line.label
            for line in view.solutions
            if of["T"] & {*line.topics} or of["R"] & {*line.causes}
        )
        of["A"].update(
            line.label
            for line in view.actions
            if line.topic in of["T"] or line.solution in of["S"] or line.project in of["J"]
        )

    def go_back(self, start: str) -> None:
        """From the actions to ideas, topics and causes; a topic is not led back to other ones."""
        view, of = self._web.view, self._of
        if start[0] not in "TR":
            for action in view.actions:
                if action.label in of["A"]:
                    of["S"].update(_there(action.solution))
                    of["T"].update(_there(action.topic))
            for idea in view.solutions:
                if idea.label in of["S"]:
                    of["T"].update(idea.topics)
                    of["R"].update(idea.causes)
        for cause in view.causes:
            if cause.label in of["R"]:
                of["T"].update(cause.topics)
        if start[0] != "R":
            of["R"].update(cause.label for cause in view.causes if of["T"] & {*cause.topics})

    def go_on(self) -> None:
        """From the actions to projects, pilots and measures."""
        web, of = self._web, self._of
        for action in web.view.actions:
            if action.label in of["A"]:
                of["J"].update(_there(action.project))
        of["E"].update(
            line.label
            for line in web.pilots
            if line.action in of["A"] or (line.action is None and line.project in of["J"])
        )
        for pilot in web.pilots:
            if pilot.label in of["E"]:
                of["M"].update(line.label for line in pilot.measures)
        for project in web.projects:
            if project.label in of["J"]:
                of["M"].update(project.measures)

    def told(self, start: str, title: str) -> Trail:
        view, of = self._web.view, self._of
        topics = tuple(line for line in view.topics_in_order if line.label in of["T"])
        cards = {label for topic in topics for label in topic.cards}
        actions = self._kept("A", view.actions)
        return Trail(
            start=start,
            title=title,
            cards=tuple(card for card in view.shown_cards if card.label in cards),
            topics=topics,
            moves=tuple(move for move in view.moves if move.topic in of["T"]),
            causes=self._kept("R", view.causes),
            solutions=self._kept("S", view.solutions),
            actions=actions,
            events={line.label: self._web.events.get(line.label, ()) for line in actions},
            needed_by={
                line.label: tuple(
                    other.label for other in view.actions if line.label in other.needs
                )
                for line in actions
            },
            projects=self._kept("J", self._web.projects),
            pilots=self._kept("E", self._web.pilots),
            measures=self._kept("M", self._web.measures),
            evidence=tuple(
                proof
                for proof in self._web.evidence
                if proof.action in of["A"] or proof.measure in of["M"]
            ),
        )

    def _kept(self, letter: str, lines: Iterable[L]) -> tuple[L, ...]:
        return tuple(line for line in lines if line.label in self._of[letter])


def _reads(pilot: PilotLine, measures: Collection[str]) -> bool:
    return any(line.label in measures for line in pilot.measures)


def _there(label: str | None) -> tuple[str, ...]:
    return () if label is None else (label,)

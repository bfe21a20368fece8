"""The compass of a workshop: its figures, out of the picture that the pages draw anyway."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from workshop.domain.compass import Hint, hints
from workshop.domain.compass_figures import (
    ActionFigures,
    Figures,
    IdeaFigures,
    RoomFigures,
    StepFigures,
    TopicFigures,
)
from workshop.domain.figures import GoodwillAlarm, dissonance, goodwill, median_volume, volume_of
from workshop.domain.matrix import SideReading
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import (
    ActionStatus,
    Deck,
    Horizon,
    Lane,
    Phase,
    Quadrant,
    QuestionStatus,
    Side,
    SolutionStatus,
    Transfer,
)
from workshop.services.actors import Facilitating
from workshop.services.house import House
from workshop.services.journeys import Step
from workshop.services.transaction import snapshot
from workshop.services.views.questions import StepMood
from workshop.services.views.workshop import TopicLine, WorkshopView, picture

SECONDS_A_MINUTE = 60

_FIRMEST = (GoodwillAlarm.FIRM, GoodwillAlarm.TO_CHECK)


@dataclass(frozen=True, slots=True)
class CompassView:
    """The hints of a workshop, and the picture that has the titles of what they are about."""

    picture: WorkshopView
    hints: tuple[Hint, ...]


def read_compass(house: House, actor: Facilitating) -> CompassView:
    """What is worth knowing now, for whoever has no picture yet. Raises WorkshopUnknown."""
    with snapshot(house, actor) as seen:
        view = picture(seen)
    return CompassView(view, hints_of(view, house.clock()))


def hints_of(view: WorkshopView, now: datetime) -> tuple[Hint, ...]:
    """The hints of a picture that has been read, without another statement; none once sealed."""
    return () if view.workshop.is_sealed else hints(figures_of(view, now))


def figures_of(view: WorkshopView, now: datetime) -> Figures:
    """What the compass is read from. Data that was imported is no voice of the room."""
    workshop, sides = view.workshop, Counter(card.side for card in view.room_cards)
    clock = workshop.clock(now)
    return Figures(
        phase=workshop.phase,
        floor=workshop.floor,
        client=sides[Side.CLIENT],
        employee=sides[Side.EMPLOYEE],
        steps=_steps(view),
        topics=tuple(_topic(view, topic) for topic in view.topics_in_order),
        ideas=_ideas(view),
        actions=_actions(view),
        room=RoomFigures(
            phones=_phones(view),
            heard=_heard(view),
            minutes=_minutes_open(view, now),
            absent=_roles_absent(view),
            present=sum(role.present for role in view.coverage),
            late=clock.late_minutes if clock is not None else 0,
        ),
        waiting=tuple(line.label for line in view.in_quadrant(Quadrant.ONE_SIDE_MISSING)),
        mirrored=view.mirror.answers,
        may_mirror=workshop.may(PhoneGesture.MIRROR),
        tomorrow=_spoke_of_tomorrow(view),
    )


# --- the room -------------------------------------------------------------------------------------


def _phones(view: WorkshopView) -> int:
    return view.room.here + view.room.away + view.room.rehearsal


def _heard(view: WorkshopView) -> int | None:
    """How many did what this phase asks of phones; None where that is nothing to be told of."""
    workshop, vote = view.workshop, view.open_vote
    match workshop.phase:
        case Phase.MOOD if workshop.may(PhoneGesture.MOOD):
            asked = [
                question.answers + question.skipped
                for question in view.questions
                if question.deck is Deck.MOOD and question.status is QuestionStatus.OPEN
            ]
            return max(asked, default=None)
        case Phase.CAPTURE if workshop.may(PhoneGesture.ADD_CARD):
            return view.participants
        case Phase.GROUP | Phase.MATRIX if workshop.may(PhoneGesture.MIRROR):
            return view.mirror.people if view.mirror.topics_waiting else None
        case Phase.VOTE if vote is not None:
            return vote.voters
        case _:
            return None


def _minutes_open(view: WorkshopView, now: datetime) -> int | None:
    """Whole minutes since the phase is open; None while that is not known, or in a break."""
    since = view.workshop.phase_since
    if since is None or view.workshop.paused_until is not None:
        return None
    return int((now - since).total_seconds()) // SECONDS_A_MINUTE


def _roles_absent(view: WorkshopView) -> tuple[str, ...]:
    """Each name once: a role may serve before and behind the counter."""
    return tuple(dict.fromkeys(role.name for role in view.coverage if not role.present))


# --- the wall -------------------------------------------------------------------------------------


def _steps(view: WorkshopView) -> tuple[StepFigures, ...]:
    cards = Counter((card.step, card.side) for card in view.room_cards)
    moods = {mood.step: mood for mood in view.moods}
    alarms = _alarms(view, moods)
    return tuple(
        StepFigures(
            step=str(step.id),
            client=cards[str(step.id), Side.CLIENT],
            employee=cards[str(step.id), Side.EMPLOYEE],
            both=step.lane is Lane.BOTH,
            goodwill=alarms[step.id],
            contrary=_contrary(step, moods.get(str(step.id))),
        )
        for step in view.steps
    )


def _alarms(view: WorkshopView, moods: dict[str, StepMood]) -> dict[int, GoodwillAlarm]:
    """By step id: in mirror mode of its two moods, else of those of the steps it is linked to."""
    volumes = {step.id: volume_of(step.channels) for step in view.steps}
    found = {}
    for step in view.steps:
        own, volume = moods.get(str(step.id)), volumes[step.id]
        median = median_volume(volumes.values(), volume.unit)
        team = [own] if step.lane is Lane.BOTH else _linked(view, moods, step)
        client = own.client if own else None
        raised = {
            goodwill(client, other.employee if other else None, volume.total, median)
            for other in team
        }
        found[step.id] = next((a for a in _FIRMEST if a in raised), GoodwillAlarm.NONE)
    return found


def _linked(view: WorkshopView, moods: dict[str, StepMood], step: Step) -> list[StepMood | None]:
    return [moods.get(str(team)) for client, team in view.links if client == step.id]


def _contrary(step: Step, mood: StepMood | None) -> tuple[str, ...]:
    client, employee = (mood.client, mood.employee) if mood else (None, None)
    return tuple(kpi.name for kpi in step.kpis if dissonance(kpi, client, employee))


def _spoke_of_tomorrow(view: WorkshopView) -> bool:
    return any(
        question.deck is Deck.TOMORROW and question.status is not QuestionStatus.READY
        for question in view.questions
    ) or any(card.horizon is Horizon.TOMORROW for card in view.room_cards)


# --- topics and what is done about them -----------------------------------------------------------


def _topic(view: WorkshopView, topic: TopicLine) -> TopicFigures:
    causes = view.causes_of(topic.label)
    tied = any(topic.label in idea.topics for idea in view.solutions)
    acted = any(action.topic == topic.label for action in view.actions)
    return TopicFigures(
        label=topic.label,
        quadrant=topic.quadrant,
        step=topic.main_step,
        controversy=max(_split(side, view) for side in (topic.client, topic.employee)),
        family=topic.carried_by or "",
        tags=tuple(cause.tag for cause in causes if cause.tag),
        worked_on=bool(causes) or tied or acted,
        carried=bool(view.carried(topic.label)),
    )


def _split(side: SideReading, view: WorkshopView) -> float:
    """How much the room disagrees on a side, 0 where too few speak for it to be said."""
    enough = side.room.people >= view.workshop.floor
    return side.room.controversy if enough else 0.0


def _ideas(view: WorkshopView) -> tuple[IdeaFigures, ...]:
    return tuple(
        IdeaFigures(
            label=idea.label,
            ballots=idea.ballots,
            unheard=idea.verdict.unheard if idea.verdict.transfer is Transfer.AMBER else None,
        )
        for idea in view.solutions
        if idea.status is not SolutionStatus.SET_ASIDE
    )


def _actions(view: WorkshopView) -> tuple[ActionFigures, ...]:
    return tuple(
        ActionFigures(
            label=action.label,
            measured=bool(action.measure),
            settled=bool(action.carrier and action.due),
        )
        for action in view.actions
        if action.status is not ActionStatus.DROPPED
    )

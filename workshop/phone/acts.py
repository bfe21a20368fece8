"""What phones are asked to do now: the questions first, then what the phase is for."""

from dataclasses import dataclass

from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Aspect, Deck, Phase, QuestionKind, Side
from workshop.services.journeys import ANY_STEP
from workshop.services.same import SameTask
from workshop.services.views.questions import WITH_MOODS, PhoneQuestion
from workshop.services.views.room import Myself, Room

ASPECTS = (
    Aspect.FEELING,
    Aspect.OFFERED,
    Aspect.EXPECTED,
    Aspect.EASE,
    Aspect.OBSTACLE,
    Aspect.HELP,
)
"""In the order in which they are asked of a step."""


@dataclass(frozen=True, slots=True)
class Acts:
    """The parts of a phone's page, in order, by the names of their templates.

    ``asked``: the question that the card form answers now, None for the phase's own.
    ``prompts``: the other questions. ``moods``: by step, what is asked of each. ``tools``: the
    tools whose ease is asked.
    """

    names: tuple[str, ...]
    asked: PhoneQuestion | None
    prompts: tuple[PhoneQuestion, ...]
    moods: tuple[tuple[str, tuple[PhoneQuestion, ...]], ...]
    tools: tuple[PhoneQuestion, ...] = ()


_LAST = (Phase.CLOSE, Phase.FOLLOW)


def acts_of(room: Room, myself: Myself) -> Acts:
    """What this phone is asked, by the rights of the phase and what it has answered."""
    others = [question for question in room.questions if _is_asked_now(question, room.phase)]
    with_card = [question for question in others if question.kind is QuestionKind.CARD]
    asked = next((question for question in with_card if not _passed(question, myself)), None)
    prompts = tuple(question for question in others if question.kind is not QuestionKind.CARD)
    moods = _moods(room)
    tools = tuple(question for question in room.questions if question.deck is Deck.TOOLS)
    vote = room.vote if room.may(PhoneGesture.VOTE) else None
    there = {
        "prompts": bool(prompts),
        "moods": bool(moods or tools),
        "cards": asked is not None or room.may(PhoneGesture.ADD_CARD),
        "same": now_compared(myself) is not None,
        # One thing after the other: what belongs together first, then how it is lived.
        "mirror": bool(myself.mirror) and now_compared(myself) is None,
        "places": bool(myself.places),
        "vote": vote is not None and not vote.revealed,
        "results": vote is not None and vote.revealed,
        "solutions": room.may(PhoneGesture.ADD_SOLUTION),
        "ratings": bool(myself.ratings),
        "help": bool(myself.help),
    }
    names = tuple(name for name, is_there in there.items() if is_there)
    return Acts(names, asked, prompts, moods, tools)


def now_compared(myself: Myself) -> SameTask | None:
    """The two cards that this phone is asked to compare now, None when it is not."""
    return next((task for task in myself.same if task.value is None), None)


def is_personal(room: Room) -> bool:
    """Whether the page of this phase depends on who asks, even on somebody it does not know."""
    own = (PhoneGesture.SAME, PhoneGesture.MIRROR, PhoneGesture.RATE, PhoneGesture.HELP)
    return any(room.may(gesture) for gesture in own) or room.topic_round > 0


def _is_asked_now(question: PhoneQuestion, phase: Phase) -> bool:
    """Whether a question stands by itself, not among the moods, and belongs to this phase.

    What is asked on the way out stays open when the room goes back: it must not stand before what
    the room does then.
    """
    is_on_the_way_out = question.deck is Deck.EXIT
    return question.deck not in WITH_MOODS and (not is_on_the_way_out or phase in _LAST)


def _passed(question: PhoneQuestion, myself: Myself) -> bool:
    return myself.answers.get(question.label) == (None, "")


def _moods(room: Room) -> tuple[tuple[str, tuple[PhoneQuestion, ...]], ...]:
    """The mood questions by step, in the order of the journey; "everywhere" comes last."""
    asked = [question for question in room.questions if question.deck is Deck.MOOD]
    steps = [str(step.id) for step in room.steps] + [ANY_STEP]
    found = []
    for step in steps:
        here = [question for question in asked if (question.step or ANY_STEP) == step]
        if here:
            found.append((step, tuple(sorted(here, key=_order))))
    return tuple(found)


def _order(question: PhoneQuestion) -> tuple[int, bool]:
    place = ASPECTS.index(question.aspect) if question.aspect else len(ASPECTS)
    return place, question.side != Side.CLIENT

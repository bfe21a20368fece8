"""``GET /j/{code}/state``: what the phase shows, as JSON; shared, or with one's own answers."""

from datetime import UTC, datetime
from typing import Any

from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Deck, Lane
from workshop.i18n import Words
from workshop.phone.acts import is_personal
from workshop.services.journeys import ANY_STEP
from workshop.services.views.ideate import TopicName
from workshop.services.views.questions import WITH_MOODS, PhoneQuestion
from workshop.services.views.room import Myself, Room
from workshop.services.views.votes import PhoneVote

Told = dict[str, Any]


def shared_state(room: Room, words: Words) -> Told:
    """What all phones of the room are told; nothing that this phase does not show."""
    told: Told = {
        "code": room.code,
        "title": room.title,
        "phase": room.phase,
        "phase_title": words(f"phase.{room.phase}"),
        "room_revision": room.room_revision,
        "closes_at": in_utc(room.closes_at),
        "paused_until": in_utc(room.paused_until),
        "steps": [
            {
                "id": str(step.id),
                "client_title": step.client_title,
                "employee_title": step.employee_title,
                **({} if step.lane is Lane.BOTH else {"lane": step.lane}),
            }
            for step in room.steps
        ],
        "prompts": [_prompt(asked) for asked in room.questions if asked.deck not in WITH_MOODS],
        "inbox_first": room.inbox_first,
        "moderated": room.set_aside_count,
    }
    moods = [_mood(asked) for asked in room.questions if asked.deck is Deck.MOOD]
    if moods:
        told["moods"] = moods
    tools = [_prompt(asked) for asked in room.questions if asked.deck is Deck.TOOLS]
    if tools:
        told["tools"] = tools
    if room.vote is not None and room.may(PhoneGesture.VOTE):
        told["vote"] = _vote(room.vote)
    if room.may(PhoneGesture.ADD_CARD):
        told["focus"] = {"step": room.focus_step, "side": room.focus_side}
        if room.personas:
            told["personas"] = [
                {"id": persona.id, "side": persona.side, "name": persona.name}
                for persona in room.personas
            ]
    if room.may(PhoneGesture.ADD_SOLUTION):
        told["topics"] = [
            {
                "label": topic.label,
                "title": topic.title,
                "prompt": how_might_we(words, topic),
            }
            for topic in room.topics
        ]
        told["causes"] = [
            {"label": cause.label, "title": cause.title, "topics": list(cause.topics)}
            for cause in room.ideas.causes
        ]
        told["focus_topic"] = room.ideas.focus
    return told


def own_state(shared: Told, room: Room, myself: Myself) -> Told:
    """The shared state with what this phone has answered, given and is asked."""
    told = dict(shared)
    told["me"] = {
        "speaks_for": myself.speaks_for,
        "role": myself.family,
        "origin": myself.origin,
        "where": "away" if myself.away else "room",
    }
    told["ready"] = myself.ready
    for name in ("prompts", "moods", "tools"):
        if name in shared:
            told[name] = [
                {**asked, **_own_answer(myself, asked["question"])} for asked in shared[name]
            ]
    if "vote" in shared and not shared["vote"]["revealed"]:
        told["vote"] = _own_vote(shared["vote"], myself)
    if room.may(PhoneGesture.SAME):
        told["same"] = [
            {
                "a": task.a,
                "b": task.b,
                "text_a": task.text_a,
                "text_b": task.text_b,
                "step_a": task.step_a,
                "step_b": task.step_b,
                "value": task.value,
            }
            for task in myself.same
        ]
    if room.may(PhoneGesture.MIRROR):
        told["mirror"] = [
            {"topic": task.topic, "title": task.title, "side": task.side, "value": task.value}
            for task in myself.mirror
        ]
    if room.topic_round:
        told["places"] = [
            {
                "topic": task.topic,
                "title": task.title,
                "client": task.client,
                "employee": task.employee,
            }
            for task in myself.places
        ]
    if room.may(PhoneGesture.RATE):
        told["ratings"] = [
            {
                "solution": task.solution,
                "title": task.title,
                "client": task.client,
                "employee": task.employee,
                "usability": task.usability,
                **{whom: getattr(task, whom) for whom in room.also_asks},
                "benefit": [task.benefit_low, task.benefit_high],
                "effort": [task.effort_low, task.effort_high],
            }
            for task in myself.ratings
        ]
    if room.may(PhoneGesture.HELP):
        told["help"] = [
            {"solution": task.solution, "title": task.title, "name": task.name}
            for task in myself.help
        ]
    return told


def how_might_we(words: Words, topic: TopicName) -> str:
    """The question that a topic asks of both sides, in the room's own words."""
    return words(f"ideate.prompt.{topic.quadrant}", topic=topic.title)


def needs_me(room: Room) -> bool:
    """Whether this phase asks for anything that one phone has answered and another has not."""
    return is_personal(room) or bool(room.questions) or room.may(PhoneGesture.VOTE)


def in_utc(moment: datetime | None) -> str | None:
    """A moment as phones read it; None for none."""
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _prompt(asked: PhoneQuestion) -> Told:
    return {
        "question": asked.label,
        "kind": asked.kind,
        "text": asked.text,
        "step": asked.step,
        "side": asked.side or "",
        "options": list(asked.options),
        **_outcome(asked),
    }


def _mood(asked: PhoneQuestion) -> Told:
    return {
        "question": asked.label,
        "step": asked.step or ANY_STEP,
        "side": asked.side or "",
        "aspect": asked.aspect or "",
        "kind": asked.kind,
        "text": asked.text,
        **_outcome(asked),
    }


def _outcome(asked: PhoneQuestion) -> Told:
    if not asked.revealed:
        return {}
    return {"mean": asked.mean, "spread": list(asked.spread), "answers": asked.answers}


def _own_answer(myself: Myself, label: str) -> Told:
    if label not in myself.answers:
        return {}
    value, text = myself.answers[label]
    return {"value": "skip" if value is None and not text else value, "answer": text}


def _vote(vote: PhoneVote) -> Told:
    told: Told = {
        "session": vote.label,
        "title": vote.title,
        "subject": vote.subject,
        "budget": vote.budget,
        "cap": vote.cap,
        "with_codes": vote.with_codes,
        "revealed": vote.revealed,
        "targets": [{"label": target.label, "title": target.title} for target in vote.targets],
    }
    if vote.revealed:
        told["results"] = [
            {
                "label": result.label,
                "title": result.title,
                "points": result.points,
                "voters": result.voters,
                "previous_points": result.previous_points,
                "shift": result.shift,
            }
            for result in vote.results
        ]
    return told


def _own_vote(shared: Told, myself: Myself) -> Told:
    return {
        **shared,
        "left": myself.left,
        "code_claimed": myself.code_claimed,
        "targets": [
            {**target, "points": myself.points.get(target["label"], 0)}
            for target in shared["targets"]
        ],
    }

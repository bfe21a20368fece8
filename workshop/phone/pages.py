"""The participants' pages: one frozen sheet of what a page says, drawn by a template."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop.domain.text import CARD_LIMIT
from workshop.domain.words import Kind, Phase, Side
from workshop.i18n import Words
from workshop.phone.assets import address
from workshop.phone.rooms import Scene
from workshop.services.journeys import ANY_STEP
from workshop.services.views.room import Myself, Room, SaidCard

# Nobody's words can be these: drawn anew at each start of the process.
_ID_HERE = f"id-{secrets.token_hex(16)}"
_LEFT_HERE = f"left-{secrets.token_hex(16)}"

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_templates.globals.update(
    address=address, limit=CARD_LIMIT, kinds=tuple(Kind), sides=tuple(Side), any_step=ANY_STEP
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen last: the form keeps it, so that the next card is a sentence and a tap.

    "Everywhere" until somebody says otherwise: a first step chosen for people would draw cards
    that do not belong to it.
    """

    kind: str = Kind.IRRITANT
    side: str = Side.CLIENT
    step: str = ANY_STEP


def fit_choice(room: Room, kind: str, side: str, step: str) -> Choice:
    """The choice as this room can keep it; what the facilitator pushed comes first."""
    steps = {str(found.id) for found in room.steps}
    return Choice(
        kind=kind if kind in tuple(Kind) else Choice().kind,
        side=room.focus_side or (side if side in tuple(Side) else Choice().side),
        step=room.focus_step or (step if step in steps else Choice().step),
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal to show in its place, with what was typed.

    ``place``: ``cards``, ``solutions``, ``me``, a card's ``card_id``, or "" for none of these.
    """

    place: str
    message: str
    text: str = ""
    topics: tuple[str, ...] = ()


NO_PROBLEM = Problem("", "")


def draw_room(
    scene: Scene,
    *,
    now: datetime,
    myself: Myself | None = None,
    choice: Choice | None = None,
    said: tuple[SaidCard, ...] = (),
    problem: Problem = NO_PROBLEM,
    sent: str = "",
) -> str:
    """The page of a room in its phase; ``sent``: the label of what has just been received.

    A stranger's page is the same for all strangers: it is drawn once for each scene, and only
    the fresh id and the time left are put in.
    """
    is_strangers = myself is None and choice is None and problem is NO_PROBLEM and not sent
    page = scene.drawn.get("room") if is_strangers else None
    if page is None:
        page = _draw(
            "room.html",
            scene.words,
            scene=scene,
            room=scene.room,
            myself=myself or Myself(),
            choice=choice or fit_choice(scene.room, "", "", ""),
            said=said,
            problem=problem,
            sent=sent,
            acts=_acts(scene.room),
            stray=_is_stray(problem, _acts(scene.room), myself or Myself()),
            steps=_step_titles(scene),
            fresh_id=_ID_HERE,
            seconds_left=_LEFT_HERE,
        )
        if is_strangers:
            scene.drawn["room"] = page
    return page.replace(_ID_HERE, str(uuid.uuid4())).replace(
        _LEFT_HERE, str(_seconds_left(scene.room, now))
    )


def draw_privacy(scene: Scene) -> str:
    """What is stored of a participant, for how long, and who sees what."""
    return _draw("privacy.html", scene.words, room=scene.room)


def draw_join(words: Words, *, typed: str = "", message: str = "", text: str = "") -> str:
    """The form for a room's code; ``text``: a sentence that found no room, kept for its author."""
    return _draw("join.html", words, typed=typed, message=message, text=text)


def _draw(template: str, words: Words, **facts: object) -> str:
    return _templates.get_template(template).render(t=words, **facts)


def _acts(room: Room) -> str:
    """What phones do now: ``cards``, ``solutions``, or "" where there is nothing to send."""
    if room.may("add_card"):
        return "cards"
    return "solutions" if room.may("add_solution") else ""


def _is_stray(problem: Problem, acts: str, myself: Myself) -> bool:
    """Whether the page of this phase has no place any more for what was refused."""
    if not problem.message or problem.place in (acts, "me"):
        return False
    own = {"near", *(card.card_id for card in myself.cards)}
    return acts != "cards" or problem.place not in own


def _step_titles(scene: Scene) -> Mapping[str, str]:
    titles = {str(step.id): f"{step.position} · {step.client_title}" for step in scene.room.steps}
    return MappingProxyType({**titles, ANY_STEP: scene.words("step.any")})


def _seconds_left(room: Room, now: datetime) -> int:
    if room.closes_at is None:
        return 0
    end = room.closes_at if room.closes_at.tzinfo else room.closes_at.replace(tzinfo=UTC)
    return max(0, int((end - now).total_seconds()))


def phase_says(phase: Phase) -> str:
    """The key of the line that tells what the room is doing."""
    return f"phone.phase.{phase}"


_templates.globals["phase_says"] = phase_says

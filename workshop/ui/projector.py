"""The projector's window: no controls, big type, the picture of the phase the room is in."""

from datetime import datetime
from typing import Any

import streamlit as st

from workshop.addresses import public_base
from workshop.domain.phases import PhoneGesture
from workshop.domain.words import Phase, QuestionKind, Sees
from workshop.pictures.matrix_words import tray_said
from workshop.services.replay import Replay, read_replay
from workshop.services.views.questions import QuestionLine
from workshop.services.views.workshop import TopicLine
from workshop.settings import read_settings
from workshop.ui import asked, live
from workshop.ui.agenda_words import agenda_said
from workshop.ui.causes import causes_picture
from workshop.ui.editions import counts_said, last_shown
from workshop.ui.ideate_slide import standing
from workshop.ui.journeys_slide import has_curves, journey_curves, journeys_shown, step_tiles
from workshop.ui.keys import press_keys
from workshop.ui.navigation import ROAD, phase_script
from workshop.ui.quadrants import quadrants_data
from workshop.ui.questions import running
from workshop.ui.replay import film_data
from workshop.ui.shell import QUERY, STATIC, Visit, refresh
from workshop.ui.slides import Lines, nothing_yet, slide_of, topic_lines

SCREEN = "projector"
"""The name of this window's stream, which is sent no word that the room may not read yet."""

CALM_SECONDS = 3.0
ON_THE_WALL = 6
"""Cards that the wall shows at once: whoever can count them would find the heading late."""


def draw_projector(visit: Visit) -> None:
    """The window to drag to the projector; it follows the phase by itself."""
    st.html(STATIC / "projector.css")
    st.html(STATIC / "field.css")
    _screen(visit)


@st.fragment
def _screen(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="projector-ear", screen=SCREEN, calm_seconds=_calm_seconds(visit))
    _window(visit)
    said = press_keys(visit, projector=True)
    if said:
        st.toast(said)
    workshop = visit.view.workshop
    if workshop.projector_blank:
        st.html('<div class="rc-blank"></div>')
    elif workshop.paused_until is not None:
        _recess(visit, workshop.paused_until)
    else:
        _room(visit)


def _window(visit: Visit) -> None:
    """What belongs to the window, whatever it shows: its pointer, its motion, how to fill it."""
    t, phase = visit.words, visit.view.workshop.phase
    led = phase_script(phase if phase in ROAD else Phase.FRAME)
    live.draw(
        "screen",
        {
            "phase": phase,
            "back": [t("ui.projector.back"), f"/{led.url}?{QUERY}={visit.facilitator.code}"],
            "words": {name: t(f"ui.projector.{name}") for name in ("full", "still", "moving")},
        },
        key="projector-screen",
    )


def _room(visit: Visit) -> None:
    """What the room looks at: the opened topic, else the question it is asked, else the phase."""
    view, prompt = visit.view, running(visit.view)
    opened = view.topic(
        f"T{view.workshop.projector_topic}" if view.workshop.projector_topic else None
    )
    on_wall = prompt is not None and _on_the_wall(visit, prompt)
    film = _film(visit) if opened is None and prompt is None else None
    _top(visit, opened, prompt, replayed=film is not None)
    if opened is not None:
        _slide(visit, "topic", topic_lines(visit, opened))
    elif prompt is not None and on_wall:
        _wall(visit, prompt)
    elif prompt is not None:
        live.draw("poll", asked.prompt_picture(visit, prompt), key="projector-prompt")
    elif film is not None:
        live.draw("replay", film_data(visit, film, big=True), key="projector-replay")
    else:
        _phase(visit)


def _film(visit: Visit) -> Replay | None:
    """The film of the workshop, while the facilitator shows it."""
    shown = visit.view.workshop.replay_frame
    film = read_replay(visit.house, visit.facilitator) if shown is not None else Replay()
    return film if film.frames else None


def _calm_seconds(visit: Visit) -> float:
    """Cards come onto the wall by themselves; the numbers in the heading may follow slowly."""
    view, prompt = visit.view, running(visit.view)
    if prompt is not None:
        return CALM_SECONDS if _on_the_wall(visit, prompt) else 0.0
    return CALM_SECONDS if view.workshop.phase is Phase.CAPTURE else 0.0


def _phase(visit: Visit) -> None:
    view = visit.view
    phase = view.workshop.phase
    vote = asked.vote_shown(view) if phase is Phase.VOTE else None
    if phase is Phase.CAPTURE:
        _wall(visit)
    elif _rating(visit):
        live.draw("poll", asked.round_picture(visit), key="projector-round")
    elif phase is Phase.MOOD and asked.moods_shown(view) and not view.steps:
        data = {**asked.curves_data(visit), "of": asked.MOODS}
        live.draw("curves", data, key="projector-curves")
    elif phase is Phase.JOURNEYS or (phase is Phase.MOOD and asked.moods_shown(view)):
        _journeys(visit)
    elif phase is Phase.MOOD:
        live.draw("poll", asked.moods_picture(visit), key="projector-moods")
    elif vote is not None:
        live.draw("poll", asked.vote_picture(visit, vote), key="projector-vote")
    elif phase is Phase.CAUSES and view.causes:
        live.draw("causes", causes_picture(visit), key="projector-causes")
    elif phase in (Phase.MATRIX, Phase.VOTE, Phase.CAUSES):
        data = quadrants_data(visit, big=True)
        here = {"entered": phase is Phase.MATRIX, "turn": asked.page_words(visit.words)}
        live.draw("quadrants", data | here, key="projector-matrix")
    elif phase is Phase.CLOSE:
        live.draw("poll", asked.close_picture(visit), key="projector-close")
    else:
        layout, lines = slide_of(visit)
        _slide(visit, layout, lines, join=layout == "join", foot=_foot(visit))


def _journeys(visit: Visit) -> None:
    """The steps of both journeys; once their moods are revealed, the curves along them."""
    shown = journeys_shown(visit)
    if has_curves(shown):
        data = {**journey_curves(visit, shown), "of": asked.MOODS}
        live.draw("curves", data, key="projector-curves")
    elif shown.steps:
        tiles, key = step_tiles(visit, shown)
        _slide(visit, "steps", tiles, foot=key)
    else:
        _slide(visit, "empty", [nothing_yet(visit)])


# --- the top: title, time, the way in -------------------------------------------------------------


def _top(
    visit: Visit,
    opened: TopicLine | None,
    prompt: QuestionLine | None,
    *,
    replayed: bool,
) -> None:
    t, view = visit.words, visit.view
    title, note = _heading(visit, opened, prompt)
    if replayed:
        title, note = t("ui.projector.replay"), ""
    live.draw(
        "top",
        {
            "title": title,
            "note": note,
            "closes_at": _moment(view.workshop.closes_at),
            "now": _moment(visit.house.clock()),
            "ready": _ready_said(visit),
            "join": _way_in(visit) if _phones_act(visit) else None,
            "band": t("ui.projector.rehearsal") if view.room.rehearsal else "",
            "words": {name: t(f"ui.projector.{name}") for name in ("last_minute", "over")},
        },
        key="projector-top",
    )


def _ready_said(visit: Visit) -> str:
    """Who said "ready", of all who took part; "" before the first."""
    t, room = visit.words, visit.view.room
    everybody = room.here + room.away + room.rehearsal
    return t.count("ui.projector.ready", room.ready, of=t.number(everybody)) if room.ready else ""


def _heading(
    visit: Visit, opened: TopicLine | None, prompt: QuestionLine | None
) -> tuple[str, str]:
    t, view = visit.words, visit.view
    phase = view.workshop.phase
    if opened is not None:
        return t("ui.projector.topic"), t(f"quadrant.{opened.quadrant}")
    if prompt is not None and _on_the_wall(visit, prompt):
        return prompt.text, t.count("ui.ask.answers", prompt.answers)
    if prompt is not None:
        return asked.prompt_title(visit, prompt)
    if _rating(visit):
        return t("ui.projector.round"), ""
    last = last_shown(visit)
    if last is not None:
        return t("ui.last.title"), counts_said(t, last)
    title = t(f"ui.projector.{phase}")
    numbers = {
        "people": view.participants,
        "cards": len(view.room_cards),
        "data": len(view.data_cards),
    }
    counts = [t.count(f"count.{what}", n) for what, n in numbers.items() if n]
    if phase is Phase.CAPTURE and sum((numbers["cards"], numbers["data"])) <= ON_THE_WALL:
        counts = []
    vote, standing_now = asked.vote_shown(view), len(standing(view))
    ideas = t.count("count.solutions", standing_now) if standing_now else ""
    notes = {
        Phase.FRAME: "",
        Phase.MOOD: "",
        Phase.VOTE: asked.vote_title(visit, vote) if vote else "",
        Phase.CLOSE: "",
        Phase.CAUSES: t.count("count.causes", len(view.causes)) if view.causes else "",
        Phase.IDEATE: ideas,
        Phase.WEIGH: ideas,
        Phase.CAPTURE: _focus_said(visit) or " · ".join(counts),
    }
    if phase in (Phase.GROUP, Phase.MATRIX) and view.workshop.may(PhoneGesture.MIRROR):
        return title, mirror_line(visit) or " · ".join(counts)
    return title, notes.get(phase, " · ".join(counts))


def _rating(visit: Visit) -> bool:
    """True while phones rate topics."""
    here = visit.view.topic_round
    return here is not None and here.is_open and visit.view.workshop.may(PhoneGesture.PLACE)


def mirror_line(visit: Visit) -> str:
    """How far the mirror round is, in words; "" before its first answer."""
    t, mirror = visit.words, visit.view.mirror
    if not mirror.answers:
        return ""
    return t(
        "ui.projector.mirror",
        answers=t.count("ui.ask.answers", mirror.answers),
        people=t.count("count.people", mirror.people),
    )


def _focus_said(visit: Visit) -> str:
    """The side and the step that the room speaks of, "" while everyone chooses."""
    t, workshop = visit.words, visit.view.workshop
    side = t(f"side.label.{workshop.focus_side}") if workshop.focus_side else ""
    step = visit.view.step_title(workshop.focus_step) if workshop.focus_step else ""
    if workshop.focus_step and step is None:
        step = t("step.any")
    return " · ".join(part for part in (side, step) if part)


def _phones_act(visit: Visit) -> bool:
    """True when somebody who comes in late has something to do at once."""
    view = visit.view
    if view.workshop.phase is Phase.FRAME:  # the way in takes the whole screen, but for this
        return view.workshop.door_open and last_shown(visit) is not None
    if not view.workshop.door_open or _nobody_yet(visit):
        return False
    asking = running(view) is not None or asked.exit_open(view)
    # At the close the address is what people take home: it tells what becomes of their words.
    ends = view.workshop.phase is Phase.CLOSE
    return bool(view.workshop.rights.may) or asking or ends


def _way_in(visit: Visit) -> dict[str, str]:
    code = visit.facilitator.code
    return {
        "qr": f"/x/{code}/qr.svg",
        "alt": visit.words("ui.projector.qr"),
        "code": code,
        "address": public_base(read_settings()).split("://", 1)[-1] + "/j",
    }


def _moment(moment: datetime | None) -> int | None:
    """Milliseconds since the epoch, as browsers count."""
    return None if moment is None else round(moment.timestamp() * 1000)


def _recess(visit: Visit, until: datetime) -> None:
    t = visit.words
    live.draw(
        "recess",
        {
            "until": _moment(until),
            "now": _moment(visit.house.clock()),
            "language": t.language,
            "words": {name: t(f"ui.projector.pause.{name}") for name in ("back", "over")},
        },
        key="projector-recess",
    )


# --- the wall of cards ----------------------------------------------------------------------------


def _on_the_wall(visit: Visit, prompt: QuestionLine) -> bool:
    """True for a question answered by cards, once there is one that the room may read."""
    readable = visit.view.workshop.rights.sees is Sees.EVERYTHING
    return (
        prompt.kind is QuestionKind.CARD
        and readable
        and any(card.question == prompt.label for card in visit.view.shown_cards)
    )


def _nobody_yet(visit: Visit) -> bool:
    """True before the first card: until then the room needs nothing but the way in."""
    view = visit.view
    capturing = view.workshop.phase is Phase.CAPTURE and running(view) is None
    return capturing and not view.shown_cards and view.workshop.door_open


def _wall(visit: Visit, prompt: QuestionLine | None = None) -> None:
    """The cards of the phase, or of one question; only their number while they are hidden."""
    live.draw("room_wall", wall_data(visit, prompt), key="projector-wall")
    # The wall is there before the first card, which would otherwise be shown without its batch.
    if _nobody_yet(visit):
        _slide(visit, "first", [], join=True)


def wall_data(visit: Visit, prompt: QuestionLine | None = None) -> dict[str, Any]:
    """What the wall needs besides its stream: the steps and the words."""
    t, view = visit.words, visit.view
    return {
        "code": view.workshop.code,
        "language": t.language,
        "hidden": view.workshop.rights.sees is not Sees.EVERYTHING,
        "pace": view.workshop.wall_pace,
        "question": prompt.label if prompt else "",
        "only": [card.label for card in view.cards if card.question == prompt.label]
        if prompt
        else None,
        "steps": [{"id": str(step.id), "title": step.client_title} for step in view.steps],
        "words": {
            "client": t("side.label.client"),
            "employee": t("side.label.employee"),
            "irritant": t("kind.irritant.phone"),
            "enchantment": t("kind.enchantment.phone"),
            "any": t("step.any"),
            "tomorrow": t("ui.projector.tomorrow"),
            "data": t("ui.projector.data"),
            "paused": t("ui.projector.frozen"),
            "later": t("ui.projector.later"),
            "came": [t.count("ui.projector.came", n) for n in range(3)],
        },
    }


# --- slides ------------------------------------------------------------------------


def _slide(visit: Visit, layout: str, lines: Lines, *, join: bool = False, foot: str = "") -> None:
    live.draw(
        "slide",
        {
            "layout": layout,
            "items": lines,
            "foot": foot,
            "join": _way_in(visit) if join and visit.view.workshop.door_open else None,
            "of": asked.MOODS if layout == "steps" else "",
            "words": asked.page_words(visit.words),
        },
        key=f"slide-{layout}",
    )


def _foot(visit: Visit) -> str:
    """Under the topics of the grouping: how many wait for a side. Under the way in: the agenda."""
    view = visit.view
    if view.workshop.phase is Phase.FRAME:
        return agenda_said(visit.words, view.workshop.agenda)
    return tray_said(visit.words, view) if view.workshop.phase is Phase.GROUP else ""

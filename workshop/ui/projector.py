"""The projector's window: no controls, big type, the picture of the phase the room is in."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from workshop.addresses import public_base
from workshop.domain.words import QUADRANTS, Phase, Quadrant, Side
from workshop.services.views.workshop import SolutionLine, TopicLine
from workshop.settings import read_settings
from workshop.ui import live
from workshop.ui.lines import VERDICT_SIGNS
from workshop.ui.shell import STATIC, Visit, refresh
from workshop.ui.topic_words import side_said
from workshop.ui.wall import press_keys, wall_data

TOPICS_SHOWN = 4
LINES_SHOWN = 8

Lines = list[dict[str, Any]]
"""Of a slide: each with a title, and what it may have besides (label, code, note, under)."""


def draw_projector(visit: Visit) -> None:
    """The window to drag to the projector; it follows the phase by itself."""
    st.html(STATIC / "projector.css")
    _screen(visit)


@st.fragment
def _screen(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="projector-ear")
    press_keys(visit)
    view = visit.view
    if view.workshop.projector_blank:
        st.html('<div class="rc-blank"></div>')
        return
    opened = view.topic(
        f"T{view.workshop.projector_topic}" if view.workshop.projector_topic else None
    )
    head, note = _heading(visit, opened)
    title, count = st.columns([4, 2], vertical_alignment="bottom")
    title.title(head, anchor=False)
    count.text(note)
    if opened is not None:
        _slide(visit, "topic", _topic_lines(visit, opened))
    elif view.workshop.phase is Phase.CAPTURE:
        live.draw("wall", wall_data(visit, projector=True), key="projector-wall")
        # The wall is there before the first card, which would otherwise be shown without its batch.
        _slide(visit, "corner" if view.shown_cards else "corner first", [], join=True)
    elif view.workshop.phase in (Phase.MATRIX, Phase.VOTE, Phase.CAUSES):
        live.draw("quadrants", quadrants_data(visit, big=True), key="projector-matrix")
    else:
        layout, lines = _SLIDES.get(view.workshop.phase, _welcome)(visit)
        _slide(visit, layout, lines, join=layout == "join")


def quadrants_data(visit: Visit, *, big: bool) -> dict[str, Any]:
    """The four quadrants and the tray, for the component ``quadrants``."""
    t, view = visit.words, visit.view
    limit = TOPICS_SHOWN if big else None
    missing = view.in_quadrant(Quadrant.ONE_SIDE_MISSING)
    contested = view.in_quadrant(Quadrant.CONTESTED)
    quadrants = []
    for quadrant in QUADRANTS:
        topics = view.in_quadrant(quadrant)
        shown = topics if limit is None or len(topics) <= limit else topics[: limit - 1]
        quadrants.append(
            {
                "code": quadrant,
                "name": t(f"quadrant.{quadrant}"),
                "says": t(f"quadrant.{quadrant}.says"),
                "topics": [_topic(visit, topic) for topic in shown],
                "more": len(topics) - len(shown),
            }
        )
    return {
        "quadrants": quadrants,
        "tray": {
            "text": tray_line(visit, len(missing), len(contested)),
            "topics": [] if big else [_topic(visit, topic) for topic in (*missing, *contested)],
        }
        if missing or contested
        else None,
        "words": {
            name: t(f"ui.matrix.axis.{name}")
            for name in ("client_hurts", "client_delights", "team_hurts", "team_delights")
        },
        "big": big,
    }


def tray_line(visit: Visit, missing: int, contested: int) -> str:
    """How many topics wait for a side, and how many the room is divided on, in words."""
    t = visit.words
    parts = []
    if missing:
        parts.append(t.count("ui.matrix.tray", missing))
    if contested:
        parts.append(t.count("ui.matrix.contested", contested))
    return " · ".join(parts)


def topic_note(visit: Visit, topic: TopicLine) -> str:
    """What stands beside a topic's title: to confirm, its points, or its voices."""
    t = visit.words
    if topic.moved_to is None and topic.computed.to_confirm:
        return t("ui.matrix.to_confirm")
    if topic.votes:
        return t.count("count.votes", topic.votes)
    return t.count("count.voices", topic.client.placing.people + topic.employee.placing.people)


def _topic(visit: Visit, topic: TopicLine) -> dict[str, Any]:
    return {
        "label": topic.label,
        "title": topic.title,
        "note": topic_note(visit, topic),
        "confirm": topic.moved_to is None and topic.computed.to_confirm,
        "moved": topic.moved_to is not None,
        "dotted": topic.client_by_team,
    }


def _heading(visit: Visit, opened: TopicLine | None) -> tuple[str, str]:
    t, view = visit.words, visit.view
    counts = " · ".join(
        (
            t.count("count.people", view.participants),
            t.count("count.cards", len(view.shown_cards)),
        )
    )
    if opened is not None:
        return t("ui.projector.topic"), t(f"quadrant.{opened.quadrant}")
    if view.workshop.phase is Phase.FRAME:
        return t("ui.projector.frame"), ""
    if view.workshop.phase in (Phase.IDEATE, Phase.WEIGH):
        counts = t.count("count.solutions", len(view.solutions))
    if view.workshop.phase is Phase.CAPTURE:
        counts = _focus_said(visit) or counts
    return t(f"ui.projector.{view.workshop.phase}"), counts


def _focus_said(visit: Visit) -> str:
    """The side and the step that the room speaks of, "" while everyone chooses."""
    t, workshop = visit.words, visit.view.workshop
    side = t(f"side.label.{workshop.focus_side}") if workshop.focus_side else ""
    step = visit.view.step_title(workshop.focus_step) if workshop.focus_step else ""
    if workshop.focus_step and step is None:
        step = t("step.any")
    return " · ".join(part for part in (side, step) if part)


def _slide(visit: Visit, layout: str, lines: Lines, *, join: bool = False) -> None:
    t, code = visit.words, visit.facilitator.code
    live.draw(
        "slide",
        {
            "layout": layout,
            "items": lines,
            "join": {
                "qr": f"/x/{code}/qr.svg",
                "alt": t("ui.projector.qr"),
                "code": code,
                "address": public_base(read_settings()).split("://", 1)[-1] + "/j",
            }
            if join
            else None,
        },
        key=f"slide-{layout.split()[0]}",
    )


def _welcome(visit: Visit) -> tuple[str, Lines]:
    workshop, t = visit.view.workshop, visit.words
    goals = [
        {"title": t("ui.projector.client_goal"), "under": workshop.client_goal},
        {"title": t("ui.projector.team_goal"), "under": workshop.employee_goal},
    ]
    return "join", [
        {"title": workshop.title, "under": workshop.ambition},
        *(goal for goal in goals if goal["under"]),
    ]


def _journeys(visit: Visit) -> tuple[str, Lines]:
    t = visit.words
    return "lanes", [
        {
            "title": step.client_title,
            "note": t("ui.projector.moment") if step.moment_of_truth else "",
            "under": step.employee_title,
        }
        for step in visit.view.steps
    ]


def _groups(visit: Visit) -> tuple[str, Lines]:
    t, view = visit.words, visit.view
    by_size = sorted(view.topics, key=lambda topic: -len(topic.cards))
    lines: Lines = [
        {
            "label": topic.label,
            "title": topic.title,
            "note": t.count("count.cards", len(topic.cards)),
        }
        for topic in by_size[: 2 * LINES_SHOWN]
    ]
    return "columns", lines or [{"title": t("ui.projector.no_topic")}]


def _ideas(visit: Visit) -> tuple[str, Lines]:
    view = visit.view
    return "list", _few(
        [
            {
                "title": solution.title,
                **(_verdict(visit, solution) if view.workshop.phase is Phase.WEIGH else {}),
            }
            for solution in view.solutions
        ],
        visit,
    )


def _verdict(visit: Visit, solution: SolutionLine) -> dict[str, str]:
    """The pain-transfer verdict: a sign and words beside its colour."""
    verdict = solution.verdict.transfer
    return {
        "tone": verdict,
        "note": f"{VERDICT_SIGNS[verdict]} {visit.words(f'transfer.{verdict}')}",
    }


def _plan(visit: Visit) -> tuple[str, Lines]:
    t = visit.words
    return "list", _few(
        [
            {
                "title": action.what,
                "code": action.quadrant,
                "under": " · ".join(
                    part
                    for part in (
                        action.owner
                        or t("ui.projector.to_confirm_with", name=action.to_confirm_with),
                        t.date(action.due) if action.due else "",
                    )
                    if part
                ),
            }
            for action in visit.view.actions
        ],
        visit,
    )


def _few(lines: Lines, visit: Visit) -> Lines:
    if not lines:
        return [{"title": visit.words("ui.projector.nothing_yet")}]
    if len(lines) <= LINES_SHOWN:
        return lines
    return [*lines[: LINES_SHOWN - 1], {"title": f"+ {len(lines) - LINES_SHOWN + 1}"}]


def _topic_lines(visit: Visit, topic: TopicLine) -> Lines:
    t, view = visit.words, visit.view
    cards = [
        card for label in topic.cards if (card := view.card(label)) and card in view.shown_cards
    ]
    return [
        {
            "label": topic.label,
            "code": topic.quadrant,
            "title": topic.title,
            "under": " — ".join(side_said(t, topic, side) for side in Side),
        },
        *(
            {"title": "", "under": t("ui.projector.quote", text=card.text)}
            for card in sorted(cards, key=lambda card: -card.me_too)[:4]
        ),
    ]


_SLIDES: dict[Phase, Callable[[Visit], tuple[str, Lines]]] = {
    Phase.JOURNEYS: _journeys,
    Phase.GROUP: _groups,
    Phase.IDEATE: _ideas,
    Phase.WEIGH: _ideas,
    Phase.PLAN: _plan,
    Phase.CLOSE: _plan,
    Phase.FOLLOW: _plan,
}

"""The matrix as four quadrants and the tray, on the facilitator's page and on the projector."""

from typing import Any

from workshop.domain.words import QUADRANTS, Quadrant
from workshop.i18n import Words
from workshop.pictures.matrix_words import topic_note, tray_said
from workshop.services.views.workshop import TopicLine
from workshop.ui.shell import Visit


def quadrants_data(visit: Visit, *, big: bool) -> dict[str, Any]:
    """The four quadrants and the tray, for the component ``quadrants``."""
    t, view = visit.words, visit.view
    missing = view.in_quadrant(Quadrant.ONE_SIDE_MISSING)
    contested = view.in_quadrant(Quadrant.CONTESTED)
    quadrants = []
    for quadrant in QUADRANTS:
        topics = view.in_quadrant(quadrant)
        quadrants.append(
            {
                "code": quadrant,
                "name": t(f"quadrant.{quadrant}"),
                "says": t(f"quadrant.{quadrant}.says"),
                "topics": [_topic(visit, topic, big=big) for topic in topics],
            }
        )
    if big and not view.topics:
        return {**_axes(t), "quadrants": quadrants, "tray": _empty_tray(t), "big": big}
    return {
        **_axes(t),
        "quadrants": quadrants,
        "tray": {
            "text": tray_said(t, view),
            "topics": []
            if big
            else [_topic(visit, topic, big=big) for topic in (*missing, *contested)],
        }
        if missing or contested
        else None,
        "big": big,
    }


def _empty_tray(t: Words) -> dict[str, Any]:
    return {"text": t("ui.projector.empty.matrix"), "topics": []}


def _axes(t: Words) -> dict[str, Any]:
    names = ("client_hurts", "client_delights", "team_hurts", "team_delights")
    return {"words": {name: t(f"ui.matrix.axis.{name}") for name in names}}


def _topic(visit: Visit, topic: TopicLine, *, big: bool) -> dict[str, Any]:
    note = topic_note(visit.words, topic)
    if topic.carried_by and not big:
        note = f"{note} · {visit.words('ui.matrix.note.carried', role=topic.carried_by)}"
    return {
        "label": topic.label,
        "title": topic.title,
        "note": note,
        "confirm": topic.moved_to is None and topic.computed.to_confirm,
        "moved": topic.moved_to is not None,
        "dotted": topic.client_by_team,
    }

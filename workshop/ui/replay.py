"""The film of the workshop: where every topic lay, minute by minute, here and on the projector."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from workshop.domain.words import QUADRANTS, Quadrant
from workshop.i18n import Words
from workshop.services.replay import Frame, Replay, ReplayDot, read_replay, show_replay
from workshop.ui import live, topic_words
from workshop.ui.gestures import again
from workshop.ui.shell import STATIC, Visit, done, refresh, refusals
from workshop.ui.spots import stand_at

STEP_MILLISECONDS = 1_200
"""How long the film stays on a minute while it plays."""

MOVES_TOLD = 6
"""Topics that are named beside one minute."""


@st.fragment
def draw_replay(visit: Visit) -> None:
    """The film under the matrix: read only once it is asked for."""
    visit = refresh(visit)
    t = visit.words
    if not visit.view.topics:
        return
    st.subheader(t("ui.replay.title"), anchor=False)
    if not st.toggle(t("ui.replay.open"), key="replay-open"):
        return
    film = read_replay(visit.house, visit.facilitator)
    if not film.frames:
        st.caption(t("ui.replay.none"))
        return
    st.html(STATIC / "field.css")
    said = live.draw("replay", film_data(visit, film), key="replay", on=("show",)).show
    if said is not None:
        _show(visit, said)
    with st.expander(t("ui.replay.table")):
        _table(t, film)


def _show(visit: Visit, said: Any) -> None:
    """What the film's buttons said: which minute the projector shows, or none any more."""
    frame = said.get("frame")
    shown_before = visit.view.workshop.replay_frame is not None
    with refusals(visit):
        show_replay(visit.house, visit.facilitator, frame, playing=said.get("playing") is True)
        if shown_before != (frame is not None):
            done(visit, "ui.replay.shown" if frame is not None else "ui.replay.hidden")
        again()


def film_data(visit: Visit, film: Replay, *, big: bool = False) -> dict[str, Any]:
    """The film for the component ``replay``; ``big``: as the projector shows it, uncontrolled.

    A minute holds only what differs from the one before: ``[across, down, quadrant]`` of a topic
    by its place in ``topics``, or None when it is not there any more.
    """
    t, workshop = visit.words, visit.view.workshop
    labels = sorted({dot.label for frame in film.frames for dot in frame.dots}, key=_number)
    return {
        "big": big,
        "topics": [{"label": label, "title": film.titles[label]} for label in labels],
        "frames": _minutes(t, film, {label: place for place, label in enumerate(labels)}),
        "quadrants": [{"code": code, "name": t(f"quadrant.{code}")} for code in QUADRANTS],
        "frame": workshop.replay_frame,
        "since": _milliseconds(workshop.replay_since),
        "now": _milliseconds(visit.house.clock()),
        "step": STEP_MILLISECONDS,
        "words": {
            **{
                name: t(f"ui.replay.{name}")
                for name in ("play", "pause", "show", "hide", "moment", "moves", "calm", "picture")
            },
            **{
                name: t(f"ui.matrix.axis.{name}")
                for name in ("client_hurts", "client_delights", "team_hurts", "team_delights")
            },
        },
    }


def _number(label: str) -> int:
    return int(label[1:])


def _milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else round(moment.timestamp() * 1000)


def _minutes(t: Words, film: Replay, places: Mapping[str, int]) -> list[dict[str, Any]]:
    minutes = []
    for before, frame in film.steps:
        then = {dot.label: dot for dot in before.dots} if before else {}
        now = {dot.label: dot for dot in frame.dots}
        changes: dict[str, Any] = {
            str(places[label]): _spot(dot) for label, dot in now.items() if then.get(label) != dot
        }
        changes |= {str(places[label]): None for label in then if label not in now}
        moves = _moves(t, film, frame, before)
        waiting = sum(dot.quadrant is Quadrant.ONE_SIDE_MISSING for dot in frame.dots)
        minutes.append(
            {
                "said": t("ui.replay.minute", at=t.hour(frame.at), phase=t(f"phase.{frame.phase}")),
                "changes": changes,
                "moves": moves[:MOVES_TOLD],
                "more": max(0, len(moves) - MOVES_TOLD),
                "waiting": t.count("ui.matrix.tray", waiting) if waiting else "",
            }
        )
    return minutes


def _spot(dot: ReplayDot) -> list[Any] | None:
    """Where a topic is drawn; None for one that waits for a side: it has no place yet."""
    if dot.quadrant is Quadrant.ONE_SIDE_MISSING:
        return None
    x, y = stand_at(dot.quadrant, dot.employee, dot.client)
    return [x, y, dot.quadrant.value]


def _moves(t: Words, film: Replay, frame: Frame, before: Frame | None) -> list[dict[str, str]]:
    """The topics that came to another place in this minute."""
    return [
        {
            "code": dot.quadrant.value,
            "label": dot.label,
            "title": film.titles[dot.label],
            "place": t(f"quadrant.{dot.quadrant}"),
        }
        for _, dot in frame.moved_since(before)
        if dot.quadrant is not Quadrant.ONE_SIDE_MISSING
    ]


def _table(t: Words, film: Replay) -> None:
    """The twin of the film: each change of place, with its minute."""
    rows = []
    for before, frame in film.steps:
        rows += _rows(t, film, frame, before)
    names = [t(f"ui.replay.column.{name}") for name in ("at", "phase", "topic", "from", "to")]
    st.dataframe(
        pd.DataFrame(rows, columns=names), hide_index=True, key="replay-table", width="stretch"
    )


def _rows(t: Words, film: Replay, frame: Frame, before: Frame | None) -> list[tuple[str, ...]]:
    return [
        (
            t.hour(frame.at),
            t(f"phase.{frame.phase}"),
            f"{dot.label} · {film.titles[dot.label]}",
            _place(t, then),
            _place(t, dot),
        )
        for then, dot in frame.moved_since(before)
    ]


def _place(t: Words, dot: ReplayDot | None) -> str:
    if dot is None:
        return ""
    return f"{topic_words.MARKS[dot.quadrant]} {t(f'quadrant.{dot.quadrant}')}"

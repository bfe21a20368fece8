"""The matrix: the picture, the chart and the table, one topic from close, and places by hand."""

from typing import Any

import pandas as pd
import streamlit as st

from workshop.domain.words import QUADRANTS, Phase, Quadrant, Side
from workshop.i18n import Words
from workshop.services.views.workshop import TopicLine
from workshop.ui import live, topic_words
from workshop.ui.charts import TOPIC, ChartWords, Dot, matrix_chart
from workshop.ui.columns import Column, board
from workshop.ui.gestures import again, choose, chosen, key_of
from workshop.ui.matrix_lens import choose_lens, through
from workshop.ui.matrix_round import draw_round
from workshop.ui.matrix_topic import CHOSEN, OF_A_TOPIC, draw_near, new_board, place_by_hand
from workshop.ui.mirror import draw_mirror
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.quadrants import quadrants_data
from workshop.ui.shell import Visit, refresh, say_what_was_done

CHART = "matrix-chart"
_CHARTED = "matrix-charted"

BY_HAND_AT = 0.5
"""Where on an axis a topic stands whose place by hand contradicts its valence, or that has none."""


@st.fragment
def draw_matrix(visit: Visit) -> None:
    """Everything under the head of the page; it follows the room by itself."""
    visit = refresh(visit)
    live.listen(visit, key="matrix-ear")
    say_what_was_done()
    if not visit.view.topics:
        st.info(visit.words("ui.matrix.empty"), icon=":material/category:")
        if st.button(
            visit.words("ui.matrix.empty.go"), key="matrix-go", icon=":material/arrow_back:"
        ):
            st.switch_page(path_of(phase_script(Phase.GROUP)))
        return
    whole = visit
    top, menus = st.columns([7, 2], vertical_alignment="top")
    with menus, st.container(horizontal=True, horizontal_alignment="right"):
        seen = choose_lens(visit, said_in=top)
    visit = through(visit, seen)
    order = visit.view.topics_in_order
    if not order:
        st.info(visit.words("ui.lens.nothing"), icon=":material/filter_alt:")
        return
    _hear_chart(order)
    picture, near = st.columns([3, 2], gap="medium")
    lens = seen.lens if seen else None
    pressed = any(st.session_state.get(key) for key in OF_A_TOPIC)
    if pressed:
        # What was asked of a topic is done before the picture is drawn, which is then drawn once.
        with near, st.container(key="matrix-near"):
            draw_near(visit, order, lens)
    with picture:
        picked = live.draw(
            "quadrants", quadrants_data(visit, big=False), key="matrix-picture", on=("pick",)
        ).pick
        if picked and visit.view.topic(picked) is not None:
            choose(CHOSEN, picked)
        if seen is None:
            draw_mirror(whole, Phase.MATRIX)
            draw_round(whole)
        _chart(visit, order)
    if not pressed:
        with near, st.container(key="matrix-near"):
            draw_near(visit, order, lens)
    _table(visit, order)
    if seen is None:
        _places(whole)


def _hear_chart(order: tuple[TopicLine, ...]) -> None:
    """Open the topic that was pressed on the chart since the last run."""
    pressed = _pressed_on_chart()
    if pressed != st.session_state.get(_CHARTED):
        st.session_state[_CHARTED] = pressed
        if pressed is not None and pressed in [topic.label for topic in order]:
            choose(CHOSEN, pressed)


def _pressed_on_chart() -> str | None:
    state: Any = st.session_state.get(CHART)
    points = state["selection"].get(TOPIC) if state else None
    return str(points[0]["label"]) if points and "label" in points[0] else None


def _chart(visit: Visit, order: tuple[TopicLine, ...]) -> None:
    t = visit.words
    words = ChartWords(
        quadrants=tuple(
            f"{topic_words.MARKS[quadrant]} {t(f'quadrant.{quadrant}')}" for quadrant in QUADRANTS
        ),
        client_hurts=t("ui.matrix.axis.client_hurts"),
        client_delights=t("ui.matrix.axis.client_delights"),
        team_hurts=t("ui.matrix.axis.team_hurts"),
        team_delights=t("ui.matrix.axis.team_delights"),
        title=t("ui.matrix.chart"),
    )
    st.subheader(t("ui.matrix.chart"), anchor=False)
    chart = matrix_chart(
        [found for topic in order if (found := dot(visit, topic)) is not None],
        words,
        chosen=chosen(CHOSEN, [topic.label for topic in order]),
        dark=st.context.theme.type == "dark",
    )
    st.vega_lite_chart(
        spec=chart, on_select="rerun", selection_mode=TOPIC, key=CHART, width="stretch"
    )
    st.caption(t("ui.matrix.legend"))


def dot(visit: Visit, topic: TopicLine) -> Dot | None:
    """A topic as a point of the chart; None while it has no place."""
    if topic.quadrant is Quadrant.ONE_SIDE_MISSING:
        return None
    t = visit.words
    computed = tuple(
        None if valence is None else float(valence)
        for valence in (topic.employee.valence, topic.client.valence)
    )
    x, y = (
        _by_hand(topic.moved_to, *computed)
        if topic.moved_to
        else (computed[0] or 0.0, computed[1] or 0.0)
    )
    moved = topic.moved_to is not None and None not in computed
    return Dot(
        label=topic.label,
        title=topic.title,
        quadrant=topic.quadrant,
        x=x,
        y=y,
        voices=min(topic.client.placing.people, topic.employee.placing.people),
        hollow=topic.moved_to is None and topic.computed.to_confirm,
        dotted=topic.client_by_team,
        origin=(computed[0] or 0.0, computed[1] or 0.0) if moved else None,
        facts=(
            (t("ui.matrix.column.topic"), f"{topic.label} · {topic.title}"),
            (t("ui.matrix.column.place"), topic_words.name_of(t, topic)),
            *(
                (
                    t(f"side.label.{side}"),
                    topic_words.voices_said(t, topic_words.reading_of(topic, side).placing),
                )
                for side in Side
            ),
        ),
    )


def _by_hand(quadrant: Quadrant, across: float | None, down: float | None) -> tuple[float, float]:
    """Where a topic moved by hand stands: in its quadrant, as far out as its valences say."""
    team = -1 if quadrant in (Quadrant.PRIORITY, Quadrant.TREAT_NEXT) else 1
    client = -1 if quadrant in (Quadrant.PRIORITY, Quadrant.INDICATORS) else 1
    x, y = abs(across or BY_HAND_AT), abs(down or BY_HAND_AT)
    return team * x, client * y


def _table(visit: Visit, order: tuple[TopicLine, ...]) -> None:
    """The same as the chart, in the order of treatment."""
    t = visit.words
    st.subheader(t("ui.matrix.table"), anchor=False)
    names = {name: t(f"ui.matrix.column.{name}") for name in ("label", "topic", "place", "notes")}
    sides = {side: t(f"side.label.{side}") for side in Side}
    rows = []
    for topic in order:
        row: dict[str, Any] = {
            names["label"]: topic.label,
            names["topic"]: topic.title,
            names["place"]: f"{topic_words.MARKS[topic.quadrant]} {topic_words.name_of(t, topic)}",
        }
        for side, name in sides.items():
            row[name] = _voices(t, topic, side)
        rows.append({**row, names["notes"]: _notes(visit, topic)})
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key="matrix-table",
        width="stretch",
        height=min(520, 40 + 36 * len(rows)),
        column_config={
            names["label"]: st.column_config.TextColumn(width=60),
            names["topic"]: st.column_config.TextColumn(width=230),
            names["place"]: st.column_config.TextColumn(width=120),
            **{name: st.column_config.TextColumn(width=185) for name in sides.values()},
            names["notes"]: st.column_config.TextColumn(width=190),
        },
    )


def _voices(t: Words, topic: TopicLine, side: Side) -> str:
    """The voices of a side, and their valence where somebody spoke: "6 irrités (−1)"."""
    reading = topic_words.reading_of(topic, side)
    said = topic_words.voices_said(t, reading.placing)
    if reading.valence is None:
        return said
    return t("ui.matrix.voices", said=said, valence=topic_words.valence_said(t, reading))


def _notes(visit: Visit, topic: TopicLine) -> str:
    t = visit.words
    notes = []
    if topic.moved_to is not None:
        computed = topic_words.place_name(t, topic.computed.quadrant, shared=topic.computed.shared)
        notes.append(t("ui.matrix.note.moved", computed=computed))
    elif topic.quadrant is Quadrant.ONE_SIDE_MISSING:
        notes.append(topic_words.missing_said(t, topic))
    elif topic.computed.to_confirm:
        notes.append(t("ui.matrix.to_confirm"))
    if topic.client_by_team:
        notes.append(t("ui.matrix.client_by_team"))
    if any(side.rated for side in (topic.client, topic.employee)):
        notes.append(t("ui.matrix.note.rated"))
    if topic.carried_by:
        notes.append(t("ui.matrix.note.carried", role=topic.carried_by))
    return " · ".join(notes)


def _places(visit: Visit) -> None:
    """The four quadrants to drag topics between, in the order of the matrix; a reason is asked."""
    t, view = visit.words, visit.view
    st.subheader(t("ui.matrix.board"), anchor=False)
    st.caption(t("ui.matrix.board.how"))
    columns = [
        Column(
            quadrant,
            f"{topic_words.MARKS[quadrant]} {t(f'quadrant.{quadrant}')}",
            {topic.label: topic.title for topic in view.in_quadrant(quadrant)},
        )
        for quadrant in (*QUADRANTS, Quadrant.CONTESTED)
        if quadrant in QUADRANTS or view.in_quadrant(quadrant)
    ]
    dragged = board(columns, key=key_of("matrix-board"))
    wanted = {label: Quadrant(code) for label, code in dragged.items()}
    if not wanted:
        return
    if Quadrant.CONTESTED in wanted.values():
        st.warning(t("ui.matrix.board.contested"), icon=":material/block:")
        if st.button(t("ui.cancel"), key="matrix-drag-cancel"):
            new_board()
            again()
        return
    _ask_why(visit, wanted)


def _ask_why(visit: Visit, wanted: dict[str, Quadrant]) -> None:
    t, view = visit.words, visit.view
    with st.form("matrix-drag-form"):
        for label, quadrant in wanted.items():
            topic = view.topic(label)
            title = topic.title if topic is not None else label
            st.text(t("ui.matrix.drag", title=title, place=t(f"quadrant.{quadrant}")))
        because = st.text_input(
            t("ui.matrix.by_hand.why"),
            placeholder=t("ui.matrix.by_hand.why.hint"),
            key=key_of("matrix-drag-why"),
        )
        place, cancel, _ = st.columns([2, 2, 5])
        placed = place.form_submit_button(
            t("ui.matrix.by_hand.do"), key="matrix-drag-do", type="primary"
        )
        cancelled = cancel.form_submit_button(t("ui.cancel"), key="matrix-drag-cancel")
    if cancelled:
        new_board()
        again()
    if placed:
        place_by_hand(visit, wanted, because)

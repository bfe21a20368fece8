"""The matrix: the picture, the chart and the table, one topic from close, and places by hand."""

from typing import Any

import pandas as pd
import streamlit as st

from workshop.domain.words import QUADRANTS, CardStatus, Phase, Quadrant, Side
from workshop.services.topics import place_topics, show_topic
from workshop.services.views.workshop import TopicLine
from workshop.ui import live, topic_words
from workshop.ui.charts import TOPIC, ChartWords, Dot, matrix_chart
from workshop.ui.gestures import again, choose, chosen, key_of, menu, renew
from workshop.ui.mirror import draw_mirror
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.projector import quadrants_data
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done
from workshop.ui.sortables import Column, board

CHOSEN = "matrix-topic"
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
    order = visit.view.topics_in_order
    _hear_chart(order)
    picture, near = st.columns([3, 2], gap="medium")
    with picture:
        st.caption(summary(visit))
        picked = live.draw(
            "quadrants", quadrants_data(visit, big=False), key="matrix-picture", on=("pick",)
        ).pick
        if picked and visit.view.topic(picked) is not None:
            choose(CHOSEN, picked)
        draw_mirror(visit, Phase.MATRIX)
        _chart(visit, order)
    with near, st.container(key="matrix-near"):
        _near(visit, order)
    _table(visit, order)
    _places(visit)


def summary(visit: Visit) -> str:
    """The chart in one sentence, for whoever does not see it."""
    t, view = visit.words, visit.view
    parts = []
    for quadrant in (*view.treatment_order, Quadrant.CONTESTED, Quadrant.ONE_SIDE_MISSING):
        n = len(view.in_quadrant(quadrant))
        if n or quadrant in QUADRANTS:
            place = t(f"quadrant.{quadrant}")
            parts.append(t("ui.matrix.summary.part", n=t.number(n), place=place))
    return t(
        "ui.matrix.summary",
        topics=t.count("count.topics", len(view.topics)),
        parts=t.listing(parts),
    )


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
        for valence in (topic.employee.placing.valence, topic.client.placing.valence)
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


def _near(visit: Visit, order: tuple[TopicLine, ...]) -> None:
    t, view = visit.words, visit.view
    names = {
        topic.label: f"{topic_words.MARKS[topic.quadrant]} {topic.label} · {topic.title}"
        for topic in order
    }
    topic = view.topic(menu(CHOSEN, t("ui.matrix.choose"), names))
    if topic is None:
        return
    live.draw("matrix", topic_card(visit, topic), key="matrix-card")
    _show(visit, topic)
    _place_form(visit, topic)


def topic_card(visit: Visit, topic: TopicLine) -> dict[str, Any]:
    """One topic from close, for the component ``matrix``: all its sentences, ready to read."""
    t, view = visit.words, visit.view
    quadrant = topic.quadrant
    found = [view.card(label) for label in topic.cards]
    return {
        "label": topic.label,
        "title": topic.title,
        "code": quadrant,
        "place": topic_words.name_of(t, topic),
        "says": t(f"quadrant.{quadrant}.says") if quadrant in QUADRANTS else "",
        "moved": _moved_lines(visit, topic),
        "sides": [_side(visit, topic, side) for side in Side],
        "reason": topic_words.reason(t, topic),
        "cautions": topic_words.cautions(t, topic),
        "treatment": topic_words.treatment(t, topic),
        "cards": [
            {
                "kind": card.kind,
                "sign": topic_words.SIGNS[card.kind],
                "text": card.text,
                "note": _card_note(visit, card.label),
            }
            for card in found
            if card is not None and card.status is CardStatus.SHOWN
        ],
        "history": [
            t(
                "ui.matrix.move" if move.moved_to else "ui.matrix.move.back",
                at=t.moment(move.at),
                computed=t(f"quadrant.{move.computed}"),
                place=t(f"quadrant.{move.moved_to}") if move.moved_to else "",
                because=move.because,
            )
            for move in view.moves
            if move.topic == topic.label
        ],
        "words": {
            name: t(f"ui.matrix.part.{name}")
            for name in ("cautions", "treatment", "cards", "history")
        },
    }


def _moved_lines(visit: Visit, topic: TopicLine) -> list[str]:
    if topic.moved_to is None:
        return []
    t = visit.words
    computed = topic_words.place_name(t, topic.computed.quadrant, shared=topic.computed.shared)
    return [t("ui.matrix.moved", because=topic.moved_because, computed=computed)]


def _side(visit: Visit, topic: TopicLine, side: Side) -> dict[str, Any]:
    t, reading = visit.words, topic_words.reading_of(topic, side)
    voices = reading.placing
    return {
        "name": t("ui.matrix.client_by_team")
        if side is Side.CLIENT and topic.client_by_team
        else t(f"side.label.{side}"),
        "said": topic_words.voices_said(t, voices),
        "valence": topic_words.valence_said(t, reading),
        "irritants": voices.irritants,
        "enchantments": voices.enchantments,
        "total": max(1, voices.irritants + voices.enchantments + voices.none),
    }


def _card_note(visit: Visit, label: str) -> str:
    t, view = visit.words, visit.view
    card = view.card(label)
    assert card is not None
    parts = [label, t(f"side.label.{card.side}"), view.step_title(card.step) or t("step.any")]
    if card.me_too:
        parts.append(t("ui.topic.me_too", n=t.number(card.me_too)))
    if card.source == "data":
        parts.append(t("ui.topic.from_data"))
    return " · ".join(parts)


def _show(visit: Visit, topic: TopicLine) -> None:
    """Open the topic on the projector, or give the projector back its whole picture."""
    t = visit.words
    shown = visit.view.workshop.projector_topic == int(topic.label[1:])
    name = "hide" if shown else "show"
    icon = ":material/grid_view:" if shown else ":material/present_to_all:"
    if st.button(t(f"ui.matrix.{name}"), key="matrix-show", icon=icon, width="stretch"):
        with refusals(visit):
            show_topic(visit.house, visit.facilitator, None if shown else topic.label)
            done(visit, f"ui.matrix.{name}.done")
            again()


def _place_form(visit: Visit, topic: TopicLine) -> None:
    """The twin of the drag: quadrant and reason, and the way back to the computed place."""
    t = visit.words
    if topic.computed.quadrant is Quadrant.ONE_SIDE_MISSING and topic.moved_to is None:
        st.caption(t("ui.matrix.no_place_by_hand"))
        return
    if topic.moved_to is not None and st.button(
        t("ui.matrix.back"), key="matrix-back", icon=":material/undo:", width="stretch"
    ):
        with refusals(visit):
            place_topics(visit.house, visit.facilitator, {topic.label: None}, because="")
            done(visit, "ui.matrix.back.done")
            again()
    others = [quadrant for quadrant in QUADRANTS if quadrant is not topic.quadrant]
    with (
        st.expander(t("ui.matrix.by_hand"), icon=":material/pan_tool:"),
        st.form(f"matrix-place-form-{topic.label}", border=False),
    ):
        quadrant = st.selectbox(
            t("ui.matrix.by_hand.where"),
            others,
            format_func=lambda code: f"{topic_words.MARKS[code]} {t(f'quadrant.{code}')}",
            key=f"matrix-where-{topic.label}",
        )
        because = st.text_area(
            t("ui.matrix.by_hand.why"),
            placeholder=t("ui.matrix.by_hand.why.hint"),
            key=key_of(f"matrix-why-{topic.label}"),
            height=80,
        )
        if st.form_submit_button(t("ui.matrix.by_hand.do"), key="matrix-place"):
            _place(visit, {topic.label: quadrant}, because)


def _place(visit: Visit, wanted: dict[str, Quadrant], because: str) -> None:
    """Give topics a place by hand; one dropped where it is computed goes back there."""
    computed = {topic.label: topic.computed.quadrant for topic in visit.view.topics}
    places = {
        label: None if quadrant is computed.get(label) else quadrant
        for label, quadrant in wanted.items()
    }
    with refusals(visit):
        place_topics(visit.house, visit.facilitator, places, because=because)
        _new_board()
        renew(*(f"matrix-why-{label}" for label in wanted))
        done(visit, "ui.matrix.placed")
        again()


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
            reading = topic_words.reading_of(topic, side)
            row[name] = topic_words.valence_said(t, reading)
            row[t("ui.matrix.column.voices", side=name)] = topic_words.voices_said(
                t, reading.placing
            )
        rows.append({**row, names["notes"]: _notes(visit, topic)})
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key="matrix-table",
        width="stretch",
        height=min(520, 40 + 36 * len(rows)),
        column_config={
            names["label"]: st.column_config.TextColumn(width=60),
            names["topic"]: st.column_config.TextColumn(width="medium"),
            names["notes"]: st.column_config.TextColumn(width="medium"),
        },
    )


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
            _new_board()
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
        _new_board()
        again()
    if placed:
        _place(visit, wanted, because)


def _new_board() -> None:
    renew("matrix-board", "matrix-drag-why")

"""One topic of the matrix from close: why it lies there, its cards, what to do, and its place."""

from typing import Any

import streamlit as st

from workshop.domain.matrix import RATINGS, SideReading
from workshop.domain.text import NOTE_LIMIT, TITLE_LIMIT
from workshop.domain.words import QUADRANTS, CardStatus, Phase, Quadrant, Side, Source
from workshop.services.actions import ActionDraft, add_action
from workshop.services.topics import place_topics, show_topic, split_by_step
from workshop.services.views.lens import Lens
from workshop.services.views.workshop import CardLine, TopicLine
from workshop.ui import live, topic_words
from workshop.ui.answers import scale_words
from workshop.ui.causes import ask_cause
from workshop.ui.fields import fits
from workshop.ui.gestures import again, key_of, menu, renew
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.shell import Visit, done, refusals
from workshop.ui.treatment import panel

CHOSEN = "matrix-topic"
OF_A_TOPIC = ("matrix-place", "matrix-back", "matrix-action")
"""Buttons that change where a topic lies, or what carries it."""
NEEDS_ACTION = (Quadrant.PRIORITY, Quadrant.CAPITALISE)


def draw_near(visit: Visit, order: tuple[TopicLine, ...], lens: Lens | None) -> None:
    """The menu of topics and the open one; what changes it only where nothing is filtered."""
    t, view = visit.words, visit.view
    names = {
        topic.label: f"{topic_words.MARKS[topic.quadrant]} {topic.label} · {topic.title}"
        for topic in order
    }
    topic = view.topic(menu(CHOSEN, t("ui.matrix.choose"), names))
    if topic is None:
        return
    live.draw("matrix", topic_card(visit, topic, lens), key="matrix-card")
    if lens is None:
        _treat(visit, topic)
        _show(visit, topic)
        _split(visit, topic)
        _place_form(visit, topic)


def topic_card(visit: Visit, topic: TopicLine, lens: Lens | None = None) -> dict[str, Any]:
    """One topic from close, for the component ``matrix``: all its sentences, ready to read."""
    t, view = visit.words, visit.view
    quadrant = topic.quadrant
    found = [card for label in topic.cards if (card := view.card(label))]
    return {
        "label": topic.label,
        "title": topic.title,
        "code": quadrant,
        "place": topic_words.name_of(t, topic),
        "says": t(f"quadrant.{quadrant}.says") if quadrant in QUADRANTS else "",
        "moved": _moved_lines(visit, topic),
        "sides": [_side(visit, topic, side) for side in Side],
        "where": topic_words.where_said(view, t, topic) if lens is None else "",
        "reason": topic_words.reason(t, topic),
        "cautions": topic_words.cautions(t, topic),
        "treatment": topic_words.treatment(t, topic),
        "panel": panel(visit, topic) if lens is None else [],
        "cards": [
            {
                "kind": card.kind,
                "sign": topic_words.SIGNS[card.kind],
                "text": card.text,
                "note": _card_note(visit, card),
                "data": card.source is Source.DATA,
            }
            for card in found
            if card.status is CardStatus.SHOWN and (lens is None or lens.shows(card))
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
    by_team = side is Side.CLIENT and topic.client_by_team
    return {
        "name": t("ui.matrix.client_by_team") if by_team else t(f"side.label.{side}"),
        "dotted": by_team,
        "said": topic_words.voices_said(t, reading.placing),
        "valence": topic_words.valence_said(t, reading),
        **_bar(reading),
        "data": _data(visit, reading),
        "spread": _spread(visit, reading),
        "roles": [
            t("ui.matrix.role", role=family, said=topic_words.voices_said(t, voices))
            for family, voices in reading.split.items()
            if family
        ],
    }


def _bar(reading: SideReading) -> dict[str, int]:
    voices = reading.placing
    return {
        "irritants": voices.irritants,
        "enchantments": voices.enchantments,
        "total": max(1, voices.irritants + voices.enchantments + voices.none),
    }


def _data(visit: Visit, reading: SideReading) -> dict[str, Any] | None:
    """The imported data beside the room's voices, never summed with them."""
    if reading.data.valence is None or reading.from_data:
        return None
    t, alone = visit.words, SideReading(data=reading.data)
    return {
        "said": t("ui.matrix.data", said=topic_words.voices_said(t, reading.data)),
        "valence": topic_words.valence_said(t, alone),
        **_bar(alone),
    }


def _spread(visit: Visit, reading: SideReading) -> dict[str, Any] | None:
    """How the ratings spread from very hard to very pleasant."""
    if reading.mean is None:
        return None
    t = visit.words
    return {
        "counts": list(reading.spread),
        "words": list(scale_words(t)),
        "said": t(
            "ui.matrix.spread",
            mean=t.signed(reading.mean),
            ratings=t.count("ui.round.ratings", sum(reading.spread)),
        ),
        "low": t.number(RATINGS[0]),
    }


def _card_note(visit: Visit, card: CardLine) -> str:
    t, view = visit.words, visit.view
    step = view.step_title(card.step) or t("step.any")
    parts = [card.label, t(f"side.label.{card.side}"), step]
    if card.me_too:
        parts.append(t("ui.topic.me_too", n=t.number(card.me_too)))
    if card.source is Source.DATA:
        parts.append(t("ui.topic.from_data"))
    return " · ".join(parts)


# --- what can be done with it ---------------------------------------------------------------------


def _treat(visit: Visit, topic: TopicLine) -> None:
    """The next gesture that its quadrant asks for."""
    t = visit.words
    if topic.quadrant in NEEDS_ACTION:
        _action_form(visit, topic)
    elif topic.quadrant is Quadrant.TREAT_NEXT and st.button(
        t("ui.panel.cause.go"), key="matrix-cause", icon=":material/account_tree:", width="stretch"
    ):
        ask_cause(topic.label)
        st.switch_page(path_of(phase_script(Phase.CAUSES)))


def _action_form(visit: Visit, topic: TopicLine) -> None:
    """Who takes it on, or what is protected and where it is repeated: one action, in two lines."""
    t, repeats = visit.words, topic.quadrant is Quadrant.CAPITALISE
    name = "protect" if repeats else "owner"
    key = f"matrix-action-{topic.label}"
    with (
        st.expander(t(f"ui.panel.{name}.form"), icon=":material/person_check:"),
        st.form(f"{key}-form", border=False),
    ):
        what = fits(
            t,
            st.text_input(
                t(f"ui.panel.{name}.what"),
                placeholder=t(f"ui.panel.{name}.hint"),
                key=key_of(f"{key}-what"),
            ),
            NOTE_LIMIT,
        )
        steps: list[str] = []
        if repeats:
            titles = [step.client_title for step in visit.view.steps]
            steps = st.multiselect(
                t("ui.panel.repeat"),
                titles,
                placeholder=t("ui.panel.repeat.hint"),
                key=key_of(f"{key}-steps"),
                select_all=False,
            )
        owner, confirm = st.columns(2)
        who = fits(
            t, owner.text_input(t("ui.panel.who"), key=key_of(f"{key}-who")), TITLE_LIMIT, at=owner
        )
        unsure = fits(
            t,
            confirm.text_input(t("ui.panel.confirm"), key=key_of(f"{key}-confirm")),
            TITLE_LIMIT,
            at=confirm,
        )
        sent = st.form_submit_button(t("ui.panel.do"), key="matrix-action")
    if not sent:
        return
    if steps and what.strip():
        what = t("ui.panel.repeat.at", what=what.strip(), steps=t.listing(steps))
    with refusals(visit):
        draft = ActionDraft(what, owner=who, to_confirm_with=unsure, topic=topic.label)
        label = add_action(visit.house, visit.facilitator, draft)
        renew(*(f"{key}-{field}" for field in ("what", "steps", "who", "confirm")))
        done(visit, "ui.panel.done", action=label)
        again()


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


def _split(visit: Visit, topic: TopicLine) -> None:
    """One gesture makes a topic of each step; undo is on the page of the topics."""
    t = visit.words
    if topic.steps_spread > 1 and st.button(
        t.count("ui.matrix.split", topic.steps_spread),
        key="matrix-split",
        icon=":material/call_split:",
        width="stretch",
    ):
        with refusals(visit):
            split_by_step(visit.house, visit.facilitator, topic.label)
            done(visit, "ui.matrix.split.done")
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
            place_by_hand(visit, {topic.label: quadrant}, because)


def place_by_hand(visit: Visit, wanted: dict[str, Quadrant], because: str) -> None:
    """Give topics a place by hand; one dropped where it is computed goes back there."""
    computed = {topic.label: topic.computed.quadrant for topic in visit.view.topics}
    places = {
        label: None if quadrant is computed.get(label) else quadrant
        for label, quadrant in wanted.items()
    }
    with refusals(visit):
        place_topics(visit.house, visit.facilitator, places, because=because)
        new_board()
        renew(*(f"matrix-why-{label}" for label in wanted))
        done(visit, "ui.matrix.placed")
        again()


def new_board() -> None:
    """The board to drag on begins anew: what was dragged is settled."""
    renew("matrix-board", "matrix-drag-why")

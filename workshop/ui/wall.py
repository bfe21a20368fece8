"""The wall of cards: the facilitator's own, with controls; the projector's, in batches."""

from typing import Any

import streamlit as st

from workshop.domain.words import Side
from workshop.services.capture import hide_card, hide_last_card
from workshop.services.journeys import ANY_STEP
from workshop.services.workshops import blank_projector, push_focus
from workshop.ui import live
from workshop.ui.shell import Visit, done, refresh, refusals


def draw_wall(visit: Visit) -> None:
    """The facilitator's wall under the controls of what phones are asked."""
    _focus(visit)
    _keys(visit)
    _wall(visit)


@st.fragment
def _wall(visit: Visit) -> None:
    visit = refresh(visit)
    pressed = live.draw("wall", wall_data(visit), key="wall", on=("hide", "restore"))
    with refusals(visit):
        if label := pressed.hide:
            hide_card(visit.house, visit.facilitator, str(label), hidden=True)
        if label := pressed.restore:
            hide_card(visit.house, visit.facilitator, str(label), hidden=False)


@st.fragment
def _keys(visit: Visit) -> None:
    visit = refresh(visit)
    said = press_keys(visit)
    if said:
        st.toast(said, icon=":material/check:")
    if refresh(visit).view.workshop.projector_blank:
        st.warning(visit.words("ui.wall.dark"), icon=":material/tv_off:")
    st.caption(visit.words("ui.wall.keys"))


def press_keys(visit: Visit) -> str:
    """``h`` hides the last card, ``b`` blanks the projector or shows it again.

    Gives what is to be said to whoever hid a card, "" otherwise: the projector says nothing.
    """
    said = ""
    pressed = live.draw(
        "keys", {"keys": {"h": "hide_last", "b": "blank"}}, key="keys", on=("hide_last", "blank")
    )
    with refusals(visit):
        if pressed.hide_last:
            card = hide_last_card(visit.house, visit.facilitator)
            key = "ui.wall.hid" if card else "ui.wall.nothing_to_hide"
            said = visit.words(key, card=card)
        if pressed.blank:
            blank_projector(
                visit.house,
                visit.facilitator,
                blank=not visit.view.workshop.projector_blank,
            )
    return said


def wall_data(visit: Visit, *, projector: bool = False) -> dict[str, Any]:
    """What the wall's component needs besides the stream: the steps and the words."""
    t, view = visit.words, visit.view
    return {
        "code": view.workshop.code,
        "mode": "projector" if projector else "facilitator",
        "pace": view.workshop.wall_pace,
        "steps": [{"id": str(step.id), "title": step.client_title} for step in view.steps],
        "words": {
            "client": t("side.label.client"),
            "employee": t("side.label.employee"),
            "irritant": t("kind.irritant.phone"),
            "enchantment": t("kind.enchantment.phone"),
            "any": t("step.any"),
            **{
                name: t(f"ui.wall.{name}")
                for name in (
                    "all_steps",
                    "both_sides",
                    "both_kinds",
                    "shown_cards",
                    "hidden_cards",
                    "hide",
                    "restore",
                    "empty",
                    "count",
                    "me_too",
                    "pause",
                    "paused",
                    "resume",
                )
            },
        },
    }


def _focus(visit: Visit) -> None:
    """Say which step and side the room speaks of: phones then ask only − or + and a sentence."""
    t, workshop = visit.words, visit.view.workshop
    titles = {str(step.id): f"{step.position} · {step.client_title}" for step in visit.view.steps}
    titles = {"": t("ui.wall.free"), **titles, ANY_STEP: t("step.any")}
    sides = {"": t("ui.wall.both_sides")}
    sides.update((side, t(f"side.label.{side}")) for side in Side)
    with st.container(border=True):
        st.markdown(f"**{t('ui.wall.focus')}**")
        at, who, go = st.columns([5, 4, 3], vertical_alignment="bottom")
        steps, codes = list(titles), list(sides)
        step = at.selectbox(
            t("ui.wall.focus_step"),
            steps,
            index=steps.index(workshop.focus_step) if workshop.focus_step in titles else 0,
            format_func=titles.__getitem__,
            key="focus-step",
        )
        side = who.selectbox(
            t("ui.wall.focus_side"),
            codes,
            index=codes.index(workshop.focus_side) if workshop.focus_side in sides else 0,
            format_func=sides.__getitem__,
            key="focus-side",
        )
        changed = (step, side) != (workshop.focus_step, workshop.focus_side)
        if go.button(t("ui.wall.push"), key="push-focus", disabled=not changed, width="stretch"):
            with refusals(visit):
                push_focus(visit.house, visit.facilitator, step=step or "", side=side or "")
                done(visit, "ui.wall.pushed")
                st.rerun()

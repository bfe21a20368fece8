"""The facilitator's wall of cards: what waits, what is shown, and what may be done with each."""

from typing import Any

import streamlit as st

from workshop.domain.words import CardStatus, Origin, SetAside, Side
from workshop.services.journeys import ANY_STEP
from workshop.services.moderation import (
    park,
    remove_device,
    set_aside,
    show_card,
    show_waiting,
)
from workshop.services.workshops import push_focus
from workshop.ui import live
from workshop.ui.paper import draw_paper
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.verbatims import draw_verbatims

MARKED = (Origin.TABLE, Origin.HAND, Origin.REHEARSAL)
"""Voices that are not one phone each: their cards say so."""
PILES = (CardStatus.SHOWN, CardStatus.HIDDEN, CardStatus.PARKED)
WORDS = (
    "all_steps",
    "both_sides",
    "both_kinds",
    "empty",
    "nothing_here",
    "count",
    "me_too",
    "pause",
    "resume",
    "waiting",
    "inbox_empty",
    "approve",
    "approve_all",
    "restore",
    "aside",
    "park",
    "more",
    "remove",
    "no_device",
    "why",
    "note",
    "tomorrow",
    "data",
    "of_data",
    "question",
)
"""Of the catalogue, below ``ui.wall``."""
NOTE_LIMIT = 140
"""Characters of the note that may go with a reason."""
GESTURES = ("show", "show_all", "aside", "park", "remove")
"""What the wall asks for: each with the card it is about."""


def draw_brought(visit: Visit) -> None:
    """Cards that no phone sends: of somebody without one, or of a table from before; folded."""
    draw_paper(visit)
    draw_verbatims(visit)


@st.fragment
def wall(visit: Visit, *, as_list: bool = False) -> None:
    """Every card with what may be done with it, those that wait apart; it draws itself live.

    ``as_list``: the newest change first instead of step by step, for whoever only moderates.
    """
    visit = refresh(visit)
    data = wall_data(visit, mode="list" if as_list else "facilitator")
    pressed = live.draw("wall", data, key="wall", on=GESTURES)
    with refusals(visit):
        _do(visit, pressed)


def _do(visit: Visit, pressed: Any) -> None:
    """The one gesture that was asked for; the stream shows by itself what became of the card."""
    t, house, actor = visit.words, visit.house, visit.facilitator
    if asked := pressed.show:
        show_card(house, actor, _card(asked), seen=_seen(asked))
    if asked := pressed.show_all:
        shown = show_waiting(house, actor, seen=_seen(asked))
        st.toast(t.count("ui.wall.approved", shown), icon=":material/check:")
    if asked := pressed.aside:
        card = _card(asked)
        set_aside(house, actor, card, reason=_said(asked, "reason"), note=_said(asked, "note"))
        st.toast(t("ui.wall.was_set_aside", card=card), icon=":material/check:")
    if asked := pressed.park:
        park(house, actor, _card(asked))
        st.toast(t("ui.wall.was_parked", card=_card(asked)), icon=":material/check:")
    if asked := pressed.remove:
        _ask_remove(visit, _card(asked))


def _card(asked: object) -> str:
    return _said(asked, "card")


def _seen(asked: object) -> int | None:
    """The newest change of what was on the screen: nothing is let out that nobody has read."""
    said = _said(asked, "seen")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else None


def _said(asked: object, name: str) -> str:
    """One word of what a browser sent, which may be anything."""
    return str(asked.get(name, "")) if isinstance(asked, dict) else ""


def _ask_remove(visit: Visit, label: str) -> None:
    """Removing a device is said clearly, and done only on a second tap."""
    card = visit.view.card(label)

    @st.dialog(visit.words("ui.remove.title"))
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        if card is not None:
            st.text(t("ui.remove.card", card=label, text=card.text))
        st.write(t("ui.remove.text"))
        cards_too = st.checkbox(t("ui.remove.cards_too"), key="remove-cards-too")
        if st.button(
            t("ui.remove.sure"),
            key="remove-sure",
            type="primary",
            icon=":material/phonelink_erase:",
        ):
            with refusals(here):
                n = remove_device(
                    here.house, here.facilitator, label, set_cards_aside=bool(cards_too)
                )
                done(here, "ui.remove.done")
                if n:
                    st.session_state["said"] = t.count("ui.remove.done_cards", n)
                st.rerun()

    asked()


def wall_data(visit: Visit, *, mode: str) -> dict[str, Any]:
    """What the wall's component needs besides the stream: the steps, the questions, the words."""
    t, view = visit.words, visit.view
    return {
        "code": view.workshop.code,
        "mode": mode,
        "inbox_first": view.workshop.inbox_first,
        "note_limit": NOTE_LIMIT,
        "steps": [{"id": str(step.id), "title": step.client_title} for step in view.steps],
        "questions": {question.label: question.text for question in view.questions},
        "words": {
            "client": t("side.label.client"),
            "employee": t("side.label.employee"),
            "irritant": t("kind.irritant.phone"),
            "enchantment": t("kind.enchantment.phone"),
            "any": t("step.any"),
            "reasons": {reason: t(f"set_aside.{reason}") for reason in SetAside},
            "origins": {origin: t(f"ui.wall.origin.{origin}") for origin in MARKED},
            "piles": {pile: t(f"ui.wall.pile.{pile}") for pile in PILES},
            **{name: t(f"ui.wall.{name}") for name in WORDS},
        },
    }


def draw_what_is_asked(visit: Visit) -> None:
    """Say which step and side the room speaks of: phones then ask only − or + and a sentence."""
    t, workshop = visit.words, visit.view.workshop
    titles = {str(step.id): f"{step.position} · {step.client_title}" for step in visit.view.steps}
    titles = {"": t("ui.wall.free"), **titles, ANY_STEP: t("step.any")}
    sides = {"": t("ui.wall.both_sides")}
    sides.update((side, t(f"side.label.{side}")) for side in Side)
    now = [titles.get(workshop.focus_step, titles[""])]
    if workshop.focus_side:
        now.append(sides[workshop.focus_side])
    with st.expander(
        t("ui.wall.focus", what=plain(" · ".join(now))),
        key="focus",
        icon=":material/center_focus_strong:",
    ):
        at, who = st.columns([4, 3])
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
        if st.button(t("ui.wall.push"), key="push-focus", disabled=not changed, type="primary"):
            with refusals(visit):
                push_focus(visit.house, visit.facilitator, step=step or "", side=side or "")
                done(visit, "ui.wall.pushed")
                st.rerun()

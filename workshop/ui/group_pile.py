"""Cards to tick: the free ones, to be named or put into a topic; those of a topic, to part it."""

from typing import Any

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Kind, Side
from workshop.services.journeys import ANY_STEP
from workshop.services.topics import make_topic, move_cards
from workshop.services.views.workshop import CardLine
from workshop.ui import live, topic_words
from workshop.ui.gestures import again
from workshop.ui.group_shown import by_number, welcome
from workshop.ui.shell import Visit, done, refusals

PILE = "group-pile"
KEPT = "group-pile-kept"
"""The last request that succeeded, by which the pile knows that its ticks are used up."""
_HEARD = "group-pile-heard"
"""The last request that was heeded at all."""


def heed_pile(visit: Visit) -> bool:
    """Do what was asked of the ticked cards since the last run; True when it changed something."""
    return _heed(visit, live.sent(PILE, "asked"))


def draw_pile(visit: Visit) -> None:
    """The cards without a topic: tick some, name them, or put them into a topic there is."""
    data = pile_data(visit, visit.view.free_cards, verb="make", kept=KEPT)
    data["topics"] = [{"label": topic.label, "title": topic.title} for topic in by_number(visit)]
    if _heed(visit, live.draw("pile", data, key=PILE, on=("asked",)).asked):
        again()


def _heed(visit: Visit, asked: Any) -> bool:
    if not asked or asked.get("turn") == st.session_state.get(_HEARD):
        return False
    st.session_state[_HEARD] = asked.get("turn")
    cards = [str(label) for label in asked.get("cards", ())]
    with refusals(visit):
        if asked.get("to"):
            move_cards(visit.house, visit.facilitator, cards, to=str(asked["to"]))
            done(visit, "ui.group.moved", title=asked["to"])
        else:
            label = make_topic(
                visit.house, visit.facilitator, title=str(asked.get("title", "")), cards=cards
            )
            welcome(label)
            done(visit, "ui.group.made", title=label)
        st.session_state[KEPT] = asked.get("turn")
        return True
    return False


def pile_data(visit: Visit, cards: tuple[CardLine, ...], *, verb: str, kept: str) -> dict[str, Any]:
    """Cards to tick for the component ``pile``; ``verb``: the key of what its button says.

    ``kept``: where the last request that succeeded is remembered, so that the ticks are cleared
    only then.
    """
    t = visit.words
    steps = step_names(visit)
    return {
        "cards": [
            {
                "label": card.label,
                "side": card.side,
                "kind": card.kind,
                "step": card.step,
                "sign": topic_words.SIGNS[card.kind],
                "text": card.text,
                "note": card_note(visit, card, steps),
            }
            for card in cards
        ],
        "steps": [{"code": code, "name": name} for code, name in steps.items()],
        "sides": [{"code": side, "name": t(f"side.label.{side}")} for side in Side],
        "kinds": [{"code": kind, "name": t(f"kind.{kind}.phone")} for kind in Kind],
        "topics": None,
        "title_limit": TITLE_LIMIT,
        "kept": st.session_state.get(kept),
        "words": {
            **{
                name: t(f"ui.group.pile.{name}")
                for name in (
                    "search",
                    "step",
                    "side",
                    "kind",
                    "all_steps",
                    "both_sides",
                    "both_kinds",
                    "list",
                    "count",
                    "nothing_found",
                    "empty",
                    "title",
                    "to",
                )
            },
            "make": t(f"ui.group.pile.{verb}"),
        },
    }


def step_names(visit: Visit) -> dict[str, str]:
    """The steps' titles by id, "everywhere" last."""
    named = {str(step.id): step.client_title for step in visit.view.steps}
    return {**named, ANY_STEP: visit.words("step.any")}


def card_note(visit: Visit, card: CardLine, steps: dict[str, str]) -> str:
    """What stands under a card's sentence: its label, its side, its step, who agrees."""
    t = visit.words
    parts = [card.label, t(f"side.label.{card.side}"), steps.get(card.step, t("step.any"))]
    if card.me_too:
        parts.append(t("ui.topic.me_too", n=t.number(card.me_too)))
    if card.source == "data":
        parts.append(t("ui.topic.from_data"))
    return " · ".join(parts)

"""What the parts of the grouping page share: which topic is open, what lies on the board."""

import streamlit as st

from workshop.domain.words import CardStatus
from workshop.services.views.workshop import CardLine, TopicLine
from workshop.ui.gestures import choose, renew
from workshop.ui.shell import Visit

CHOSEN = "group-topic"
ON_BOARD = "group-on-board:kept"
MOST_AT_ONCE = 7
"""Topics that a new one joins on the board; more may be chosen."""


def welcome(label: str) -> None:
    """A topic just made is the one open, and is on the board."""
    choose(CHOSEN, label)
    on_board = st.session_state.get(ON_BOARD)
    if on_board is not None:
        st.session_state[ON_BOARD] = [*on_board[: MOST_AT_ONCE - 1], label]
        renew("group-on-board")


def held(visit: Visit, topic: TopicLine) -> list[CardLine]:
    """The shown cards of a topic, in the order of their labels."""
    cards = {card.label: card for card in visit.view.cards if card.topic == topic.label}
    return [
        cards[label]
        for label in topic.cards
        if label in cards and cards[label].status is CardStatus.SHOWN
    ]


def held_by_topic(visit: Visit) -> dict[str, list[CardLine]]:
    """The shown cards of every topic that has some, by its label."""
    cards: dict[str, list[CardLine]] = {}
    for card in visit.view.shown_cards:
        if card.topic is not None:
            cards.setdefault(card.topic, []).append(card)
    return cards


def by_number(visit: Visit) -> list[TopicLine]:
    """Topics in the order they were made: while grouping, nothing changes place by itself."""
    return sorted(visit.view.topics, key=lambda topic: int(topic.label[1:]))


def shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"

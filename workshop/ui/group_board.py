"""Topics as columns to drag cards between, and the twin of the drag for keyboards and touch."""

from collections.abc import Sequence

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.services.journeys import ANY_STEP
from workshop.services.topics import arrange, make_topic, move_cards
from workshop.services.views.workshop import CardLine
from workshop.ui import topic_words
from workshop.ui.columns import Column, board
from workshop.ui.fields import fits
from workshop.ui.gestures import again, follow_names, key_of, renew
from workshop.ui.group_shown import ON_BOARD, by_number, held, shortened, welcome
from workshop.ui.shell import Visit, done, refusals

FREE = ""
"""In menus and on the board: the column of cards in no topic."""
NEW = "+"
"""In the menu of destinations: a topic that does not exist yet."""
COLUMNS_AT_FIRST = 3
FREE_ON_BOARD = 40


def draw_board(visit: Visit) -> None:
    t, view = visit.words, visit.view
    st.subheader(t("ui.group.board"), anchor=False)
    titles = {topic.label: f"{topic.label} · {topic.title}" for topic in by_number(visit)}
    which, where = st.columns([3, 2])
    kept = [label for label in st.session_state.get(ON_BOARD, _largest(visit)) if label in titles]
    follow_names("group-on-board", [titles[label] for label in kept])
    key = key_of("group-on-board")
    on_board = which.multiselect(
        t("ui.group.board.topics"),
        list(titles),
        default=None if key in st.session_state else kept,
        format_func=lambda found: titles.get(found, found),
        key=key,
        select_all=False,
    )
    on_board = [label for label in on_board if label in titles]
    st.session_state[ON_BOARD] = on_board
    follow_names("group-on-board", [titles[label] for label in on_board], new=False)
    step = where.selectbox(
        t("ui.group.board.step"),
        ["", *(str(step.id) for step in view.steps), ANY_STEP],
        format_func=lambda found: (
            t("ui.group.pile.all_steps") if not found else view.step_title(found) or t("step.any")
        ),
        key="group-board-step",
    )
    _drag(visit, on_board, step or "")
    _move(visit, titles)


def _drag(visit: Visit, on_board: list[str], step: str) -> None:
    """The columns; what is dragged is one change, refused when the picture was out of date."""
    t, view = visit.words, visit.view

    def of_step(cards: list[CardLine]) -> list[CardLine]:
        return [card for card in cards if not step or card.step == step]

    loose = of_step(list(view.free_cards))
    columns = [
        Column(FREE, t.count("ui.group.free", len(loose)), _items(loose[:FREE_ON_BOARD])),
        *(
            Column(
                topic.label,
                f"{topic.label} · {topic.title}",
                _items(of_step(held(visit, topic))),
            )
            for label in on_board
            if (topic := view.topic(label)) is not None
        ),
    ]
    if len(loose) > FREE_ON_BOARD:
        st.caption(t("ui.group.board.first", n=t.number(FREE_ON_BOARD)))
    dragged = board(
        columns, key=key_of("group-board"), across=min(4, max(2, len(columns))), tallest_px=380
    )
    if not dragged:
        return
    members: dict[str | None, Sequence[str]] = {
        code or None: [card for card, place in dragged.items() if place == code]
        for code in dragged.values()
    }
    # Whatever the answer, the next run draws what is stored: a refused drag must not stay on view.
    renew("group-board")
    with refusals(visit):
        arrange(
            visit.house,
            visit.facilitator,
            members,
            seen_revision=view.workshop.revision,
        )
        done(visit, "ui.group.arranged")
        again()


def _move(visit: Visit, titles: dict[str, str]) -> None:
    """The twin of the drag, for keyboards and touch: choose cards, then where they go."""
    t, view = visit.words, visit.view
    texts = {card.label: f"{card.label} · {shortened(card.text)}" for card in view.shown_cards}
    places = {NEW: t("ui.group.move.new"), FREE: t("ui.group.move.free"), **titles}
    with (
        st.expander(t("ui.group.move"), icon=":material/keyboard:"),
        st.form("group-move-form", border=False),
    ):
        cards = st.multiselect(
            t("ui.group.move.cards"),
            list(texts),
            format_func=lambda found: texts.get(found, found),
            placeholder=t("ui.group.move.cards.hint"),
            key=key_of("group-move-cards"),
            select_all=False,
        )
        where, named, go = st.columns([3, 3, 1], vertical_alignment="bottom")
        to = where.selectbox(
            t("ui.group.move.to"),
            list(places),
            format_func=lambda found: places.get(found, found),
            key="group-move-to",
        )
        title = fits(
            t,
            named.text_input(t("ui.group.move.title"), key=key_of("group-move-title")),
            TITLE_LIMIT,
            at=named,
        )
        moved = go.form_submit_button(t("ui.group.move.do"), key="group-move", width="stretch")
    if moved:
        with refusals(visit):
            _put(visit, cards, to, title)
            renew("group-move-cards", "group-move-title")
            again()


def _put(visit: Visit, cards: list[str], to: str, title: str) -> None:
    house, actor = visit.house, visit.facilitator
    if to == NEW:
        label = make_topic(house, actor, title=title, cards=cards)
        welcome(label)
        done(visit, "ui.group.made", title=label)
        return
    move_cards(house, actor, cards, to=to or None)
    done(visit, "ui.group.moved", title=to) if to else done(visit, "ui.group.freed")


def _largest(visit: Visit) -> list[str]:
    by_size = sorted(visit.view.topics, key=lambda topic: -len(topic.cards))
    return [topic.label for topic in by_size[:COLUMNS_AT_FIRST]]


def _items(cards: list[CardLine]) -> dict[str, str]:
    return {card.label: f"{topic_words.SIGNS[card.kind]} {card.text}" for card in cards}

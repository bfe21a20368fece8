"""Grouping by hand: cards to tick, topics to tend, a board to drag on; everything can be undone."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import CardStatus, Kind, Phase, Quadrant, Side
from workshop.services.journeys import ANY_STEP
from workshop.services.topics import (
    arrange,
    dissolve_topic,
    make_topic,
    merge_topics,
    move_cards,
    redo,
    rename_topic,
    split_by_step,
    split_topic,
    undo,
)
from workshop.services.views.grouping import GroupingStep, read_grouping_steps
from workshop.services.views.workshop import CardLine, TopicLine
from workshop.ui import live, topic_words
from workshop.ui.gestures import again, choose, chosen, follow_names, key_of, menu, renew
from workshop.ui.mirror import draw_mirror
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done
from workshop.ui.sortables import Column, board

CHOSEN = "group-topic"
FREE = ""
"""In menus and on the board: the column of cards in no topic."""
NEW = "+"
"""In the menu of destinations: a topic that does not exist yet."""
ON_BOARD = "group-on-board:kept"
COLUMNS_AT_FIRST = 3
MOST_AT_ONCE = 7  # topics that a new one joins on the board; more may be chosen
FREE_ON_BOARD = 40


@st.fragment
def draw_group(visit: Visit) -> None:
    """Everything under the head of the page; it follows the room by itself."""
    visit = refresh(visit)
    live.listen(visit, key="group-ear")
    say_what_was_done()
    t, view = visit.words, visit.view
    if not view.cards:
        st.info(t("ui.group.empty"), icon=":material/sms:")
        if st.button(t("ui.group.empty.go"), key="group-go", icon=":material/arrow_back:"):
            st.switch_page(path_of(phase_script(Phase.CAPTURE)))
        return
    _history(visit)
    loose, made = st.columns([1, 1], gap="large")
    with loose:
        st.subheader(t.count("ui.group.free", len(view.free_cards)), anchor=False)
        _pile(visit)
    with made:
        st.subheader(t.count("count.topics", len(view.topics)), anchor=False)
        _topics(visit)
    if view.topics:
        draw_mirror(visit, Phase.GROUP)
        _board(visit)


# --- undo and redo --------------------------------------------------------------------------------


def _history(visit: Visit) -> None:
    steps = read_grouping_steps(visit.house, visit.facilitator)
    back, forth, _ = st.columns([4, 4, 2])
    with back:
        _turn(visit, "undo", steps.undo, undo)
    with forth:
        _turn(visit, "redo", steps.redo, redo)


def _turn(visit: Visit, name: str, step: GroupingStep | None, gesture: Callable[..., None]) -> None:
    """A button that says what it will do; grey when there is nothing to do."""
    t = visit.words
    said = "" if step is None else plain(step_said(visit, step))
    if st.button(
        t(f"ui.group.{name}" if said else f"ui.group.{name}.none", what=said),
        key=f"group-{name}",
        icon=f":material/{name}:",
        disabled=step is None,
        width="stretch",
    ):
        with refusals(visit):
            gesture(visit.house, visit.facilitator)
            done(visit, f"ui.group.{name}.done")
            again()


def step_said(visit: Visit, step: GroupingStep) -> str:
    """A change of the grouping in words: "« Attente », fait de 5 cartes"."""
    return visit.words.count(
        f"ui.group.step.{step.gesture}", step.count, title=_shortened(step.title)
    )


# --- cards to tick --------------------------------------------------------------------------------


def _pile(visit: Visit) -> None:
    """The cards without a topic: tick some, name them, or put them into a topic there is."""
    data = pile_data(visit, visit.view.free_cards, verb="make", kept="group-pile-kept")
    data["topics"] = [{"label": topic.label, "title": topic.title} for topic in _by_number(visit)]
    asked = live.draw("pile", data, key="group-pile", on=("asked",)).asked
    if not asked:
        return
    cards = [str(label) for label in asked.get("cards", ())]
    with refusals(visit):
        if asked.get("to"):
            move_cards(visit.house, visit.facilitator, cards, to=str(asked["to"]))
            done(visit, "ui.group.moved", title=asked["to"])
        else:
            label = make_topic(
                visit.house, visit.facilitator, title=str(asked.get("title", "")), cards=cards
            )
            _welcome(label)
            done(visit, "ui.group.made", title=label)
        st.session_state["group-pile-kept"] = asked.get("turn")
        again()


def pile_data(visit: Visit, cards: tuple[CardLine, ...], *, verb: str, kept: str) -> dict[str, Any]:
    """Cards to tick for the component ``pile``; ``verb``: the key of what its button says.

    ``kept``: where the last request that succeeded is remembered, so that the ticks are cleared
    only then.
    """
    t, view = visit.words, visit.view
    steps = {str(step.id): step.client_title for step in view.steps}
    steps[ANY_STEP] = t("step.any")
    return {
        "cards": [
            {
                "label": card.label,
                "side": card.side,
                "kind": card.kind,
                "step": card.step,
                "sign": topic_words.SIGNS[card.kind],
                "text": card.text,
                "note": _note(visit, card, steps),
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


def _note(visit: Visit, card: CardLine, steps: dict[str, str]) -> str:
    t = visit.words
    parts = [card.label, t(f"side.label.{card.side}"), steps.get(card.step, t("step.any"))]
    if card.me_too:
        parts.append(t("ui.topic.me_too", n=t.number(card.me_too)))
    if card.source == "data":
        parts.append(t("ui.topic.from_data"))
    return " · ".join(parts)


# --- topics to tend -------------------------------------------------------------------------------


def _topics(visit: Visit) -> None:
    t, view = visit.words, visit.view
    if not view.topics:
        st.info(t("ui.group.no_topic"), icon=":material/category:")
        return
    topics = _by_number(visit)
    labels = [topic.label for topic in topics]
    picked = live.draw(
        "topics",
        {
            "topics": [topic_line(visit, topic) for topic in topics],
            "chosen": chosen(CHOSEN, labels),
        },
        key="group-topics",
        on=("pick",),
    ).pick
    if picked in labels and picked != chosen(CHOSEN, labels):
        choose(CHOSEN, picked)
        again()
    titles = {topic.label: f"{topic.label} · {topic.title}" for topic in topics}
    before = chosen(CHOSEN, labels)
    label = menu(CHOSEN, t("ui.group.choose"), titles)
    if label != before:
        again()
    topic = view.topic(label)
    if topic is not None:
        _tend(visit, topic, titles)


def topic_line(visit: Visit, topic: TopicLine) -> dict[str, str]:
    """A topic in the list: its cards in words, where they come from, who has not spoken."""
    t = visit.words
    one_sided = topic.cards and topic.computed.quadrant is Quadrant.ONE_SIDE_MISSING
    return {
        "label": topic.label,
        "title": topic.title,
        "cards": topic_words.cards_said(t, _held(visit, topic)),
        "steps": topic_words.spread_said(visit.view, t, topic),
        "silent": topic_words.missing_said(t, topic) if one_sided else "",
    }


def _tend(visit: Visit, topic: TopicLine, titles: dict[str, str]) -> None:
    """What can be done with one topic; each gesture can be undone."""
    t = visit.words
    with st.container(border=True):
        with st.form(f"group-rename-{topic.label}", border=False):
            name, go = st.columns([3, 1], vertical_alignment="bottom")
            title = name.text_input(
                t("ui.group.title"),
                value=topic.title,
                max_chars=TITLE_LIMIT,
                key=f"group-title-{topic.label}",
            )
            renamed = go.form_submit_button(
                t("ui.group.rename"), key="group-rename", width="stretch"
            )
        if renamed:
            with refusals(visit):
                rename_topic(visit.house, visit.facilitator, topic.label, title=title)
                done(visit, "ui.group.renamed")
                again()
        _merge(visit, topic, titles)
        _part(visit, topic)
    with st.expander(t("ui.group.split"), icon=":material/call_split:"):
        _split(visit, topic)


def _merge(visit: Visit, topic: TopicLine, titles: dict[str, str]) -> None:
    t = visit.words
    choose, go = st.columns([3, 1], vertical_alignment="bottom")
    field = f"group-merge-with-{topic.label}"
    others = choose.multiselect(
        t("ui.group.merge"),
        [label for label in titles if label != topic.label],
        format_func=lambda found: titles.get(found, found),
        placeholder=t("ui.group.merge.hint"),
        key=key_of(field),
    )
    if go.button(t("ui.group.merge.do"), key="group-merge", disabled=not others, width="stretch"):
        with refusals(visit):
            merge_topics(visit.house, visit.facilitator, others, into=topic.label)
            done(visit, "ui.group.merged", title=topic.label)
            renew(field)
            again()


def _part(visit: Visit, topic: TopicLine) -> None:
    t = visit.words
    by_step, away = st.columns(2)
    if by_step.button(
        t("ui.group.by_step"),
        key="group-by-step",
        icon=":material/route:",
        disabled=topic.steps_spread < 2,
        help=t("ui.group.by_step.help"),
        width="stretch",
    ):
        with refusals(visit):
            split_by_step(visit.house, visit.facilitator, topic.label)
            done(visit, "ui.group.by_step.done")
            again()
    if away.button(
        t("ui.group.dissolve"),
        key="group-dissolve",
        icon=":material/workspaces:",
        help=t("ui.group.dissolve.help"),
        width="stretch",
    ):
        with refusals(visit):
            dissolve_topic(visit.house, visit.facilitator, topic.label)
            done(visit, "ui.group.dissolved")
            again()


def _split(visit: Visit, topic: TopicLine) -> None:
    """Tick cards of the topic and take them out into a new one."""
    cards = tuple(_held(visit, topic))
    data = pile_data(visit, cards, verb="split", kept="group-split-kept")
    asked = live.draw("pile", data, key=f"group-split-{topic.label}", on=("asked",)).asked
    if not asked:
        return
    with refusals(visit):
        label = split_topic(
            visit.house,
            visit.facilitator,
            topic.label,
            title=str(asked.get("title", "")),
            cards=[str(card) for card in asked.get("cards", ())],
        )
        st.session_state["group-split-kept"] = asked.get("turn")
        _welcome(label)
        done(visit, "ui.group.made", title=label)
        again()


# --- the board to drag on, and its twin -----------------------------------------------------------


def _board(visit: Visit) -> None:
    t, view = visit.words, visit.view
    st.subheader(t("ui.group.board"), anchor=False)
    titles = {topic.label: f"{topic.label} · {topic.title}" for topic in _by_number(visit)}
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
                _items(of_step(_held(visit, topic))),
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
    texts = {card.label: f"{card.label} · {_shortened(card.text)}" for card in view.shown_cards}
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
        )
        where, named, go = st.columns([3, 3, 1], vertical_alignment="bottom")
        to = where.selectbox(
            t("ui.group.move.to"),
            list(places),
            format_func=lambda found: places.get(found, found),
            key="group-move-to",
        )
        title = named.text_input(
            t("ui.group.move.title"), max_chars=TITLE_LIMIT, key=key_of("group-move-title")
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
        _welcome(label)
        done(visit, "ui.group.made", title=label)
        return
    move_cards(house, actor, cards, to=to or None)
    done(visit, "ui.group.moved", title=to) if to else done(visit, "ui.group.freed")


# --- small things ---------------------------------------------------------------------------------


def _welcome(label: str) -> None:
    """A topic just made is the one open, and is on the board."""
    choose(CHOSEN, label)
    on_board = st.session_state.get(ON_BOARD)
    if on_board is not None:
        st.session_state[ON_BOARD] = [*on_board[: MOST_AT_ONCE - 1], label]
        renew("group-on-board")


def _held(visit: Visit, topic: TopicLine) -> list[CardLine]:
    """The shown cards of a topic, in the order of their labels."""
    cards = {card.label: card for card in visit.view.cards if card.topic == topic.label}
    return [
        cards[label]
        for label in topic.cards
        if label in cards and cards[label].status is CardStatus.SHOWN
    ]


def _by_number(visit: Visit) -> list[TopicLine]:
    """Topics in the order they were made: while grouping, nothing changes place by itself."""
    return sorted(visit.view.topics, key=lambda topic: int(topic.label[1:]))


def _largest(visit: Visit) -> list[str]:
    by_size = sorted(visit.view.topics, key=lambda topic: -len(topic.cards))
    return [topic.label for topic in by_size[:COLUMNS_AT_FIRST]]


def _items(cards: list[CardLine]) -> dict[str, str]:
    return {card.label: f"{topic_words.SIGNS[card.kind]} {card.text}" for card in cards}


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"

"""The topics there are, and what can be done with the one that is open."""

import streamlit as st

from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Quadrant
from workshop.services.topics import (
    dissolve_topic,
    merge_topics,
    rename_topic,
    split_by_step,
    split_topic,
)
from workshop.services.views.workshop import CardLine, TopicLine
from workshop.ui import live, topic_words
from workshop.ui.fields import fits
from workshop.ui.gestures import again, choose, chosen, key_of, menu, renew
from workshop.ui.group_pile import pile_data
from workshop.ui.group_shown import CHOSEN, by_number, held, held_by_topic, welcome
from workshop.ui.shell import Visit, done, refusals

TOPICS = "group-topics"


def heed_topics(visit: Visit) -> None:
    """Open the topic that was pressed since the last run."""
    picked = live.sent(TOPICS, "pick")
    if visit.view.topic(picked) is not None:
        choose(CHOSEN, str(picked))


def draw_topics(visit: Visit) -> None:
    t, view = visit.words, visit.view
    if not view.topics:
        st.info(t("ui.group.no_topic"), icon=":material/category:")
        return
    topics = by_number(visit)
    labels = [topic.label for topic in topics]
    cards = held_by_topic(visit)
    picked = live.draw(
        "topics",
        {
            "topics": [topic_line(visit, topic, cards.get(topic.label, [])) for topic in topics],
            "chosen": chosen(CHOSEN, labels),
        },
        key=TOPICS,
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


def topic_line(visit: Visit, topic: TopicLine, cards: list[CardLine]) -> dict[str, str]:
    """A topic in the list: its cards in words, where they come from, who has not spoken."""
    t = visit.words
    one_sided = topic.cards and topic.computed.quadrant is Quadrant.ONE_SIDE_MISSING
    return {
        "label": topic.label,
        "title": topic.title,
        "cards": topic_words.cards_said(t, cards),
        "steps": topic_words.spread_said(visit.view, t, topic),
        "silent": topic_words.missing_said(t, topic) if one_sided else "",
    }


def _tend(visit: Visit, topic: TopicLine, titles: dict[str, str]) -> None:
    """What can be done with one topic; each gesture can be undone."""
    t = visit.words
    with st.container(border=True):
        with st.form(f"group-rename-{topic.label}", border=False):
            name, go = st.columns([3, 1], vertical_alignment="bottom")
            title = fits(
                t,
                name.text_input(
                    t("ui.group.title"),
                    value=topic.title,
                    key=f"group-title-{topic.label}",
                ),
                TITLE_LIMIT,
                at=name,
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
        select_all=False,
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
    cards = tuple(held(visit, topic))
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
        welcome(label)
        done(visit, "ui.group.made", title=label)
        again()

"""The rating round: phones say themselves how a topic is lived, and their ratings place it."""

from collections.abc import Callable

import streamlit as st

from workshop.domain.phases import PhoneGesture
from workshop.services import rounds
from workshop.services.rounds import RoundProgress
from workshop.ui.gestures import again, key_of, renew
from workshop.ui.shell import Visit, done, refusals

CHOSEN = "round-topics"


def draw_round(visit: Visit) -> None:
    """What the newest round asks, how far it is, its buttons; inside a fragment that listens."""
    t, here = visit.words, visit.view.topic_round
    with st.container(border=True, key="round"):
        st.markdown(f"**{t('ui.round')}** · {state_said(visit, here)}")
        st.caption(_what_it_does(visit, here))
        if here is not None and here.is_open:
            share = len(here.rated) / max(1, len(here.topics))
            st.progress(share, text=progress_said(visit, here))
        with st.container(horizontal=True, gap="small"):
            _buttons(visit, here)


def state_said(visit: Visit, here: RoundProgress | None) -> str:
    """Where the round is, in words."""
    t = visit.words
    if here is None:
        return t("ui.round.none")
    if here.state == "in_use":
        return t.count("ui.round.in_use", len(here.rated))
    return t(f"ui.round.{here.state}")


def progress_said(visit: Visit, here: RoundProgress) -> str:
    """Who has rated how much: "12 téléphones · 31 notes · 8 sujets sur 10"."""
    t = visit.words
    return t(
        "ui.round.progress",
        phones=t.count("count.phones", here.people),
        ratings=t.count("ui.round.ratings", here.ratings),
        rated=t.number(len(here.rated)),
        topics=t.count("count.topics", len(here.topics)),
    )


def _what_it_does(visit: Visit, here: RoundProgress | None) -> str:
    t = visit.words
    if here is None or here.state == "dropped":
        return t("ui.round.what")
    if here.is_open:
        asks = visit.view.workshop.may(PhoneGesture.PLACE)
        return t("ui.round.asks" if asks else "ui.round.asks_later")
    left = len(visit.view.topics) - len(here.rated)
    return t.count("ui.round.left", left) if left else t("ui.round.all")


def _buttons(visit: Visit, here: RoundProgress | None) -> None:
    t = visit.words
    if here is not None and here.is_open:
        if st.button(
            t("ui.round.close"), key="round-close", type="primary", icon=":material/check:"
        ):
            _do(visit, rounds.close_topic_round, "ui.round.close.done")
        if st.button(t("ui.round.drop_open"), key="round-drop", icon=":material/close:"):
            _do(visit, rounds.drop_topic_round, "ui.round.drop.done")
        return
    if here is not None:
        if st.button(t("ui.round.reopen"), key="round-reopen", icon=":material/replay:"):
            _do(visit, rounds.reopen_topic_round, "ui.round.open.done")
        if here.in_use and st.button(t("ui.round.drop"), key="round-drop", icon=":material/undo:"):
            _do(visit, rounds.drop_topic_round, "ui.round.drop.done")
    _start(visit, here)


def _start(visit: Visit, here: RoundProgress | None) -> None:
    t = visit.words
    titles = {topic.label: f"{topic.label} · {topic.title}" for topic in visit.view.topics}
    with st.popover(t("ui.round.start" if here is None else "ui.round.again")):
        chosen = st.multiselect(
            t("ui.round.which"),
            list(titles),
            format_func=lambda label: titles.get(label, label),
            placeholder=t("ui.round.which.all"),
            key=key_of(CHOSEN),
            select_all=False,
        )
        if st.button(t("ui.round.open.do"), key="round-open", type="primary"):
            with refusals(visit):
                rounds.open_topic_round(visit.house, visit.facilitator, chosen)
                renew(CHOSEN)
                done(visit, "ui.round.open.done")
                again()


def _do(visit: Visit, gesture: Callable[..., None], said: str) -> None:
    with refusals(visit):
        gesture(visit.house, visit.facilitator)
        done(visit, said)
        again()

"""The bar on top of every phase: time, who is ready, reveal, pause, and what phones may do."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.phases import PhoneGesture, Rights, default_rights, rights_of, write_rights
from workshop.domain.words import Deck, Phase, QuestionStatus, Sees
from workshop.i18n import Words
from workshop.services.rights import reset_rights, set_rights
from workshop.services.timer import extend_timer, pause, resume, start_timer, stop_timer
from workshop.services.workshops import blank_projector
from workshop.ui import live
from workshop.ui.agenda_clock import agenda_clock
from workshop.ui.compass import compass_line
from workshop.ui.gestures import again
from workshop.ui.keys import (
    key_groups,
    key_tip,
    press_keys,
    search_keys,
    to_reveal,
    turn_over,
)
from workshop.ui.privacy import seal_mark
from workshop.ui.rehearse import rehearsal_mark
from workshop.ui.shell import STATIC, Visit, refresh, refusals

MINUTES = (3, 5, 8, 10, 15)
MORE = (1, 2, 5)
MORE_AT_THE_END = 2
PAUSES = (5, 10, 15, 20)
CALM_SECONDS = 2.0
"""Until the bar counts again who is ready: cards are none of its business."""


_OF_ITS_OWN = {Phase.MOOD: "words", Phase.VOTE: "vote"}
"""What the page of a phase reveals beside the thing itself."""


@st.fragment
def conduct_bar(visit: Visit, phase: Phase) -> None:
    """One calm line; ``phase`` is the page's, whose rights the editor is about.

    It follows the room by itself, and draws the page again when the room is in another phase.
    """
    here = refresh(visit)
    if here.view.workshop.phase is not visit.view.workshop.phase:
        st.rerun()
    st.html(STATIC / "conduct.css")
    rehearsal_mark(here)
    live.listen(here, key="conduct-ear", calm_seconds=CALM_SECONDS)
    said = press_keys(here)
    if said:
        st.toast(said, icon=":material/keyboard:")
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="conduct"):
        agenda_clock(here, phase)
        _timer(here)
        _pause(here)
        _reveal(here, phase)
        if here.view.workshop.is_sealed:
            seal_mark(here)
        else:
            _phones(here, phase)
        _ready(here)
        _search(here)
        _keys(here)
    if here.view.workshop.projector_blank:
        _dark(here)
    compass_line(here, phase)


def _timer(visit: Visit) -> None:
    t, workshop = visit.words, visit.view.workshop
    left = workshop.seconds_left(visit.house.clock())
    if left is None:
        with st.popover(
            t("ui.conduct.timer"),
            key="conduct-timer",
            icon=":material/timer:",
            help=key_tip(visit, "T"),
        ):
            st.caption(t("ui.conduct.timer.help"))
            started = _minutes(t, "timer", MINUTES)
        if started:
            with refusals(visit):
                start_timer(visit.house, visit.facilitator, minutes=started)
                again()
        return
    assert workshop.closes_at is not None
    live.draw(
        "clock",
        {
            "closes_at": round(workshop.closes_at.timestamp() * 1000),
            "now": round(visit.house.clock().timestamp() * 1000),
            "words": {
                name: t(f"ui.conduct.clock.{name}") for name in ("left", "last_minute", "over")
            },
        },
        key="conduct-clock",
        on=("over",),
    )
    if left <= 0:
        st.caption(t("ui.conduct.more"), width="content")
    more = _minutes(t, "more", MORE if left > 0 else (MORE_AT_THE_END,), sign="+")
    stopped = st.button(
        t("ui.conduct.stop"), key="conduct-stop", type="tertiary", help=key_tip(visit, "T")
    )
    with refusals(visit):
        if more:
            extend_timer(visit.house, visit.facilitator, seconds=60 * more)
        if stopped:
            stop_timer(visit.house, visit.facilitator)
        if more or stopped:
            again()


def _minutes(t: Words, name: str, choices: tuple[int, ...], *, sign: str = "") -> int:
    """Buttons with minutes side by side; gives the one pressed, 0 for none."""
    pressed = 0
    with st.container(horizontal=True, gap="small", width="content", key=f"conduct-{name}-minutes"):
        for minutes in choices:
            if st.button(
                f"{sign}{t('ui.conduct.minutes', n=minutes)}", key=f"conduct-{name}-{minutes}"
            ):
                pressed = minutes
    return pressed


def _pause(visit: Visit) -> None:
    t, until = visit.words, visit.view.workshop.paused_until
    if until is None:
        with st.popover(
            t("ui.conduct.pause"),
            key="conduct-pause",
            icon=":material/coffee:",
            help=key_tip(visit, "P"),
        ):
            st.caption(t("ui.conduct.pause.help"))
            minutes = _minutes(t, "pause", PAUSES)
        if minutes:
            with refusals(visit):
                pause(visit.house, visit.facilitator, minutes=minutes)
                again()
        return
    st.caption(f":material/coffee: {t('ui.conduct.paused', time=t.hour(until))}", width="content")
    if st.button(
        t("ui.conduct.resume"), key="conduct-resume", type="primary", help=key_tip(visit, "P")
    ):
        with refusals(visit):
            resume(visit.house, visit.facilitator)
            again()


def _reveal(visit: Visit, phase: Phase) -> None:
    """One button, only where something is hidden from the room, and the page has none itself."""
    hidden = to_reveal(visit.view)
    is_here = phase is visit.view.workshop.phase
    if hidden is None or (is_here and hidden.what == _OF_ITS_OWN.get(phase)):
        return
    state = "hide" if hidden.shown else hidden.what
    if st.button(
        visit.words(f"ui.conduct.reveal.{state}"),
        key="conduct-reveal",
        icon=f":material/{'visibility_off' if hidden.shown else 'visibility'}:",
        disabled=hidden.what == "vote" and visit.view.open_vote is not None,
        help=key_tip(visit, "R", visit.words(f"ui.conduct.reveal.{state}.help")),
    ):
        with refusals(visit):
            turn_over(visit, hidden)
            again()


def _ready(visit: Visit) -> None:
    t, room = visit.words, visit.view.room
    if room.ready:
        of = t.number(room.here + room.away + room.rehearsal)
        st.caption(t.count("count.ready", room.ready, here=of), width="content")


# --- what phones may do ---------------------------------------------------------------------------


def _phones(visit: Visit, phase: Phase) -> None:
    """In words on the button; the editor in what it opens."""
    t, workshop = visit.words, visit.view.workshop
    shown = workshop.revealed and workshop.phase is phase
    now = rights_of(phase, workshop.phone_rights, revealed=shown)
    with st.popover(
        rights_said(t, now, asked=phase is workshop.phase and _is_asked(visit)),
        key="conduct-phones",
        icon=":material/smartphone:",
        help=t("ui.conduct.phones.help"),
    ):
        if phase is not workshop.phase:
            st.caption(t("ui.conduct.phones.later", phase=t(f"phase.{phase}")))
        elif shown:
            st.caption(t("ui.conduct.phones.revealed"))
        _editor(visit, phase, _chosen(visit, phase))


def _is_asked(visit: Visit) -> bool:
    """True while a question is on the phones, whatever the phase lets them do."""
    return any(
        question.status is QuestionStatus.OPEN and question.deck is not Deck.MOOD
        for question in visit.view.questions
    )


def rights_said(t: Words, rights: Rights, *, asked: bool = False) -> str:
    """What phones may do and see: "Téléphones : écrire des cartes et voter. Ils lisent tout."

    ``asked``: questions that were pushed are on the phones as well.
    """
    may = [t("ui.conduct.may.answer.short")] if asked else []
    may += [
        t(f"ui.conduct.may.{gesture}.short") for gesture in PhoneGesture if gesture in rights.may
    ]
    return t(
        "ui.conduct.phones",
        may=t.listing(may) if may else t("ui.conduct.may.none"),
        sees=t(f"ui.conduct.sees.{rights.sees}.short"),
    )


def _chosen(visit: Visit, phase: Phase) -> Rights:
    """What was chosen, also of gestures that only a reveal makes possible ("me too")."""
    said = visit.view.workshop.phone_rights
    return Rights(rights_of(phase, said, revealed=True).may, rights_of(phase, said).sees)


def _editor(visit: Visit, phase: Phase, rights: Rights) -> None:
    t = visit.words
    # A colleague's change gives the widgets another key: they then show what is, not what was.
    turn = f"{phase}-{'-'.join(write_rights(rights)['may'])}-{rights.sees}"
    st.markdown(f"**{t('ui.conduct.may')}**")
    may = [
        gesture
        for gesture in PhoneGesture
        if st.checkbox(
            t(f"ui.conduct.may.{gesture}"), gesture in rights.may, key=f"rights-{gesture}-{turn}"
        )
    ]
    choices = list(Sees)
    sees = st.radio(
        t("ui.conduct.sees"),
        choices,
        index=choices.index(rights.sees),
        format_func=lambda code: t(f"ui.conduct.sees.{code}"),
        key=f"rights-sees-{turn}",
    )
    changed = Rights(frozenset(may), Sees(sees)) != rights
    with st.container(horizontal=True):
        save = st.button(t("ui.save"), key="rights-save", type="primary", disabled=not changed)
        back = st.button(
            t("ui.conduct.rights.back"),
            key="rights-back",
            disabled=rights == default_rights(phase),
        )
    with refusals(visit):
        if save:
            set_rights(visit.house, visit.facilitator, phase, may=may, sees=sees)
        if back:
            reset_rights(visit.house, visit.facilitator, phase)
        if save or back:
            again()


# --- keys, and the dark screen --------------------------------------------------------------------


def _search(visit: Visit) -> None:
    """Opens the palette: the browser takes the press, and nothing is run for it."""
    st.button(
        visit.words("ui.palette.open"),
        key="conduct-search",
        icon=":material/search:",
        help=key_tip(visit, search_keys(), visit.words("ui.keys.search")),
    )


def _keys(visit: Visit) -> None:
    with st.popover(
        "?", key="conduct-keys", help=key_tip(visit, "?", visit.words("ui.keys.title"))
    ):
        st.html(Markup("").join(_key_group(title, found) for title, found in key_groups(visit)))
        live.draw("letters", {"says": visit.words("ui.keys.letters")}, key="conduct-letters")


def _key_group(title: str, found: list[tuple[str, str]]) -> Markup:
    lines = (Markup("<dt>{}</dt><dd>{}</dd>").format(key, does) for key, does in found)
    return Markup('<h3 class="rc-keys-of">{}</h3><dl class="rc-keys">{}</dl>').format(
        title, Markup("").join(lines)
    )


def _dark(visit: Visit) -> None:
    dark, light = st.columns([4, 1], vertical_alignment="center")
    dark.warning(visit.words("ui.conduct.dark"), icon=":material/tv_off:")
    if light.button(
        visit.words("ui.conduct.light"),
        key="conduct-light",
        width="stretch",
        help=key_tip(visit, "B"),
    ):
        with refusals(visit):
            blank_projector(visit.house, visit.facilitator, blank=False)
            again()

"""The mirror round: phones give one tap on the side of a topic that has not spoken yet."""

import streamlit as st

from workshop.domain.phases import PhoneGesture, rights_of
from workshop.domain.words import Phase
from workshop.services.rights import set_rights
from workshop.ui.gestures import again, key_of, renew
from workshop.ui.shell import Visit, done, refusals


def draw_mirror(visit: Visit, phase: Phase) -> None:
    """How far the round is, what phones are asked, and its switch; inside a fragment that listens.

    ``phase``: that of the page; the switch is for that phase, wherever the room is.
    """
    t, workshop = visit.words, visit.view.workshop
    rights = rights_of(phase, workshop.phone_rights)
    is_on = PhoneGesture.MIRROR in rights.may
    with (
        st.container(border=True, key="mirror"),
        st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="medium"),
    ):
        with st.container(gap="small"):
            st.markdown(f"**{t('ui.mirror')}** · {progress_said(visit)}")
            st.caption(t(_what_phones_show(visit, phase, is_on=is_on)))
        wanted = st.toggle(
            t("ui.mirror.switch"),
            value=is_on,
            key=key_of(f"mirror-{phase}"),
            width="content",
        )
    if wanted == is_on:
        return
    # Whatever the answer, the switch is drawn again as it then stands.
    renew(f"mirror-{phase}")
    may = rights.may | {PhoneGesture.MIRROR} if wanted else rights.may - {PhoneGesture.MIRROR}
    with refusals(visit):
        set_rights(visit.house, visit.facilitator, phase, may=may, sees=rights.sees)
        done(visit, "ui.mirror.on" if wanted else "ui.mirror.off")
        again()


def progress_said(visit: Visit) -> str:
    """How many topics wait for a side, and how many answers have come, in words."""
    t, mirror = visit.words, visit.view.mirror
    waiting = (
        t.count("ui.mirror.waiting", mirror.topics_waiting)
        if mirror.topics_waiting
        else t("ui.mirror.complete")
    )
    if not mirror.answers:
        return waiting
    answers = t.count(
        "ui.mirror.answers", mirror.answers, phones=t.count("count.phones", mirror.people)
    )
    return f"{waiting} · {answers}"


def _what_phones_show(visit: Visit, phase: Phase, *, is_on: bool) -> str:
    if not is_on:
        return "ui.mirror.asks_nothing"
    return "ui.mirror.asks" if visit.view.workshop.phase is phase else "ui.mirror.asks_later"

"""What phones say of pairs of cards: how many answers have come, and the switch."""

import streamlit as st

from workshop.domain.phases import PhoneGesture, rights_of
from workshop.domain.words import Phase
from workshop.services.rights import set_rights
from workshop.services.same import QUESTIONS
from workshop.ui.gestures import again, key_of, renew
from workshop.ui.shell import Visit, done, refusals


def draw_same(visit: Visit) -> None:
    """How far the room is, what phones compare, and its switch; inside a fragment that listens."""
    t, workshop = visit.words, visit.view.workshop
    rights = rights_of(Phase.GROUP, workshop.phone_rights)
    is_on = PhoneGesture.SAME in rights.may
    with (
        st.container(border=True, key="same"),
        st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="medium"),
    ):
        with st.container(gap="small"):
            st.markdown(f"**{t('ui.same')}** · {_progress_said(visit)}")
            st.caption(t(_what_phones_show(visit, is_on=is_on), most=QUESTIONS))
        wanted = st.toggle(
            t("ui.mirror.switch"), value=is_on, key=key_of("same-switch"), width="content"
        )
    if wanted == is_on:
        return
    # Whatever the answer, the switch is drawn again as it then stands.
    renew("same-switch")
    may = rights.may | {PhoneGesture.SAME} if wanted else rights.may - {PhoneGesture.SAME}
    with refusals(visit):
        set_rights(visit.house, visit.facilitator, Phase.GROUP, may=may, sees=rights.sees)
        done(visit, "ui.same.on" if wanted else "ui.same.off")
        again()


def _progress_said(visit: Visit) -> str:
    t, same = visit.words, visit.view.same
    if not same.answers:
        return t("ui.same.none")
    phones = t.count("count.phones", same.people)
    return t.count("ui.same.answers", same.answers, phones=phones)


def _what_phones_show(visit: Visit, *, is_on: bool) -> str:
    if not is_on:
        return "ui.same.asks_nothing"
    here = visit.view.workshop.phase is Phase.GROUP
    return "ui.same.asks" if here else "ui.same.asks_later"

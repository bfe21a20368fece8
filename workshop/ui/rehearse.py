"""A rehearsal with simulated participants: begun and ended here, marked on every page."""

import streamlit as st

from workshop.domain.words import Role
from workshop.services.actors import Visitor
from workshop.services.new_workshop import NewWorkshop
from workshop.services.rehearsal_room import PHONES as ROOMFUL
from workshop.services.rehearsal_room import create_rehearsal, is_for_rehearsal
from workshop.services.simulated import MOST_MINUTES, Running, rehearsals
from workshop.services.workshops import delete_workshop
from workshop.ui.navigation import HOME, path_of
from workshop.ui.plain import plain
from workshop.ui.shell import STATIC, Visit, done, refresh, refusals

PHONES = (10, 30, 100)
MINUTES = (3, 5, 10)
USUAL_PHONES, USUAL_MINUTES = 30, 5
TICK_SECONDS = 1.0


def rehearse_now(visit: Visit, owner_id: int | None) -> NewWorkshop:
    """A workshop to rehearse in, with a room of simulated phones that follow whoever leads it."""
    t = visit.words
    made = create_rehearsal(
        visit.house, title=t("ui.rehearsal.new.name"), language=t.language, owner_id=owner_id
    )
    actor = Visitor(made.code, visit.token, Role.FACILITATOR)
    rehearsals.start(visit.house, actor, phones=ROOMFUL, minutes=MOST_MINUTES)
    return made


def rehearsal_mark(visit: Visit) -> None:
    """While simulated participants are in the workshop: how many, and the way to be rid of them."""
    there = visit.view.room.rehearsal
    if not there:
        return
    st.html(STATIC / "rehearse.css")
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="rehearsal-mark"
    ):
        people = visit.words.count("count.simulated", there)
        st.caption(
            f":material/theater_comedy: {visit.words('ui.rehearsal.mark', people=people)}",
            width="content",
        )
        _remover(visit, "mark")


def rehearsal_panel(visit: Visit) -> None:
    """What a rehearsal is, how many and for how long; while it is played, how long it still is."""
    t = visit.words
    st.markdown(
        f":material/theater_comedy: **{t('ui.rehearsal.title')}** · "
        f"{plain(visit.view.workshop.title)}"
    )
    st.caption(t("ui.rehearsal.help"))
    if rehearsals.running(visit.facilitator.code) is not None:
        _wait(visit)
        return
    pressed = _start(visit)
    if pressed is not None:
        phones, minutes = pressed
        with refusals(visit):
            rehearsals.start(visit.house, visit.facilitator, phones=phones, minutes=minutes)
            st.rerun()


def _start(visit: Visit) -> tuple[int, int] | None:
    """How many phones for how many minutes, once the button is pressed."""
    t, there = visit.words, visit.view.room.rehearsal
    phones = _choice(t("ui.rehearsal.phones"), PHONES, USUAL_PHONES, key="rehearsal-phones")
    minutes = _choice(t("ui.rehearsal.minutes"), MINUTES, USUAL_MINUTES, key="rehearsal-minutes")
    with st.container(horizontal=True, gap="small"):
        pressed = st.button(
            t(f"ui.rehearsal.{'go_on' if there else 'start'}"),
            key="rehearsal-start",
            icon=":material/play_arrow:",
        )
        if there:
            _remover(visit, "panel")
    return (phones, minutes) if pressed else None


def _choice(label: str, choices: tuple[int, ...], usual: int, *, key: str) -> int:
    chosen = st.segmented_control(label, choices, default=usual, key=key, required=True)
    return chosen or usual


@st.fragment(run_every=TICK_SECONDS)
def _wait(visit: Visit) -> None:
    visit = refresh(visit)
    running = rehearsals.running(visit.facilitator.code)
    if running is None:
        st.rerun()
    _progress(visit, running)
    with st.container(horizontal=True, gap="small"):
        stopped = st.button(
            visit.words("ui.rehearsal.stop"), key="rehearsal-stop", icon=":material/stop:"
        )
        _remover(visit, "panel")
    if stopped:
        rehearsals.stop(visit.facilitator.code)
        st.rerun()


def _progress(visit: Visit, running: Running) -> None:
    t = visit.words
    minutes, seconds = divmod(running.seconds_left, 60)
    st.progress(
        running.progress,
        t(
            "ui.rehearsal.running",
            people=t.count("count.simulated", running.phones),
            left=f"{minutes}:{seconds:02}",
        ),
    )


def _remover(visit: Visit, place: str) -> None:
    """Asks once more, and says what goes: the gesture cannot be taken back."""
    if is_for_rehearsal(visit.view.workshop):
        _whole_remover(visit, place)
        return
    t = visit.words
    with st.popover(
        t("ui.rehearsal.remove"),
        type="tertiary" if place == "mark" else "secondary",
        key=f"rehearsal-{place}-off",
        icon=":material/delete_sweep:",
    ):
        st.markdown(t("ui.rehearsal.remove.sure"))
        if st.button(t("ui.rehearsal.remove.yes"), key=f"rehearsal-{place}-yes", type="primary"):
            _take_away(visit)


def _take_away(visit: Visit) -> None:
    """The simulated participants and what they said; the workshop stays."""
    with refusals(visit):
        rehearsals.remove(visit.house, visit.facilitator)
        done(visit, "ui.rehearsal.removed")
        st.rerun()


def _whole_remover(visit: Visit, place: str) -> None:
    """Of a workshop made to rehearse in all of it goes, unless its facilitator would keep it."""
    t, room = visit.words, visit.view.room
    with st.popover(
        t("ui.rehearsal.whole"),
        type="tertiary" if place == "mark" else "secondary",
        key=f"rehearsal-{place}-whole",
        icon=":material/delete:",
    ):
        st.markdown(t("ui.rehearsal.whole.sure"))
        if real := room.here + room.away + room.by_hand:
            st.markdown(t.count("ui.rehearsal.whole.real", real))
        if st.button(t("ui.rehearsal.whole.yes"), key=f"rehearsal-{place}-all", type="primary"):
            with refusals(visit):
                workshop = visit.view.workshop
                delete_workshop(visit.house, visit.facilitator, typed_title=workshop.title)
                rehearsals.stop(workshop.code)
                done(visit, "ui.rehearsal.whole.removed")
                st.switch_page(path_of(HOME))
        st.caption(t("ui.rehearsal.keep.says"))
        if st.button(t("ui.rehearsal.keep"), key=f"rehearsal-{place}-yes"):
            _take_away(visit)

"""The clock of the agenda in the bar, and what could be left out once the room is late.

It counts in the browser: a minute that goes by costs nobody a run of the page.
"""

from datetime import datetime, timedelta

import streamlit as st

from workshop.domain.agenda import Clock, first_phase, minutes_after, minutes_of
from workshop.domain.shortening import Cut, is_cut, shorten
from workshop.domain.words import Phase
from workshop.services.agenda import begin_agenda, cut_agenda, restore_agenda
from workshop.services.rows import Workshop
from workshop.ui import live
from workshop.ui.agenda_words import what_is_lost
from workshop.ui.gestures import again
from workshop.ui.shell import STATIC, Visit, done, refusals

LATE_FROM = 5
"""Minutes that any workshop loses and finds again; from here on it is said."""
ENDS_TOLD = 180
"""Minutes beyond the end of a phase for which the browser knows how to write the hour."""


def agenda_clock(visit: Visit, phase: Phase) -> None:
    """Where the room is in its agenda; nothing without one. ``phase``: the page's."""
    workshop = visit.view.workshop
    if not workshop.agenda or workshop.phase is Phase.FOLLOW:
        return
    now = visit.house.clock()
    clock = workshop.clock(now)
    if clock is None:
        _begin(visit, "ui.agenda.begin", "ui.agenda.begin.help")
        return
    offered = clock.late_minutes >= LATE_FROM or is_cut(workshop.agenda)
    st.html(STATIC / "day.css")
    live.draw("day", _facts(visit, phase, clock, now), key="agenda-clock", on=("late",))
    if offered:
        _short_mode(visit, clock)
    if _is_back(workshop):
        _begin(visit, "ui.agenda.again.first", "ui.agenda.again.help")


def _is_back(workshop: Workshop) -> bool:
    """True in the first phase when the day began before: the room came back, or begins only now."""
    since, began = workshop.phase_since, workshop.agenda_began_at
    here = workshop.phase is first_phase(workshop.agenda)
    return here and since is not None and began is not None and since > began


def _begin(visit: Visit, says: str, tip: str) -> None:
    t = visit.words
    if st.button(
        t(says), key="agenda-begin", type="tertiary", icon=":material/schedule:", help=t(tip)
    ):
        with refusals(visit):
            begin_agenda(visit.house, visit.facilitator)
            again()


def _facts(visit: Visit, phase: Phase, clock: Clock, now: datetime) -> dict[str, object]:
    """What the browser counts with: moments in milliseconds, hours as they are written here."""
    t, workshop = visit.words, visit.view.workshop
    since = workshop.phase_since
    assert since is not None  # else no clock would run
    slot_ends_at = since + timedelta(minutes=clock.slot_minutes)
    after = timedelta(minutes=minutes_after(workshop.agenda, workshop.phase))
    spent = "of" if clock.slot_minutes else "outside"
    return {
        "now": _milliseconds(now),
        "since": _milliseconds(since),
        "slot_ends_at": _milliseconds(slot_ends_at),
        "in_time_at": _milliseconds(clock.promised_end - after),
        "ends": [
            t.hour(slot_ends_at + after + timedelta(minutes=more)) for more in range(ENDS_TOLD + 1)
        ],
        "late_from": LATE_FROM,
        "offered": clock.late_minutes >= LATE_FROM,
        "name": "" if phase is workshop.phase else t(f"phase.{workshop.phase}"),
        "words": {
            "spent": t(f"ui.agenda.clock.{spent}", n="{n}", minutes=clock.slot_minutes),
            "end": t("ui.agenda.clock.end", hour="{hour}"),
            "late": t("ui.agenda.clock.late", n="{n}"),
        },
    }


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


# --- the short mode -------------------------------------------------------------------------------


def _short_mode(visit: Visit, clock: Clock) -> None:
    """What to leave out, what is lost by it; ticked is what it takes to end in time."""
    t, workshop = visit.words, visit.view.workshop
    cuts = shorten(
        workshop.agenda,
        workshop.phase,
        minutes_after(workshop.agenda, workshop.phase) - clock.late_minutes,
    )
    shortened = is_cut(workshop.agenda)
    with st.popover(
        t("ui.agenda.short.done" if shortened and not clock.late_minutes else "ui.agenda.short"),
        key="agenda-short",
        icon=":material/content_cut:",
        help=t("ui.agenda.short.help"),
    ):
        gestures = st.container(horizontal=True)  # above a list that a small screen cuts
        keeps = _keeps([cut for cut in cuts if _ticked(visit, cut)])
        if not cuts:
            st.caption(t("ui.agenda.short.none"))
        saved = sum(minutes_of(workshop.agenda, phase) - kept for phase, kept in keeps.items())
        with gestures:
            confirmed = bool(cuts) and st.button(
                t("ui.agenda.short.confirm", n=saved),
                key="agenda-short-confirm",
                type="primary",
                disabled=not keeps,
            )
            back = shortened and st.button(t("ui.agenda.short.back"), key="agenda-short-back")
    with refusals(visit):
        if confirmed:
            cut_agenda(visit.house, visit.facilitator, keeps)
            done(visit, "ui.agenda.short.made")
        if back:
            restore_agenda(visit.house, visit.facilitator)
            done(visit, "ui.agenda.short.undone")
        if confirmed or back:
            st.rerun()  # the next step and the list of pages follow the agenda too


def _ticked(visit: Visit, cut: Cut) -> bool:
    t = visit.words
    label = t(f"ui.agenda.cut.{cut.kind}", phase=t(f"phase.{cut.phase}"), n=cut.saves)
    # Another moment brings other proposals: the box then shows what is needed now.
    key = f"agenda-cut-{cut.phase}-{cut.kind}-{cut.saves}-{cut.needed}"
    chosen = st.checkbox(label, cut.needed, key=key)
    st.caption(what_is_lost(t, cut.phase, cut.kind))
    return chosen


def _keeps(chosen: list[Cut]) -> dict[Phase, int]:
    """The minutes that each phase keeps: of two cuts of one phase the deeper one holds."""
    keeps: dict[Phase, int] = {}
    for cut in chosen:
        keeps[cut.phase] = min(cut.keeps, keeps.get(cut.phase, cut.keeps))
    return keeps

"""The agenda's page: a template or none, its minutes and breaks, and the hours that follow."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import streamlit as st

from workshop.domain.agenda import LONGEST_SLOT, Agenda, Slot, break_after, minutes_of, total
from workshop.domain.agenda_templates import SLUGS, agenda_template, scale_of
from workshop.domain.phases import ROAD
from workshop.domain.shortening import Kind, is_cut, whole
from workshop.domain.time_needed import Scale, need, sentences, taps
from workshop.domain.words import Phase
from workshop.services.agenda import begin_agenda, choose_agenda, restore_agenda
from workshop.ui.agenda_words import NONE, agenda_of, what_is_lost
from workshop.ui.lines import draw, dress_lines, section, sentence, table
from workshop.ui.shell import STATIC, Visit, done, refusals, say_what_was_done

OF_THE_DAY = tuple(phase for phase in ROAD if phase is not Phase.FOLLOW)
OWN = "own"
COLUMNS = 3
BREAK_MINUTES = 15
USUAL_START = time(9, 0)


def draw_agenda(visit: Visit) -> None:
    """The page: what is chosen and changed on the left, the day as it comes of it on the right."""
    say_what_was_done()
    t, agenda = visit.words, visit.view.workshop.agenda
    dress_lines()
    st.html(STATIC / "agenda.css")
    st.title(t("ui.page.agenda"), anchor=False)
    st.caption(t("ui.agenda.line"))
    chosen, day = st.columns([1, 1], gap="large")
    with chosen.container(key="agenda-chosen"):
        picked = _pick(visit, agenda)
        shown = agenda if picked == _name(agenda) else agenda_of(picked)
        if shown != agenda:
            _take(visit, picked, shown)
        elif agenda:
            _draw_running(visit, agenda)
            _draw_form(visit, agenda)
        else:
            st.caption(t("ui.agenda.look"))
    with day.container(key="agenda-day"):
        if shown:
            _draw_day(visit, shown)


def _name(agenda: Agenda) -> str:
    """Which template the agenda is, before anything was cut or changed."""
    if not agenda:
        return NONE
    return next((slug for slug in SLUGS if agenda_template(slug).slots == whole(agenda)), OWN)


def _pick(visit: Visit, agenda: Agenda) -> str:
    t, now = visit.words, _name(agenda)
    names = [*SLUGS, *([OWN] if now == OWN else []), NONE]
    # Another agenda gives the choice another key: it then shows what is, not what was.
    return st.radio(
        t("ui.agenda.template"),
        names,
        index=names.index(now),
        format_func=lambda name: t(f"ui.agenda.template.{name}"),
        key=f"agenda-template-{now}-{total(agenda)}",
        horizontal=True,
    )


def _take(visit: Visit, name: str, slots: Agenda) -> None:
    """What this one is for, what it leaves out and what is lost by that; one button to take it."""
    t = visit.words
    if name in SLUGS:
        scale = agenda_template(name).scale
        draw(
            sentence(
                t(
                    "ui.agenda.made_for",
                    people=scale.people,
                    cards=scale.cards,
                    actions=scale.actions,
                )
            )
        )
    if st.button(t("ui.agenda.take"), key="agenda-take", type="primary", icon=":material/check:"):
        with refusals(visit):
            choose_agenda(visit.house, visit.facilitator, slots)
            done(visit, "ui.agenda.taken" if slots else "ui.agenda.dropped")
            st.rerun()
    left_out = [phase for phase in OF_THE_DAY if slots and not minutes_of(slots, phase)]
    if left_out:
        draw(
            section(t("ui.agenda.left_out")),
            *(
                sentence(f"{t(f'phase.{phase}')} – {what_is_lost(t, phase, Kind.DROP)}", soft=True)
                for phase in left_out
            ),
        )


def _draw_running(visit: Visit, agenda: Agenda) -> None:
    """Since when it runs, and the gestures on the whole of it."""
    t, workshop = visit.words, visit.view.workshop
    clock = workshop.clock(visit.house.clock())
    if clock is not None and workshop.agenda_began_at is not None:
        st.caption(
            t(
                "ui.agenda.runs",
                since=t.hour(workshop.agenda_began_at),
                hour=t.hour(clock.promised_end),
            )
        )
    with st.container(horizontal=True):
        begun = st.button(
            t("ui.agenda.begin" if clock is None else "ui.agenda.again"),
            key="agenda-begin",
            icon=":material/schedule:",
            help=t("ui.agenda.begin.help"),
        )
        back = is_cut(agenda) and st.button(
            t("ui.agenda.short.back"), key="agenda-back", icon=":material/undo:"
        )
    with refusals(visit):
        if begun:
            begin_agenda(visit.house, visit.facilitator)
            done(visit, "ui.agenda.begun")
        if back:
            restore_agenda(visit.house, visit.facilitator)
            done(visit, "ui.agenda.short.undone")
        if begun or back:
            st.rerun()


# --- minutes and breaks ---------------------------------------------------------------------------


def _draw_form(visit: Visit, agenda: Agenda) -> None:
    t = visit.words
    # A colleague's change gives the fields other keys: they then show what is, not what was.
    turn = "-".join(f"{slot.phase or ''}{slot.minutes}" for slot in agenda)
    given = [slot.phase for slot in agenda if slot.phase is not None and slot.minutes]
    breaks: dict[Phase, int] = {
        phase: pause for phase in OF_THE_DAY if (pause := break_after(agenda, phase))
    }
    with st.form("agenda-form"):
        st.caption(t("ui.agenda.minutes.help"))
        minutes = _fields(
            {phase: t(f"phase.{phase}") for phase in OF_THE_DAY},
            {phase: minutes_of(agenda, phase) for phase in OF_THE_DAY},
            f"minutes-{turn}",
        )
        pauses = _fields(
            {phase: t("ui.agenda.break.after", phase=t(f"phase.{phase}")) for phase in breaks},
            breaks,
            f"break-{turn}",
        )
        more = st.selectbox(
            t("ui.agenda.break.more"),
            [phase for phase in given[:-1] if phase not in breaks],
            index=None,
            format_func=lambda phase: t(f"phase.{phase}"),
            placeholder=t("ui.agenda.break.none"),
            key=f"agenda-more-{turn}",
        )
        if more is not None:
            pauses[more] = BREAK_MINUTES
        save = st.form_submit_button(t("ui.save"), key="agenda-save", type="primary")
    typed_over, st.session_state["agenda-turn"] = st.session_state.get("agenda-turn", turn), turn
    if save and typed_over != turn:
        done(visit, "ui.agenda.meanwhile")
        st.rerun()
    elif save:
        with refusals(visit):
            slots = slots_of(minutes, pauses, agenda)
            choose_agenda(visit.house, visit.facilitator, slots)
            done(visit, "ui.agenda.saved" if slots else "ui.agenda.dropped")
            st.rerun()


def _fields(labels: Mapping[Phase, str], values: Mapping[Phase, int], key: str) -> dict[Phase, int]:
    """A field of minutes for each, side by side; gives what they hold."""
    found: dict[Phase, int] = {}
    for start in range(0, len(labels), COLUMNS):
        line = list(labels)[start : start + COLUMNS]
        for column, phase in zip(st.columns(COLUMNS), line, strict=False):
            found[phase] = column.number_input(
                labels[phase],
                min_value=0,
                max_value=LONGEST_SLOT,
                value=values[phase],
                step=1,
                key=f"agenda-{key}-{phase}",
            )
    return found


def slots_of(
    minutes: Mapping[Phase, int], breaks: Mapping[Phase, int], before: Agenda = ()
) -> list[Slot]:
    """The slots that were typed: 0 leaves a phase or a break out; no break after the last one.

    A phase whose minutes stay as they are ``before`` keeps what the short mode holds back of it.
    """
    cuts = {
        slot.phase: slot.cut
        for slot in before
        if slot.phase is not None and slot.minutes == minutes.get(slot.phase, 0)
    }
    kept = [phase for phase in ROAD if minutes.get(phase) or cuts.get(phase)]
    slots: list[Slot] = []
    for phase in kept:
        slots.append(Slot(phase, minutes.get(phase, 0), cuts.get(phase, 0)))
        if breaks.get(phase) and phase is not kept[-1]:
            slots.append(Slot(None, breaks[phase]))
    return slots


# --- the day at a glance --------------------------------------------------------------------------


def _draw_day(visit: Visit, agenda: Agenda) -> None:
    """Hour by hour: what, how long, and what it asks of a phone."""
    t = visit.words
    begin = _start(visit)
    end = begin + timedelta(minutes=total(agenda))
    draw(
        section(
            t("ui.agenda.day", since=t.hour(begin), hour=t.hour(end)),
            t("ui.conduct.minutes", n=total(agenda)),
        )
    )
    scale, rows = scale_of(agenda), []
    at = begin
    for slot in agenda:
        if slot.minutes:
            rows.append(
                {
                    t("ui.agenda.at"): t.hour(at),
                    t("ui.agenda.step"): _called(visit, slot),
                    t("ui.agenda.length"): _length(visit, slot, scale),
                    t("ui.agenda.phones"): _phones(visit, slot, scale),
                }
            )
        at += timedelta(minutes=slot.minutes)
    draw(table(rows))
    st.caption(t("ui.agenda.counted", people=scale.people))


def _start(visit: Visit) -> datetime:
    """When the day began, or is to begin: that is asked for this screen alone."""
    workshop, now = visit.view.workshop, visit.house.clock()
    if workshop.agenda_began_at is not None and workshop.clock(now) is not None:
        return workshop.agenda_began_at
    asked = st.time_input(
        visit.words("ui.agenda.start"), USUAL_START, key="agenda-start", width=160
    )
    at = asked or USUAL_START
    return now.astimezone().replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)


def _called(visit: Visit, slot: Slot) -> str:
    return visit.words("ui.agenda.break" if slot.phase is None else f"phase.{slot.phase}")


def _length(visit: Visit, slot: Slot, scale: Scale) -> str:
    t = visit.words
    said = t("ui.conduct.minutes", n=slot.minutes)
    if slot.cut:  # fewer topics, fewer ideas: what it needs is less as well
        return t("ui.agenda.instead", length=said, n=slot.promised)
    needed = 0 if slot.phase is None else need(slot.phase, scale)
    return t("ui.agenda.too_short", length=said, n=needed) if needed > slot.minutes else said


def _phones(visit: Visit, slot: Slot, scale: Scale) -> str:
    """What one phone is asked: taps, and sentences to type."""
    if slot.phase is None:
        return ""
    t = visit.words
    asked = (("taps", taps(slot.phase, scale)), ("sentences", sentences(slot.phase, scale)))
    return " · ".join(t.count(f"count.{what}", n) for what, n in asked if n)

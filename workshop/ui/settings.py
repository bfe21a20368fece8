"""Settings of a workshop: how it speaks, how the wall moves, its keys, its files, log and end."""

from typing import Any

import streamlit as st

from workshop.domain.transfer import GAINS_RANGE, PAYS_RANGE
from workshop.domain.words import Beyond, Quadrant, WallPace
from workshop.i18n import language_name, languages
from workshop.services import workshops
from workshop.services.rows import LOWEST_FLOOR
from workshop.services.workshops import MOST_FLOOR
from workshop.ui.ask import ask_delete, ask_duplicate
from workshop.ui.audit import draw_audit
from workshop.ui.lexicon import draw_lexicon
from workshop.ui.links import draw_links
from workshop.ui.moderate import draw_inbox_switch, draw_rule
from workshop.ui.navigation import PROJECTOR
from workshop.ui.privacy import draw_privacy
from workshop.ui.shell import QUERY, Visit, done, refusals, say_what_was_done

FILES = (("workshop.json", "json"), ("workshop.xlsx", "xlsx"), ("workshop-csv.zip", "csv"))


def draw_settings(visit: Visit) -> None:
    """The page: one form for what is chosen, then keys, files, and the gestures on the whole."""
    say_what_was_done()
    t = visit.words
    st.title(t("ui.page.settings"), anchor=False)
    st.caption(t("ui.settings.line"))
    chosen, files = st.columns([3, 2], gap="large")
    with chosen:
        _draw_choices(visit)
        st.subheader(t("ui.settings.moderation"), anchor=False)
        draw_inbox_switch(visit)
        draw_rule(visit)
    with files:
        _draw_projector(visit)
        _draw_files(visit)
        draw_privacy(visit)
        _draw_whole(visit)
        draw_lexicon(visit)
    st.subheader(t("ui.links.title"), anchor=False)
    draw_links(visit)
    draw_audit(visit)


def _draw_choices(visit: Visit) -> None:
    t, now = visit.words, visit.view.workshop
    # A colleague's change gives the widget another key: it then shows what is, not what was.
    with st.form("settings-form"):
        language = st.radio(
            t("ui.settings.language"),
            languages(),
            index=languages().index(t.language),
            format_func=language_name,
            key=f"settings-language-{now.language}",
            horizontal=True,
            help=t("ui.settings.language.help"),
        )
        paces = list(WallPace)
        pace = st.radio(
            t("ui.settings.pace"),
            paces,
            index=paces.index(now.wall_pace),
            format_func=lambda code: t(f"ui.settings.pace.{code}"),
            captions=[t(f"ui.settings.pace.{code}.help") for code in paces],
            key=f"settings-pace-{now.wall_pace}",
        )
        relieve_first = st.radio(
            t("ui.settings.order"),
            [False, True],
            index=int(now.relieve_first),
            format_func=lambda swapped: _order(visit, swapped=swapped),
            key=f"settings-order-{now.relieve_first}",
            help=t("ui.settings.order.help"),
        )
        floor = st.number_input(
            t("ui.settings.floor"),
            min_value=LOWEST_FLOOR,
            max_value=MOST_FLOOR,
            value=now.floor,
            step=1,
            key=f"settings-floor-{now.floor}",
        )
        st.caption(t("ui.settings.floor.help"))
        nicknames = st.checkbox(
            t("ui.settings.nicknames.on"),
            now.nicknames,
            key=f"settings-nicknames-{now.nicknames}",
            help=t("ui.settings.nicknames.help"),
        )
        weighing = _draw_weighing(visit)
        save = st.form_submit_button(t("ui.save"), key="settings-save", type="primary")
    if save:
        chosen = {
            "language": language,
            "wall_pace": pace,
            "relieve_first": relieve_first,
            "floor": floor,
            "nicknames": nicknames,
            **weighing,
        }
        # Only what was changed here: a colleague may have chosen the rest meanwhile.
        changed: dict[str, Any] = {
            name: value for name, value in chosen.items() if value != getattr(now, name)
        }
        with refusals(visit):
            if changed:
                workshops.save_settings(visit.house, visit.facilitator, **changed)
            done(visit, "ui.saved")
            st.rerun()


def _draw_weighing(visit: Visit) -> dict[str, Any]:
    """How ideas are weighed: where a side pays or gains, and who else is asked about."""
    t, now = visit.words, visit.view.workshop
    with st.expander(t("ui.settings.weighing"), key="settings-weighing"):
        st.caption(t("ui.settings.weighing.help"))
        pays, gains = (
            column.number_input(
                t(f"ui.settings.{name}"),
                min_value=low,
                max_value=high,
                value=value,
                step=0.1,
                format="%.1f",
                key=f"settings-{name}-{value}",
            )
            for column, name, (low, high), value in zip(
                st.columns(2),
                ("pays_at", "gains_at"),
                (PAYS_RANGE, GAINS_RANGE),
                (now.pays_at, now.gains_at),
                strict=True,
            )
        )
        st.caption(t("ui.settings.also_asks"))
        asks = [
            whom.value
            for whom in Beyond
            if st.checkbox(
                t(f"ui.weigh.row.{whom}"),
                whom in now.also_asks,
                key=f"settings-asks-{whom}-{whom in now.also_asks}",
            )
        ]
    # Steps of a tenth add up to 0.30000000000000004.
    return {"pays_at": round(pays, 1), "gains_at": round(gains, 1), "also_asks": asks}


def _order(visit: Visit, *, swapped: bool) -> str:
    middle = [Quadrant.INDICATORS, Quadrant.TREAT_NEXT]
    order = [Quadrant.PRIORITY, *(middle[::-1] if swapped else middle), Quadrant.CAPITALISE]
    return " → ".join(visit.words(f"quadrant.{quadrant}") for quadrant in order)


def _draw_projector(visit: Visit) -> None:
    t, workshop = visit.words, visit.view.workshop
    st.subheader(t("ui.page.projector"), anchor=False)
    state = "blank" if workshop.projector_blank else "lit"
    with st.container(horizontal=True):
        st.link_button(
            t("ui.settings.projector.open"),
            f"/{PROJECTOR.url}?{QUERY}={workshop.code}",
            icon=":material/open_in_new:",
        )
        if st.button(t(f"ui.settings.projector.{state}.turn"), key=f"projector-{state}"):
            with refusals(visit):
                workshops.blank_projector(
                    visit.house, visit.facilitator, blank=not workshop.projector_blank
                )
                done(visit, "ui.saved")
                st.rerun()


def _draw_files(visit: Visit) -> None:
    t = visit.words
    st.subheader(t("ui.settings.files"), anchor=False)
    st.caption(t("ui.settings.files.help"))
    with st.container(horizontal=True):
        for file, kind in FILES:
            st.link_button(
                t(f"ui.close.files.{kind}"),
                f"/x/{visit.facilitator.code}/{file}",
                icon=":material/download:",
            )


def _draw_whole(visit: Visit) -> None:
    t, workshop = visit.words, visit.view.workshop
    st.subheader(t("ui.settings.whole"), anchor=False)
    with st.container(horizontal=True):
        copy = st.button(
            t("ui.home.duplicate"), key="settings-duplicate", icon=":material/content_copy:"
        )
        drop = st.button(t("ui.home.delete"), key="settings-delete", icon=":material/delete:")
    if copy:
        ask_duplicate(visit, workshop.code, workshop.title)
    if drop:
        ask_delete(visit, workshop.code, workshop.title)

"""The map on the facilitator's page: one picture, the same in sentences and a table, and why."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from workshop.domain.words import Phase, Sees, Side
from workshop.i18n import Words
from workshop.pictures.map import map_svg
from workshop.pictures.map_words import map_rows, map_sentences, reasons, step_said
from workshop.pictures.palette import DARK, LIGHT
from workshop.services.rights import reveal
from workshop.services.views.map import MapView, map_of
from workshop.ui import lines, live
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done

STEPS, MAP = "steps", "map"
FILES = (("svg", "map.svg", "draw"), ("png", "map.png", "image"))


def choose_picture(visit: Visit) -> str:
    """Whether the page shows the steps to write, or the map to read."""
    t = visit.words
    chosen = st.segmented_control(
        t("ui.map.choose"),
        (STEPS, MAP),
        default=STEPS,
        format_func=lambda name: t(f"ui.map.choose.{name}"),
        label_visibility="collapsed",
        key="journeys-picture",
    )
    return str(chosen or STEPS)


@st.fragment
def draw_map(visit: Visit) -> None:
    """The picture, live; under it the files, what stands out and why, and the table."""
    visit = refresh(visit)
    live.listen(visit, key="map-ear")
    say_what_was_done()
    lines.dress_lines()
    t, view = visit.words, map_of(visit.view)
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    _reveal(visit, view)
    live.draw("map", {"svg": map_svg(view, t, palette), "big": False}, key="map-picture")
    # The third, what stands out, has its reasons below; whoever hears the picture has all three.
    for said in map_sentences(view, t)[:2]:
        lines.draw(lines.sentence(said))
    _draw_files(visit)
    _draw_reasons(view, t)
    if view.steps:
        with st.expander(t("ui.map.table"), icon=":material/table_view:"):
            st.dataframe(
                pd.DataFrame(map_rows(view, t)), hide_index=True, key="map-table", width="stretch"
            )


def _reveal(visit: Visit, view: MapView) -> None:
    """Whether the room sees the moods on its map too; they are its own answers."""
    t, workshop = visit.words, visit.view.workshop
    felt = any(step.mood(side).mean is not None for step in view.steps for side in Side)
    if workshop.phase is not Phase.JOURNEYS or not felt:
        return
    shown = workshop.rights.sees is Sees.EVERYTHING
    name = "hide" if shown else "reveal"
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            t(f"ui.map.{name}"),
            key="map-reveal",
            icon=f":material/visibility{'_off' if shown else ''}:",
        ):
            with refusals(visit):
                reveal(visit.house, visit.facilitator, shown=not shown)
                done(visit, f"ui.map.{name}.done")
                st.rerun()
        st.caption(t("ui.map.shown" if shown else "ui.map.not_shown"), width="content")


def _draw_files(visit: Visit) -> None:
    with st.container(horizontal=True):
        for name, file, icon in FILES:
            st.link_button(
                visit.words(f"ui.map.file.{name}"),
                f"/x/{visit.facilitator.code}/{file}",
                key=f"map-{name}",
                icon=f":material/{icon}:",
            )


def _draw_reasons(view: MapView, t: Words) -> None:
    """Step by step what somebody ought to look at, with the figures and voices behind it."""
    found = {step.id: list(reasons(view, step, t)) for step in view.steps}
    if not any(found.values()):
        return
    lines.draw(lines.section(t("ui.map.look")))
    for step in view.steps:
        if found[step.id]:
            lines.draw(
                Markup('<h3 class="rc-head"><span>{}</span></h3>').format(step_said(step)),
                *(lines.sentence(reason) for reason in found[step.id]),
            )

"""The trail of one thing on one page, from what the room said to what is measured."""

from typing import Any, NoReturn

import streamlit as st

from workshop.domain.words import Phase
from workshop.i18n import Words
from workshop.pictures.trail_words import Chapter, chapters
from workshop.services.views.trail import read_web
from workshop.ui import cache, lines, live
from workshop.ui.gestures import again, choose, menu
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.parts import QUERY as PART
from workshop.ui.shell import Visit, refresh

FIELD = "trail"
OF = "of"
"""In the address: the label that the trail begins from."""


@st.fragment
def draw_trail(visit: Visit) -> None:
    """Where to begin, then the chapters of the way; a label that is pressed is begun from."""
    visit = refresh(visit)
    live.listen(visit, key="trail-ear")
    lines.dress_lines()
    t = visit.words
    web = cache.part_view(visit.house, visit.facilitator, read_web)
    names = web.names
    if not names:
        lines.draw(lines.sentence(t("ui.trail.nothing"), soft=True))
        return
    asked = st.query_params.pop(OF, None)
    if asked in names:
        choose(FIELD, asked)
    start = _begin(visit, names)
    told = chapters(t, web.trail(start), web.view.steps)
    picked = live.draw("trail", picture(t, start, told), key="trail-way", on=("pick",)).pick
    if picked in names and picked != start:
        choose(FIELD, picked)
        again()


def _begin(visit: Visit, names: dict[str, str]) -> str:
    """The menu of what a trail begins from, and the way to paper; gives the label."""
    t = visit.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="trail-head"):
        start = menu(
            FIELD,
            t("ui.trail.from"),
            {label: f"{label} · {title}" for label, title in names.items()},
        )
        st.link_button(
            t("ui.trail.print"),
            f"/x/{visit.facilitator.code}/trail-{start}.html",
            icon=":material/print:",
        )
    return start


def picture(t: Words, start: str, told: tuple[Chapter, ...]) -> dict[str, Any]:
    """For the component ``trail``: the chapters; where the trail begins is marked."""
    return {
        "start": start,
        "chapters": [
            {
                "code": chapter.code,
                "title": chapter.title,
                "missing": chapter.missing,
                "entries": [
                    {
                        "label": entry.label,
                        "title": entry.title,
                        "notes": list(entry.notes),
                        "quadrant": entry.quadrant or "",
                        "says": t("ui.trail.begin", label=entry.label),
                    }
                    for entry in chapter.entries
                ],
            }
            for chapter in told
        ],
        "words": {"more": t("ui.trail.more")},
    }


def trail_button(visit: Visit, label: str) -> None:
    """The way from an action, a project or a pilot to its trail."""
    if st.button(
        visit.words("ui.trail.open"),
        key=f"trail-of-{label}",
        type="tertiary",
        icon=":material/conversion_path:",
    ):
        open_trail(label)


def open_trail(label: str) -> NoReturn:
    """Go to the trail of a label, from any page."""
    choose(FIELD, label)
    # The choice of parts remembers the one that was open: it is to follow the address.
    st.session_state.pop("plan-part", None)
    st.switch_page(path_of(phase_script(Phase.PLAN)), query_params={PART: "trail"})

"""The pages there are for this browser.

A page it may not open is not declared: at its address stands our own sentence, with the way home.
Streamlit would say "Page not found" in English, over whatever it shows instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from workshop.domain.words import Phase, Role
from workshop.i18n import Words
from workshop.settings import CHECKOUT
from workshop.ui.shell import Visitors, not_here

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

ROAD = (
    Phase.FRAME,
    Phase.JOURNEYS,
    Phase.MOOD,
    Phase.CAPTURE,
    Phase.GROUP,
    Phase.MATRIX,
    Phase.VOTE,
    Phase.CAUSES,
    Phase.IDEATE,
    Phase.WEIGH,
    Phase.PLAN,
    Phase.CLOSE,
    Phase.FOLLOW,
)
"""The phases that this version leads, in order; "next step" goes along it."""

_ICONS = {
    Phase.FRAME: "crop_free",
    Phase.JOURNEYS: "route",
    Phase.MOOD: "sentiment_satisfied",
    Phase.CAPTURE: "sms",
    Phase.GROUP: "category",
    Phase.MATRIX: "grid_view",
    Phase.VOTE: "how_to_vote",
    Phase.CAUSES: "account_tree",
    Phase.IDEATE: "lightbulb",
    Phase.WEIGH: "balance",
    Phase.PLAN: "checklist",
    Phase.CLOSE: "flag",
    Phase.FOLLOW: "trending_up",
}


@dataclass(frozen=True, slots=True)
class Script:
    """A page's file, its address and the key of its title."""

    path: str
    url: str
    title: str
    icon: str


HOME = Script("facilitator/home.py", "", "ui.page.home", "home")
ROOM = Script("facilitator/room.py", "room", "ui.page.room", "qr_code_2")
AGENDA = Script("facilitator/agenda.py", "agenda", "ui.page.agenda", "schedule")
DOCTOR = Script("facilitator/doctor.py", "doctor", "ui.page.doctor", "fact_check")
MODERATE = Script("facilitator/moderate.py", "moderate", "ui.page.moderate", "shield_person")
PAPER = Script("facilitator/paper.py", "paper", "ui.page.paper", "edit_note")
PROJECTOR = Script("facilitator/projector.py", "projector", "ui.page.projector", "present_to_all")
SETTINGS = Script("facilitator/settings.py", "settings", "ui.page.settings", "tune")
SPONSOR = Script("sponsor/results.py", "sponsor", "ui.page.sponsor", "visibility")
AROUND = (DOCTOR, ROOM, AGENDA, MODERATE, PAPER, PROJECTOR, SETTINGS, SPONSOR)


def phase_script(phase: Phase) -> Script:
    """The page of a phase of the road."""
    return Script(f"facilitator/{phase}.py", phase, f"phase.{phase}", _ICONS[phase])


def declare(visitor: Visitors) -> "StreamlitPage":
    """Declare the pages of this browser and give the one to run."""
    t = visitor.words
    around = _around(visitor)
    sections = {"": [_page(HOME, t, default=True)]}
    if visitor.role is Role.FACILITATOR:
        for title, phases in _sections(visitor):
            sections[t(title)] = [
                _page(phase_script(phase), t, here=phase is visitor.phase) for phase in phases
            ]
        sections[t("ui.nav.around")] = [_page(script, t) for script in around]
    else:
        sections[""] += [_page(script, t) for script in around]
    road = () if visitor.role is Role.FACILITATOR else map(phase_script, ROAD)
    shut = (*road, *(script for script in AROUND if script not in (*around, SPONSOR)))
    sections[""] += [_not_here(script, t) for script in shut]
    if SPONSOR not in around:  # says itself whether it only waits to be opened
        sections[""].append(_page(SPONSOR, t, hidden=True))
    return st.navigation(sections)


def _sections(visitor: Visitors) -> Iterator[tuple[str, tuple[Phase, ...]]]:
    """The phases that the agenda walks through, and those that it leaves out, both in order."""
    yield "ui.nav.road", tuple(phase for phase in ROAD if phase in visitor.road)
    if outside := tuple(phase for phase in ROAD if phase not in visitor.road):
        yield "ui.nav.outside", outside


def _around(visitor: Visitors) -> tuple[Script, ...]:
    """The pages of this browser beside the home and the road."""
    if visitor.role is Role.SPONSOR:
        return (SPONSOR,)
    if visitor.role is None:
        return ()
    # About the computer, not about one workshop: no page for whoever has a link only.
    closed = () if visitor.browser.account_id is not None else (DOCTOR,)
    return tuple(script for script in AROUND if script not in closed)


def path_of(script: Script) -> str:
    """What ``st.switch_page`` and ``st.page_link`` want for a page declared above."""
    return str(CHECKOUT / "pages" / script.path)


def _not_here(script: Script, t: Words) -> "StreamlitPage":
    """In place of a page that this browser may not open; in no menu."""
    return st.Page(
        partial(not_here, t),
        title=t("ui.not_here.title"),
        url_path=script.url,
        visibility="hidden",
    )


def _page(
    script: Script, t: Words, *, default: bool = False, here: bool = False, hidden: bool = False
) -> "StreamlitPage":
    title = t(script.title)
    return st.Page(
        path_of(script),
        title=t("ui.nav.here", title=title) if here else title,
        icon=f":material/{script.icon}:",
        url_path=script.url or None,
        default=default,
        visibility="hidden" if hidden else "visible",
    )

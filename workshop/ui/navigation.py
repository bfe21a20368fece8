"""The pages there are for this browser: a page it may not open is not declared at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from workshop.domain.words import Phase, Role
from workshop.i18n import Words
from workshop.settings import CHECKOUT
from workshop.ui.shell import Visitors

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
DOCTOR = Script("facilitator/doctor.py", "doctor", "ui.page.doctor", "fact_check")
MODERATE = Script("facilitator/moderate.py", "moderate", "ui.page.moderate", "shield_person")
PROJECTOR = Script("facilitator/projector.py", "projector", "ui.page.projector", "present_to_all")
SETTINGS = Script("facilitator/settings.py", "settings", "ui.page.settings", "tune")
SPONSOR = Script("sponsor/results.py", "sponsor", "ui.page.sponsor", "visibility")
AROUND = (DOCTOR, ROOM, MODERATE, PROJECTOR, SETTINGS, SPONSOR)


def phase_script(phase: Phase) -> Script:
    """The page of a phase of the road."""
    return Script(f"facilitator/{phase}.py", phase, f"phase.{phase}", _ICONS[phase])


def declare(visitor: Visitors) -> "StreamlitPage":
    """Declare the pages of this browser and give the one to run."""
    t = visitor.words
    home = [_page(HOME, t, default=True)]
    sections: dict[str, list[StreamlitPage]] = {"": home}
    if visitor.role is Role.FACILITATOR:
        sections[t("ui.nav.road")] = [
            _page(phase_script(phase), t, here=phase is visitor.phase) for phase in ROAD
        ]
        # About the computer, not about one workshop: no page for whoever has a link only.
        closed = () if visitor.browser.account_id is not None else (DOCTOR,)
        sections[t("ui.nav.around")] = [
            _page(script, t) for script in AROUND if script not in closed
        ]
    elif visitor.role is Role.SPONSOR:
        sections[""] = [*home, _page(SPONSOR, t)]
    return st.navigation(sections)


def path_of(script: Script) -> str:
    """What ``st.switch_page`` and ``st.page_link`` want for a page declared above."""
    return str(CHECKOUT / "pages" / script.path)


def _page(
    script: Script, t: Words, *, default: bool = False, here: bool = False
) -> "StreamlitPage":
    title = t(script.title)
    return st.Page(
        path_of(script),
        title=t("ui.nav.here", title=title) if here else title,
        icon=f":material/{script.icon}:",
        url_path=script.url or None,
        default=default,
    )

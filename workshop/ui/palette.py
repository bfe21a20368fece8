"""The palette: every page, gesture and thing of a workshop by a few letters of its name.

The browser asks for the list of things when it is opened (web/search.py), finds in it without any
run of the page, and sends what was chosen: only then something is opened here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import streamlit as st

from workshop.domain.words import Phase, Role
from workshop.i18n import Words
from workshop.ui import live
from workshop.ui.gestures import choose
from workshop.ui.keys import BUTTONS, KEYS, press_keys
from workshop.ui.navigation import (
    AGENDA,
    AROUND,
    DOCTOR,
    HOME,
    MODERATE,
    PROJECTOR,
    ROAD,
    ROOM,
    SETTINGS,
    Script,
    path_of,
    phase_script,
)
from workshop.ui.parts import QUERY as PART
from workshop.ui.shell import QUERY, Visit, Visitors, open_page, refresh

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

PARTS = {
    Phase.PLAN: ("prioritise", "actions", "projects", "roadmap", "trail", "people"),
    Phase.FOLLOW: ("week", "pilots", "measures", "board", "review", "readiness", "evidence"),
}
"""Pages in parts, each of which is found by its own name."""
LED = (ROOM, AGENDA, MODERATE, SETTINGS)
"""Pages without the bar, where the palette does gestures all the same."""
JOURNEY_STEP, JOURNEY_MENUS = "journeys-step", "journeys-menu-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands: a page, a part of it, and the menu (``field``) that opens the thing."""

    script: Script
    part: str = ""
    field: str = ""


PLACES = {
    "step": Place(phase_script(Phase.JOURNEYS)),
    "card": Place(phase_script(Phase.CAPTURE)),
    "aside": Place(MODERATE),
    "topic": Place(phase_script(Phase.MATRIX), field="matrix-topic"),
    "cause": Place(phase_script(Phase.CAUSES)),
    "idea": Place(phase_script(Phase.IDEATE)),
    "action": Place(phase_script(Phase.PLAN), "actions"),
    "project": Place(phase_script(Phase.PLAN), "projects"),
    "person": Place(phase_script(Phase.PLAN), "people"),
    "pilot": Place(phase_script(Phase.FOLLOW), "pilots"),
    "measure": Place(phase_script(Phase.FOLLOW), "measures"),
}
"""By the kind of a thing (services/views/search.py), the page that it is opened on."""
GROUPED = Place(phase_script(Phase.GROUP), field="group-topic")
"""Where a topic is opened while the room is not beyond the grouping."""


def draw_palette(visitor: Visitors, page: "StreamlitPage") -> None:
    """The palette of this page, and what was chosen in it.

    Nothing for anybody but a facilitator with a workshop on the table, nor in the window that the
    room looks at, which would read cards there before their reveal.
    """
    if visitor.role is not Role.FACILITATOR or visitor.code is None:
        return
    if page.url_path == PROJECTOR.url:
        return
    led = page.url_path in {script.url for script in LED}
    data = palette_data(visitor, led=led, has_bar=page.url_path in set(ROAD))
    chosen = live.draw("palette", data, key="palette-ear", on=("go",)).go
    if isinstance(chosen, dict):
        _open(visitor, chosen)
    if led:
        _lead(open_page())


def palette_data(visitor: Visitors, *, led: bool, has_bar: bool) -> dict[str, Any]:
    """For the component ``palette``; ``led``, ``has_bar``: the page does gestures, in which way."""
    t = visitor.words
    return {
        "code": visitor.code,
        "window": [f"{PROJECTOR.url}/", f"/{PROJECTOR.url}?{QUERY}={visitor.code}"],
        "pages": [[f"{url}/{part}", name] for (url, part), (_, name) in _pages(visitor).items()],
        "gestures": _gestures(t, led=led) if led or has_bar else [],
        "kinds": {kind: t(f"ui.palette.kind.{kind}") for kind in ("page", "gesture", *PLACES)},
        "words": {
            name: t(f"ui.palette.{name}")
            for name in ("open", "field", "list", "none", "found", "away", "hint")
        },
    }


def _gestures(t: Words, *, led: bool) -> list[list[str]]:
    """Key, what it does, and where a page's own button does it, that button."""
    buttons = {} if led else BUTTONS
    return [[key, t(f"ui.keys.{name}"), buttons.get(key, "")] for key, name in KEYS.items()]


def _pages(visitor: Visitors) -> dict[tuple[str, str], tuple[Script, str]]:
    """Each page there is for this browser, and the parts of one, by address and part."""
    t = visitor.words
    around = [
        script
        for script in (*AROUND, HOME)
        if script is not DOCTOR or visitor.browser.account_id is not None
    ]
    found = {}
    for script in (*(phase_script(phase) for phase in ROAD), *around):
        found[script.url, ""] = (script, t(script.title))
    for phase, codes in PARTS.items():
        for code in codes:
            name = f"{t(f'phase.{phase}')} · {_part_name(t, phase, code)}"
            found[phase.value, code] = (phase_script(phase), name)
    return found


def _part_name(t: Words, phase: Phase, code: str) -> str:
    return t(f"ui.{phase}.part.{code}")


def place_of(kind: str, phase: Phase | None) -> Place | None:
    """Where a thing of this kind is opened while the room is in ``phase``; None for no kind."""
    if kind == "topic" and phase in ROAD[: ROAD.index(Phase.MATRIX)]:
        return GROUPED
    return PLACES.get(kind)


def _open(visitor: Visitors, chosen: dict[str, Any]) -> None:
    """Go to the page or the thing that was chosen; nothing where there is none of that name."""
    kind, label = str(chosen.get("kind")), str(chosen.get("label"))
    if kind == "page":
        url, _, part = label.partition("/")
        found = _pages(visitor).get((url, part))
        if found is not None:
            _switch(visitor, found[0], part)
        return
    place = place_of(kind, visitor.phase)
    if place is None:
        return
    if kind == "step":
        _take_step(label)
    elif place.field:
        choose(place.field, label)
    _switch(visitor, place.script, place.part)


def _take_step(label: str) -> None:
    """The step in hand on the page of the journeys, whose menu would remember another one."""
    for key in [key for key in st.session_state if str(key).startswith(JOURNEY_MENUS)]:
        del st.session_state[key]
    if label.isdecimal():
        st.session_state[JOURNEY_STEP] = int(label)


def _switch(visitor: Visitors, script: Script, part: str) -> NoReturn:
    asked = {QUERY: visitor.code or ""}
    if part:
        asked[PART] = part
        # The choice of parts remembers the one that was open: it is to follow the address.
        st.session_state.pop(f"{script.url}-part", None)
    st.switch_page(path_of(script), query_params=asked)


@st.fragment
def _lead(visit: Visit) -> None:
    """The gestures of the palette on a page without the bar; no key acts by itself there."""
    here = refresh(visit)
    live.listen(here, key="palette-board-ear", calm_seconds=2.0)
    said = press_keys(here, quiet=True)
    if said:
        st.toast(said, icon=":material/keyboard:")

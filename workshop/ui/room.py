"""The room: how phones come in, who is here, and which doors are open."""

from dataclasses import dataclass
from typing import Any

import segno
import streamlit as st
from segno import helpers

from workshop.addresses import LOOPBACK, lan_addresses, serving_port
from workshop.domain.words import Phase
from workshop.services import workshops
from workshop.settings import read_settings
from workshop.ui.links import draw_links
from workshop.ui.live import draw, listen
from workshop.ui.navigation import PROJECTOR, ROAD, path_of, phase_script
from workshop.ui.paper import kit_link
from workshop.ui.privacy import seal_mark
from workshop.ui.rehearse import rehearsal_mark
from workshop.ui.shell import QUERY, Visit, done, refresh, refusals, say_what_was_done

QUIET = 4
"""White modules around a code: fewer, and phones do not find it."""

_BASE, _WIFI = "room-base", "room-wifi"


@dataclass(frozen=True, slots=True)
class Wifi:
    """The network that phones must join; lives in this session only, never in the database."""

    name: str
    password: str


def draw_room(visit: Visit) -> None:
    """The page: the poster that the room scans, and under it the doors."""
    say_what_was_done()
    _draw_head(visit)
    rehearsal_mark(visit)
    seal_mark(visit)
    bases = _bases()
    chosen = st.session_state.get(_BASE)
    base = chosen if chosen in bases else bases[0]
    if LOOPBACK in base:
        st.warning(visit.words("ui.room.no_network"), icon=":material/wifi_off:")
    _poster(visit, base)
    door, sponsor, network = st.columns(3)
    with door.container(border=True, height="stretch"):
        _draw_door(visit)
    with sponsor.container(border=True, height="stretch"):
        _draw_sponsor(visit)
    with network.container(border=True, height="stretch"):
        _draw_network(visit, bases)
    with st.container(horizontal=True):
        kit_link(visit)
    with st.expander(visit.words("ui.links.title"), key="room-links", icon=":material/key:"):
        draw_links(visit)


def _projector_link(visit: Visit) -> None:
    """The window that the room looks at, beside the facilitator's own."""
    st.link_button(
        visit.words("ui.settings.projector.open"),
        f"/{PROJECTOR.url}?{QUERY}={visit.facilitator.code}",
        icon=":material/open_in_new:",
    )


def _draw_head(visit: Visit) -> None:
    t, phase = visit.words, visit.view.workshop.phase
    title, step = st.columns(2, vertical_alignment="center")
    with title:
        st.title(t("ui.page.room"), anchor=False)
        st.caption(t("ui.room.line"))
    with step.container(horizontal=True, horizontal_alignment="right"):
        _projector_link(visit)
        following = phase if phase in ROAD else Phase.FRAME
        if st.button(
            t("ui.room.go_on", phase=t(f"phase.{following}")),
            key="room-go-on",
            type="primary",
            icon=":material/arrow_forward:",
        ):
            st.switch_page(path_of(phase_script(following)))


def _bases() -> tuple[str, ...]:
    """The addresses under which phones may reach this app, the likeliest first; never empty."""
    public = read_settings().public_url
    if public:
        return (public,)
    return tuple(f"http://{address}:{serving_port()}" for address in lan_addresses())


@st.fragment
def _poster(visit: Visit, base: str) -> None:
    visit = refresh(visit)
    t, view = visit.words, visit.view
    code = view.workshop.code
    wifi = st.session_state.get(_WIFI)
    address = f"{base}/j/{code}"
    draw(
        "poster",
        {
            "room": code,
            "code": code,
            "qr": _drawn(segno.make_qr(address, error="m")),
            "address": address.removeprefix("http://").removeprefix("https://"),
            "wifi": _drawn_wifi(wifi) if isinstance(wifi, Wifi) else None,
            "phones": visit.house.hub.phones(code),
            "people": view.participants,
            "who": _who(visit),
            "words": {
                name: t(f"ui.room.{name}")
                for name in ("scan", "code", "phones", "people", "seen", "unseen", "wifi")
            },
        },
        key="poster",
    )
    listen(visit, key="room-ear")


def _who(visit: Visit) -> str:
    """Where those who took part are, and for whom they speak: "28 dans la salle · 2 tables"."""
    t, room = visit.words, visit.view.room
    counts = {
        "in_room": room.here,
        "tables": room.tables,
        "away": room.away,
        "by_hand": room.by_hand,
        "rehearsal": room.rehearsal,
        "for_client": room.for_client,
    }
    return " · ".join(t.count(f"count.{name}", n) for name, n in counts.items() if n)


def _drawn(code: segno.QRCode) -> dict[str, Any]:
    """A code as one SVG path; ``size`` is its side in modules, the quiet edge included."""
    path = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    ]
    return {"size": len(code.matrix) + 2 * QUIET, "path": "".join(path)}


def _drawn_wifi(wifi: Wifi) -> dict[str, Any]:
    code = helpers.make_wifi(
        ssid=wifi.name,
        password=wifi.password or None,
        security="WPA" if wifi.password else None,
    )
    return {"name": wifi.name, "qr": _drawn(code)}


def _draw_door(visit: Visit) -> None:
    is_open = visit.view.workshop.door_open
    icon = "door_open" if is_open else "door_front"
    if _turns(visit, "door", icon, is_open=is_open):
        with refusals(visit):
            workshops.set_door(visit.house, visit.facilitator, is_open=not is_open)
            done(visit, "ui.saved")
            st.rerun()


def _draw_sponsor(visit: Visit) -> None:
    is_open = visit.view.workshop.sponsor_open
    icon = "visibility" if is_open else "visibility_off"
    if _turns(visit, "sponsor", icon, is_open=is_open):
        with refusals(visit):
            workshops.open_to_sponsor(visit.house, visit.facilitator, is_open=not is_open)
            done(visit, "ui.saved")
            st.rerun()


def _turns(visit: Visit, door: str, icon: str, *, is_open: bool) -> bool:
    """What a door is and what that means; True when it is to be turned."""
    t, state = visit.words, "open" if is_open else "closed"
    st.markdown(f":material/{icon}: **{t(f'ui.room.{door}.{state}')}**")
    st.caption(t(f"ui.room.{door}.{state}.help"))
    return st.button(t(f"ui.room.{door}.{state}.turn"), key=f"{door}-{state}")


def _draw_network(visit: Visit, bases: tuple[str, ...]) -> None:
    t = visit.words
    st.markdown(f":material/wifi: **{t('ui.room.network')}**")
    if len(bases) > 1:
        st.selectbox(t("ui.room.address"), bases, key=_BASE, help=t("ui.room.address.help"))
    else:
        st.caption(t("ui.room.network.help"))
    with st.popover(t("ui.room.wifi.add"), key="wifi"), st.form("wifi-form", border=False):
        st.caption(t("ui.room.wifi.help"))
        known = st.session_state.get(_WIFI)
        before = known if isinstance(known, Wifi) else Wifi("", "")
        name = st.text_input(t("ui.room.wifi.name"), before.name, key="wifi-name", max_chars=32)
        password = st.text_input(
            t("ui.room.wifi.password"),
            before.password,
            key="wifi-password",
            max_chars=63,
            autocomplete="off",
        )
        if st.form_submit_button(t("ui.room.wifi.show"), key="wifi-show", type="primary"):
            named = (name or "").strip()
            st.session_state[_WIFI] = Wifi(named, password or "") if named else None
            st.rerun()

"""Before the room: what this computer says of itself, one's own phone, a simulated room."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import streamlit as st
from markupsafe import Markup

from workshop.addresses import serving_port
from workshop.checkup import trial
from workshop.checkup.crowd import Report
from workshop.checkup.findings import Finding, Level, sentence, worst
from workshop.checkup.rounds import make_rounds
from workshop.checkup.storing import name_of
from workshop.i18n import Words
from workshop.settings import read_settings
from workshop.ui.live import listen
from workshop.ui.navigation import ROOM, path_of
from workshop.ui.plain import plain
from workshop.ui.rehearse import rehearsal_panel
from workshop.ui.shell import STATIC, Visit, refresh, refusals, say_what_was_done

GROUPS = {
    "network": ("network", "public_url", "wifi", "port"),
    "data": ("database", "schema", "integrity", "journal", "disk", "drive"),
    "time": ("clock",),
}
CROWDS = (30, 100, 200)
"""Sizes of a simulated room: the crowd works in this very process, beside whoever is here."""
TICK_SECONDS = 1.0

_SIGNS = {Level.OK: "✓", Level.WARNING: "!", Level.ERROR: "✕"}


def draw_doctor(visit: Visit) -> None:
    """The page; only for accounts, because it is about the computer, not about one workshop."""
    say_what_was_done()
    t = visit.words
    st.title(t("ui.page.doctor"), anchor=False)
    if visit.browser.account_id is None:
        st.info(t("ui.doctor.account"), icon=":material/lock:")
        return
    st.html(STATIC / "doctor.css")
    line, again = st.columns([3, 1], vertical_alignment="center")
    line.caption(t("ui.doctor.line"))
    with again.container(horizontal=True, horizontal_alignment="right"):
        st.button(t("ui.doctor.again"), key="doctor-again", icon=":material/refresh:")
    found = _look_around(visit)
    _draw_verdict(t, found)
    checks, tries = st.columns([3, 2], gap="large")
    with checks:
        _draw_groups(t, found)
    with tries:
        with st.container(border=True):
            _own_phone(visit)
        with st.container(border=True):
            _draw_trial(visit)
        with st.container(border=True):
            rehearsal_panel(visit)


def _look_around(visit: Visit) -> list[Finding]:
    database = visit.house.database
    return list(
        make_rounds(database, name_of(database), read_settings(), serving_port(), datetime.now(UTC))
    )


def _draw_verdict(t: Words, found: Sequence[Finding]) -> None:
    level = worst(found)
    count = sum(finding.level is level for finding in found)
    if level is Level.ERROR:
        st.error(t.count("ui.doctor.errors", count), icon=":material/error:")
    elif level is Level.WARNING:
        st.warning(t.count("ui.doctor.warnings", count), icon=":material/visibility:")
    else:
        st.success(t("ui.doctor.ready"), icon=":material/check_circle:")


def _draw_groups(t: Words, found: Sequence[Finding]) -> None:
    page = Markup("")
    for group, checks in GROUPS.items():
        page += Markup('<h2 class="rc-group">{}</h2>').format(t(f"ui.doctor.{group}"))
        page += _lines(t, (finding for finding in found if finding.check in checks))
    st.html(page)


def _lines(t: Words, found: Iterable[Finding]) -> Markup:
    lines = (
        Markup('<li class="{}"><i role="img" aria-label="{}">{}</i><span>{}</span></li>').format(
            finding.level,
            t(f"ui.doctor.level.{finding.level}"),
            _SIGNS[finding.level],
            sentence(t, finding),
        )
        for finding in found
    )
    return Markup('<ul class="rc-checks">{}</ul>').format(Markup("").join(lines))


@st.fragment
def _own_phone(visit: Visit) -> None:
    visit = refresh(visit)
    t = visit.words
    st.markdown(f":material/smartphone: **{t('ui.doctor.phone')}**")
    if visit.house.hub.phones(visit.facilitator.code):
        st.success(t("ui.room.seen"))
    else:
        st.info(t("ui.room.unseen"))
    st.caption(t("ui.doctor.phone.help"))
    listen(visit, key="doctor-ear")
    if st.button(t("ui.doctor.phone.go"), key="doctor-room", icon=":material/qr_code_2:"):
        st.switch_page(path_of(ROOM))


def _draw_trial(visit: Visit) -> None:
    t, last = visit.words, trial.last()
    st.markdown(f":material/groups: **{t('ui.doctor.trial')}**")
    st.caption(t("ui.doctor.trial.help"))
    if last is not None and last.outcome is None:
        _wait_for_trial(visit)
        return
    phones = st.segmented_control(
        t("ui.doctor.trial.phones"), CROWDS, default=CROWDS[0], key="doctor-phones", required=True
    )
    if st.button(t("ui.doctor.trial.start"), key="doctor-trial", icon=":material/play_arrow:"):
        with refusals(visit):
            trial.begin(phones or CROWDS[0])
            st.rerun()
    if last is not None:
        _draw_outcome(t, last)


@st.fragment(run_every=TICK_SECONDS)
def _wait_for_trial(visit: Visit) -> None:
    visit = refresh(visit)
    last = trial.last()
    if last is None or last.outcome is not None:
        st.rerun()
    st.progress(last.progress, visit.words("ui.doctor.trial.running", phones=last.phones))


def _draw_outcome(t: Words, ended: trial.Trial) -> None:
    if isinstance(ended.outcome, Report):
        st.html(_lines(t, [ended.outcome.finding()]))
    elif ended.outcome is not None:
        st.error(plain(t.error(ended.outcome)), icon=":material/error:")

"""Home: the workshops of this browser, and the ways to begin one."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Protocol

import streamlit as st

from workshop.domain.errors import WorkshopError
from workshop.domain.text import TITLE_LIMIT
from workshop.domain.words import Phase, Role
from workshop.i18n import Words, language_name, languages
from workshop.services import signin, workshops
from workshop.services.demo import create_demo
from workshop.services.house import House
from workshop.services.new_workshop import NewWorkshop
from workshop.services.retention import today_of
from workshop.services.templates import template, template_slugs
from workshop.services.views.home import HomeLine, read_home
from workshop.ui.agenda_words import NONE, agenda_of, length_names
from workshop.ui.ask import ask_delete, ask_duplicate, ask_next_edition
from workshop.ui.fields import dress_upload, fits
from workshop.ui.fresh import FRESH, Fresh, draw_fresh, keep_fresh
from workshop.ui.navigation import ROAD, ROOM, SPONSOR, path_of, phase_script
from workshop.ui.plain import plain
from workshop.ui.rehearse import rehearse_now
from workshop.ui.shell import (
    QUERY,
    Visit,
    done,
    put_on_the_table,
    refresh,
    refusals,
    role_in,
    say_what_was_done,
)
from workshop.ui.tour import draw_tour, tour_button


class TakeIn(Protocol):
    """Makes a workshop of an uploaded file, or refuses it whole; comes from ``exports``."""

    def __call__(
        self, house: House, content: bytes, *, owner_id: int | None = None
    ) -> NewWorkshop: ...


Why = Callable[[Words, WorkshopError], str]
"""The sentence of a file's refusal, from ``exports`` as well."""

LOOK_AGAIN = 5  # seconds
END_TOLD_DAYS = 60
"""So long before the installation ends a workshop, its facilitators read when."""
BARE = ""
_OPENING = "home-opening"


def draw_home(visit: Visit, *, take_in: TakeIn, why: Why) -> None:
    """The page: what was just made, else the ways to begin and the list of workshops."""
    refused = _enter(visit)
    say_what_was_done()
    fresh = st.session_state.get(FRESH)
    if isinstance(fresh, Fresh) and fresh.browser_id == visit.browser.browser_id:
        if draw_fresh(visit, fresh):
            _open(fresh.new.code)
        return
    lines = read_home(visit.house, visit.browser)
    _draw_head(visit)
    if refused:
        _wait(visit)
    if _may_create(visit):
        _draw_beginnings(visit, take_in, why, first=not lines)
    draw_tour(visit, first=not lines)
    if not lines:
        _say(visit, ":material/waving_hand:", "ui.home.none")
    for place, line in enumerate(lines):
        _draw_line(visit, line, newest=place == 0)


@st.fragment(run_every=LOOK_AGAIN)
def _wait(visit: Visit) -> None:
    """For whoever came by a sponsor's link too early: it leads on by itself once that is open."""
    visit = refresh(visit)
    code = st.query_params.get(QUERY, "").strip().upper()
    if role_in(visit.house, visit.token, code)[0] is not None:
        st.rerun()
    _say(visit, ":material/lock:", "ui.home.not_open")


def _say(visit: Visit, icon: str, key: str) -> None:
    with st.container(border=True):
        st.write(f"{icon} {visit.words(key)}")


def _enter(visit: Visit) -> bool:
    """Go on to the workshop that a link named, or that was chosen here in the run before.

    Pages of a workshop are declared by the run that finds it on the table: one run later. Gives
    True when a workshop was named that this browser may not open, or not yet.
    """
    chosen = st.session_state.pop(_OPENING, None)
    code = chosen or st.query_params.get(QUERY)
    if not code:
        return False
    role, workshop = role_in(visit.house, visit.token, code.strip().upper())
    if role is Role.FACILITATOR and workshop is not None:
        phase = workshop.phase
        at_once = chosen and phase in ROAD and phase is not Phase.FRAME
        st.switch_page(path_of(phase_script(phase) if at_once else ROOM))
    if role is Role.SPONSOR:
        st.switch_page(path_of(SPONSOR))
    return True


def _open(code: str) -> None:
    put_on_the_table(code)
    st.session_state[_OPENING] = code
    st.rerun()


def _may_create(visit: Visit) -> bool:
    """Accounts create; a browser that only holds links to somebody's workshops does not."""
    return visit.browser.is_laptop or visit.browser.account_id is not None


def _owner(visit: Visit) -> int | None:
    return None if visit.browser.is_laptop else visit.browser.account_id


def _draw_head(visit: Visit) -> None:
    t = visit.words
    title, out = st.columns([5, 2], vertical_alignment="center")
    title.title(t("ui.page.home"), anchor=False)
    with out.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if visit.browser.email:
            st.caption(plain(visit.browser.email), width="content")
        tour_button(visit)
        if st.button(t("ui.home.sign_out"), key="sign-out", icon=":material/logout:"):
            signin.sign_out(visit.house, visit.token)
            st.rerun()


def _draw_beginnings(visit: Visit, take_in: TakeIn, why: Why, *, first: bool) -> None:
    t = visit.words
    with st.container(horizontal=True):
        new = st.button(
            t("ui.home.new"),
            key="new",
            type="primary" if first else "secondary",
            icon=":material/add:",
        )
        demo = st.button(
            t("ui.home.demo"),
            key="demo",
            icon=":material/play_circle:",
            help=t("ui.home.demo.help"),
        )
        rehearse = st.button(
            t("ui.home.rehearse"),
            key="rehearse",
            icon=":material/theater_comedy:",
            help=t("ui.home.rehearse.help"),
        )
        bring = st.button(t("ui.home.import"), key="import", icon=":material/upload_file:")
    if new:
        _ask_new(visit)
    if bring:
        _ask_file(visit, take_in, why)
    if demo:
        with refusals(visit):
            made = create_demo(visit.house, t.language, _owner(visit))
            done(visit, "ui.home.demo.made")
            _open(made.code)
    if rehearse:
        with refusals(visit):
            made = rehearse_now(visit, _owner(visit))
            done(visit, "ui.rehearsal.new.made")
            _open(made.code)


def _draw_line(visit: Visit, line: HomeLine, *, newest: bool) -> None:
    t = visit.words
    with st.container(border=True, key=f"line-{line.code}"):
        about, gestures = st.columns([5, 2], vertical_alignment="center")
        with about:
            st.subheader(plain(line.title), anchor=False)
            day = t.date(line.created_at.astimezone().date())
            counts = [
                t.count(f"count.{name}", n)
                for name, n in (
                    ("cards", line.cards),
                    ("data", line.data),
                    ("topics", line.topics),
                    ("actions", line.actions),
                )
                if n
            ]
            edition = [t("ui.home.edition", n=line.edition)] if line.edition > 1 else []
            facts = [line.code, *edition, t(f"phase.{line.phase}"), *counts, day]
            if line.role is Role.SPONSOR:
                facts = [t("ui.home.as_sponsor"), day]
            st.caption(" · ".join(facts))
            if line.role is Role.FACILITATOR and (ends := end_said(t, line, today_of(visit.house))):
                st.caption(f":material/schedule: {ends}")
        with gestures.container(horizontal=True, horizontal_alignment="right"):
            if not line.is_open:
                st.caption(t("ui.sponsor.wait"), width="content")
            elif st.button(
                t("ui.home.open"),
                key=f"open-{line.code}",
                type="primary" if newest else "secondary",
                icon=":material/arrow_forward:",
            ):
                _open(line.code)
            if line.role is Role.FACILITATOR:
                _draw_more(visit, line)


def end_said(t: Words, line: HomeLine, today: date) -> str:
    """When the installation seals and deletes it, from two months before; "" until then."""
    soon = today + timedelta(days=END_TOLD_DAYS)
    ends = [
        (day, what) for day, what in ((line.seal_on, "seal"), (line.delete_on, "delete")) if day
    ]
    return " · ".join(
        t(f"ui.home.ends.{what}", day=t.date(day)) for day, what in sorted(ends) if day <= soon
    )


def _draw_more(visit: Visit, line: HomeLine) -> None:
    t = visit.words
    with st.popover(t("ui.home.more"), key=f"more-{line.code}"):
        follow = st.button(
            t("ui.home.next"),
            key=f"next-{line.code}",
            icon=":material/update:",
            type="tertiary",
        )
        copy = st.button(
            t("ui.home.duplicate"),
            key=f"duplicate-{line.code}",
            icon=":material/content_copy:",
            type="tertiary",
        )
        drop = st.button(
            t("ui.home.delete"),
            key=f"delete-{line.code}",
            icon=":material/delete:",
            type="tertiary",
        )
    if follow:
        ask_next_edition(visit, line)
    if copy:
        ask_duplicate(visit, line.code, line.title)
    if drop:
        ask_delete(visit, line.code, line.title)


# --- once -----------------------------------------------------------------------------------------


def _ask_new(visit: Visit) -> None:
    @st.dialog(visit.words("ui.new.title"), width="medium")
    def asked() -> None:
        here = refresh(visit)
        if not _may_create(here):  # the page around it asked before another cookie came
            st.rerun()
        t = here.words
        language = st.segmented_control(
            t("ui.new.language"),
            languages(),
            default=t.language,
            required=True,
            format_func=language_name,
            key="new-language",
        )
        spoken = language or t.language
        drafts = {slug: template(slug, spoken) for slug in template_slugs()}
        slug = st.radio(
            t("ui.new.template"),
            [*drafts, BARE],
            format_func=lambda slug: drafts[slug].name if slug else t("ui.new.bare"),
            captions=[*(draft.description for draft in drafts.values()), t("ui.new.bare.help")],
            key="new-template",
        )
        with st.form("new-form", border=False):
            # Another template or language brings its own title; one's own words are typed last.
            title = fits(
                t,
                st.text_input(
                    t("ui.new.name"),
                    drafts[slug].title if slug else "",
                    key=f"new-name-{slug}-{spoken}",
                ),
                TITLE_LIMIT,
            )
            lengths = length_names(t)
            length = st.segmented_control(
                t("ui.new.agenda"),
                list(lengths),
                default=next(iter(lengths)),
                required=True,
                format_func=lengths.__getitem__,
                key="new-agenda",
            )
            create = st.form_submit_button(t("ui.new.create"), key="new-create", type="primary")
        if create:
            with refusals(here):
                made = workshops.create_workshop(
                    here.house,
                    title=title or "",
                    language=spoken,
                    template_slug=slug or None,
                    owner_id=_owner(here),
                    agenda=agenda_of(length or NONE),
                )
                keep_fresh(here, title or drafts[slug].title, made)
                st.rerun()

    asked()


def _ask_file(visit: Visit, take_in: TakeIn, why: Why) -> None:
    @st.dialog(visit.words("ui.import.title"))
    def asked() -> None:
        here = refresh(visit)
        if not _may_create(here):  # the page around it asked before another cookie came
            st.rerun()
        t = here.words
        st.write(t("ui.import.text"))
        dress_upload(t, t("ui.upload.json"))
        with st.form("import-form", border=False):
            file = st.file_uploader(t("ui.import.file"), type="json", key="import-file")
            bring = st.form_submit_button(t("ui.import.bring"), key="import-bring", type="primary")
        if not bring:
            return
        if file is None:
            st.error(t("ui.import.nothing"), icon=":material/error:")
            return
        content = file.getvalue()
        try:
            made = take_in(here.house, content, owner_id=_owner(here))
        except WorkshopError as refused:
            st.error(plain(why(t, refused)), icon=":material/error:")
            return
        named = next(
            line.title for line in read_home(here.house, here.browser) if line.code == made.code
        )
        keep_fresh(here, named, made)
        st.rerun()

    asked()

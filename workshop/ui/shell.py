"""Around every page: who is it, which workshop, which words, what may be drawn.

The role is looked up in the database at each run and at each fragment, from the HttpOnly cookie
of the websocket's handshake: never from ``st.session_state``, which a stranger who knows a
session's id could take over. ``session_state["code"]`` only remembers which workshop is on the
table; it opens nothing.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NoReturn

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from workshop.domain.agenda import road_of
from workshop.domain.errors import TextEmpty, TextTooLong, WorkshopError, WorkshopUnknown
from workshop.domain.words import Phase, Role
from workshop.i18n import Words, choose_language, languages, words
from workshop.services.access import SignedIn
from workshop.services.actors import Visitor
from workshop.services.house import House, current_house
from workshop.services.rows import Workshop
from workshop.services.signin import who_is
from workshop.services.views.sponsor import SponsorView, sponsor_waits
from workshop.services.views.workshop import WorkshopView
from workshop.storage.engine import AWAY, is_full
from workshop.ui import cache
from workshop.ui.plain import plain, plain_name

STATIC = Path(__file__).parent / "static"
CODE = "code"
QUERY = "w"
_TOO_LONG = "too-long"
"""What has been said below fields in this run, of texts that are too long."""

_log = logging.getLogger("workshop")


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of one page for one signed-in browser; ``view`` is the workshop on the table.

    On the sponsor's page ``loaded`` stays None: there ``results`` is all there is, None while
    the facilitator has not opened the page, or once the link has ended (``ended``).
    """

    house: House
    browser: SignedIn
    token: str
    words: Words
    actor: Visitor | None = None
    loaded: WorkshopView | None = None
    results: SponsorView | None = None
    ended: bool = False

    @property
    def revision(self) -> int:
        """The revision that this run draws, 0 where there is nothing to draw yet."""
        if self.results is not None:
            return self.results.revision
        return self.loaded.workshop.revision if self.loaded is not None else 0

    @property
    def view(self) -> WorkshopView:
        """The workshop on the table; only for pages that have one."""
        assert self.loaded is not None
        return self.loaded

    @property
    def facilitator(self) -> Visitor:
        """The actor whom services ask; only for pages that have a workshop."""
        assert self.actor is not None
        return self.actor


@dataclass(frozen=True, slots=True)
class Visitors:
    """Whom the main script recognised, before any page runs."""

    house: House
    browser: SignedIn
    token: str
    words: Words
    code: str | None
    role: Role | None
    phase: Phase | None
    road: tuple[Phase, ...]


def session_token() -> str:
    """The browser's cookie, as the handshake of its websocket showed it; "" without one."""
    return st.context.cookies.get("session", "")


def browser_language() -> str:
    """The language chosen on the sign-in page, else what the browser asks for first."""
    chosen = st.context.cookies.get("language", "")
    if chosen in languages():
        return chosen
    # A browser that was set to another language for one window says so in the page alone, not in
    # the handshake of its websocket, whose header comes second.
    asked = (st.context.locale, st.context.headers.get("Accept-Language"))
    return choose_language(",".join(filter(None, asked)))


def dress() -> None:
    """The one look of all pages: called once per run, before anything is drawn."""
    st.set_page_config(
        page_title="Regards croisés", layout="wide", page_icon=str(STATIC / "icon.svg")
    )
    st.html(STATIC / "theme.css")


def recognise() -> Visitors:
    """Who this browser is, or the signed-out screen and the end of the run."""
    house = current_house()
    token = session_token()
    browser = who_is(house, token)
    if browser is None:
        _signed_out(words(browser_language()))
    code = _code_on_the_table()
    role, workshop = role_in(house, token, code) if code else (None, None)
    return Visitors(
        house,
        browser,
        token,
        _words_around(workshop),
        workshop.code if workshop else None,
        role,
        workshop.phase if workshop else None,
        road_of(workshop.agenda if workshop else ()),
    )


def open_page(*, role: Literal["facilitator", "sponsor"] | None = "facilitator") -> Visit:
    """The first line of every page: check the right again and load what the page draws.

    ``role``: None for pages without a workshop (home). Stops the run with a clear screen for
    whoever may not be here.
    """
    st.session_state.pop(_TOO_LONG, None)
    visit = _check_in(role)
    if role is not None and visit.actor is not None:
        st.query_params[QUERY] = visit.actor.code
    return visit


def refresh(visit: Visit) -> Visit:
    """The first line of every fragment: the right again, and the workshop as it is now.

    A fragment runs without the main script, so nothing that was checked there still holds, and
    what a gesture inside of it did is said here: the page's head does not run.
    """
    say_what_was_done()
    st.session_state.pop(_TOO_LONG, None)
    if visit.actor is None:
        return _check_in(None)
    if visit.actor.role is Role.SPONSOR:
        return _look(visit, replace(visit.actor, token=session_token()))
    return _check_in(visit.actor.role.value, code=visit.actor.code, within=True)


def put_on_the_table(code: str) -> None:
    """Choose the workshop that the pages show from now on."""
    st.session_state[CODE] = code


@contextmanager
def refusals(visit: Visit, *, empty: str = "") -> Iterator[None]:
    """Turn a refusal into its sentence, where it happened; what was typed stays in the form.

    ``empty``: what the one field is called that needs a word, in a form of several fields.
    """
    t = visit.words
    try:
        yield
    except TextEmpty as refused:
        said = t("ui.field_empty", field=empty) if empty else t.error(refused)
        st.error(plain(said), icon=":material/error:")
    except TextTooLong as refused:
        said = plain(t.error(refused))
        if said not in st.session_state.get(_TOO_LONG, ()):
            st.error(said, icon=":material/error:")
    except WorkshopError as refused:
        st.error(plain(t.error(refused)), icon=":material/error:")
    except AWAY as error:
        say_away(t, error)


def say_too_long(t: Words, refused: TextTooLong, *, at: DeltaGenerator | None = None) -> None:
    """Below its field: a text is too long. The gesture that is refused for it says it no more."""
    said = plain(t.error(refused))
    st.session_state.setdefault(_TOO_LONG, set()).add(said)
    (at or st).error(said, icon=":material/format_size:")


def say_away(t: Words, error: Exception) -> None:
    """Say that the database does not answer; whether the gesture was kept, nobody knows then.

    On a full disk it was not, and waiting does not help.
    """
    # Its text may hold an address: the log gets the kind only.
    _log.warning("the database did not answer (%s)", type(error).__name__)
    said = t("ui.disk_full") if is_full(error) else t("ui.database_away")
    st.error(said, icon=":material/cloud_off:")


def done(visit: Visit, key: str, **facts: object) -> None:
    """Say that a gesture is saved: after the next run, in a toast that screen readers hear."""
    st.session_state["said"] = visit.words(key, **facts)


def say_what_was_done() -> None:
    """Show the toast of the gesture that caused this run, once."""
    said = st.session_state.pop("said", None)
    if said:
        st.toast(said, icon=":material/check:")


def not_here(spoken: Words) -> NoReturn:
    """Say that this page is not for this browser, show the way home, and end the run."""
    st.title(spoken("ui.not_here.title"), anchor=False)
    st.write(spoken("ui.not_here.text"))
    _go(spoken("ui.not_here.link"), "/")
    st.stop()


def _check_in(role: str | None, *, code: str | None = None, within: bool = False) -> Visit:
    house, token = current_house(), session_token()
    browser = who_is(house, token)
    if browser is None:
        _end_of_page(within)
        _signed_out(words(browser_language()))
    code = code or _code_on_the_table()
    if role is None:
        workshop = role_in(house, token, code)[1] if code else None
        return Visit(house, browser, token, _words_around(workshop))
    spoken = words(browser_language())
    visit = Visit(house, browser, token, spoken)
    if not code:
        not_here(spoken)
    actor = Visitor(code, token, Role(role))
    if actor.role is Role.SPONSOR:
        return _check_in_sponsor(visit, actor)
    try:
        view = cache.workshop_view(house, actor)
    except WorkshopUnknown:
        _end_of_page(within)
        not_here(spoken)
    shown = view.workshop
    return replace(
        visit,
        actor=actor,
        loaded=view,
        # Sentences go to Markdown: a name for a side must not bring an image into each of them.
        words=words(shown.language, plain_name(shown.client_name), plain_name(shown.team_name)),
    )


def _end_of_page(within: bool) -> None:
    """Around a fragment the page still shows what has ended: all of it is drawn again."""
    if within:
        st.rerun(scope="app")


def _check_in_sponsor(visit: Visit, actor: Visitor) -> Visit:
    looked = _look(visit, actor)
    if looked.ended:
        not_here(visit.words)
    return looked


def _look(visit: Visit, actor: Visitor) -> Visit:
    """The results as far as this browser may see them now; what is typed outlives the right."""
    try:
        results = cache.sponsor_view(visit.house, actor)
    except WorkshopUnknown:
        ended = not sponsor_waits(visit.house, actor)
        return replace(visit, actor=actor, results=None, ended=ended)
    spoken = words(results.language, results.client_name, results.team_name)
    return replace(visit, actor=actor, results=results, ended=False, words=spoken)


def _code_on_the_table() -> str | None:
    asked = st.query_params.get(QUERY)
    if asked:
        st.session_state[CODE] = asked.strip().upper()[:6]
    code = st.session_state.get(CODE)
    return code if isinstance(code, str) and code else None


def role_in(house: House, token: str, code: str) -> tuple[Role | None, Workshop | None]:
    """The best role of this browser in a workshop, and the workshop; None without one."""
    for role in (Role.FACILITATOR, Role.SPONSOR):
        try:
            return role, cache.open_workshop(house, Visitor(code, token, role))
        except WorkshopUnknown:
            continue
    return None, None


def _words_around(workshop: Workshop | None) -> Words:
    """The words of menu and home: the workshop's, so that a screen has one language; else ours."""
    return words(workshop.language if workshop else browser_language())


def _signed_out(spoken: Words) -> NoReturn:
    st.title(spoken("ui.signed_out.title"), anchor=False)
    st.write(spoken("ui.signed_out.text"))
    _go(spoken("ui.signed_out.link"), "/signin")
    st.stop()


def _go(text: str, path: str) -> None:
    """A way on in this very tab: Streamlit's own link button opens another."""
    st.html(Markup('<a class="rc-go" href="{}" target="_self">{}</a>').format(path, text))

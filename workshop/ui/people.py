"""The people of the programme: who carries actions, who ranks ideas, and their personal links."""

import segno
import streamlit as st
from markupsafe import Markup

from workshop.addresses import person_url
from workshop.domain.text import TITLE_LIMIT
from workshop.i18n import Words
from workshop.pictures.palette import LIGHT
from workshop.services import people
from workshop.services.people import EMAIL_LIMIT, LINK_DAYS, PersonDraft
from workshop.services.views.people import PersonLine, read_people
from workshop.settings import read_settings
from workshop.ui import lines, live
from workshop.ui.cache import part_view
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form, renew, turn_of
from workshop.ui.merging import opened_with, reconciled
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals

EDITING = "person-editing"
FORM = "person-form"


def draw_people(visit: Visit) -> None:
    """Everybody on the left, live; one form on the right."""
    lines.dress_lines()
    left, right = st.columns([5, 3], gap="large")
    with right:
        _form(visit)
    with left:
        _list(visit)


@st.fragment
def _list(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="people-ear")
    t, view = visit.words, part_view(visit.house, visit.facilitator, read_people)
    lines.draw(lines.sentence(t("ui.people.says"), soft=True))
    if not view.people:
        lines.draw(lines.sentence(t("ui.people.none")))
    for ranks in (True, False):
        here = [person for person in view.people if person.ranks is ranks]
        if here:
            lines.draw(lines.section(t("ui.people.rank" if ranks else "ui.people.others")))
        for person in here:
            _row(visit, person)


def _row(visit: Visit, person: PersonLine) -> None:
    t = visit.words
    with lines.row():
        lines.draw(lines.entry(person.name, label=person.label, note=note_of(person, t)))
        link = st.button(
            t("ui.people.link"), key=f"link-{person.label}", icon=":material/add_link:"
        )
        edit = st.button(
            t("ui.people.edit"),
            key=f"edit-{person.label}",
            type="tertiary",
            icon=":material/edit:",
        )
    if link:
        _ask_link(visit, person)
    if edit:
        st.session_state[EDITING] = person.label
        renew(FORM)
        st.rerun()


def note_of(person: PersonLine, t: Words) -> str:
    """Below a name: the job, the actions, and whether a link opens their page."""
    said = [person.job] if person.job else []
    if person.actions:
        said.append(t.count("ui.people.actions", person.actions))
    said.append(
        t("ui.people.until", date=t.date(person.until)) if person.until else t("ui.people.no_link")
    )
    return " · ".join(said)


# --- the form ------------------------------------------------------------------------------------


def _form(visit: Visit) -> None:
    t, view = visit.words, part_view(visit.house, visit.facilitator, read_people)
    editing = view.named(st.session_state.get(EDITING, ""))
    turn = turn_of(FORM)
    if editing:
        opened_with(FORM, turn, draft_of(editing))
    with st.container(border=True, key="people-form"):
        lines.draw(lines.section(editing.name if editing else t("ui.people.form.new")))
        with st.form(f"person-{turn}", border=False, enter_to_submit=False):
            draft = _fields(editing, t, turn)
            problem = st.container()
            with st.container(horizontal=True):
                save = st.form_submit_button(
                    t("ui.save") if editing else t("ui.people.form.add"),
                    key="person-save",
                    type="primary",
                )
        if save:
            with problem, refusals(visit, empty=t("ui.people.form.name")):
                _save(visit, editing, draft)
        if editing:
            _leave_or_remove(visit, editing)


def _fields(start: PersonLine | None, t: Words, turn: int) -> PersonDraft:
    name = fits(
        t,
        st.text_input(
            t("ui.people.form.name"),
            start.name if start else "",
            key=f"person-name-{turn}",
        ),
        TITLE_LIMIT,
    )
    job = fits(
        t,
        st.text_input(
            t("ui.people.form.job"),
            start.job if start else "",
            key=f"person-job-{turn}",
        ),
        TITLE_LIMIT,
    )
    email = fits(
        t,
        st.text_input(
            t("ui.people.form.email"),
            start.email if start else "",
            key=f"person-email-{turn}",
            help=t("ui.people.form.email.help"),
        ),
        EMAIL_LIMIT,
    )
    ranks = st.checkbox(
        t("ui.people.form.ranks"),
        start.ranks if start else False,
        key=f"person-ranks-{turn}",
        help=t("ui.people.form.ranks.help"),
    )
    return PersonDraft(name or "", job or "", email or "", ranks)


def draft_of(person: PersonLine) -> PersonDraft:
    """What is known of a person, to be said again with a change."""
    return PersonDraft(person.name, person.job, person.email, person.ranks)


def _save(visit: Visit, editing: PersonLine | None, draft: PersonDraft) -> None:
    if editing:
        wanted = reconciled(visit, FORM, turn_of(FORM), draft, draft_of(editing))
        if wanted is None:
            return
        people.save_person(visit.house, visit.facilitator, editing.label, wanted)
        done(visit, "ui.saved")
    else:
        people.add_person(visit.house, visit.facilitator, draft)
        done(visit, "ui.people.added")
    close_form(FORM, EDITING)


def _leave_or_remove(visit: Visit, editing: PersonLine) -> None:
    t = visit.words
    with st.container(horizontal=True):
        if st.button(t("ui.cancel"), key="person-leave"):
            close_form(FORM, EDITING)
        if st.button(
            t("ui.people.remove"),
            key="person-remove",
            type="tertiary",
            icon=":material/delete:",
            help=t("ui.people.remove.help"),
        ):
            with refusals(visit):
                people.remove_person(visit.house, visit.facilitator, editing.label)
                done(visit, "ui.people.removed")
                close_form(FORM, EDITING)


# --- the link ------------------------------------------------------------------------------------


def _ask_link(visit: Visit, person: PersonLine) -> None:
    @st.dialog(visit.words("ui.people.link.title"))
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        st.markdown(f"**{plain(person.name)}**")
        st.write(t("ui.people.link.says", days=LINK_DAYS))
        made = st.container()
        ways = st.empty()
        with ways.container(horizontal=True):
            new = st.button(
                t("ui.people.link.new"),
                key="person-link-new",
                type="primary",
                icon=":material/add_link:",
            )
            gone = bool(person.links) and st.button(
                t("ui.people.link.revoke"),
                key="person-link-revoke",
                type="tertiary",
                icon=":material/link_off:",
                help=t("ui.people.link.revoke.help"),
            )
        if new:
            with made, refusals(here):
                token = people.new_person_link(here.house, here.facilitator, person.label)
                ways.empty()  # a second press would make another one, and take this out of sight
                _show_link(person_url(read_settings(), None, token), t)
        if gone:
            with made, refusals(here):
                people.revoke_person_links(here.house, here.facilitator, person.label)
                done(here, "ui.people.link.revoked")
                st.rerun()

    asked()


def _show_link(address: str, t: Words) -> None:
    """Once: only its hash is kept. Copied into a message, or scanned by whoever is in the room."""
    st.warning(t("ui.people.link.once"), icon=":material/edit_note:")
    st.code(address, language=None, wrap_lines=True)
    drawing = segno.make_qr(address, error="m").svg_data_uri(
        scale=5, border=3, dark=LIGHT.ink, light=LIGHT.card
    )
    st.html(
        Markup('<img class="rc-person-qr" src="{}" alt="{}">').format(
            drawing, t("ui.people.link.qr")
        )
    )

"""Without a phone: cards that the facilitator types in for somebody, one by one or by the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from workshop.domain.errors import NoCards, WorkshopError
from workshop.domain.text import CARD_LIMIT, clean_text
from workshop.domain.words import Kind, Side
from workshop.i18n import Words
from workshop.services.journeys import ANY_STEP
from workshop.services.paper import PaperCard, add_by_hand
from workshop.ui import lines
from workshop.ui.fields import fits
from workshop.ui.gestures import key_of, renew
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.topic_words import SIGNS

MARKS = {"-": Kind.IRRITANT, "−": Kind.IRRITANT, "–": Kind.IRRITANT, "+": Kind.ENCHANTMENT}
"""How a line begins; phones and typewriters have several minus signs."""
FIELDS = ("paper-one", "paper-many")


@dataclass(frozen=True, slots=True)
class Line:
    """One written line of a sheet: its number, the card it makes, or what is wrong with it."""

    number: int
    text: str
    kind: Kind | None
    fault: str = ""


def read_lines(written: str, t: Words) -> list[Line]:
    """A sheet as typed, one card a line: "− …" hurts, "+ …" delights; empty lines are skipped."""
    found = []
    for number, raw in enumerate(written.splitlines(), 1):
        line = raw.strip()
        if line:
            found.append(_read_line(number, line, t))
    return found


def _read_line(number: int, line: str, t: Words) -> Line:
    kind, text = MARKS.get(line[0]), line[1:].strip()
    if kind is None:
        return Line(number, line, None, t("ui.paper.no_sign"))
    try:
        return Line(number, clean_text(text, limit=CARD_LIMIT), kind)
    except WorkshopError as refused:
        return Line(number, text, None, t.error(refused))


@st.fragment
def draw_paper(visit: Visit) -> None:
    """One card, or a sheet of them, and the blank cards to print; folded until it is needed."""
    visit = refresh(visit)
    t = visit.words
    lines.dress_lines()
    with st.expander(t("ui.paper"), key="paper", icon=":material/edit_note:"):
        st.caption(t("ui.paper.help"))
        one, many = st.tabs([t("ui.paper.one"), t("ui.paper.many")], key="paper-tabs")
        with one:
            _one(visit)
        with many:
            _many(visit)
        print_link(visit)


def print_link(visit: Visit) -> None:
    """The way to the page of blank cards."""
    st.link_button(
        visit.words("ui.paper.print"),
        f"/x/{visit.facilitator.code}/cards.html",
        icon=":material/print:",
    )


def kit_link(visit: Visit) -> None:
    """The whole workshop on paper, to print: for when the network is gone."""
    st.link_button(
        visit.words("paper.title"),
        f"/x/{visit.facilitator.code}/paper.pdf",
        icon=":material/print:",
        help=visit.words("ui.paper.kit.help"),
    )


def _one(visit: Visit) -> None:
    t = visit.words
    with st.form("paper-one-form", border=False):
        text = fits(
            t, st.text_area(t("ui.paper.sentence"), key=key_of("paper-one"), height=80), CARD_LIMIT
        )
        left, right = st.columns(2)
        kind = left.radio(
            t("ui.paper.kind"),
            list(Kind),
            format_func=lambda code: f"{SIGNS[code]} {t(f'kind.{code}.phone')}",
            key="paper-one-kind",
        )
        side, step = _about(visit, "one", right)
        speaks_for = _speaks_for(visit, "one", left)
        add = st.form_submit_button(t("ui.paper.add"), key="paper-one-add", type="primary")
    if add:
        with refusals(visit):
            # Of one card nobody need be told that it is the first line.
            card = PaperCard(clean_text(text or "", limit=CARD_LIMIT), side, str(kind), step)
            _add(visit, [card], one_person=True, speaks_for=speaks_for)


def _many(visit: Visit) -> None:
    t = visit.words
    with st.form("paper-many-form", border=False):
        written = st.text_area(
            t("ui.paper.lines"),
            key=key_of("paper-many"),
            height=190,
            placeholder=t("ui.paper.lines.hint"),
        )
        left, right = st.columns(2)
        one_person = left.radio(
            t("ui.paper.whose"),
            [True, False],
            format_func=lambda one: t(f"ui.paper.whose.{'one' if one else 'each'}"),
            key="paper-many-whose",
        )
        side, step = _about(visit, "many", right)
        speaks_for = _speaks_for(visit, "many", left)
        look = st.form_submit_button(t("ui.paper.look"), key="paper-many-look")
    found = read_lines(written or "", t)
    if look and not found:
        st.error(t.error(NoCards()), icon=":material/error:")
    if not found:
        return
    _preview(visit, found)
    faults = sum(bool(line.fault) for line in found)
    if faults:
        st.error(t.count("ui.paper.faults", faults), icon=":material/error:")
        return
    if st.button(t.count("ui.paper.add_many", len(found)), key="paper-many-add", type="primary"):
        with refusals(visit):
            cards = [PaperCard(line.text, side, str(line.kind), step) for line in found]
            _add(visit, cards, one_person=bool(one_person), speaks_for=speaks_for)


def _about(visit: Visit, form: str, column: DeltaGenerator) -> tuple[str, str]:
    """The side and the step that the cards speak of."""
    t = visit.words
    side = column.radio(
        t("ui.paper.side"),
        list(Side),
        format_func=lambda code: t(f"side.label.{code}"),
        key=f"paper-{form}-side",
    )
    titles = {ANY_STEP: t("step.any")}
    titles.update((str(step.id), step.client_title) for step in visit.view.steps)
    step = column.selectbox(
        t("ui.paper.step"),
        list(titles),
        format_func=lambda code: titles.get(code, code),
        key=f"paper-{form}-step",
    )
    return str(side), str(step or ANY_STEP)


def _speaks_for(visit: Visit, form: str, column: DeltaGenerator) -> str:
    """For whom the person speaks who wrote the card: the team unless said."""
    t = visit.words
    side = column.radio(
        t("ui.paper.speaks_for"),
        [Side.EMPLOYEE, Side.CLIENT],
        format_func=lambda code: t(f"side.label.{code}"),
        key=f"paper-{form}-voice",
    )
    return str(side)


def _preview(visit: Visit, found: Sequence[Line]) -> None:
    """Each line as it was understood, or why it was not."""
    t = visit.words
    lines.draw(
        Markup('<ol class="rc-paper" aria-label="{}">{}</ol>').format(
            t("ui.paper.preview"), lines.EMPTY.join(_as_read(line) for line in found)
        )
    )


def _as_read(line: Line) -> Markup:
    if line.fault:
        return Markup('<li value="{}" class="fault"><b>{}</b> {}<small>{}</small></li>').format(
            line.number, "✕", line.text, line.fault
        )
    return Markup('<li value="{}"><b>{}</b> {}</li>').format(
        line.number, SIGNS[line.kind or Kind.IRRITANT], line.text
    )


def _add(visit: Visit, cards: Sequence[PaperCard], *, one_person: bool, speaks_for: str) -> None:
    """All or nothing; only then do the fields become empty."""
    labels = add_by_hand(
        visit.house, visit.facilitator, cards, one_person=one_person, speaks_for=speaks_for
    )
    renew(*FIELDS)
    done(visit, "ui.paper.added", cards=visit.words.listing(labels))
    st.rerun()

"""Personas: whom a card may be about, at most five a side."""

from collections.abc import Sequence

import streamlit as st

from workshop.domain.errors import ScreenStale
from workshop.domain.journey import Persona
from workshop.domain.text import CARD_LIMIT
from workshop.domain.words import Side
from workshop.services.personas import MOST_PERSONAS, NAME_LIMIT, save_personas, set_persona
from workshop.ui.fields import fits
from workshop.ui.gestures import key_of, renew, turn_of
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refusals


def draw_personas(visit: Visit) -> None:
    """A form for each side, folded: a line each, emptied to be taken away, one more to fill."""
    t, count = visit.words, len(visit.view.personas)
    title = t.count("ui.persona.title", count) if count else t("ui.persona.none")
    with st.expander(title, key="personas", icon=":material/face:"):
        st.caption(t("ui.persona.help", limit=MOST_PERSONAS))
        for column, side in zip(st.columns(2, gap="large"), Side, strict=True):
            with column:
                _draw_side(visit, side)


def _draw_side(visit: Visit, side: Side) -> None:
    t, field = visit.words, f"personas-{visit.facilitator.code}-{side}"
    before = _before(visit, side, field)
    rows: list[Persona] = [*before, Persona(side, "")][:MOST_PERSONAS]
    typed: list[Persona] = []
    with st.form(f"personas-{side}"):
        st.markdown(f"**{plain(t(f'side.label.{side}'))}**")
        for place, row in enumerate(rows):
            name = fits(
                t,
                st.text_input(
                    t("ui.persona.name", number=place + 1),
                    row.name,
                    key=f"{key_of(field)}-name-{place}",
                    placeholder=t(f"ui.persona.name.{side}.hint"),
                ),
                NAME_LIMIT,
            )
            told = fits(
                t,
                st.text_input(
                    t("ui.persona.description", number=place + 1),
                    row.description,
                    key=f"{key_of(field)}-about-{place}",
                    placeholder=t("ui.persona.description.hint"),
                    label_visibility="collapsed",
                ),
                CARD_LIMIT,
            )
            typed.append(Persona(side, name or "", told or "", id=row.id))
        save = st.form_submit_button(t("ui.save"), key=f"personas-save-{side}")
    if save:
        with refusals(visit):
            _save(visit, side, field, typed, before)
            renew(field)
            done(visit, "ui.saved")
            st.rerun()


def _before(visit: Visit, side: Side, field: str) -> tuple[Persona, ...]:
    """The personas as this form was first drawn with them: a colleague may save in between."""
    kept = st.session_state.get(f"{field}:before")
    if (
        kept is not None
        and kept[0] == turn_of(field)
        and f"{key_of(field)}-name-0" in (st.session_state)
    ):
        found: tuple[Persona, ...] = kept[1]
        return found
    now = _now(visit, side)
    st.session_state[f"{field}:before"] = (turn_of(field), now)
    return now


def _now(visit: Visit, side: Side) -> tuple[Persona, ...]:
    return tuple(persona for persona in visit.view.personas if persona.side is side)


def _save(
    visit: Visit, side: Side, field: str, typed: Sequence[Persona], before: Sequence[Persona]
) -> None:
    """What a colleague wrote meanwhile is shown before it is replaced. Raises ScreenStale."""
    seen = st.session_state.get(f"{field}:seen", before)
    now = {persona.id for persona in _now(visit, side)}
    wanted = [
        persona if persona.id in now else Persona(side, persona.name, persona.description)
        for persona in typed
        if persona.name.strip()
    ]
    try:
        save_personas(visit.house, visit.facilitator, side, wanted, seen=seen)
    except ScreenStale:
        st.session_state[f"{field}:seen"] = _now(visit, side)
        st.warning(visit.words("ui.persona.stale"), icon=":material/group:")
        st.text(
            "\n".join(
                " · ".join(part for part in (one.name, one.description) if part)
                for one in _now(visit, side)
            )
        )
        raise
    st.session_state.pop(f"{field}:seen", None)


def draw_card_personas(visit: Visit) -> None:
    """Say of several cards at once whom they are about; folded, and only where there is anybody."""
    t, people = visit.words, {persona.id: persona for persona in visit.view.personas}
    if not people:
        return
    field = f"card-personas-{visit.facilitator.code}"
    with st.expander(t("ui.persona.cards"), key="card-personas", icon=":material/face:"):
        st.caption(t("ui.persona.cards.help"))
        names = {found.id: _whom(visit, found) for found in people.values()}
        whom = st.selectbox(
            t("ui.persona.cards.whom"),
            [*people, ""],
            format_func=lambda found: names.get(found, t("ui.persona.cards.nobody")),
            key=f"{field}-whom",
        )
        chosen = people.get(whom or "")
        cards = {
            card.label: f"{card.label} · {card.text}"
            for card in visit.view.shown_cards
            if (card.side is chosen.side and card.persona != whom if chosen else card.persona)
        }
        labels = st.multiselect(
            t("ui.persona.cards.which"),
            list(cards),
            format_func=lambda label: cards.get(label, label),
            key=f"{key_of(field)}-{whom}",
            placeholder=t("ui.persona.cards.hint"),
            select_all=False,
        )
        save = st.button(t("ui.persona.cards.save"), key="card-personas-save", disabled=not labels)
    if save:
        with refusals(visit):
            set_persona(visit.house, visit.facilitator, labels, whom or None)
            renew(field)
            done(visit, "ui.saved")
            st.rerun()


def _whom(visit: Visit, persona: Persona) -> str:
    return f"{visit.words(f'side.label.{persona.side}')} · {persona.name}"

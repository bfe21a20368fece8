"""The matrix looked at otherwise, by step, role, persona, horizon or source; nothing is kept."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workshop.domain.errors import WorkshopError
from workshop.domain.words import Horizon, Source
from workshop.services.journeys import ANY_STEP
from workshop.services.views.lens import Lens, LensView, families_to_show
from workshop.ui import cache
from workshop.ui.gestures import again, key_of, renew
from workshop.ui.plain import plain
from workshop.ui.shell import Visit
from workshop.ui.topic_words import summary_said

FIELDS = ("step", "persona", "horizon", "source", "family")
ALL = ""


def choose_lens(visit: Visit, *, said_in: DeltaGenerator) -> LensView | None:
    """The menus of the lens; None while everything is seen as it is.

    ``said_in``: where it is said what is looked at, or the whole in one sentence.
    """
    t = visit.words
    lens = _menus(visit)
    if lens.is_plain:
        said_in.caption(summary_said(visit.words, visit.view))
        return None
    try:
        seen = cache.lens_view(visit.house, visit.facilitator, lens)
    except WorkshopError:  # the step or the persona has gone meanwhile
        renew(*(f"lens-{name}" for name in (*FIELDS, "evened")))
        return None
    with (
        said_in.container(border=True, key="lens-said"),
        st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="medium"),
    ):
        with st.container(gap="small"):
            st.markdown(f":material/filter_alt: **{plain(said(visit, seen))}**")
            st.caption(f"{summary_said(t, seen.view)} {_how(visit, seen)}")
        if st.button(
            t("ui.lens.clear"),
            key="lens-clear",
            icon=":material/filter_alt_off:",
            width="content",
        ):
            renew(*(f"lens-{name}" for name in (*FIELDS, "evened")))
            again()
    return seen


def through(visit: Visit, seen: LensView | None) -> Visit:
    """The visit as the lens shows it."""
    return visit if seen is None else replace(visit, loaded=seen.view)


def said(visit: Visit, seen: LensView) -> str:
    """What the lens looks at, in words: "Vue filtrée : étape « Appeler » · demain"."""
    t, lens = visit.words, seen.lens
    if lens.evened:
        names = t.listing(list(seen.families))
        return t("ui.lens.evened.said", names=names) if names else t("ui.lens.evened.nobody")
    parts = [
        t("ui.lens.part", name=t(f"ui.lens.{name}"), value=options[value])
        for name, options in _options(visit).items()
        if (value := getattr(lens, name))
    ]
    return t("ui.lens.said", what=" · ".join(parts))


def _how(visit: Visit, seen: LensView) -> str:
    """What the lens does not show, and that nothing of it is kept."""
    t = visit.words
    parts = [t("ui.lens.view_only")]
    if seen.lens.about_cards:
        parts.append(t("ui.lens.about_cards"))
    if seen.left_out:
        key = "ui.lens.hidden" if seen.lens.by_role else "ui.lens.left_out"
        parts.append(t.count(key, seen.left_out))
    return " ".join(parts)


def _menus(visit: Visit) -> Lens:
    t = visit.words
    values: dict[str, str] = {}
    with st.popover(t("ui.lens"), icon=":material/filter_alt:", key="lens"):
        st.caption(t("ui.lens.what"))
        for name, options in _options(visit).items():
            values[name] = _menu(visit, name, options)
        evened = False
        if visit.view.workshop.families:
            evened = st.toggle(
                t("ui.lens.evened"), key=key_of("lens-evened"), help=t("ui.lens.evened.help")
            )
            if not families_to_show(visit.view):
                st.caption(t("ui.lens.too_few", floor=t.number(visit.view.workshop.floor)))
    return _one_role_alone(Lens(**values, evened=evened))


def _one_role_alone(lens: Lens) -> Lens:
    """A role is looked at alone, whatever else is chosen."""
    if lens.evened:
        return Lens(evened=True)
    return Lens(family=lens.family) if lens.family else lens


def _menu(visit: Visit, name: str, options: Mapping[str, str]) -> str:
    t = visit.words
    if not options:
        return ALL
    chosen: str = st.selectbox(
        t(f"ui.lens.{name}"),
        [ALL, *options],
        format_func=lambda value: options.get(value, t(f"ui.lens.{name}.all")),
        key=key_of(f"lens-{name}"),
    )
    return chosen


def _options(visit: Visit) -> dict[str, dict[str, str]]:
    """By field of the lens: what may be chosen, value to words; none where there is no choice."""
    t, view = visit.words, visit.view
    steps = {str(step.id): step.client_title for step in view.steps}
    return {
        "step": {**steps, ANY_STEP: t("step.any")},
        "family": {family: family for family in families_to_show(view)},
        "persona": {persona.id: persona.name for persona in view.personas},
        "horizon": {horizon.value: t(f"ui.lens.horizon.{horizon}") for horizon in Horizon}
        if any(card.horizon is Horizon.TOMORROW for card in view.shown_cards)
        else {},
        "source": {source.value: t(f"ui.lens.source.{source}") for source in Source}
        if any(card.source is Source.DATA for card in view.shown_cards)
        else {},
    }

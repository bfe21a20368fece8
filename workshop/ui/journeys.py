"""Journeys in mirror mode: both lanes as one picture, and the gestures that change them."""

from dataclasses import replace
from zlib import crc32

import streamlit as st

from workshop.domain.errors import ScreenStale
from workshop.domain.journey import Channel
from workshop.domain.text import TITLE_LIMIT
from workshop.services import journeys
from workshop.services.journeys import ANY_STEP, LIST_LIMIT, Step
from workshop.services.templates import StepDraft
from workshop.ui.live import draw
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.sortables import order

LISTS = ("channels", "front", "back", "tools")

_CHOSEN = "journeys-step"


def draw_journeys(visit: Visit) -> None:
    """The picture of both lanes, the step in hand, and the order of the steps."""
    t, steps = visit.words, visit.view.steps
    if not steps:
        st.info(t("ui.journeys.none"), icon=":material/route:")
        if st.button(t("ui.journeys.add"), key="step-add", type="primary", icon=":material/add:"):
            _ask_step(visit, None)
        return
    menu = f"journeys-menu-{_signature(steps)}"
    chosen = st.session_state.get(menu, st.session_state.get(_CHOSEN))
    known = [step.id for step in steps]
    st.session_state[_CHOSEN] = chosen if chosen in known else known[0]
    touched = _draw_picture(visit)
    step = _draw_gestures(visit, menu)
    if touched is not None:
        _ask_step(visit, touched)
    rearranging = st.expander(
        t("ui.journeys.order"),
        key="journeys-order",
        icon=":material/swap_horiz:",
        on_change="rerun",
    )
    # Drawn in a closed expander, the sortable list would measure itself there: nothing, for ever.
    if rearranging.open:
        with rearranging:
            _draw_order(visit, step)


def _draw_picture(visit: Visit) -> Step | None:
    """Both lanes; gives the step that was touched."""
    t, steps, shown = visit.words, visit.view.steps, visit.view.workshop
    touched = draw(
        "journeys",
        {
            "client": shown.client_name[:1].upper() + shown.client_name[1:],
            "team": shown.team_name[:1].upper() + shown.team_name[1:],
            "chosen": str(st.session_state.get(_CHOSEN, "")),
            "steps": [
                {
                    "id": str(step.id),
                    "position": str(step.position),
                    "client": step.client_title,
                    "team": step.employee_title,
                    "truth": step.moment_of_truth,
                    **{name: list(_listed(step, name)) for name in LISTS},
                }
                for step in steps
            ],
            "words": {
                name: t(f"ui.journeys.{name}") for name in (*LISTS, "truth", "nothing", "edit")
            },
        },
        key="journeys",
        on=("chosen",),
    ).chosen
    found = next((step for step in steps if str(step.id) == str(touched)), None)
    if found is not None:
        st.session_state[_CHOSEN] = found.id
    return found


def _draw_gestures(visit: Visit, menu: str) -> Step:
    """The step in hand and what can be done with it; all of it without a mouse."""
    t, steps = visit.words, visit.view.steps
    titles = {step.id: f"{step.position} · {step.client_title}" for step in steps}
    st.session_state[menu] = st.session_state[_CHOSEN]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            t("ui.journeys.step"),
            list(titles),
            format_func=lambda step_id: titles.get(step_id, ""),
            key=menu,
            width=340,
        )
        edit = st.button(t("ui.journeys.edit"), key="step-edit", icon=":material/edit:")
        earlier = st.button(
            t("ui.journeys.earlier"),
            key="step-before",
            icon=":material/arrow_back:",
            disabled=chosen == steps[0].id,
        )
        later = st.button(
            t("ui.journeys.later"),
            key="step-after",
            icon=":material/arrow_forward:",
            disabled=chosen == steps[-1].id,
        )
        remove = st.button(t("ui.journeys.remove"), key="step-remove", icon=":material/delete:")
        add = st.button(t("ui.journeys.add"), key="step-add", icon=":material/add:")
    step = next(step for step in steps if step.id == chosen)
    if edit:
        _ask_step(visit, step)
    if add:
        _ask_step(visit, None)
    if remove:
        _ask_remove(visit, step)
    if earlier or later:
        _reorder(visit, _swapped(steps, step.position - 1, -1 if earlier else 1))
    return step


def _signature(steps: tuple[Step, ...]) -> str:
    """Names the steps as they stand: what keeps an order or a label of its own gets a new key.

    A menu or a sortable list that keeps its key goes on showing what it showed before.
    """
    shown = "\n".join(f"{step.id} {step.client_title}" for step in steps)
    return f"{crc32(shown.encode()):x}"


def _swapped(steps: tuple[Step, ...], place: int, by: int) -> list[int]:
    ids = [step.id for step in steps]
    other = min(max(place + by, 0), len(ids) - 1)
    ids[place], ids[other] = ids[other], ids[place]
    return ids


def _reorder(visit: Visit, ids: list[int]) -> None:
    with refusals(visit):
        journeys.reorder_steps(visit.house, visit.facilitator, ids)
        done(visit, "ui.journeys.moved")
        st.rerun()


def _draw_order(visit: Visit, step: Step) -> None:
    """Drag the steps, or put the one in hand before another one."""
    t, steps = visit.words, visit.view.steps
    labels = {f"{found.position} · {found.client_title}": found.id for found in steps}
    st.caption(t("ui.journeys.order.help"))
    dragged = order(list(labels), key="order")
    if set(dragged) != set(labels):
        st.error(plain(t.error(ScreenStale())), icon=":material/error:")
    elif dragged != list(labels):
        _reorder(visit, [labels[label] for label in dragged])
    others = [found for found in steps if found.id != step.id]
    titles = {found.id: f"{found.position} · {found.client_title}" for found in others}
    with (
        st.form("order-form", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        before = st.selectbox(
            t("ui.journeys.before", step=plain(step.client_title)),
            [*titles, 0],
            format_func=lambda step_id: titles.get(step_id, t("ui.journeys.at_end")),
            key=f"order-before-{step.id}",
            width=420,
        )
        move = st.form_submit_button(t("ui.journeys.move"), key="order-move")
    if move:
        ids = [found.id for found in others]
        ids.insert(ids.index(before) if before in ids else len(ids), step.id)
        _reorder(visit, ids)


# --- dialogs --------------------------------------------------------------------------------------


def _ask_step(visit: Visit, step: Step | None) -> None:
    """Edit a step, or add one at the end when there is none in hand."""
    title = "ui.journeys.add" if step is None else "ui.journeys.edit.title"

    @st.dialog(visit.words(title), width="medium")
    def asked() -> None:
        here = refresh(visit)
        draft = _draw_step_form(here, step)
        if draft is None:
            return
        with refusals(here):
            if step is None:
                st.session_state[_CHOSEN] = journeys.add_step(here.house, here.facilitator, draft)
            else:
                journeys.save_step(here.house, here.facilitator, step.id, draft)
            done(here, "ui.saved")
            st.rerun()

    asked()


def _draw_step_form(visit: Visit, step: Step | None) -> StepDraft | None:
    """The form of a step; gives what it says once it is sent."""
    t, name = visit.words, "new" if step is None else str(step.id)
    with st.form("step-form", border=False):
        above, below = st.columns(2, gap="large")
        with above:
            client_title = st.text_input(
                t("ui.journeys.client_title"),
                step.client_title if step else "",
                key=f"step-client-{name}",
                max_chars=TITLE_LIMIT,
            )
            channels = _names(visit, "channels", step)
            truth = st.checkbox(
                t("ui.journeys.truth.tick"),
                step.moment_of_truth if step else False,
                key=f"step-truth-{name}",
                help=t("ui.journeys.truth.help"),
            )
        with below:
            employee_title = st.text_input(
                t("ui.journeys.employee_title"),
                step.employee_title if step else "",
                key=f"step-employee-{name}",
                max_chars=TITLE_LIMIT,
            )
            front, back, tools = (_names(visit, of, step) for of in ("front", "back", "tools"))
        if not st.form_submit_button(t("ui.save"), key="step-save", type="primary"):
            return None
    kept = {channel.name: channel for channel in step.channels} if step else {}
    return replace(
        step.draft if step else StepDraft(""),
        client_title=client_title or "",
        employee_title=employee_title or "",
        moment_of_truth=truth,
        front=front,
        back=back,
        channels=tuple(kept.get(named, Channel(named)) for named in channels),
        tools=tools,
    )


def _listed(step: Step, of: str) -> tuple[str, ...]:
    """The names of one of a step's lists."""
    names: tuple[str, ...] = step.channel_names if of == "channels" else getattr(step, of)
    return names


def _names(visit: Visit, of: str, step: Step | None) -> tuple[str, ...]:
    """A list of names that grows by typing; the names used on other steps are offered."""
    t = visit.words
    used = dict.fromkeys(name for found in visit.view.steps for name in _listed(found, of))
    chosen = st.multiselect(
        t(f"ui.journeys.{of}.label"),
        list(used),
        list(_listed(step, of)) if step else [],
        key=f"step-{of}-{step.id if step else 'new'}",
        placeholder=t("ui.journeys.names.hint"),
        accept_new_options=True,
        max_selections=LIST_LIMIT,
    )
    return tuple(chosen)


def _ask_remove(visit: Visit, step: Step) -> None:
    """Remove a step; its cards go where they are told, none is lost."""

    @st.dialog(visit.words("ui.journeys.remove.title"))
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        cards = sum(card.step == str(step.id) for card in here.view.cards)
        st.text(f"{step.position} · {step.client_title}")
        target: str | None = None
        if cards:
            st.write(t.count("ui.journeys.remove.cards", cards))
            others = {
                str(found.id): f"{found.position} · {found.client_title}"
                for found in here.view.steps
                if found.id != step.id
            } | {ANY_STEP: t("step.any")}
            target = st.selectbox(
                t("ui.journeys.remove.to"),
                list(others),
                index=None,
                format_func=lambda found: others.get(found, ""),
                key=f"remove-to-{step.id}",
                placeholder=t("ui.journeys.remove.choose"),
            )
        else:
            st.write(t("ui.journeys.remove.text"))
        if st.button(
            t("ui.journeys.remove"), key="remove-sure", type="primary", icon=":material/delete:"
        ):
            with refusals(here):
                journeys.remove_step(here.house, here.facilitator, step.id, cards_to=target)
                done(here, "ui.journeys.removed")
                st.rerun()

    asked()

"""Journeys: both lanes as one picture, and the gestures that change them."""

from zlib import crc32

import streamlit as st

from workshop.domain.errors import ScreenStale
from workshop.domain.words import JourneyMode, Lane
from workshop.services import journeys
from workshop.services.journeys import ANY_STEP, Step
from workshop.ui import lines
from workshop.ui.life_cycles import draw_links, draw_mode, linked, toggle_link
from workshop.ui.live import draw
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.sortables import order
from workshop.ui.standpoints import draw_coverage, draw_silos
from workshop.ui.step_form import ask_step
from workshop.ui.step_words import channel_words, kpi_words, numbered

_LISTS = ("channels", "front", "back", "tools", "kpis")
_CHOSEN = "journeys-step"


def draw_journeys(visit: Visit) -> None:
    """The picture of both lanes, the step in hand, and the order of the steps."""
    t, steps = visit.words, visit.view.steps
    lines.dress_lines()
    if not steps:
        st.info(t("ui.journeys.none"), icon=":material/route:")
        if st.button(t("ui.journeys.add"), key="step-add", type="primary", icon=":material/add:"):
            _ask_step(visit, None)
        return
    menu = f"journeys-menu-{_signature(steps)}"
    chosen = st.session_state.get(menu, st.session_state.get(_CHOSEN))
    known = [step.id for step in steps]
    st.session_state[_CHOSEN] = chosen if chosen in known else known[0]
    _draw_legend(visit)
    touched = _draw_picture(visit, menu)
    step = _draw_gestures(visit, menu)
    if touched is not None:
        _ask_step(visit, touched)
    draw_silos(visit)
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
    draw_coverage(visit)
    mode = visit.view.workshop.mode
    with st.expander(
        t("ui.journeys.mode", mode=t(f"ui.journeys.mode.{mode}")),
        key="journeys-modes",
        icon=":material/compare_arrows:",
    ):
        draw_mode(visit)


def _is_parted(visit: Visit) -> bool:
    return visit.view.workshop.mode is JourneyMode.LIFE_CYCLE


def _draw_picture(visit: Visit, menu: str) -> Step | None:
    """Both lanes; gives the step that was touched to be changed."""
    t, steps, shown = visit.words, visit.view.steps, visit.view.workshop
    chosen = next(step for step in steps if step.id == st.session_state[_CHOSEN])
    drawn = draw(
        "journeys",
        {
            "client": shown.client_name[:1].upper() + shown.client_name[1:],
            "team": shown.team_name[:1].upper() + shown.team_name[1:],
            "chosen": str(chosen.id),
            "parted": _is_parted(visit),
            "links": [[str(one), str(other)] for one, other in visit.view.links],
            "linked": [str(other) for other in linked(visit, chosen)],
            "steps": [_told(visit, step) for step in steps],
            "words": {
                name: t(f"ui.journeys.{name}")
                for name in (*_LISTS, "truth", "human", "nothing", "edit", "link", "unlink")
            },
        },
        key="journeys",
        on=("chosen", "link"),
    )
    known = {str(step.id): step for step in steps}
    if drawn.link in known:
        with refusals(visit):
            toggle_link(visit, chosen, known[drawn.link].id)
            done(visit, "ui.journeys.links.saved")
            st.rerun()
    found = known.get(str(drawn.chosen))
    if found is not None:
        st.session_state[_CHOSEN] = found.id
        if _is_parted(visit):  # there a touch takes a step in hand, to be linked to others
            if st.session_state.get(menu) == found.id:
                return None
            st.session_state[menu] = found.id
            st.rerun()
    return found


def _told(visit: Visit, step: Step) -> dict[str, object]:
    """What the picture says of a step."""
    t = visit.words
    return {
        "id": str(step.id),
        "number": str(step.number),
        "lane": step.lane,
        "client": step.client_title,
        "team": step.employee_title,
        "truth": step.moment_of_truth,
        "human": step.human_moment,
        "channels": [list(channel_words(channel, t)) for channel in step.channels],
        "front": list(step.front),
        "back": list(step.back),
        "tools": list(step.tools),
        "kpis": [list(kpi_words(kpi, t)) for kpi in step.kpis],
    }


def _draw_legend(visit: Visit) -> None:
    """What the signs of the picture say, of those that stand in it."""
    t = visit.words
    drawn = [
        said
        for step in visit.view.steps
        for _, said in (
            *(channel_words(channel, t) for channel in step.channels),
            *(kpi_words(kpi, t) for kpi in step.kpis),
        )
    ]
    signs = {"?": "unknown", "⊘": "missed", "↑": "up", "↓": "down", "= ": "even"}
    said = [
        t(f"ui.journeys.legend.{name}")
        for sign, name in signs.items()
        if any(sign in text for text in drawn)
    ]
    if said:
        st.caption(" · ".join(said))


def _draw_gestures(visit: Visit, menu: str) -> Step:
    """The step in hand and what can be done with it; all of it without a mouse."""
    t, steps = visit.words, visit.view.steps
    titles = {step.id: _lane_title(visit, step) for step in steps}
    st.session_state[menu] = st.session_state[_CHOSEN]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            t("ui.journeys.step"),
            list(titles),
            format_func=lambda step_id: titles.get(step_id, ""),
            key=menu,
            width=340,
        )
        step = next(step for step in steps if step.id == chosen)
        lane = _of_lane(steps, step.lane)
        edit = st.button(t("ui.journeys.edit"), key="step-edit", icon=":material/edit:")
        earlier = st.button(
            t("ui.journeys.earlier"),
            key="step-before",
            icon=":material/arrow_back:",
            disabled=step == lane[0],
        )
        later = st.button(
            t("ui.journeys.later"),
            key="step-after",
            icon=":material/arrow_forward:",
            disabled=step == lane[-1],
        )
        remove = st.button(t("ui.journeys.remove"), key="step-remove", icon=":material/delete:")
        add = _draw_add(visit)
    if edit:
        _ask_step(visit, step)
    if add is not None:
        _ask_step(visit, None, lane=add)
    if remove:
        _ask_remove(visit, step)
    if earlier or later:
        _reorder(visit, _swapped(lane, step.number - 1, -1 if earlier else 1))
    if _is_parted(visit):
        draw_links(visit, step)
    return step


def _draw_add(visit: Visit) -> Lane | None:
    """The lane to which a step is to be added, by the button that was pressed."""
    t = visit.words
    if not _is_parted(visit):
        pressed = st.button(t("ui.journeys.add"), key="step-add", icon=":material/add:")
        return Lane.BOTH if pressed else None
    for lane in (Lane.CLIENT, Lane.EMPLOYEE):
        if st.button(t(f"ui.journeys.add.{lane}"), key=f"step-add-{lane}", icon=":material/add:"):
            return lane
    return None


def _ask_step(visit: Visit, step: Step | None, *, lane: Lane = Lane.BOTH) -> None:
    def take_in_hand(step_id: int) -> None:
        st.session_state[_CHOSEN] = step_id

    if step is None and lane is Lane.BOTH and _is_parted(visit):
        lane = Lane.CLIENT
    ask_step(visit, step, lane=lane, on_saved=take_in_hand)


def _of_lane(steps: tuple[Step, ...], lane: Lane) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.lane is lane)


def _lane_title(visit: Visit, step: Step) -> str:
    """A step in a menu that holds both lanes."""
    if step.lane is Lane.BOTH:
        return numbered(step)
    return f"{visit.words(f'side.label.{step.lane}')} · {numbered(step)}"


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
    t, steps = visit.words, _of_lane(visit.view.steps, step.lane)
    labels = {numbered(found): found.id for found in steps}
    st.caption(t("ui.journeys.order.help"))
    dragged = order(list(labels), key=f"order-{step.lane}")
    if set(dragged) != set(labels):
        st.error(plain(t.error(ScreenStale())), icon=":material/error:")
    elif dragged != list(labels):
        _reorder(visit, [labels[label] for label in dragged])
    others = [found for found in steps if found.id != step.id]
    titles = {found.id: numbered(found) for found in others}
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


def _ask_remove(visit: Visit, step: Step) -> None:
    """Remove a step; its cards go where they are told, none is lost."""

    @st.dialog(visit.words("ui.journeys.remove.title"))
    def asked() -> None:
        here = refresh(visit)
        t = here.words
        cards = sum(card.step == str(step.id) for card in here.view.cards)
        st.text(numbered(step))
        target: str | None = None
        if cards:
            st.write(t.count("ui.journeys.remove.cards", cards))
            others = {
                str(found.id): _lane_title(here, found)
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

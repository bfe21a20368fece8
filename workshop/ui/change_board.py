"""The change board: what is new is qualified, then decided, about once a month."""

import streamlit as st
from markupsafe import Markup

from workshop.domain.words import ItemDecision, MeetingKind
from workshop.services.board import reopen_item
from workshop.services.meetings import MINUTES_LIMIT, MeetingDraft, save_meeting
from workshop.services.views.follow import FollowView, ItemLine, MeetingLine, read_follow
from workshop.ui import cache, lines, live
from workshop.ui.change_item import FORM, asked_first, draw_item
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form, reach, turn_of
from workshop.ui.merging import opened_with, reconciled
from workshop.ui.minutes import draw_minutes
from workshop.ui.new_item import item_form
from workshop.ui.shell import Visit, done, refresh, refusals

OPENED = "board-item"
EDITING = "board-editing"
MINUTES = "board-minutes"
LOG_SHOWN = 10


def draw_board(visit: Visit) -> None:
    """What waits on the left, live; on the right the one that is looked at, or a new one."""
    lines.dress_lines()
    left, right = st.columns([5, 3], gap="large")
    with right:
        _side(visit)
    with left:
        _queue(visit)


def _side(visit: Visit) -> None:
    """One thing at a time: minutes, the item that was opened, or something new."""
    t, follow = visit.words, _read(visit)
    boards = follow.held(MeetingKind.BOARD)
    editing = next((line for line in boards if line.id == st.session_state.get(EDITING)), None)
    opened = next(
        (line for line in follow.items if line.label == st.session_state.get(OPENED)), None
    )
    with st.container(border=True, key="board-form"):
        if editing:
            _minutes(visit, editing)
        elif opened:
            draw_item(visit, follow, opened, leave=_leave)
            reach("board-form", asked_first(opened))
        else:
            lines.draw(lines.section(t("ui.item.new")))
            st.caption(t("ui.item.new.says"))
            item_form(visit, "board-new-item")


@st.fragment
def _queue(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="board-ear")
    t, follow = visit.words, _read(visit)
    _slot(visit, follow)
    waiting = follow.waiting
    lines.draw(lines.section(t("ui.board.waiting"), t.count("count.items", len(waiting))))
    if not waiting:
        lines.draw(lines.sentence(t("ui.board.none"), soft=True))
    for line in waiting:
        with lines.row():
            lines.draw(item_entry(visit, line))
            asked = st.button(
                t("ui.board.qualify") if line.importance is None else t("ui.board.decide"),
                key=f"open-{line.label}",
                icon=":material/arrow_forward:",
                type="tertiary",
            )
        if asked:
            _open(OPENED, line.label)
    _log(visit, follow)
    draw_minutes(
        visit,
        follow.held(MeetingKind.BOARD),
        title=t("ui.board.held"),
        edit=lambda line: _open(EDITING, line.id),
        more=lambda board: [decided_entry(visit, line) for line in follow.items_at(board)],
    )


def _slot(visit: Visit, follow: FollowView) -> None:
    """When the next board is, and whether one today would come too soon."""
    t, today = visit.words, visit.house.clock().date()
    days = follow.board_too_soon(today)
    if days is not None:
        st.warning(
            t.count("ui.board.too_soon", days, next=t.date(follow.next_board(today))),
            icon=":material/event_busy:",
        )
        return
    boards, following = follow.held(MeetingKind.BOARD), follow.next_board(today)
    if not boards:
        said = t("ui.board.slot.first")
    elif following > today:
        said = t("ui.board.slot.next", date=t.date(boards[0].held_on), next=t.date(following))
    else:
        said = t("ui.board.slot.last", date=t.date(boards[0].held_on))
    lines.draw(lines.sentence(said, soft=True))


def _log(visit: Visit, follow: FollowView) -> None:
    t, decided = visit.words, follow.decided
    if not decided:
        return
    lines.draw(lines.section(t("ui.board.decided")))
    everything = len(decided) <= LOG_SHOWN or st.session_state.get("board-log", False)
    for line in decided if everything else decided[:LOG_SHOWN]:
        with lines.row():
            lines.draw(decided_entry(visit, line))
            again = line.decision is ItemDecision.REFUSED and st.button(
                t("ui.board.reopen"), key=f"reopen-{line.label}", type="tertiary"
            )
        if again:
            with refusals(visit):
                reopen_item(visit.house, visit.facilitator, line.label)
                done(visit, "ui.board.reopened")
                st.rerun()
    if not everything and st.button(
        t("ui.board.log.all", n=len(decided)), key="board-log-all", type="tertiary"
    ):
        st.session_state["board-log"] = True
        st.rerun()


def item_entry(visit: Visit, line: ItemLine) -> Markup:
    """What waits: what, why now, from whom; and how it was qualified."""
    t = visit.words
    said = [t(f"ui.item.reason.{line.reason}"), line.came_from, t.date(line.asked_on)]
    if line.decision is ItemDecision.LATER:
        said.append(t("ui.board.put_off"))
    if line.importance is None:
        chip = lines.chip(t("ui.board.unqualified"), "amber")
    else:
        said += [
            t("ui.item.needed_by.said", date=t.date(line.needed_by)) if line.needed_by else "",
            line.resources,
        ]
        words = (f"ui.item.importance.{line.importance}", f"ui.item.priority.{line.priority}")
        chip = lines.chip(" · ".join(map(t, words)))
    return lines.entry(
        line.what, label=line.label, note=" · ".join(part for part in said if part), chip=chip
    )


def decided_entry(visit: Visit, line: ItemLine) -> Markup:
    """What was decided, when and why, and the action that came of it."""
    t = visit.words
    said = [
        t.date(line.decided_on) if line.decided_on else "",
        line.because,
        t("ui.board.became", action=line.action) if line.action else "",
    ]
    tone = "green" if line.decision is ItemDecision.ACCEPTED else "calm"
    return lines.entry(
        line.what,
        label=line.label,
        note=" · ".join(part for part in said if part),
        chip=lines.chip(t(f"ui.item.decision.{line.decision}"), tone),
    )


def _minutes(visit: Visit, line: MeetingLine) -> None:
    """The minutes of a board that was held: its decisions are in the log already."""
    t, turn = visit.words, f"{turn_of(FORM)}-{line.id}"
    opened_with(MINUTES, turn, line.said)
    with st.form(f"board-minutes-{turn}", border=False, enter_to_submit=False):
        lines.draw(lines.section(t("ui.board.minutes", date=t.date(line.held_on))))
        said = fits(
            t,
            st.text_area(
                t("ui.minutes.minutes"),
                value=line.said.minutes,
                height=220,
                key=f"board-said-{turn}",
            ),
            MINUTES_LIMIT,
        )
        problem = st.container()
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("ui.save"), key="save-board", type="primary")
            left = st.form_submit_button(t("ui.cancel"), key="leave-board")
    if left:
        _leave()
    if saved:
        with problem, refusals(visit):
            draft = MeetingDraft(MeetingKind.BOARD, line.held_on, minutes=said or "")
            wanted = reconciled(visit, MINUTES, turn, draft, line.said)
            if wanted is not None:
                save_meeting(visit.house, visit.facilitator, line.id, wanted, seen=line.said)
                done(visit, "ui.saved")
                _leave()


def _read(visit: Visit) -> FollowView:
    return cache.part_view(visit.house, visit.facilitator, read_follow)


def _open(what: str, which: str | int) -> None:
    for name in (OPENED, EDITING):
        st.session_state.pop(name, None)
    st.session_state[what] = which
    st.rerun()


def _leave() -> None:
    close_form(FORM, OPENED, EDITING)

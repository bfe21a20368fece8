"""Votes: rounds to open, who has voted by count, and the result once it is revealed."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from workshop.domain.words import Quadrant, Subject
from workshop.i18n import Words
from workshop.services.views.votes import TargetResult, VoteLine
from workshop.services.views.workshop import WorkshopView
from workshop.services.votes import (
    NewVote,
    close_vote,
    open_vote,
    remove_vote,
    reopen_vote,
    reveal_vote,
)
from workshop.ui import lines, live
from workshop.ui.keys import key_tip
from workshop.ui.plain import plain
from workshop.ui.shell import STATIC, Visit, done, refresh, refusals, say_what_was_done
from workshop.ui.vote_forms import draw_beside

SHARED_AT = 0.5
"""The controversy (METHOD.md, "Figures") from which a target is said to divide the room."""
DRAWN = "vote-drawn"


def draw_vote(visit: Visit) -> None:
    """The rounds on the left, live; on the right the forms, which nothing disturbs."""
    lines.dress_lines()
    st.html(STATIC / "ask.css")
    st.session_state[DRAWN] = _standing(visit.view)
    left, right = st.columns([2, 1], gap="large")
    with left:
        _rounds(visit)
    with right:
        draw_beside(visit)


def round_name(t: Words, vote: VoteLine) -> str:
    """What a round is called: its title, or its number."""
    return vote.title or t("ui.vote.round", n=t.number(vote.number))


def rounds_in_order(view: WorkshopView) -> list[VoteLine]:
    """The open round first, then the others, the newest first."""
    return sorted(view.votes, key=lambda vote: (not vote.is_open, -vote.number))


def _standing(view: WorkshopView) -> list[tuple[str, bool, bool]]:
    return [(vote.label, vote.is_open, vote.revealed) for vote in view.votes]


@st.fragment
def _rounds(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="vote-ear")
    say_what_was_done()
    if st.session_state.get(DRAWN) != _standing(visit.view):
        st.rerun()  # another facilitator has opened, closed or removed one: the forms must follow
    votes = rounds_in_order(visit.view)
    if not votes:
        _none(visit)
        return
    current, *others = votes
    _round(visit, current)
    if others:
        lines.draw(lines.section(visit.words("ui.vote.others")))
    for vote in others:
        state = visit.words(f"ui.vote.state.{vote.state}")
        with st.expander(f"{plain(round_name(visit.words, vote))} · {state}"):
            _round(visit, vote, current=False)


def _none(visit: Visit) -> None:
    t = visit.words
    st.info(t("ui.vote.none"), icon=":material/how_to_vote:")
    if st.button(t("ui.vote.open_first"), key="vote-turn", type="primary", icon=_ICONS["open"]):
        with refusals(visit):
            open_vote(visit.house, visit.facilitator, NewVote())
            done(visit, "ui.vote.opened")
            st.rerun()


_ICONS = {
    "open": ":material/play_arrow:",
    "close": ":material/stop:",
    "reopen": ":material/lock_open:",
    "reveal": ":material/visibility:",
    "again": ":material/replay:",
}


def _round(visit: Visit, vote: VoteLine, *, current: bool = True) -> None:
    """One round: what it is, who has voted, its buttons, and its result once revealed."""
    t = visit.words
    key = "vote" if current else f"vote-{vote.label}"
    with st.container(border=current, key=f"{key}-round"):
        lines.draw(_head(visit, vote), _participation(visit, vote))
        with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-buttons"):
            _buttons(visit, vote, key)
        if vote.revealed:
            _results(visit, vote)
        else:
            st.caption(t("ui.vote.reveal.says"))


def _head(visit: Visit, vote: VoteLine) -> Markup:
    t = visit.words
    about = (
        t.count(f"ui.vote.on.{vote.subject}", len(vote.chosen))
        if vote.chosen
        else t(f"ui.vote.on_all.{vote.subject}")
    )
    each = t.count("ui.vote.budget", vote.budget, cap=t.number(vote.cap))
    who = (
        t("ui.vote.coded", used=t.number(vote.codes_used), n=t.number(vote.codes))
        if vote.with_codes
        else t("ui.vote.one_a_device")
    )
    return Markup('<h2 class="rc-section">{}{}</h2><p class="rc-soft">{}</p>').format(
        round_name(t, vote),
        lines.chip(t(f"ui.vote.state.{vote.state}"), f"calm rc-vote-{vote.state}"),
        " · ".join((about, each, who)),
    )


def voters_said(visit: Visit, vote: VoteLine) -> str:
    """What the number of voters counts; of the newest round also how many are here."""
    t, room = visit.words, visit.view.room
    here = room.here + room.away + room.rehearsal
    newest = vote.number == max(other.number for other in visit.view.votes)
    # A phone that slept after voting is no longer here: "6 out of 1" would read as a fault.
    if newest and here >= max(vote.voters, 1):
        return t.count("ui.vote.voters_of", vote.voters, here=t.number(here))
    return t.count("ui.vote.voters", vote.voters)


def _participation(visit: Visit, vote: VoteLine) -> Markup:
    """Who has voted, by count only."""
    t = visit.words
    counted = [
        (t.number(vote.voters), voters_said(visit, vote), lines.EMPTY),
        (t.number(vote.points_given), t.count("ui.vote.points", vote.points_given), lines.EMPTY),
    ]
    if vote.by_hand:
        counted.append(
            (t.number(vote.by_hand), t.count("ui.vote.by_hand", vote.by_hand), lines.EMPTY)
        )
    return lines.figures(counted)


def _buttons(visit: Visit, vote: VoteLine, key: str) -> None:
    if not vote.revealed:
        _button(visit, vote, f"{key}-reveal", "reveal", reveal_vote, primary=True)
    if vote.is_open:
        _button(visit, vote, f"{key}-turn", "close", close_vote)
    elif not vote.revealed:
        _button(visit, vote, f"{key}-turn", "reopen", reopen_vote)
    else:
        _again(visit, vote, key)
        _button(visit, vote, f"{key}-reopen", "reopen", reopen_vote)
    _remove(visit, vote, key)


def _button(
    visit: Visit,
    vote: VoteLine,
    key: str,
    name: str,
    gesture: Callable[..., None],
    *,
    primary: bool = False,
) -> None:
    if st.button(
        visit.words(f"ui.vote.{name}"),
        key=key,
        icon=_ICONS[name],
        type="primary" if primary else "secondary",
        # Once a result is revealed no key opens the round again.
        help=None if vote.revealed else key_tip(visit, "R" if name == "reveal" else "V"),
    ):
        with refusals(visit):
            gesture(visit.house, visit.facilitator, vote.label)
            done(visit, f"ui.vote.{name}.done")
            st.rerun()


def _again(visit: Visit, vote: VoteLine, key: str) -> None:
    """The same round once more, beside which this one shows the shift.

    It stands where the round was revealed: a hand that presses twice opens a question only.
    """
    t = visit.words
    with st.popover(t("ui.vote.again"), icon=_ICONS["again"], key=f"{key}-again-asked"):
        st.write(t("ui.vote.again.says"))
        if st.button(
            t("ui.vote.again.do"), key=f"{key}-again", type="primary", icon=_ICONS["open"]
        ):
            with refusals(visit):
                open_vote(visit.house, visit.facilitator, _once_more(vote))
                done(visit, "ui.vote.opened")
                st.rerun()


def _once_more(vote: VoteLine) -> NewVote:
    return NewVote(
        subject=vote.subject,
        budget=vote.budget,
        cap=vote.cap,
        chosen=vote.chosen,
        with_codes=vote.with_codes,
        follows=vote.label,
    )


def _remove(visit: Visit, vote: VoteLine, key: str) -> None:
    t = visit.words
    with st.popover(t("ui.vote.remove"), icon=":material/delete:", key=f"{key}-remove"):
        st.write(t.count("ui.vote.remove.says", vote.voters))
        if st.button(
            t("ui.vote.remove.do"),
            key=f"{key}-remove-sure",
            type="primary",
            icon=":material/delete:",
        ):
            with refusals(visit):
                remove_vote(visit.house, visit.facilitator, vote.label)
                done(visit, "ui.vote.removed")
                st.rerun()


# --- the result -----------------------------------------------------------------------------------


def _results(visit: Visit, vote: VoteLine) -> None:
    t, view = visit.words, visit.view
    found = [line for line in vote.results if line.points]
    silent = [line for line in vote.results if not line.points]
    if not found:
        lines.draw(lines.sentence(t("ui.vote.nobody"), soft=True))
        return
    lines.draw(lines.sentence(in_one_sentence(t, found)), _table(visit, vote, found))
    if silent:
        with st.expander(t.count(f"ui.vote.silent.{vote.subject}", len(silent))):
            lines.draw(
                *(
                    lines.entry(
                        line.title,
                        label=line.label,
                        note=shift_said(t, line) if line.shift else "",
                    )
                    for line in silent
                )
            )
    if vote.subject == Subject.TOPICS and _leads_the_matrix(view, vote):
        st.caption(t("ui.vote.ranks"))


def _leads_the_matrix(view: WorkshopView, vote: VoteLine) -> bool:
    """True for the round whose points rank the topics: the newest revealed one about topics."""
    revealed = [
        other.number for other in view.votes if other.revealed and other.subject == Subject.TOPICS
    ]
    return vote.number == max(revealed, default=0)


def in_one_sentence(t: Words, found: list[TargetResult]) -> str:
    """The result for whoever does not see the bars: the first three and their points."""
    return t(
        "ui.vote.first",
        targets=t.listing(
            t("ui.vote.first.one", title=line.title, points=t.count("count.votes", line.points))
            for line in found[:3]
        ),
    )


def _table(visit: Visit, vote: VoteLine, found: list[TargetResult]) -> Markup:
    """The bars, each in its row of a table: what is drawn is also written."""
    t = visit.words
    compared = any(line.previous_points is not None for line in vote.results)
    columns = ["rank", "target", "points", "voters", *(["shift"] if compared else [])]
    most = max(line.points for line in found)
    rows = []
    place = 0
    for position, line in enumerate(found, 1):
        if position == 1 or line.points != found[position - 2].points:
            place = position  # equal points share a place
        rows.append(_row(visit, line, place, most, compared=compared))
    return Markup(
        '<table class="rc-results"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(
        lines.EMPTY.join(
            Markup('<th scope="col" class="{}">{}</th>').format(
                name,
                t(f"ui.vote.column.{name}")
                if name != "target"
                else t(f"ui.vote.column.{vote.subject}"),
            )
            for name in columns
        ),
        lines.EMPTY.join(rows),
    )


def _row(visit: Visit, line: TargetResult, place: int, most: int, *, compared: bool) -> Markup:
    t = visit.words
    topic = visit.view.topic(line.label)
    divided = t("ui.vote.divided") if line.controversy >= SHARED_AT else ""
    quadrant: Quadrant | None = topic.quadrant if topic is not None else None
    return Markup(
        '<tr data-label="{}"><td class="rank">{}</td><td class="target">{}<span>{}</span>'
        '<i class="bar" style="width:{}%"></i><small>{}</small></td>'
        '<td class="points"><b>{}</b></td><td class="voters">{}</td>{}</tr>'
    ).format(
        line.label,
        t.number(place),
        lines.shape(quadrant, t),
        line.title,
        round(100 * line.points / most),
        divided,
        t.number(line.points),
        t.number(line.voters),
        Markup('<td class="shift">{}</td>').format(shift_said(t, line))
        if compared
        else lines.EMPTY,
    )


def shift_said(t: Words, line: TargetResult) -> str:
    """The move since the round before: an arrow and words."""
    if line.shift is None:
        return t("ui.vote.shift.new")
    if line.shift == 0:
        return t("ui.vote.shift.same")
    way = "up" if line.shift > 0 else "down"
    return t.count(f"ui.vote.shift.{way}", abs(line.shift))

"""Beside the rounds of the vote: a ballot typed in from paper, codes to print, a round to open."""

from collections.abc import Iterable

import streamlit as st

from workshop.addresses import public_base
from workshop.domain.text import TITLE_LIMIT
from workshop.domain.votes import BUDGET, CAP
from workshop.domain.words import Quadrant, Subject
from workshop.services.ballots import vote_by_hand
from workshop.services.slips import new_codes
from workshop.services.views.votes import VoteLine
from workshop.services.views.workshop import WorkshopView
from workshop.services.votes import NewVote, open_vote
from workshop.settings import read_settings
from workshop.ui import lines, live, topic_words
from workshop.ui.fields import fits
from workshop.ui.gestures import again, key_of, renew, turn_of
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done

HAND = "vote-hand"
NEW = "vote-new"
CODES_AT_FIRST = 20
ALL, CHOSEN = "all", "chosen"


@st.fragment
def draw_beside(visit: Visit) -> None:
    """The forms of the vote; they wait for nobody but who fills them in."""
    visit = refresh(visit)
    say_what_was_done()
    taking = [vote for vote in visit.view.votes if not vote.revealed]
    if taking:
        vote = next((vote for vote in taking if vote.is_open), taking[-1])
        with st.expander(visit.words("ui.vote.hand"), icon=":material/edit_note:"):
            _by_hand(visit, vote)
        with st.expander(visit.words("ui.vote.codes"), icon=":material/confirmation_number:"):
            _codes(visit, vote)
    with st.expander(
        visit.words("ui.vote.new"), icon=":material/add:", expanded=not visit.view.votes
    ):
        _new_round(visit)


# --- a ballot from paper --------------------------------------------------------------------------


def _by_hand(visit: Visit, vote: VoteLine) -> None:
    """The points of one sheet of paper, and what is left of them while they are typed in."""
    t = visit.words
    if not vote.targets:
        lines.draw(lines.sentence(t(f"ui.vote.no_target.{vote.subject}"), soft=True))
        return
    lines.draw(lines.sentence(t("ui.vote.hand.says"), soft=True))
    turn = turn_of(HAND)
    points = {}
    for target in vote.targets:
        with lines.row():
            lines.draw(lines.sentence(target.title))
            given = st.number_input(
                plain(target.title),
                value=0,
                step=1,
                label_visibility="collapsed",
                width=128,
                key=f"{HAND}-{vote.label}-{target.label}-{turn}",
            )
        points[target.label] = int(given)
    left = vote.budget - sum(points.values())
    lines.draw(
        lines.sentence(
            t.count("ui.vote.hand.left", left)
            if left >= 0
            else t.count("ui.vote.hand.too_many", -left, budget=t.number(vote.budget))
        )
    )
    if st.button(t("ui.vote.hand.do"), key="vote-hand-save", icon=":material/check:"):
        with refusals(visit):
            vote_by_hand(
                visit.house,
                visit.facilitator,
                vote.label,
                {label: given for label, given in points.items() if given},
            )
            done(visit, "ui.vote.hand.done")
            renew(HAND)
            again()


# --- codes on paper -------------------------------------------------------------------------------


def _codes(visit: Visit, vote: VoteLine) -> None:
    """Make codes; each is told this once, on a sheet to print and cut."""
    t = visit.words
    kept = f"vote-codes:{vote.label}"
    made = st.session_state.get(kept)
    lines.draw(
        lines.sentence(t("ui.vote.codes.says"), soft=True),
        lines.sentence(t.count("ui.vote.codes.count", vote.codes, used=t.number(vote.codes_used)))
        if vote.codes
        else lines.EMPTY,
    )
    if made:
        live.draw("slips", _slips(visit, made), key=f"vote-slips-{vote.label}")
        if st.button(
            t("ui.vote.codes.forget"), key="vote-codes-forget", icon=":material/done_all:"
        ):
            st.session_state.pop(kept)
            again()
        return
    with st.form(f"vote-codes-form-{vote.label}", border=False):
        count = st.number_input(
            t("ui.vote.codes.how_many"),
            value=max(CODES_AT_FIRST, visit.view.participants),
            step=1,
            key="vote-codes-count",
        )
        asked = st.form_submit_button(
            t("ui.vote.codes.do"), key="vote-codes-make", icon=":material/print:"
        )
    if asked:
        with refusals(visit):
            st.session_state[kept] = new_codes(
                visit.house, visit.facilitator, vote.label, int(count)
            )
            done(visit, "ui.vote.codes.done")
            st.rerun()


def _slips(visit: Visit, codes: list[str]) -> dict[str, object]:
    t, workshop = visit.words, visit.view.workshop
    return {
        "codes": codes,
        "title": workshop.title,
        "address": f"{public_base(read_settings())}/j/{workshop.code}",
        "words": {name: t(f"ui.vote.slip.{name}") for name in ("code", "use", "print")},
    }


# --- a round to open ------------------------------------------------------------------------------


def _new_round(visit: Visit) -> None:
    """Everything of a round before it opens; what was typed stays when it is refused."""
    t, view = visit.words, visit.view
    turn = turn_of(NEW)
    subject = st.radio(
        t("ui.vote.new.subject"),
        tuple(Subject),
        format_func=lambda code: t(f"ui.vote.new.subject.{code}"),
        horizontal=True,
        key=f"{NEW}-subject-{turn}",
    )
    subject = Subject(subject or Subject.TOPICS)
    which = st.radio(
        t("ui.vote.new.which"),
        (ALL, CHOSEN),
        format_func=lambda code: t(f"ui.vote.new.which.{code}"),
        horizontal=True,
        key=f"{NEW}-which-{turn}",
    )
    chosen = _targets(visit, subject) if which == CHOSEN else []
    each, most = st.columns(2, vertical_alignment="bottom")
    budget = each.number_input(
        t("ui.vote.new.budget"), value=BUDGET, step=1, key=f"{NEW}-budget-{turn}"
    )
    cap = most.number_input(t("ui.vote.new.cap"), value=CAP, step=1, key=f"{NEW}-cap-{turn}")
    with_codes = st.toggle(
        t("ui.vote.new.codes"), help=t("ui.vote.new.codes.help"), key=f"{NEW}-codes-{turn}"
    )
    if not with_codes:
        st.caption(t("ui.vote.one_a_device.says"))
    follows = _followed(visit, subject)
    title = fits(
        t,
        st.text_input(
            t("ui.vote.new.title"),
            placeholder=t("ui.vote.round", n=t.number(len(view.votes) + 1)),
            key=f"{NEW}-title-{turn}",
        ),
        TITLE_LIMIT,
    )
    if not st.button(
        t("ui.vote.new.do"), key="vote-open", type="primary", icon=":material/play_arrow:"
    ):
        return
    if which == CHOSEN and not chosen:
        st.error(t("ui.vote.new.nothing_chosen"), icon=":material/error:")
        return
    with refusals(visit):
        open_vote(
            visit.house,
            visit.facilitator,
            NewVote(
                title=title,
                subject=subject,
                budget=int(budget),
                cap=int(cap),
                chosen=tuple(chosen),
                with_codes=with_codes,
                follows=follows,
            ),
        )
        done(visit, "ui.vote.opened")
        _forget_choice()
        st.rerun()


def _targets(visit: Visit, subject: Subject) -> list[str]:
    """The topics or ideas voted on; whole quadrants are taken with one tap."""
    t, names = visit.words, _names(visit.view, subject)
    field = f"{NEW}-targets-{subject}"
    kept = f"{field}:kept"
    if subject is Subject.TOPICS and _quadrants(visit, kept):
        renew(field)
    key = key_of(field)
    wanted = [label for label in st.session_state.get(kept, []) if label in names]
    found: list[str] = st.multiselect(
        t(f"ui.vote.new.targets.{subject}"),
        list(names),
        default=None if key in st.session_state else wanted,
        format_func=lambda label: names.get(label, label),
        placeholder=t("ui.vote.new.targets.hint"),
        key=key,
        select_all=False,
    )
    st.session_state[kept] = [label for label in found if label in names]
    return list(st.session_state[kept])


def _quadrants(visit: Visit, kept: str) -> bool:
    """Quadrants to take or leave as a whole; True when the chosen topics have changed by it."""
    t, view = visit.words, visit.view
    field = f"{NEW}-quadrants"
    taken = st.pills(
        t("ui.vote.new.quadrants"),
        [quadrant for quadrant in Quadrant if view.in_quadrant(quadrant)],
        selection_mode="multi",
        format_func=lambda code: f"{topic_words.MARKS[code]} {t(f'quadrant.{code}')}",
        key=f"{field}-{turn_of(NEW)}",
    )
    before = st.session_state.get(f"{field}:kept", [])
    st.session_state[f"{field}:kept"] = list(taken)
    if list(taken) == before:
        return False
    left = {topic.label for code in before if code not in taken for topic in view.in_quadrant(code)}
    come = [topic.label for code in taken if code not in before for topic in view.in_quadrant(code)]
    stay = [label for label in st.session_state.get(kept, []) if label not in (*left, *come)]
    st.session_state[kept] = [*stay, *come]
    return True


def _forget_choice() -> None:
    renew(NEW)
    for kept in [
        *(f"{NEW}-targets-{subject}:kept" for subject in Subject),
        f"{NEW}-quadrants:kept",
    ]:
        st.session_state.pop(kept, None)


def _names(view: WorkshopView, subject: Subject) -> dict[str, str]:
    lines_of: Iterable[tuple[str, str]] = (
        ((line.label, line.title) for line in view.solutions)
        if subject is Subject.SOLUTIONS
        else (
            (topic.label, f"{topic_words.MARKS[topic.quadrant]} {topic.title}")
            for topic in view.topics_in_order
        )
    )
    return {label: f"{label} · {title}" for label, title in lines_of}


def _followed(visit: Visit, subject: Subject) -> str | None:
    """The round that the new one is compared with, where there is one on the same subject."""
    t = visit.words
    before = {
        vote.label: vote.title or t("ui.vote.round", n=t.number(vote.number))
        for vote in visit.view.votes
        if vote.subject == subject
    }
    if not before:
        return None
    field = f"{NEW}-follows-{subject}"
    chosen = st.selectbox(
        t("ui.vote.new.follows"),
        ["", *before],
        format_func=lambda label: before.get(label, t("ui.vote.new.follows.none")),
        key=f"{field}-{turn_of(NEW)}",
    )
    return chosen or None

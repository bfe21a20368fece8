"""The wall of proofs: facts that show what has changed, and badges of kept promises."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from workshop.domain.promises import Badge
from workshop.domain.text import NOTE_LIMIT
from workshop.i18n import Words
from workshop.services.evidence import (
    EvidenceDraft,
    add_evidence,
    choose_success,
    remove_evidence,
    save_evidence,
    set_badges,
)
from workshop.services.views.follow import EvidenceLine, FollowView, read_follow
from workshop.ui import cache, lines, live
from workshop.ui.fields import fits
from workshop.ui.gestures import close_form, turn_of
from workshop.ui.merging import opened_with, reconciled
from workshop.ui.shell import Visit, done, refresh, refusals

EDITING = "evidence-editing"
FORM = "evidence-form"


def draw_evidence(visit: Visit) -> None:
    """The wall on the left, live; one form on the right."""
    lines.dress_lines()
    left, right = st.columns([5, 3], gap="large")
    with right:
        _form(visit)
    with left:
        _wall(visit)


@st.fragment
def _wall(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="evidence-ear")
    t, follow = visit.words, _read(visit)
    lines.draw(lines.section(t("ui.evidence.wall")))
    if not follow.evidence:
        lines.draw(lines.sentence(t("ui.evidence.none"), soft=True))
    for line in follow.evidence:
        _proof(visit, line)
    _badges(visit, follow)


def _proof(visit: Visit, line: EvidenceLine) -> None:
    t = visit.words
    with lines.row():
        lines.draw(evidence_entry(line, t))
        star = st.button(
            t("ui.evidence.unstar") if line.of_the_week else t("ui.evidence.star"),
            key=f"star-{line.id}",
            type="tertiary",
            icon=":material/star:",
        )
        asked = st.button(
            t("ui.plan.edit"), key=f"edit-proof-{line.id}", type="tertiary", icon=":material/edit:"
        )
    if star:
        with refusals(visit):
            chosen = None if line.of_the_week else line.id
            choose_success(visit.house, visit.facilitator, chosen)
            done(visit, "ui.evidence.starred" if chosen else "ui.evidence.unstarred")
            st.rerun()
    if asked:
        st.session_state[EDITING] = line.id
        st.rerun()


def evidence_entry(line: EvidenceLine, t: Words) -> Markup:
    """A fact, its day and what it rests on; the success of the week says so."""
    rests_on = t("ui.evidence.rests_on", what=line.rests_on) if line.rests_on else ""
    return lines.entry(
        line.fact,
        note=" · ".join(part for part in (t.date(line.seen_on), rests_on) if part),
        chip=lines.chip(t("ui.evidence.of_the_week"), "green") if line.of_the_week else lines.EMPTY,
    )


def _badges(visit: Visit, follow: FollowView) -> None:
    """Only where the facilitator wants them; about domains, never about people."""
    t = visit.words
    lines.draw(lines.section(t("ui.badges.title")), lines.sentence(t("ui.badges.says"), soft=True))
    wanted = st.toggle(t("ui.badges.want"), value=follow.wants_badges, key="badges-wanted")
    if wanted is not follow.wants_badges:
        with refusals(visit):
            set_badges(visit.house, visit.facilitator, wanted=wanted)
            done(visit, "ui.badges.shown" if wanted else "ui.badges.hidden")
            st.rerun()
    if not follow.wants_badges:
        return
    earned = follow.badges(visit.house.clock().date())
    lines.draw(badge_lines(earned, t) if earned else lines.sentence(t("ui.badges.none"), soft=True))


def badge_lines(earned: Sequence[Badge], t: Words) -> Markup:
    """The badges side by side: the domain, and how many promises it kept of how many."""
    return Markup('<div class="rc-badges">{}</div>').format(
        lines.EMPTY.join(
            Markup('<div><i aria-hidden="true">✓</i><b>{}</b><span>{}</span></div>').format(
                badge.domain, t.count("ui.badges.kept", badge.kept, due=t.number(badge.due))
            )
            for badge in earned
        )
    )


def _form(visit: Visit) -> None:
    t, follow = visit.words, _read(visit)
    asked = st.session_state.get(EDITING)
    editing = next((line for line in follow.evidence if line.id == asked), None)
    turn = f"{turn_of(FORM)}-{editing.id if editing else 'new'}"
    if editing:
        opened_with(FORM, turn, draft_of(editing))
    with st.container(border=True, key="evidence-form"):
        with st.form(f"evidence-{turn}", border=False, enter_to_submit=False):
            lines.draw(lines.section(t("ui.evidence.edit") if editing else t("ui.evidence.new")))
            draft = _fields(visit, follow, editing, turn)
            problem = st.container()
            with st.container(horizontal=True):
                saved = st.form_submit_button(t("ui.save"), key="save-proof", type="primary")
                left = editing and st.form_submit_button(t("ui.cancel"), key="leave-proof")
                gone = editing and st.form_submit_button(
                    t("ui.minutes.remove"), key="remove-proof", icon=":material/delete:"
                )
        if left:
            close_form(FORM, EDITING)
        with problem, refusals(visit, empty=t("ui.evidence.fact")):
            if editing and gone:
                remove_evidence(visit.house, visit.facilitator, editing.id)
                done(visit, "ui.evidence.removed")
                close_form(FORM, EDITING)
            if saved and _kept(visit, editing, turn, draft):
                done(visit, "ui.evidence.kept")
                close_form(FORM, EDITING)


def _kept(visit: Visit, editing: EvidenceLine | None, turn: str, draft: EvidenceDraft) -> bool:
    """True once it is stored; False where a colleague has changed the same meanwhile."""
    if editing is None:
        add_evidence(visit.house, visit.facilitator, draft)
        return True
    wanted = reconciled(visit, FORM, turn, draft, draft_of(editing))
    if wanted is None:
        return False
    save_evidence(visit.house, visit.facilitator, editing.id, wanted)
    return True


def draft_of(line: EvidenceLine) -> EvidenceDraft:
    """What is stored of a proof, to be said again with a change."""
    return EvidenceDraft(line.fact, line.seen_on, line.action, line.measure)


def _fields(
    visit: Visit, follow: FollowView, start: EvidenceLine | None, turn: str
) -> EvidenceDraft:
    t, today = visit.words, visit.house.clock().date()
    fact = fits(
        t,
        st.text_area(
            t("ui.evidence.fact"),
            value=start.fact if start else "",
            height=100,
            placeholder=t("ui.evidence.fact.hint"),
            key=f"proof-fact-{turn}",
        ),
        NOTE_LIMIT,
    )
    day = st.date_input(
        t("ui.evidence.day"),
        value=start.seen_on if start else today,
        format="DD/MM/YYYY",
        key=f"proof-day-{turn}",
    )
    actions = {line.label: f"{line.label} · {line.what}" for line in visit.view.actions}
    measures = {label: f"{label} · {name}" for label, name in follow.measures}
    action = _source(visit, "action", actions, start.action if start else None, turn)
    measure = _source(visit, "measure", measures, start.measure if start else None, turn)
    return EvidenceDraft(fact or "", day if isinstance(day, date) else today, action, measure)


def _source(
    visit: Visit, what: str, names: Mapping[str, str], before: str | None, turn: str
) -> str | None:
    """What the fact rests on, by label; nothing to choose from, nothing to draw."""
    if not names:
        return None
    t, options = visit.words, ["", *names]
    return (
        st.selectbox(
            t(f"ui.evidence.{what}"),
            options,
            index=options.index(before) if before in options else 0,
            format_func=lambda label: names.get(label, t("ui.evidence.source.none")),
            key=f"proof-{what}-{turn}",
        )
        or None
    )


def _read(visit: Visit) -> FollowView:
    return cache.part_view(visit.house, visit.facilitator, read_follow)

"""Who gains and who would pay: the verdict on each idea, its reason, and what is decided of it."""

import streamlit as st

from workshop.domain.words import Phase, SolutionStatus, Transfer
from workshop.services.adoption import (
    adopt_solution,
    reopen_solution,
    set_aside_solution,
    set_automates,
)
from workshop.services.views.solutions import SolutionLine
from workshop.ui import lines, live
from workshop.ui.empty import nothing_yet
from workshop.ui.gestures import renew
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, done, refresh, refusals
from workshop.ui.weigh_forms import ADOPTING, CHOSEN, FORM, draw_form
from workshop.ui.weigh_words import answers, effects, lowest, ranges, reasons

URGENCY = (Transfer.RED, Transfer.AMBER, Transfer.GREEN)


def draw_weigh(visit: Visit) -> None:
    """The verdicts on the left, live; the form for one opinion on the right."""
    lines.dress_lines()
    if not visit.view.solutions:
        _verdicts(visit)
        return
    left, right = st.columns([5, 3], gap="large")
    with right:
        draw_form(visit)
    with left:
        _verdicts(visit)


@st.fragment
def _verdicts(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="weigh-ear")
    t, view = visit.words, visit.view
    if not view.solutions:
        nothing_yet(visit, t("ui.weigh.none"), icon="balance", way=Phase.IDEATE)
        return
    standing = [line for line in view.solutions if line.status is not SolutionStatus.SET_ASIDE]
    aside = [line for line in view.solutions if line.status is SolutionStatus.SET_ASIDE]
    found = [line.verdict.transfer for line in standing]
    lines.draw(
        lines.sentence(
            " · ".join(
                t.count(f"ui.weigh.{transfer}", found.count(transfer))
                for transfer in URGENCY
                if transfer in found
            ),
            soft=True,
        )
    )
    for line in sorted(standing, key=_urgency):
        _solution(visit, line)
    if aside:
        with st.expander(t("ui.weigh.aside", n=len(aside))):
            for line in aside:
                _set_aside(visit, line)


def _urgency(line: SolutionLine) -> tuple[bool, bool, int]:
    """What waits for an answer first, then what the room has not decided on yet."""
    adopted = line.status is SolutionStatus.ADOPTED
    return (not line.answer_owed, adopted, URGENCY.index(line.verdict.transfer))


def _solution(visit: Visit, line: SolutionLine) -> None:
    t, workshop = visit.words, visit.view.workshop
    chips = [lines.verdict(line.verdict.transfer, t)]
    if line.win_win:
        chips.append(lines.chip(t("ui.weigh.win_win")))
    if line.status is SolutionStatus.ADOPTED:
        chips.append(lines.chip(t("ui.weigh.is_adopted"), "calm done"))
    if line.answer_owed:
        chips.append(lines.chip(t("ui.weigh.owed"), "amber"))
    with st.container(border=True, key=f"weigh-{line.label}"):
        lines.draw(
            lines.entry(
                line.title,
                label=line.label,
                note=", ".join(_topics(visit, line)),
                chip=lines.spaced(chips),
            ),
            *(lines.sentence(said) for said in reasons(line, t, gains_at=workshop.gains_at)),
            *(lines.sentence(said) for said in answers(line, t)),
            effects(line, t, pays_at=workshop.pays_at) if line.ballots else lines.EMPTY,
            *(lines.sentence(said, soft=True) for said in (*lowest(line, t), *ranges(line, t))),
        )
        if line.human_steps:
            _machine(visit, line)
        _gestures(visit, line)


def _machine(visit: Visit, line: SolutionLine) -> None:
    """Whether the idea takes a human moment away: asked only where it is about one."""
    t = visit.words
    wanted = st.toggle(
        t("ui.weigh.automates", steps=plain(t.listing(line.human_steps))),
        line.automates,
        key=f"automates-{line.label}-{line.automates}",
    )
    if wanted != line.automates:
        with refusals(visit):
            set_automates(visit.house, visit.facilitator, line.label, wanted)
            done(visit, "ui.saved")
            st.rerun()


def _gestures(visit: Visit, line: SolutionLine) -> None:
    t = visit.words
    adopted = line.status is SolutionStatus.ADOPTED
    word = "answer" if line.answer_owed else "reopen" if adopted else "adopt"
    with st.container(horizontal=True, gap="small"):
        chosen = st.button(
            t(f"ui.weigh.{word}"),
            key=f"{word}-{line.label}",
            type="primary" if line.answer_owed else "secondary",
        )
        aside = not adopted and st.button(
            t("ui.weigh.set_aside"), key=f"aside-{line.label}", type="tertiary"
        )
        asked = st.button(
            t("ui.weigh.choose"),
            key=f"rate-{line.label}",
            icon=":material/add:",
            type="tertiary",
        )
    if chosen and word == "reopen":
        _decide(visit, line, "reopened")
    elif chosen:
        _adopt(visit, line)
    if aside:
        _decide(visit, line, "set_aside")
    if asked:
        st.session_state[CHOSEN] = line.label
        st.session_state.pop(ADOPTING, None)
        renew(FORM)
        st.rerun()


def _adopt(visit: Visit, line: SolutionLine) -> None:
    """At once, unless somebody must have an answer first: then the form asks for it."""
    if line.lacks_pain_answer or line.lacks_human_answer:
        st.session_state[ADOPTING] = line.label
        renew(FORM)
        st.rerun()
    _decide(visit, line, "adopted")


_DECISIONS = {
    "adopted": adopt_solution,
    "set_aside": set_aside_solution,
    "reopened": reopen_solution,
}


def _decide(visit: Visit, line: SolutionLine, what: str) -> None:
    with refusals(visit):
        _DECISIONS[what](visit.house, visit.facilitator, line.label)
        done(visit, f"ui.weigh.done.{what}", label=line.label)
        st.rerun()


def _set_aside(visit: Visit, line: SolutionLine) -> None:
    t = visit.words
    with lines.row():
        lines.draw(
            lines.entry(line.title, label=line.label, chip=lines.verdict(line.verdict.transfer, t))
        )
        if st.button(t("ui.weigh.reopen"), key=f"reopen-{line.label}", type="tertiary"):
            _decide(visit, line, "reopened")


def _topics(visit: Visit, line: SolutionLine) -> list[str]:
    return [topic.title for topic in visit.view.topics if topic.label in line.topics]

"""What became of the last actions: the first thing on the frame, until the room has seen it."""

import streamlit as st

from workshop.domain.words import ActionStatus, Phase
from workshop.i18n import Words
from workshop.services.editions import carry_action, look_back
from workshop.services.views.editions import LastAction, LastEdition, LastPilot, read_last_edition
from workshop.ui import lines
from workshop.ui.shell import Visit, done, refresh, refusals

FIRST = 6
"""Actions in sight; the others are folded."""


def last_shown(visit: Visit) -> LastEdition | None:
    """The edition before, while the frame still begins with it and it has an action to show.

    Never from the cache: it is the other workshop that moves.
    """
    workshop = visit.view.workshop
    if workshop.phase is not Phase.FRAME or workshop.previous_id is None:
        return None
    if not workshop.looks_back:
        return None
    found = read_last_edition(visit.house, visit.facilitator)
    return found if found is not None and found.actions else None


def draw_last_edition(visit: Visit) -> None:
    """Above the frame of an edition that follows another one; nothing elsewhere."""
    if visit.view.workshop.previous_id is not None:
        _last_edition(visit)


@st.fragment
def _last_edition(visit: Visit) -> None:
    visit = refresh(visit)
    t = visit.words
    last = read_last_edition(visit.house, visit.facilitator)
    if last is None:
        return
    lines.dress_lines()
    if not last.shown:
        if st.button(
            t("ui.last.again"), key="last-again", type="tertiary", icon=":material/history:"
        ):
            _look(visit, shown=True)
        return
    with st.container(border=True, key="last-edition"):
        lines.draw(
            lines.section(t("ui.last.title"), note=_which(t, last)),
            lines.sentence(counts_said(t, last), soft=True),
        )
        for line in last.actions[:FIRST]:
            _action(visit, line)
        rest = last.actions[FIRST:]
        if rest:
            with st.expander(t("ui.last.more", n=len(rest))):
                for line in rest:
                    _action(visit, line)
        if st.button(t("ui.last.seen"), key="last-seen", icon=":material/check:"):
            _look(visit, shown=False)


def _which(t: Words, last: LastEdition) -> str:
    return f"{last.title} · {t.date(last.created_at.astimezone().date())}"


def _look(visit: Visit, *, shown: bool) -> None:
    with refusals(visit):
        look_back(visit.house, visit.facilitator, shown=shown)
        st.rerun()


def _action(visit: Visit, line: LastAction) -> None:
    t = visit.words
    with lines.row():
        lines.draw(
            lines.entry(
                line.what,
                label=line.label,
                note=" · ".join(_facts(t, line)),
                chip=lines.chip(
                    state_said(t, line), "amber" if line.late else f"calm {line.status}"
                ),
            )
        )
        pressed = (
            not line.finished
            and line.carried is None
            and st.button(
                t("ui.last.carry"),
                key=f"carry-{line.label}",
                type="tertiary",
                icon=":material/redo:",
            )
        )
    if pressed:
        with refusals(visit):
            label = carry_action(visit.house, visit.facilitator, line.label)
            done(visit, "ui.last.carried", label=label)
            st.rerun()


def _facts(t: Words, line: LastAction) -> list[str]:
    """Who, until when, what was tried, and what goes on with it here."""
    facts = [t("ui.plan.by", name=line.owner)] if line.owner else []
    if line.done_on is not None:
        facts.append(t("ui.last.done_on", date=t.date(line.done_on)))
    elif line.due is not None:
        facts.append(t("ui.plan.due", date=t.date(line.due)))
    facts += [t("ui.last.pilot", title=pilot.title, said=_came(t, pilot)) for pilot in line.pilots]
    if line.carried is not None:
        facts.append(t("ui.last.taken_up", label=line.carried))
    return facts


def _came(t: Words, pilot: LastPilot) -> str:
    """What came of a try for both sides, whatever was decided of it then."""
    decided = [t(f"pilot.decision.{pilot.decision}")] if pilot.decision else []
    return ", ".join([t(f"pilot.verdict.{pilot.verdict}").lower(), *decided])


def state_said(t: Words, line: LastAction) -> str:
    """Where an action stands: "Faite", "En retard"."""
    return t("ui.last.late") if line.late else t(f"ui.plan.status.{line.status}")


def counts_said(t: Words, last: LastEdition) -> str:
    """How the promises were kept, in one sentence: "3 faites sur 7, 2 en retard"."""
    made = last.of(*(status for status in ActionStatus if status is not ActionStatus.DRAFT))
    kept = len(last.of(ActionStatus.DONE))
    late = sum(line.late for line in made)
    said = t.count("ui.last.kept", kept, all=t.number(len(made)))
    return t("ui.last.kept_late", kept=said, late=t.number(late)) if late else said

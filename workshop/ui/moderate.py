"""Moderate: what waits, the wall, the rule and the log; also from elsewhere, on a phone."""

import streamlit as st
from markupsafe import Markup

from workshop.services.moderation import save_moderation
from workshop.services.views.conduct import ModerationLine
from workshop.ui import lines, live
from workshop.ui.fields import fits
from workshop.ui.rehearse import rehearsal_mark
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done
from workshop.ui.wall import wall

LOG_SHOWN = 12
RULE_LIMIT = 280


def draw_moderate(visit: Visit) -> None:
    """The inbox and the wall first; what is rarely touched stands beside, below on a phone."""
    say_what_was_done()
    t = visit.words
    lines.dress_lines()
    st.title(t("ui.page.moderate"), anchor=False)
    st.caption(t("ui.moderate.line"))
    rehearsal_mark(visit)
    cards, beside = st.columns([5, 3], gap="large")
    with cards:
        wall(visit, as_list=True)
    with beside:
        draw_inbox_switch(visit)
        draw_rule(visit)
        _log(visit)


def draw_inbox_switch(visit: Visit) -> None:
    """Whether cards wait for a yes; what that changes is said under it."""
    t, before = visit.words, visit.view.workshop.inbox_first
    wanted = st.toggle(
        t("ui.moderate.inbox"),
        before,
        key=f"inbox-first-{before}",
        help=t("ui.moderate.inbox.help"),
    )
    if wanted != before:
        with refusals(visit):
            save_moderation(visit.house, visit.facilitator, inbox_first=wanted)
            done(visit, f"ui.moderate.inbox.{'on' if wanted else 'off'}")
            st.rerun()


def draw_rule(visit: Visit) -> None:
    """The one sentence that phones are told before they write."""
    t, before = visit.words, visit.view.workshop.moderation_rule
    with st.form("rule-form"):
        # A colleague's change gives the field another key: it then shows what is, not what was.
        rule = fits(
            t,
            st.text_area(
                t("ui.moderate.rule"),
                before,
                key=f"rule-{hash(before)}",
                height=100,
                placeholder=t("ui.moderate.rule.hint"),
                help=t("ui.moderate.rule.help"),
            ),
            RULE_LIMIT,
        )
        save = st.form_submit_button(t("ui.save"), key="rule-save")
    if save:
        with refusals(visit):
            save_moderation(visit.house, visit.facilitator, rule=rule or "")
            done(visit, "ui.saved")
            st.rerun()


@st.fragment
def _log(visit: Visit) -> None:
    """What was done to cards, the last first: what, why, and not when."""
    visit = refresh(visit)
    live.listen(visit, key="log-ear")
    t, log = visit.words, visit.view.moderation.log
    lines.draw(lines.section(t("ui.moderate.log"), counts_said(visit)))
    if not log:
        lines.draw(lines.sentence(t("ui.moderate.log.none"), soft=True))
        return
    newest = log[::-1]
    lines.draw(*(_deed(visit, line) for line in newest[:LOG_SHOWN]))
    if len(newest) > LOG_SHOWN:
        with st.expander(t("ui.moderate.log.all", n=len(newest)), key="log-all"):
            lines.draw(*(_deed(visit, line) for line in newest[LOG_SHOWN:]))


def counts_said(visit: Visit) -> str:
    """How many cards wait, were set aside and are parked: "3 en attente · 2 écartées"."""
    t, moderation = visit.words, visit.view.moderation
    counts = {
        "waiting": moderation.waiting,
        "set_aside": moderation.set_aside,
        "parked": moderation.parked,
    }
    return " · ".join(t.count(f"count.{name}", n) for name, n in counts.items() if n)


def _deed(visit: Visit, line: ModerationLine) -> Markup:
    """The card in its own words; one that its author took back has none left."""
    t, card = visit.words, visit.view.card(line.card)
    done = t(f"ui.moderate.deed.{line.deed}")
    why = [t(f"set_aside.{line.reason}")] if line.reason else []
    return lines.entry(
        card.text if card else line.card,
        label=line.card,
        note=" · ".join(part for part in (line.card, done, *why, line.note) if part),
    )

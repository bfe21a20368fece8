"""Which ideas come first: benefit against effort, and the room's order beside the stakeholders'."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from workshop.domain.ranking import GAP_TOLD
from workshop.domain.weighing import SCORERS_NEEDED, Crossing
from workshop.domain.words import Phase, SolutionStatus, Transfer
from workshop.i18n import Words
from workshop.services.views.ranking import RankedIdea, RankingView, read_ranking
from workshop.ui import lines, live
from workshop.ui.benefit_effort import Box, ChartWords, benefit_chart
from workshop.ui.cache import part_view
from workshop.ui.empty import nothing_yet
from workshop.ui.shell import Visit, refresh
from workshop.ui.weigh_words import range_said

GAPS_SAID = 3
"""Of the widest gaps; the table shows the others."""


def draw_prioritise(visit: Visit) -> None:
    """The chart with its twin, then both orders beside each other; live."""
    lines.dress_lines()
    _prioritise(visit)


@st.fragment
def _prioritise(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="prioritise-ear")
    view = part_view(visit.house, visit.facilitator, read_ranking)
    if not view.ideas:
        said = visit.words("ui.prioritise.none")
        nothing_yet(visit, said, icon="lightbulb", way=Phase.IDEATE)
        return
    left, right = st.columns([6, 5], gap="large")
    with left:
        _benefit(visit, view)
    with right:
        _orders(visit, view)


# --- benefit against effort ----------------------------------------------------------------------


def _benefit(visit: Visit, view: RankingView) -> None:
    t = visit.words
    lines.draw(lines.section(t("ui.prioritise.benefit")))
    said = [lines.sentence(sentence) for sentence in benefit_said(view, t)]
    known = [idea for idea in view.ideas if idea.line.worth]
    if not known:
        lines.draw(*said)
        return
    st.vega_lite_chart(
        spec=benefit_chart(
            tuple(_box(idea) for idea in known),
            _words(t),
            dark=st.context.theme.type == "dark",
        ),
        key="benefit-effort",
        width="stretch",
    )
    lines.draw(*said, lines.sentence(t("ui.prioritise.legend"), soft=True))
    with st.expander(t("ui.prioritise.table"), key="prioritise-table"):
        st.dataframe(
            pd.DataFrame([_figures(idea, t) for idea in view.ideas]),
            hide_index=True,
            key="prioritise-figures",
            width="stretch",
        )


def benefit_said(view: RankingView, t: Words) -> list[str]:
    """The chart in words: what to begin with, what is worth a project, what nobody can place."""
    known = [idea for idea in view.ideas if idea.line.worth]
    if not known:
        return [t("ui.prioritise.few", n=SCORERS_NEEDED)]
    said = []
    for crossing in (Crossing.QUICK_WIN, Crossing.BIG_BET):
        here = view.worth(crossing)
        said.append(
            t(f"ui.prioritise.{crossing}", ideas=_listed(here, t))
            if here
            else t(f"ui.prioritise.{crossing}.none")
        )
    unknown = len(view.ideas) - len(known)
    if unknown:
        said.append(t.count("ui.prioritise.unplaced", unknown, needed=SCORERS_NEEDED))
    return said


def _listed(ideas: tuple[RankedIdea, ...], t: Words) -> str:
    """Ideas by label and sentence, with what must not be forgotten of them."""
    return t.listing(_with_notes(idea, t) for idea in ideas)


def _with_notes(idea: RankedIdea, t: Words) -> str:
    """Nobody takes an idea for a quick win before they have read that one side pays for it."""
    worth = idea.line.worth
    notes = []
    if idea.line.verdict.transfer is Transfer.RED:
        notes.append(t("ui.prioritise.paid"))
    if worth is not None and worth.unsure:
        notes.append(t("ui.prioritise.unsure"))
    name = _name(idea, t)
    return t("ui.prioritise.noted", idea=name, notes=", ".join(notes)) if notes else name


def _name(idea: RankedIdea, t: Words) -> str:
    return t("ui.prioritise.idea", label=idea.line.label, title=idea.line.title)


def _box(idea: RankedIdea) -> Box:
    line = idea.line
    assert line.benefit is not None
    assert line.effort is not None
    assert line.worth is not None
    return Box(
        label=line.label,
        title=line.title,
        transfer=line.verdict.transfer,
        benefit=line.benefit,
        effort=line.effort,
        unsure=line.worth.unsure,
    )


def _words(t: Words) -> ChartWords:
    return ChartWords(
        title=t("ui.prioritise.chart"),
        benefit=t("ui.prioritise.axis.benefit"),
        effort=t("ui.prioritise.axis.effort"),
        little=t("ui.prioritise.axis.little"),
        much=t("ui.prioritise.axis.much"),
        corners=tuple(_capital(t(f"worth.{crossing}")) for crossing in Crossing),
    )


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _figures(idea: RankedIdea, t: Words) -> dict[str, str]:
    """An idea as a line of the table: everything that the chart and the orders say."""
    line, places, opinion = idea.line, idea.places, idea.opinion
    said = {
        "idea": f"{line.label} · {line.title}",
        "benefit": range_said(line.benefit, t) if line.benefit else "–",
        "effort": range_said(line.effort, t) if line.effort else "–",
        "worth": _worth(idea, t),
        "verdict": t(f"transfer.{line.verdict.transfer}") if line.ballots else "–",
        "room": t.number(places.room) if places else "–",
        "stakeholders": t.number(places.stakeholders) if places else "–",
        "feasibility": t.number(opinion.feasibility, decimals=1) if opinion else "–",
        "buy_in": t.number(opinion.buy_in, decimals=1) if opinion else "–",
    }
    return {t(f"ui.prioritise.table.{name}"): value for name, value in said.items()}


def _worth(idea: RankedIdea, t: Words) -> str:
    worth = idea.line.worth
    if worth is None:
        return "–"
    said = t(f"worth.{worth.crossing}")
    return t("worth.unsure", worth=said) if worth.unsure else said


# --- two orders beside each other ----------------------------------------------------------------


def _orders(visit: Visit, view: RankingView) -> None:
    t = visit.words
    lines.draw(lines.section(t("ui.prioritise.orders")))
    if not view.stakeholders:
        lines.draw(lines.sentence(t("ui.prioritise.nobody")))
        return
    lines.draw(*(lines.sentence(said) for said in orders_said(view, t)))
    lines.draw(
        _table(view, t),
        lines.sentence(t(f"ui.prioritise.basis.{view.basis}"), soft=True),
    )


def orders_said(view: RankingView, t: Words) -> list[str]:
    """Who has not answered yet, and the ideas that the two orders put far apart."""
    said = [
        t(
            "ui.prioritise.gap.higher" if idea.gap > 0 else "ui.prioritise.gap.lower",
            idea=_name(idea, t),
            places=t.count("ui.prioritise.places", abs(idea.gap)),
        )
        for idea in view.gaps[:GAPS_SAID]
    ]
    compared = [idea for idea in view.ideas if idea.places]
    if len(compared) > 1 and not said:
        said.append(t("ui.prioritise.agreed", n=GAP_TOLD))
    silent = [
        t("ui.prioritise.partly", name=who.name, done=who.answered, all=view.asked)
        if who.answered
        else who.name
        for who in view.silent
    ]
    if silent:
        said.append(t("ui.prioritise.silent", names=t.listing(silent)))
    elif view.asked:
        said.append(t("ui.prioritise.all_answered"))
    return said


def _table(view: RankingView, t: Words) -> Markup:
    """The ideas asked about, in the room's order; an arrow and a number for each gap."""
    rows = [_order_row(idea, t) for idea in view.ideas if idea.asked or idea.opinion]
    head = ("idea", "room", "stakeholders", "gap")
    return Markup(
        '<table class="rc-orders"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(
        lines.EMPTY.join(
            Markup('<th scope="col">{}</th>').format(t(f"ui.prioritise.order.{name}"))
            for name in head
        ),
        lines.EMPTY.join(rows),
    )


def _order_row(idea: RankedIdea, t: Words) -> Markup:
    line, places, opinion = idea.line, idea.places, idea.opinion
    mean = (
        t(
            "ui.prioritise.opinion",
            feasibility=t.number(opinion.feasibility, decimals=1),
            buy_in=t.number(opinion.buy_in, decimals=1),
            voices=t.count("ui.prioritise.voices", opinion.voices),
        )
        if opinion
        else t("ui.prioritise.unanswered")
    )
    adopted = line.status is SolutionStatus.ADOPTED
    return Markup(
        '<tr><th scope="row"><b>{}</b> {} {}<small>{}</small></th><td>{}</td><td>{}</td>'
        '<td class="{}">{}</td></tr>'
    ).format(
        line.label,
        line.title,
        lines.chip(t("ui.prioritise.adopted")) if adopted else lines.EMPTY,
        mean,
        t.number(places.room) if places else "–",
        t.number(places.stakeholders) if places else "–",
        "wide" if abs(idea.gap) >= GAP_TOLD else "",
        gap_said(idea, t),
    )


def gap_said(idea: RankedIdea, t: Words) -> str:
    """An arrow with the places between the two orders; "=" where there are none."""
    if idea.places is None:
        return "–"
    if idea.gap == 0:
        return "="
    return f"{'▲' if idea.gap > 0 else '▼'} {t.signed(idea.gap, decimals=0)}"

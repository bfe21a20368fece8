"""This workshop beside another one: a single matrix, with arrows where topics moved."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from workshop.domain.words import QUADRANTS, Role
from workshop.i18n import Words
from workshop.services.actors import Visitor
from workshop.services.views.compare import Comparison, TopicPair, read_comparison
from workshop.services.views.home import HomeLine, read_home
from workshop.services.views.workshop import TopicLine
from workshop.ui import live, topic_words
from workshop.ui.shell import STATIC, Visit, refresh, refusals
from workshop.ui.spots import stand_at

_WIDTHS = {
    "topic": 210,
    "place": 105,
    "other_topic": 210,
    "other_place": 105,
    "changed": 150,
    "certainty": 160,
}
"""Of the table's columns, in pixels: all of them are in sight on a laptop."""

_TALLEST = 520

Labels = tuple[str, str]
"""Of a topic here and of one there."""


@st.fragment
def draw_comparison(visit: Visit) -> None:
    """Under the matrix: another workshop is read only once it is asked for."""
    visit = refresh(visit)
    t = visit.words
    if not visit.view.topics:
        return
    st.subheader(t("ui.compare.title"), anchor=False)
    if not st.toggle(t("ui.compare.open"), key="compare-open"):
        return
    lines = {line.code: line for line in read_home(visit.house, visit.browser)}
    others = {
        code: line
        for code, line in lines.items()
        if line.role is Role.FACILITATOR and code != visit.facilitator.code and line.topics
    }
    if not others:
        st.caption(t("ui.compare.no_other"))
        return
    before = lines[visit.facilitator.code].previous if visit.facilitator.code in lines else None
    code = st.selectbox(
        t("ui.compare.which"),
        list(others),
        index=list(others).index(before) if before in others else None,
        format_func=lambda found: _name(t, others.get(found)),
        placeholder=t("ui.compare.which.hint"),
        key="compare-other",
    )
    if code in others:
        with refusals(visit):
            _comparison(visit, str(code))


def _name(t: Words, line: HomeLine | None) -> str:
    """A workshop in the menu: its title and its day, since editions often share a title."""
    return f"{line.title} · {t.date(line.created_at)} · {line.code}" if line else ""


def _comparison(visit: Visit, code: str) -> None:
    t = visit.words
    other = Visitor(code, visit.token, Role.FACILITATOR)
    key = f"compare-apart-{code}"
    apart: list[Labels] = [labels for labels in st.session_state.get(key, ()) if labels]
    found = read_comparison(visit.house, visit.facilitator, other, apart=apart)
    st.markdown(said(t, found))
    if any(pair.placed for pair in found.pairs):
        st.html(STATIC / "field.css")
        live.draw("compare", picture(t, found), key="compare")
        st.caption(t("ui.compare.legend"))
    _table(t, found)
    _apart(visit, found, apart, key)


def said(t: Words, found: Comparison) -> str:
    """The comparison in one sentence."""
    return t(
        "ui.compare.says",
        both=t.count("ui.compare.both", len(found.pairs)),
        moved=(
            t.count("ui.compare.moved", len(found.moved))
            if found.moved
            else t("ui.compare.moved.none")
        ),
        here=t.count("ui.compare.only_here", len(found.only_here)),
        there=t.count("ui.compare.only_there", len(found.only_there)),
    )


def picture(t: Words, found: Comparison) -> dict[str, Any]:
    """For the component ``compare``: from the older workshop's place to the newer one's."""
    return {
        "topics": [_arrow(t, found, pair) for pair in found.pairs if pair.placed],
        "quadrants": [{"code": code, "name": t(f"quadrant.{code}")} for code in QUADRANTS],
        "words": {
            **{name: t(f"ui.compare.{name}") for name in ("picture", "moves", "calm")},
            **{
                name: t(f"ui.matrix.axis.{name}")
                for name in ("client_hurts", "client_delights", "team_hurts", "team_delights")
            },
        },
    }


def _arrow(t: Words, found: Comparison, pair: TopicPair) -> dict[str, Any]:
    before, after = _in_time(found, pair)
    return {
        "label": pair.here.label,
        "title": pair.here.title,
        "before": _spot(before),
        "after": _spot(after),
        "moved": pair.moved,
        "said": t(
            "ui.compare.move",
            before=t(f"quadrant.{before.quadrant}"),
            after=t(f"quadrant.{after.quadrant}"),
        ),
    }


def _in_time(found: Comparison, pair: TopicPair) -> tuple[TopicLine, TopicLine]:
    """The topic in the older workshop, and in the newer one."""
    return (pair.there, pair.here) if found.other_is_older else (pair.here, pair.there)


def _spot(topic: TopicLine) -> list[Any]:
    valences = [
        None if valence is None else float(valence)
        for valence in (topic.employee.placing.valence, topic.client.placing.valence)
    ]
    return [*stand_at(topic.quadrant, *valences), topic.quadrant.value]


def _table(t: Words, found: Comparison) -> None:
    """The twin of the picture, and what only one of the two workshops has."""
    names = {
        t(f"ui.compare.column.{name}", here=found.title, there=found.other_title): width
        for name, width in _WIDTHS.items()
    }
    rows = [*(_row(t, pair) for pair in found.pairs), *_alone(t, found)]
    st.dataframe(
        pd.DataFrame(rows, columns=list(names)),
        hide_index=True,
        key="compare-table",
        width="stretch",
        height=min(_TALLEST, 40 + 36 * len(rows)),
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in names.items()
        },
    )


def _row(t: Words, pair: TopicPair) -> tuple[str, ...]:
    changed = "moved" if pair.moved else "stayed" if pair.placed else "unplaced"
    return (
        _topic(pair.here),
        _place(t, pair.here),
        _topic(pair.there),
        _place(t, pair.there),
        t(f"ui.compare.{changed}.cell"),
        _certainty(t, pair),
    )


def _alone(t: Words, found: Comparison) -> Iterable[tuple[str, ...]]:
    for topic in found.only_here:
        yield _topic(topic), _place(t, topic), "", "", t("ui.compare.only_here.cell"), ""
    for topic in found.only_there:
        yield "", "", _topic(topic), _place(t, topic), t("ui.compare.only_there.cell"), ""


def _topic(topic: TopicLine) -> str:
    return f"{topic.label} · {topic.title}"


def _place(t: Words, topic: TopicLine) -> str:
    return f"{topic_words.MARKS[topic.quadrant]} {topic_words.name_of(t, topic)}"


def _certainty(t: Words, pair: TopicPair) -> str:
    if pair.certainty == 1:
        return t("ui.compare.same_title")
    return t("ui.compare.certainty", n=t.number(100 * pair.certainty))


def _apart(visit: Visit, found: Comparison, apart: list[Labels], key: str) -> None:
    """Matches that rest on words alone can be taken apart; only in this browser's session."""
    t = visit.words
    unsure = {pair.labels: pair for pair in found.pairs if pair.certainty < 1}
    options = [*apart, *(labels for labels in unsure if labels not in apart)]
    if not options:
        return
    titles = {line.label: line.title for line in visit.view.topics}
    theirs = {line.label: line.title for line in found.only_there}
    theirs |= {pair.there.label: pair.there.title for pair in found.pairs}
    st.multiselect(
        t("ui.compare.apart"),
        options,
        format_func=lambda labels: t(
            "ui.compare.apart.pair", here=titles.get(labels[0], ""), there=theirs.get(labels[1], "")
        ),
        placeholder=t("ui.compare.apart.hint"),
        select_all=False,
        key=key,
    )

"""The roadmap: what is done when and where, what waits for what, and what tomorrow asks for."""

import streamlit as st

from workshop.domain.words import Term
from workshop.domain.workload import AT_ONCE
from workshop.services.actions import ActionDraft, add_action
from workshop.services.roadmap import free_action, need_action, place_action
from workshop.services.views.roadmap import PlannedAction, RoadmapView, read_roadmap
from workshop.ui import lines, live
from workshop.ui.cache import part_view
from workshop.ui.columns import Drag, moves
from workshop.ui.domains import draw_domains
from workshop.ui.gestures import again, key_of, renew
from workshop.ui.roadmap_picture import (
    code_of,
    columns_of,
    picture_of,
    place_name,
    problem_words,
    read_code,
    rows_of,
    shortened,
    summary_of,
    table_of,
)
from workshop.ui.shell import Visit, done, refresh, refusals, say_what_was_done

BOARD = "roadmap-board"


def draw_roadmap(visit: Visit) -> None:
    """The picture with its twins, live; below it the domains, which make its rows."""
    lines.dress_lines()
    _road(visit)
    draw_domains(visit)


@st.fragment
def _road(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="roadmap-ear")
    say_what_was_done()
    t, view = visit.words, part_view(visit.house, visit.facilitator, read_roadmap)
    if not view.actions and not view.tomorrow and not view.gates:
        lines.draw(lines.sentence(t("ui.roadmap.none"), soft=True))
        return
    lines.draw(lines.sentence(summary_of(view, t), soft=True))
    _problems(visit, view)
    _drag(visit, view)
    if view.actions:
        _move(visit, view)
        _order(visit, view)
    _tomorrow(visit, view)
    rows = table_of(view, t)
    if rows:
        with st.expander(t("ui.roadmap.table"), key="roadmap-table", icon=":material/table_rows:"):
            lines.draw(lines.table(rows))


def _problems(visit: Visit, view: RoadmapView) -> None:
    t = visit.words
    if not view.problems and not view.overloaded:
        return
    with st.container(border=True, key="roadmap-problems"):
        lines.draw(
            lines.title(t("ui.roadmap.problem.title")),
            *(lines.sentence(problem_words(problem, view, t)) for problem in view.problems),
            *(
                lines.sentence(
                    t(
                        "ui.plan.load",
                        name=name,
                        n=t.number(len(labels)),
                        actions=t.listing(labels),
                        most=t.number(AT_ONCE),
                    )
                )
                for name, labels in view.overloaded.items()
            ),
        )


def _drag(visit: Visit, view: RoadmapView) -> None:
    """The picture; what is dragged in it is placed where it was dropped."""
    t, key = visit.words, key_of(BOARD)
    quadrants = {line.label: line.quadrant for line in visit.view.actions}
    drags = _read(live.sent(key, "moved"))
    drawn = live.draw("roadmap", picture_of(view, quadrants, t), key=key, on=("moved",))
    drags = drags or _read(drawn.moved)
    moved = moves(columns_of(view), drags)
    if not moved:
        return
    # Whatever the answer, the next run draws what is stored: a refused drag must not stay on view.
    renew(BOARD)
    with refusals(visit):
        for label, code in moved.items():
            _place(visit, view, label, *read_code(code))
        again()


def _place(visit: Visit, view: RoadmapView, label: str, term: str, domain: str) -> None:
    line = view.action(label)
    # An action that goes back to the tray keeps the domain it was in.
    kept = (line.domain or "") if line and not term else domain
    place_action(visit.house, visit.facilitator, label, term, kept)
    if term:
        where = place_name(Term(term), domain, visit.words)
        done(visit, "ui.roadmap.placed_there", action=label, place=where)
    else:
        done(visit, "ui.roadmap.unplaced", action=label)


def _read(sent: object) -> list[Drag]:
    if not isinstance(sent, dict):
        return []
    return [(str(sent.get("label")), str(sent.get("from")), str(sent.get("to")))]


def _move(visit: Visit, view: RoadmapView) -> None:
    """The twin of the drag, for keyboards and touch: an action, a term, a domain."""
    t = visit.words
    names, placed = _names(view), {line.label for line in view.on_the_road}
    with st.expander(t("ui.roadmap.move"), key="roadmap-move", icon=":material/keyboard:"):
        which, when, where, go = st.columns([4, 2, 3, 2], vertical_alignment="bottom")
        label = which.selectbox(
            t("ui.roadmap.move.action"),
            sorted(names, key=lambda found: found in placed),
            format_func=lambda found: names.get(found, found),
            key="roadmap-move-action",
        )
        line = view.action(label or "")
        # Where it lies is a part of the keys: once it lies elsewhere, both menus say where.
        here = f"{label}-{code_of(line.term, line.domain)}" if line else ""
        terms = ["", *Term]
        likely = (line.term or line.could_be or "") if line else ""
        term = when.selectbox(
            t("ui.roadmap.move.term"),
            terms,
            index=terms.index(likely),
            format_func=lambda found: (
                t(f"ui.roadmap.term.{found}") if found else t("ui.roadmap.tray")
            ),
            key=f"roadmap-move-term-{here}",
        )
        domains = rows_of(view) if "" in rows_of(view) else ["", *rows_of(view)]
        domain = where.selectbox(
            t("ui.roadmap.move.domain"),
            domains,
            index=domains.index((line.domain or "") if line else ""),
            format_func=lambda found: found or t("ui.roadmap.no_domain"),
            key=f"roadmap-move-domain-{here}",
        )
        moved = go.button(t("ui.roadmap.move.do"), key="roadmap-move-do", width="stretch")
    if moved and line:
        with refusals(visit):
            _place(visit, view, line.label, term or "", domain or "")
            renew(BOARD)
            again()


def _order(visit: Visit, view: RoadmapView) -> None:
    """What must be done first: say it, and take it back."""
    t, names = visit.words, _names(view)
    with st.expander(t("ui.roadmap.order"), key="roadmap-order", icon=":material/arrow_forward:"):
        later, first, go = st.columns([4, 4, 2], vertical_alignment="bottom")
        label = later.selectbox(
            t("ui.roadmap.order.action"),
            list(names),
            format_func=lambda found: names.get(found, found),
            key="roadmap-order-action",
        )
        others = [found for found in names if found != label]
        needs = first.selectbox(
            t("ui.roadmap.order.needs"),
            others,
            format_func=lambda found: names.get(found, found),
            key="roadmap-order-needs",
        )
        tied = go.button(
            t("ui.roadmap.order.do"), key="roadmap-order-do", width="stretch", disabled=not others
        )
        if tied and label and needs:
            with refusals(visit):
                need_action(visit.house, visit.facilitator, label, needs)
                done(visit, "ui.roadmap.ordered", action=label, needs=needs)
                again()
        for line in view.actions:
            for needed in line.needs:
                _tie(visit, view, line, needed)


def _tie(visit: Visit, view: RoadmapView, line: PlannedAction, needed: str) -> None:
    t, first = visit.words, view.action(needed)
    with lines.row():
        lines.draw(
            lines.entry(
                f"{needed} {first.what if first else ''} → {line.label} {line.what}",
                label=f"{needed} → {line.label}",
            )
        )
        freed = st.button(
            t("ui.roadmap.order.free"),
            key=f"roadmap-free-{line.label}-{needed}",
            type="tertiary",
            icon=":material/link_off:",
        )
    if freed:
        with refusals(visit):
            free_action(visit.house, visit.facilitator, line.label, needed)
            done(visit, "ui.roadmap.freed", action=line.label, needs=needed)
            again()


def _tomorrow(visit: Visit, view: RoadmapView) -> None:
    """All that the room said of tomorrow, each sentence ready to become a long-term action."""
    t = visit.words
    if not view.tomorrow:
        return
    title = t.count("ui.roadmap.tomorrow", len(view.tomorrow))
    with st.expander(title, key="roadmap-tomorrow", icon=":material/wb_twilight:"):
        for card in view.tomorrow:
            with lines.row():
                lines.draw(lines.entry(card.text, label=card.label))
                made = st.button(
                    t("ui.roadmap.tomorrow.make"),
                    key=f"roadmap-make-{card.label}",
                    type="tertiary",
                    icon=":material/arrow_forward:",
                )
            if made:
                with refusals(visit):
                    draft = ActionDraft(what=card.text, term=Term.LONG)
                    label = add_action(visit.house, visit.facilitator, draft)
                    done(visit, "ui.roadmap.tomorrow.made", action=label)
                    again()


def _names(view: RoadmapView) -> dict[str, str]:
    return {
        line.label: f"{line.label} · {shortened(line.what)}"
        for line in view.actions
        if not line.is_over
    }

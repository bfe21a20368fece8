"""The sponsor's page: what was aimed at, what was found, what is decided. Nothing to press."""

from typing import Any

import streamlit as st
from markupsafe import Markup

from workshop.domain.words import QUADRANTS, Quadrant, SolutionStatus
from workshop.pictures.matrix_words import tray_line
from workshop.services.views.sponsor import SponsorSolution, SponsorTopic, SponsorView
from workshop.ui import lines, live
from workshop.ui.action_entry import action_entry
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, refresh
from workshop.ui.sponsor_follow import draw_asked, draw_changes
from workshop.ui.sponsor_pilots import draw_pilots

LOOK_AGAIN = 10  # seconds


def draw_results(visit: Visit) -> None:
    """The results, or the calm screen of whoever comes before the page is open."""
    lines.dress_lines()
    _results(visit)


# The board's channel is closed to a sponsor whose page is: nothing would tell the waiting screen
# that it opened, nor an open one that it was closed. Results come from the cache between changes.
@st.fragment(run_every=LOOK_AGAIN)
def _results(visit: Visit) -> None:
    visit = refresh(visit)
    t, results = visit.words, visit.results
    if results is None:
        st.title(t("ui.sponsor.wait"), anchor=False)
        lines.draw(lines.sentence(t("ui.sponsor.wait.says"), soft=True))
        return
    live.listen(visit, key="sponsor-ear")
    if not results.is_open:
        st.info(t("ui.sponsor.preview"), icon=":material/visibility_off:")
    if results.rehearsal:
        st.warning(t("ui.sponsor.rehearsal"), icon=":material/theater_comedy:")
    _head(visit, results)
    draw_asked(visit, results.follow)
    _matrix(visit, results)
    _priorities(visit, results)
    _solutions(visit, results)
    _actions(visit, results)
    draw_pilots(visit, results)
    draw_changes(visit, results.follow)


def _head(visit: Visit, results: SponsorView) -> None:
    t = visit.words
    st.title(plain(results.title), anchor=False)
    lines.draw(
        lines.sentence(
            t(
                "ui.sponsor.counts",
                people=t.count("count.people", results.people),
                cards=" · ".join(
                    [
                        t.count("count.cards", results.cards),
                        *([t.count("count.data", results.data)] if results.data else []),
                    ]
                ),
                topics=t.count("count.topics", len(results.topics)),
            ),
            soft=True,
        ),
        lines.sentence(results.ambition) if results.ambition else lines.EMPTY,
        lines.section(t("ui.sponsor.goal")),
    )
    goals = {"client": results.client_goal, "employee": results.employee_goal}
    if not any(goals.values()):
        lines.draw(lines.sentence(t("ui.sponsor.goal.none"), soft=True))
        return
    lines.draw(
        *(lines.goal(t(f"ui.sponsor.goal.{side}"), said) for side, said in goals.items() if said),
        lines.sentence(t("ui.sponsor.goal.owner", name=results.joint_owner), soft=True)
        if results.joint_owner
        else lines.EMPTY,
    )


def _matrix(visit: Visit, results: SponsorView) -> None:
    t = visit.words
    lines.draw(lines.section(t("ui.sponsor.matrix")))
    if not results.topics:
        lines.draw(lines.sentence(t("ui.sponsor.matrix.none"), soft=True))
        return
    live.draw("quadrants", _quadrants(visit, results), key="sponsor-matrix")
    if any(topic.by_team or topic.to_confirm for topic in results.topics):
        lines.draw(lines.sentence(t("ui.sponsor.dotted"), soft=True))


def _quadrants(visit: Visit, results: SponsorView) -> dict[str, Any]:
    t, waiting = visit.words, results.waiting
    missing = len(results.in_quadrant(Quadrant.ONE_SIDE_MISSING))
    return {
        "quadrants": [
            {
                "code": quadrant,
                "name": t(f"quadrant.{quadrant}"),
                "says": t(f"quadrant.{quadrant}.says"),
                "topics": [_topic(visit, topic) for topic in results.in_quadrant(quadrant)],
                "more": 0,
            }
            for quadrant in QUADRANTS
        ],
        "tray": {
            "text": tray_line(t, missing, len(waiting) - missing),
            "topics": [_topic(visit, topic) for topic in waiting],
        }
        if waiting
        else None,
        "words": {
            name: t(f"ui.matrix.axis.{name}")
            for name in ("client_hurts", "client_delights", "team_hurts", "team_delights")
        },
        "big": False,
        "still": True,
    }


def _topic(visit: Visit, topic: SponsorTopic) -> dict[str, Any]:
    t, note = visit.words, ""
    if topic.quadrant is Quadrant.CONTESTED:
        note = t("ui.sponsor.shared" if topic.shared else "ui.sponsor.neutral")
    elif topic.to_confirm:
        note = t("ui.matrix.to_confirm")
    return {
        "label": topic.label,
        "title": topic.title,
        "note": note,
        "confirm": topic.to_confirm,
        "moved": topic.moved,
        "dotted": topic.by_team,
    }


def _priorities(visit: Visit, results: SponsorView) -> None:
    t = visit.words
    topics = results.in_quadrant(Quadrant.PRIORITY)
    lines.draw(lines.section(t("ui.sponsor.priorities")))
    if not topics:
        lines.draw(lines.sentence(t("ui.sponsor.priorities.none"), soft=True))
        return
    for topic in topics:
        lines.draw(
            lines.topic_head(topic.title, topic.quadrant, t),
            *(lines.quote(t("ui.projector.quote", text=said)) for said in topic.sentences),
        )
    if not any(topic.sentences for topic in topics):
        lines.draw(lines.sentence(t("ui.sponsor.floor", n=results.floor), soft=True))


def _solutions(visit: Visit, results: SponsorView) -> None:
    t = visit.words
    lines.draw(lines.section(t("ui.sponsor.solutions")))
    if not results.solutions:
        lines.draw(lines.sentence(t("ui.sponsor.solutions.none"), soft=True))
    lines.draw(*(_solution(visit, line) for line in results.solutions))


def _solution(visit: Visit, line: SponsorSolution) -> Markup:
    t = visit.words
    said = [t("ui.sponsor.payer", side=t(f"side.label.{line.payer}"))] if line.payer else []
    said += [t("ui.sponsor.unheard", side=t(f"side.label.{side}")) for side in line.unheard]
    if line.status is not SolutionStatus.PROPOSED:
        said.append(t(f"solution.status.{line.status}"))
    return lines.entry(
        line.title,
        label=line.label,
        note=" · ".join(part for part in (", ".join(line.topics), *said) if part),
        chip=lines.verdict(line.transfer, t),
    )


def _actions(visit: Visit, results: SponsorView) -> None:
    t = visit.words
    lines.draw(lines.section(t("ui.sponsor.actions")))
    if not results.actions:
        lines.draw(lines.sentence(t("ui.sponsor.actions.none"), soft=True))
    lines.draw(*(action_entry(line, t) for line in results.actions))

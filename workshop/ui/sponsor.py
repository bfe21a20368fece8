"""The sponsor's page: what was aimed at, what is asked of them, what hurts, what is decided."""

from typing import Any

import streamlit as st
from markupsafe import Markup

from workshop.domain.words import QUADRANTS, Quadrant, SolutionStatus
from workshop.pictures.map import map_svg
from workshop.pictures.map_words import map_sentences
from workshop.pictures.matrix_words import tray_line
from workshop.pictures.palette import DARK, LIGHT
from workshop.services.views.sponsor import SponsorSolution, SponsorTopic, SponsorView
from workshop.ui import lines, live
from workshop.ui.plain import plain
from workshop.ui.shell import Visit, refresh
from workshop.ui.sponsor_answers import draw_asked, draw_prompts, draw_unsent, still_asked
from workshop.ui.sponsor_follow import draw_answered, draw_changes, draw_commitments
from workshop.ui.sponsor_pilots import draw_pilots
from workshop.ui.sponsor_plan import draw_plan

LOOK_AGAIN = 2  # seconds
MAP_SIZE = (1640, 820)
"""Pixels, of which a page shows two for three: its smallest type can still be read there."""


def draw_results(visit: Visit) -> None:
    """The results, or the calm screen of whoever comes before the page is open."""
    lines.dress_lines()
    _results(visit)


# A link that is revoked and a page that is closed are told to an open page by its stream; a link
# that expires, or a page that opens, by nobody: it looks again. Between changes the results come
# from the cache.
@st.fragment(run_every=LOOK_AGAIN)
def _results(visit: Visit) -> None:
    visit = refresh(visit)
    # A form that is drawn elsewhere must never be without both places: the browser forgets the
    # words in a field that it finds nowhere while it draws. So each part has its own place, what
    # stood in it stays until the run ends, and the form is drawn before what might cover it.
    opened, closed = st.container(), st.container()
    if visit.results is None:
        with closed:
            _nothing_to_see(visit)
        return
    with opened:
        _open(visit, visit.results)


def _open(visit: Visit, results: SponsorView) -> None:
    head, asked, unsent, priorities, prompts, rest = (st.container() for _ in range(6))
    if not still_asked(results.follow):
        with unsent:
            draw_unsent(visit)
    with asked:
        draw_asked(visit, results.follow)
    with prompts:
        draw_prompts(visit, results.follow)
    with head:
        _notices(visit, results)
        _head(visit, results)
    with priorities:
        _priorities(visit, results)
    with rest:
        _rest(visit, results)


def _notices(visit: Visit, results: SponsorView) -> None:
    t = visit.words
    live.listen(visit, key="sponsor-ear")
    if not results.is_open:
        st.info(t("ui.sponsor.preview"), icon=":material/visibility_off:")
    if results.rehearsal:
        st.warning(t("ui.sponsor.rehearsal"), icon=":material/theater_comedy:")


def _rest(visit: Visit, results: SponsorView) -> None:
    _matrix(visit, results)
    _map(visit, results)
    _solutions(visit, results)
    draw_plan(visit, results)
    draw_pilots(visit, results)
    draw_commitments(visit, results.follow.leaders)
    draw_answered(visit, results.follow)
    draw_changes(visit, results.follow)


def _nothing_to_see(visit: Visit) -> None:
    """Not a word of the workshop, and whatever the sponsor was writing."""
    t, why = visit.words, "ended" if visit.ended else "wait"
    st.title(t(f"ui.sponsor.{why}"), anchor=False)
    lines.draw(lines.sentence(t(f"ui.sponsor.{why}.says"), soft=True))
    draw_unsent(visit)


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


def _map(visit: Visit, results: SponsorView) -> None:
    """Both journeys as one still picture; on a phone it is pushed aside with a finger."""
    t = visit.words
    if results.map is None:
        return
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    wide, high = MAP_SIZE
    lines.draw(lines.section(t("ui.sponsor.map")))
    drawn = map_svg(results.map, t, palette, wide=wide, high=high)
    live.draw("map", {"svg": drawn, "big": False, "small": True}, key="sponsor-map")
    lines.draw(*(lines.sentence(said, soft=True) for said in map_sentences(results.map, t)[:2]))


def _priorities(visit: Visit, results: SponsorView) -> None:
    t = visit.words
    topics = results.priorities
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
    more = len(results.in_quadrant(Quadrant.PRIORITY)) - len(topics)
    if more:
        lines.draw(lines.sentence(t.count("ui.sponsor.priorities.more", more), soft=True))


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

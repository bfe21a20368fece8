"""The end of the day: figures, priority topics and who carries them, parked cards, files."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from workshop.domain.words import ActionStatus, Phase, Quadrant
from workshop.i18n import Words
from workshop.services.views.workshop import CardLine, TopicLine
from workshop.ui import lines, live
from workshop.ui.action_entry import action_entry
from workshop.ui.exit_vote import draw_exit
from workshop.ui.navigation import path_of, phase_script
from workshop.ui.privacy import draw_privacy_at_the_close
from workshop.ui.returned import draw_returned
from workshop.ui.shell import STATIC, Visit, refresh

FILES = (
    ("json", "workshop.json"),
    ("xlsx", "workshop.xlsx"),
    ("report", "report.pdf"),
    ("summary", "summary.pdf"),
    ("slides", "slides.pptx"),
    ("ics", "actions.ics"),
)
OTHER_FILES = (
    ("csv", "workshop-csv.zip"),
    ("map_svg", "map.svg"),
    ("map_png", "map.png"),
    ("matrix_svg", "matrix.svg"),
    ("matrix_png", "matrix.png"),
    ("wall_a3", "matrix-a3.pdf"),
    ("wall_a0", "matrix-a0.pdf"),
)


def draw_close(visit: Visit) -> None:
    """Everything to say before people stand up, from top to bottom."""
    lines.dress_lines()
    st.html(STATIC / "action.css")
    _day(visit)


@st.fragment
def _day(visit: Visit) -> None:
    visit = refresh(visit)
    live.listen(visit, key="close-ear")
    _numbers(visit)
    _priorities(visit)
    _untagged(visit)
    _what_is_next(visit)
    _ready(visit)
    draw_exit(visit)
    _files(visit)
    lines.draw(lines.section(visit.words("ui.close.privacy")))
    draw_privacy_at_the_close(visit)
    _parked(visit)


def _numbers(visit: Visit) -> None:
    t, view = visit.words, visit.view
    counts = {
        "people": view.participants,
        "cards": len(view.room_cards),
        **({"data": len(view.data_cards)} if view.data_cards else {}),
        "topics": len(view.topics),
        "solutions": len(view.solutions),
        "actions": len(view.actions),
    }
    lines.draw(
        lines.section(t("ui.close.numbers")),
        lines.figures(
            (t.number(count), t.count(f"ui.close.{what}", count), lines.EMPTY)
            for what, count in counts.items()
        ),
        lines.figures(
            (
                t.number(len(view.in_quadrant(quadrant))),
                t(f"quadrant.{quadrant}"),
                lines.shape(quadrant, t),
            )
            for quadrant in (
                *view.treatment_order,
                Quadrant.CONTESTED,
                Quadrant.ONE_SIDE_MISSING,
            )
        ),
    )


def _priorities(visit: Visit) -> None:
    t, view = visit.words, visit.view
    lines.draw(lines.section(t("ui.close.priorities")))
    topics = view.in_quadrant(Quadrant.PRIORITY)
    if not topics:
        lines.draw(lines.sentence(t("ui.close.no_priority"), soft=True))
    for topic in topics:
        _priority(visit, topic)
    if view.room_first:
        lines.draw(lines.section(t("ui.plan.chosen")))
    for topic in view.room_first:
        _priority(visit, topic, note=t.count("count.votes", topic.votes))
    waiting = [topic for topic in view.room_first if not view.carried(topic.label)]
    if (view.uncarried_priorities or waiting) and st.button(
        t("ui.close.to_plan"), key="back-to-plan", icon=":material/arrow_back:"
    ):
        st.switch_page(path_of(phase_script(Phase.PLAN)))


def _priority(visit: Visit, topic: TopicLine, *, note: str = "") -> None:
    """A topic and what became of it, on one edge with its title."""
    t = visit.words
    carried = visit.view.carried(topic.label)
    actions = lines.EMPTY.join(action_entry(line, t, mark=False) for line in carried)
    lines.draw(
        lines.topic_head(topic.title, topic.quadrant, t, note=note),
        lines.under(actions or lines.sentence(t("ui.close.nobody"), soft=True)),
    )


def _untagged(visit: Visit) -> None:
    """The topics to relieve that would leave without a cause: probably a process or a tool."""
    t, topics = visit.words, visit.view.untagged
    if not topics:
        return
    lines.draw(
        lines.section(t("ui.close.untagged")),
        lines.sentence(t("ui.close.untagged.says"), soft=True),
        *(lines.topic_head(topic.title, topic.quadrant, t) for topic in topics),
    )
    if st.button(t("ui.close.to_causes"), key="back-to-causes", icon=":material/arrow_back:"):
        st.switch_page(path_of(phase_script(Phase.CAUSES)))


def _what_is_next(visit: Visit) -> None:
    t, view = visit.words, visit.view
    dates = [
        line.due
        for line in view.actions_by_due
        if line.due and line.status is not ActionStatus.DONE
    ]
    lines.draw(
        lines.section(t("ui.close.next")),
        lines.sentence(
            t("ui.close.next.date", date=t.date(dates[0])) if dates else t("ui.close.next.nodate")
        ),
        lines.sentence(
            t(
                "ui.close.next.sponsor_open"
                if view.workshop.sponsor_open
                else "ui.close.next.sponsor"
            )
        ),
        lines.sentence(t("ui.close.next.receipt")),
    )


def _ready(visit: Visit) -> None:
    """Six questions before people stand up: where the programme may stall."""
    t = visit.words
    lines.draw(
        lines.section(t("ui.close.ready")), lines.sentence(t("ui.readiness.none"), soft=True)
    )
    if st.button(t("ui.close.to_readiness"), key="to-readiness", icon=":material/radar:"):
        st.switch_page(
            path_of(phase_script(Phase.FOLLOW)),
            query_params={"part": "readiness", "w": visit.facilitator.code},
        )


def _files(visit: Visit) -> None:
    t, code = visit.words, visit.facilitator.code
    lines.draw(
        lines.section(t("ui.close.files")), lines.sentence(t("ui.close.files.says"), soft=True)
    )
    _links(t, code, FILES, key="files")
    with st.expander(t("ui.close.files.others"), key="close-files"):
        _links(t, code, OTHER_FILES, key="other-files")
    draw_returned(visit)


def _links(t: Words, code: str, files: Sequence[tuple[str, str]], *, key: str) -> None:
    """A link each, which says so while its file is made; no run of this page waits for one."""
    data = {
        "files": [
            {"name": t(f"ui.close.files.{name}"), "href": f"/x/{code}/{file}"}
            for name, file in files
        ],
        "says": {
            "making": t("ui.files.making"),
            "started": t("ui.files.started"),
            "signed_out": t("ui.files.signed_out"),
            "failed": t("ui.files.failed"),
        },
    }
    live.draw("files", data, key=key)


def _parked(visit: Visit) -> None:
    """The parking list, then the cards that no topic holds: off the subject, and not lost."""
    t, view = visit.words, visit.view
    lines.draw(lines.section(t("ui.close.parked")))
    if not view.parked_cards and not view.free_cards:
        lines.draw(lines.sentence(t("ui.close.parked.none"), soft=True))
        return
    lines.draw(lines.sentence(t("ui.close.parked.says"), soft=True))
    lines.draw(*(_card(visit, card) for card in view.parked_cards))
    if view.free_cards:
        with st.expander(t("ui.close.parked.show", n=len(view.free_cards))):
            lines.draw(*(_card(visit, card) for card in view.free_cards))


def _card(visit: Visit, card: CardLine) -> Markup:
    t = visit.words
    return lines.entry(
        card.text,
        label=card.label,
        note=f"{t(f'side.label.{card.side}')} · {t(f'kind.{card.kind}')}",
    )

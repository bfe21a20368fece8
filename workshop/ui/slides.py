"""The slides of the projector: what a phase shows as a list of lines."""

from collections.abc import Callable
from typing import Any

from workshop.domain.words import ActionStatus, Phase, Sees, Side, SolutionStatus
from workshop.i18n import Words
from workshop.services.views.actions import ActionLine
from workshop.services.views.solutions import SolutionLine
from workshop.services.views.workshop import TopicLine
from workshop.ui.editions import last_shown, state_said
from workshop.ui.follow_slide import follow_lines
from workshop.ui.ideate_slide import ideate_slide, readable
from workshop.ui.lines import VERDICT_SIGNS
from workshop.ui.pilot_slide import pilot_lines
from workshop.ui.shell import Visit
from workshop.ui.topic_words import reading_of, side_said

MANY = 8
"""Short lines from which on they stand in two columns."""
QUOTES_SHOWN = 4

Lines = list[dict[str, Any]]
"""Each with a title, and what it may have besides (label, code, note, tone, under, sides)."""


def slide_of(visit: Visit) -> tuple[str, Lines]:
    """The slide of the phase: its layout and all its lines, which its window turns in pages.

    Where there is none, in big words what the room does next.
    """
    layout, lines = _SLIDES.get(visit.view.workshop.phase, _welcome)(visit)
    return (layout, lines) if lines else ("empty", [nothing_yet(visit)])


def nothing_yet(visit: Visit) -> dict[str, Any]:
    """What the room does next, in a phase that has nothing to show yet."""
    t, phase = visit.words, visit.view.workshop.phase
    if phase not in _EMPTY:
        return {"title": t("ui.projector.nothing_yet")}
    return {
        "title": t(f"ui.projector.empty.{phase}"),
        "under": t(f"ui.projector.empty.{phase}.says"),
    }


def topic_lines(visit: Visit, topic: TopicLine) -> Lines:
    """A topic opened alone: its voices in words, and sentences of the room that it may read."""
    t, view = visit.words, visit.view
    cards = [
        card for label in topic.cards if (card := view.card(label)) and card in view.shown_cards
    ]
    if view.workshop.rights.sees is not Sees.EVERYTHING:
        cards = []
    return [
        {
            "label": topic.label,
            "code": topic.quadrant,
            "title": topic.title,
            "sides": [
                {
                    "said": side_said(t, topic, side),
                    "valence": _valence(topic, side),
                    "dotted": side is Side.CLIENT and topic.client_by_team,
                }
                for side in Side
            ],
        },
        *(
            {"title": "", "under": t("ui.projector.quote", text=card.text)}
            for card in sorted(cards, key=lambda card: -card.me_too)[:QUOTES_SHOWN]
        ),
    ]


def _valence(topic: TopicLine, side: Side) -> float | None:
    """The balance of a side's voices in [−1, 1], None where nobody spoke."""
    valence = reading_of(topic, side).valence
    return None if valence is None else float(valence)


def _welcome(visit: Visit) -> tuple[str, Lines]:
    workshop, t = visit.view.workshop, visit.words
    goals = [
        {"title": t("ui.projector.client_goal"), "under": workshop.client_goal},
        {"title": t("ui.projector.team_goal"), "under": workshop.employee_goal},
    ]
    lines: Lines = [
        {"title": workshop.title, "under": workshop.ambition},
        *(goal for goal in goals if goal["under"]),
    ]
    return "join", lines


def _frame(visit: Visit) -> tuple[str, Lines]:
    """What became of the last edition's actions, while the frame begins with them."""
    t, last = visit.words, last_shown(visit)
    if last is None:
        return _welcome(visit)
    return "list", [
        {
            "label": line.label,
            "title": line.what,
            "tone": _TONES.get(line.status, "amber" if line.late else ""),
            "note": f"{_SIGNS.get(line.status, '')} {state_said(t, line)}".strip(),
        }
        for line in last.actions
    ]


def _groups(visit: Visit) -> tuple[str, Lines]:
    t, view = visit.words, visit.view
    by_size = sorted(view.topics, key=lambda topic: -len(topic.cards))
    return "columns", [
        {
            "label": topic.label,
            "title": topic.title,
            "note": t.count("count.cards", len(topic.cards)),
        }
        for topic in by_size
    ]


def _ideate(visit: Visit) -> tuple[str, Lines]:
    layout, lines = ideate_slide(visit.words, visit.view)
    return "columns" if layout == "list" and len(lines) > MANY else layout, lines


def _weigh(visit: Visit) -> tuple[str, Lines]:
    """The ideas that stand, what the room has adopted first."""
    ideas = readable(visit.view)
    ideas.sort(key=lambda line: line.status != SolutionStatus.ADOPTED)
    return "list", [
        {"label": line.label, "title": line.title, **_verdict(visit, line)} for line in ideas
    ]


def _verdict(visit: Visit, line: SolutionLine) -> dict[str, str]:
    """The pain-transfer verdict: a sign and words beside its colour, and why. No figure: the mean
    of one ballot would be somebody's own.
    """
    t, verdict = visit.words, line.verdict
    said = [f"{VERDICT_SIGNS[verdict.transfer]} {t(f'transfer.{verdict.transfer}')}"]
    said += [t("ui.weigh.win_win")] if line.win_win else []
    said += [t("ui.weigh.is_adopted")] if line.status is SolutionStatus.ADOPTED else []
    why = ""
    if verdict.payer is not None:
        why = t("ui.sponsor.payer", side=t(f"side.label.{verdict.payer}"))
    elif verdict.unheard is not None and line.ballots:
        why = t("ui.sponsor.unheard", side=t(f"side.label.{verdict.unheard}"))
    return {"tone": verdict.transfer, "note": " · ".join(said), "under": why}


def plan_lines(visit: Visit) -> Lines:
    """The actions that stand: what, who carries it, until when, and how it will be seen."""
    t = visit.words
    return [
        {
            "label": action.label,
            "title": action.what,
            "code": action.quadrant,
            "under": " · ".join(
                part
                for part in (*_carried(action, t), t.date(action.due) if action.due else "")
                if part
            ),
            "marks": [t("ui.projector.measure", measure=action.measure)] if action.measure else [],
        }
        for action in visit.view.actions
        if action.status is not ActionStatus.DROPPED
    ]


def _carried(action: ActionLine, t: Words) -> tuple[str, str]:
    """Whoever said yes in the room, and whom to ask: one that was only named has not."""
    asked = action.to_confirm_with
    owner = "" if action.owner == asked else action.owner
    return owner, t("ui.projector.to_confirm_with", name=asked) if asked else ""


def _plan(visit: Visit) -> tuple[str, Lines]:
    return "list", plan_lines(visit)


def _follow(visit: Visit) -> tuple[str, Lines]:
    """What both sides say of each pilot, then what has changed since."""
    return "list", [*pilot_lines(visit), *follow_lines(visit)]


_TONES = {ActionStatus.DONE: "green"}
_SIGNS = {ActionStatus.DONE: "✓", ActionStatus.DROPPED: "✕"}

_EMPTY = (Phase.JOURNEYS, Phase.GROUP, Phase.IDEATE, Phase.WEIGH, Phase.PLAN, Phase.FOLLOW)

_SLIDES: dict[Phase, Callable[[Visit], tuple[str, Lines]]] = {
    Phase.FRAME: _frame,
    Phase.GROUP: _groups,
    Phase.IDEATE: _ideate,
    Phase.WEIGH: _weigh,
    Phase.PLAN: _plan,
    Phase.FOLLOW: _follow,
}
